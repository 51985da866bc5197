//! The four bounds of a period, the possible days of an event, and how they are in a window.

use factions::{Date, Day, End, Event, Evidence, Holds, Period, Record, When};

/// Plus infinity among bounds.
pub(crate) const INF: i64 = 1 << 40;

/// The open edge of a window: later than every bound, plus infinity included.
///
/// So the formulas of a window are also true of `ever()`: "In `ever()` every statement holds
/// certainly."
///
/// CHOICE: "certainly if s1 < b and a < e0" in a window that is open on one side. (1) By the bare
/// formula an unknown start, s1 = +∞, is not before b = +∞. (2) "Equal to enumeration of every
/// possible start and end": each possible start is a day, and each day is before an open edge.
/// Taken: (2), which also gives the sentence on `ever()` without a special case.
pub(crate) const OPEN: i64 = 1 << 41;

/// The number of a day, with the infinities of bounds.
pub(crate) fn number(day: Day) -> i64 {
    if day == Day::BEFORE_ALL {
        -INF
    } else if day == Day::AFTER_ALL {
        INF
    } else {
        i64::from(day.number())
    }
}

pub(crate) fn date_number(date: Date) -> i64 {
    number(Day::from(date))
}

/// The day after; an infinity stays.
pub(crate) fn after(day: i64) -> i64 {
    if day.abs() >= INF { day } else { day + 1 }
}

/// The day before; an infinity stays.
pub(crate) fn before(day: i64) -> i64 {
    if day.abs() >= INF { day } else { day - 1 }
}

/// "It knows its `earliest` and `latest` day": both, as numbers.
pub(crate) fn first_and_last(when: &When) -> (i64, i64) {
    (number(when.first_day()), number(when.last_day()))
}

/// "The four bounds s0 ≤ s1 (start), e0 ≤ e1 (end)".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) s0: i64,
    pub(crate) s1: i64,
    pub(crate) e0: i64,
    pub(crate) e1: i64,
}

impl Span {
    /// "On day t it **certainly** holds if s1 ≤ t < e0, **possibly** if s0 ≤ t < e1."
    pub(crate) fn on(self, t: i64) -> Option<Holds> {
        if self.s1 <= t && t < self.e0 {
            Some(Holds::Certainly)
        } else if self.s0 <= t && t < self.e1 {
            Some(Holds::Possibly)
        } else {
            None
        }
    }

    /// "In a window [a, b), a < b: certainly if s1 < b and a < e0; possibly if s0 < b and a < e1."
    pub(crate) fn in_window(self, (a, b): (i64, i64)) -> Option<Holds> {
        if a >= b {
            None
        } else if self.s1 < b && a < self.e0 {
            Some(Holds::Certainly)
        } else if self.s0 < b && a < self.e1 {
            Some(Holds::Possibly)
        } else {
            None
        }
    }
}

/// What a period states of itself: "Each end is a When, or *unknown* (no key), or — the end only —
/// *ongoing*".
#[derive(Debug, Clone)]
pub(crate) struct Stated {
    /// "In a period `[a,b]` stands for its span from earliest to latest."
    pub(crate) start: Option<(i64, i64)>,
    pub(crate) end: StatedEnd,
    pub(crate) seen: Vec<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatedEnd {
    Unknown,
    /// With the *as of* day, if there is one at all.
    Ongoing(Option<i64>),
    On(i64, i64),
}

impl Stated {
    pub(crate) fn new(period: &Period, as_of: Option<i64>) -> Self {
        Self {
            start: period.start().map(first_and_last),
            end: match period.end() {
                End::Unknown => StatedEnd::Unknown,
                End::Ongoing => StatedEnd::Ongoing(as_of),
                End::On(when) => {
                    let (first, last) = first_and_last(when);
                    StatedEnd::On(first, last)
                }
            },
            seen: period.seen().iter().copied().map(date_number).collect(),
        }
    }

    /// The day for which *ongoing* speaks, if that is a day on which it was seen: "and *as of* is a
    /// seen day if s0 ≤ *as of*".
    ///
    /// A source published at an unknown time before a day has no first possible day, and nothing is
    /// seen on no day.
    pub(crate) fn seen_as_of(&self) -> Option<i64> {
        let s0 = self.start.map_or(-INF, |start| start.0);
        match self.end {
            StatedEnd::Ongoing(Some(as_of)) if s0 <= as_of && as_of > -INF => Some(as_of),
            _ => None,
        }
    }

    /// The first days on which its stated start and end can lie.
    pub(crate) fn first_days(&self) -> [Option<i64>; 2] {
        let end = match self.end {
            StatedEnd::On(first, _) => Some(first),
            _ => None,
        };
        [self.start.map(|start| start.0), end]
    }

    /// Rules 1 and 2.
    pub(crate) fn loose(&self) -> Span {
        // "1. from the Whens; unknown start: s0 = −∞, s1 = +∞; unknown end: e0 = −∞, e1 = +∞;"
        let (s0, mut s1) = self.start.unwrap_or((-INF, INF));
        let (mut e0, e1) = match self.end {
            StatedEnd::On(first, last) => (first, last),
            StatedEnd::Unknown => (-INF, INF),
            // "ongoing: e0 = the day after *as of*, e1 = +∞"
            StatedEnd::Ongoing(Some(as_of)) => (after(as_of), INF),
            // "(both +∞ where there is no *as of* at all)"
            StatedEnd::Ongoing(None) => (INF, INF),
        };
        let mut seen = self.seen.clone();
        seen.extend(self.seen_as_of());
        // "2. each seen day d: s1 ← min(s1, d), e0 ← max(e0, d + 1);"
        for d in seen {
            s1 = s1.min(d);
            e0 = e0.max(d + 1);
        }
        Span { s0, s1, e0, e1 }
    }

    /// Rules 1 to 3.
    pub(crate) fn bounds(&self) -> Span {
        tightened(self.loose())
    }
}

/// "3. tightened: s1 ← min(s1, e1 − 1), e0 ← max(e0, s0 + 1)."
pub(crate) fn tightened(span: Span) -> Span {
    Span {
        s0: span.s0,
        s1: span.s1.min(before(span.e1)),
        e0: span.e0.max(after(span.s0)),
        e1: span.e1,
    }
}

/// "the statement's own *as of* day: the record's `as_of`, or its source's publication if earlier —
/// of several sources the latest publication, on its first possible day; merging records keeps each
/// statement's own".
///
/// CHOICE: with `.from_sources(…)`, "only those sources date and carry a statement". (1) The *as
/// of* day is taken of all sources of the statement, whatever the view. (2) Of the sources of the
/// view alone: see `stated`. Taken: (2), as "only those sources date" reads.
pub(crate) fn as_of_day(record: &Record, evidence: &Evidence) -> Option<i64> {
    let mut published: Option<i64> = None;
    for &id in &evidence.sources {
        if let Some(when) = &record.source(id).published {
            let first = number(when.first_day());
            published = Some(published.map_or(first, |latest| latest.max(first)));
        }
    }
    match (evidence.as_of.map(number), published) {
        (Some(own), Some(source)) => Some(own.min(source)),
        (own, source) => own.or(source),
    }
}

/// The possible days of an event as ranges, both ends included; of several days all of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) ranges: Vec<(i64, i64)>,
    pub(crate) is_several: bool,
}

impl Days {
    /// "one without `when` may be on any day".
    pub(crate) fn of(event: &Event) -> Self {
        match &event.when {
            None => Self::any(),
            Some(when) => Self {
                ranges: when
                    .possible_ranges()
                    .map(|(a, b)| (number(a), number(b)))
                    .collect(),
                is_several: when.is_several(),
            },
        }
    }

    pub(crate) fn any() -> Self {
        Self::from_to(-INF, INF)
    }

    /// All days from the first to the last.
    pub(crate) fn from_to(first: i64, last: i64) -> Self {
        Self {
            ranges: vec![(first, last)],
            is_several: false,
        }
    }

    pub(crate) fn first(&self) -> i64 {
        self.ranges
            .iter()
            .map(|range| range.0)
            .min()
            .expect("an event has a possible day")
    }

    pub(crate) fn last(&self) -> i64 {
        self.ranges
            .iter()
            .map(|range| range.1)
            .max()
            .expect("an event has a possible day")
    }

    pub(crate) fn all_in(&self, (a, b): (i64, i64)) -> bool {
        self.ranges
            .iter()
            .all(|&(first, last)| a <= first && last < b)
    }

    pub(crate) fn one_in(&self, (a, b): (i64, i64)) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| first.max(a) <= last.min(b - 1))
    }

    /// The days that both name.
    pub(crate) fn shared(&self, other: &Self) -> Vec<(i64, i64)> {
        let mut shared = Vec::new();
        for &(a, b) in &self.ranges {
            for &(c, d) in &other.ranges {
                if a.max(c) <= b.min(d) {
                    shared.push((a.max(c), b.min(d)));
                }
            }
        }
        shared.sort_unstable();
        shared
    }

    /// "An event is certainly in a window if all its possible days are, possibly if one is; one
    /// that has several days is in if one of them is".
    pub(crate) fn in_window(&self, window: (i64, i64)) -> Option<Holds> {
        if window.0 >= window.1 || !self.one_in(window) {
            None
        } else if self.is_several || self.all_in(window) {
            Some(Holds::Certainly)
        } else {
            Some(Holds::Possibly)
        }
    }

    /// Of a change: "certainly in the window if all its days are, possibly if one is."
    ///
    /// CHOICE: a split of several days (`{…}`). (1) As the sentence reads: certainly if all of them
    /// are. (2) As an event of several days: in if one of them is. Taken: (1).
    pub(crate) fn holds(&self, window: (i64, i64)) -> Option<Holds> {
        Self {
            is_several: false,
            ..self.clone()
        }
        .in_window(window)
    }
}
