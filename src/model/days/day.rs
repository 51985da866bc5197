//! A day of the calendar as a number, or one of two infinities.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::model::words::shown::shown;

/// A day of the calendar as a number, or one of two infinities.
///
/// The bounds of a period and the edges of a window are values of this type. An unknown start is
/// [`Day::BEFORE_ALL`], and an unknown end is [`Day::AFTER_ALL`]. Days compare in the order of
/// time, with minus infinity first.
///
/// A day prints as an ISO date, serialises as one and is read from one. An infinity prints as
/// `unknown` and serialises as null. Neither can be read back, because neither says which infinity
/// it was.
///
/// # Units
///
/// Days since 1970-01-01.
///
/// # Examples
///
/// ```
/// use factions::model::Day;
/// use jiff::civil::date;
///
/// let day = Day::from(date(2023, 10, 7));
/// assert_eq!(day.number(), 19_637);
/// assert_eq!(day.next().to_string(), "2023-10-08");
/// assert!(Day::BEFORE_ALL < day && day < Day::AFTER_ALL);
/// assert_eq!(Day::AFTER_ALL.date(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The number of -9999-01-01, the first day of jiff's calendar.
const FIRST: i32 = -4_371_587;
/// The number of 9999-12-31, the last day of jiff's calendar.
const LAST: i32 = 2_932_896;

impl Day {
    /// Minus infinity: before every date.
    pub const BEFORE_ALL: Self = Self(i32::MIN);

    /// Plus infinity: after every date.
    pub const AFTER_ALL: Self = Self(i32::MAX);

    /// The day with this number; `i32::MIN` and `i32::MAX` are the infinities.
    ///
    /// # Units
    ///
    /// Days since 1970-01-01.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Day;
    ///
    /// assert_eq!(Day::new(0).to_string(), "1970-01-01");
    /// assert_eq!(Day::new(i32::MAX), Day::AFTER_ALL);
    /// ```
    pub const fn new(number: i32) -> Self {
        Self(number)
    }

    /// The number of this day.
    ///
    /// # Units
    ///
    /// Days since 1970-01-01; `i32::MIN` and `i32::MAX` are the infinities.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Whether this is a day, and not an infinity.
    pub const fn is_finite(self) -> bool {
        self.0 != i32::MIN && self.0 != i32::MAX
    }

    /// The date of this day; `None` for an infinity or a year beyond ±9999.
    pub fn date(self) -> Option<Date> {
        if !(FIRST..=LAST).contains(&self.0) {
            return None;
        }
        // Howard Hinnant's `civil_from_days`: years start in March, so that
        // the leap day is the last of its year
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
    }

    /// The day after this one; an infinity stays the same.
    ///
    /// The day after 9999-12-31 has a number but no date, so that a window can end after the last
    /// date. No day ever becomes an infinity.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Day;
    /// use jiff::civil::date;
    ///
    /// assert_eq!(Day::from(date(2023, 9, 30)).next(), Day::from(date(2023, 10, 1)));
    /// assert_eq!(Day::BEFORE_ALL.next(), Day::BEFORE_ALL);
    /// ```
    #[must_use]
    pub const fn next(self) -> Self {
        if self.is_finite() && self.0 < i32::MAX - 1 {
            Self(self.0 + 1)
        } else {
            self
        }
    }

    /// The day with a number, if the calendar has it; after all time otherwise.
    pub(crate) const fn in_calendar(number: i32) -> Self {
        if number > LAST {
            Self::AFTER_ALL
        } else {
            Self(number)
        }
    }

    /// The day before this one; an infinity stays the same, and no day becomes one.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Day;
    /// use jiff::civil::date;
    ///
    /// assert_eq!(Day::from(date(2024, 3, 1)).previous(), Day::from(date(2024, 2, 29)));
    /// assert_eq!(Day::AFTER_ALL.previous(), Day::AFTER_ALL);
    /// ```
    #[must_use]
    pub const fn previous(self) -> Self {
        if self.is_finite() && self.0 > i32::MIN + 1 {
            Self(self.0 - 1)
        } else {
            self
        }
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        // Howard Hinnant's `days_from_civil`, the inverse of `Day::date`
        let month = i32::from(date.month());
        let year = i32::from(date.year()) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(date.day()) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }
}

/// The error for a [`Day`] that has no date: an infinity, or a year beyond ±9999.
///
/// # Examples
///
/// ```
/// use factions::{Date, Day, date};
///
/// assert_eq!(Date::try_from(Day::from(date(2023, 10, 7))), Ok(date(2023, 10, 7)));
/// let error = Date::try_from(Day::AFTER_ALL).unwrap_err();
/// assert_eq!(error.to_string(), "no date of the calendar (ask `Day::is_finite` first)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no date of the calendar (ask `Day::is_finite` first)")]
#[non_exhaustive]
pub struct NoDate;

impl TryFrom<Day> for Date {
    type Error = NoDate;

    /// The date of a day, the same as [`Day::date`].
    ///
    /// # Errors
    ///
    /// Returns an error for an infinity or a year beyond ±9999.
    fn try_from(day: Day) -> Result<Self, NoDate> {
        day.date().ok_or(NoDate)
    }
}

/// The error for a text that is not one exact day.
///
/// # Examples
///
/// ```
/// use factions::Day;
///
/// let error = "7 October 2023".parse::<Day>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`7 October 2023` is no exact day (write `2023-10-07`, or read what is less exact as a `When`)",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{}` is no exact day (write `2023-10-07`, or read what is less exact as a `When`)",
    shown(text)
)]
#[non_exhaustive]
pub struct NotADay {
    /// The refused text.
    pub text: String,
}

impl NotADay {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads an ISO date such as `2023-10-07`, which is what [`Display`](fmt::Display) writes.
    ///
    /// # Errors
    ///
    /// Returns an error for every other text, including `unknown`.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let date = text.parse::<Date>().ok();
        // of the forms that are read for a date one alone is a day as we write it
        let day = date.filter(|date| date.to_string() == text);
        day.map(Self::from).ok_or_else(|| NotADay::new(text))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => date.fmt(f),
            None if self.is_finite() => write!(f, "day {}", self.0),
            None => f.pad("unknown"),
        }
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::BEFORE_ALL => f.write_str("Day(-∞)"),
            Self::AFTER_ALL => f.write_str("Day(+∞)"),
            day => write!(f, "Day({day})"),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.date() {
            Some(_) => serializer.collect_str(self),
            None => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_edges_of_the_calendar_are_the_constants() {
        assert_eq!(Day::from(Date::MIN).number(), FIRST);
        assert_eq!(Day::from(Date::MAX).number(), LAST);
        assert_eq!(Day::new(FIRST - 1).date(), None);
        assert_eq!(Day::new(LAST + 1).date(), None);
        assert_eq!(Day::from(Date::MAX).next().number(), LAST + 1);
    }

    #[test]
    fn no_finite_day_becomes_an_infinity() {
        assert!(Day::new(i32::MAX - 1).next().is_finite());
        assert!(Day::new(i32::MIN + 1).previous().is_finite());
    }

    #[test]
    fn every_day_of_four_hundred_years_walks_like_the_calendar() {
        let mut date = date(1800, 1, 1);
        let mut day = Day::from(date);
        while date.year() < 2200 {
            assert_eq!(day.date(), Some(date));
            assert_eq!(Day::from(date), day);
            date = date.tomorrow().expect("far from the end of the calendar");
            day = day.next();
        }
    }

    #[test]
    fn it_prints_and_serializes_as_a_date_or_as_unknown() {
        let day = Day::from(date(2023, 10, 7));
        let json = |day: Day| serde_json::to_string(&day).expect("a day serializes");
        assert_eq!(day.to_string(), "2023-10-07");
        assert_eq!(Day::AFTER_ALL.to_string(), "unknown");
        assert_eq!(json(day), "\"2023-10-07\"");
        assert_eq!(json(Day::BEFORE_ALL), "null");
        assert_eq!(format!("{:?}", Day::BEFORE_ALL), "Day(-∞)");
    }

    #[test]
    fn what_is_no_exact_day_is_refused() {
        for text in [
            "",
            "2023-10",
            "20231007",
            "2023-10-07T12:00",
            "2023-02-30",
            "unknown",
            " 2023-10-07",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!(Date::try_from(Day::new(LAST + 1)), Err(NoDate));
    }

    proptest! {
        #[test]
        fn a_day_reads_back_as_it_prints(number in FIRST..=LAST) {
            let day = Day::new(number);
            prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
            prop_assert_eq!(Date::try_from(day).map(Day::from), Ok(day));
        }

        #[test]
        fn the_numbers_are_those_of_the_calendar(number in FIRST..=LAST) {
            let date = Day::new(number).date().expect("within the calendar");
            let since = date.duration_since(jiff::civil::date(1970, 1, 1));
            prop_assert_eq!(since.as_hours() / 24, i64::from(number));
            prop_assert_eq!(Day::from(date).number(), number);
        }
    }
}
