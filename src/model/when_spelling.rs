//! Other spellings of dates, recognised to name the ISO form.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::when_error::{WhenError, WhenMistake};
use super::when_unit::{Unit, number, span};

/// The error of a date in another notation than ours.
pub(super) fn advice(text: &str) -> Option<WhenError> {
    impossible(text)
        .or_else(|| time_of_day(text))
        .or_else(|| quarter_or_week(text))
        .or_else(|| season(text))
        .or_else(|| digits_alone(text))
        .or_else(|| numbers(text))
        .or_else(|| relative(text))
        .or_else(|| month_name(text))
}

/// `circa 2023`, `before 2023-10`, `since 2023`.
fn relative(text: &str) -> Option<WhenError> {
    let (word, date) = text.split_once(' ')?;
    let unit = Unit::read(date)?;
    let (first, last) = unit.core;
    let better = match word.to_ascii_lowercase().trim_end_matches('.') {
        "circa" | "ca" | "c" | "about" | "around" | "approx" => {
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
    let remedy = format!("write `{better}`");
    Some(WhenError::new(WhenMistake::NotIso, text, remedy))
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
    let remedy = match (iso(year, month, 1), rest) {
        (Some(first), [day]) => {
            number(day.as_bytes())?;
            let last = first.last_of_month();
            format!("the last day of that month is `{last}`")
        }
        (None, [day]) => {
            let day = number(day.as_bytes())?;
            iso(year, day, month).map_or_else(
                || "months go from 01 to 12".to_owned(),
                |date| format!("months come before days: write `{date}`"),
            )
        }
        _ => "months go from 01 to 12".to_owned(),
    };
    Some(WhenError::new(WhenMistake::NoSuchDay, text, remedy))
}

/// A day, then something that begins like a time.
fn time_of_day(text: &str) -> Option<WhenError> {
    let (day, time) = (text.get(..10)?, text.get(10..)?);
    Unit::read_day(day)?;
    let is_time = time.starts_with(['T', 't', ' ']) && time.contains(|c: char| c.is_ascii_digit());
    is_time.then(|| WhenError::new(WhenMistake::TimeOfDay, text, format!("write `{day}`")))
}

/// `2023-Q4`, `Q4 2023`, `2023-W40`, `2023-W40-1`.
fn quarter_or_week(text: &str) -> Option<WhenError> {
    let upper = text.to_ascii_uppercase();
    let mut tokens: Vec<&str> = upper.split(['-', ' ', '/']).collect();
    if let [joined] = tokens[..] {
        let (year, rest) = (joined.get(..4)?, joined.get(4..)?);
        tokens = vec![year, rest];
    }
    let year = tokens.iter().find_map(|token| year(token))?;
    let part = tokens.iter().find(|token| token.starts_with(['Q', 'W']))?;
    let value = number(part.get(1..)?.as_bytes())?;
    if part.starts_with('Q') {
        let first = iso(year, value.checked_mul(3)?.checked_sub(2)?, 1)?;
        let last = iso(year, value * 3, 1)?.last_of_month();
        let remedy = format!("write `{}`", span(first, last));
        return Some(WhenError::new(WhenMistake::Quarter, text, remedy));
    }
    let week = i8::try_from(value).ok()?;
    let day = |weekday| ISOWeekDate::new(i16::try_from(year).ok()?, week, weekday).ok();
    let (first, last) = (day(Weekday::Monday)?.date(), day(Weekday::Sunday)?.date());
    let remedy = format!("write `{}`", span(first, last));
    Some(WhenError::new(WhenMistake::Week, text, remedy))
}

/// `spring 2023`.
fn season(text: &str) -> Option<WhenError> {
    let lower = text.to_ascii_lowercase();
    let named = ["spring", "summer", "autumn", "fall", "winter"];
    named.iter().any(|name| lower.contains(name)).then(|| {
        WhenError::new(
            WhenMistake::Season,
            text,
            "write its months, such as `[2023-03..2023-05]`",
        )
    })
}

/// `20231007`, `202310`, `2023-280`.
fn digits_alone(text: &str) -> Option<WhenError> {
    let digits = text.as_bytes();
    let part = |from: usize, to: usize| number(digits.get(from..to)?);
    let better = match digits.len() {
        8 if digits[4] == b'-' => {
            let day = i16::try_from(part(5, 8)?).ok()?;
            let first = iso(part(0, 4)?, 1, 1)?;
            first.with().day_of_year(day).build().ok()?.to_string()
        }
        8 => iso(part(0, 4)?, part(4, 6)?, part(6, 8)?)?.to_string(),
        6 => {
            let first = iso(part(0, 4)?, part(4, 6)?, 1)?;
            span(first, first.last_of_month())
        }
        _ => return None,
    };
    let remedy = format!("write `{better}`");
    Some(WhenError::new(WhenMistake::NotIso, text, remedy))
}

/// `2023-9-7`, `2023/10/07`, `07.10.2023`, `10/2023`, `07/10/23`.
fn numbers(text: &str) -> Option<WhenError> {
    let text = text.trim_end_matches(['?', '~', '%']);
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let values: Option<Vec<u16>> = parts.iter().map(|part| number(part.as_bytes())).collect();
    let values = values?;
    let whole_month = |year, month| {
        let first = iso(year, month, 1)?;
        Some(span(first, first.last_of_month()))
    };
    let day = |year, month, day| iso(year, month, day).map(|date| date.to_string());
    let first_is_year = parts.first()?.len() == 4;
    let last_is_year = parts.last()?.len() == 4;
    let readings = match values[..] {
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
    let mut readings: Vec<String> = readings.into_iter().flatten().collect();
    readings.dedup();
    let (mistake, remedy) = match &readings[..] {
        [] => (
            WhenMistake::NoSuchDay,
            "write year, month and day that exist, such as `2023-10-07`".to_owned(),
        ),
        all => (
            WhenMistake::NotIso,
            format!("write `{}`", all.join("` or `")),
        ),
    };
    Some(WhenError::new(mistake, text, remedy))
}

/// `October 2023`, `7 October 2023`, `Oct 7th, 2023`.
fn month_name(text: &str) -> Option<WhenError> {
    let first = month(text)?;
    let day = tokens(text).find_map(|token| {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2)
            .then(|| number(digits.as_bytes()))
            .flatten()
    });
    let better = match day {
        None => span(first, first.last_of_month()),
        Some(day) => {
            let date = first.with().day(i8::try_from(day).ok()?).build();
            let Ok(date) = date else {
                let last = first.last_of_month();
                let remedy = format!("the last day of that month is `{last}`");
                return Some(WhenError::new(WhenMistake::NoSuchDay, text, remedy));
            };
            date.to_string()
        }
    };
    let remedy = format!("write `{better}`");
    Some(WhenError::new(WhenMistake::NotIso, text, remedy))
}

/// The first day of a month that is written as an English name and a year.
pub(super) fn month(text: &str) -> Option<Date> {
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
    let named = tokens(text).find_map(|token| {
        let token = token.to_ascii_lowercase();
        let token = if token == "sept" { "sep" } else { &token };
        let place = NAMES
            .iter()
            .position(|name| *name == token || (token.len() == 3 && name.starts_with(token)))?;
        u16::try_from(place + 1).ok()
    })?;
    let year = tokens(text).find_map(year)?;
    iso(year, named, 1)
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|token| !token.is_empty())
}

fn year(token: &str) -> Option<u16> {
    (token.len() == 4).then(|| number(token.as_bytes()))?
}

/// The date of a year, a month and a day, if there is one.
fn iso(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}
