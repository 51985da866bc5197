//! A span of days that is asked about, and how a thing holds in it.

use std::fmt;
use std::ops::{
    Bound, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use super::day::Day;
use crate::model::words::UnknownWord;

/// A span of days that is asked about: from a day up to, and not on, another.
///
/// What an answer calls `window` is one of these: windows that follow on each other share no day and leave
/// none out. The days that an answer can be about are a [`DaySpan`](crate::DaySpan), its last day included.
/// Serialises as `from` and `to`, `null` where unbounded.
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
    /// The first day inside.
    pub from: Day,
    /// The first day that is no longer inside.
    pub to: Day,
}

impl Window {
    /// All of time.
    pub const ALL: Self = Self {
        from: Day::BEFORE_ALL,
        to: Day::AFTER_ALL,
    };

    /// The window of this one day.
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

    /// The window of a range of dates, whatever its kinds of bounds.
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

    /// True if no day is inside; nothing holds in an empty window.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// True if the day is inside.
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
}

/// Every range of dates is a window, and so is a day or a date: the window of that day alone.
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

/// How a thing holds: on every possible reading of its dates, or on one.
///
/// It speaks of time alone, not of how well a source knows it. What cannot
/// hold at all is `None` where an answer is an `Option<Holds>`.
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
    /// It holds on at least one possible reading of its dates.
    Possibly,
    /// It holds on every possible reading of its dates.
    Certainly,
}

impl Holds {
    /// How two things hold together: as the weaker of them.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// How one of two things holds: as the stronger of them.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The word: `possibly` or `certainly`.
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

    /// Reads the word that it prints as: `certainly` or `possibly`.
    ///
    /// # Errors
    ///
    /// Every other word.
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
