//! Layout of words: wrapped lines, and a key in which no text is cut and no two texts overlap.

use crate::export::dot::width;

/// A line of the key: its words, and the fill of its swatch.
pub(super) type KeyLine = (String, Fill);

/// The fill of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// A solid colour.
    Color(usize),
    /// Hatching in a colour.
    Hatched(usize),
    /// The pattern of days that are not covered.
    Gap,
    /// The pattern of days that are partly covered.
    Part,
}

impl Fill {
    /// Returns a colour, hatched or solid.
    pub(super) const fn of(color: usize, is_hatched: bool) -> Self {
        if is_hatched {
            Self::Hatched(color)
        } else {
            Self::Color(color)
        }
    }
}

/// The number of columns of the key.
const COLUMNS: u8 = 3;
/// The distance from a swatch to its words, and the least distance from these to the next swatch.
pub(super) const SWATCH: f64 = 20.0;
const GAP: f64 = 12.0;

/// A line of the key with its position: its x coordinate and its first row.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) left: f64,
    pub(super) row: usize,
    pub(super) lines: Vec<String>,
    pub(super) fill: Fill,
}

/// Lays out the key in `room`, row by row, and returns its number of rows.
///
/// Words that are too wide for a column take the next columns, too; words too wide for all columns are
/// wrapped in rows of their own.
pub(super) fn laid_out(key: &[KeyLine], room: f64, size: f64) -> (Vec<Entry>, usize) {
    let wide = room / f64::from(COLUMNS);
    let (mut entries, mut column, mut row) = (Vec::new(), 0, 0);
    for (words, fill) in key {
        let lines = fitting(words, room - SWATCH - GAP, size, false);
        let widest = lines.iter().map(|line| width(line, size, false));
        let own = SWATCH + widest.fold(0.0, f64::max) + GAP;
        let fits = |count: &u8| lines.len() == 1 && own <= f64::from(*count) * wide;
        let columns = (1..COLUMNS).find(fits).unwrap_or(COLUMNS);
        if column > 0 && column + columns > COLUMNS {
            (column, row) = (0, row + 1);
        }
        let count = lines.len();
        entries.push(Entry {
            left: f64::from(column) * wide,
            row,
            lines,
            fill: *fill,
        });
        column += columns;
        if column >= COLUMNS {
            (column, row) = (0, row + count);
        }
    }
    (entries, row + usize::from(column > 0))
}

/// Wraps a text into lines no wider than `room`, at spaces if possible, and within a word only if it is
/// wider.
pub(super) fn fitting(text: &str, room: f64, size: f64, is_bold: bool) -> Vec<String> {
    let fits = |line: &str| width(line, size, is_bold) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if !line.is_empty() && !fits(&format!("{line}{}", word.trim_end())) {
            lines.push(std::mem::take(&mut line));
        }
        for one in word.chars() {
            if !line.is_empty() && !one.is_whitespace() && !fits(&format!("{line}{one}")) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(one);
        }
    }
    lines.push(line);
    let lines = lines.iter().map(|line| line.trim_end().to_owned());
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(words: &[&str]) -> Vec<KeyLine> {
        let line = |words: &&str| ((*words).to_owned(), Fill::Color(0));
        words.iter().map(line).collect()
    }

    #[test]
    fn nothing_of_a_key_is_cut_and_no_two_lines_meet() {
        let long = "a very long name of an armed group – another long name of one ".repeat(3);
        let pair = "Civilians of the northern regions – Movement for the Salvation of Azawad";
        let two = format!("{} {}", "x".repeat(45), "y".repeat(45));
        let given = key(&[
            "short", pair, "short", "short", &long, "short", &two, "short", "short",
        ]);
        let (entries, rows) = laid_out(&given, 720.0, 12.0);
        for (entry, (words, _)) in entries.iter().zip(&given) {
            assert_eq!(entry.lines.join(" "), words.trim_end());
        }
        // each drawn line as its row, left end and right end
        let drawn = |entry: &Entry| {
            let left = entry.left;
            let ends = entry.lines.iter().zip(entry.row..);
            let ends =
                ends.map(move |(line, row)| (row, left, left + SWATCH + width(line, 12.0, false)));
            ends.collect::<Vec<_>>()
        };
        let mut all: Vec<_> = entries.iter().flat_map(drawn).collect();
        all.sort_by(|one, other| one.partial_cmp(other).expect("numbers"));
        for two in all.windows(2) {
            let [(row, _, end), (next, start, _)] = [two[0], two[1]];
            assert!(row < next || end < start, "{all:?}");
        }
        assert!(all.iter().all(|&(row, _, end)| row < rows && end < 720.0));
        assert_eq!(all.last().map(|one| one.0 + 1), Some(rows));
    }

    #[test]
    fn short_lines_stand_three_in_a_row() {
        let (entries, rows) = laid_out(&key(&["a", "b", "c", "d"]), 720.0, 12.0);
        let places = entries.iter().map(|entry| (entry.row, entry.left));
        assert_eq!(
            places.collect::<Vec<_>>(),
            [(0, 0.0), (0, 240.0), (0, 480.0), (1, 0.0)]
        );
        assert_eq!(rows, 2);
        assert_eq!(laid_out(&[], 720.0, 12.0), (Vec::new(), 0));
    }

    #[test]
    fn a_text_without_spaces_is_broken_all_the_same() {
        let lines = fitting(&"x".repeat(100), 100.0, 10.0, false);
        assert!(lines.len() > 5 && lines.concat() == "x".repeat(100));
        assert_eq!(fitting("", 100.0, 10.0, false), [""]);
    }
}
