//! When a happening was in a view: on the days that its tellings allow together.

use super::View;
use super::trial::{Doubt, Known, Trial, certainties, choices};
use crate::model::{Bounds, Certainty, Day, Happened, Holds, Levels, StatementId, Window};

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
    fn in_window(&self, window: Window) -> Option<Holds> {
        Some(self.known.and(self.happened.in_window(window)?))
    }
}

impl HappeningTime {
    /// How it is in a window, and how sure that is.
    pub(crate) fn in_window(&self, window: Window) -> Option<(Holds, Certainty)> {
        let (holds, level) = self.best(|level| level.in_window(window))?;
        Some((holds, level.certainty))
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

/// # Time of happenings
impl View<'_, '_> {
    /// When a happening was that is told several times, as these of its statements say it; `None`: it
    /// is told once, or the filters of evidence admit none of them.
    ///
    /// Its days are those of all its tellings; where none of these statements is known it is not told.
    pub(crate) fn told_time(self, saying: &[StatementId]) -> Option<HappeningTime> {
        let first = *saying.first()?;
        self.graph.told_with(first)?;
        let tellings = self.graph.tellings(first);
        let tellings = tellings.filter(|&id| self.graph.kind_of(id).event().is_some());
        let tellings: Vec<Known> = tellings.filter_map(|id| self.as_known(id)).collect();
        let says_it = |one: &&Known| saying.contains(&one.id);
        let surest = tellings
            .iter()
            .filter(says_it)
            .map(|one| one.certainty)
            .max()?;
        let in_doubt = |one: &&Known| one.known == Holds::Possibly;
        let doubts = tellings.iter().filter(in_doubt);
        let doubts = doubts.map(|one| Doubt::Statement(one.id).alternatives());
        let choices = choices(&doubts.collect::<Vec<_>>());
        let level = |least: Certainty| {
            let (mut is_told_always, mut happened): (bool, Option<Happened>) = (true, None);
            for without in &choices {
                let trial = Trial {
                    least,
                    without: without.clone(),
                };
                let there = tellings.iter().filter(|one| trial.counts(one));
                let there: Vec<Known> = there.copied().collect();
                if !there.iter().any(|one| saying.contains(&one.id)) {
                    is_told_always = false;
                    continue;
                }
                let way = self.happened(there.iter().map(|one| one.id));
                happened = Some(match happened {
                    Some(so_far) => so_far.or(way),
                    None => way,
                });
            }
            Some(HappeningLevel {
                certainty: least,
                known: if is_told_always {
                    Holds::Certainly
                } else {
                    Holds::Possibly
                },
                happened: happened?,
            })
        };
        // no surer than what says it
        let levels = certainties(tellings.iter()).into_iter();
        let levels = levels.filter(|level| *level <= surest);
        let mut levels: Vec<HappeningLevel> = levels.filter_map(level).collect();
        let all = levels.pop()?;
        Some(Levels { all, surer: levels })
    }

    /// The days that statements of one happening allow together.
    pub(crate) fn happened(self, ids: impl Iterator<Item = StatementId>) -> Happened {
        let record = self.graph.record();
        let whens = ids.map(|id| {
            let event = record.statement(id).event();
            event.and_then(|event| event.when.as_ref())
        });
        Happened::of(whens)
    }

    /// The bounds of an event, by all that tell of it in this view: its first and last possible day,
    /// and the days after them.
    pub(crate) fn bounds_of_event(self, id: StatementId) -> Bounds {
        let Some(happening) = self.told_time(&[id]) else {
            return self.graph.bounds_of(id);
        };
        let happened = &happening.all.happened;
        let (first, last) = happened.hull();
        let begun = happened.ways().iter().map(|days| days.begun_by()).max();
        let over = happened.ways().iter().map(|days| days.over_from()).min();
        let (begun, over) = (begun.unwrap_or(last), over.unwrap_or(first.next()));
        Bounds::new(first, begun, over, last.next())
    }

    /// The first and the last possible day of an event, by all that tell of it in this view.
    pub(crate) fn days_of_event(self, id: StatementId) -> (Day, Day) {
        match self.told_time(&[id]) {
            Some(happening) => happening.all.happened.hull(),
            None => self.graph.days_of(id),
        }
    }
}
