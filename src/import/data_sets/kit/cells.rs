//! Numbers and dates as data sets write them.

use jiff::civil::Date;
use std::borrow::Cow;

/// Whether a cell is empty or holds a word for a missing value.
pub(in crate::import::data_sets) fn is_missing(cell: &str) -> bool {
    matches!(
        cell,
        "" | "NA" | "N/A" | "n/a" | "na" | "None" | "none" | "null" | "NULL" | "NaN" | "nan" | "."
    )
}

/// Returns the text of a cell unless its value is missing.
pub(in crate::import::data_sets) fn said(cell: Cow<'_, str>) -> Option<Cow<'_, str>> {
    (!is_missing(&cell)).then_some(cell)
}

/// Reads a whole number; some programs write one with a fraction of zeros.
pub(in crate::import::data_sets) fn integer(cell: &str) -> Option<i64> {
    let bytes = cell.as_bytes();
    // the fast path: nearly all numbers are short and have digits alone
    if bytes.len() <= 18 && !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
        let digit = |number: i64, byte: &u8| number * 10 + i64::from(byte - b'0');
        return Some(bytes.iter().fold(0, digit));
    }
    let whole = match cell.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => cell,
    };
    whole.parse().ok()
}

/// Reads a count: a whole number, 0 or more.
pub(in crate::import::data_sets) fn count(cell: &str) -> Option<u64> {
    integer(cell).and_then(|number| u64::try_from(number).ok())
}

/// Reads a truth value: `1`, `1.0`, `TRUE`, `True`, `yes` and their like.
pub(in crate::import::data_sets) fn truth(cell: &str) -> Option<bool> {
    match cell {
        "TRUE" | "True" | "true" | "T" | "yes" | "Yes" => Some(true),
        "FALSE" | "False" | "false" | "F" | "no" | "No" => Some(false),
        cell => match integer(cell) {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
    }
}

/// Reads degrees of latitude or longitude, at most `most` in either direction.
pub(in crate::import::data_sets) fn degrees(cell: &str, most: f64) -> Option<f64> {
    let degrees: f64 = cell.parse().ok()?;
    (degrees.abs() <= most).then_some(degrees)
}

/// The content of a cell of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::data_sets) enum DateCell {
    /// A day.
    Day(Date),
    /// A time of day alone: a spreadsheet took the day for a duration, and saved that.
    SpreadsheetTime,
    /// A date of which two readings are possible, such as `03/04/2021`.
    Ambiguous,
    /// A day of a year before 1800: no data set has one, but some write 0025 for 2025.
    TooEarly(Date),
    /// No date.
    Other,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The first year that a date of a data set can have.
const FIRST_YEAR: i16 = 1800;

/// The first two-digit year that means 19xx rather than 20xx.
const LAST_CENTURY: i16 = 70;

/// Reads a date: `2023-02-16` with or without a time of day, `16 February 2023`, `16-Feb-21`,
/// `29-5-1997` where the day cannot be a month, or the days since 1970.
pub(in crate::import::data_sets) fn date(cell: &str) -> DateCell {
    let day = match cell.split_once(['T', ' ']) {
        Some((day, clock)) if is_clock(clock) => day,
        _ => cell,
    };
    if let Some(date) = iso(day) {
        return if date.year() < FIRST_YEAR {
            DateCell::TooEarly(date)
        } else {
            DateCell::Day(date)
        };
    }
    if is_clock(cell) && cell.contains(':') {
        return DateCell::SpreadsheetTime;
    }
    if let Some(number) = integer(day) {
        return since_1970(number);
    }
    written(day)
}

/// Reads `2023-02-16` byte by byte: the fast path, since most dates have this form.
fn iso(cell: &str) -> Option<Date> {
    let bytes: &[u8; 10] = cell.as_bytes().try_into().ok()?;
    let digits = |range: std::ops::Range<usize>| {
        let mut number = 0_i16;
        for byte in &bytes[range] {
            if !byte.is_ascii_digit() {
                return None;
            }
            number = number * 10 + i16::from(byte - b'0');
        }
        Some(number)
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let [month, day] = [digits(5..7)?, digits(8..10)?].map(i8::try_from);
    Date::new(digits(0..4)?, month.ok()?, day.ok()?).ok()
}

/// Whether a text is a time of day, such as `00:00:00.000Z`.
fn is_clock(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b":.Z+".contains(&byte))
        && text.contains(':')
}

fn since_1970(number: i64) -> DateCell {
    // the days of 1900 to 2100; other numbers are years, or something else
    let Ok(days) = i32::try_from(number) else {
        return DateCell::Other;
    };
    if !(3000..=47_482).contains(&days) && !(-25_567..=-1).contains(&days) {
        return DateCell::Other;
    }
    let day = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days));
    day.map_or(DateCell::Other, DateCell::Day)
}

/// Reads `16 February 2023`, `16-Feb-21`, `29-5-1997`, `2023/02/16`.
fn written(cell: &str) -> DateCell {
    let mut parts = cell
        .split([' ', '-', '/', '.'])
        .filter(|part| !part.is_empty());
    let (Some(first), Some(middle), Some(last), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return DateCell::Other;
    };
    let number = |text: &str| text.parse::<i16>().ok();
    let month = |text: &str| {
        let text = text.to_ascii_lowercase();
        let place = MONTHS.iter().position(|month| text.starts_with(month))?;
        i16::try_from(place + 1).ok()
    };
    if let (Some(day), Some(month)) = (number(first), month(middle)) {
        return of_parts(last, month, day);
    }
    let (Some(one), Some(other)) = (number(first), number(middle)) else {
        return DateCell::Other;
    };
    if first.len() == 4 {
        return match number(last) {
            Some(day) => of_parts(first, other, day),
            None => DateCell::Other,
        };
    }
    match (one, other) {
        (13..=31, 1..=12) => of_parts(last, other, one),
        (1..=12, 13..=31) => of_parts(last, one, other),
        (1..=12, 1..=12) if one == other => of_parts(last, other, one),
        (1..=12, 1..=12) => DateCell::Ambiguous,
        _ => DateCell::Other,
    }
}

fn of_parts(year: &str, month: i16, day: i16) -> DateCell {
    let Ok(number) = year.parse::<i16>() else {
        return DateCell::Other;
    };
    let number = match year.len() {
        2 if number < LAST_CENTURY => 2000 + number,
        2 => 1900 + number,
        4 => number,
        _ => return DateCell::Other,
    };
    let [Ok(month), Ok(day)] = [month, day].map(i8::try_from) else {
        return DateCell::Other;
    };
    match Date::new(number, month, day) {
        Ok(date) if date.year() < FIRST_YEAR => DateCell::TooEarly(date),
        Ok(date) => DateCell::Day(date),
        Err(_) => DateCell::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_read_in_the_forms_that_data_sets_have() {
        for (cell, wanted) in [
            ("2023-02-16", day(2023, 2, 16)),
            ("2023-02-16 00:00:00.000", day(2023, 2, 16)),
            ("2023-02-16T00:00:00Z", day(2023, 2, 16)),
            ("16 February 2023", day(2023, 2, 16)),
            ("16-Feb-21", day(2021, 2, 16)),
            ("9-May-20", day(2020, 5, 9)),
            ("9-May-89", day(1989, 5, 9)),
            ("29-5-1997", day(1997, 5, 29)),
            ("5/29/1997", day(1997, 5, 29)),
            ("2023/2/6", day(2023, 2, 6)),
            ("19404", day(2023, 2, 16)),
            ("5/5/2020", day(2020, 5, 5)),
        ] {
            assert_eq!(date(cell), DateCell::Day(wanted), "{cell}");
        }
        assert_eq!(date("00:00.0"), DateCell::SpreadsheetTime);
        assert_eq!(date("03/04/2021"), DateCell::Ambiguous);
        assert_eq!(date("0025-01-03"), DateCell::TooEarly(day(25, 1, 3)));
        for other in [
            "2023-02-30",
            "2023",
            "soon",
            "31-Foo-21",
            "2023-1",
            "32-5-1997",
        ] {
            assert_eq!(date(other), DateCell::Other, "{other}");
        }
    }

    #[test]
    fn numbers_may_have_been_through_another_program() {
        assert_eq!(integer("1157.0"), Some(1157));
        assert_eq!(integer("1157"), Some(1157));
        assert_eq!(integer("-9"), Some(-9));
        for other in ["1.5", "", "1e3", "x"] {
            assert_eq!(integer(other), None, "{other}");
        }
        assert_eq!(count("-1"), None);
        assert_eq!(
            (truth("TRUE"), truth("0.0"), truth("maybe")),
            (Some(true), Some(false), None)
        );
        assert_eq!(degrees("91", 90.0), None);
        assert!(is_missing("n/a") && !is_missing("0"));
    }
}
