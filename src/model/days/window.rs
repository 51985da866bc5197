//! A window: the span of days that a question is about.

use std::fmt;
use std::ops::{
    Bound, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use super::day::Day;
use crate::model::words::UnknownWord;

/// The span of days that a question is about: from one day up to, but not on, another.
///
/// Every field called `window` in an answer is of this type. Two windows that follow one another
/// share no day and leave no day out. The possible days of an answer are a
/// [`DaySpan`](crate::DaySpan) instead, which includes its last day.
///
/// A window serialises as `from` and `to`; an unbounded edge is `null`.
///
/// # Examples
///
/// ```
/// use factions::model::{Day, Window};
/// use jiff::civil::date;
///
/// let october = Window::from_range(date(2023, 10, 1)..date(2023, 11, 1));
/// assert!(october.contains(Day::from(date(2023, 10, 31))));
/// assert!(!october.contains(Day::from(date(2023, 11, 1))));
/// assert_eq!(october, Window::from_range(date(2023, 10, 1)..=date(2023, 10, 31)));
/// assert_eq!(Window::from_range(..), Window::ALL);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Window {
    /// The first day of the window.
    pub from: Day,
    /// The first day after the window.
    pub to: Day,
}

impl Window {
    /// The window of all time.
    pub const ALL: Self = Self {
        from: Day::BEFORE_ALL,
        to: Day::AFTER_ALL,
    };

    /// The window that consists of this one day.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Window;
    /// use jiff::civil::date;
    ///
    /// let day = Window::on(date(2023, 10, 7));
    /// assert_eq!(day, Window::from_range(date(2023, 10, 7)..date(2023, 10, 8)));
    /// ```
    pub fn on(date: Date) -> Self {
        let from = Day::from(date);
        let to = from.next();
        Self { from, to }
    }

    /// The window of a range of dates, with any kind of bounds.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Day, Window};
    /// use jiff::civil::date;
    ///
    /// let since = Window::from_range(date(2023, 10, 1)..);
    /// assert_eq!(since.to, Day::AFTER_ALL);
    /// let nothing = Window::from_range(date(2023, 10, 1)..date(2023, 10, 1));
    /// assert!(nothing.is_empty());
    /// ```
    pub fn from_range(range: impl RangeBounds<Date>) -> Self {
        let from = match range.start_bound() {
            Bound::Included(date) => Day::from(*date),
            Bound::Excluded(date) => Day::from(*date).next(),
            Bound::Unbounded => Day::BEFORE_ALL,
        };
        let to = match range.end_bound() {
            Bound::Included(date) => Day::from(*date).next(),
            Bound::Excluded(date) => Day::from(*date),
            Bound::Unbounded => Day::AFTER_ALL,
        };
        Self { from, to }
    }

    /// Whether the window contains no day; nothing holds in an empty window.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// Whether the window contains the day.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The days that are in both.
    #[must_use]
    pub(crate) fn meet(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        }
    }

    /// True if all days from the first to the last, both included, are inside.
    pub(crate) fn contains_range(self, first: Day, last: Day) -> bool {
        !self.is_empty() && self.from <= first && last <= self.to.previous()
    }

    /// True if one day from the first to the last, both included, is inside.
    pub(crate) fn meets_range(self, first: Day, last: Day) -> bool {
        !self.is_empty() && self.from.max(first) <= self.to.previous().min(last)
    }

    /// How what was on one day from the first to the last, both included, is in it: certainly if all are inside,
    /// possibly if one is.
    pub(crate) fn holds_of(self, first: Day, last: Day) -> Option<Holds> {
        Holds::from_tests(
            self.contains_range(first, last),
            self.meets_range(first, last),
        )
    }
}

/// Makes the window of one day, given as a date or a [`Day`], or the window of a range of dates.
///
/// # Examples
///
/// ```
/// use factions::{Day, Window, date};
///
/// let day = date(2023, 10, 7);
/// assert_eq!(Window::from(day), Window::from(day..=day));
/// assert_eq!(Window::from(Day::from(day)), Window::on(day));
/// assert_eq!(Window::from(..), Window::ALL);
/// ```
impl From<Date> for Window {
    fn from(date: Date) -> Self {
        Self::on(date)
    }
}

impl From<Day> for Window {
    #[inline]
    fn from(day: Day) -> Self {
        Self {
            from: day,
            to: day.next(),
        }
    }
}

/// Ranges of dates, each as [`Window::from_range`] has it.
macro_rules! ranges {
    ($($range:ty),+) => {
        $(impl From<$range> for Window {
            fn from(range: $range) -> Self {
                Self::from_range(range)
            }
        })+
    };
}
ranges!(
    Range<Date>,
    RangeInclusive<Date>,
    RangeFrom<Date>,
    RangeTo<Date>,
    RangeToInclusive<Date>,
    RangeFull,
    (Bound<Date>, Bound<Date>)
);

impl From<Range<Day>> for Window {
    #[inline]
    fn from(days: Range<Day>) -> Self {
        Self {
            from: days.start,
            to: days.end,
        }
    }
}

/// How something holds: certainly (on every reading of its dates) or possibly (on one).
///
/// The front page defines these [terms](crate#terms). [`Holds`] is about time only, not about how
/// well a source knows the thing: that is its [`Certainty`](crate::Certainty). An `Option<Holds>`
/// is `None` if it does not hold on any reading.
///
/// # Examples
///
/// ```
/// use factions::model::Holds;
///
/// assert!(Holds::Possibly < Holds::Certainly);
/// assert_eq!(Holds::Certainly.and(Holds::Possibly), Holds::Possibly);
/// assert_eq!(Holds::Certainly.or(Holds::Possibly).to_string(), "certainly");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It holds on at least one reading of its dates.
    Possibly,
    /// It holds on every reading of its dates.
    Certainly,
}

impl Holds {
    /// How two things hold together: as well as the weaker of them.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// How at least one of two things holds: as well as the stronger of them.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The word for it: `possibly` or `certainly`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possibly => "possibly",
            Self::Certainly => "certainly",
        }
    }

    /// Certainly if the first is so, else possibly if the second is so.
    pub(crate) fn from_tests(certainly: bool, possibly: bool) -> Option<Self> {
        if certainly {
            Some(Self::Certainly)
        } else if possibly {
            Some(Self::Possibly)
        } else {
            None
        }
    }
}

impl FromStr for Holds {
    type Err = UnknownWord;

    /// Reads `certainly` or `possibly`.
    ///
    /// # Errors
    ///
    /// Returns an error for every other word.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let both = [Self::Possibly, Self::Certainly];
        let found = both.into_iter().find(|one| one.as_str() == word);
        let unknown = || UnknownWord::new("way to hold", word, &["possibly", "certainly"]);
        found.ok_or_else(unknown)
    }
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_excluded_start_begins_on_the_day_after() {
        let day = date(2023, 10, 7);
        let window = Window::from_range((Bound::Excluded(day), Bound::Unbounded));
        assert_eq!(window.from, Day::from(day).next());
    }

    #[test]
    fn the_last_date_has_a_window_of_its_own() {
        let window = Window::on(Date::MAX);
        assert!(!window.is_empty());
        assert!(window.contains(Day::from(Date::MAX)));
    }

    #[test]
    fn an_empty_window_contains_and_meets_nothing() {
        let day = Day::from(date(2023, 10, 7));
        let window = Window { from: day, to: day };
        assert!(window.is_empty());
        assert!(!window.contains(day));
        assert!(!window.meets_range(Day::BEFORE_ALL, Day::AFTER_ALL));
        assert!(!window.contains_range(day, day));
    }

    #[test]
    fn all_of_time_contains_every_range() {
        assert!(Window::ALL.contains_range(Day::BEFORE_ALL, Day::AFTER_ALL));
        assert!(Window::ALL.contains(Day::from(Date::MIN)));
        assert!(Window::ALL.contains(Day::from(Date::MAX)));
    }

    #[test]
    fn how_it_holds_serializes_as_its_word() {
        let json = serde_json::to_string(&Holds::Certainly).expect("a word serializes");
        assert_eq!(json, "\"certainly\"");
    }
}
