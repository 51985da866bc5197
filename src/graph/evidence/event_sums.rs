//! Sums over events: how many, how many killed, how many of them violent.

use super::class::{Class, Figure};
use crate::model::Deaths;

/// Sums over some events. Differences of prefix sums are exact, as all of them are modulo 2^32.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct EventSums {
    pub(crate) count: u32,
    pub(crate) killed: KilledSums,
    /// Events of a violent kind.
    pub(crate) violent: u32,
    /// Violent events without a figure.
    pub(crate) without_figure: u32,
    /// Events of any kind with a figure.
    pub(crate) with_figure: u32,
    /// Events of any kind with a range alone.
    pub(crate) without_best: u32,
}

/// Sums of the deaths of some events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct KilledSums {
    /// The best figure of each, else its lowest.
    pub(crate) best: u32,
    /// How far the lowest figure of each lies below it.
    pub(crate) below: u32,
    /// How far the highest figure of each lies above it.
    pub(crate) above: u32,
}

impl KilledSums {
    /// The sum of figures that are lowest, best and highest.
    #[inline]
    pub(crate) const fn exactly(best: u32) -> Self {
        Self {
            best,
            below: 0,
            above: 0,
        }
    }

    /// The figures of a toll, or none; `None`: they do not fit.
    #[inline]
    pub(in crate::graph) fn of(toll: Option<Deaths>) -> Option<Self> {
        let Some(toll) = toll else {
            return Some(Self::default());
        };
        let best = toll.best_or_low();
        Some(Self {
            best: u32::try_from(best).ok()?,
            below: u32::try_from(best.checked_sub(toll.low)?).ok()?,
            above: u32::try_from(toll.high.checked_sub(best)?).ok()?,
        })
    }

    /// The highest figure.
    pub(in crate::graph) fn highest(self) -> u64 {
        u64::from(self.best) + u64::from(self.above)
    }

    /// Whichever is larger, figure by figure.
    pub(in crate::graph) fn max(self, other: Self) -> Self {
        Self {
            best: self.best.max(other.best),
            below: self.below.max(other.below),
            above: self.above.max(other.above),
        }
    }

    /// How far the lowest and the highest figure lie from the best.
    #[inline]
    pub(in crate::graph) const fn margins(self) -> [u32; 2] {
        [self.below, self.above]
    }

    #[inline]
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            best: self.best.wrapping_add(other.best),
            below: self.below.wrapping_add(other.below),
            above: self.above.wrapping_add(other.above),
        }
    }

    #[inline]
    pub(crate) const fn minus(self, other: Self) -> Self {
        Self {
            best: self.best.wrapping_sub(other.best),
            below: self.below.wrapping_sub(other.below),
            above: self.above.wrapping_sub(other.above),
        }
    }
}

/// A number of events, and their deaths; modulo 2^32 where it is a difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ClassCount {
    pub(crate) count: u32,
    pub(crate) killed: KilledSums,
}

impl ClassCount {
    #[inline]
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_add(other.count),
            killed: self.killed.plus(other.killed),
        }
    }

    #[inline]
    pub(crate) const fn minus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_sub(other.count),
            killed: self.killed.minus(other.killed),
        }
    }
}

impl EventSums {
    /// What one event of a class counts, its deaths apart.
    pub(in crate::graph) const fn of_class(class: &Class) -> Self {
        let (is_violent, figure) = (class.kind.is_violent(), class.figure);
        Self {
            count: 1,
            killed: KilledSums::exactly(0),
            violent: is_violent as u32,
            without_figure: (is_violent && !figure.is_known()) as u32,
            with_figure: figure.is_known() as u32,
            without_best: matches!(figure, Figure::Range) as u32,
        }
    }

    /// The same with other deaths.
    #[inline]
    pub(in crate::graph) const fn killing(self, killed: KilledSums) -> Self {
        Self { killed, ..self }
    }

    /// The same with a number of events.
    #[inline]
    pub(in crate::graph) const fn counting(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// What so many events count that are all alike, their deaths apart.
    #[inline]
    pub(in crate::graph) const fn times(self, count: u32) -> Self {
        Self {
            count,
            killed: KilledSums::exactly(0),
            violent: self.violent * count,
            without_figure: self.without_figure * count,
            with_figure: self.with_figure * count,
            without_best: self.without_best * count,
        }
    }

    #[inline]
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_add(other.count),
            killed: self.killed.plus(other.killed),
            violent: self.violent.wrapping_add(other.violent),
            without_figure: self.without_figure.wrapping_add(other.without_figure),
            with_figure: self.with_figure.wrapping_add(other.with_figure),
            without_best: self.without_best.wrapping_add(other.without_best),
        }
    }

    #[inline]
    pub(crate) const fn minus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_sub(other.count),
            killed: self.killed.minus(other.killed),
            violent: self.violent.wrapping_sub(other.violent),
            without_figure: self.without_figure.wrapping_sub(other.without_figure),
            with_figure: self.with_figure.wrapping_sub(other.with_figure),
            without_best: self.without_best.wrapping_sub(other.without_best),
        }
    }
}
