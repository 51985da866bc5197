//! Reads dates, each with the exactness that its key requires, and suggests remedies.

use super::fields::{Fields, one_or_several, wrong_type};
use crate::model::{Day, End, Period, When, WhenError, WhenMistake};
use crate::record::format::Key;
use crate::record::format::{Node, Value};
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The dates that a key accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Any date, also several days.
    Any,
    /// The start or end of a period: not several days.
    Bound,
    /// The date of something, such as a publication: not several days.
    Once(&'static str),
    /// An exact day.
    Day,
    /// An element of a list of exact days.
    Seen,
}

impl Asked {
    fn takes(self, when: &When) -> bool {
        match self {
            Self::Any => true,
            Self::Bound | Self::Once(_) => !when.is_several(),
            Self::Day | Self::Seen => exact(when).is_some(),
        }
    }

    /// Suggests what to write instead of this date, or of something that is no date.
    fn help(self, when: Option<&When>) -> String {
        let several = when.filter(|when| when.is_several());
        match (self, several) {
            (Self::Bound, Some(when)) => format!(
                "write `{}` for some day of these{}",
                some_day(when),
                lasting(when)
            ),
            (Self::Any | Self::Bound, _) => "write a date, such as `2023-10-07`".to_owned(),
            (Self::Once(what), Some(when)) => {
                let some = some_day(when);
                format!("write `{some}` for some day of these, or the day of its {what}")
            }
            (Self::Once(what), None) => format!("write the day of its {what}, as exact as known"),
            (Self::Seen, Some(when)) => match listed(when) {
                Some(days) => format!("write them as a list: `seen = [{days}]`"),
                None => "write each day by itself, in a list".to_owned(),
            },
            (Self::Day | Self::Seen, _) => "write one day, such as `2023-10-07`".to_owned(),
        }
    }
}

/// Returns the day, if the date is a day written without a qualifier: `2023-10-07?` is not.
fn exact(when: &When) -> Option<Date> {
    let day = when.as_date();
    day.filter(|day| day.to_string() == when.to_string())
}

/// Turns several days into one day of them: `2023-10-02/2023-10-05` becomes `[2023-10-02..2023-10-05]`.
fn some_day(when: &When) -> String {
    let text = when.to_string();
    match text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    {
        Some(days) => format!("[{days}]"),
        None => format!("[{}]", text.replace('/', "..")),
    }
}

/// Describes several days as a period, to continue a sentence.
fn lasting(when: &When) -> String {
    let last = when.last_day().next();
    match (when.earliest(), last.date()) {
        (Some(first), Some(end)) if end.year() <= 9999 => {
            format!("; what lasted has `start = \"{first}\"` and `end = \"{end}\"`")
        }
        _ => String::new(),
    }
}

/// Lists several days in quotes, if they are few.
fn listed(when: &When) -> Option<String> {
    const MOST: usize = 10;
    let mut days = Vec::new();
    for (first, last) in when.possible_ranges() {
        let mut day = first;
        while day <= last {
            if days.len() == MOST {
                return None;
            }
            days.push(format!("\"{day}\""));
            day = day.next();
        }
    }
    Some(days.join(", "))
}

impl Fields<'_> {
    /// Reads a date of any exactness.
    pub(super) fn when(&mut self, desk: &mut Desk, key: Key) -> Option<When> {
        let node = self.get(key)?;
        date(desk, node, key.name(), Asked::Any)
    }

    /// Reads the date of something: not several days.
    pub(super) fn once(&mut self, desk: &mut Desk, key: Key, what: &'static str) -> Option<When> {
        let node = self.get(key)?;
        date(desk, node, key.name(), Asked::Once(what))
    }

    /// Reads an exact day.
    pub(super) fn day(&mut self, desk: &mut Desk, key: Key) -> Option<Day> {
        let node = self.get(key)?;
        let when = date(desk, node, key.name(), Asked::Day)?;
        exact(&when).map(Day::from)
    }

    /// Reads one exact day or a list of them.
    fn days(&mut self, desk: &mut Desk, key: Key) -> Vec<Date> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let mut days = Vec::new();
        let mut met = BTreeSet::new();
        for element in one_or_several(node) {
            let day = date(desk, element, key.name(), Asked::Seen);
            if let Some(day) = day.as_ref().and_then(exact) {
                if !met.insert(day) {
                    let message = format!("`{day}` stands twice in `{}`", key.name());
                    let help = "write it once".to_owned();
                    desk.warning(element.at, Code::RepeatedEntry, message, help);
                }
                days.push(day);
                self.put_element(key, days.len(), element.at);
            }
        }
        days
    }

    /// Reads a period from its keys; some tables have no `seen`.
    pub(super) fn period(
        &mut self,
        desk: &mut Desk,
        start: Key,
        end: Key,
        seen: Option<Key>,
    ) -> Period {
        let start = match self.get(start) {
            Some(node) if is_open(node) => {
                let message = "`..` says that it goes on, and a start cannot".to_owned();
                let help = "leave `start` out where it is unknown".to_owned();
                desk.error(node.at, Code::MalformedDate, message, help);
                None
            }
            Some(node) => date(desk, node, start.name(), Asked::Bound),
            None => None,
        };
        let end = match self.get(end) {
            Some(node) if is_open(node) => End::Ongoing,
            Some(node) => date(desk, node, end.name(), Asked::Bound).map_or(End::Unknown, End::On),
            None => End::Unknown,
        };
        let seen = seen.map(|seen| self.days(desk, seen)).unwrap_or_default();
        Period::new(start, end, seen)
    }
}

fn is_open(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if text == "..")
}

/// Reads a date that its key accepts.
fn date(desk: &mut Desk, node: &Node, name: &str, asked: Asked) -> Option<When> {
    let when = read(desk, node, name, asked)?;
    if asked.takes(&when) {
        return Some(when);
    }
    let (code, message) = match asked {
        Asked::Day | Asked::Seen => (
            Code::MalformedDate,
            format!(
                "`{name}` takes exact days, and `{}` is none",
                shown(&when.to_string())
            ),
        ),
        _ => (
            Code::DaysInPeriod,
            format!(
                "`{}` is several days, and `{name}` is one time",
                shown(&when.to_string())
            ),
        ),
    };
    desk.error(node.at, code, message, asked.help(Some(&when)));
    None
}

fn read(desk: &mut Desk, node: &Node, name: &str, asked: Asked) -> Option<When> {
    let unquoted = |text: &str| match text.parse::<When>() {
        Ok(when) if asked.takes(&when) => format!("write it in quotes: `\"{when}\"`"),
        Ok(when) => asked.help(Some(&when)),
        Err(error) => way_out(&error, name, asked),
    };
    let help = match &node.value {
        Value::Day(day) => return Some(When::from(*day)),
        Value::Text(text) => match text.parse::<When>() {
            Ok(when) => return Some(when),
            Err(error) => {
                let help = way_out(&error, name, asked);
                desk.error(node.at, code_of(error.mistake()), error.message(), help);
                return None;
            }
        },
        Value::OtherTime(text) => {
            let message = format!("`{}` has a time of day", shown(text));
            let day = text.get(..10).filter(|day| day.parse::<When>().is_ok());
            let help = format!(
                "write the day alone, such as `{}`",
                day.unwrap_or("2023-10-07")
            );
            desk.error(node.at, Code::RefusedDate, message, help);
            return None;
        }
        Value::Integer(number) => unquoted(&number.to_string()),
        Value::Array(elements) => list_help(elements, asked),
        _ => "write a date in quotes, such as `\"2023-10-07\"`".to_owned(),
    };
    wrong_type(desk, node, name, "a date", &help);
    None
}

/// Suggests a remedy for a text that is no date, among the dates that the key accepts.
fn way_out(error: &WhenError, name: &str, asked: Asked) -> String {
    if error.mistake() == WhenMistake::NotATime {
        return match name {
            "end" => "write `..` if it goes on, or leave `end` out if that is unknown".to_owned(),
            _ => format!("leave `{name}` out where it is unknown"),
        };
    }
    let mut named = error.remedy().split('`').skip(1).step_by(2);
    let refused = named.find_map(|date| date.parse().ok().filter(|when| !asked.takes(when)));
    let takes = |date: &str| date.parse().is_ok_and(|when| asked.takes(&when));
    match (refused, error.remedy_if(takes)) {
        (None, _) => error.remedy().to_owned(),
        (Some(_), Some(help)) if !error.dates().is_empty() => help,
        (Some(when), _) => asked.help(Some(&when).filter(|_| !error.dates().is_empty())),
    }
}

/// Suggests a remedy for a list where one date is expected.
fn list_help(elements: &[Node], asked: Asked) -> String {
    let text = |element: &Node| match &element.value {
        Value::Text(text) => Some(text.clone()),
        Value::Day(day) => Some(day.to_string()),
        _ => None,
    };
    let texts: Option<Vec<String>> = elements.iter().map(text).collect();
    let inner = texts.unwrap_or_default().join(",");
    let mut ways = [
        (format!("[{inner}]"), "for one of these days"),
        (format!("{{{inner}}}"), "for all of them"),
    ]
    .into_iter()
    .filter(|(text, _)| text.parse().is_ok_and(|when| asked.takes(&when)))
    .map(|(text, say)| format!("`\"{text}\"` {say}"));
    match (ways.next(), ways.next()) {
        (Some(one), Some(other)) => format!("write {one}, or {other}"),
        (Some(one), None) => format!("write {one}"),
        _ => asked.help(None),
    }
}

/// Whether a date is malformed or of a form that is refused.
const fn code_of(mistake: WhenMistake) -> Code {
    match mistake {
        WhenMistake::Season
        | WhenMistake::Quarter
        | WhenMistake::Week
        | WhenMistake::LongYear
        | WhenMistake::SignedYear
        | WhenMistake::UnspecifiedDigit
        | WhenMistake::SignificantDigits
        | WhenMistake::TimeOfDay => Code::RefusedDate,
        _ => Code::MalformedDate,
    }
}
