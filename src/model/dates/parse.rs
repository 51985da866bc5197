//! The grammar of `When`.

use jiff::civil::Date;

use super::advice::advice;
use super::error::{WhenError, WhenMistake};
use super::remedy::{Choice, Remedy};
use super::unit::{Part, Unit, number};
use crate::model::days::Day;

/// What a text says of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    /// The possible days (of several days: all of them), not yet sorted.
    pub(super) ranges: Vec<(Day, Day)>,
    pub(super) is_several: bool,
    pub(super) is_uncertain: bool,
}

impl Parsed {
    fn one_of(ranges: Vec<(Day, Day)>) -> Self {
        Self {
            ranges,
            is_several: false,
            is_uncertain: false,
        }
    }

    fn all_of(ranges: Vec<(Day, Day)>) -> Self {
        Self {
            is_several: true,
            ..Self::one_of(ranges)
        }
    }
}

/// Why a text is no date, and the part of it that is to be written otherwise.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) error: WhenError,
    /// None: the choices of the error stand for the whole text.
    pub(super) hole: Option<Hole>,
}

/// A part of a text, which another can be written into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hole {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) place: Place,
}

/// Where a part stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Alone between commas.
    Element,
    /// Before the `..` or `/` of a range.
    First,
    /// Behind it.
    Last,
}

impl From<WhenError> for Fault {
    fn from(error: WhenError) -> Self {
        Self { error, hole: None }
    }
}

impl Fault {
    /// The fault of a part of the text that it is borrowed from.
    fn of_part(text: &str, part: &str, place: Place, error: WhenError) -> Self {
        let from = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let to = from + part.len();
        let hole = Some(Hole { from, to, place });
        Self { error, hole }
    }
}

/// Whether a text is a date; no time is spent on what else it may be.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() < 200 && text.contains(|c: char| c.is_ascii_digit()) && read(text).is_ok()
}

/// Reads a text, or says what is wrong with it first.
pub(super) fn read(text: &str) -> Result<Parsed, Fault> {
    if let Some(unit) = Unit::read(text) {
        return Ok(Parsed {
            is_uncertain: matches!(unit.qualifier, Some('?' | '%')),
            ..Parsed::one_of(vec![unit.span])
        });
    }
    if let Some(range) = part_of_month(text) {
        return Ok(Parsed::one_of(vec![range]));
    }
    if let Some(inner) = inside(text, '[', ']') {
        return one_of(text, inner);
    }
    if let Some(inner) = inside(text, '{', '}') {
        return all_of(text, inner);
    }
    if let Some((first, last)) = text.split_once('/') {
        return interval(text, first, last);
    }
    Err(advice(text).into())
}

fn inside(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// `early`, `mid` or `late` in a month.
fn part_of_month(text: &str) -> Option<(Day, Day)> {
    let (word, month) = text.split_once(' ')?;
    let first = Unit::read_month(month)?;
    let on = |day: i8| {
        Date::new(first.year(), first.month(), day)
            .ok()
            .map(Day::from)
    };
    match word {
        "early" => Some((on(1)?, on(10)?)),
        "mid" => Some((on(11)?, on(20)?)),
        "late" => Some((on(21)?, first.last_of_month().into())),
        _ => None,
    }
}

/// The elements of a list; one space may follow a comma.
fn elements(inner: &str) -> impl Iterator<Item = &str> {
    inner.split(',').enumerate().map(|(place, element)| {
        let spaced = if place == 0 {
            None
        } else {
            element.strip_prefix(' ')
        };
        spaced.unwrap_or(element)
    })
}

/// `[…]`: some day of these.
fn one_of(text: &str, inner: &str) -> Result<Parsed, Fault> {
    let mut parsed = Parsed::one_of(Vec::new());
    let count = elements(inner).count();
    for (place, element) in elements(inner).enumerate() {
        let mut unit = |part: &str, place: Place| {
            let Some(unit) = Unit::read(part) else {
                let error = within_brackets(part).unwrap_or_else(|| advice(part));
                return Err(Fault::of_part(text, part, place, error));
            };
            parsed.is_uncertain |= matches!(unit.qualifier, Some('?' | '%'));
            Ok(unit)
        };
        let range = match element.split_once("..") {
            None if element.is_empty() => return Err(empty_element(text).into()),
            None => unit(element, Place::Element)?.span,
            Some(("", "")) => return Err(advice("..").into()),
            Some(("", last)) if place == 0 => (Day::BEFORE_ALL, unit(last, Place::Last)?.span.1),
            Some((first, "")) if place + 1 == count => {
                (unit(first, Place::First)?.span.0, Day::AFTER_ALL)
            }
            Some((_, "") | ("", _)) => {
                let remedy = "put what is open at its start first, what is open at its end last";
                let error = WhenError::new(WhenMistake::OpenInterval, element, remedy);
                return Err(error.into());
            }
            Some((first, last)) => {
                if let Some(whole) = completed(first, last) {
                    let error = WhenError::new(WhenMistake::NotIso, last, Remedy::write(whole));
                    return Err(Fault::of_part(text, last, Place::Last, error));
                }
                let (from, to) = (unit(first, Place::First)?, unit(last, Place::Last)?);
                if from.core.0 > to.core.1 {
                    let swapped = Remedy::write(format!("{last}..{first}"));
                    let error = WhenError::new(WhenMistake::Inverted, element, swapped);
                    return Err(Fault::of_part(text, element, Place::Element, error));
                }
                (from.span.0, to.span.1)
            }
        };
        parsed.ranges.push(range);
    }
    Ok(parsed)
}

/// The error of a date that is one by itself, and not within brackets.
fn within_brackets(part: &str) -> Option<WhenError> {
    let range = match part_of_month(part) {
        Some(range) => range,
        None if part.contains(['{', '/']) => match &read(part).ok()?.ranges[..] {
            [range] => *range,
            _ => return None,
        },
        None => return None,
    };
    let days = match range {
        (first, last) if first == last => first.to_string(),
        (Day::BEFORE_ALL, last) => format!("[..{last}]"),
        (first, Day::AFTER_ALL) => format!("[{first}..]"),
        (first, last) => format!("[{first}..{last}]"),
    };
    let mistake = WhenMistake::WithinBrackets;
    Some(WhenError::new(mistake, part, Remedy::write(days)))
}

/// The last date of a range in full, if only the parts in which it differs are written.
fn completed(first: &str, last: &str) -> Option<String> {
    if last.is_empty() || Unit::read(last).is_some() {
        return None;
    }
    let unit = Unit::read(first).filter(|unit| unit.qualifier.is_none())?;
    let bare = last.trim_end_matches(['?', '~', '%']);
    let is_parts = bare
        .split('-')
        .all(|part| part.len() == 2 && number(part.as_bytes()).is_some());
    let kept = match (unit.part, bare.len()) {
        (Part::Day, 2) => 8,
        (Part::Day, 5) | (Part::Month, 2) => 5,
        (Part::Year, 2) => 2,
        _ => return None,
    };
    let whole = format!("{}{last}", first.get(..kept)?);
    (is_parts && Unit::read(&whole).is_some()).then_some(whole)
}

/// `{…}`: on all of these days.
fn all_of(text: &str, inner: &str) -> Result<Parsed, Fault> {
    let mut ranges = Vec::new();
    for element in elements(inner) {
        if element.is_empty() {
            return Err(empty_element(text).into());
        }
        let (first, last) = match element.split_once("..") {
            None => {
                let day = exact(text, inner, element, Place::Element)?;
                (day, day)
            }
            Some((first, last)) => {
                if let Some(whole) = completed(first, last) {
                    let error = WhenError::new(WhenMistake::NotIso, last, Remedy::write(whole));
                    return Err(Fault::of_part(text, last, Place::Last, error));
                }
                let first = exact(text, inner, first, Place::First)?;
                (first, exact(text, inner, last, Place::Last)?)
            }
        };
        if first > last {
            let swapped = Remedy::write(format!("{last}..{first}"));
            let error = WhenError::new(WhenMistake::Inverted, element, swapped);
            return Err(Fault::of_part(text, element, Place::Element, error));
        }
        ranges.push((first, last));
    }
    Ok(Parsed::all_of(ranges))
}

/// The day of an element of `{…}`.
fn exact(text: &str, inner: &str, part: &str, place: Place) -> Result<Day, Fault> {
    if let Some(day) = Unit::read_day(part) {
        return Ok(day);
    }
    if part.is_empty() {
        let remedy = "name the first and the last day of the range";
        return Err(WhenError::new(WhenMistake::InexactDays, "..", remedy).into());
    }
    let Some((first, last)) = days_of(part) else {
        return Err(Fault::of_part(text, part, place, advice(part)));
    };
    // each element by its days
    let every = |element: &str| {
        let (from, to) = element.split_once("..").unwrap_or((element, element));
        let (from, to) = (days_of(from)?.0, days_of(to)?.1);
        Some(if from == to {
            from.to_string()
        } else {
            format!("{from}..{to}")
        })
    };
    let every: Option<Vec<String>> = elements(inner).map(every).collect();
    let every = every.map_or_else(|| format!("{first}..{last}"), |every| every.join(","));
    let some = match format!("[{inner}]") {
        some if read(&some).is_ok() => some,
        _ => format!("[{every}]"),
    };
    let all = format!("{{{every}}}");
    let choices = [
        Choice::new(all, if first == last { "" } else { " for every day" }),
        Choice::new(some, " for some day of these"),
    ];
    let remedy = Remedy::either(choices);
    Err(WhenError::new(WhenMistake::InexactDays, part, remedy).into())
}

/// The first and the last day of a date that has no brackets, not widened.
fn days_of(text: &str) -> Option<(Day, Day)> {
    let unit = || Unit::read(text).map(|unit| unit.core);
    part_of_month(text).or_else(unit)
}

/// `a/b`: on every day from the first to the last.
fn interval(text: &str, first: &str, last: &str) -> Result<Parsed, Fault> {
    if let (Some(from), Some(to)) = (Unit::read_day(first), Unit::read_day(last)) {
        if from <= to {
            return Ok(Parsed::all_of(vec![(from, to)]));
        }
        let swapped = Remedy::write(format!("{last}/{first}"));
        return Err(WhenError::new(WhenMistake::Inverted, text, swapped).into());
    }
    if Unit::read_day(first).is_some()
        && let Some(whole) = completed(first, last)
    {
        let error = WhenError::new(WhenMistake::NotIso, last, Remedy::write(whole));
        return Err(Fault::of_part(text, last, Place::Last, error));
    }
    let is_open = |side: &str| matches!(side, "" | "..");
    // within brackets a part of a month is named by its days
    let as_first =
        || part_of_month(first).map_or_else(|| first.to_owned(), |days| days.0.to_string());
    let as_last = || part_of_month(last).map_or_else(|| last.to_owned(), |days| days.1.to_string());
    let open = match (days_of(first), days_of(last)) {
        (Some(from), Some(to)) if from.0 <= to.1 => {
            let (from, to) = match (Unit::read(first), Unit::read(last)) {
                (Some(from), Some(to)) => (from.span.0, to.span.1),
                _ => (from.0, to.1),
            };
            let some = format!("[{}..{}]", as_first(), as_last());
            let choices = [
                Choice::new(some, " for some day of these"),
                Choice::new(format!("{from}/{to}"), " for every day"),
            ];
            let remedy = Remedy::either(choices);
            return Err(WhenError::new(WhenMistake::InexactDays, text, remedy).into());
        }
        (Some(_), Some(_)) => {
            let swapped = format!("[{last}..{first}]");
            return Err(WhenError::new(WhenMistake::Inverted, text, Remedy::write(swapped)).into());
        }
        (Some(_), None) if is_open(last) => format!("[{}..]", as_first()),
        (None, Some(_)) if is_open(first) => format!("[..{}]", as_last()),
        (Some(_), None) if !last.contains('/') && last.len() >= 4 => {
            return Err(Fault::of_part(text, last, Place::Last, advice(last)));
        }
        (None, Some(_)) if first.len() >= 4 => {
            return Err(Fault::of_part(text, first, Place::First, advice(first)));
        }
        _ => return Err(advice(text).into()),
    };
    let say = " for some day of these; what lasts has a `start` and an `end`";
    let remedy = Remedy::either([Choice::new(open, say)]);
    Err(WhenError::new(WhenMistake::OpenInterval, text, remedy).into())
}

pub(super) fn empty_element(text: &str) -> WhenError {
    WhenError::new(
        WhenMistake::Empty,
        text,
        "write a day, a month or a year between the commas, such as `[2023-10-02,2023-10-04]`",
    )
}
