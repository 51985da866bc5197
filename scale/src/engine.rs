//! DataFusion over a folder of tables, with its memory limited.

use crate::answer::Answer;
use crate::error::ScaleError;
use crate::progress::{Progress, progress_of};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::MemTable;
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::error::DataFusionError;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::object_store::ObjectStore;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use factions::export::SqlQuery;
use factions::record::{ColumnType, TableSchema};
use futures::StreamExt;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// How much of the machine a query may take.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// The bytes of memory for rows that are sorted, joined and counted; `None`: no limit.
    pub memory: Option<usize>,
    /// Where what does not fit is spilled to; `None`: to the folder of the system for such files.
    pub spill_to: Option<PathBuf>,
    /// How many threads; `None`: one for each processor.
    pub threads: Option<usize>,
}

/// The bytes of a stack on which any query of ours is planned and run, without optimization too.
const DEEP: usize = 64 << 20;

/// How much a sort keeps free for merging what it has spilled, unless memory is scarce.
const MOST_FOR_MERGING: usize = 10 << 20;

/// How many rows are handed on at a time, unless memory is scarce.
const MOST_ROWS: usize = 8_192;

/// How often progress is told.
const TICK: Duration = Duration::from_millis(200);

/// Tables that are open to be asked.
pub struct Engine {
    context: SessionContext,
    runtime: Runtime,
    tell: Option<Box<dyn Fn(Progress) + Send + Sync>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// The tables of a folder: `events.parquet`, or a folder `events` of such files, and so on.
    ///
    /// A table that is not there is empty.
    ///
    /// # Errors
    ///
    /// Where there are no events, or a file is not read.
    pub fn open(folder: &Path, limits: &Limits) -> Result<Self, ScaleError> {
        if !folder.is_dir() {
            return Err(ScaleError::NoTables(folder.display().to_string()));
        }
        Self::new(limits)?.with_tables(&folder.to_string_lossy())
    }

    /// The same at a URL: `file:///data/mali.parquet`, or of a store that is handed over with what stands before
    /// its names, as `s3://bucket`.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open); and where nobody has handed over the store.
    pub fn open_at(
        url: &str,
        store: Option<(&str, Arc<dyn ObjectStore>)>,
        limits: &Limits,
    ) -> Result<Self, ScaleError> {
        let engine = Self::new(limits)?;
        if let Some((before, store)) = store {
            let before = ObjectStoreUrl::parse(before)?;
            engine.context.register_object_store(before.as_ref(), store);
        }
        engine.with_tables(url)
    }

    fn new(limits: &Limits) -> Result<Self, ScaleError> {
        let mut environment = RuntimeEnvBuilder::new();
        let mut config = SessionConfig::new();
        if let Some(bytes) = limits.memory {
            // who can spill does so before it takes what another needs
            environment = environment.with_memory_pool(Arc::new(FairSpillPool::new(bytes)));
            let for_merging = MOST_FOR_MERGING.min(bytes / 16);
            config = config.with_sort_spill_reservation_bytes(for_merging);
            // what is handed on at a time must fit many times over
            config = config.with_batch_size((bytes >> 13).clamp(512, MOST_ROWS));
        }
        if let Some(path) = &limits.spill_to {
            environment = environment.with_temp_file_path(path);
        }
        if let Some(threads) = limits.threads {
            config = config.with_target_partitions(threads.max(1));
        }
        // `max` beside a column that is known from paths alone is wrong in this release, 29 times of 30
        let optimizer = &mut config.options_mut().optimizer;
        optimizer.enable_aggregate_dynamic_filter_pushdown = false;
        let mut builder = Builder::new_multi_thread();
        if let Some(threads) = limits.threads {
            builder.worker_threads(threads.max(1));
        }
        builder.thread_stack_size(DEEP);
        Ok(Self {
            context: SessionContext::new_with_config_rt(config, Arc::new(environment.build()?)),
            runtime: builder.enable_all().build()?,
            tell: None,
        })
    }

    /// With all tables of a folder, whose name is a path or a URL.
    fn with_tables(self, folder: &str) -> Result<Self, ScaleError> {
        let folder = ListingTableUrl::parse(format!("{}/", folder.trim_end_matches('/')))?;
        let store = self.context.runtime_env().object_store(&folder)?;
        let listing = store.list_with_delimiter(Some(folder.prefix()));
        let listing = self
            .runtime
            .block_on(listing)
            .map_err(DataFusionError::from)?;
        let files = listing
            .objects
            .iter()
            .filter_map(|one| one.location.filename());
        let folders = listing
            .common_prefixes
            .iter()
            .filter_map(|one| one.filename());
        // a name that ends so is a folder to the engine
        let folders = folders.map(|name| format!("{name}/"));
        let there: BTreeSet<String> = files.map(str::to_owned).chain(folders).collect();
        for table in TableSchema::ALL {
            let names = [
                format!("{}.parquet", table.name),
                format!("{}/", table.name),
            ];
            if let Some(name) = names.iter().find(|name| there.contains(*name)) {
                let place = format!("{}{name}", folder.as_str());
                let options = ParquetReadOptions::default();
                let reading = self.context.register_parquet(table.name, &place, options);
                self.runtime.block_on(reading)?;
            } else if table.name == "events" {
                return Err(ScaleError::NoTables(folder.as_str().to_owned()));
            } else {
                let schema = Arc::new(schema_of(&table));
                let empty = MemTable::try_new(schema, vec![vec![]])?;
                self.context.register_table(table.name, Arc::new(empty))?;
            }
        }
        Ok(self)
    }

    /// The same, which tells how far it is: now and then, and at the end of each query.
    #[must_use]
    pub fn on_progress(self, tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        let tell: Option<Box<dyn Fn(Progress) + Send + Sync>> = Some(Box::new(tell));
        Self { tell, ..self }
    }

    /// DataFusion's own context: to put a table of one's own in the place of another, or to ask what [`SqlQuery`]
    /// does not say.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }

    /// The answer to a query, if it counts the happenings that are read when they are counted once more.
    ///
    /// Only queries without a [check](SqlQuery::check) are answered unchecked.
    ///
    /// # Errors
    ///
    /// What the engine meets: a file that is not read, memory that is not enough, a happening that the view
    /// knows in part. And [`ScaleError::Miscounted`]: then there is an answer, and it is wrong.
    pub fn ask(&self, query: &SqlQuery) -> Result<Answer, ScaleError> {
        let answer = self.ask_text(query.text())?;
        if let Some(check) = query.check() {
            let counted = answer.sum_of(&["certainly_happenings", "possibly_happenings"]);
            let read = self.ask_text(check)?.sum_of(&["happenings"]);
            if counted != read {
                return Err(ScaleError::Miscounted { counted, read });
            }
        }
        Ok(answer)
    }

    pub(crate) fn ask_text(&self, text: &str) -> Result<Answer, ScaleError> {
        let mut batches = Vec::new();
        let columns = self.each_batch(text, |batch| {
            batches.push(batch);
            Ok(())
        })?;
        Ok(Answer::new(columns, batches))
    }

    /// Hands over what a query answers, batch by batch: none is kept. The names of the columns.
    pub(crate) fn each_batch(
        &self,
        text: &str,
        mut take: impl FnMut(RecordBatch) -> Result<(), ScaleError>,
    ) -> Result<Vec<String>, ScaleError> {
        let (context, text) = (self.context.clone(), text.to_owned());
        let plan: Arc<OnceLock<Arc<dyn ExecutionPlan>>> = Arc::default();
        let known = Arc::clone(&plan);
        let (send, mut receive) = mpsc::channel(2);
        // plans are trees of many floors, and the engine goes down them by recursion: on its own deep stack
        let task = self.runtime.spawn(async move {
            let frame = context.sql(&text).await?;
            let names = frame.schema().field_names();
            let about = Arc::new(frame.task_ctx());
            let plan = frame.create_physical_plan().await?;
            let plan = known.get_or_init(|| plan);
            let mut stream = execute_stream(Arc::clone(plan), about)?;
            while let Some(batch) = stream.next().await {
                if send.send(batch?).await.is_err() {
                    break;
                }
            }
            Ok::<_, DataFusionError>(names)
        });
        let mut told = Instant::now();
        loop {
            let next = async { timeout(TICK, receive.recv()).await };
            match self.runtime.block_on(next) {
                Ok(Some(batch)) => take(batch)?,
                Ok(None) => break,
                Err(_) => {}
            }
            if told.elapsed() >= TICK {
                self.tell(plan.get());
                told = Instant::now();
            }
        }
        let done = self.runtime.block_on(task);
        self.tell(plan.get());
        let names = done.map_err(std::io::Error::other)??;
        let own = |name: &String| name.rsplit('.').next().unwrap_or(name).to_owned();
        Ok(names.iter().map(own).collect())
    }

    fn tell(&self, plan: Option<&Arc<dyn ExecutionPlan>>) {
        if let (Some(tell), Some(plan)) = (&self.tell, plan) {
            tell(progress_of(&**plan));
        }
    }
}

/// How Arrow has the columns of a table.
fn schema_of(table: &TableSchema) -> Schema {
    let field = |column: &factions::record::ColumnSchema| {
        let of = match column.of {
            ColumnType::Count => DataType::Int64,
            ColumnType::Number => DataType::Float64,
            ColumnType::Truth => DataType::Boolean,
            ColumnType::Day => DataType::Date32,
            ColumnType::Texts => {
                DataType::List(Arc::new(Field::new("item", DataType::Utf8, false)))
            }
            _ => DataType::Utf8,
        };
        Field::new(column.name, of, true)
    };
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}
