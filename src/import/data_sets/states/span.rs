//! The span of a state, a pact or a war: rough days at both ends, the last one included.

use crate::import::data_sets::kit::spans::{Rough, when_between, when_up_to};
use crate::model::{End, Period, When};
use jiff::civil::Date;

/// The beginning of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Start {
    Unknown,
    /// On this day or before: the data set does not look further back.
    By(Date),
    In(Rough),
}

/// The last day of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Unknown,
    /// On this day or before.
    By(Date),
    In(Rough),
    /// After the last day that the data set covers.
    Ongoing,
}

/// A span from a beginning to a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) start: Start,
    pub(super) stop: Stop,
}

impl Start {
    const fn bounds(self) -> [Option<Date>; 2] {
        match self {
            Self::Unknown => [None, None],
            Self::By(day) => [None, Some(day)],
            Self::In(rough) => [Some(rough.first), Some(rough.last)],
        }
    }

    /// Returns the later of two beginnings.
    fn later(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.bounds(), other.bounds());
        match (a.max(c), b.zip(d)) {
            (Some(first), Some((b, d))) => Self::In(Rough {
                first,
                last: b.max(d),
            }),
            (None, Some((b, d))) => Self::By(b.max(d)),
            // the later beginning is not before the known one, but that cannot be written as a start
            (_, None) => Self::Unknown,
        }
    }
}

impl Stop {
    /// Returns the earlier of two last days.
    fn earlier(self, other: Self) -> Self {
        match (self, other) {
            (Self::Ongoing, other) | (other, Self::Ongoing) => other,
            (Self::In(one), Self::In(other)) => Self::In(Rough {
                first: one.first.min(other.first),
                last: one.last.min(other.last),
            }),
            (one, other) => match (one.last(), other.last()) {
                (Some(one), Some(other)) => Self::By(one.min(other)),
                (Some(day), None) | (None, Some(day)) => Self::By(day),
                (None, None) => Self::Unknown,
            },
        }
    }

    const fn last(self) -> Option<Date> {
        match self {
            Self::Unknown | Self::Ongoing => None,
            Self::By(day) => Some(day),
            Self::In(rough) => Some(rough.last),
        }
    }
}

impl Span {
    /// Returns the common days of two spans, and whether there certainly is one; `None` if there is none.
    pub(super) fn meet(self, other: Self) -> Option<(Self, bool)> {
        let both = Self {
            start: self.start.later(other.start),
            stop: self.stop.earlier(other.stop),
        };
        let lowest = self.start.bounds()[0].max(other.start.bounds()[0]);
        let last = both.stop.last();
        if lowest.zip(last).is_some_and(|(first, last)| last < first) {
            return None;
        }
        let is_certain = match (both.start.bounds()[1], both.stop) {
            (Some(start), Stop::In(stop)) => start <= stop.first,
            (Some(_), Stop::Ongoing) => true,
            _ => false,
        };
        Some((both, is_certain))
    }

    /// Returns the span as a period, whose end is the first day that no longer holds.
    pub(super) fn period(self) -> Period {
        let start: Option<When> = match self.start {
            Start::Unknown => None,
            Start::By(day) => when_up_to(day),
            Start::In(rough) => Some(rough.when()),
        };
        let end = match self.stop {
            Stop::Unknown => End::Unknown,
            Stop::Ongoing => End::Ongoing,
            Stop::By(day) => {
                let behind = day.tomorrow().unwrap_or(day);
                when_up_to(behind).map_or(End::Unknown, End::On)
            }
            Stop::In(rough) => {
                let behind = |day: Date| day.tomorrow().unwrap_or(day);
                End::On(when_between(behind(rough.first), behind(rough.last)))
            }
        };
        Period::new(start, end, Vec::new())
    }

    /// Returns a word for the beginning, for ids.
    pub(super) fn word(self) -> String {
        match self.start {
            Start::Unknown => "unknown".to_owned(),
            Start::By(day) => format!("by-{day}"),
            Start::In(rough) if rough.first == rough.last => rough.first.to_string(),
            Start::In(rough) if rough.first.month() == rough.last.month() => {
                rough.first.to_string()[..7].to_owned()
            }
            Start::In(rough) => rough.first.year().to_string(),
        }
    }

    /// Whether the span ends before it begins, on all possible days.
    pub(super) fn is_inverted(self) -> bool {
        let first = self.start.bounds()[0];
        first
            .zip(self.stop.last())
            .is_some_and(|(first, last)| last < first)
    }

    /// Returns a year within the span, if one is known.
    pub(super) fn year(self) -> Option<i16> {
        let [_, last] = self.start.bounds();
        last.or(self.stop.last()).map(Date::year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const fn on(year: i16, month: i8, day: i8) -> Rough {
        Rough::day(date(year, month, day))
    }

    #[test]
    fn two_spans_have_the_later_start_and_the_earlier_end() {
        let one = Span {
            start: Start::In(on(1940, 5, 1)),
            stop: Stop::In(on(1941, 5, 1)),
        };
        let other = Span {
            start: Start::In(Rough::year(1940)),
            stop: Stop::Ongoing,
        };
        let (both, is_certain) = one.meet(other).expect("they meet");
        let period = both.period();
        let start = period.start().expect("it is known").to_string();
        assert_eq!(start, "[1940-05-01..1940-12-31]");
        assert_eq!(period.end().to_string(), "1941-05-02");
        assert!(is_certain);
        let late = Span {
            start: Start::In(on(1941, 5, 2)),
            stop: Stop::Unknown,
        };
        assert_eq!(one.meet(late), None);
        let open = Span {
            start: Start::By(date(1816, 1, 1)),
            stop: Stop::Unknown,
        };
        let (both, is_certain) = one.meet(open).expect("they may");
        assert_eq!((both.stop, is_certain), (Stop::By(date(1941, 5, 1)), false));
    }
}
