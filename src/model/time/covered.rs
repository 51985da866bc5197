//! For which days a record speaks.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::model::dates::When;
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::days::Window;
use crate::model::words::UnknownWord;

/// Whether a record claims to report the events of some days: all of them, some, or none.
///
/// The silence of a record about days that it does not cover is no sign that nothing happened.
///
/// # Examples
///
/// ```
/// use factions::model::Covered;
///
/// assert_eq!(Covered::Yes.with(Covered::No), Covered::Partly);
/// assert_eq!(Covered::No.with(Covered::No), Covered::No);
/// assert_eq!(Covered::Partly.to_string(), "partly");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// The record certainly covers none of the days.
    No,
    /// The record covers only some of the days, or only possibly covers them.
    Partly,
    /// The record certainly covers all of the days.
    Yes,
}

impl Covered {
    /// The coverage of two parts of a record together.
    ///
    /// The days are covered if both parts cover them, and partly covered if only one part does.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Covered;
    ///
    /// assert_eq!(Covered::Yes.with(Covered::Yes), Covered::Yes);
    /// assert_eq!(Covered::Partly.with(Covered::No), Covered::Partly);
    /// ```
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Partly }
    }

    /// The word for it: `yes`, `partly` or `no`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Partly => "partly",
            Self::Yes => "yes",
        }
    }
}

impl FromStr for Covered {
    type Err = UnknownWord;

    /// Reads `yes`, `partly` or `no`.
    ///
    /// # Errors
    ///
    /// Returns an error for every other word.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        let all = [Self::No, Self::Partly, Self::Yes];
        let found = all.into_iter().find(|one| one.as_str() == word);
        found.ok_or_else(|| UnknownWord::new("coverage", word, &["no", "partly", "yes"]))
    }
}

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The days whose events a record, or one part of a merged record, claims to report.
///
/// # Examples
///
/// ```
/// use factions::model::{Covered, Window};
/// use factions::{Record, date};
///
/// let record = Record::from_toml("[record]\ncovers = { start = \"2017\", end = \"2019-03\" }")?;
/// let covers = &record.covers()[0];
/// let year = |year| Window::from_range(date(year, 1, 1)..date(year + 1, 1, 1));
/// assert_eq!(covers.covered(year(2018)), Covered::Yes);
/// assert_eq!(covers.covered(year(2019)), Covered::Partly);
/// assert_eq!(covers.covered(year(2020)), Covered::No);
/// // on some day of 2017 it begins
/// assert_eq!(covers.covered(year(2017)), Covered::Partly);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Coverage {
    /// The first day that the record covers; `None` if it covers every day before the end.
    pub start: Option<When>,
    /// The first day that the record no longer covers; `None` if it covers every later day.
    pub end: Option<When>,
}

impl Coverage {
    /// Whether the record covers all, some or no days of the window.
    ///
    /// An empty window counts as covered.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Coverage, Covered, Window};
    ///
    /// assert_eq!(Coverage::default().covered(Window::ALL), Covered::Yes);
    /// ```
    pub fn covered(&self, window: Window) -> Covered {
        self.covered_before(window, Day::AFTER_ALL)
    }

    /// The same if nothing from a day on is covered.
    pub(crate) fn covered_before(&self, window: Window, limit: Day) -> Covered {
        if window.is_empty() {
            return Covered::Yes;
        }
        let bounds = self.bounds();
        let [first_start, last_start] = [bounds.first_start(), bounds.last_start()];
        let [first_end, last_end] =
            [bounds.first_end(), bounds.last_end()].map(|day| day.min(limit));
        if last_start <= window.from && window.to <= first_end {
            Covered::Yes
        } else if window.from.max(first_start) < window.to.min(last_end) {
            Covered::Partly
        } else {
            Covered::No
        }
    }

    /// The days on which it can begin and end; it covers a day at least.
    pub(crate) fn bounds(&self) -> Bounds {
        let of = |when: &Option<When>, otherwise: Day| {
            when.as_ref()
                .map_or([otherwise; 2], |when| [when.first_day(), when.last_day()])
        };
        let [s0, s1] = of(&self.start, Day::BEFORE_ALL);
        let [e0, e1] = of(&self.end, Day::AFTER_ALL);
        Bounds::new(s0, s1, e0, e1).tightened()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn when(first: i32, length: i32) -> When {
        let day = |number| Day::new(19_600 + number).date().expect("it is a day");
        format!("[{}..{}]", day(first), day(first + length))
            .parse()
            .expect("it is a date")
    }

    proptest! {
        #[test]
        fn a_window_is_covered_as_trying_every_start_and_end_has_it(
            start in proptest::option::of((0..8, 0..4)),
            end in proptest::option::of((4..14, 0..4)),
            from in 0..14,
            length in 1..5,
        ) {
            let coverage = Coverage {
                start: start.map(|(first, length)| when(first, length)),
                end: end.map(|(first, length)| when(first, length)),
            };
            let starts = start.map_or(-1..=-1, |(first, length)| first..=first + length);
            let mut answers = Vec::new();
            for start in starts {
                let ends = end.map_or(99..=99, |(first, length)| first..=first + length);
                for end in ends.filter(|end| start < *end) {
                    answers.extend((from..from + length).map(|day| start <= day && day < end));
                }
            }
            prop_assume!(!answers.is_empty());
            let wanted = match (answers.iter().all(|yes| *yes), answers.iter().any(|yes| *yes)) {
                (true, _) => Covered::Yes,
                (false, true) => Covered::Partly,
                (false, false) => Covered::No,
            };
            let day = |number| Day::new(19_600 + number);
            let window = Window { from: day(from), to: day(from + length) };
            prop_assert_eq!(coverage.covered(window), wanted);
        }
    }
}
