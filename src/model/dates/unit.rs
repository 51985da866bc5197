//! A day, a month or a year as written, with its qualifier.

use jiff::civil::Date;

use crate::model::days::Day;

/// The first and the last year that can be written.
const YEARS: (i16, i16) = (0, 9999);

/// A day, a month or a year, perhaps with `?`, `~` or `%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// The first and last day of what is written, not widened.
    pub(super) core: (Day, Day),
    /// The first and last possible day.
    pub(super) span: (Day, Day),
    /// The qualifier, if there is one.
    pub(super) qualifier: Option<char>,
    /// The last part that is written.
    pub(super) part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
}

impl Unit {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` with at most one qualifier.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (body, qualifier) = match text.strip_suffix(['?', '~', '%']) {
            Some(body) => (body, text.chars().next_back()),
            None => (text, None),
        };
        let bytes = body.as_bytes();
        let year = i16::try_from(number(bytes.get(..4)?)?).ok()?;
        let month = || dashed(bytes, 4);
        let day = || dashed(bytes, 7);
        let (part, core, around) = match bytes.len() {
            4 => (
                Part::Year,
                (
                    Date::new(year, 1, 1).ok()?.into(),
                    Date::new(year, 12, 31).ok()?.into(),
                ),
                around_year(year)?,
            ),
            7 => {
                let first = Date::new(year, month()?, 1).ok()?;
                (
                    Part::Month,
                    (first.into(), first.last_of_month().into()),
                    around_month(first)?,
                )
            }
            10 => {
                let date = Date::new(year, month()?, day()?).ok()?;
                let exact = Day::from(date);
                (Part::Day, (exact, exact), (exact.previous(), exact.next()))
            }
            _ => return None,
        };
        let span = if matches!(qualifier, Some('~' | '%')) {
            let (first, last) = calendar()?;
            (around.0.max(first), around.1.min(last))
        } else {
            core
        };
        Some(Self {
            core,
            span,
            qualifier,
            part,
        })
    }

    /// Reads an exact day without qualifier.
    pub(super) fn read_day(text: &str) -> Option<Day> {
        let unit = Self::read(text)?;
        (unit.part == Part::Day && unit.qualifier.is_none()).then_some(unit.core.0)
    }

    /// Reads a month without qualifier, and gives its first day.
    pub(super) fn read_month(text: &str) -> Option<Date> {
        let unit = Self::read(text)?;
        (unit.part == Part::Month && unit.qualifier.is_none())
            .then_some(unit.core.0)?
            .date()
    }
}

/// The first and the last day that can be written.
fn calendar() -> Option<(Day, Day)> {
    let first = Date::new(YEARS.0, 1, 1).ok()?;
    let last = Date::new(YEARS.1, 12, 31).ok()?;
    Some((first.into(), last.into()))
}

fn around_year(year: i16) -> Option<(Day, Day)> {
    let first = Date::new((year - 1).max(YEARS.0), 1, 1).ok()?;
    let last = Date::new((year + 1).min(YEARS.1), 12, 31).ok()?;
    Some((first.into(), last.into()))
}

/// From the first day of the month before to the last of the month after.
fn around_month(first: Date) -> Option<(Day, Day)> {
    let last = first.last_of_month();
    let before = Day::from(first).previous().date().unwrap_or(first);
    let after = Day::from(last).next().date().unwrap_or(last);
    let before = Date::new(before.year(), before.month(), 1).ok()?;
    Some((before.into(), after.last_of_month().into()))
}

/// The number of two digits after a dash that stands at this place.
fn dashed(bytes: &[u8], at: usize) -> Option<i8> {
    let (dash, digits) = bytes.get(at..at + 3)?.split_first()?;
    if *dash != b'-' {
        return None;
    }
    i8::try_from(number(digits)?).ok()
}

/// The number of at most four digits, nothing else among them.
pub(super) fn number(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 4 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let add = |sum: u16, digit: &u8| sum * 10 + u16::from(digit - b'0');
    Some(digits.iter().fold(0, add))
}

/// From the first to the last day, in years or months where they are whole.
pub(super) fn span(first: Date, last: Date) -> String {
    let (from, to) = (first.to_string(), last.to_string());
    let length = if first.day() != 1 || last != last.last_of_month() {
        10
    } else if first.month() != 1 || last.month() != 12 {
        7
    } else {
        4
    };
    // dates from year 0000 on print with ASCII alone, ten bytes long
    let from = from.get(..length).unwrap_or(&from);
    let to = to.get(..length).unwrap_or(&to);
    if from == to {
        from.to_owned()
    } else {
        format!("[{from}..{to}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Option<(String, String)> {
        let (first, last) = Unit::read(text)?.span;
        Some((first.to_string(), last.to_string()))
    }

    #[test]
    fn a_qualifier_widens_by_one_unit_of_the_last_part() {
        let cases = [
            ("2023-10-07", "2023-10-07", "2023-10-07"),
            ("2023-10-07?", "2023-10-07", "2023-10-07"),
            ("2023-03-01~", "2023-02-28", "2023-03-02"),
            ("2023-12%", "2023-11-01", "2024-01-31"),
            ("2023-01~", "2022-12-01", "2023-02-28"),
            ("2023~", "2022-01-01", "2024-12-31"),
            ("2023?", "2023-01-01", "2023-12-31"),
        ];
        for (text, first, last) in cases {
            assert_eq!(span(text), Some((first.into(), last.into())), "{text}");
        }
    }

    #[test]
    fn widening_stops_at_the_first_and_the_last_year() {
        let cases = [
            ("0000~", "0000-01-01", "0001-12-31"),
            ("0000-01~", "0000-01-01", "0000-02-29"),
            ("0000-01-01~", "0000-01-01", "0000-01-02"),
            ("9999~", "9998-01-01", "9999-12-31"),
            ("9999-12~", "9999-11-01", "9999-12-31"),
            ("9999-12-31%", "9999-12-30", "9999-12-31"),
        ];
        for (text, first, last) in cases {
            assert_eq!(span(text), Some((first.into(), last.into())), "{text}");
        }
    }

    #[test]
    fn other_shapes_are_no_unit() {
        for text in [
            "", "?", "202", "20233", "2023-1", "2023-1-1", "2023_10", "é023", "2023-1é",
        ] {
            assert_eq!(Unit::read(text), None, "{text}");
        }
    }
}
