//! When a relation's tie holds, by all statements about it together, and what ended it.

use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::days::Levels;
use crate::model::days::Readings;
use crate::model::days::{Holds, Window};
use crate::model::ids::{ActorId, StatementId};
use crate::model::words::Certainty;

/// Why a relation ended, apart from its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EndCause {
    /// By a split, merger or renaming.
    Event(StatementId),
    /// An actor's active period of this number, in the order of its entry, ended.
    Dissolution(ActorId, u32),
}

/// When a relation's tie holds, by tellings of one certainty and surer ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TieLevel {
    /// The certainty of the weakest telling.
    pub(crate) certainty: Certainty,
    /// Whether one of the tellings is certainly known.
    pub(crate) known: Holds,
    pub(crate) readings: Readings,
    /// The first and the last day of its start; `None`: no start is stated or derived.
    pub(crate) start: Option<(Day, Day)>,
    /// The days of its start in each way, where these differ.
    pub(crate) starts: Vec<(Day, Day)>,
    /// Whether it has such a start in every way in which it may have been.
    pub(crate) is_started: bool,
    /// The first and the last day of its end, with and without what is only possibly known;
    /// `None`: no end is stated or derived.
    pub(crate) end: Option<(Day, Day)>,
    /// The days of its end in each way, where these differ.
    pub(crate) ends: Vec<(Day, Day)>,
    /// Whether it has such an end in every way in which it may have been.
    pub(crate) is_ended: bool,
    /// The earliest split that may end it, or else what bounds it at the latest.
    pub(crate) causes: Vec<EndCause>,
    /// Everything that ends it in one of the ways in which it may have been, apart from its own end.
    pub(crate) may_be_ended_by: Vec<EndCause>,
    /// Whether its tellings can all be right.
    pub(crate) meets: bool,
    /// The bounds by which it narrows the active periods of its actors; `None` if in one of the ways no two of
    /// these allow it together: then it is bound by none, and narrows none.
    pub(crate) narrows: Option<Bounds>,
}

impl TieLevel {
    /// How it is known that it has a start of its days: in every way in which it may have been?
    pub(crate) fn start_known(&self) -> Holds {
        self.in_ways(self.is_started)
    }

    /// The same of its end.
    pub(crate) fn end_known(&self) -> Holds {
        self.in_ways(self.is_ended)
    }

    fn in_ways(&self, is_in_all: bool) -> Holds {
        if is_in_all {
            self.known
        } else {
            Holds::Possibly
        }
    }
}

/// When a relation's tie holds in a view.
pub(crate) type TieTime = Levels<TieLevel>;

impl TieTime {
    /// How it holds in a window, and how sure that is.
    pub(crate) fn in_window(&self, window: Window) -> Option<(Holds, Certainty)> {
        let holds = |level: &TieLevel| Some(level.known.and(level.readings.in_window(window)?));
        let (holds, level) = self.best(holds)?;
        Some((holds, level.certainty))
    }

    /// The first and the last of each bound, by the tellings that its answer in a window rests on: as
    /// sure as that is.
    pub(crate) fn bounds_in(&self, window: Window) -> Bounds {
        let holds = |level: &TieLevel| Some(level.known.and(level.readings.in_window(window)?));
        let best = self.best(holds);
        best.map_or(&self.all, |(_, level)| level).readings.hull()
    }

    /// How sure the surest of its tellings is.
    pub(crate) fn surest(&self) -> Certainty {
        let levels = self.iter().map(|level| level.certainty);
        levels.max().unwrap_or(self.all.certainty)
    }

    /// The first and the last of each bound, by all its tellings.
    pub(crate) fn bounds(&self) -> Bounds {
        self.all.readings.hull()
    }
}
