//! Tables as Parquet files, compressed by ZSTD.

use super::rows::Take;
use super::write;
use crate::graph::ActorGraph;
use crate::record::TableSchema;
use crate::view::View;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::collections::BTreeMap;
use std::io;

/// The layout of Parquet files.
///
/// # Examples
///
/// ```
/// use factions::export::ParquetForm;
/// use factions::{ActorGraph, Record};
///
/// let graph = ActorGraph::new(Record::mali());
/// let mut names = Vec::new();
/// graph.write_parquet(ParquetForm::by_year(), |name| {
///     names.push(name.to_owned());
///     Ok(std::io::sink())
/// })?;
/// assert!(names.contains(&"events/2023.parquet".to_owned()));
/// assert!(names.contains(&"relations.parquet".to_owned()));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ParquetForm {
    /// One file for each table: `events.parquet`.
    #[default]
    Whole,
    /// One file of events for each year, by the first day on which an event can have been:
    /// `events/2023.parquet`; events without such a day are in `events/undated.parquet`.
    ByYear,
}

impl ParquetForm {
    /// One file for each table.
    pub const fn whole() -> Self {
        Self::Whole
    }

    /// One file of events for each year.
    pub const fn by_year() -> Self {
        Self::ByYear
    }
}

/// # Columns
impl ActorGraph {
    /// Writes every statement of the graph as Parquet files, from which [`Record::load`](crate::Record::load)
    /// reads the record back. `open` returns the file for a name, which may be in a folder.
    ///
    /// # Errors
    ///
    /// When a file cannot be opened or written to.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::ParquetForm;
    /// use factions::{ActorGraph, Record};
    /// use std::fs::{self, File};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let folder = std::env::temp_dir().join("factions-write.parquet");
    /// fs::create_dir_all(&folder)?;
    /// graph.write_parquet(ParquetForm::whole(), |name| File::create(folder.join(name)))?;
    /// assert_eq!(&Record::load(&folder)?, graph.record());
    /// # fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_parquet<W: io::Write + Send>(
        &self,
        form: ParquetForm,
        open: impl FnMut(&str) -> io::Result<W>,
    ) -> io::Result<()> {
        files(form, open, |take| write::whole(self, take))
    }
}

/// # Columns
impl View<'_, '_> {
    /// Writes the rows of the view as Parquet files. `open` returns the file for a name, which may be in a
    /// folder.
    ///
    /// These files are not a record; [`ActorGraph::write_parquet`] writes one.
    ///
    /// # Errors
    ///
    /// When a file cannot be opened or written to.
    pub fn write_parquet<W: io::Write + Send>(
        self,
        form: ParquetForm,
        open: impl FnMut(&str) -> io::Result<W>,
    ) -> io::Result<()> {
        files(form, open, |take| write::view(self, take))
    }
}

fn files<W: io::Write + Send>(
    form: ParquetForm,
    open: impl FnMut(&str) -> io::Result<W>,
    write: impl FnOnce(Take<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut files = Files {
        form,
        open,
        properties: properties()?,
        whole: BTreeMap::new(),
        year: None,
        years: BTreeMap::new(),
    };
    write(&mut |table, batch| files.take(table, &batch))?;
    files.close()
}

fn properties() -> io::Result<WriterProperties> {
    let level = ZstdLevel::try_new(3).map_err(io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_created_by(String::from("factions"));
    Ok(properties.build())
}

struct Files<W: io::Write + Send, O> {
    form: ParquetForm,
    open: O,
    properties: WriterProperties,
    whole: BTreeMap<&'static str, ArrowWriter<W>>,
    /// The open file of one year's events, which come sorted by day.
    year: Option<(Option<i64>, ArrowWriter<W>)>,
    /// The number of files of each year.
    years: BTreeMap<Option<i64>, usize>,
}

impl<W: io::Write + Send, O: FnMut(&str) -> io::Result<W>> Files<W, O> {
    fn writer(&mut self, name: &str, table: TableSchema) -> io::Result<ArrowWriter<W>> {
        let file = (self.open)(name)?;
        let properties = Some(self.properties.clone());
        ArrowWriter::try_new(file, table.arrow(), properties).map_err(io::Error::other)
    }

    fn take(&mut self, table: TableSchema, batch: &RecordBatch) -> io::Result<()> {
        if self.form == ParquetForm::ByYear && table.name == "events" {
            return self.take_years(table, batch);
        }
        if !self.whole.contains_key(table.name) {
            let writer = self.writer(&format!("{}.parquet", table.name), table)?;
            self.whole.insert(table.name, writer);
        }
        match self.whole.get_mut(table.name) {
            Some(writer) => writer.write(batch).map_err(io::Error::other),
            None => Ok(()),
        }
    }

    fn take_years(&mut self, table: TableSchema, batch: &RecordBatch) -> io::Result<()> {
        let Some(years) = batch.column_by_name("year") else {
            return Ok(());
        };
        let years = years.as_primitive::<Int64Type>();
        let year_of = |row: usize| years.is_valid(row).then(|| years.value(row));
        let mut from = 0;
        // an empty table gets a file, too
        while from < batch.num_rows() || self.year.is_none() {
            let year = (from < batch.num_rows()).then(|| year_of(from)).flatten();
            let rest = from..batch.num_rows();
            let rows = rest.take_while(|&row| year_of(row) == year).count();
            if self.year.as_ref().is_none_or(|(last, _)| *last != year) {
                if let Some((_, writer)) = self.year.take() {
                    close(writer)?;
                }
                let name = self.name_of_year(year);
                self.year = Some((year, self.writer(&name, table)?));
            }
            if let Some((_, writer)) = &mut self.year {
                let part = batch.slice(from, rows);
                writer.write(&part).map_err(io::Error::other)?;
            }
            from += rows;
            if rows == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Returns a file name that was not used yet.
    fn name_of_year(&mut self, year: Option<i64>) -> String {
        let files = self.years.entry(year).or_default();
        *files += 1;
        let stem = year.map_or_else(|| String::from("undated"), |year| year.to_string());
        match *files {
            1 => format!("events/{stem}.parquet"),
            number => format!("events/{stem}-{number}.parquet"),
        }
    }

    fn close(self) -> io::Result<()> {
        let year = self.year.map(|(_, writer)| writer);
        for writer in self.whole.into_values().chain(year) {
            close(writer)?;
        }
        Ok(())
    }
}

/// Closes a file. Every writer of the library flushes once, at its end.
fn close<W: io::Write + Send>(writer: ArrowWriter<W>) -> io::Result<()> {
    writer.into_inner().map_err(io::Error::other)?.flush()
}
