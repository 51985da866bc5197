//! The time of a relation by one or several statements, and how a split changes that time.

use super::period::{End, Period};
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::days::Window;

/// The start, end and seen days that all tellings of a relation together allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedPeriod {
    /// The days of its start, if one is stated.
    start: Option<(Day, Day)>,
    /// The days of its end, if one is stated.
    end: Option<(Day, Day)>,
    /// The first and the last day on which it was seen, the days of *ongoing* apart.
    seen: Option<(Day, Day)>,
    /// The days for which *ongoing* speaks, those of them on which it was seen.
    as_of: Vec<Day>,
    /// Whether it is ongoing, and no telling states an end.
    is_ongoing: bool,
    /// Whether it is ongoing without a day for which that speaks.
    is_endless: bool,
}

/// What a split does to a membership or part-of of its pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SplitMeets {
    /// It cannot have held on the day before any of the split's days.
    Untouched,
    /// The split should end it, but its own end or seen days do not allow it: certainly, if it
    /// certainly began before.
    Contradicts { is_certain: bool },
    /// The split ends it. It is contradicted if it is known to go on after the split: certainly, if
    /// it certainly began before.
    Ends {
        bounds: Bounds,
        contradicted: Option<bool>,
    },
    /// It is a return: it begins on or after the split's first day.
    Returns { first: Day },
    /// It is ended or a return: both can be.
    Either { bounds: Bounds, first: Day },
}

impl StatedPeriod {
    /// The time of one telling, whose *ongoing* speaks for a day.
    pub(crate) fn new(period: &Period, as_of: Option<Day>) -> Self {
        let days = |when: &crate::model::When| (when.first_day(), when.last_day());
        let start = period.start().map(days);
        let seen = period.seen();
        let seen = seen.first().zip(seen.last());
        let can_have_begun = |day: Day| start.is_none_or(|(first, _)| first <= day);
        let is_ongoing = *period.end() == End::Ongoing;
        let as_of = as_of.unwrap_or(Day::AFTER_ALL);
        let is_seen = is_ongoing && as_of.is_finite() && can_have_begun(as_of);
        Self {
            start,
            end: match period.end() {
                End::On(when) => Some(days(when)),
                End::Unknown | End::Ongoing => None,
            },
            seen: seen.map(|(&first, &last)| (Day::from(first), Day::from(last))),
            as_of: is_seen.then_some(as_of).into_iter().collect(),
            is_ongoing,
            is_endless: is_ongoing && as_of == Day::AFTER_ALL,
        }
    }

    /// What two tellings allow together, be it possible or not.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let hull = |a: (Day, Day), b: (Day, Day)| (a.0.min(b.0), a.1.max(b.1));
        let common = |a: (Day, Day), b: (Day, Day)| (a.0.max(b.0), a.1.min(b.1));
        let end = merged(self.end, other.end, common);
        let mut as_of = [&self.as_of[..], &other.as_of].concat();
        as_of.sort_unstable();
        as_of.dedup();
        Self {
            start: merged(self.start, other.start, common),
            end,
            seen: merged(self.seen, other.seen, hull),
            as_of,
            is_ongoing: end.is_none() && (self.is_ongoing || other.is_ongoing),
            is_endless: end.is_none() && (self.is_endless || other.is_endless),
        }
    }

    /// Whether there are a start and an end that it allows.
    pub(crate) fn is_possible(&self) -> bool {
        self.bounds(Window::ALL).is_possible()
    }

    /// Whether it says nothing of when the relation held.
    pub(crate) fn says_nothing(&self) -> bool {
        let is_open = self.start.is_none() && self.end.is_none();
        is_open && self.seen.is_none() && !self.is_ongoing
    }

    /// The stated start.
    pub(crate) const fn start(&self) -> Option<(Day, Day)> {
        self.start
    }

    /// The stated end; `None`: it is unknown or ongoing.
    pub(crate) const fn end(&self) -> Option<(Day, Day)> {
        self.end
    }

    /// The bounds of what lies within a span of days: it begins on its first day at the earliest, and
    /// is over on the day that it goes up to.
    ///
    /// What can lie there only in part keeps its end and its seen days, and may be impossible.
    pub(crate) fn bounds(&self, within: Window) -> Bounds {
        let bounds = self.loose(within).tightened();
        if self.is_endless && within.to == Day::AFTER_ALL {
            let (first, last) = (bounds.first_start(), bounds.last_start());
            return Bounds::new(first, last, Day::AFTER_ALL, Day::AFTER_ALL).tightened();
        }
        bounds
    }

    /// The same bounds before they are tightened; what is ongoing without a day has an open end.
    pub(crate) fn loose(&self, within: Window) -> Bounds {
        let unknown = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let ((s0, s1), (e0, e1)) = (self.start.unwrap_or(unknown), self.end.unwrap_or(unknown));
        let bounds = Bounds::new(s0.max(within.from), s1, e0, e1.min(within.to));
        let (first, last) = self.seen.unzip();
        let days = [first, last].into_iter().flatten();
        days.chain(self.as_of.iter().copied())
            .fold(bounds, Bounds::see)
    }

    /// How a split on one of these days meets a membership or part-of of its pair.
    ///
    /// `is_another_before`: another one of the pair certainly began before the split.
    pub(crate) fn split(
        &self,
        within: Window,
        days: &[(Day, Day)],
        is_another_before: bool,
    ) -> SplitMeets {
        let (Some(&(first, _)), Some(&(_, last))) = (days.first(), days.last()) else {
            return SplitMeets::Untouched;
        };
        let loose = self.loose(within);
        let (begins, ends) = (loose.first_start(), loose.last_end());
        let can_hold_before =
            |&(from, to): &(Day, Day)| from <= ends && begins < to && begins < ends;
        if !days.iter().any(can_hold_before) {
            return SplitMeets::Untouched;
        }
        let goes_on = last < loose.first_end();
        let last_start = loose.last_start().min(ends.previous());
        let ended = self.ended(within, days);
        let is_later = self.end.is_none() || first < ends;
        let is_return_like = self.is_ongoing || is_another_before && is_later;
        if is_return_like && first <= last_start && begins.max(first) < ends {
            return match ended {
                Some(bounds) if !goes_on => SplitMeets::Either { bounds, first },
                _ => SplitMeets::Returns { first },
            };
        }
        let began_before = last_start < first;
        match ended {
            Some(bounds) => SplitMeets::Ends {
                bounds,
                contradicted: goes_on.then_some(began_before),
            },
            None => SplitMeets::Contradicts {
                is_certain: began_before && goes_on,
            },
        }
    }

    /// Its bounds if it ends on one of a split's days; `None`: it cannot.
    fn ended(&self, within: Window, days: &[(Day, Day)]) -> Option<Bounds> {
        let loose = self.loose(within);
        let stated = self.end.map_or(Day::BEFORE_ALL, |end| end.0);
        let end = meeting(days, stated, loose.last_end())?;
        let seen = self
            .seen
            .into_iter()
            .flat_map(|(first, last)| [first, last]);
        let mut kept: Vec<Day> = seen.collect();
        if !self.is_ongoing {
            kept.extend(&self.as_of);
        }
        let is_after = |&(from, to): &(Day, Day)| {
            let to = to.min(end.1);
            from.max(stated) <= to && loose.first_start() < to && kept.iter().all(|day| *day < to)
        };
        if !days.iter().any(is_after) {
            return None;
        }
        if self.is_ongoing {
            kept.extend(self.as_of.iter().filter(|day| **day < end.1));
        }
        let (unknown, start) = ((Day::BEFORE_ALL, Day::AFTER_ALL), self.start);
        let (s0, s1) = start.unwrap_or(unknown);
        let bounds = Bounds::new(s0.max(within.from), s1, end.0, end.1);
        Some(kept.into_iter().fold(bounds, Bounds::see).tightened())
    }
}

/// What either has, or what both have together.
fn merged<T>(one: Option<T>, two: Option<T>, both: impl Fn(T, T) -> T) -> Option<T> {
    match (one, two) {
        (Some(one), Some(two)) => Some(both(one, two)),
        (one, two) => one.or(two),
    }
}

/// The first and the last of sorted ranges of days within a span of days, both included.
fn meeting(days: &[(Day, Day)], first: Day, last: Day) -> Option<(Day, Day)> {
    let cut = |&(from, to): &(Day, Day)| (from.max(first), to.min(last));
    let mut met = days.iter().map(cut).filter(|(from, to)| from <= to);
    let (from, to) = met.next()?;
    Some((from, met.next_back().map_or(to, |range| range.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        let when: crate::model::When = text.parse().expect("it is a day");
        when.first_day()
    }

    fn told(start: &str, end: &str, as_of: &str) -> StatedPeriod {
        let start = (!start.is_empty()).then(|| start.parse().expect("it is a date"));
        let end = match end {
            "" => End::Unknown,
            end => end.parse().expect("it is an end"),
        };
        StatedPeriod::new(&Period::new(start, end, Vec::new()), Some(day(as_of)))
    }

    #[test]
    fn a_return_within_the_days_of_a_split_is_not_ended_by_it() {
        let split = [(day("2021-06-01"), day("2021-06-30"))];
        let first = day("2021-06-01");
        let again = told("[2021-05-20..2021-06-12]", "..", "2022-12-31");
        let met = again.split(Window::ALL, &split, false);
        assert_eq!(met, SplitMeets::Returns { first });
        // it is over, or goes on: as of the day it is still open which
        let open = told("[2021-05-20..2021-06-12]", "..", "2021-06-15");
        let met = open.split(Window::ALL, &split, false);
        assert!(matches!(met, SplitMeets::Either { .. }), "{met:?}");
        // it certainly began before
        let old = told("2017", "..", "2022-12-31");
        let met = old.split(Window::ALL, &split, false);
        let is_contradicted = matches!(
            met,
            SplitMeets::Ends {
                contradicted: Some(true),
                ..
            }
        );
        assert!(is_contradicted, "{met:?}");
        let later = told("2021-07", "", "2022-12-31");
        assert_eq!(
            later.split(Window::ALL, &split, false),
            SplitMeets::Untouched
        );
    }

    #[test]
    fn tellings_that_cannot_meet_allow_nothing_together() {
        let (year, day) = (
            told("2019", "", "2022-01-01"),
            told("2019-03-10", "", "2022-01-01"),
        );
        assert_eq!(year.and(&day).start(), day.start());
        let ended = told("", "2018-06", "2022-01-01");
        assert!(!year.and(&ended).is_possible());
        let ongoing = told("", "..", "2022-01-01");
        assert!(!ongoing.and(&ended).is_possible() && ongoing.is_possible());
        assert!(told("", "", "2022-01-01").says_nothing());
    }

    #[test]
    fn what_one_telling_ends_is_ongoing_in_none() {
        let (open, ongoing) = (told("", "", "2022-01-01"), told("", "..", "2022-01-01"));
        assert!(open.and(&open).says_nothing());
        assert!(!open.and(&ongoing).says_nothing());
        let split = [(day("2021-06-01"), day("2021-06-30"))];
        let (again, first) = (
            told("[2021-05-20..2021-06-12]", "..", "2022-12-31"),
            day("2021-06-01"),
        );
        let met = again.and(&open).split(Window::ALL, &split, false);
        assert_eq!(met, SplitMeets::Returns { first });
        let ended = again.and(&told("", "2023", "2023-12-31"));
        let met = ended.split(Window::ALL, &split, false);
        assert!(matches!(met, SplitMeets::Contradicts { .. }), "{met:?}");
    }

    #[test]
    fn what_is_ongoing_as_of_no_day_ends_where_its_days_end() {
        let start = "2019".parse().expect("it is a date");
        let period = Period::new(Some(start), End::Ongoing, Vec::new());
        let ongoing = StatedPeriod::new(&period, None);
        let ever = ongoing.bounds(Window::ALL);
        assert_eq!(
            (ever.first_end(), ever.last_end()),
            (Day::AFTER_ALL, Day::AFTER_ALL)
        );
        let to = day("2023-01-01");
        let before = ongoing.bounds(Window { to, ..Window::ALL });
        assert_eq!(before.last_end(), to);
        assert!(before.first_end() < to);
    }
}
