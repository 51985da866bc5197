//! The possible days of an event, by one or several statements.

use crate::model::dates::When;
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::days::{Holds, Spans, SureDays, Window};

/// The days of a happening in one way in which it may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Days {
    /// Sorted, apart from each other, both ends included; at least one.
    ranges: Vec<(Day, Day)>,
    /// Whether it was on all of these days, and not on one of them.
    is_several: bool,
}

/// The ways in which a happening may have been as something is said of it: it is certainly so if it is
/// in all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happened {
    /// Those in which it is so; at least one.
    ways: Vec<Days>,
    /// Whether it is so in every way: no telling that cannot meet the others leaves it out.
    is_in_every_way: bool,
    /// Whether its tellings can all be right.
    meets: bool,
}

impl Days {
    fn of(when: &When) -> Self {
        Self {
            ranges: when.possible_ranges().collect(),
            is_several: when.is_several(),
        }
    }

    /// The days that both allow; `None`: they cannot meet.
    ///
    /// Several days stay if the other names the same, or one of them.
    fn and(&self, other: &Self) -> Option<Self> {
        let common = common(&self.ranges, &other.ranges);
        match (self.is_several, other.is_several) {
            (true, true) => (self.ranges == other.ranges).then(|| self.clone()),
            (true, false) => (!common.is_empty()).then(|| self.clone()),
            (false, true) => (!common.is_empty()).then(|| other.clone()),
            (false, false) => (!common.is_empty()).then_some(Self {
                ranges: common,
                is_several: false,
            }),
        }
    }

    /// Whether it was on all of these days, and not on one of them.
    #[cfg(feature = "arrow")]
    pub(crate) const fn is_several(&self) -> bool {
        self.is_several
    }

    pub(crate) fn ranges(&self) -> &[(Day, Day)] {
        &self.ranges
    }

    pub(crate) fn first(&self) -> Day {
        self.ranges[0].0
    }

    pub(crate) fn last(&self) -> Day {
        self.ranges[self.ranges.len() - 1].1
    }

    /// The last day on which it can have begun.
    pub(crate) fn begun_by(&self) -> Day {
        if self.is_several {
            self.first()
        } else {
            self.last()
        }
    }

    /// The first day on which it can be over.
    pub(crate) fn over_from(&self) -> Day {
        if self.is_several {
            self.last().next()
        } else {
            self.first().next()
        }
    }

    pub(crate) fn in_window(&self, window: Window) -> Option<Holds> {
        let mut ranges = self.ranges.iter();
        let is_in_part = ranges.any(|&(first, last)| window.meets_range(first, last));
        let is_inside = window.contains_range(self.first(), self.last());
        Holds::from_tests(is_inside || (self.is_several && is_in_part), is_in_part)
    }

    /// How it is on days on which something else is so: certainly if that certainly is so on all its
    /// possible days, or on one of its several.
    fn on_days(&self, days: &SureDays) -> Option<Holds> {
        let meets = |spans: &Spans| {
            let mut ranges = self.ranges.iter();
            ranges.any(|&(first, last)| spans.meets_range(first, last))
        };
        let is_certain = if self.is_several {
            meets(&days.certainly)
        } else {
            let mut ranges = self.ranges.iter();
            ranges.all(|&(first, last)| days.certainly.contains_range(first, last))
        };
        Holds::from_tests(is_certain, meets(&days.possibly))
    }
}

impl Happened {
    /// The days that tellings allow together, those without a day saying nothing; with each stands
    /// whether it says what is asked for, as one of them does.
    ///
    /// Where they cannot meet, each is one way in which it may have been, and it is so in the ways of
    /// those that say it; what one without a day says is so in every way.
    pub(crate) fn of<'w>(tellings: impl IntoIterator<Item = (Option<&'w When>, bool)>) -> Self {
        let (mut each, mut says_it, mut is_said_anyway) = (Vec::new(), Vec::new(), false);
        for (when, is_said) in tellings {
            if let Some(when) = when {
                each.push(Days::of(when));
                says_it.push(is_said);
            } else {
                is_said_anyway |= is_said;
            }
        }
        let (several, one_day): (Vec<&Days>, Vec<&Days>) =
            each.iter().partition(|days| days.is_several);
        let together = match &*several {
            [] => {
                let mut rest = one_day.iter();
                let first = rest.next().map(|&days| days.clone());
                first.map(|first| rest.try_fold(first, |so_far, days| so_far.and(days)))
            }
            [first, ..] => {
                // each one-day telling can be one of the days, whichever the others are
                let mut all = each.iter();
                Some(all.try_fold((*first).clone(), |so_far, days| so_far.and(days)))
            }
        };
        match together {
            None => Self::unknown(),
            Some(Some(days)) => Self {
                ways: vec![days],
                is_in_every_way: true,
                meets: true,
            },
            Some(None) => {
                let is_in_every_way = is_said_anyway || says_it.iter().all(|&says_it| says_it);
                let mut ways = each;
                if !is_in_every_way {
                    let mut says_it = says_it.into_iter();
                    ways.retain(|_| says_it.next() == Some(true));
                }
                ways.sort_unstable_by(|a, b| {
                    (&a.ranges, a.is_several).cmp(&(&b.ranges, b.is_several))
                });
                ways.dedup();
                Self {
                    ways,
                    is_in_every_way,
                    meets: false,
                }
            }
        }
    }

    fn unknown() -> Self {
        Self {
            ways: vec![Days {
                ranges: vec![(Day::BEFORE_ALL, Day::AFTER_ALL)],
                is_several: false,
            }],
            is_in_every_way: true,
            meets: true,
        }
    }

    /// Whether its tellings can all be right.
    pub(crate) const fn meets(&self) -> bool {
        self.meets
    }

    /// Whether it is so in every way in which it may have been, and not only in those of the tellings
    /// that say it.
    pub(crate) const fn is_in_every_way(&self) -> bool {
        self.is_in_every_way
    }

    /// Whether it certainly was on several days, the same in every way.
    pub(crate) fn is_several(&self) -> bool {
        self.is_in_every_way && self.ways.len() == 1 && self.ways[0].is_several
    }

    /// The ways in which it is so.
    pub(crate) fn ways(&self) -> &[Days] {
        &self.ways
    }

    /// The same, with the ways of another.
    pub(crate) fn or(mut self, other: Self) -> Self {
        for days in other.ways {
            if !self.ways.contains(&days) {
                self.ways.push(days);
            }
        }
        self.is_in_every_way &= other.is_in_every_way;
        self.meets &= other.meets;
        self
    }

    /// How it is in a window: certainly if it is in all ways, possibly if in one; in that of all days
    /// certainly.
    pub(crate) fn in_window(&self, window: Window) -> Option<Holds> {
        if window == Window::ALL {
            return Some(Holds::Certainly);
        }
        let each = || self.ways.iter().map(|days| days.in_window(window));
        Holds::from_tests(
            self.is_in_every_way && each().all(|holds| holds == Some(Holds::Certainly)),
            each().any(|holds| holds.is_some()),
        )
    }

    /// The same of days on which something else is so, and possibly is.
    pub(crate) fn on_days(&self, days: &SureDays) -> Option<Holds> {
        if days.certainly == Spans::ALL {
            return Some(Holds::Certainly);
        }
        let each = || self.ways.iter().map(|way| way.on_days(days));
        Holds::from_tests(
            self.is_in_every_way && each().all(|holds| holds == Some(Holds::Certainly)),
            each().any(|holds| holds.is_some()),
        )
    }

    /// Its first possible day and the day after its last, and by when it has begun and is over, if it
    /// is so.
    pub(crate) fn bounds(&self) -> Bounds {
        let (first, last) = self.hull();
        let begun = self.ways.iter().map(Days::begun_by).max();
        let over = self.ways.iter().map(Days::over_from).min();
        let (begun, over) = (begun.unwrap_or(last), over.unwrap_or(first.next()));
        Bounds::new(first, begun, over, last.next())
    }

    /// Its first and its last possible day.
    pub(crate) fn hull(&self) -> (Day, Day) {
        let first = self.ways.iter().map(Days::first).min();
        let last = self.ways.iter().map(Days::last).max();
        (
            first.unwrap_or(Day::BEFORE_ALL),
            last.unwrap_or(Day::AFTER_ALL),
        )
    }
}

/// The days that are in both of two sorted lists of ranges.
fn common(one: &[(Day, Day)], other: &[(Day, Day)]) -> Vec<(Day, Day)> {
    let (mut common, mut at) = (Vec::new(), 0);
    for &(first, last) in one {
        while other.get(at).is_some_and(|range| range.1 < first) {
            at += 1;
        }
        let meeting = other[at..].iter().take_while(|range| range.0 <= last);
        common.extend(meeting.map(|range| (range.0.max(first), range.1.min(last))));
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    fn happened(tellings: &[&str]) -> Happened {
        let whens: Vec<When> = tellings
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| text.parse().expect("it is a date"))
            .collect();
        Happened::of(
            whens
                .iter()
                .map(|when| (Some(when), true))
                .chain([(None, false)]),
        )
    }

    fn days(happened: &Happened) -> Vec<String> {
        let ways = happened.ways().iter();
        ways.map(|days| format!("{} {}", days.first(), days.last()))
            .collect()
    }

    #[test]
    fn tellings_together_are_as_exact_as_the_most_exact() {
        assert_eq!(
            days(&happened(&["2023-10", "2023-10-07"])),
            ["2023-10-07 2023-10-07"]
        );
        let siege = happened(&["2024-05-30/2024-06-02", "2024-05-31", "2024-06-01"]);
        assert_eq!(days(&siege), ["2024-05-30 2024-06-02"]);
        assert!(siege.meets());
        assert_eq!(happened(&[]).hull(), (Day::BEFORE_ALL, Day::AFTER_ALL));
    }

    #[test]
    fn tellings_that_cannot_meet_are_each_a_way() {
        let two = happened(&["2024-05-31", "2024-06-01"]);
        assert!(!two.meets());
        assert_eq!(two.ways().len(), 2);
        let may = Window::from_range(jiff::civil::date(2024, 5, 1)..jiff::civil::date(2024, 6, 1));
        assert_eq!(two.in_window(may), Some(Holds::Possibly));
        assert!(!happened(&["{2024-05-30,2024-06-02}", "2024-05-30/2024-06-02"]).meets());
        assert!(!happened(&["{2024-05-30,2024-06-02}", "2024-06-01"]).meets());
    }

    #[test]
    fn of_tellings_that_cannot_meet_it_is_so_in_the_ways_of_those_that_say_it() {
        let days: [When; 2] = ["2024-05-31", "2024-06-01"].map(|day| day.parse().expect("a date"));
        let [first, second] = &days;
        let said = |undated| Happened::of([(Some(first), true), (Some(second), false), undated]);
        let (may, june) = (jiff::civil::date(2024, 5, 1), jiff::civil::date(2024, 6, 1));
        let both = Window::from_range(may..jiff::civil::date(2024, 7, 1));
        let in_june = Window::from_range(june..jiff::civil::date(2024, 7, 1));
        let by_one = said((None, false));
        assert!(!by_one.is_in_every_way());
        assert_eq!(by_one.in_window(in_june), None);
        assert_eq!(by_one.in_window(both), Some(Holds::Possibly));
        assert_eq!(by_one.in_window(Window::ALL), Some(Holds::Certainly));
        let anyway = said((None, true));
        assert_eq!(anyway.in_window(in_june), Some(Holds::Possibly));
        assert_eq!(anyway.in_window(both), Some(Holds::Certainly));
    }
}
