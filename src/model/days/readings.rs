//! Several ways in which a period may have been, and the days on which it can hold in one of them.

use super::bounds::Bounds;
use super::day::Day;
use super::window::{Holds, Window};

/// The ways in which a period may have been: at least one, sorted, without duplicates.
///
/// It certainly holds if it does in all of them, and possibly if it can in one. A period with one
/// telling, of actors with one active period, has one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Readings {
    One(Bounds),
    Several(Box<[Bounds]>),
}

impl Readings {
    /// The readings of a list; `None`: it is empty.
    pub(crate) fn of(mut all: Vec<Bounds>) -> Option<Self> {
        all.sort_unstable();
        all.dedup();
        match &*all {
            [] => None,
            [one] => Some(Self::One(*one)),
            _ => Some(Self::Several(all.into_boxed_slice())),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Bounds] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(all) => all,
        }
    }

    /// How it holds in a window: certainly if it does in every reading, possibly if in one.
    pub(crate) fn in_window(&self, window: Window) -> Option<Holds> {
        match self {
            Self::One(one) => one.in_window(window),
            Self::Several(all) => {
                let each = || all.iter().map(|bounds| bounds.in_window(window));
                Holds::from_tests(
                    each().all(|holds| holds == Some(Holds::Certainly)),
                    each().any(|holds| holds.is_some()),
                )
            }
        }
    }

    /// How it holds on a day.
    pub(crate) fn on(&self, day: Day) -> Option<Holds> {
        self.in_window(Window {
            from: day,
            to: day.next(),
        })
    }

    /// The first and the last of each bound over all readings.
    pub(crate) fn hull(&self) -> Bounds {
        let wider = |a: Bounds, b: &Bounds| {
            Bounds::new(
                a.first_start().min(b.first_start()),
                a.last_start().max(b.last_start()),
                a.first_end().min(b.first_end()),
                a.last_end().max(b.last_end()),
            )
        };
        match self {
            Self::One(one) => *one,
            Self::Several(all) => all[1..].iter().fold(all[0], wider),
        }
    }

    /// The days on which it certainly holds; `None`: there is no such day.
    pub(crate) fn core(&self) -> Option<Window> {
        let mut cores = self.as_slice().iter().map(|bounds| bounds.core());
        let first = cores.next()??;
        cores.try_fold(first, |so_far, core| {
            let both = so_far.meet(core?);
            (!both.is_empty()).then_some(both)
        })
    }

    /// The days on which it can hold.
    pub(crate) fn spans(&self) -> Spans {
        match self {
            Self::One(one) => Spans::One(one.span()),
            Self::Several(all) => Spans::of(all.iter().map(|bounds| bounds.span()).collect()),
        }
    }
}

/// Spans of days: sorted, apart from each other, none of them empty but where there is no day at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Spans {
    One(Window),
    Several(Box<[Window]>),
}

impl Spans {
    /// All days.
    pub(crate) const ALL: Self = Self::One(Window::ALL);

    /// Those of a list, which may overlap.
    pub(crate) fn of(mut all: Vec<Window>) -> Self {
        all.retain(|window| !window.is_empty());
        all.sort_unstable();
        let mut apart: Vec<Window> = Vec::with_capacity(all.len());
        for window in all {
            match apart.last_mut() {
                Some(before) if window.from <= before.to => before.to = before.to.max(window.to),
                _ => apart.push(window),
            }
        }
        match &*apart {
            [] => Self::NONE,
            [one] => Self::One(*one),
            _ => Self::Several(apart.into_boxed_slice()),
        }
    }

    pub(crate) fn as_slice(&self) -> &[Window] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(all) => all,
        }
    }

    /// Whether there is no day.
    pub(crate) fn is_empty(&self) -> bool {
        self.as_slice().iter().all(|window| window.is_empty())
    }

    /// No day.
    pub(crate) const NONE: Self = Self::One(Window {
        from: Day::BEFORE_ALL,
        to: Day::BEFORE_ALL,
    });

    /// The days that are in one of both.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self::of([self.as_slice(), other.as_slice()].concat())
    }

    /// All other days.
    pub(crate) fn others(&self) -> Self {
        let mut others = Vec::new();
        let mut from = Day::BEFORE_ALL;
        for window in self.as_slice().iter().filter(|window| !window.is_empty()) {
            others.push(Window {
                from,
                to: window.from,
            });
            from = window.to;
        }
        others.push(Window {
            from,
            to: Day::AFTER_ALL,
        });
        Self::of(others)
    }

    /// Whether all days from the first to the last, both included, are in it.
    pub(crate) fn contains_range(&self, first: Day, last: Day) -> bool {
        let mut all = self.as_slice().iter();
        all.any(|one| one.contains_range(first, last))
    }

    /// Whether one day from the first to the last, both included, is in it.
    pub(crate) fn meets_range(&self, first: Day, last: Day) -> bool {
        let mut all = self.as_slice().iter();
        all.any(|one| one.meets_range(first, last))
    }

    /// The days that are in both.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        if let (Self::One(one), Self::One(other)) = (self, other) {
            return Self::One(one.meet(*other));
        }
        let theirs = other.as_slice();
        let each = self.as_slice().iter();
        Self::of(
            each.flat_map(|one| theirs.iter().map(move |other| one.meet(*other)))
                .collect(),
        )
    }

    /// Whether a day of it is in a window.
    pub(crate) fn meets(&self, window: Window) -> bool {
        let mut all = self.as_slice().iter();
        all.any(|one| !one.meet(window).is_empty())
    }

    /// From its first day up to, and not on, the day after its last.
    pub(crate) fn hull(&self) -> Window {
        let all = self.as_slice();
        Window {
            from: all[0].from,
            to: all[all.len() - 1].to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: i32, to: i32) -> Window {
        Window {
            from: Day::new(from),
            to: Day::new(to),
        }
    }

    fn bounds(s0: i32, s1: i32, e0: i32, e1: i32) -> Bounds {
        Bounds::new(Day::new(s0), Day::new(s1), Day::new(e0), Day::new(e1))
    }

    #[test]
    fn certain_is_what_holds_in_all_and_possible_what_can_in_one() {
        let both = Readings::of(vec![bounds(10, 12, 20, 22), bounds(1, 2, 5, 6)]);
        let both = both.expect("there are two");
        assert_eq!(both.on(Day::new(15)), Some(Holds::Possibly));
        assert_eq!(both.on(Day::new(8)), None);
        assert_eq!(both.in_window(window(4, 13)), Some(Holds::Certainly));
        assert_eq!(both.core(), None);
        assert_eq!(both.spans().as_slice(), [window(1, 6), window(10, 22)]);
        assert_eq!(both.hull(), bounds(1, 12, 5, 22));
        assert_eq!(Readings::of(Vec::new()), None);
    }

    #[test]
    fn spans_meet_where_both_have_a_day() {
        let gap = Spans::of(vec![window(1, 5), window(8, 12), window(4, 6)]);
        assert_eq!(gap.as_slice(), [window(1, 6), window(8, 12)]);
        assert!(gap.meet(&Spans::One(window(6, 8))).is_empty());
        assert!(!gap.meets(window(6, 8)) && gap.meets(window(7, 9)));
        let both = gap.meet(&Spans::One(window(5, 9)));
        assert_eq!(both.as_slice(), [window(5, 6), window(8, 9)]);
        assert_eq!(both.hull(), window(5, 9));
        assert_eq!(gap.meet(&Spans::ALL), gap);
    }

    #[test]
    fn the_other_days_of_the_other_days_are_the_days() {
        let gap = Spans::of(vec![window(1, 6), window(8, 12)]);
        assert!(gap.others().meets(window(6, 8)) && !gap.others().meets(window(8, 12)));
        assert_eq!(gap.others().others(), gap);
        assert_eq!(gap.or(&gap.others()), Spans::ALL);
        assert_eq!(Spans::NONE.others(), Spans::ALL);
        assert!(Spans::ALL.others().is_empty());
        assert!(gap.contains_range(Day::new(8), Day::new(11)));
        assert!(!gap.contains_range(Day::new(5), Day::new(8)));
        assert!(gap.meets_range(Day::new(6), Day::new(8)));
        assert!(!gap.meets_range(Day::new(6), Day::new(7)));
    }
}
