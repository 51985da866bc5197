//! A date that is as exact as its source, and not more exact.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::error::WhenError;
use super::mend;
use super::parse;
use super::unit::Unit;
use crate::model::days::Day;
use crate::model::days::{Holds, Window};

/// A date as exact as its source: a day, a month, a year, or a choice between several.
///
/// Its text is in a part of the Extended Date/Time Format (ISO 8601-2), with three shorthands of news:
///
/// | written | meaning |
/// |---|---|
/// | `2023-10-07`, `2023-10`, `2023` | this day; some day of this month; some day of this year |
/// | `2023-10?` | the same, but the source is not sure of the date |
/// | `2023-10~`, `2023-10%` | about then: one month (day, year) more on each side; with `%` the source is not sure either |
/// | `[2023-09-21..2023-09-30]` | some day in this range, both ends included |
/// | `[..2023-10-07]`, `[2023-10-07..]` | some day up to and including this one; some day from this one on |
/// | `[2023-10-02,2023-10-04]` | one of these; the list may mix days, months, years and ranges |
/// | `early 2023-09`, `mid 2023-09`, `late 2023-09` | some day of 1–10, of 11–20, of 21–end of the month |
/// | `{2023-10-02,2023-10-04}` | it happened on all of these days |
/// | `2023-10-02/2023-10-05` | it happened on every day of this range, both ends included |
///
/// Years go from 0000 to 9999. A `When` prints exactly as it was written. Two values are equal if they
/// were written alike. They are ordered by first possible day, then last possible day, then text.
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
    /// The first possible day; `None` if there is no earliest bound.
    pub fn earliest(&self) -> Option<Date> {
        self.first_day().date()
    }

    /// The last possible day; `None` if there is no latest bound.
    pub fn latest(&self) -> Option<Date> {
        self.last_day().date()
    }

    /// The first possible day, or [`Day::BEFORE_ALL`] if there is no earliest bound.
    pub fn first_day(&self) -> Day {
        match &self.0 {
            Form::Exact(day) => *day,
            Form::Written(written) => written.range.0,
        }
    }

    /// The last possible day, or [`Day::AFTER_ALL`] if there is no latest bound.
    pub fn last_day(&self) -> Day {
        match &self.0 {
            Form::Exact(day) => *day,
            Form::Written(written) => written.more.last().unwrap_or(&written.range).1,
        }
    }

    /// The day, if exactly one day is possible; how the date is written does not matter.
    ///
    /// A day with `?` leaves one day possible. A day with `~` leaves several, so the answer is
    /// `None`.
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

    /// The day, if it is written as one and as nothing else: `2023-10-07?` is not.
    pub(crate) fn exact_day(&self) -> Option<Day> {
        self.text().is_none().then(|| self.first_day())
    }

    /// Whether exactly one day is possible.
    pub fn is_exact(&self) -> bool {
        self.first_day() == self.last_day()
    }

    /// Whether the date names several days on all of which it happened: `{…}` or `a/b`.
    pub fn is_several(&self) -> bool {
        match &self.0 {
            Form::Exact(_) => false,
            Form::Written(written) => written.is_several,
        }
    }

    /// Whether the source is not sure of the date: the text has a `?` or a `%`.
    pub fn is_uncertain(&self) -> bool {
        match &self.0 {
            Form::Exact(_) => false,
            Form::Written(written) => written.is_uncertain,
        }
    }

    /// The possible days as ranges: both ends included, sorted, and without overlap.
    ///
    /// For several days (see [`When::is_several`]) these are all the days on which it happened.
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

    /// How an event with this date lies in the window: certainly, possibly or not at all.
    ///
    /// It lies in the window certainly if all possible days do, and possibly if at least one does.
    /// An event on several days (see [`When::is_several`]) certainly lies in the window if at least
    /// one of its days does. `None` means that no possible day lies in the window.
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

    /// Whether this day is one of the possible days.
    pub fn can_be_on(&self, day: Day) -> bool {
        self.possible_ranges()
            .any(|(first, last)| first <= day && day <= last)
    }

    /// Whether the two dates have at least one possible day in common.
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
    /// Returns an error for every other form; the error says what to write instead.
    fn from_str(text: &str) -> Result<Self, WhenError> {
        if let Some(day) = Unit::read_day(text) {
            return Ok(Self(Form::Exact(day)));
        }
        let parsed = mend::parse(text)?;
        let ranges = disjoint(parsed.ranges);
        let Some((range, more)) = ranges.split_first() else {
            return Err(parse::empty_element(text));
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
    /// Makes a date that is this exact day.
    ///
    /// A day before year 0000 prints a text that cannot be read back.
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn when(text: &str) -> When {
        text.parse().expect("a date in one of our forms")
    }

    fn span(text: &str) -> String {
        let when = when(text);
        format!("{} to {}", when.first_day(), when.last_day())
    }

    #[test]
    fn every_form_knows_its_first_and_last_day() {
        let cases = [
            ("2023-10-07", "2023-10-07 to 2023-10-07"),
            ("2024-02", "2024-02-01 to 2024-02-29"),
            ("2023", "2023-01-01 to 2023-12-31"),
            ("2023-10~", "2023-09-01 to 2023-11-30"),
            ("2023?", "2023-01-01 to 2023-12-31"),
            ("[2023-09..2023-10-04]", "2023-09-01 to 2023-10-04"),
            ("[2023-09~..2023-10?]", "2023-08-01 to 2023-10-31"),
            ("[..2023-10]", "unknown to 2023-10-31"),
            ("[2023-10..]", "2023-10-01 to unknown"),
            ("[..2023-10-02, 2023-10-04]", "unknown to 2023-10-04"),
            (
                "[2023-10-04,2022,2023-01..2023-02]",
                "2022-01-01 to 2023-10-04",
            ),
            ("early 2023-09", "2023-09-01 to 2023-09-10"),
            ("mid 2023-09", "2023-09-11 to 2023-09-20"),
            ("late 2023-02", "2023-02-21 to 2023-02-28"),
            ("{2023-10-04, 2023-10-02}", "2023-10-02 to 2023-10-04"),
            (
                "{2023-10-02..2023-10-05,2023-10-09}",
                "2023-10-02 to 2023-10-09",
            ),
            ("2023-10-02/2023-10-05", "2023-10-02 to 2023-10-05"),
            ("0000", "0000-01-01 to 0000-12-31"),
            ("9999-12-31~", "9999-12-30 to 9999-12-31"),
        ];
        for (text, expected) in cases {
            assert_eq!(span(text), expected, "{text}");
            assert_eq!(when(text).to_string(), text);
        }
    }

    #[test]
    fn only_a_set_or_an_interval_of_days_is_several() {
        assert!(when("{2023-10-02,2023-10-04}").is_several());
        assert!(when("2023-10-02/2023-10-05").is_several());
        assert!(!when("[2023-10-02,2023-10-04]").is_several());
        assert!(!when("2023-10").is_several());
    }

    #[test]
    fn a_question_mark_is_kept_and_a_percent_sign_is_one_too() {
        assert!(when("2023-10?").is_uncertain());
        assert!(when("2023-10%").is_uncertain());
        assert!(when("[2023-10-02?,2023-10-04]").is_uncertain());
        assert!(!when("2023-10~").is_uncertain());
    }

    #[test]
    fn they_are_ordered_by_days_then_text() {
        let sorted = [
            "[..2023]",
            "2023-09-30",
            "2023-10-01",
            "[2023-10-01]",
            "2023-10",
            "2023-10?",
            "[2023-10-01..]",
        ];
        let mut shuffled: Vec<When> = sorted.iter().rev().map(|text| when(text)).collect();
        shuffled.sort();
        let texts: Vec<String> = shuffled.iter().map(When::to_string).collect();
        assert_eq!(texts, sorted);
        assert_ne!(when("2023-10-01"), when("[2023-10-01]"));
        assert_eq!(When::from(date(2023, 10, 1)), when("2023-10-01"));
    }

    #[test]
    fn it_is_small() {
        assert!(size_of::<When>() <= 16);
        assert!(size_of::<Option<When>>() <= 16);
    }

    #[test]
    fn it_serializes_as_its_text() {
        let json = |text: &str| serde_json::to_string(&when(text)).expect("a text serializes");
        assert_eq!(json("2023-10-07"), "\"2023-10-07\"");
        assert_eq!(json("late 2023-09"), "\"late 2023-09\"");
        let back: When = serde_json::from_str("\"2023-10~\"").expect("a date in one of our forms");
        assert_eq!(back, when("2023-10~"));
        let error = serde_json::from_str::<When>("\"2023-21\"").expect_err("a season");
        assert!(error.to_string().contains("write its months"));
    }

    #[test]
    fn open_dates_hold_certainly_in_all_of_time_alone() {
        let from = Window::from_range(date(2023, 1, 1)..);
        assert_eq!(when("[2023..]").in_window(from), Some(Holds::Certainly));
        assert_eq!(when("[..2023]").in_window(from), Some(Holds::Possibly));
        assert_eq!(
            when("[..2023]").in_window(Window::ALL),
            Some(Holds::Certainly)
        );
        assert_eq!(when("[..2022]").in_window(from), None);
    }

    /// Days around the turn of a year, so that widening crosses it.
    fn near() -> impl Strategy<Value = Date> {
        (-40..40_i32).prop_map(|offset| {
            let day = Day::new(Day::from(date(2024, 1, 1)).number() + offset);
            day.date().expect("within the calendar")
        })
    }

    fn qualifier() -> impl Strategy<Value = &'static str> {
        prop_oneof![Just(""), Just("?"), Just("~"), Just("%")]
    }

    fn unit() -> impl Strategy<Value = String> {
        (
            near(),
            prop_oneof![Just(4_usize), Just(7), Just(10)],
            qualifier(),
        )
            .prop_map(|(date, length, mark)| format!("{}{mark}", &date.to_string()[..length]))
    }

    fn element() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => unit(),
            1 => (near(), near()).prop_map(|(a, b)| format!("{}..{}", a.min(b), a.max(b))),
        ]
    }

    fn days() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => near().prop_map(|date| date.to_string()),
            1 => (near(), near()).prop_map(|(a, b)| format!("{}..{}", a.min(b), a.max(b))),
        ]
    }

    fn text() -> impl Strategy<Value = String> {
        let list = |element| proptest::collection::vec(element, 1..4);
        prop_oneof![
            unit(),
            (
                near(),
                prop_oneof![Just("early"), Just("mid"), Just("late")]
            )
                .prop_map(|(date, word)| format!("{word} {}", &date.to_string()[..7])),
            list(element().boxed()).prop_map(|list| format!("[{}]", list.join(","))),
            list(element().boxed()).prop_map(|list| format!("[{}]", list.join(", "))),
            list(days().boxed()).prop_map(|list| format!("{{{}}}", list.join(","))),
            (near(), near()).prop_map(|(a, b)| format!("{}/{}", a.min(b), a.max(b))),
        ]
    }

    fn all_days(when: &When) -> Vec<Day> {
        when.possible_ranges()
            .flat_map(|(first, last)| (first.number()..=last.number()).map(Day::new))
            .collect()
    }

    proptest! {
        #[test]
        fn it_prints_as_it_was_written(text in text()) {
            let when = when(&text);
            prop_assert_eq!(when.to_string(), text);
        }

        #[test]
        fn its_ranges_are_sorted_and_apart(text in text()) {
            let days = all_days(&when(&text));
            prop_assert!(days.is_sorted_by(|a, b| a < b));
            let ranges: Vec<_> = when(&text).possible_ranges().collect();
            prop_assert!(ranges.windows(2).all(|pair| pair[0].1.next() < pair[1].0));
        }

        #[test]
        fn a_window_is_answered_as_by_trying_every_day(
            text in text(), from in near(), length in 0..70_i32,
        ) {
            let when = when(&text);
            let from = Day::from(from);
            let window = Window { from, to: Day::new(from.number() + length) };
            let days = all_days(&when);
            let inside = days.iter().filter(|day| window.contains(**day)).count();
            let certainly = inside == days.len() || (when.is_several() && inside > 0);
            let expected = Holds::from_tests(certainly, inside > 0);
            prop_assert_eq!(when.in_window(window), expected);
            prop_assert_eq!(when.can_be_on(from), days.contains(&from));
        }

        #[test]
        fn two_meet_if_they_share_a_day(one in text(), other in text()) {
            let (one, other) = (when(&one), when(&other));
            let theirs = all_days(&other);
            let share = all_days(&one).iter().any(|day| theirs.contains(day));
            prop_assert_eq!(one.meets(&other), share);
            prop_assert_eq!(other.meets(&one), share);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = text.parse::<When>();
        }

        #[test]
        fn no_text_near_a_date_makes_the_reader_panic(
            text in r"[0-9]{0,4}[-–/. TXxYES?~%QWé年,\[\]{}0-9]{0,12}(early|late |..|oct)?[-0-9]{0,7}"
        ) {
            if let Ok(when) = text.parse::<When>() {
                prop_assert_eq!(when.to_string(), text);
            }
        }

        #[test]
        fn a_changed_date_does_not_make_the_reader_panic(
            text in text(), place in 0..30_usize, put in any::<char>(),
        ) {
            let mut chars: Vec<char> = text.chars().collect();
            let place = place % chars.len();
            chars[place] = put;
            let text: String = chars.into_iter().collect();
            let _ = text.parse::<When>();
        }

        #[test]
        fn each_date_of_our_forms_is_one_for_a_parser_of_all_of_edtf(text in unit()) {
            prop_assert!(edtf_core::is_valid(&text));
        }
    }
}
