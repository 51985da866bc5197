//! The grammar of `When`.

use jiff::civil::Date;

use super::day::Day;
use super::when_advice::advice;
use super::when_error::{WhenError, WhenMistake};
use super::when_unit::Unit;

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

/// Reads a text, or says what to write instead.
pub(super) fn parse(text: &str) -> Result<Parsed, WhenError> {
    read(text).map_err(|error| near_miss(text).unwrap_or(error))
}

fn read(text: &str) -> Result<Parsed, WhenError> {
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
    Err(advice(text))
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
fn one_of(text: &str, inner: &str) -> Result<Parsed, WhenError> {
    let mut parsed = Parsed::one_of(Vec::new());
    let count = elements(inner).count();
    for (place, element) in elements(inner).enumerate() {
        let mut unit = |text: &str| {
            let unit = Unit::read(text).ok_or_else(|| advice(text))?;
            parsed.is_uncertain |= matches!(unit.qualifier, Some('?' | '%'));
            Ok(unit)
        };
        let range = match element.split_once("..") {
            None if element.is_empty() => return Err(empty_element(text)),
            None => unit(element)?.span,
            Some(("", "")) => return Err(advice("..")),
            Some(("", last)) if place == 0 => (Day::BEFORE_ALL, unit(last)?.span.1),
            Some((first, "")) if place + 1 == count => (unit(first)?.span.0, Day::AFTER_ALL),
            Some((_, "") | ("", _)) => {
                let remedy = "put what is open at its start first, what is open at its end last";
                return Err(WhenError::new(WhenMistake::OpenInterval, element, remedy));
            }
            Some((first, last)) => {
                let (from, to) = (unit(first)?, unit(last)?);
                if from.core.0 > to.core.1 {
                    return Err(inverted(text, element, &format!("{last}..{first}")));
                }
                (from.span.0, to.span.1)
            }
        };
        parsed.ranges.push(range);
    }
    Ok(parsed)
}

/// `{…}`: on all of these days.
fn all_of(text: &str, inner: &str) -> Result<Parsed, WhenError> {
    let mut ranges = Vec::new();
    for element in elements(inner) {
        if element.is_empty() {
            return Err(empty_element(text));
        }
        let (first, last) = element.split_once("..").unwrap_or((element, element));
        ranges.push(match (exact(first)?, exact(last)?) {
            (from, to) if from <= to => (from, to),
            _ => return Err(inverted(text, element, &format!("{last}..{first}"))),
        });
    }
    Ok(Parsed::all_of(ranges))
}

/// `a/b`: on every day from the first to the last.
fn interval(text: &str, first: &str, last: &str) -> Result<Parsed, WhenError> {
    if let (Some(from), Some(to)) = (Unit::read_day(first), Unit::read_day(last)) {
        return if from <= to {
            Ok(Parsed::all_of(vec![(from, to)]))
        } else {
            Err(inverted(text, text, &format!("{last}/{first}")))
        };
    }
    let is_open = |side: &str| matches!(side, "" | "..");
    let remedy = match (Unit::read(first), Unit::read(last)) {
        (Some(from), Some(to)) if from.core.0 <= to.core.1 => {
            let (from, to) = (from.span.0, to.span.1);
            return Err(WhenError::new(
                WhenMistake::InexactDays,
                text,
                format!(
                    "write `[{first}..{last}]` for some day of these, or `{from}/{to}` for every day"
                ),
            ));
        }
        (Some(_), Some(_)) => return Err(inverted(text, text, &format!("[{last}..{first}]"))),
        (Some(_), None) if is_open(last) => format!("[{first}..]"),
        (None, Some(_)) if is_open(first) => format!("[..{last}]"),
        (Some(_), None) if !last.contains('/') && last.len() >= 4 => return Err(advice(last)),
        (None, Some(_)) if first.len() >= 4 => return Err(advice(first)),
        _ => return Err(advice(text)),
    };
    Err(WhenError::new(
        WhenMistake::OpenInterval,
        text,
        format!("write `{remedy}` for some day of these; what lasts has a `start` and an `end`"),
    ))
}

fn exact(text: &str) -> Result<Day, WhenError> {
    if let Some(day) = Unit::read_day(text) {
        return Ok(day);
    }
    let Some(unit) = Unit::read(text) else {
        return Err(if text.is_empty() {
            WhenError::new(
                WhenMistake::InexactDays,
                "..",
                "name the first and the last day of the range",
            )
        } else {
            advice(text)
        });
    };
    let (first, last) = unit.core;
    let days = if first == last {
        format!("`{first}`")
    } else {
        format!("its days, such as `{{{first},{last}}}`")
    };
    Err(WhenError::new(
        WhenMistake::InexactDays,
        text,
        format!("write {days}, or `[{text}]` for some day of it"),
    ))
}

pub(super) fn empty_element(text: &str) -> WhenError {
    WhenError::new(
        WhenMistake::Empty,
        text,
        "write a day, a month or a year between the commas, such as `[2023-10-02,2023-10-04]`",
    )
}

fn inverted(text: &str, element: &str, swapped: &str) -> WhenError {
    let remedy = format!("write `{}`", text.replacen(element, swapped, 1));
    WhenError::new(WhenMistake::Inverted, element, remedy)
}

/// The error of a text that differs little from one that can be read.
fn near_miss(text: &str) -> Option<WhenError> {
    use WhenMistake::{NoBrackets, NotIso, Spaces};
    // a text this long is no slip of the pen
    if text.is_empty() || text.len() > 400 {
        return None;
    }
    let dashes = text.replace(['‐', '‑', '–', '—', '−'], "-");
    let mut tries = vec![
        (
            Spaces,
            text.split_whitespace().collect::<Vec<_>>().join(" "),
        ),
        (Spaces, text.split_whitespace().collect::<String>()),
        (NotIso, text.to_ascii_lowercase()),
        (NotIso, text.replace('…', "..").replace("...", "..")),
        (NoBrackets, format!("{text}]")),
        (NoBrackets, format!("{text}}}")),
        (NoBrackets, format!("[{text}")),
        (NoBrackets, format!("{{{text}")),
    ];
    if text.contains("..") || text.contains(',') {
        tries.push((NoBrackets, format!("[{text}]")));
    }
    for between in [" to ", " - ", " and "] {
        if let Some((first, last)) = dashes.split_once(between) {
            tries.push((NoBrackets, format!("[{first}..{last}]")));
        }
    }
    tries.push((NotIso, dashes));
    let (mistake, better) = tries
        .into_iter()
        .find(|(_, better)| better != text && read(better).is_ok())?;
    let all = format!("{{{text}}}");
    let remedy = if mistake == NoBrackets && read(&all).is_ok() {
        format!("write `{better}` for one of these days, `{all}` for all of them")
    } else {
        format!("write `{better}`")
    };
    Some(WhenError::new(mistake, text, remedy))
}

#[cfg(test)]
mod tests {
    use WhenMistake::*;

    use super::*;

    /// What is refused, why, and what is named instead.
    const REFUSED: &[(&str, WhenMistake, &str)] = &[
        ("", Empty, "`2023-10-07`"),
        ("   ", Empty, "`2023-10-07`"),
        ("[]", Empty, "`[2023-10-02,2023-10-04]`"),
        ("{2023-10-02,}", Empty, "`[2023-10-02,2023-10-04]`"),
        ("soon", NotADate, "`2023-10`"),
        ("..", NotATime, "`end`"),
        ("[..]", NotATime, "`end`"),
        ("../..", NotATime, "leave the key out"),
        ("ongoing", NotATime, "`end`"),
        ("unknown", NotATime, "leave the key out"),
        (" 2023-10-07 ", Spaces, "`2023-10-07`"),
        ("2023 - 10 - 07", Spaces, "`2023-10-07`"),
        ("late  2023-09", Spaces, "`late 2023-09`"),
        (
            "[2023-09-01 .. 2023-09-30]",
            Spaces,
            "`[2023-09-01..2023-09-30]`",
        ),
        ("2023-10-02 / 2023-10-05", Spaces, "`2023-10-02/2023-10-05`"),
        ("2023–10–07", NotIso, "`2023-10-07`"),
        ("Late 2023-09", NotIso, "`late 2023-09`"),
        (
            "[2023-09-01...2023-09-30]",
            NotIso,
            "`[2023-09-01..2023-09-30]`",
        ),
        ("07/10/2023", NotIso, "`2023-10-07` or `2023-07-10`"),
        ("13/10/2023", NotIso, "write `2023-10-13`"),
        ("10/10/2023", NotIso, "write `2023-10-10`"),
        ("2023/10/07", NotIso, "`2023-10-07`"),
        ("07.10.2023", NotIso, "`2023-10-07`"),
        ("07/10/23", NotIso, "four digits"),
        ("2023/10", NotIso, "`2023-10`"),
        ("10/2023", NotIso, "`2023-10`"),
        ("2023-9-7", NotIso, "`2023-09-07`"),
        ("2023-9", NotIso, "`2023-09`"),
        ("20231007", NotIso, "`2023-10-07`"),
        ("202310", NotIso, "`2023-10`"),
        ("2023-280", NotIso, "`2023-10-07`"),
        ("October 2023", NotIso, "`2023-10`"),
        ("7 October 2023", NotIso, "`2023-10-07`"),
        ("Oct 7th, 2023", NotIso, "`2023-10-07`"),
        ("7 Sept 2023", NotIso, "`2023-09-07`"),
        ("2023-02-30", NoSuchDay, "`2023-02-28`"),
        ("2023-02-29", NoSuchDay, "`2023-02-28`"),
        ("2023-13", NoSuchDay, "01 to 12"),
        ("2023-13-07", NoSuchDay, "`2023-07-13`"),
        ("2023-00", NoSuchDay, "01 to 12"),
        ("2023-10-00", NoSuchDay, "`2023-10-31`"),
        ("30/02/2023", NoSuchDay, "`2023-10-07`"),
        ("31 September 2023", NoSuchDay, "`2023-09-30`"),
        ("[2023-02-30,2023-03]", NoSuchDay, "`2023-02-28`"),
        ("2023-02-30/2023-03-02", NoSuchDay, "`2023-02-28`"),
        ("[2023-10..2023-09]", Inverted, "`[2023-09..2023-10]`"),
        (
            "[2022,2023-10~..2023-09]",
            Inverted,
            "`[2022,2023-09..2023-10~]`",
        ),
        ("2023-10-05/2023-10-02", Inverted, "`2023-10-02/2023-10-05`"),
        (
            "{2023-10-05..2023-10-02}",
            Inverted,
            "`{2023-10-02..2023-10-05}`",
        ),
        ("2023-21", Season, "`[2023-03..2023-05]`"),
        ("2023-24", Season, "`[2023-12..2024-02]`"),
        ("9999-24", Season, "`[2023-03..2023-05]`"),
        ("2023-41", Season, "`[2023-07..2023-12]`"),
        ("spring 2023", Season, "`[2023-03..2023-05]`"),
        ("[2023-21,2024]", Season, "`[2023-03..2023-05]`"),
        ("2023-Q4", Quarter, "`[2023-10..2023-12]`"),
        ("Q4 2023", Quarter, "`[2023-10..2023-12]`"),
        ("2023Q1", Quarter, "`[2023-01..2023-03]`"),
        ("2023-W40", Week, "`[2023-10-02..2023-10-08]`"),
        ("Y12023", LongYear, "`0000` to `9999`"),
        ("Y2023", LongYear, "`0000` to `9999`"),
        ("Y17E7", LongYear, "`0000` to `9999`"),
        ("Y-17E7", LongYear, "`0000` to `9999`"),
        ("12023", LongYear, "`0000` to `9999`"),
        ("23", LongYear, "`0000` to `9999`"),
        ("-0044", SignedYear, "`0000` to `9999`"),
        ("-0044-03-15", SignedYear, "`0000` to `9999`"),
        ("+2023-10", SignedYear, "`0000` to `9999`"),
        ("2023-XX", UnspecifiedDigit, "write `2023`"),
        ("2023-10-XX", UnspecifiedDigit, "write `2023-10`"),
        ("2023-10-??", UnspecifiedDigit, "write `2023-10`"),
        ("2023-09-2X", UnspecifiedDigit, "`[2023-09-20..2023-09-29]`"),
        ("2023-09-xx", UnspecifiedDigit, "write `2023-09`"),
        ("2023-1X", UnspecifiedDigit, "`[2023-10..2023-12]`"),
        ("20XX", UnspecifiedDigit, "`[2000..2099]`"),
        ("1950S2", SignificantDigits, "`[1900..1999]`"),
        ("2023-10-07T10:20:30", TimeOfDay, "`2023-10-07`"),
        ("2023-10-07T10:20:30Z", TimeOfDay, "`2023-10-07`"),
        ("2023-10-07 10:20", TimeOfDay, "`2023-10-07`"),
        ("2023?-10-07", Qualifier, "`2023-10-07?`"),
        ("~2023", Qualifier, "`2023~`"),
        ("2023-10-~07", Qualifier, "`2023-10-07~`"),
        ("2023?~", Qualifier, "`2023%`"),
        ("early 2023", PartOfNoMonth, "`[2023-01..2023-04]`"),
        ("late 2023-09-07", PartOfNoMonth, "`2023-09-07`"),
        ("late 2023-09~", PartOfNoMonth, "`late 2023-09`"),
        ("mid-September 2023", PartOfNoMonth, "`mid 2023-09`"),
        ("2023/..", OpenInterval, "`[2023..]`"),
        ("../2023", OpenInterval, "`[..2023]`"),
        ("2023-10-07/", OpenInterval, "`[2023-10-07..]`"),
        ("/2023-10-07", OpenInterval, "`[..2023-10-07]`"),
        ("2023-09/2023-10", InexactDays, "`2023-09-01/2023-10-31`"),
        (
            "2023-09-01~/2023-10-02",
            InexactDays,
            "`[2023-09-01~..2023-10-02]`",
        ),
        ("{2023-09,2023-10}", InexactDays, "`[2023-09]`"),
        ("{2023-09-01?}", InexactDays, "`2023-09-01`"),
        ("{2023-09-01..}", InexactDays, "the last day"),
        (
            "2023-09-01..2023-09-30",
            NoBrackets,
            "`[2023-09-01..2023-09-30]`",
        ),
        ("2023..", NoBrackets, "`[2023..]`"),
        (
            "2023-10-02,2023-10-04",
            NoBrackets,
            "`[2023-10-02,2023-10-04]`",
        ),
        (
            "2023-10-02 to 2023-10-04",
            NoBrackets,
            "`[2023-10-02..2023-10-04]`",
        ),
        (
            "2023-10-02 – 2023-10-04",
            NoBrackets,
            "`[2023-10-02..2023-10-04]`",
        ),
        (
            "[2023-10-02,2023-10-04",
            NoBrackets,
            "`[2023-10-02,2023-10-04]`",
        ),
        (
            "2023-10-02,2023-10-04",
            NoBrackets,
            "`{2023-10-02,2023-10-04}`",
        ),
        ("[2022,..2023]", OpenInterval, "first"),
        ("[2022..,2023]", OpenInterval, "last"),
        ("circa 2023", NotIso, "`2023~`"),
        ("c. 2023-10", NotIso, "`2023-10~`"),
        ("since 2023-10", NotIso, "`[2023-10..]`"),
        ("by 2023-10", NotIso, "`[..2023-10]`"),
        ("before 2023", NotIso, "`[..2022-12-31]`"),
        ("after 2023-10", NotIso, "`[2023-11-01..]`"),
        ("[[2023]]", NotADate, "`2023`"),
        ("2023-10-02/2023-10-03/2023-10-04", NotADate, "`2023`"),
        ("2023-9-7/2023-10-02", NotIso, "`2023-09-07`"),
    ];

    #[test]
    fn every_other_form_is_refused_with_a_remedy() {
        let mut wrong = Vec::new();
        for (text, mistake, named) in REFUSED {
            match parse(text) {
                Err(error) if error.mistake() == *mistake && error.remedy().contains(named) => {}
                other => wrong.push(format!("{text}: {other:?}")),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_date_that_a_remedy_names_can_be_read() {
        const KEYS: [&str; 5] = ["..", "end", "start", "when", "Y"];
        for (text, ..) in REFUSED {
            let error = parse(text).expect_err(text);
            for named in error.remedy().split('`').skip(1).step_by(2) {
                assert!(
                    KEYS.contains(&named) || parse(named).is_ok(),
                    "{text}: {error}"
                );
            }
        }
    }

    #[test]
    fn every_kind_of_mistake_has_an_example_and_a_code_of_its_own() {
        let mut kinds: Vec<_> = REFUSED.iter().map(|(_, mistake, _)| *mistake).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut codes: Vec<_> = kinds.iter().map(|mistake| mistake.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!((kinds.len(), codes.len()), (20, 20));
    }
}
