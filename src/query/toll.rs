//! How many were killed in all, each happening counted once.

use super::outline::Outline;
use crate::model::{Deaths, Holds};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// A total of deaths: what is certainly in the window apart from what possibly is.
///
/// # Units
///
/// People killed; happenings. Each happening counts once, however many statements and ties it has.
///
/// # Examples
///
/// ```
/// # use factions::{ActorGraph, Record, date};
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # jnim = { name = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # wagner = { name = "Wagner Group", kind = "private-military" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-10
/// # from = "jnim"
/// # to = ["army", "wagner"]
/// # killed = 10
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10
/// # from = "jnim"
/// # to = "army"
/// # "#.replace("2023-10\n", "\"2023-10\"\n").as_str())?;
/// let graph = ActorGraph::new(record);
/// let toll = graph.at(date(2023, 10, 10)).toll();
/// assert_eq!(toll.certainly.killed.best, 10);
/// assert_eq!(toll.possibly.without_figure, 1);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct TollTotal {
    /// Of the happenings that are certainly in the window.
    pub certainly: Count,
    /// Of those that are only possibly in it.
    pub possibly: Count,
}

/// What a total counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// The deaths.
    pub killed: Deaths,
    /// The happenings, of every kind.
    pub happenings: u64,
    /// The violent ones among them: of a negative kind, arrests excepted.
    pub violent: u64,
    /// The violent ones that have no figure: their deaths are unknown, not zero.
    pub without_figure: u64,
}

impl Count {
    /// Adds plain happenings, whose deaths are one figure each.
    #[inline]
    pub(crate) const fn add_plain(
        &mut self,
        happenings: u64,
        violent: u64,
        without_figure: u64,
        deaths: u64,
    ) {
        self.killed = self.killed.plus(Deaths::exactly(deaths));
        self.happenings += happenings;
        self.violent += violent;
        self.without_figure += without_figure;
    }

    fn add(&mut self, happening: Outline<'_>) {
        self.happenings += 1;
        self.violent += u64::from(happening.is_violent);
        match happening.killed {
            Some(deaths) => self.killed = self.killed.plus(deaths),
            None => self.without_figure += u64::from(happening.is_violent),
        }
    }

    /// What is left without a part of it.
    fn minus(self, part: Self) -> Self {
        Self {
            killed: Deaths {
                low: self.killed.low.saturating_sub(part.killed.low),
                best: self.killed.best.saturating_sub(part.killed.best),
                high: self.killed.high.saturating_sub(part.killed.high),
            },
            happenings: self.happenings - part.happenings,
            violent: self.violent - part.violent,
            without_figure: self.without_figure - part.without_figure,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            killed: self.killed.plus(other.killed),
            happenings: self.happenings + other.happenings,
            violent: self.violent + other.violent,
            without_figure: self.without_figure + other.without_figure,
        }
    }
}

impl TollTotal {
    /// What is certainly and what is only possibly in the window, taken together.
    pub fn all(self) -> Count {
        self.certainly.plus(self.possibly)
    }

    /// The sum of two totals of different happenings.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            certainly: self.certainly.plus(other.certainly),
            possibly: self.possibly.plus(other.possibly),
        }
    }

    /// What is left without a part of it.
    pub(crate) fn minus(self, part: Self) -> Self {
        Self {
            certainly: self.certainly.minus(part.certainly),
            possibly: self.possibly.minus(part.possibly),
        }
    }

    pub(crate) fn add(&mut self, happening: Outline<'_>) {
        match happening.holds {
            Holds::Certainly => self.certainly.add(happening),
            Holds::Possibly => self.possibly.add(happening),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Deaths { low, best, high } = self.killed;
        let is_unknown = high == 0 && self.without_figure == self.violent;
        match (self.violent, is_unknown) {
            (0, true) => return f.write_str("no violent happening"),
            (_, true) => f.write_str("deaths unknown")?,
            _ => write!(f, "{best} killed")?,
        }
        if (low, high) != (best, best) {
            write!(f, " ({low} to {high})")?;
        }
        match self.violent {
            0 => return Ok(()),
            1 => f.write_str(" in 1 violent happening")?,
            count => write!(f, " in {count} violent happenings")?,
        }
        match self.without_figure {
            0 => Ok(()),
            _ if is_unknown => Ok(()),
            count => write!(f, ", {count} of them without a figure"),
        }
    }
}

impl fmt::Display for TollTotal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "certainly {}", self.certainly)?;
        if self.possibly.violent > 0 || self.possibly.killed.high > 0 {
            write!(f, "; possibly also {}", self.possibly)?;
        }
        Ok(())
    }
}

/// # How many were killed
impl View<'_, '_> {
    /// The deaths of all happenings of the view, each counted once.
    ///
    /// # Complexity
    ///
    /// O(log n) and what is not plain in the window. Filters of kinds and evidence add O(classes); among
    /// some actors all events of the window are asked.
    pub fn toll(self) -> TollTotal {
        let mut total = self.plain_toll();
        for happening in self.other_outlines() {
            total.add(happening);
        }
        total
    }
}
