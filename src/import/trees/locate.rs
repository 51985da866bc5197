//! Lookup of lines and columns for byte offsets of a text.

use crate::record::At;

/// The number of bytes between two stored counts of characters.
const STRIDE: usize = 1024;

/// Finds the line and column of a byte offset.
///
/// # Complexity
///
/// O(length) to make, O(log lines) for an offset, whatever the length of its line.
#[derive(Debug)]
pub(in crate::import) struct Locator<'t> {
    text: &'t [u8],
    /// The beginning of each line.
    lines: Vec<usize>,
    /// The number of characters that begin before each stride.
    counts: Vec<usize>,
}

impl<'t> Locator<'t> {
    pub(in crate::import) fn new(text: &'t str) -> Self {
        let text = text.as_bytes();
        let breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let lines = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        let mut before = 0;
        let mut counts = vec![0];
        for stride in text.chunks(STRIDE) {
            before += characters(stride);
            counts.push(before);
        }
        Self {
            text,
            lines,
            counts,
        }
    }

    /// Returns the line and column of a byte offset.
    pub(in crate::import) fn at(&self, offset: usize) -> At {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        At::in_text(line, self.before(offset) - self.before(start) + 1)
    }

    /// Returns the number of characters that begin before an offset.
    fn before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.counts[stride] + characters(&self.text[stride * STRIDE..offset])
    }
}

/// Returns the number of characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| (**byte & 0xC0) != 0x80;
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\nñé = 1";
        let locator = Locator::new(text);
        let offset = text.find('=').expect("it is there");
        assert_eq!(locator.at(offset), At::in_text(2, 4));
        assert_eq!(locator.at(0), At::in_text(1, 1));
        assert_eq!(locator.at(999), At::in_text(2, 7));
    }

    #[test]
    fn a_long_line_is_counted_like_a_short_one() {
        let text = format!("x\n{}y", "é".repeat(3000));
        assert_eq!(Locator::new(&text).at(text.len() - 1), At::in_text(2, 3001));
    }
}
