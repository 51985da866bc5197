//! One table, row by row: as CSV, or as JSON Lines in which each column has one type.

use crate::export::kit::{DateCells, Out, date, digits, quoted};
use crate::model::{Day, When};
use crate::record::{
    Column, Derived, columns_of, data_package, harmless, has_outer_space, list_cell, push_cell,
};
use std::io;

/// The form in which tables are written.
///
/// # Examples
///
/// ```
/// use factions::export::TableForm;
///
/// assert_eq!(TableForm::default(), TableForm::Csv);
/// assert_eq!(TableForm::JsonLines.ending(), "jsonl");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TableForm {
    /// CSV: for spreadsheets and databases. [`Record::from_csv`](crate::Record::from_csv) reads it back.
    #[default]
    Csv,
    /// JSON Lines: for polars, pyarrow, `DuckDB` and `DataFusion`.
    ///
    /// Every row has every column, and each column has one type: a text, a whole number, a number
    /// or a truth value, or else `null`.
    JsonLines,
}

impl TableForm {
    /// The ending of a table's file: `csv` or `jsonl`.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The `datapackage.json` (Frictionless) for the tables.
    ///
    /// It gives the type of each column, so that no program guesses the type of a column that is
    /// empty in a record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::TableForm;
    ///
    /// let package = TableForm::Csv.data_package();
    /// assert!(package.contains(r#"{"name":"start_min","type":"date"}"#));
    /// ```
    pub fn data_package(self) -> String {
        data_package(self.ending())
    }
}

/// A table to be written, with its current row, to which cells are added in column order.
#[derive(Debug)]
pub(super) struct Table<'w> {
    columns: &'static [(&'static str, Column)],
    form: TableForm,
    out: Out<'w>,
    /// The texts of the row's cells; `ends` are their end positions.
    cells: String,
    ends: Vec<usize>,
}

impl<'w> Table<'w> {
    /// Creates a table by name, and writes its head.
    pub(super) fn new(name: &str, form: TableForm, mut out: Out<'w>) -> Self {
        let columns = columns_of(name);
        if form == TableForm::Csv {
            for (at, (name, _)) in columns.iter().enumerate() {
                push_cell(&mut out.text, name, at == 0, false);
            }
            out.text.push('\n');
        }
        Self {
            columns,
            form,
            out,
            cells: String::new(),
            ends: Vec::new(),
        }
    }

    /// Returns the columns in order.
    pub(super) const fn columns(&self) -> &'static [(&'static str, Column)] {
        self.columns
    }

    /// Adds a cell.
    pub(super) fn cell(&mut self, write: impl FnOnce(&mut String)) -> &mut Self {
        write(&mut self.cells);
        self.ends.push(self.cells.len());
        self
    }

    pub(super) fn nothing(&mut self) -> &mut Self {
        self.cell(|_| {})
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.cell(|cell| cell.push_str(text))
    }

    pub(super) fn some(&mut self, text: Option<&str>) -> &mut Self {
        self.text(text.unwrap_or_default())
    }

    pub(super) fn count(&mut self, count: Option<u64>) -> &mut Self {
        self.cell(|cell| {
            if let Some(count) = count {
                digits(cell, count);
            }
        })
    }

    pub(super) fn truth(&mut self, truth: bool) -> &mut Self {
        self.text(if truth { "true" } else { "false" })
    }

    pub(super) fn day(&mut self, day: Day) -> &mut Self {
        self.cell(|cell| {
            if let Some(day) = day.date() {
                date(cell, day);
            }
        })
    }

    pub(super) fn list<'t>(&mut self, list: impl IntoIterator<Item = &'t str>) -> &mut Self {
        self.cell(|cell| list_cell(cell, list))
    }

    /// Adds a date as three cells: an exact day, or else the date as written, and strict EDTF.
    pub(super) fn date(&mut self, when: Option<&When>) -> &mut Self {
        let Some(when) = when else {
            return self.nothing().nothing().nothing();
        };
        match DateCells::of(when) {
            DateCells::Day(day) => self.day(day).nothing().day(day),
            DateCells::Other { written, edtf } => self.nothing().text(&written).text(&edtf),
        }
    }

    /// Ends the row; missing cells are empty.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let Self {
            columns,
            form,
            out,
            cells,
            ends,
        } = self;
        let text = &mut out.text;
        let end = |at: usize| ends.get(at).copied().unwrap_or(cells.len());
        let each = columns.iter().enumerate().map(|(at, (name, column))| {
            let from = at.checked_sub(1).map_or(0, end);
            (
                at,
                *name,
                *column,
                cells.get(from..end(at)).unwrap_or_default(),
            )
        });
        match form {
            TableForm::Csv => {
                let has_quotes = each.clone().any(|(.., cell)| has_outer_space(cell));
                for (at, _, column, cell) in each {
                    let is_text = !matches!(
                        column,
                        Column::Count
                            | Column::Degrees
                            | Column::Truth
                            | Column::Derived(Derived::Count | Derived::Truth)
                    );
                    if is_text {
                        push_cell(text, &harmless(cell), at == 0, has_quotes);
                    } else {
                        push_cell(text, cell, at == 0, has_quotes);
                    }
                }
            }
            TableForm::JsonLines => {
                for (at, name, column, cell) in each {
                    text.push_str(if at == 0 { "{" } else { "," });
                    quoted(text, name);
                    text.push(':');
                    match column {
                        _ if cell.is_empty() => text.push_str("null"),
                        Column::Count
                        | Column::Degrees
                        | Column::Truth
                        | Column::Derived(Derived::Count | Derived::Truth) => text.push_str(cell),
                        _ => quoted(text, cell),
                    }
                }
                text.push('}');
            }
        }
        text.push('\n');
        cells.clear();
        ends.clear();
        out.pass()
    }

    /// Returns the text, if the table was kept in memory.
    pub(super) fn into_text(self) -> String {
        self.out.text
    }

    /// Passes on the rest of the text.
    pub(super) fn finish(self) -> io::Result<()> {
        self.out.finish()
    }
}
