//! Recognises seasons, quarters, halves, weeks and decades, so that an error can name their days.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::error::{WhenError, WhenMistake};
use super::remedy::{Choice, Remedy};
use super::spelling;
use super::spelling::{iso, tokens, year};
use super::unit::{Unit, number, span};

/// The error of a group of days that has a name and no form of its own.
pub(super) fn advice(text: &str) -> Option<WhenError> {
    part_of_no_month(text)
        .or_else(|| quarter_or_week(text))
        .or_else(|| half(text))
        .or_else(|| week_of_month(text))
        .or_else(|| season(text))
        .or_else(|| decade(text))
}

const MONTHS: &str = "write its months, ";
const NORTH: &str = "write its months, north of the equator ";

/// The months from one to another of a year, and of the next if they end before they begin.
fn months(year: u16, first: u16, last: u16) -> Option<String> {
    let from = iso(year, first, 1)?;
    let end = if last < first { year + 1 } else { year };
    Some(span(from, iso(end, last, 1)?.last_of_month()))
}

/// The months that a season of a year may be: winters of two, for they lie in two.
fn choices(year: u16, (first, last): (u16, u16)) -> Vec<Choice> {
    let years = if last < first {
        vec![year.checked_sub(1), Some(year)]
    } else {
        vec![Some(year)]
    };
    let months = years
        .into_iter()
        .flatten()
        .filter_map(|year| months(year, first, last));
    months.map(|text| Choice::new(text, "")).collect()
}

/// The way out of a numbered season of EDTF: `2023-21` to `2023-41`.
pub(super) fn numbered(year: u16, number: u8) -> Option<Remedy> {
    // what is of no hemisphere is mostly written of the northern one
    let (months, lead) = match number {
        21 => ((3, 5), NORTH),
        22 => ((6, 8), NORTH),
        23 => ((9, 11), NORTH),
        24 => ((12, 2), NORTH),
        25 | 31 => ((3, 5), MONTHS),
        26 | 32 => ((6, 8), MONTHS),
        27 | 29 => ((9, 11), MONTHS),
        28 | 30 => ((12, 2), MONTHS),
        33..=36 => (
            (u16::from(number) * 3 - 98, u16::from(number) * 3 - 96),
            MONTHS,
        ),
        37..=39 => (
            (u16::from(number) * 4 - 147, u16::from(number) * 4 - 144),
            "",
        ),
        40 => ((1, 6), MONTHS),
        41 => ((7, 12), MONTHS),
        _ => return None,
    };
    let mut choices = choices(year, months);
    // two digits may also be those of a year
    if u16::from(number) == (year + 1) % 100 {
        choices.push(Choice::new(
            format!("[{year:04}..{:04}]", year + 1),
            " for the two years",
        ));
    }
    (!choices.is_empty()).then(|| Remedy::led_by(lead, choices))
}

/// `spring 2023`, `winter of 2022/23`.
fn season(text: &str) -> Option<WhenError> {
    let named = [
        ("spring", (3, 5)),
        ("summer", (6, 8)),
        ("autumn", (9, 11)),
        ("fall", (9, 11)),
        ("winter", (12, 2)),
    ];
    let lower = text.to_ascii_lowercase();
    let (_, months) = named
        .into_iter()
        .find(|(name, _)| tokens(&lower).any(|token| token == *name))?;
    let mut numbers = tokens(&lower).skip_while(|token| year(token).is_none());
    let of_year = numbers.next().and_then(year);
    let next = numbers.next().filter(|next| matches!(next.len(), 2 | 4));
    let next = next.and_then(|next| number(next.as_bytes()));
    let remedy = match (of_year, next) {
        (None, _) => "write its months with their year, such as `[2022-12..2023-02]`".into(),
        // of two years: the one around their turn
        (Some(first), Some(next)) if next % 100 == (first + 1) % 100 => {
            let around = super::group::months(first, 12, 2).map(|text| Choice::new(text, ""));
            Remedy::led_by(MONTHS, around)
        }
        (Some(year), _) => Remedy::led_by(NORTH, choices(year, months)),
    };
    Some(WhenError::new(WhenMistake::Season, text, remedy))
}

/// `2023-Q4`, `Q4 2023`, `third quarter of 2023`, `2023-W40`, `2023-W40-1`.
fn quarter_or_week(text: &str) -> Option<WhenError> {
    let upper = text.to_ascii_uppercase();
    let mut parts: Vec<&str> = tokens(&upper).collect();
    if let [joined] = parts[..]
        && let (Some(year), Some(rest)) = (joined.get(..4), joined.get(4..))
    {
        parts = vec![year, rest];
    }
    let year = parts.iter().find_map(|token| year(token))?;
    let numbered = |letter: char| {
        let numbers = parts.iter().filter_map(|part| part.strip_prefix(letter));
        { numbers }.find_map(|digits| number(digits.as_bytes()))
    };
    let quarter = numbered('Q').or_else(|| ordinal_before(&parts, "QUARTER"));
    if let Some(quarter) = quarter.filter(|quarter| (1..=4).contains(quarter)) {
        let months = months(year, quarter * 3 - 2, quarter * 3)?;
        return Some(WhenError::new(
            WhenMistake::Quarter,
            text,
            Remedy::write(months),
        ));
    }
    let named = || {
        let at = parts.iter().position(|part| *part == "WEEK")?;
        number(parts.get(at + 1)?.as_bytes())
    };
    let week = i8::try_from(numbered('W').or_else(named)?).ok()?;
    let day = |weekday| ISOWeekDate::new(i16::try_from(year).ok()?, week, weekday).ok();
    let (first, last) = (day(Weekday::Monday)?.date(), day(Weekday::Sunday)?.date());
    // the week around the turn of the years at both ends of the calendar
    let is_written = first.year() >= 0 && last.year() <= 9999;
    let days = is_written.then(|| span(first, last))?;
    Some(WhenError::new(WhenMistake::Week, text, Remedy::write(days)))
}

/// The ordinal number before a word: `third`, `3rd`.
fn ordinal_before(parts: &[&str], word: &str) -> Option<u16> {
    const WORDS: [&str; 5] = ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH"];
    let at = parts.iter().position(|part| *part == word)?;
    let ordinal = parts.get(at.checked_sub(1)?)?;
    let digits = ordinal.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match WORDS.iter().position(|word| word == ordinal) {
        Some(place) => u16::try_from(place + 1).ok(),
        None => number(digits.as_bytes()),
    }
}

/// `H1 2023`, `second half of 2023`, `first half of October 2023`.
fn half(text: &str) -> Option<WhenError> {
    let upper = text.to_ascii_uppercase();
    let parts: Vec<&str> = tokens(&upper).collect();
    let named = parts.iter().find_map(|part| match *part {
        "H1" => Some(1),
        "H2" => Some(2),
        _ => None,
    });
    let half = named.or_else(|| ordinal_before(&parts, "HALF"))?;
    let (first, last) = match half {
        1 => (1, 6),
        2 => (7, 12),
        _ => return None,
    };
    let days = if let Some(month) = spelling::month(text).or_else(|| iso_month(text)) {
        let day = |day| month.with().day(day).build().ok();
        match half {
            1 => span(month, day(15)?),
            _ => span(day(16)?, month.last_of_month()),
        }
    } else {
        months(parts.iter().find_map(|token| year(token))?, first, last)?
    };
    let remedy = Remedy::write(days);
    Some(WhenError::new(WhenMistake::PartOfNoMonth, text, remedy))
}

/// `second week of October 2023`, `last week of 2023-10`.
fn week_of_month(text: &str) -> Option<WhenError> {
    let upper = text.to_ascii_uppercase();
    let parts: Vec<&str> = tokens(&upper).collect();
    let month = spelling::month(text).or_else(|| iso_month(text))?;
    let last = month.last_of_month();
    let week = ordinal_before(&parts, "WEEK");
    let is_last = { parts.windows(2) }.any(|two| two == ["LAST", "WEEK"]);
    let first = match week {
        _ if is_last => last.day() - 6,
        Some(week @ 1..=5) => i8::try_from(week * 7 - 6).ok()?,
        _ => return None,
    };
    let first = month.with().day(first).build().ok()?;
    let seventh = (first.day() + 6).min(last.day());
    let last = month.with().day(seventh).build().ok()?;
    let remedy = Remedy::write(span(first, last));
    Some(WhenError::new(WhenMistake::PartOfNoMonth, text, remedy))
}

/// The first day of the month that a word of a text is.
fn iso_month(text: &str) -> Option<Date> {
    text.split_whitespace().find_map(Unit::read_month)
}

/// `1990s`, `the 1990s`, `20th century`.
fn decade(text: &str) -> Option<WhenError> {
    let lower = text.to_ascii_lowercase();
    let years = if let Some(decade) = tokens(&lower).find_map(of_decade) {
        format!("[{decade:04}..{:04}]", decade + 9)
    } else {
        let parts: Vec<&str> = tokens(&lower).collect();
        let at = parts.iter().position(|part| *part == "century")?;
        let number_of = parts.get(at.checked_sub(1)?)?;
        let digits = number_of.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let century = number(digits.as_bytes()).filter(|century| (1..=99).contains(century))?;
        format!("[{:04}..{:04}]", century * 100 - 99, century * 100)
    };
    let remedy = Remedy::led_by("write its years, ", [Choice::new(years, "")]);
    Some(WhenError::new(WhenMistake::PartOfNoMonth, text, remedy))
}

/// The first year of `1990s`.
fn of_decade(token: &str) -> Option<u16> {
    let digits = token.strip_suffix('s')?;
    year(digits).filter(|year| year.is_multiple_of(10))
}

/// `early 2023`, `late 2023-10-07`, `mid-2023`, `end of October 2023`.
fn part_of_no_month(text: &str) -> Option<WhenError> {
    let lower = text.to_ascii_lowercase();
    let bare = ["in ", "at ", "towards "];
    let bare = bare.iter().find_map(|word| lower.strip_prefix(word));
    let bare = bare.unwrap_or(&lower);
    let bare = bare.strip_prefix("the ").unwrap_or(bare);
    let (word, rest) = bare.split_once([' ', '-'])?;
    let (word, months, years) = match word {
        "early" | "beginning" | "start" => ("early", (1, 4), (0, 3)),
        "mid" | "middle" => ("mid", (5, 8), (4, 6)),
        "late" | "end" => ("late", (9, 12), (7, 9)),
        _ => return None,
    };
    let rest = rest
        .trim()
        .trim_start_matches("of ")
        .trim_start_matches("the ");
    let rest = rest.trim_end_matches(['?', '~', '%']);
    let say = ", or the months that the source means";
    let choice = if let Some(month) = Unit::read_month(rest).or_else(|| spelling::month(rest)) {
        let month = span(month, month.last_of_month());
        Choice::new(format!("{word} {month}"), "")
    } else if Unit::read_day(rest).is_some() {
        Choice::new(rest, "")
    } else if let Some(year) = year(rest) {
        Choice::new(super::group::months(year, months.0, months.1)?, say)
    } else {
        let decade = of_decade(rest)?;
        let (first, last) = (decade + years.0, decade + years.1);
        let say = ", or the years that the source means";
        Choice::new(format!("[{first:04}..{last:04}]"), say)
    };
    let remedy = Remedy::either([choice]);
    Some(WhenError::new(WhenMistake::PartOfNoMonth, text, remedy))
}
