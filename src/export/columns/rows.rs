//! Rows of one table, collected into batches.

use crate::model::{Day, When};
use crate::record::{ColumnType, TableSchema, text_of_list};
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

/// The most rows of a batch.
const MOST_ROWS: usize = 1 << 16;

/// The number of bytes of text from which on a new batch begins.
const MOST_BYTES: usize = 1 << 28;

/// Takes a batch of a table.
pub(super) type Take<'t> = &'t mut dyn FnMut(TableSchema, RecordBatch) -> io::Result<()>;

/// A table in which cells are added in column order; missing cells at the end of a row are `NULL`.
#[derive(Debug)]
pub(super) struct Rows {
    table: TableSchema,
    schema: SchemaRef,
    cells: Vec<Cells>,
    /// The column of the next cell.
    at: usize,
    filled: usize,
    bytes: usize,
    was_passed: bool,
    /// Whether a text was too long for any batch.
    is_too_long: bool,
    written: String,
}

#[derive(Debug)]
enum Cells {
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Count(Int64Builder),
    Number(Float64Builder),
    Truth(BooleanBuilder),
    Day(Date32Builder),
}

impl Cells {
    fn of(column: ColumnType) -> Self {
        match column {
            ColumnType::Texts => {
                let list = ListBuilder::new(StringBuilder::new());
                Self::Texts(list.with_field(text_of_list()))
            }
            ColumnType::Count => Self::Count(Int64Builder::new()),
            ColumnType::Number => Self::Number(Float64Builder::new()),
            ColumnType::Truth => Self::Truth(BooleanBuilder::new()),
            ColumnType::Day => Self::Day(Date32Builder::new()),
            ColumnType::Text => Self::Text(StringBuilder::new()),
        }
    }

    fn nothing(&mut self) {
        match self {
            Self::Text(cells) => cells.append_null(),
            Self::Texts(cells) => cells.append(false),
            Self::Count(cells) => cells.append_null(),
            Self::Number(cells) => cells.append_null(),
            Self::Truth(cells) => cells.append_null(),
            Self::Day(cells) => cells.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(cells) => Arc::new(cells.finish()),
            Self::Texts(cells) => Arc::new(cells.finish()),
            Self::Count(cells) => Arc::new(cells.finish()),
            Self::Number(cells) => Arc::new(cells.finish()),
            Self::Truth(cells) => Arc::new(cells.finish()),
            Self::Day(cells) => Arc::new(cells.finish()),
        }
    }
}

impl Rows {
    pub(super) fn new(table: TableSchema) -> Self {
        Self {
            schema: table.arrow(),
            cells: table.columns.iter().map(|one| Cells::of(one.of)).collect(),
            table,
            at: 0,
            filled: 0,
            bytes: 0,
            was_passed: false,
            is_too_long: false,
            written: String::new(),
        }
    }

    fn next(&mut self) -> Option<&mut Cells> {
        let next = self.cells.get_mut(self.at);
        debug_assert!(next.is_some(), "{}: a cell too many", self.table.name);
        self.at += 1;
        next
    }

    /// Reports, in debug builds, a cell that its column does not take.
    fn misplaced(&self) {
        debug_assert!(false, "{}: column {}", self.table.name, self.at - 1);
    }

    pub(super) fn nothing(&mut self) -> &mut Self {
        if let Some(cells) = self.next() {
            cells.nothing();
        }
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes += text.len();
        if text.len() > MOST_BYTES {
            self.is_too_long = true;
            return self.nothing();
        }
        match self.next() {
            Some(Cells::Text(cells)) => cells.append_value(text),
            _ => self.misplaced(),
        }
        self
    }

    pub(super) fn some(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(text),
            None => self.nothing(),
        }
    }

    /// Adds a date as its record writes it.
    pub(super) fn written(&mut self, when: Option<&When>) -> &mut Self {
        let Some(when) = when else {
            return self.nothing();
        };
        let mut text = std::mem::take(&mut self.written);
        text.clear();
        // writing into a string cannot fail
        let _ = write!(text, "{when}");
        self.text(&text);
        self.written = text;
        self
    }

    pub(super) fn texts<'t>(&mut self, all: impl IntoIterator<Item = &'t str>) -> &mut Self {
        let mut bytes = 0;
        match self.next() {
            Some(Cells::Texts(cells)) => {
                for text in all {
                    bytes += text.len();
                    if bytes <= MOST_BYTES {
                        cells.values().append_value(text);
                    }
                }
                cells.append(true);
            }
            _ => self.misplaced(),
        }
        self.bytes += bytes;
        self.is_too_long |= bytes > MOST_BYTES;
        self
    }

    pub(super) fn count(&mut self, count: Option<u64>) -> &mut Self {
        let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        match self.next() {
            Some(Cells::Count(cells)) => cells.append_option(count),
            _ => self.misplaced(),
        }
        self
    }

    pub(super) fn size(&mut self, count: usize) -> &mut Self {
        self.count(u64::try_from(count).ok())
    }

    pub(super) fn number(&mut self, number: Option<f64>) -> &mut Self {
        match self.next() {
            Some(Cells::Number(cells)) => cells.append_option(number),
            _ => self.misplaced(),
        }
        self
    }

    pub(super) fn truth(&mut self, truth: bool) -> &mut Self {
        match self.next() {
            Some(Cells::Truth(cells)) => cells.append_value(truth),
            _ => self.misplaced(),
        }
        self
    }

    /// Adds a day; an infinite bound becomes `NULL`.
    pub(super) fn day(&mut self, day: Day) -> &mut Self {
        let day = day.is_finite().then_some(day.number());
        match self.next() {
            Some(Cells::Day(cells)) => cells.append_option(day),
            _ => self.misplaced(),
        }
        self
    }

    /// Ends the row, and passes on the batch if it is full.
    pub(super) fn end(&mut self, take: Take<'_>) -> io::Result<()> {
        debug_assert!(
            self.at <= self.cells.len(),
            "{}: too many cells",
            self.table.name
        );
        while self.at < self.cells.len() {
            self.nothing();
        }
        self.at = 0;
        self.filled += 1;
        if self.filled == MOST_ROWS || self.bytes > MOST_BYTES {
            return self.pass(take);
        }
        Ok(())
    }

    fn pass(&mut self, take: Take<'_>) -> io::Result<()> {
        if self.is_too_long {
            let message = format!(
                "{}: a text is longer than a batch can hold",
                self.table.name
            );
            return Err(io::Error::other(message));
        }
        (self.filled, self.bytes, self.was_passed) = (0, 0, true);
        let columns = self.cells.iter_mut().map(Cells::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?;
        take(self.table, batch)
    }

    /// Passes on the rest; a table without rows becomes one empty batch.
    pub(super) fn finish(mut self, take: Take<'_>) -> io::Result<()> {
        if self.filled == 0 && self.was_passed {
            return Ok(());
        }
        self.pass(take)
    }
}
