//! When a happening took place, by all statements about it together.

use super::happened::Happened;
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::days::Levels;
use crate::model::days::{Holds, SureDays, Window};
use crate::model::words::Certainty;

/// When a happening was, by tellings of one certainty and surer ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HappeningLevel {
    /// The certainty of the weakest telling.
    pub(crate) certainty: Certainty,
    /// Whether one of the tellings is certainly known.
    pub(crate) known: Holds,
    pub(crate) happened: Happened,
}

/// When a happening was in a view.
pub(crate) type HappeningTime = Levels<HappeningLevel>;

impl HappeningLevel {
    pub(crate) fn in_window(&self, window: Window) -> Option<Holds> {
        Some(self.known.and(self.happened.in_window(window)?))
    }

    /// How it is on days on which something else is so, and possibly is.
    pub(crate) fn on_days(&self, days: &SureDays) -> Option<Holds> {
        Some(self.known.and(self.happened.on_days(days)?))
    }
}

impl HappeningTime {
    /// How it is in a window, and how sure that is.
    pub(crate) fn in_window(&self, window: Window) -> Option<(Holds, Certainty)> {
        self.asked(|level| level.in_window(window))
    }

    /// How it is by what is asked of each level, and how sure that is.
    pub(crate) fn asked(
        &self,
        ask: impl Fn(&HappeningLevel) -> Option<Holds>,
    ) -> Option<(Holds, Certainty)> {
        let (holds, level) = self.best(ask)?;
        Some((holds, level.certainty))
    }

    /// How it is on days on which something else is so, and possibly is.
    pub(crate) fn on_days(&self, days: &SureDays) -> Option<Holds> {
        self.best(|level| level.on_days(days))
            .map(|(holds, _)| holds)
    }

    /// Its bounds by the tellings that its answer in a window rests on: as sure as that is.
    pub(crate) fn bounds_in(&self, window: Window) -> Bounds {
        let best = self.best(|level| level.in_window(window));
        best.map_or(&self.all, |(_, level)| level).happened.bounds()
    }

    /// Its first and last possible day, those included that only a weaker telling excludes.
    pub(crate) fn widest(&self) -> (Day, Day) {
        let days = self.iter().map(|level| level.happened.hull());
        let hull = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        hull.unwrap_or_else(|| self.all.happened.hull())
    }

    /// Its first and last possible day, with how that is in a window and how sure it is.
    ///
    /// The days are those of all tellings, if these can be in the window.
    pub(crate) fn dated_in(&self, window: Window) -> Option<((Day, Day), Holds, Certainty)> {
        let days = |level: &HappeningLevel| Some(level.happened.hull());
        self.dated(days, |level| level.in_window(window))
            .map(|(days, holds, level)| (days, holds, level.certainty))
    }
}
