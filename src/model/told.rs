//! The time of a relation as one or several tellings have it, and how a split meets it.

use super::bounds::Bounds;
use super::day::Day;
use super::period::{End, Period};
use super::window::Window;

/// The start, end and seen days that all tellings of a relation together allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// The days of its start, if one is stated.
    start: Option<(Day, Day)>,
    /// The days of its end, if one is stated.
    end: Option<(Day, Day)>,
    /// The first and the last day on which it was seen, the days of *ongoing* apart.
    seen: Option<(Day, Day)>,
    ongoing: Option<Ongoing>,
}

/// That it goes on, as some tellings have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ongoing {
    /// The last day for which one of them speaks; `None`: none has such a day.
    as_of: Option<Day>,
    /// The first and the last of these days that are seen days.
    seen: Option<(Day, Day)>,
}

/// What a split does to a membership or part-of of its pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SplitMeets {
    /// It cannot have held on the day before any of the split's days.
    Untouched,
    /// The split should end it, but its own end or seen days do not allow it: certainly, if it
    /// certainly began before.
    Contradicts { is_certain: bool },
    /// The split ends it. It is contradicted if it is known to go on after the split.
    Ends {
        bounds: Bounds,
        is_contradicted: bool,
    },
    /// It is a return: it begins on or after the split's first day.
    Returns { first: Day },
    /// It is ended or a return: both can be.
    Either { bounds: Bounds, first: Day },
}

impl Told {
    /// The time of one telling, whose *ongoing* speaks for a day.
    pub(crate) fn new(period: &Period, as_of: Option<Day>) -> Self {
        let days = |when: &super::When| (when.first_day(), when.last_day());
        let start = period.start().map(days);
        let seen = period.seen();
        let seen = seen.first().zip(seen.last());
        let can_have_begun = |day: Day| start.is_none_or(|(first, _)| first <= day);
        Self {
            start,
            end: match period.end() {
                End::On(when) => Some(days(when)),
                End::Unknown | End::Ongoing => None,
            },
            seen: seen.map(|(&first, &last)| (Day::from(first), Day::from(last))),
            ongoing: (*period.end() == End::Ongoing).then(|| Ongoing {
                as_of,
                seen: as_of
                    .filter(|&day| day.is_finite() && can_have_begun(day))
                    .map(|day| (day, day)),
            }),
        }
    }

    /// What two tellings allow together; `None`: they cannot meet.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let hull = |a: (Day, Day), b: (Day, Day)| (a.0.min(b.0), a.1.max(b.1));
        let ongoing = match (self.ongoing, other.ongoing) {
            (Some(one), Some(two)) => Some(Ongoing {
                as_of: one.as_of.max(two.as_of),
                seen: merged(one.seen, two.seen, hull),
            }),
            (one, two) => one.or(two),
        };
        let common = |a: (Day, Day), b: (Day, Day)| (a.0.max(b.0), a.1.min(b.1));
        let both = Self {
            start: merged(self.start, other.start, common),
            end: merged(self.end, other.end, common),
            seen: merged(self.seen, other.seen, hull),
            ongoing,
        };
        let is_in_order = |days: Option<(Day, Day)>| days.is_none_or(|(a, b)| a <= b);
        let can_be = is_in_order(both.start)
            && is_in_order(both.end)
            && both.bounds(Window::ALL).is_possible();
        can_be.then_some(both)
    }

    /// Whether it says nothing of when the relation held.
    pub(crate) fn says_nothing(self) -> bool {
        let goes_on = self.ongoing.is_some_and(|ongoing| {
            ongoing.seen.is_some() || ongoing.as_of.is_none_or(|day| day == Day::AFTER_ALL)
        });
        self.start.is_none() && self.end.is_none() && self.seen.is_none() && !goes_on
    }

    /// The stated start.
    pub(crate) const fn start(self) -> Option<(Day, Day)> {
        self.start
    }

    /// The stated end; `None`: it is unknown or ongoing.
    pub(crate) const fn end(self) -> Option<(Day, Day)> {
        self.end
    }

    /// The bounds of what lies within a span of days: it begins on its first day at the earliest, and
    /// is over on the day that it goes up to.
    ///
    /// What can lie there only in part keeps its end and its seen days, and may be impossible.
    pub(crate) fn bounds(self, within: Window) -> Bounds {
        let bounds = self.open_bounds(within);
        let Some(ongoing) = self.ongoing else {
            return bounds;
        };
        let is_for_ever = ongoing.as_of.is_none_or(|day| day == Day::AFTER_ALL);
        if is_for_ever && within.to == Day::AFTER_ALL {
            let (first, last) = (bounds.first_start(), bounds.last_start());
            return Bounds::new(first, last, Day::AFTER_ALL, Day::AFTER_ALL).tightened();
        }
        let (first, last) = ongoing.seen.unzip();
        let days = [first, last].into_iter().flatten();
        days.fold(bounds, Bounds::see).tightened()
    }

    /// The same bounds where *ongoing* counts as an unknown end.
    fn open_bounds(self, within: Window) -> Bounds {
        let unknown = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let ((s0, s1), (e0, e1)) = (self.start.unwrap_or(unknown), self.end.unwrap_or(unknown));
        let bounds = Bounds::new(s0.max(within.from), s1, e0, e1.min(within.to));
        let (first, last) = self.seen.unzip();
        let days = [first, last].into_iter().flatten();
        days.fold(bounds, Bounds::see).tightened()
    }

    /// How a split on one of these days meets a membership or part-of of its pair.
    ///
    /// `is_another_before`: another one of the pair certainly began before the split.
    pub(crate) fn split(
        self,
        within: Window,
        days: &[(Day, Day)],
        is_another_before: bool,
    ) -> SplitMeets {
        let (Some(&(first, _)), Some(&(_, last))) = (days.first(), days.last()) else {
            return SplitMeets::Untouched;
        };
        let open = self.open_bounds(within);
        if meeting(days, open.first_start().next(), open.last_end()).is_none() {
            return SplitMeets::Untouched;
        }
        let last_start = self.bounds(within).last_start();
        let ended = self.ended(open, days);
        let either = || match ended {
            Some(bounds) => SplitMeets::Either { bounds, first },
            None => SplitMeets::Returns { first },
        };
        let ends = |is_contradicted| {
            let is_certain = last_start < first;
            let contradicts = SplitMeets::Contradicts { is_certain };
            ended.map_or(contradicts, |bounds| SplitMeets::Ends {
                bounds,
                is_contradicted,
            })
        };
        match self.ongoing {
            Some(ongoing) => {
                let goes_on = ongoing.as_of.is_some_and(|as_of| last <= as_of);
                match (last_start < first, goes_on) {
                    (true, _) => ends(goes_on),
                    (false, true) => SplitMeets::Returns { first },
                    (false, false) => either(),
                }
            }
            None => {
                let can_end_later = self.end.is_none_or(|end| last < end.1);
                if is_another_before && first <= last_start && can_end_later {
                    either()
                } else {
                    ends(false)
                }
            }
        }
    }

    /// Its bounds if it ends on one of a split's days; `None`: it cannot.
    fn ended(self, open: Bounds, days: &[(Day, Day)]) -> Option<Bounds> {
        let mut end = meeting(days, open.first_end(), open.last_end())?;
        let mut bounds = open;
        if let Some((first, last)) = self.ongoing.and_then(|ongoing| ongoing.seen) {
            let later = meeting(days, open.first_end().max(last.next()), open.last_end());
            if let Some(later) = later {
                end = later;
                bounds = bounds.see(first).see(last);
            }
        }
        let (s0, s1) = (bounds.first_start(), bounds.last_start());
        Some(Bounds::new(s0, s1, end.0, end.1).tightened())
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
    Some((from, met.last().map_or(to, |range| range.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        let when: super::super::When = text.parse().expect("it is a day");
        when.first_day()
    }

    fn told(start: &str, end: &str, as_of: &str) -> Told {
        let start = (!start.is_empty()).then(|| start.parse().expect("it is a date"));
        let end = match end {
            "" => End::Unknown,
            end => end.parse().expect("it is an end"),
        };
        Told::new(&Period::new(start, end, Vec::new()), Some(day(as_of)))
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
        let is_contradicted = true;
        assert!(
            matches!(met, SplitMeets::Ends { is_contradicted: is, .. } if is == is_contradicted)
        );
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
        assert_eq!(year.and(day).and_then(|both| both.start()), day.start());
        let ended = told("", "2018-06", "2022-01-01");
        assert_eq!(year.and(ended), None);
        let ongoing = told("", "..", "2022-01-01");
        assert_eq!(ongoing.and(ended), None);
        assert!(told("", "", "2022-01-01").says_nothing());
    }
}
