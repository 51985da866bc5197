//! When a happening was in a view: on the days that its tellings allow together.

use super::View;
use super::trial::{Doubt, Known, Trial, certainties, choices};
use crate::model::{
    Bounds, Certainty, Day, Happened, HappeningLevel, HappeningTime, Holds, Levels, StatementId,
    TieId,
};
use std::borrow::Cow;

/// # Time of happenings
impl<'g> View<'g, '_> {
    /// When a happening was that is told several times, as one of its statements says it; `None`: it is
    /// told once, or the filters of evidence do not admit this statement.
    ///
    /// What a view without filters of evidence has is kept.
    pub(crate) fn told_time_of(self, id: StatementId) -> Option<Cow<'g, HappeningTime>> {
        let kept = self.graph.happenings.kept_time(id)?;
        if !self.admits_all_evidence() {
            return self.told_time(&[id]).map(Cow::Owned);
        }
        let kept = kept.get_or_init(|| self.told_time(&[id]).map(Box::new));
        kept.as_deref().map(Cow::Borrowed)
    }

    /// The same, as the statements of an event's tie say it.
    pub(crate) fn told_time_of_tie(self, tie: TieId) -> Option<Cow<'g, HappeningTime>> {
        let graph = self.graph;
        let Some(kept) = graph.limits.kept_happening(tie) else {
            return self.told_time_of(graph.tie_row(tie).statement);
        };
        let told = || self.told_time(&self.statements_of_tie(tie));
        if !self.admits_all_evidence() {
            return told().map(Cow::Owned);
        }
        let kept = kept.get_or_init(|| told().map(Box::new));
        kept.as_deref().map(Cow::Borrowed)
    }

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
        let in_doubt = |one: &&Known| one.holds == Holds::Possibly;
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
                let there = tellings.iter().filter(|one| trial.counts(**one));
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
        let Some(happening) = self.told_time_of(id) else {
            return self.graph.bounds_of(id);
        };
        happening.all.happened.bounds()
    }

    /// The first and the last possible day of an event, by all that tell of it in this view.
    pub(crate) fn days_of_event(self, id: StatementId) -> (Day, Day) {
        match self.told_time_of(id) {
            Some(happening) => happening.all.happened.hull(),
            None => self.graph.days_of(id),
        }
    }
}
