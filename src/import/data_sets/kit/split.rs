//! Rows out of a stream of bytes, and their cells.
//!
//! This file splits rows whose quotes follow RFC 4180, in one pass that looks at many bytes at once; the
//! csv crate reads all other rows. Both give the same cells, and a test checks that. The csv crate alone took
//! a tenth of the whole time from a file of UCDP GED to its graph (a million rows, 2026-11-30).

use super::line::Cells;
use crate::import::LoadError;
use csv::{ByteRecord, ReaderBuilder};
use std::io::{BufRead, Read};

/// How many bytes are read at once.
const BLOCK: usize = 1 << 16;

/// How many bytes are looked at together; so many zeros stand behind what was read.
const LANES: usize = 64;

/// The longest row: a quote without an end takes all of a file for one.
const LONGEST: usize = 1 << 30;

/// Splits a stream into rows.
pub(super) struct Splitter<'r> {
    stream: Box<dyn BufRead + 'r>,
    delimiter: u8,
    /// What ends a line: `\n` also where `\r\n` does.
    line_end: u8,
    /// What was read, with zeros behind it.
    block: Vec<u8>,
    /// How much of it was read, and where the next row begins in it.
    length: usize,
    next: usize,
    has_ended: bool,
    /// How many lines ended before the next row.
    lines: usize,
    other: ByteRecord,
    /// How many bytes there were at each look for a row, those that were looked at before included.
    #[cfg(test)]
    looked_at: usize,
}

/// What a look at the bytes of a row comes to.
enum RowEnd {
    /// A row that ends there.
    Row(usize),
    /// More has to be read.
    More,
    /// Quotes stand where none ought to.
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

    /// The line in which the row begins that is next, from 1.
    pub(super) const fn line(&self) -> usize {
        self.lines + 1
    }

    /// Puts the next row in the place of these cells, and hands back the line in which it begins;
    /// `None`: there is none.
    ///
    /// # Errors
    ///
    /// When the stream cannot be read.
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

    /// Passes over line ends; `false`: there is nothing behind them yet.
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

    /// Reads more of the stream behind what is left, as much as there is room for: a row that is not whole
    /// is looked at from its beginning once more, so that there has to be twice as much of it.
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

    /// Reads a row as the csv crate does, and says where it ends; `None`: more had to be read.
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

/// A bit for each of these bytes that parts cells or rows, or is a quote: the eighth of each eight.
///
/// The loop is as it is so that the compiler makes one instruction of sixteen steps: a tenth of the time of
/// one that goes byte by byte.
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

/// Finds the cells of the row with which these bytes begin.
///
/// `length` of them were read, and zeros are behind; they are all that there is if the stream has ended.
#[inline]
fn split(
    bytes: &[u8],
    (length, has_ended): (usize, bool),
    delimiter: u8,
    cells: &mut Cells,
) -> RowEnd {
    // where the cell begins, and the quotes around it if there are any
    let mut from = 0;
    let mut is_quoted = false;
    // where a quote closed it, and whether one stands twice in it
    let mut closed = None;
    let mut is_escaped = false;
    // what stands before this was looked at already
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
