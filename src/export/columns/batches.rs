//! All tables of columns in memory, and as Arrow streams.

use super::rows::Take;
use super::write;
use crate::graph::ActorGraph;
use crate::record::TableSchema;
use crate::view::View;
use arrow_array::RecordBatch;
use arrow_ipc::writer::StreamWriter;
use std::collections::BTreeMap;
use std::io;

/// The tables of `docs/COLUMNS.md` in memory: at least one batch for each table, which may have no rows.
///
/// # Examples
///
/// ```
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::Int64Type;
/// use factions::{ActorGraph, Record};
///
/// let graph = ActorGraph::new(Record::mali());
/// let tables = graph.to_columns();
/// let mut killed = 0;
/// for batch in tables.get("events") {
///     let best = batch.column_by_name("toll_best").expect("it has such a column");
///     killed += best.as_primitive::<Int64Type>().iter().flatten().sum::<i64>();
/// }
/// let toll = graph.ever().toll().all().best();
/// assert_eq!(u64::try_from(killed).ok(), toll);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnTables(BTreeMap<&'static str, Vec<RecordBatch>>);

impl ColumnTables {
    fn of(write: impl FnOnce(Take<'_>) -> io::Result<()>) -> Self {
        let mut tables: BTreeMap<&'static str, Vec<RecordBatch>> = BTreeMap::new();
        // collecting in memory cannot fail
        let _ = write(&mut |table, batch| {
            tables.entry(table.name).or_default().push(batch);
            Ok(())
        });
        Self(tables)
    }

    /// The batches of the table with this name; empty if there is no such table.
    pub fn get(&self, name: &str) -> &[RecordBatch] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The tables in their order, each with its batches.
    pub fn iter(&self) -> impl Iterator<Item = (TableSchema, &[RecordBatch])> {
        let all = TableSchema::ALL.into_iter();
        all.map(|table| (table, self.get(table.name)))
    }
}

/// # Columns
impl ActorGraph {
    /// Every statement of the graph as columns, including denied, planned and withdrawn statements.
    ///
    /// Days of ties, events and memberships, totals, and the column `holds` are those of the view
    /// [`ever`](Self::ever).
    ///
    /// # Complexity
    ///
    /// O(statements × log + memberships of all coalitions).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let tables = graph.to_columns();
    /// let rows = |name| tables.get(name).iter().map(|batch| batch.num_rows()).sum::<usize>();
    /// assert_eq!(rows("relations") + rows("events"), graph.statements().len());
    /// ```
    pub fn to_columns(&self) -> ColumnTables {
        ColumnTables::of(|take| write::whole(self, take))
    }

    /// Writes the same tables batch by batch; batches of the statement tables alternate.
    ///
    /// # Errors
    ///
    /// When `take` fails, or a text is too long for a batch (256 MiB).
    pub fn write_columns(
        &self,
        mut take: impl FnMut(TableSchema, RecordBatch) -> io::Result<()>,
    ) -> io::Result<()> {
        write::whole(self, &mut take)
    }

    /// Writes the same tables as streams in Arrow's IPC format; `open` returns the stream for a table's name.
    ///
    /// # Errors
    ///
    /// When a stream cannot be opened or written to.
    ///
    /// # Examples
    ///
    /// ```
    /// use arrow_ipc::reader::StreamReader;
    /// use factions::{ActorGraph, Record};
    /// use std::fs::{self, File};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let folder = std::env::temp_dir().join("factions-arrow");
    /// fs::create_dir_all(&folder)?;
    /// graph.write_arrow(|name| File::create(folder.join(format!("{name}.arrows"))))?;
    /// let events = StreamReader::try_new(File::open(folder.join("events.arrows"))?, None)?;
    /// let rows: usize = events.map(|batch| batch.map_or(0, |batch| batch.num_rows())).sum();
    /// assert_eq!(rows, graph.to_columns().get("events")[0].num_rows());
    /// # fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_arrow<W: io::Write>(
        &self,
        open: impl FnMut(&'static str) -> io::Result<W>,
    ) -> io::Result<()> {
        streams(open, |take| write::whole(self, take))
    }
}

/// # Columns
impl View<'_, '_> {
    /// The rows of the view as columns; the table `entries` is empty.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph × log + memberships of all coalitions).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, EventKind, Record};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let clashes = graph.ever().only(EventKind::Clash);
    /// let tables = clashes.to_columns();
    /// assert_eq!(tables.get("relations")[0].num_rows(), 0);
    /// assert!(tables.get("events")[0].num_rows() > 0);
    /// ```
    pub fn to_columns(self) -> ColumnTables {
        ColumnTables::of(|take| write::view(self, take))
    }

    /// Writes the same tables batch by batch; batches of the statement tables alternate.
    ///
    /// # Errors
    ///
    /// When `take` fails, or a text is too long for a batch (256 MiB).
    pub fn write_columns(
        self,
        mut take: impl FnMut(TableSchema, RecordBatch) -> io::Result<()>,
    ) -> io::Result<()> {
        write::view(self, &mut take)
    }

    /// Writes the same tables as streams in Arrow's IPC format; `open` returns the stream for a table's name.
    ///
    /// # Errors
    ///
    /// When a stream cannot be opened or written to.
    pub fn write_arrow<W: io::Write>(
        self,
        open: impl FnMut(&'static str) -> io::Result<W>,
    ) -> io::Result<()> {
        streams(open, |take| write::view(self, take))
    }
}

fn streams<W: io::Write>(
    mut open: impl FnMut(&'static str) -> io::Result<W>,
    write: impl FnOnce(Take<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut streams: BTreeMap<&'static str, StreamWriter<W>> = BTreeMap::new();
    for table in TableSchema::ALL {
        let stream = open(table.name)?;
        let stream = StreamWriter::try_new(stream, &table.arrow()).map_err(io::Error::other)?;
        streams.insert(table.name, stream);
    }
    write(&mut |table, batch| match streams.get_mut(table.name) {
        Some(stream) => stream.write(&batch).map_err(io::Error::other),
        None => Ok(()),
    })?;
    let mut all = streams.into_values();
    all.try_for_each(|mut stream| stream.finish().map_err(io::Error::other))
}
