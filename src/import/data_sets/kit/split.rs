//! A splitter of a stream of bytes into rows and cells.
//!
//! This file splits rows whose quotes follow RFC 4180, in one pass that examines many bytes at once; the csv crate
//! reads all other rows. Both give equal cells, and a test checks that. The csv crate alone took a tenth of the whole
//! time from a file of UCDP GED to its graph (a million rows, 2026-11-30).

use super::line::Cells;
use crate::import::LoadError;
use csv::{ByteRecord, ReaderBuilder};
use std::io::{BufRead, Read};

/// The number of bytes to read at once.
const BLOCK: usize = 1 << 16;

/// The number of bytes examined together. The block is padded with this many zeros.
const LANES: usize = 64;

/// The length limit of a row: a quote that is never closed makes one row of the whole file.
const LONGEST: usize = 1 << 30;

/// Splits a stream into rows.
pub(super) struct Splitter<'r> {
    stream: Box<dyn BufRead + 'r>,
    delimiter: u8,
    /// The byte that ends a line: `\n` where lines end with `\r\n`.
    line_end: u8,
    /// The bytes read and not yet consumed, padded with zeros.
    block: Vec<u8>,
    /// The number of bytes in the block without the padding, and the place where the next row begins.
    length: usize,
    next: usize,
    has_ended: bool,
    /// The number of lines that ended before the next row.
    lines: usize,
    other: ByteRecord,
    /// The number of bytes that `split` was given, summed over all calls (bytes given twice count twice).
    #[cfg(test)]
    looked_at: usize,
}

/// The result of looking for a row.
enum RowEnd {
    /// A row that ends at this place.
    Row(usize),
    /// The row is not whole: read more.
    More,
    /// Quotes in places where RFC 4180 has none: leave the row to the csv crate.
    Odd,
}

impl<'r> Splitter<'r> {
    pub(super) fn new(stream: Box<dyn BufRead + 'r>, delimiter: u8, line_end: u8) -> Self {
        Self {
            stream,
            delimiter,
            line_end,
            block: vec![0; BLOCK + LANES],
            length: 0,
            next: 0,
            has_ended: false,
            lines: 0,
            other: ByteRecord::new(),
            #[cfg(test)]
            looked_at: 0,
        }
    }

    /// Returns the line in which the next row begins, from 1.
    pub(super) const fn line(&self) -> usize {
        self.lines + 1
    }

    /// Replaces `cells` by the next row and returns the line in which the row begins, or `None` at the end.
    ///
    /// # Errors
    ///
    /// If the stream cannot be read.
    pub(super) fn next(&mut self, cells: &mut Cells) -> Result<Option<usize>, LoadError> {
        while !self.skip_empty_lines() {
            if self.has_ended {
                return Ok(None);
            }
            self.read_more()?;
        }
        loop {
            let line = self.line();
            let mut bytes = cells.clear();
            let rest = &self.block[self.next..self.length + LANES];
            let length = self.length - self.next;
            #[cfg(test)]
            {
                self.looked_at += length;
            }
            let end = match split(rest, (length, self.has_ended), self.delimiter, cells) {
                RowEnd::Row(end) => {
                    bytes.extend_from_slice(&rest[..end]);
                    cells.fill(bytes);
                    end
                }
                RowEnd::More => {
                    self.read_more()?;
                    continue;
                }
                RowEnd::Odd => {
                    let Some(end) = self.odd_row()? else {
                        continue;
                    };
                    cells.take(&self.other);
                    end
                }
            };
            self.lines += if cells.has_lines {
                let own = &self.block[self.next..self.next + end];
                own.split(|byte| *byte == self.line_end).count() - 1
            } else {
                usize::from(
                    end > 0 && self.block[self.next..self.next + end].ends_with(&[self.line_end]),
                )
            };
            self.next += end;
            return Ok(Some(line));
        }
    }

    /// Skips line ends; returns `false` if the block has no byte after them yet.
    fn skip_empty_lines(&mut self) -> bool {
        while self.next < self.length {
            let byte = self.block[self.next];
            if !matches!(byte, b'\n' | b'\r') {
                return true;
            }
            self.lines += usize::from(byte == self.line_end);
            self.next += 1;
        }
        false
    }

    /// Reads more of the stream behind the rest of the block, as much as there is room for. A row that is not whole is
    /// examined again from its beginning, so the block doubles to keep the total work linear.
    fn read_more(&mut self) -> Result<(), LoadError> {
        self.block.copy_within(self.next..self.length, 0);
        self.length -= self.next;
        self.next = 0;
        if self.length + BLOCK + LANES > self.block.len() {
            if self.block.len() > LONGEST {
                return Err(LoadError::Unfit {
                    what: format!("the row in line {} has no end", self.line()),
                    help: "a quote is open there: close it, or take it out".to_owned(),
                });
            }
            self.block.resize(2 * self.block.len(), 0);
        }
        let room = self.block.len() - LANES;
        while self.length < room && !self.has_ended {
            match self.stream.read(&mut self.block[self.length..room]) {
                Ok(count) => {
                    self.has_ended = count == 0;
                    self.length += count;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(LoadError::Stream(error)),
            }
        }
        self.block[self.length..self.length + LANES].fill(0);
        Ok(())
    }

    /// Reads a row with the csv crate and returns its end, or `None` if more has to be read.
    fn odd_row(&mut self) -> Result<Option<usize>, LoadError> {
        let rest = &self.block[self.next..self.length];
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(rest);
        let read = reader.read_byte_record(&mut self.other);
        read.map_err(|error| LoadError::Stream(std::io::Error::other(error)))?;
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if end >= rest.len() && !self.has_ended {
            self.read_more()?;
            return Ok(None);
        }
        Ok(Some(end.min(rest.len())))
    }
}

/// Marks the bytes that separate cells or rows, or are quotes: the highest bit of each marked byte is set.
///
/// The loop has this form so that the compiler vectorises it: it takes a tenth of the time of a loop byte by byte.
#[inline]
fn marks(bytes: &[u8; LANES], delimiter: u8) -> [u64; LANES / 8] {
    let mut marks = [0_u8; LANES];
    for (mark, byte) in marks.iter_mut().zip(bytes) {
        let is_one = |other: u8| u8::from(*byte == other);
        *mark = (is_one(delimiter) | is_one(b'\n') | is_one(b'\r') | is_one(b'"')) << 7;
    }
    let (words, _) = marks.as_chunks::<8>();
    std::array::from_fn(|word| words.get(word).copied().map_or(0, u64::from_le_bytes))
}

/// Finds the cells of the first row in these bytes.
///
/// The first `length` bytes were read, and zeros follow; `has_ended` is whether the stream has no more bytes.
#[inline]
fn split(
    bytes: &[u8],
    (length, has_ended): (usize, bool),
    delimiter: u8,
    cells: &mut Cells,
) -> RowEnd {
    // the beginning of the cell, and whether a quote opened it
    let mut from = 0;
    let mut is_quoted = false;
    // the place of the closing quote, and whether the cell has doubled quotes
    let mut closed = None;
    let mut is_escaped = false;
    // bytes before this place have been handled
    let mut done = 0;
    let (lanes, _) = bytes.as_chunks::<LANES>();
    let halves = lanes.iter().flat_map(|lane| marks(lane, delimiter));
    for (number, mut left) in halves.enumerate() {
        while left != 0 {
            let at = number * 8 + (left.trailing_zeros() / 8) as usize;
            left &= left - 1;
            if at < done {
                continue;
            }
            if at >= length {
                break;
            }
            let byte = bytes[at];
            if byte == b'"' {
                if !is_quoted {
                    is_quoted = at == from;
                    // elsewhere in a cell it is a letter like others
                    continue;
                }
                match bytes.get(at + 1) {
                    _ if at + 1 == length => {
                        if !has_ended {
                            return RowEnd::More;
                        }
                        cells.push((from + 1, at), is_escaped);
                        return RowEnd::Row(length);
                    }
                    Some(b'"') => {
                        is_escaped = true;
                        done = at + 2;
                    }
                    Some(next) if *next == delimiter || matches!(next, b'\n' | b'\r') => {
                        closed = Some(at);
                        is_quoted = false;
                    }
                    _ => return RowEnd::Odd,
                }
                continue;
            }
            if is_quoted {
                cells.has_lines |= byte != delimiter;
                continue;
            }
            match closed.take() {
                Some(end) => cells.push((from + 1, end), is_escaped),
                None => cells.push((from, at), false),
            }
            is_escaped = false;
            from = at + 1;
            if byte == delimiter {
                continue;
            }
            if byte == b'\r' && at + 1 == length && !has_ended {
                return RowEnd::More;
            }
            let is_pair = byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            return RowEnd::Row(at + 1 + usize::from(is_pair));
        }
    }
    if !has_ended {
        return RowEnd::More;
    }
    if is_quoted {
        return RowEnd::Odd;
    }
    cells.push((from, length), false);
    RowEnd::Row(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::borrow::Cow;

    /// A stream that hands out few bytes at a time.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    type Rows = Vec<Vec<Vec<u8>>>;

    fn of_crate(text: &[u8], delimiter: u8) -> Rows {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text);
        let rows = reader
            .byte_records()
            .map(|row| row.expect("it is in memory"));
        rows.map(|row| row.iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    fn own(text: &[u8], delimiter: u8, drop: usize) -> (Rows, Vec<usize>) {
        let stream = std::io::BufReader::with_capacity(1, Drops(text, drop));
        let mut splitter = Splitter::new(Box::new(stream), delimiter, b'\n');
        let (mut rows, mut lines, mut cells) = (Vec::new(), Vec::new(), Cells::default());
        while let Some(line) = splitter.next(&mut cells).expect("it is in memory") {
            rows.push(cells.iter().map(Cow::into_owned).collect());
            lines.push(line);
        }
        (rows, lines)
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "bc", ",", ",", ";", "\"", "\"", "\"\"", "\n", "\r\n", "\r", " ", "é",
                    "a long text without any mark in it", ",\"quoted\",", ",\"with, \"\"more\"\"\nof it\",",
                ]),
                0..40,
            ),
            drop in 1..40_usize,
            delimiter in prop::sample::select(vec![b',', b';']),
        ) {
            let text = pieces.concat();
            let (rows, lines) = own(text.as_bytes(), delimiter, drop);
            prop_assert_eq!(rows, of_crate(text.as_bytes(), delimiter), "{:?}", text);
            let count = text.lines().count();
            prop_assert!(lines.is_sorted() && lines.iter().all(|line| *line <= count));
        }
    }

    #[test]
    fn a_long_row_is_not_looked_at_again_and_again() {
        let text = format!("a,\"{}\"\n", "long ".repeat(1 << 20));
        let stream = std::io::BufReader::with_capacity(1 << 13, text.as_bytes());
        let mut splitter = Splitter::new(Box::new(stream), b',', b'\n');
        let mut cells = Cells::default();
        assert_eq!(splitter.next(&mut cells).expect("it is in memory"), Some(1));
        assert_eq!(cells.bytes(1).len(), 5 << 20);
        // each look is at twice as much as the one before
        assert!(
            splitter.looked_at < 4 * text.len(),
            "{}",
            splitter.looked_at
        );
    }

    #[test]
    fn a_line_may_end_with_a_carriage_return_alone() {
        // the second row is one that the csv crate reads
        for text in ["a,b\r1,\"x\ry\"\r2,z\r", "a,b\r1,\"x\ry\"z\r2,z\r"] {
            let mut splitter = Splitter::new(Box::new(text.as_bytes()), b',', b'\r');
            let (mut lines, mut cells) = (Vec::new(), Cells::default());
            while let Some(line) = splitter.next(&mut cells).expect("it is in memory") {
                lines.push(line);
            }
            assert_eq!(lines, [1, 2, 4], "{text:?}");
        }
    }

    #[test]
    fn a_row_has_the_line_in_which_it_begins() {
        let text = "a,b\n\n1,\"x\ny\"\r\n2,\"say \"\"it\"\"\"\n";
        let (rows, lines) = own(text.as_bytes(), b',', 3);
        assert_eq!(lines, [1, 3, 5]);
        assert_eq!(rows[2][1], b"say \"it\"");
    }
}
