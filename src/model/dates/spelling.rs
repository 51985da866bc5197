//! Recognises other spellings of dates, so that an error can name the ISO spelling.

use jiff::civil::Date;

use super::error::{WhenError, WhenMistake};
use super::remedy::{Choice, Remedy};
use super::unit::{Unit, number, span};

/// The error of a date in another notation than ours.
pub(super) fn advice(text: &str) -> Option<WhenError> {
    impossible(text)
        .or_else(|| time_of_day(text))
        .or_else(|| digits_alone(text))
        .or_else(|| numbers(text))
        .or_else(|| relative(text))
        .or_else(|| month_name(text))
}

/// `circa 2023`, `before 2023-10`, `since 2023`.
fn relative(text: &str) -> Option<WhenError> {
    let (word, date) = text.split_once(' ')?;
    let named =
        month_name(date).and_then(|error| Some(error.way().choices().first()?.text.clone()));
    let date = named.as_deref().unwrap_or(date);
    let unit = Unit::read(date)?;
    let (first, last) = unit.core;
    let better = match word.to_ascii_lowercase().trim_end_matches('.') {
        "circa" | "ca" | "c" | "about" | "around" | "approx" | "approximately" => {
            format!("{}~", date.trim_end_matches(['?', '~', '%']))
        }
        "since" | "from" => format!("[{date}..]"),
        "until" | "till" | "by" => format!("[..{date}]"),
        "before" => format!("[..{}]", first.previous()),
        "after" => format!("[{}..]", last.next()),
        _ => return None,
    };
    // the day before year 0000, or after 9999, cannot be written
    let inner = better.trim_matches(['[', ']', '.']);
    Unit::read(inner)?;
    Some(WhenError::new(
        WhenMistake::NotIso,
        text,
        Remedy::write(better),
    ))
}

/// The right shape, but no such month or day.
fn impossible(text: &str) -> Option<WhenError> {
    let text = text.trim_end_matches(['?', '~', '%']);
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !matches!(lengths[..], [4, 2] | [4, 2, 2]) {
        return None;
    }
    let [year, month, rest @ ..] = &parts[..] else {
        return None;
    };
    let (year, month) = (number(year.as_bytes())?, number(month.as_bytes())?);
    let two_years = || {
        let is_next = rest.is_empty() && month == (year + 1) % 100;
        is_next.then(|| Choice::new(format!("[{year:04}..{:04}]", year + 1), ""))
    };
    let remedy = match (iso(year, month, 1), rest) {
        // a zero stands for what is not known
        (_, [day]) if month == 0 || number(day.as_bytes()) == Some(0) => {
            Remedy::write(known(year, month))
        }
        (None, []) if month == 0 => {
            let year = Choice::new(format!("{year:04}"), "");
            Remedy::either([year].into_iter().chain(two_years()))
        }
        (Some(first), [day]) => {
            number(day.as_bytes())?;
            let last = first.last_of_month().to_string();
            Remedy::led_by("the last day of that month is ", [Choice::new(last, "")])
        }
        (None, [day]) => {
            let day = number(day.as_bytes())?;
            let swapped = iso(year, day, month).map(|date| Choice::new(date.to_string(), ""));
            swapped.map_or_else(
                || "months go from 01 to 12".into(),
                |date| Remedy::led_by("months come before days: write ", [date]),
            )
        }
        _ => two_years().map_or_else(
            || "months go from 01 to 12".into(),
            |years| Remedy::either([years]),
        ),
    };
    Some(WhenError::new(WhenMistake::NoSuchDay, text, remedy))
}

/// The month of a date without a day, or the year of one without a month.
fn known(year: u16, month: u16) -> String {
    match iso(year, month, 1) {
        Some(first) => span(first, first.last_of_month()),
        None => format!("{year:04}"),
    }
}

/// A day, then something that begins like a time.
fn time_of_day(text: &str) -> Option<WhenError> {
    let (day, time) = (text.get(..10)?, text.get(10..)?);
    Unit::read_day(day)?;
    let is_time = time.starts_with(['T', 't', ' ']) && time.contains(|c: char| c.is_ascii_digit());
    is_time.then(|| WhenError::new(WhenMistake::TimeOfDay, text, Remedy::write(day)))
}

/// `20231007`, `202310`, `2023-280`, `19901100`.
fn digits_alone(text: &str) -> Option<WhenError> {
    let digits = text.as_bytes();
    let part = |from: usize, to: usize| number(digits.get(from..to)?);
    let day = |year, month, day| iso(year, month, day).map(|date| date.to_string());
    let choices = match digits.len() {
        8 if digits[4] == b'-' => {
            let day = i16::try_from(part(5, 8)?).ok()?;
            let first = iso(part(0, 4)?, 1, 1)?;
            let date = first.with().day_of_year(day).build().ok()?;
            vec![Some(date.to_string())]
        }
        8 => {
            let (year, month, second) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
            match day(year, month, second) {
                Some(date) => vec![Some(date)],
                None if month <= 12 && second == 0 => vec![Some(known(year, month))],
                None => {
                    let (year, first, second) = (part(4, 8)?, part(0, 2)?, part(2, 4)?);
                    vec![day(year, second, first), day(year, first, second)]
                }
            }
        }
        6 => vec![Some(known(
            part(0, 4)?,
            part(4, 6).filter(|month| *month <= 12)?,
        ))],
        _ => return None,
    };
    let choices: Vec<Choice> = choices
        .into_iter()
        .flatten()
        .map(|text| Choice::new(text, ""))
        .collect();
    if choices.is_empty() {
        return None;
    }
    Some(WhenError::new(
        WhenMistake::NotIso,
        text,
        Remedy::either(choices),
    ))
}

/// `2023-9-7`, `2023/10/07`, `07.10.2023`, `10/2023`, `2023/24`, `07/10/23`.
fn numbers(text: &str) -> Option<WhenError> {
    let text = text.trim_end_matches(['?', '~', '%']);
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let values: Option<Vec<u16>> = parts.iter().map(|part| number(part.as_bytes())).collect();
    let values = values?;
    // a zero stands for what is not known
    let whole_month = |year, month: u16| match iso(year, month, 1) {
        Some(_) => Some(known(year, month)),
        None => (month == 0).then(|| known(year, 0)),
    };
    let day = |year, month, day: u16| match iso(year, month, day) {
        Some(date) => Some(date.to_string()),
        None if day == 0 => whole_month(year, month),
        None => None,
    };
    let first_is_year = parts.first()?.len() == 4;
    let last_is_year = parts.last()?.len() == 4;
    let readings = match values[..] {
        [year, next] if first_is_year && next > 12 && next % 100 == (year + 1) % 100 => {
            vec![Some(format!("[{year:04}..{:04}]", year + 1))]
        }
        [year, month] if first_is_year => vec![whole_month(year, month)],
        [month, year] if last_is_year => vec![whole_month(year, month)],
        [year, second, third] if first_is_year => vec![day(year, second, third)],
        [first, second, year] if last_is_year => {
            vec![day(year, second, first), day(year, first, second)]
        }
        [_, _, _] => {
            let remedy = "write the year with four digits, then month and day: `2023-10-07`";
            return Some(WhenError::new(WhenMistake::NotIso, text, remedy));
        }
        _ => return None,
    };
    let readings = readings.into_iter().flatten();
    let remedy = Remedy::either(readings.map(|text| Choice::new(text, "")));
    Some(if remedy.choices().is_empty() {
        let words = "write year, month and day that exist, such as `2023-10-07`";
        WhenError::new(WhenMistake::NoSuchDay, text, words)
    } else {
        WhenError::new(WhenMistake::NotIso, text, remedy)
    })
}

/// `October 2023`, `7 October 2023`, `Oct 7th, 2023`, `7-9 October 2023`, `October–November 2023`.
fn month_name(text: &str) -> Option<WhenError> {
    let mut named = tokens(text).filter_map(month_of);
    let (first, other) = (named.next()?, named.next());
    let year = tokens(text).find_map(year)?;
    let first = iso(year, first, 1)?;
    let mark = text
        .chars()
        .next_back()
        .filter(|c| matches!(c, '?' | '~' | '%'));
    let mark = mark.map(String::from).unwrap_or_default();
    let numbers = tokens(text).filter_map(|token| {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2)
            .then(|| number(digits.as_bytes()))
            .flatten()
    });
    let days: Vec<u16> = numbers.collect();
    let fault = |remedy| Some(WhenError::new(WhenMistake::NotIso, text, remedy));
    if let Some(other) = other {
        // from one month to another
        let last = iso(year, other, 1).filter(|last| first < *last)?;
        return match days[..] {
            [] => fault(Remedy::write(span(first, last.last_of_month()))),
            [from, to] => {
                let (from, to) = (
                    iso(year, { first }.month().unsigned_abs().into(), from)?,
                    iso(year, other, to)?,
                );
                fault(from_to(from, to))
            }
            _ => None,
        };
    }
    let day = |day: u16| first.with().day(i8::try_from(day).ok()?).build().ok();
    match days[..] {
        [] => fault(Remedy::write(format!(
            "{}{mark}",
            span(first, first.last_of_month())
        ))),
        [one] => {
            if let Some(date) = day(one) {
                return fault(Remedy::write(format!("{date}{mark}")));
            }
            let last = Choice::new(first.last_of_month().to_string(), "");
            let remedy = Remedy::led_by("the last day of that month is ", [last]);
            Some(WhenError::new(WhenMistake::NoSuchDay, text, remedy))
        }
        [from, to] => fault(from_to(day(from)?, day(to)?)),
        _ => None,
    }
}

/// From one day to another: some day of these, or all of them.
fn from_to(from: Date, to: Date) -> Remedy {
    let (from, to) = (from.min(to), from.max(to));
    Remedy::either([
        Choice::new(format!("[{from}..{to}]"), " for some day of these"),
        Choice::new(format!("{from}/{to}"), " for every day"),
    ])
}

/// The number of a month by its English name, also in three or four letters.
fn month_of(token: &str) -> Option<u16> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let token = token.to_ascii_lowercase();
    let token = if token == "sept" { "sep" } else { &token };
    let place = NAMES
        .iter()
        .position(|name| *name == token || (token.len() == 3 && name.starts_with(token)))?;
    u16::try_from(place + 1).ok()
}

/// The first day of a month that is written as an English name and a year.
pub(super) fn month(text: &str) -> Option<Date> {
    let named = tokens(text).find_map(month_of)?;
    let year = tokens(text).find_map(year)?;
    iso(year, named, 1)
}

pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|token| !token.is_empty())
}

pub(super) fn year(token: &str) -> Option<u16> {
    (token.len() == 4).then(|| number(token.as_bytes()))?
}

/// The date of a year, a month and a day, if there is one.
pub(super) fn iso(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}
