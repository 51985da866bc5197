//! DataFusion over a folder of tables, with its memory limited.

use crate::answer::Answer;
use crate::error::ScaleError;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use factions::export::SqlQuery;
use factions::record::{ColumnType, TableSchema};
use futures::StreamExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

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

/// The bytes of a stack on which any query of ours is planned, without optimization too.
const DEEP: usize = 64 << 20;

/// Tables that are open to be asked.
pub struct Engine {
    context: SessionContext,
    runtime: Runtime,
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
        let mut environment = RuntimeEnvBuilder::new();
        if let Some(bytes) = limits.memory {
            environment = environment.with_memory_limit(bytes, 1.0);
        }
        if let Some(path) = &limits.spill_to {
            environment = environment.with_temp_file_path(path);
        }
        let mut config = SessionConfig::new();
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
        let engine = Self {
            context: SessionContext::new_with_config_rt(config, Arc::new(environment.build()?)),
            runtime: builder.enable_all().build()?,
        };
        let mut has_events = false;
        for table in TableSchema::ALL {
            if let Some(path) = place_of(folder, table.name) {
                has_events |= table.name == "events";
                let path = path.to_string_lossy();
                let options = ParquetReadOptions::default();
                let reading = engine.context.register_parquet(table.name, &path, options);
                engine.runtime.block_on(reading)?;
            } else {
                let schema = Arc::new(schema_of(&table));
                let empty = MemTable::try_new(schema, vec![vec![]])?;
                engine.context.register_table(table.name, Arc::new(empty))?;
            }
        }
        if has_events {
            Ok(engine)
        } else {
            Err(ScaleError::NoTables(folder.to_owned()))
        }
    }

    /// DataFusion's own context: to register an object store, or to ask what [`SqlQuery`] does not say.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }

    /// The answer to a query.
    ///
    /// # Errors
    ///
    /// What the engine meets: a file that is not read, memory that is not enough, a happening that the view
    /// knows in part.
    pub fn ask(&self, query: &SqlQuery) -> Result<Answer, ScaleError> {
        self.ask_text(query.text())
    }

    /// The answer to a query, if it counts the happenings that are read when they are counted again.
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask); and [`ScaleError::Miscounted`].
    pub fn ask_checked(&self, query: &SqlQuery) -> Result<Answer, ScaleError> {
        let answer = self.ask(query)?;
        if let Some(check) = query.check() {
            let counted = answer.sum_of(&["certainly_happenings", "possibly_happenings"]);
            let read = self.ask_text(check)?.sum_of(&["happenings"]);
            if counted != read {
                return Err(ScaleError::Miscounted { counted, read });
            }
        }
        Ok(answer)
    }

    /// Hands over what a query answers, batch by batch: none is kept.
    pub(crate) fn each_batch(
        &self,
        text: &str,
        mut take: impl FnMut(RecordBatch) -> Result<(), ScaleError>,
    ) -> Result<(), ScaleError> {
        let (context, text) = (self.context.clone(), text.to_owned());
        let mut stream = self.on_a_deep_stack(async move {
            let frame = context.sql(&text).await?;
            frame.execute_stream().await
        })?;
        while let Some(batch) = self.runtime.block_on(stream.next()) {
            take(batch?)?;
        }
        Ok(())
    }

    pub(crate) fn ask_text(&self, text: &str) -> Result<Answer, ScaleError> {
        let (context, text) = (self.context.clone(), text.to_owned());
        self.on_a_deep_stack(async move {
            let frame = context.sql(&text).await?;
            let names = frame.schema().field_names();
            let columns = names
                .iter()
                .map(|name| name.rsplit('.').next().unwrap_or(name).to_owned())
                .collect();
            Ok(Answer::new(columns, frame.collect().await?))
        })
    }

    /// Plans are trees of many floors, and the engine goes down them by recursion.
    fn on_a_deep_stack<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, DataFusionError>> + Send + 'static,
    ) -> Result<T, ScaleError> {
        let done = self.runtime.block_on(self.runtime.spawn(work));
        match done {
            Ok(answer) => Ok(answer?),
            Err(error) => Err(ScaleError::Io(std::io::Error::other(error))),
        }
    }
}

/// The file or the folder of a table.
fn place_of(folder: &Path, table: &str) -> Option<PathBuf> {
    let file = folder.join(format!("{table}.parquet"));
    let several = folder.join(table);
    if file.exists() {
        Some(file)
    } else if several.is_dir() {
        // a name that ends so is a folder to the engine
        let mut path = several.into_os_string();
        path.push("/");
        Some(path.into())
    } else {
        None
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
