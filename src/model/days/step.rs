//! Steps of the calendar: days, weeks, months, quarters and years.

use super::day::Day;
use crate::model::words::word::words;
use jiff::ToSpan;
use jiff::civil::Date;

words! {
    /// A step of the calendar, by which a series counts: day, week, month, quarter or year.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{Day, Step, date};
    ///
    /// let day = Day::from(date(2023, 10, 7));
    /// assert_eq!(Step::Month.label(day), "2023-10");
    /// assert_eq!(Step::Week.label(day), "2023-W40");
    /// assert_eq!(Step::Quarter.start(day).date(), Some(date(2023, 10, 1)));
    /// ```
    pub enum Step("step") {
        /// Each day by itself.
        Day = "day",
        /// A week of ISO 8601, which begins on Monday.
        Week = "week",
        /// A month of the calendar.
        Month = "month",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A year of the calendar.
        Year = "year",
    }
}

impl Step {
    /// The first day of the step that contains the day; an infinity stays the same.
    pub fn start(self, day: Day) -> Day {
        let Some(date) = day.date() else {
            return day;
        };
        let first = match self {
            Self::Day => Some(date),
            Self::Week => {
                let back = date.weekday().to_monday_zero_offset();
                date.checked_sub(i64::from(back).days()).ok()
            }
            Self::Month => Some(date.first_of_month()),
            Self::Quarter => {
                let month = (date.month() - 1) / 3 * 3 + 1;
                Date::new(date.year(), month, 1).ok()
            }
            Self::Year => Some(date.first_of_year()),
        };
        first.map_or(day, Day::from)
    }

    /// The first day of the step after the one that contains the day; an infinity stays the same.
    pub fn next(self, day: Day) -> Day {
        let start = self.start(day);
        match start.date() {
            Some(date) => self.after(start, (date.year(), date.month())),
            None => start,
        }
    }

    /// The first day after a step that begins on this day, of this year and month.
    #[inline]
    fn after(self, start: Day, (year, month): (i16, i8)) -> Day {
        let months = match self {
            Self::Day => return Day::in_calendar(start.number().saturating_add(1)),
            Self::Week => return Day::in_calendar(start.number().saturating_add(7)),
            Self::Month => {
                let days = days_in_month(year, month);
                return Day::in_calendar(start.number().saturating_add(days));
            }
            Self::Quarter => 3,
            Self::Year => 12,
        };
        // a quarter and a year begin where a year's months can be counted on
        let days = (month..month + months).map(|month| days_in_month(year, month));
        Day::in_calendar(start.number().saturating_add(days.sum()))
    }

    /// The first days of the steps from that of a day on, one after the other.
    #[inline]
    pub(crate) fn starts_from(self, day: Day) -> impl Iterator<Item = Day> + Clone {
        let start = self.start(day);
        let date = start.date();
        let mut month = date.map(|date| (date.year(), date.month()));
        std::iter::successors(Some(start), move |&day| {
            let own = month?;
            let step = match self {
                Self::Day | Self::Week => 0,
                Self::Month => 1,
                Self::Quarter => 3,
                Self::Year => 12,
            };
            let next = own.1 + step;
            month = Some(if next > 12 {
                (own.0.checked_add(1)?, next - 12)
            } else {
                (own.0, next)
            });
            Some(self.after(day, own))
        })
    }

    /// The fewest days that such a step has.
    pub(crate) const fn least_days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 28,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// The most days that such a step has.
    pub(crate) const fn most_days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
            Self::Quarter => 92,
            Self::Year => 366,
        }
    }

    /// The name of the step that contains the day.
    ///
    /// It reads `2023-10-07`, `2023-W40`, `2023-10`, `2023-Q4` or `2023`.
    pub fn label(self, day: Day) -> String {
        let Some(date) = day.date() else {
            return day.to_string();
        };
        match self {
            Self::Day => date.to_string(),
            Self::Week => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", date.year(), date.month()),
            Self::Quarter => format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", date.year()),
        }
    }
}

/// The days of a month, of the Gregorian calendar.
#[inline]
const fn days_in_month(year: i16, month: i8) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
