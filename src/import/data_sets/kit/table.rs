//! The rows of a table; cells are found by the names of their columns.

use super::cells;
use super::input;
use super::line::{Cells, Line, name_of};
use super::pages;
use super::split::Splitter;
use crate::import::LoadError;
use crate::record::At;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::rc::Rc;

/// The number of first rows that may hold the header: some programs put a title above it.
const HEAD: usize = 6;

/// A column of a table. If the table lacks the column, all its cells are empty.
#[derive(Debug, Clone, Copy)]
pub(in crate::import::data_sets) struct Column(usize);

impl Column {
    /// Whether the table has the column.
    pub(in crate::import::data_sets) const fn is_there(self) -> bool {
        self.0 != usize::MAX
    }
}

/// The end of lines in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Also with a carriage return before it.
    LineFeed,
    CarriageReturn,
}

impl Ending {
    /// Finds the line end of the first line.
    fn of(first: &[u8]) -> Self {
        let place = first.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        match place.map(|place| (first[place], first.get(place + 1))) {
            Some((b'\r', after)) if after != Some(&b'\n') => Self::CarriageReturn,
            _ => Self::LineFeed,
        }
    }

    /// Returns the byte that ends a line.
    const fn byte(self) -> u8 {
        match self {
            Self::LineFeed => b'\n',
            Self::CarriageReturn => b'\r',
        }
    }
}

/// The source of the rows.
enum Rows<'r> {
    Text(Splitter<'r>),
    Pages(std::vec::IntoIter<Line>),
}

/// A table that is read row by row.
pub(in crate::import::data_sets) struct Table<'r> {
    rows: Rows<'r>,
    /// Rows read in advance while looking for the header.
    ahead: VecDeque<Line>,
    /// The names of the columns, in lower case.
    pub(in crate::import::data_sets) columns: Vec<String>,
    cells: Cells,
    at: At,
    /// The byte between cells.
    delimiter: u8,
    /// The number of lines in earlier files, added to the line numbers of this file.
    before: usize,
    /// The number of rows returned so far.
    pub(in crate::import::data_sets) read: u64,
    bytes: Rc<Cell<u64>>,
    /// Whether the encoding was guessed from the first letters.
    pub(in crate::import::data_sets) is_guessed: bool,
}

impl<'r> Table<'r> {
    /// Opens a table and reads its first rows; the header is not chosen yet.
    #[cfg(test)]
    fn open(stream: impl Read + 'r) -> Result<Self, LoadError> {
        Self::open_behind(stream, 0)
    }

    /// Opens a table whose lines are numbered after those of earlier files.
    pub(in crate::import::data_sets) fn open_behind(
        stream: impl Read + 'r,
        before: usize,
    ) -> Result<Self, LoadError> {
        let input::Input {
            mut text,
            bytes,
            is_guessed,
        } = input::open(stream)?;
        let first = text.fill_buf().map_err(LoadError::Stream)?;
        let ending = Ending::of(first);
        let between = delimiter(first);
        let is_json = matches!(first.trim_ascii_start().first(), Some(b'{' | b'['));
        let mut columns = Vec::new();
        let rows = if is_json {
            let mut whole = String::new();
            text.read_to_string(&mut whole).map_err(LoadError::Stream)?;
            let pages = pages::rows(&whole)?;
            columns = pages.columns;
            Rows::Pages(pages.rows.into_iter())
        } else {
            Rows::Text(Splitter::new(text, between, ending.byte()))
        };
        let mut table = Self {
            delimiter: between,
            before,
            rows,
            ahead: VecDeque::new(),
            columns,
            cells: Cells::default(),
            at: At::default(),
            read: 0,
            bytes,
            is_guessed,
        };
        if !is_json {
            for _ in 0..HEAD {
                if !table.fill()? {
                    break;
                }
                let row = (std::mem::take(&mut table.cells), table.at);
                table.ahead.push_back(row);
            }
        }
        Ok(table)
    }

    /// Whether the file is JSON, which names its columns itself.
    pub(in crate::import::data_sets) fn is_json(&self) -> bool {
        matches!(self.rows, Rows::Pages(_))
    }

    /// Returns the rows that may be the header, with their cells as names of columns.
    pub(in crate::import::data_sets) fn heads(&self) -> Vec<Vec<String>> {
        if self.is_json() {
            return vec![self.columns.clone()];
        }
        let names = |row: &Line| row.0.iter().map(|cell| name_of(&cell)).collect();
        self.ahead.iter().map(names).collect()
    }

    /// Takes the row at this place as the header, and skips a row of tags after it.
    pub(in crate::import::data_sets) fn take_header(&mut self, place: usize) {
        if self.is_json() {
            return;
        }
        self.ahead.drain(..place);
        if let Some((header, _)) = self.ahead.pop_front() {
            self.columns = header.iter().map(|cell| name_of(&cell)).collect();
        }
        // the Humanitarian Exchange Language has a second header
        let is_tag = |cell: Cow<'_, [u8]>| cell.is_empty() || cell.starts_with(b"#");
        let has_tags = |row: &Line| row.0.iter().all(is_tag) && row.0.iter().any(|c| !c.is_empty());
        if self.ahead.front().is_some_and(has_tags) {
            self.ahead.pop_front();
        }
    }

    /// Names the columns of a table that has no header.
    pub(in crate::import::data_sets) fn name_columns(&mut self, names: &[&str]) {
        self.columns = names.iter().map(|name| (*name).to_owned()).collect();
    }

    /// Returns the column with this name.
    pub(in crate::import::data_sets) fn column(&self, name: &str) -> Column {
        let place = self.columns.iter().position(|column| column == name);
        Column(place.unwrap_or(usize::MAX))
    }

    /// Returns the first of these columns that the table has.
    pub(in crate::import::data_sets) fn column_of(&self, names: &[&str]) -> Column {
        let columns = names.iter().map(|name| self.column(name));
        let mut there = columns.filter(|column| column.is_there());
        there.next().unwrap_or(Column(usize::MAX))
    }

    /// Fails if the table lacks one of these columns.
    pub(in crate::import::data_sets) fn require(&self, names: &[&str]) -> Result<(), LoadError> {
        let missing = names.iter().filter(|name| !self.column(name).is_there());
        let missing: Vec<String> = missing.map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let columns = if missing.len() == 1 {
            "the column"
        } else {
            "the columns"
        };
        Err(LoadError::Unfit {
            what: format!("it lacks {columns} {}", missing.join(", ")),
            help: "download it with all its columns".to_owned(),
        })
    }

    /// Returns the next row, or `None` at the end.
    pub(in crate::import::data_sets) fn next(&mut self) -> Result<Option<Row<'_>>, LoadError> {
        if let Some(row) = self.ahead.pop_front() {
            (self.cells, self.at) = row;
        } else if !self.fill()? {
            return Ok(None);
        }
        self.read += 1;
        Ok(Some(Row {
            cells: &self.cells,
            at: self.at,
            columns: self.columns.len(),
            delimiter: self.delimiter,
        }))
    }

    /// Returns the number of the line on which the last row began.
    pub(in crate::import::data_sets) fn line(&self) -> usize {
        self.at
            .text()
            .map_or(self.before, |(line, _)| line as usize)
    }

    /// Returns the number of bytes read from the file so far.
    pub(in crate::import::data_sets) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    fn fill(&mut self) -> Result<bool, LoadError> {
        match &mut self.rows {
            Rows::Text(splitter) => Ok(match splitter.next(&mut self.cells)? {
                Some(line) => {
                    self.at = At::in_text(line.saturating_add(self.before), 1);
                    true
                }
                None => false,
            }),
            Rows::Pages(rows) => Ok(match rows.next() {
                Some(row) => {
                    (self.cells, self.at) = row;
                    let (line, column) = self.at.text().unwrap_or_default();
                    let line = (line as usize).saturating_add(self.before);
                    self.at = At::in_text(line, column as usize);
                    true
                }
                None => false,
            }),
        }
    }
}

/// Returns the byte between cells: the most frequent of `,`, `;` and tab in the first lines.
fn delimiter(first: &[u8]) -> u8 {
    let lines = first.split(|byte| matches!(byte, b'\n' | b'\r'));
    let most = |delimiter: u8| {
        let counts = lines.clone().take(HEAD);
        let count = |line: &[u8]| line.split(|byte| *byte == delimiter).count();
        counts.map(count).max().unwrap_or(0)
    };
    let by_count = [b',', b';', b'\t'].map(|delimiter| (most(delimiter), delimiter));
    // the comma wins a tie
    let best = by_count.iter().rev().max_by_key(|(count, _)| *count);
    best.map_or(b',', |(_, delimiter)| *delimiter)
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(in crate::import::data_sets) struct Row<'t> {
    cells: &'t Cells,
    /// The place where the row begins.
    pub(in crate::import::data_sets) at: At,
    columns: usize,
    delimiter: u8,
}

impl<'t> Row<'t> {
    /// Describes a wrong number of cells, as a code and a sentence.
    pub(in crate::import::data_sets) fn wrong_length(self) -> Option<(&'static str, String)> {
        let count = self.cells.len();
        if let Some(lines) = self.swallowed() {
            let rows = match lines {
                1 => String::from("1 row was"),
                lines => format!("{lines} rows were"),
            };
            let message = format!(
                "a quote in the row has no end, or ends in a later row: {rows} taken for the text of \
                 a cell"
            );
            return Some(("open-quote", message));
        }
        match count.cmp(&self.columns) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Less => {
                let message = "the row has fewer cells than the header".to_owned();
                Some(("cells-missing", message))
            }
            std::cmp::Ordering::Greater => {
                let message = "the row has more cells than the header: a delimiter stands \
                               unquoted in one"
                    .to_owned();
                Some(("cells-too-many", message))
            }
        }
    }

    /// Returns the number of lines inside cells that look like rows, or `None` without any.
    ///
    /// Such a line begins as the row does, and has at least a delimiter for every eighth column.
    fn swallowed(self) -> Option<usize> {
        if !self.cells.has_lines {
            return None;
        }
        let least = (self.columns / 8).max(1);
        let is_number = |cell: &[u8]| cell.iter().all(u8::is_ascii_digit);
        let own = self.cells.bytes(0);
        let own = own.split(|byte| *byte == self.delimiter || *byte == b'\n');
        let own = own.into_iter().next().unwrap_or_default();
        let is_row = |line: &&[u8]| {
            let mut cells = line.split(|byte| *byte == self.delimiter);
            let first = cells.next().unwrap_or_default();
            let begins = !first.is_empty()
                && !first.contains(&b' ')
                && is_number(first) == is_number(own)
                && first.len() <= 2 * own.len();
            begins && cells.count() >= least
        };
        let lines = self.cells.iter().map(|cell| {
            let lines = cell.split(|byte| *byte == b'\n').skip(1);
            lines.filter(is_row).count()
        });
        let count: usize = lines.sum();
        (count > 0).then_some(count)
    }

    /// Whether any cell is not UTF-8.
    pub(in crate::import::data_sets) const fn is_of_old_encoding(self) -> bool {
        self.cells.is_of_old_encoding()
    }

    /// Returns the text of a cell, trimmed; bytes that are not UTF-8 are read as Windows-1252.
    #[inline]
    pub(in crate::import::data_sets) fn text(self, column: Column) -> Cow<'t, str> {
        self.cells.text(column.0)
    }

    /// Returns the text of a cell unless its value is missing.
    pub(in crate::import::data_sets) fn said(self, column: Column) -> Option<Cow<'t, str>> {
        cells::said(self.text(column))
    }

    /// Reads the whole number in a cell.
    pub(in crate::import::data_sets) fn integer(self, column: Column) -> Option<i64> {
        cells::integer(&self.text(column))
    }

    /// Reads the count in a cell.
    pub(in crate::import::data_sets) fn count(self, column: Column) -> Option<u64> {
        cells::count(&self.text(column))
    }

    /// Whether a cell has the truth value true.
    pub(in crate::import::data_sets) fn is_true(self, column: Column) -> bool {
        cells::truth(&self.text(column)) == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8], name: &str) -> Vec<String> {
        let mut table = Table::open(text).expect("it is a table");
        let heads = table.heads();
        let head = heads
            .iter()
            .position(|head| head.iter().any(|cell| cell == name));
        table.take_header(head.expect("there is a header"));
        let column = table.column(name);
        let mut all = Vec::new();
        while let Some(row) = table.next().expect("it is in memory") {
            all.push(row.text(column).into_owned());
        }
        all
    }

    #[test]
    fn a_table_is_read_whatever_wrote_it() {
        let wanted = ["1", "2"];
        for text in [
            "ID,name\n1,a\n2,b\n",
            "ID;name\r\n1;a,b\r\n2;\"b;c\"\r\n",
            "ID\tname\r1\ta\r2\tb",
            "Downloaded on 1 May\n\nID,name\n1,a\n2,b\n",
            "id,name\n#id,#name\n1,\"a\nb\"\n2,b\n",
            r#"{"status":200,"data":[{"id":"1","name":"a"},{"id":2,"name":null}]}"#,
        ] {
            assert_eq!(rows(text.as_bytes(), "id"), wanted, "{text}");
        }
        assert_eq!(rows(b"id,name\n1,M\xE9naka\n", "name"), ["Ménaka"]);
    }

    #[test]
    fn a_row_has_the_line_in_which_it_begins() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "3,4", "5,6", ""].join(end);
            let mut table = Table::open(text.as_bytes()).expect("it is a table");
            table.take_header(0);
            let mut lines = Vec::new();
            while let Some(row) = table.next().expect("it is in memory") {
                lines.extend(row.at.text().map(|(line, _)| line));
            }
            assert_eq!(lines, [2, 3, 4], "{end:?}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_told() {
        let mut table = Table::open(&b"a,b\n1\n1,2,3\n\"1,2\n3,4\n"[..]).expect("it is a table");
        table.take_header(0);
        let mut codes = Vec::new();
        while let Some(row) = table.next().expect("it is in memory") {
            codes.extend(row.wrong_length().map(|wrong| wrong.0));
        }
        assert_eq!(codes, ["cells-missing", "cells-too-many", "open-quote"]);
    }
}
