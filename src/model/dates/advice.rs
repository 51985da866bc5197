//! The advice in an error about a date: what to write instead of the refused text.

use edtf_core::{Bound, BoundDate, Edtf, Precision, YearKind};
use jiff::civil::Date;

use super::error::{WhenError, WhenMistake};
use super::group;
use super::remedy::{Choice, Remedy};
use super::spelling;
use super::unit::{Unit, span};

/// The error of a day, month or year that cannot be read.
pub(super) fn advice(text: &str) -> WhenError {
    let text = text.trim();
    if text.is_empty() {
        return WhenError::new(
            WhenMistake::Empty,
            "",
            "write a date such as `2023-10-07`, or leave the key out",
        );
    }
    no_time(text)
        .or_else(|| timestamp(text))
        .or_else(|| qualifier(text))
        .or_else(|| other_edtf(text))
        .or_else(|| long_or_signed_year(text))
        .or_else(|| group::advice(text))
        .or_else(|| spelling::advice(text))
        .unwrap_or_else(|| {
            WhenError::new(
                WhenMistake::NotADate,
                text,
                "write a day, a month or a year, such as `2023-10-07`, `2023-10` or `2023`",
            )
        })
}

/// Words for what has no time.
fn no_time(text: &str) -> Option<WhenError> {
    let remedy = match text.to_ascii_lowercase().as_str() {
        ".." | "[..]" | "ongoing" | "present" | "today" | "now" | "current" => {
            "write `..` as `end` if it goes on, or leave the key out if it is unknown"
        }
        "?" | "-" | "/" | "../.." | "unknown" | "none" | "null" | "n/a" => {
            "leave the key out if it is unknown"
        }
        _ => return None,
    };
    Some(WhenError::new(WhenMistake::NotATime, text, remedy))
}

/// A `?`, `~` or `%` that is doubled or not at the end.
fn qualifier(text: &str) -> Option<WhenError> {
    let is_qualifier = |c: char| matches!(c, '?' | '~' | '%');
    if !text.contains(is_qualifier) {
        return None;
    }
    let body: String = text.chars().filter(|c| !is_qualifier(*c)).collect();
    Unit::read(&body)?;
    let uncertain = text.contains(['?', '%']);
    let mark = match (uncertain, text.contains(['~', '%'])) {
        (true, true) => '%',
        (true, false) => '?',
        _ => '~',
    };
    Some(WhenError::new(
        WhenMistake::Qualifier,
        text,
        Remedy::write(format!("{body}{mark}")),
    ))
}

/// `+1990-11-00T00:00:00Z`, as Wikidata writes times.
fn timestamp(text: &str) -> Option<WhenError> {
    let date = text.strip_prefix('+')?;
    let date = date.split('T').next()?;
    let way = if Unit::read(date).is_some() {
        Remedy::write(date)
    } else {
        let error = spelling::advice(date)?;
        let Remedy::Write { .. } = error.way() else {
            return None;
        };
        error.way().clone()
    };
    let mistake = if date.len() + 1 == text.len() {
        WhenMistake::SignedYear
    } else {
        WhenMistake::TimeOfDay
    };
    Some(WhenError::new(mistake, text, way))
}

/// Forms of EDTF that are not among ours, read by a parser of all of it.
fn other_edtf(text: &str) -> Option<WhenError> {
    let date = match Edtf::parse(&with_open_digits(text)).ok()? {
        Edtf::Date(date) => date,
        Edtf::DateTime(time) => time.date,
        Edtf::Interval(_) | Edtf::Set(_) => return None,
    };
    let span = in_our_terms(&Edtf::Date(date)).map(|span| Choice::new(span, ""));
    let YearKind::Standard { negative, .. } = date.year.kind else {
        let words = "write a year from `0000` to `9999`, without `Y`";
        return Some(WhenError::new(WhenMistake::LongYear, text, words));
    };
    let (mistake, general) = if negative {
        (
            WhenMistake::SignedYear,
            "write a year from `0000` to `9999`",
        )
    } else if text.contains('T') {
        (WhenMistake::TimeOfDay, "write the day alone")
    } else if date.year.significant_digits.is_some() {
        (
            WhenMistake::SignificantDigits,
            "write the first and the last year, such as `[1900..1999]`",
        )
    } else if date.precision() == Precision::Season {
        (
            WhenMistake::Season,
            "write its months, such as `[2023-03..2023-05]`",
        )
    } else if date.has_unspecified() {
        (
            WhenMistake::UnspecifiedDigit,
            "write what is known, such as `2023-09`",
        )
    } else {
        return None;
    };
    let remedy = match (mistake, span) {
        (WhenMistake::Season, _) => {
            let year = text.get(..4).and_then(|digits| digits.parse().ok());
            let number = text.get(5..7).and_then(|digits| digits.parse().ok());
            let numbered = year.zip(number);
            let months = numbered.and_then(|(year, number)| group::numbered(year, number));
            months.unwrap_or_else(|| general.into())
        }
        (WhenMistake::SignedYear, _) | (_, None) => general.into(),
        (_, Some(span)) => Remedy::either([span]),
    };
    Some(WhenError::new(mistake, text, remedy))
}

/// `2023-09-2x` and `2023-09-??` are meant as `X` too.
fn with_open_digits(text: &str) -> String {
    let open = |c: char| match c {
        'x' | 'u' | 'U' | '*' | '_' => 'X',
        c => c,
    };
    if text.contains("??") {
        text.replace('?', "X")
    } else {
        text.chars().map(open).collect()
    }
}

/// The days from the earliest to the latest, as exact as they can be written.
fn in_our_terms(edtf: &Edtf) -> Option<String> {
    let bounds = edtf.bounds();
    let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
        return None;
    };
    let date = |bound: BoundDate| {
        Date::new(
            i16::try_from(bound.year).ok()?,
            i8::try_from(bound.month).ok()?,
            i8::try_from(bound.day).ok()?,
        )
        .ok()
        .filter(|date| date.year() >= 0)
    };
    Some(span(date(first)?, date(last)?))
}

/// `Y12345`, `12345`, `-0044` and the like, valid EDTF or not.
fn long_or_signed_year(text: &str) -> Option<WhenError> {
    let (mistake, digits) = if let Some(rest) = text.strip_prefix('Y') {
        (WhenMistake::LongYear, rest.trim_start_matches('-'))
    } else if let Some(rest) = text.strip_prefix(['-', '+', '−']) {
        (WhenMistake::SignedYear, rest)
    } else if text.len() != 6 && text.len() != 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        (WhenMistake::LongYear, text)
    } else {
        return None;
    };
    digits
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| WhenError::new(mistake, text, "write a year from `0000` to `9999`"))
}
