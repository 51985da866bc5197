//! A row of text, split into cells.

use crate::record::At;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// The cells of a row, and the place where the row begins.
pub(in crate::import::data_sets) type Line = (Cells, At);

/// The byte put between cells that did not come from one text; it changes no cell.
const BETWEEN: u8 = 0x1F;

/// The bytes of a row. A row that is UTF-8 as a whole is kept as text, so that its cells need no check.
#[derive(Debug)]
enum Raw {
    Text(String),
    Bytes(Vec<u8>),
}

/// The range of a cell in the bytes of its row.
#[derive(Debug, Clone, Copy)]
struct Cell {
    from: u32,
    to: u32,
    /// Whether the cell has doubled quotes.
    is_escaped: bool,
}

/// The cells of one row, as ranges of one text.
#[derive(Debug)]
pub(in crate::import::data_sets) struct Cells {
    raw: Raw,
    places: Vec<Cell>,
    /// Whether a cell contains a line end.
    pub(super) has_lines: bool,
}

impl Default for Cells {
    fn default() -> Self {
        Self {
            raw: Raw::Text(String::new()),
            places: Vec::new(),
            has_lines: false,
        }
    }
}

impl Cells {
    /// Makes cells with these texts.
    pub(super) fn of<'c>(texts: impl IntoIterator<Item = &'c [u8]>) -> Self {
        let mut own = Self::default();
        own.take(texts);
        own
    }

    /// Replaces all cells by cells with these texts.
    pub(super) fn take<'c>(&mut self, texts: impl IntoIterator<Item = &'c [u8]>) {
        let mut bytes = self.clear();
        for text in texts {
            let from = bytes.len();
            bytes.extend_from_slice(text);
            self.push((from, bytes.len()), false);
            self.has_lines |= text.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
            bytes.push(BETWEEN);
        }
        self.fill(bytes);
    }

    /// Removes all cells and returns their memory, for the bytes of the next row.
    pub(super) fn clear(&mut self) -> Vec<u8> {
        self.places.clear();
        self.has_lines = false;
        let mut bytes = match std::mem::replace(&mut self.raw, Raw::Bytes(Vec::new())) {
            Raw::Text(text) => text.into_bytes(),
            Raw::Bytes(bytes) => bytes,
        };
        bytes.clear();
        bytes
    }

    /// Adds a cell with this range in the bytes that `fill` is to take.
    #[inline]
    pub(super) fn push(&mut self, (from, to): (usize, usize), is_escaped: bool) {
        let [from, to] = [from, to].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        self.places.push(Cell {
            from,
            to,
            is_escaped,
        });
    }

    /// Takes the bytes that the ranges of the cells point into.
    pub(super) fn fill(&mut self, bytes: Vec<u8>) {
        self.raw = match String::from_utf8(bytes) {
            Ok(text) => Raw::Text(text),
            Err(error) => Raw::Bytes(error.into_bytes()),
        };
    }

    /// Returns the number of cells.
    pub(super) const fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether any cell is not UTF-8. Delimiters are always UTF-8, so it is enough to check the row as a whole.
    pub(super) const fn is_of_old_encoding(&self) -> bool {
        matches!(self.raw, Raw::Bytes(_))
    }

    /// Returns the text of a cell, trimmed; bytes that are not UTF-8 are read as Windows-1252.
    #[inline]
    pub(super) fn text(&self, place: usize) -> Cow<'_, str> {
        let Some(cell) = self.places.get(place) else {
            return Cow::Borrowed("");
        };
        if let (Raw::Text(text), false) = (&self.raw, cell.is_escaped) {
            let own = text.get(cell.from as usize..cell.to as usize);
            return Cow::Borrowed(own.unwrap_or_default().trim_ascii());
        }
        let bytes = self.bytes(place);
        let bytes = bytes.trim_ascii();
        Cow::Owned(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
        })
    }

    /// Returns the bytes of a cell, with doubled quotes made single.
    pub(super) fn bytes(&self, place: usize) -> Cow<'_, [u8]> {
        let Some(cell) = self.places.get(place) else {
            return Cow::Borrowed(&[]);
        };
        let all = match &self.raw {
            Raw::Text(text) => text.as_bytes(),
            Raw::Bytes(bytes) => bytes,
        };
        let own = all.get(cell.from as usize..cell.to as usize);
        let own = own.unwrap_or_default();
        if !cell.is_escaped {
            return Cow::Borrowed(own);
        }
        let mut bytes = Vec::with_capacity(own.len());
        let mut is_second = false;
        for byte in own {
            is_second = *byte == b'"' && !is_second;
            if *byte != b'"' || is_second {
                bytes.push(*byte);
            }
        }
        Cow::Owned(bytes)
    }

    /// Iterates over the bytes of each cell.
    pub(super) fn iter(&self) -> impl Iterator<Item = Cow<'_, [u8]>> {
        (0..self.len()).map(|place| self.bytes(place))
    }
}

/// Returns the name of a column: in lower case, words joined by `_`.
pub(in crate::import::data_sets) fn name_of(cell: &[u8]) -> String {
    let name = String::from_utf8_lossy(cell);
    let name = name.trim().trim_matches('"').to_lowercase();
    name.replace([' ', '.', '-'], "_")
}
