//! The days on which something certainly is so, and the days on which it possibly is so.

use super::day::Day;
use super::readings::Spans;
use super::window::{Holds, Window};

/// The days on which something certainly is so, and those on which it possibly is, the former included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SureDays {
    pub(crate) certainly: Spans,
    pub(crate) possibly: Spans,
}

impl SureDays {
    /// Certainly on all days.
    pub(crate) const ALWAYS: Self = Self {
        certainly: Spans::ALL,
        possibly: Spans::ALL,
    };

    /// On no day.
    pub(crate) const NEVER: Self = Self {
        certainly: Spans::NONE,
        possibly: Spans::NONE,
    };

    /// Certainly on the days of a window.
    pub(crate) const fn within(window: Window) -> Self {
        Self {
            certainly: Spans::One(window),
            possibly: Spans::One(window),
        }
    }

    /// The days on which both are so.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self {
            certainly: self.certainly.meet(&other.certainly),
            possibly: self.possibly.meet(&other.possibly),
        }
    }

    /// The days on which it is not so.
    pub(crate) fn not(&self) -> Self {
        Self {
            certainly: self.possibly.others(),
            possibly: self.certainly.others(),
        }
    }

    /// How it is so on any day at all.
    pub(crate) fn holds(&self) -> Option<Holds> {
        Holds::from_tests(!self.certainly.is_empty(), !self.is_never())
    }

    /// How it is so of what was on one day from the first to the last, both included: certainly if it certainly is
    /// so on all of these.
    pub(crate) fn holds_of(&self, first: Day, last: Day) -> Option<Holds> {
        Holds::from_tests(
            self.certainly.contains_range(first, last),
            self.possibly.meets_range(first, last),
        )
    }

    /// Whether it is so on no day.
    pub(crate) fn is_never(&self) -> bool {
        self.possibly.is_empty()
    }
}
