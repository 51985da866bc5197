//! A cursor over JSON text that stops at anything unusual.

use crate::record::format::At;
use std::borrow::Cow;

/// A position in a JSON text, with methods that read the next value.
///
/// Every method returns `None` if the text has something else, or needs a closer look; the cursor must not be
/// used afterwards.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// An offset in this line whose column is known, and that column.
    mark: (usize, usize),
    is_ascii: bool,
}

impl<'t> Cursor<'t> {
    /// Creates a cursor at the beginning of a text that starts at this line and column.
    pub(super) fn new(text: &'t str, (line, column): (usize, usize)) -> Self {
        Self {
            text,
            at: 0,
            line,
            mark: (0, column),
            is_ascii: text.is_ascii(),
        }
    }

    /// Returns the next byte after white space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.mark = (self.at, 1);
                }
                _ => return Some(byte),
            }
        }
    }

    /// Returns the place of the next byte after white space.
    pub(super) fn place(&mut self) -> At {
        self.peek();
        let (offset, column) = self.mark;
        let skipped = &self.text.as_bytes()[offset..self.at];
        let column = if self.is_ascii {
            column + skipped.len()
        } else {
            // the mark moves on, so each character is counted once
            column + skipped.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
        };
        self.mark = (self.at, column);
        At::in_text(self.line, column)
    }

    /// Skips this byte, if it comes next.
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Skips a comma or the closing byte, and returns whether there are more elements.
    pub(super) fn more(&mut self, close: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            next if next == close => Some(false),
            _ => None,
        }
    }

    /// Reads a text.
    pub(super) fn text(&mut self) -> Option<Cow<'t, str>> {
        self.take(b'"')?;
        let first = self.at;
        let rest = &self.text.as_bytes()[first..];
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        let length = rest.iter().position(special)?;
        if rest[length] == b'"' {
            self.at = first + length + 1;
            return self.text.get(first..first + length).map(Cow::Borrowed);
        }
        let mut length = length;
        loop {
            match rest.get(length)? {
                b'"' => break,
                b'\\' => length += 2,
                _ => length += 1,
            }
        }
        self.at = first + length + 1;
        let quoted = self.text.get(first - 1..self.at)?;
        let text: String = serde_json::from_str(quoted).ok()?;
        Some(Cow::Owned(text))
    }

    /// Reads a key and its colon.
    pub(super) fn key(&mut self) -> Option<&'t str> {
        let Cow::Borrowed(key) = self.text()? else {
            return None;
        };
        self.take(b':')?;
        Some(key)
    }

    /// Reads a whole number of at most 18 digits, 0 or more.
    pub(super) fn count(&mut self) -> Option<u64> {
        self.peek()?;
        let rest = &self.text.as_bytes()[self.at..];
        let is_end = |byte: &u8| !byte.is_ascii_digit();
        let length = rest.iter().position(is_end)?;
        let is_usual = match (length, rest.first()?) {
            (1, _) => true,
            (2..=18, digit) => *digit != b'0',
            _ => false,
        };
        // the reader of trees handles fractions and exponents
        if !is_usual || matches!(rest[length], b'.' | b'e' | b'E') {
            return None;
        }
        let digits = rest[..length].iter();
        let count = digits.fold(0, |count, digit| count * 10 + u64::from(digit - b'0'));
        self.at += length;
        Some(count)
    }

    /// Reads a truth value.
    pub(super) fn truth(&mut self) -> Option<bool> {
        self.peek()?;
        let rest = &self.text[self.at..];
        let (word, truth) = match rest.as_bytes().first()? {
            b't' => ("true", true),
            _ => ("false", false),
        };
        rest.starts_with(word).then(|| {
            self.at += word.len();
            truth
        })
    }

    /// Accepts only white space up to the end of the text.
    pub(super) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let mut cursor = Cursor::new("[\"né\", 1,\n  true]", (7, 1));
        assert_eq!(cursor.take(b'['), Some(()));
        assert_eq!(cursor.place(), At::in_text(7, 2));
        assert_eq!(cursor.text().as_deref(), Some("né"));
        assert_eq!(cursor.more(b']'), Some(true));
        assert_eq!(cursor.place(), At::in_text(7, 8));
        assert_eq!(cursor.count(), Some(1));
        assert_eq!(cursor.more(b']'), Some(true));
        assert_eq!(cursor.place(), At::in_text(8, 3));
        assert_eq!(cursor.truth(), Some(true));
        assert_eq!(cursor.more(b']'), Some(false));
        assert_eq!(cursor.end(), Some(()));
    }

    #[test]
    fn a_text_with_escapes_is_what_they_stand_for() {
        let text = |text| Cursor::new(text, (1, 1)).text().map(Cow::into_owned);
        assert_eq!(text(r#""a\"\u00e9\\""#).as_deref(), Some("a\"é\\"));
        for broken in [
            "\"a",
            "\"a\\",
            r#""\q""#,
            r#""\ud800""#,
            "\"a\tb\"",
            "\"\\n\u{1}\"",
            "1",
        ] {
            assert_eq!(text(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_number_of_another_form_is_for_others() {
        let count = |text| Cursor::new(text, (1, 1)).count();
        assert_eq!(count("0,"), Some(0));
        assert_eq!(count("999999999999999999}"), Some(999_999_999_999_999_999));
        for other in [
            "-1,",
            "01,",
            "1.0,",
            "1e3,",
            "1E3,",
            "1000000000000000000,",
            "x",
            "\"1\"",
            "1",
        ] {
            assert_eq!(count(other), None, "{other}");
        }
    }
}
