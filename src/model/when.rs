//! A date that is as exact as its source, and no more.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::day::Day;
use super::when_error::WhenError;
use super::when_parse;
use super::when_unit::Unit;
use super::window::{Holds, Window};

/// A date as exact as its source: a day, a month, a year, or a choice of them.
///
/// It reads a part of the Extended Date/Time Format (ISO 8601-2), and three
/// shorthands of news writing:
///
/// | written | meaning |
/// |---|---|
/// | `2023-10-07`, `2023-10`, `2023` | this day; some day of the month, of the year |
/// | `2023-10?` | the same, and the source is not sure |
/// | `2023-10~`, `2023-10%` | about then: wider by one month (day, year) on each side; `%` is also not sure |
/// | `[2023-09-21..2023-09-30]` | some day of these, both included |
/// | `[..2023-10-07]`, `[2023-10-07..]` | some day up to, or from, this one |
/// | `[2023-10-02,2023-10-04]` | one of these; days, months, years and ranges may mix |
/// | `early 2023-09`, `mid 2023-09`, `late 2023-09` | days 1–10, 11–20, 21–end |
/// | `{2023-10-02,2023-10-04}` | it happened on all of these days |
/// | `2023-10-02/2023-10-05` | it happened on every day of these, both included |
///
/// Years go from 0000 to 9999. It prints exactly as it was written. Two are
/// equal if they are written alike; they are ordered by the first possible
/// day, then the last, then the text.
///
/// # Examples
///
/// ```
/// use factions::model::When;
/// use jiff::civil::date;
///
/// let when: When = "late 2023-09".parse()?;
/// assert_eq!(when.earliest(), Some(date(2023, 9, 21)));
/// assert_eq!(when.latest(), Some(date(2023, 9, 30)));
/// assert_eq!(when.to_string(), "late 2023-09");
///
/// let error = "07/10/2023".parse::<When>().unwrap_err();
/// assert_eq!(error.message(), "`07/10/2023` is not an ISO date");
/// assert_eq!(error.remedy(), "write `2023-10-07` or `2023-07-10`");
/// # Ok::<(), factions::model::WhenError>(())
/// ```
#[derive(Debug, Clone)]
pub struct When(Form);

/// An exact day is by far the most common: it needs no text of its own.
#[derive(Debug, Clone)]
enum Form {
    Exact(Day),
    Written(Arc<Written>),
}

#[derive(Debug)]
struct Written {
    text: Box<str>,
    /// The first range of possible days, both ends included.
    range: (Day, Day),
    /// The ranges after it, sorted and apart from each other.
    more: Box<[(Day, Day)]>,
    is_several: bool,
    is_uncertain: bool,
}

impl When {
    /// The first possible day, or none if it is unbounded.
    pub fn earliest(&self) -> Option<Date> {
        self.first_day().date()
    }

    /// The last possible day, or none if it is unbounded.
    pub fn latest(&self) -> Option<Date> {
        self.last_day().date()
    }

    /// The first possible day, minus infinity if it is unbounded.
    pub fn first_day(&self) -> Day {
        match &self.0 {
            Form::Exact(day) => *day,
            Form::Written(written) => written.range.0,
        }
    }

    /// The last possible day, plus infinity if it is unbounded.
    pub fn last_day(&self) -> Day {
        match &self.0 {
            Form::Exact(day) => *day,
            Form::Written(written) => written.more.last().unwrap_or(&written.range).1,
        }
    }

    /// The day, if exactly one day is possible, however it is written.
    ///
    /// A day with `?` is one; a day with `~` is not.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::When;
    /// use jiff::civil::date;
    ///
    /// assert_eq!("2023-10-07?".parse::<When>()?.as_date(), Some(date(2023, 10, 7)));
    /// assert_eq!("2023-10-07~".parse::<When>()?.as_date(), None);
    /// assert_eq!("2023-10".parse::<When>()?.as_date(), None);
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn as_date(&self) -> Option<Date> {
        if self.is_exact() {
            self.earliest()
        } else {
            None
        }
    }

    /// True if exactly one day is possible.
    pub fn is_exact(&self) -> bool {
        self.first_day() == self.last_day()
    }

    /// True of `{…}` and `a/b`: it happened on all of these days.
    pub fn is_several(&self) -> bool {
        match &self.0 {
            Form::Exact(_) => false,
            Form::Written(written) => written.is_several,
        }
    }

    /// True if the source is not sure: there is a `?` or a `%`.
    pub fn is_uncertain(&self) -> bool {
        match &self.0 {
            Form::Exact(_) => false,
            Form::Written(written) => written.is_uncertain,
        }
    }

    /// The possible days as ranges, both ends included, sorted and disjoint.
    ///
    /// Of several days (see [`When::is_several`]) they are all its days.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::When;
    ///
    /// let when: When = "[2023-10-04,2023-09,2023-10-01]".parse()?;
    /// let ranges: Vec<String> = when
    ///     .possible_ranges()
    ///     .map(|(first, last)| format!("{first} to {last}"))
    ///     .collect();
    /// assert_eq!(ranges, ["2023-09-01 to 2023-10-01", "2023-10-04 to 2023-10-04"]);
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn possible_ranges(&self) -> impl Iterator<Item = (Day, Day)> + '_ {
        let (range, more): (_, &[_]) = match &self.0 {
            Form::Exact(day) => ((*day, *day), &[]),
            Form::Written(written) => (written.range, &written.more),
        };
        iter::once(range).chain(more.iter().copied())
    }

    /// How what happened then is in the window.
    ///
    /// Certainly if all possible days are in it, possibly if one is. What
    /// happened on several days is certainly in it if one of them is.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Holds, When, Window};
    /// use jiff::civil::date;
    ///
    /// let october = Window::from_range(date(2023, 10, 1)..date(2023, 11, 1));
    /// let holds = |text: &str| text.parse::<When>().map(|when| when.in_window(october));
    /// assert_eq!(holds("2023-10")?, Some(Holds::Certainly));
    /// assert_eq!(holds("2023")?, Some(Holds::Possibly));
    /// assert_eq!(holds("2023-09-30/2023-10-01")?, Some(Holds::Certainly));
    /// assert_eq!(holds("late 2023-09")?, None);
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn in_window(&self, window: Window) -> Option<Holds> {
        let is_in_part = self
            .possible_ranges()
            .any(|(first, last)| window.meets_range(first, last));
        // gaps do not count: sorted ranges are all inside if their span is
        let is_inside = window.contains_range(self.first_day(), self.last_day());
        Holds::from_tests(is_inside || (self.is_several() && is_in_part), is_in_part)
    }

    /// True if this day is possible.
    pub fn can_be_on(&self, day: Day) -> bool {
        self.possible_ranges()
            .any(|(first, last)| first <= day && day <= last)
    }

    /// True if the two share a possible day.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::When;
    ///
    /// let late: When = "late 2023-09".parse()?;
    /// assert!(late.meets(&"[2023-09-21,2023-10-01]".parse()?));
    /// assert!(!late.meets(&"early 2023-09".parse()?));
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn meets(&self, other: &Self) -> bool {
        let mut theirs = other.possible_ranges().peekable();
        self.possible_ranges().any(|(first, last)| {
            while theirs.next_if(|range| range.1 < first).is_some() {}
            theirs.peek().is_some_and(|range| range.0 <= last)
        })
    }

    /// The text, unless it is a plain exact day.
    fn text(&self) -> Option<&str> {
        match &self.0 {
            Form::Exact(_) => None,
            Form::Written(written) => Some(&written.text),
        }
    }
}

/// Sorted, with those that overlap or touch made one.
fn disjoint(mut ranges: Vec<(Day, Day)>) -> Vec<(Day, Day)> {
    ranges.sort_unstable();
    let mut merged: Vec<(Day, Day)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= before.1.next() => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

impl FromStr for When {
    type Err = WhenError;

    /// Reads a date in one of the forms of the table above.
    ///
    /// # Errors
    ///
    /// Every other form is refused, with what to write instead.
    fn from_str(text: &str) -> Result<Self, WhenError> {
        if let Some(day) = Unit::read_day(text) {
            return Ok(Self(Form::Exact(day)));
        }
        let parsed = when_parse::parse(text)?;
        let ranges = disjoint(parsed.ranges);
        let Some((range, more)) = ranges.split_first() else {
            return Err(when_parse::empty_element(text));
        };
        Ok(Self(Form::Written(Arc::new(Written {
            text: text.into(),
            range: *range,
            more: more.into(),
            is_several: parsed.is_several,
            is_uncertain: parsed.is_uncertain,
        }))))
    }
}

impl From<Date> for When {
    /// The exact day.
    ///
    /// A date before year 0000 has no text that could be read back.
    fn from(date: Date) -> Self {
        Self(Form::Exact(date.into()))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Exact(day) => day.fmt(f),
            Form::Written(written) => f.pad(&written.text),
        }
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        self.first_day()
            .cmp(&other.first_day())
            .then_with(|| self.last_day().cmp(&other.last_day()))
            .then_with(|| self.text().cmp(&other.text()))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for When {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for When {}

impl Hash for When {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.first_day().hash(state);
        self.last_day().hash(state);
        self.text().hash(state);
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

/// Takes a text and reads it.
struct Text;

impl Visitor<'_> for Text {
    type Value = When;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as `2023-10-07`, `2023-10` or `late 2023-09`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
        text.parse().map_err(E::custom)
    }
}
