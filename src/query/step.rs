//! Steps of the calendar.

use crate::model::Day;
use crate::model::word::words;
use jiff::ToSpan;
use jiff::civil::Date;

words! {
    /// A step of the calendar.
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
        /// A day.
        Day = "day",
        /// A week of ISO 8601: from Monday.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A year.
        Year = "year",
    }
}

impl Step {
    /// The first day of the step that a day is in; an unbounded day stays as it is.
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

    /// The first day of the next step; an unbounded day stays as it is.
    pub fn next(self, day: Day) -> Day {
        let start = self.start(day);
        let Some(date) = start.date() else {
            return start;
        };
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        date.checked_add(span).map_or(Day::AFTER_ALL, Day::from)
    }

    /// The name of the step that a day is in: `2023-10-07`, `2023-W40`, `2023-10`, `2023-Q4`, `2023`.
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
