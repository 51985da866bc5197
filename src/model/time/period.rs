//! How long a relation held: its start, its end, and the days on which it was seen.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

use crate::model::dates::When;
use crate::model::dates::WhenError;
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::thin::ThinVec;

/// How long something held: from its start up to, but not on, its end.
///
/// The start, the end or both may be unknown. An inexact start or end stands for every day from its
/// first possible day to its last, even if the date leaves out some days in between. A period holds
/// on at least one day.
///
/// # Examples
///
/// ```
/// use factions::model::{Day, End, Holds, Period};
/// use jiff::civil::date;
///
/// let membership = Period::since("2021-05".parse()?).until("late 2023-09".parse::<End>()?);
/// let bounds = membership.bounds(None);
/// assert_eq!(bounds.on(Day::from(date(2023, 9, 1))), Some(Holds::Certainly));
/// assert_eq!(bounds.on(Day::from(date(2023, 9, 25))), Some(Holds::Possibly));
/// assert_eq!(bounds.on(Day::from(date(2023, 9, 30))), None);
/// # Ok::<(), factions::model::WhenError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: Option<When>,
    end: End,
    seen: ThinVec<Date>,
}

impl Period {
    /// The period about which nothing is known: any start and any end are possible.
    pub const UNKNOWN: Self = Self {
        start: None,
        end: End::Unknown,
        seen: ThinVec::NONE,
    };

    /// Makes a period from its start (`None` if unknown), its end, and the days on which it was
    /// seen.
    ///
    /// The days are sorted, and duplicates are removed.
    pub fn new(start: Option<When>, end: End, mut seen: Vec<Date>) -> Self {
        seen.sort_unstable();
        seen.dedup();
        let seen = seen.into();
        Self { start, end, seen }
    }

    /// Makes a period with this start and an unknown end.
    pub fn since(start: When) -> Self {
        Self {
            start: Some(start),
            ..Self::UNKNOWN
        }
    }

    /// Returns the same period with this end.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{End, Period};
    ///
    /// let period = Period::since("2021-05".parse()?).until(End::Ongoing);
    /// assert_eq!(period.end(), &End::Ongoing);
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    #[must_use]
    pub fn until(self, end: impl Into<End>) -> Self {
        Self {
            end: end.into(),
            ..self
        }
    }

    /// Returns the same period with more days on which it is known to have held.
    ///
    /// The days are added to those that the period already has.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Day, Holds, Period};
    /// use jiff::civil::date;
    ///
    /// let period = Period::UNKNOWN.seen_on([date(2023, 10, 7)]);
    /// let day = Day::from(date(2023, 10, 7));
    /// assert_eq!(period.bounds(None).on(day), Some(Holds::Certainly));
    /// ```
    #[must_use]
    pub fn seen_on(self, days: impl IntoIterator<Item = Date>) -> Self {
        let seen = self.seen.iter().copied().chain(days).collect();
        Self::new(self.start, self.end, seen)
    }

    /// The start; `None` if it is unknown.
    pub const fn start(&self) -> Option<&When> {
        self.start.as_ref()
    }

    /// The end: unknown, ongoing or a date.
    pub const fn end(&self) -> &End {
        &self.end
    }

    /// The days on which the period is known to have held; sorted, without duplicates.
    pub fn seen(&self) -> &[Date] {
        &self.seen
    }

    /// Whether nothing is known about the period.
    pub fn is_unknown(&self) -> bool {
        *self == Self::UNKNOWN
    }

    /// The first and last possible day of the start and of the end, [tightened](Bounds::tightened).
    ///
    /// `as_of` is the day on which an ongoing period is known to have held. With `None` or
    /// [`Day::AFTER_ALL`], an ongoing period never ends. With [`Day::BEFORE_ALL`], nothing is known
    /// about its end. If the period starts after `as_of`, that day does not count as a day on which
    /// it held.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Day, End, Holds, Period};
    /// use jiff::civil::date;
    ///
    /// let period = Period::since("2021-05".parse()?).until(End::Ongoing);
    /// let as_of = Day::from(date(2023, 10, 31));
    /// let bounds = period.bounds(Some(as_of));
    /// assert_eq!(bounds.on(as_of), Some(Holds::Certainly));
    /// assert_eq!(bounds.on(as_of.next()), Some(Holds::Possibly));
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn bounds(&self, as_of: Option<Day>) -> Bounds {
        let mut bounds = self.stated(as_of.unwrap_or(Day::AFTER_ALL));
        if let (End::Ongoing, Some(as_of)) = (&self.end, as_of)
            && bounds.first_start() <= as_of
        {
            bounds = bounds.see(as_of);
        }
        for date in &self.seen {
            bounds = bounds.see(Day::from(*date));
        }
        bounds.tightened()
    }

    /// The bounds as start and end state them, and nothing else.
    fn stated(&self, as_of: Day) -> Bounds {
        let (s0, s1) = self
            .start
            .as_ref()
            .map_or((Day::BEFORE_ALL, Day::AFTER_ALL), |start| {
                (start.first_day(), start.last_day())
            });
        let (e0, e1) = match &self.end {
            End::Unknown => (Day::BEFORE_ALL, Day::AFTER_ALL),
            End::Ongoing => (as_of.next(), Day::AFTER_ALL),
            End::On(end) => (end.first_day(), end.last_day()),
        };
        Bounds::new(s0, s1, e0, e1)
    }

    /// The reasons why no start and end are possible; empty if some are possible.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{End, Period, PeriodProblem};
    ///
    /// let period = Period::since("2023-10".parse()?).until("2023-09".parse::<End>()?);
    /// let problems = period.problems();
    /// assert!(matches!(problems[..], [PeriodProblem::EndsBeforeStart { .. }]));
    /// assert_eq!(problems[0].to_string(), "it ends before it starts");
    /// assert!(Period::since("2023-10".parse()?).problems().is_empty());
    /// # Ok::<(), factions::model::WhenError>(())
    /// ```
    pub fn problems(&self) -> Vec<PeriodProblem> {
        // *as of* never makes a period impossible: it is seen only if it fits
        let bounds = self.stated(Day::AFTER_ALL);
        let (start, end) = (bounds.first_start(), bounds.last_end());
        let mut problems = Vec::new();
        if end < start {
            problems.push(PeriodProblem::EndsBeforeStart { start, end });
        } else if end == start {
            problems.push(PeriodProblem::EndsOnStart { day: start });
        }
        for &seen in &self.seen {
            if Day::from(seen) < start {
                problems.push(PeriodProblem::SeenBeforeStart { seen, start });
            } else if end <= Day::from(seen) {
                problems.push(PeriodProblem::SeenAfterEnd { seen, end });
            }
        }
        problems
    }
}

/// The end of a period: unknown, ongoing, or a date.
///
/// An ongoing end prints as `..` and is read from it. An unknown end prints as `unknown`, which
/// cannot be read back.
///
/// # Examples
///
/// ```
/// use factions::model::End;
///
/// assert_eq!("..".parse::<End>()?, End::Ongoing);
/// assert_eq!("2023-09".parse::<End>()?.to_string(), "2023-09");
/// assert_eq!(End::default(), End::Unknown);
/// # Ok::<(), factions::model::WhenError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Nobody says whether or when the period ended.
    #[default]
    Unknown,
    /// The period goes on, as of the day for which its statement speaks.
    Ongoing,
    /// The first day on which the period no longer holds.
    On(When),
}

impl End {
    /// The date of the end; `None` if the end is unknown or ongoing.
    pub const fn date(&self) -> Option<&When> {
        match self {
            Self::On(when) => Some(when),
            Self::Unknown | Self::Ongoing => None,
        }
    }
}

impl FromStr for End {
    type Err = WhenError;

    /// Reads `..` as ongoing, and everything else as a date.
    ///
    /// # Errors
    ///
    /// Returns the error of [`When`] if the text is neither.
    fn from_str(text: &str) -> Result<Self, WhenError> {
        match text {
            ".." => Ok(Self::Ongoing),
            date => date.parse().map(Self::On),
        }
    }
}

impl From<When> for End {
    fn from(when: When) -> Self {
        Self::On(when)
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.pad("unknown"),
            Self::Ongoing => f.pad(".."),
            Self::On(when) => when.fmt(f),
        }
    }
}

/// Why a period cannot hold on any day, or not on a day on which it was seen.
///
/// # Examples
///
/// ```
/// use factions::model::{End, Period};
///
/// let period = Period::since("2023-10-07".parse()?).until("2023-10-07".parse::<End>()?);
/// let problem = period.problems()[0];
/// assert_eq!(problem.to_string(), "it ends on the day on which it starts, `2023-10-07`");
/// assert_eq!(
///     problem.remedy(),
///     "the end is the first day on which it no longer holds, such as `2023-10-08`",
/// );
/// # Ok::<(), factions::model::WhenError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PeriodProblem {
    /// The last possible end comes before the first possible start.
    #[error("it ends before it starts")]
    EndsBeforeStart {
        /// The earliest start.
        start: Day,
        /// The latest end.
        end: Day,
    },
    /// The last possible end is the first possible start, so that the period holds on no day.
    #[error("it ends on the day on which it starts, `{day}`")]
    EndsOnStart {
        /// The day on which the period starts and ends.
        day: Day,
    },
    /// A day on which the period is known to have held comes before its first possible start.
    #[error("it was seen on `{seen}`, before it starts")]
    SeenBeforeStart {
        /// The seen day.
        seen: Date,
        /// The earliest start.
        start: Day,
    },
    /// A day on which the period is known to have held is its last possible end, or a later day.
    #[error("it was seen on `{seen}`, when it has ended")]
    SeenAfterEnd {
        /// The seen day.
        seen: Date,
        /// The latest end.
        end: Day,
    },
}

impl PeriodProblem {
    /// A sentence that says what to correct.
    pub fn remedy(&self) -> String {
        match self {
            Self::EndsBeforeStart { start, end } => {
                format!("it starts on `{start}` at the earliest and ends on `{end}` at the latest")
            }
            Self::EndsOnStart { day } => {
                let next = day.next();
                format!("the end is the first day on which it no longer holds, such as `{next}`")
            }
            Self::SeenBeforeStart { start, .. } => {
                format!("it starts on `{start}` at the earliest: correct one of the two")
            }
            Self::SeenAfterEnd { end, .. } => {
                format!("from `{end}` on it no longer holds: correct one of the two")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Holds, Window};

    /// The first day of a small calendar.
    fn first() -> i32 {
        Day::from(date(2023, 9, 26)).number()
    }

    const DAYS: i32 = 10;
    /// Farther than anything asked about: stands for an infinity.
    const FAR: i32 = 15;

    fn calendar_day(place: i32) -> Date {
        Day::new(first() + place).date().expect("in the calendar")
    }

    /// A span of days, each end unbounded where there is none.
    fn span() -> impl Strategy<Value = (Option<i32>, Option<i32>)> {
        let ends = (0..DAYS, 0..DAYS).prop_map(|(a, b)| (a.min(b), a.max(b)));
        (ends, 0..8).prop_map(|((a, b), kind)| match kind {
            0 => (None, Some(b)),
            1 => (Some(a), None),
            2 => (Some(a), Some(a)),
            _ => (Some(a), Some(b)),
        })
    }

    fn text((from, to): (Option<i32>, Option<i32>)) -> When {
        let day = |place: Option<i32>| place.map_or(String::new(), |p| calendar_day(p).to_string());
        let text = format!("[{}..{}]", day(from), day(to));
        text.parse().expect("a range of days")
    }

    #[derive(Debug, Clone)]
    enum Ends {
        Unknown,
        Ongoing,
        On((Option<i32>, Option<i32>)),
    }

    fn ends() -> impl Strategy<Value = Ends> {
        prop_oneof![
            1 => Just(Ends::Unknown),
            2 => Just(Ends::Ongoing),
            4 => span().prop_map(Ends::On),
        ]
    }

    #[derive(Debug, Clone, Copy)]
    enum AsOf {
        Never,
        Nothing,
        On(i32),
    }

    fn as_of() -> impl Strategy<Value = AsOf> {
        prop_oneof![
            1 => Just(AsOf::Never),
            1 => Just(AsOf::Nothing),
            4 => (0..DAYS).prop_map(AsOf::On),
        ]
    }

    /// Every possible start and end, by the words of the definition.
    fn readings(
        start: Option<(Option<i32>, Option<i32>)>,
        end: &Ends,
        seen: &[i32],
        as_of: AsOf,
    ) -> Vec<(i32, i32)> {
        let within = |day: i32, span: (Option<i32>, Option<i32>)| {
            span.0.is_none_or(|from| from <= day) && span.1.is_none_or(|to| day <= to)
        };
        let earliest = start.and_then(|span| span.0).unwrap_or(-FAR);
        let mut all = Vec::new();
        for from in -FAR..=FAR + DAYS {
            for to in from + 1..=FAR + DAYS + 1 {
                let end_fits = match (end, as_of) {
                    (Ends::Unknown, _) | (Ends::Ongoing, AsOf::Nothing) => true,
                    (Ends::Ongoing, AsOf::Never) => to == FAR + DAYS + 1,
                    (Ends::Ongoing, AsOf::On(day)) => to > day && (earliest > day || from <= day),
                    (Ends::On(span), _) => within(to, *span),
                };
                if end_fits
                    && start.is_none_or(|span| within(from, span))
                    && seen.iter().all(|day| (from..to).contains(day))
                {
                    all.push((from, to));
                }
            }
        }
        all
    }

    fn by_trying(all: &[(i32, i32)], holds: impl Fn(i32, i32) -> bool) -> Option<Holds> {
        let count = all.iter().filter(|(from, to)| holds(*from, *to)).count();
        Holds::from_tests(count == all.len(), count > 0)
    }

    proptest! {
        #[test]
        fn the_bounds_answer_as_trying_every_start_and_end(
            start in proptest::option::of(span()),
            end in ends(),
            seen in proptest::collection::vec(0..DAYS, 0..3),
            as_of in as_of(),
        ) {
            let all = readings(start, &end, &seen, as_of);
            let stated = match &end {
                Ends::Unknown => End::Unknown,
                Ends::Ongoing => End::Ongoing,
                Ends::On(span) => End::On(text(*span)),
            };
            let days = seen.iter().map(|day| calendar_day(*day)).collect();
            let period = Period::new(start.map(text), stated, days);
            prop_assert_eq!(period.problems().is_empty(), !all.is_empty());
            let bounds = period.bounds(match as_of {
                AsOf::Never => None,
                AsOf::Nothing => Some(Day::BEFORE_ALL),
                AsOf::On(day) => Some(Day::from(calendar_day(day))),
            });
            prop_assert_eq!(bounds.is_possible(), !all.is_empty());
            if all.is_empty() {
                return Ok(());
            }
            for from in -1..=DAYS {
                let on = by_trying(&all, |start, end| start <= from && from < end);
                prop_assert_eq!(bounds.on(Day::new(first() + from)), on);
                for to in from + 1..=DAYS + 1 {
                    let window = Window {
                        from: Day::new(first() + from),
                        to: Day::new(first() + to),
                    };
                    let within = by_trying(&all, |start, end| start < to && from < end);
                    prop_assert_eq!(bounds.in_window(window), within);
                }
            }
            prop_assert_eq!(bounds.in_window(Window::ALL), Some(Holds::Certainly));
        }
    }

    fn ongoing_since(text: &str) -> Period {
        Period::since(text.parse().expect("a date")).until(End::Ongoing)
    }

    #[test]
    fn an_ongoing_period_is_seen_on_its_as_of_day_only_if_it_can_have_begun() {
        let as_of = Some(Day::from(date(2023, 10, 31)));
        let begun = ongoing_since("[2023-10..2023-12]").bounds(as_of);
        assert_eq!(begun.latest_start(), Some(date(2023, 10, 31)));
        let later = ongoing_since("[2023-11..2023-12]").bounds(as_of);
        assert_eq!(later.latest_start(), Some(date(2023, 12, 31)));
        assert_eq!(later.earliest_end(), Some(date(2023, 11, 2)));
    }

    #[test]
    fn an_ongoing_period_without_as_of_has_no_end() {
        let bounds = ongoing_since("2023").bounds(None);
        assert_eq!(bounds.first_end(), Day::AFTER_ALL);
        let day = Day::from(date(2999, 1, 1));
        assert_eq!(bounds.on(day), Some(Holds::Certainly));
    }

    #[test]
    fn an_ongoing_period_as_of_before_all_days_is_not_seen() {
        let bounds = Period::UNKNOWN
            .until(End::Ongoing)
            .bounds(Some(Day::BEFORE_ALL));
        assert_eq!(bounds, Bounds::UNKNOWN);
    }

    #[test]
    fn a_period_does_not_hold_on_its_end() {
        let end: End = "2023-10-07".parse().expect("a date");
        let bounds = ongoing_since("2023-10-05").until(end).bounds(None);
        assert_eq!(
            bounds.on(Day::from(date(2023, 10, 6))),
            Some(Holds::Certainly)
        );
        assert_eq!(bounds.on(Day::from(date(2023, 10, 7))), None);
    }

    #[test]
    fn a_seen_day_outside_is_named_with_its_side() {
        let end: End = "2023-10".parse().expect("a date");
        let period = Period::since("2023-09".parse().expect("a date"))
            .until(end)
            .seen_on([date(2023, 10, 31), date(2023, 8, 31), date(2023, 9, 15)]);
        let messages: Vec<String> = period.problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "it was seen on `2023-08-31`, before it starts",
                "it was seen on `2023-10-31`, when it has ended",
            ]
        );
    }

    #[test]
    fn it_is_small() {
        assert!(size_of::<End>() <= 16);
        assert!(size_of::<Period>() <= 56);
    }
}
