//! Folders of Parquet tables: the record back, and batches of their columns.

use super::json_lines::JsonLines;
use super::load_error::LoadError;
use crate::record::{Reader, Record, TableSchema};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

/// A folder of Parquet tables, whose schema `docs/COLUMNS.md` describes.
///
/// # Examples
///
/// ```
/// use factions::export::ParquetForm;
/// use factions::import::ParquetTables;
/// use factions::{ActorGraph, Record};
/// use std::fs::{self, File};
///
/// let graph = ActorGraph::new(Record::mali());
/// let folder = std::env::temp_dir().join("factions-read.parquet");
/// fs::create_dir_all(&folder)?;
/// graph.write_parquet(ParquetForm::whole(), |name| File::create(folder.join(name)))?;
/// let tables = ParquetTables::open(&folder)?;
/// let mut rows = 0;
/// for batch in tables.columns("events", &["id", "toll_best"])? {
///     let batch = batch?;
///     assert_eq!(batch.num_columns(), 2);
///     rows += batch.num_rows();
/// }
/// assert!(rows > 0);
/// assert_eq!(&tables.record()?, graph.record());
/// # fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ParquetTables {
    folder: PathBuf,
}

impl ParquetTables {
    /// Names the folder; nothing is read of it yet.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, LoadError> {
        let folder = folder.as_ref().to_owned();
        let about = fs::metadata(&folder).map_err(|error| LoadError::File {
            path: folder.clone(),
            error,
        })?;
        if about.is_dir() {
            return Ok(Self { folder });
        }
        Err(LoadError::Unfit {
            what: format!("`{}` is a file", folder.display()),
            help: String::from("name the folder in which the tables are"),
        })
    }

    /// The record that was written, from the table `entries`.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, with all mistakes of the record, or where the folder has no entries: the
    /// tables of a view have none.
    pub fn record(&self) -> Result<Record, LoadError> {
        self.record_by(Reader::default())
    }

    /// Reads the record of the table `entries` with this reader.
    pub(super) fn record_by(&self, reader: Reader) -> Result<Record, LoadError> {
        let mut entries = Entries {
            batches: self.columns("entries", &["entry"])?,
            batch: None,
            row: 0,
            text: Vec::new(),
            at: 0,
        };
        let lines = BufReader::with_capacity(1 << 16, &mut entries);
        let mut lines = lines;
        if lines.fill_buf().map_err(LoadError::Stream)?.is_empty() {
            return Err(self.no_record("its table `entries` is empty"));
        }
        JsonLines::new(lines).read_by(reader)
    }

    fn no_record(&self, why: &str) -> LoadError {
        LoadError::Unfit {
            what: format!("`{}` is no record: {why}", self.folder.display()),
            help: String::from(
                "write it of a whole graph, or read its columns: `ParquetTables::batches`, `Bulk::batches`",
            ),
        }
    }

    /// The batches of a table, file by file in the order of their names: `NAME.parquet`, or all that is in
    /// the folder `NAME`.
    ///
    /// # Errors
    ///
    /// When there is no such file. What is wrong with a file is told where the batches come to it.
    pub fn batches(&self, table: &str) -> Result<ParquetBatches, LoadError> {
        Ok(ParquetBatches {
            files: self.files(table)?.into_iter(),
            file: PathBuf::new(),
            reader: None,
            columns: None,
            bulk: None,
        })
    }

    /// The same with these columns alone, in the order of the file; one that a file has not is left out.
    ///
    /// # Errors
    ///
    /// As [`batches`](Self::batches).
    pub fn columns(&self, table: &str, columns: &[&str]) -> Result<ParquetBatches, LoadError> {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        Ok(ParquetBatches {
            columns: Some(columns),
            ..self.batches(table)?
        })
    }

    /// The batches of a table with what [`BulkBatches`](crate::BulkBatches) takes of it, its words and keys each
    /// once a batch.
    ///
    /// Where every event of a file has one pair, the lists of sides are left out; so are ids that only follow from
    /// the content, if no losses name them.
    ///
    /// # Errors
    ///
    /// As [`batches`](Self::batches).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::ParquetForm;
    /// use factions::import::ParquetTables;
    /// use factions::{ActorGraph, Bulk, Record};
    /// use std::fs::{self, File};
    ///
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # sides = [["jnim"], ["army"]]
    /// # killed = 12
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let folder = std::env::temp_dir().join("factions-bulk.parquet");
    /// fs::create_dir_all(&folder)?;
    /// graph.write_parquet(ParquetForm::whole(), |name| File::create(folder.join(name)))?;
    /// let tables = ParquetTables::open(&folder)?;
    /// let mut batches = Bulk::new().batches();
    /// for batch in tables.bulk("actors")? {
    ///     batches.actors(&batch?)?;
    /// }
    /// for batch in tables.bulk("events")? {
    ///     batches.events(&batch?)?;
    /// }
    /// assert_eq!(batches.build()?.ever().toll(), graph.ever().toll());
    /// # fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bulk(&self, table: &str) -> Result<ParquetBatches, LoadError> {
        let mut losses = self
            .columns("losses", &["actor"])
            .ok()
            .into_iter()
            .flatten();
        let has_losses = losses.any(|batch| batch.map_or(true, |batch| batch.num_rows() > 0));
        Ok(ParquetBatches {
            bulk: Some(ForBulk { has_losses }),
            ..self.batches(table)?
        })
    }

    fn files(&self, table: &str) -> Result<Vec<PathBuf>, LoadError> {
        let of = |path: &Path, error| LoadError::File {
            path: path.to_owned(),
            error,
        };
        let one = self.folder.join(format!("{table}.parquet"));
        if one.is_file() {
            return Ok(vec![one]);
        }
        let (mut files, mut folders) = (Vec::new(), vec![self.folder.join(table)]);
        while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
            for entry in fs::read_dir(&folder).map_err(|error| of(&folder, error))? {
                let path = entry.map_err(|error| of(&folder, error))?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "parquet") {
                    files.push(path);
                }
            }
        }
        files.sort();
        if !files.is_empty() {
            return Ok(files);
        }
        if table == "entries" {
            return Err(self.no_record("there is no `entries.parquet` in it"));
        }
        let known = TableSchema::ALL.map(|table| table.name).join(", ");
        Err(LoadError::Unfit {
            what: format!("`{}` has no table `{table}`", self.folder.display()),
            help: format!("the tables are {known}"),
        })
    }
}

/// The batches of a table, one file after the other.
#[derive(Debug)]
#[must_use = "nothing is read until batches are asked for"]
pub struct ParquetBatches {
    files: vec::IntoIter<PathBuf>,
    file: PathBuf,
    reader: Option<ParquetRecordBatchReader>,
    columns: Option<Vec<String>>,
    bulk: Option<ForBulk>,
}

/// The facts that decide which columns rows need.
#[derive(Debug, Clone, Copy)]
struct ForBulk {
    /// Whether losses name events by their ids.
    has_losses: bool,
}

/// The columns that rows need or that make a row invalid, in any table, except those of sides.
const OF_ROWS: [&str; 34] = [
    "key",
    "kind",
    "form",
    "statement",
    "actor",
    "low",
    "best",
    "high",
    "certainty",
    "claimants",
    "sources",
    "starts",
    "ends",
    "start_min",
    "start_max",
    "end_min",
    "end_max",
    "start_state",
    "end_state",
    "day_min",
    "day_max",
    "day_state",
    "killed_low",
    "killed_best",
    "killed_high",
    "killed_certainty",
    "killed_claimants",
    "killed_hedge",
    "places",
    "jointly",
    "hedge",
    "withdrawn_state",
    "tellings",
    "reason",
];

/// The columns of texts with few distinct values.
const PACKED: [&str; 10] = [
    "kind",
    "form",
    "pair_a",
    "pair_b",
    "certainty",
    "killed_certainty",
    "day_state",
    "withdrawn_state",
    "start_state",
    "end_state",
];

impl ParquetBatches {
    fn open(&self, path: &Path) -> Result<ParquetRecordBatchReader, io::Error> {
        let file = File::open(path)?;
        if let Some(bulk) = self.bulk {
            return for_bulk(file, bulk);
        }
        let builder = ParquetRecordBatchReaderBuilder::try_new(file);
        let mut builder = builder.map_err(io::Error::other)?;
        if let Some(columns) = &self.columns {
            let names = columns.iter().map(String::as_str);
            let mask = ProjectionMask::columns(builder.parquet_schema(), names);
            builder = builder.with_projection(mask);
        }
        let reader = builder.with_batch_size(1 << 16).build();
        reader.map_err(io::Error::other)
    }

    fn failed(&self, error: io::Error) -> LoadError {
        LoadError::File {
            path: self.file.clone(),
            error,
        }
    }
}

impl Iterator for ParquetBatches {
    type Item = Result<RecordBatch, LoadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(reader) = &mut self.reader {
                match reader.next() {
                    Some(Ok(batch)) => return Some(Ok(batch)),
                    Some(Err(error)) => {
                        self.reader = None;
                        return Some(Err(self.failed(io::Error::other(error))));
                    }
                    None => self.reader = None,
                }
            }
            self.file = self.files.next()?;
            match self.open(&self.file) {
                Ok(reader) => self.reader = Some(reader),
                Err(error) => return Some(Err(self.failed(error))),
            }
        }
    }
}

/// Opens the columns of a file that rows need, its words as dictionaries.
fn for_bulk(file: File, bulk: ForBulk) -> Result<ParquetRecordBatchReader, io::Error> {
    let options = ArrowReaderOptions::new();
    let about = ArrowReaderMetadata::load(&file, options.clone()).map_err(io::Error::other)?;
    let packed = |field: &Arc<Field>| {
        let is_text = *field.data_type() == DataType::Utf8;
        if !is_text || !PACKED.contains(&field.name().as_str()) {
            return field.clone();
        }
        let packed = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        Arc::new(Field::new(field.name(), packed, field.is_nullable()))
    };
    let fields: Vec<Arc<Field>> = about.schema().fields().iter().map(packed).collect();
    let schema = Arc::new(Schema::new(fields));
    let has_pairs = is_filled(about.metadata(), "pair_a");
    let has_ids = bulk.has_losses || is_any_given(about.metadata());
    let about = ArrowReaderMetadata::try_new(about.metadata().clone(), options.with_schema(schema));
    let about = about.map_err(io::Error::other)?;
    let mut names = OF_ROWS.to_vec();
    names.extend(if has_pairs {
        ["pair_a", "pair_b"]
    } else {
        ["side_a", "side_b"]
    });
    names.extend(["note", "role", "support"]);
    if has_ids {
        names.extend(["id", "id_given"]);
    }
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, about);
    let mask = ProjectionMask::columns(builder.parquet_schema(), names);
    let reader = builder
        .with_projection(mask)
        .with_batch_size(1 << 16)
        .build();
    reader.map_err(io::Error::other)
}

/// Whether a column of texts exists and has no missing cell.
fn is_filled(about: &ParquetMetaData, name: &str) -> bool {
    about.row_groups().iter().all(|group| {
        let mut columns = group.columns().iter();
        let column = columns.find(|column| column.column_path().string() == name);
        let missing = column.and_then(|column| column.statistics()?.null_count_opt());
        missing == Some(0)
    })
}

/// Whether an event or relation may have an id that was given, not derived.
fn is_any_given(about: &ParquetMetaData) -> bool {
    about.row_groups().iter().any(|group| {
        let mut columns = group.columns().iter();
        let column = columns.find(|column| column.column_path().string() == "id_given");
        match column.map(|column| column.statistics()) {
            None => false,
            Some(Some(Statistics::Boolean(given))) => given.max_opt() != Some(&false),
            Some(_) => true,
        }
    })
}

/// The lines of the table `entries` as a stream.
struct Entries {
    batches: ParquetBatches,
    batch: Option<ArrayRef>,
    row: usize,
    text: Vec<u8>,
    at: usize,
}

impl Entries {
    /// Goes on to the next line; returns `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        loop {
            if let Some(lines) = &self.batch {
                if self.row < lines.len() {
                    self.text.clear();
                    self.at = 0;
                    self.text
                        .extend_from_slice(line(lines, self.row)?.as_bytes());
                    self.text.push(b'\n');
                    self.row += 1;
                    return Ok(true);
                }
                self.batch = None;
            }
            match self.batches.next() {
                None => return Ok(false),
                Some(Err(LoadError::File { error, .. } | LoadError::Stream(error))) => {
                    return Err(error);
                }
                Some(Err(error)) => return Err(io::Error::other(error)),
                Some(Ok(batch)) => {
                    let lines = batch.column_by_name("entry").cloned();
                    let missing = || io::Error::other("the table has no column `entry`");
                    self.batch = Some(lines.ok_or_else(missing)?);
                    self.row = 0;
                }
            }
        }
    }
}

/// Returns a line, whatever the type of the text column.
fn line(lines: &ArrayRef, row: usize) -> io::Result<&str> {
    let all = lines.as_any();
    if lines.is_null(row) {
        return Err(io::Error::other("an entry is missing"));
    }
    if let Some(lines) = all.downcast_ref::<StringArray>() {
        return Ok(lines.value(row));
    }
    if let Some(lines) = all.downcast_ref::<StringViewArray>() {
        return Ok(lines.value(row));
    }
    match all.downcast_ref::<LargeStringArray>() {
        Some(lines) => Ok(lines.value(row)),
        None => Err(io::Error::other("the column `entry` holds no texts")),
    }
}

impl Read for &mut Entries {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() && !self.advance()? {
            return Ok(0);
        }
        let mut rest = &self.text[self.at..];
        let read = rest.read(into)?;
        self.at += read;
        Ok(read)
    }
}
