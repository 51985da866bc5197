//! The time of a happening in a view: the days that its admitted statements allow together.

use super::trial::{Doubt, Known, Trial, certainties, choices};
use crate::model::{
    Certainty, Day, Happened, HappeningLevel, HappeningTime, Holds, Levels, StatementId, TieId,
};
use crate::view::View;
use std::borrow::Cow;

/// # Time of happenings
impl<'g> View<'g, '_> {
    /// When a happening with several tellings took place, by one of its statements.
    ///
    /// `None` if it has only one telling, or the filters of evidence do not admit this statement.
    pub(crate) fn told_time_of(self, id: StatementId) -> Option<Cow<'g, HappeningTime>> {
        self.told_time(&[id])
    }

    /// When a happening with several tellings took place, by the statements of an event's tie.
    pub(crate) fn told_time_of_tie(self, tie: TieId) -> Option<Cow<'g, HappeningTime>> {
        let graph = self.graph;
        let Some(kept) = graph.limits.kept_happening(tie) else {
            return self.told_time_of(graph.tie_row(tie).statement);
        };
        let told = || self.worked_out(&self.statements_of_tie(tie));
        if !self.admits_all_evidence() {
            return told().map(Cow::Owned);
        }
        let kept = kept.get_or_init(|| told().map(Box::new));
        kept.as_deref().map(Cow::Borrowed)
    }

    /// When a happening with several tellings took place, by these of its statements.
    ///
    /// `None` if it has only one telling, or the filters of evidence admit none of these
    /// statements. All tellings together decide the days. In a way in which none of these
    /// statements is known, the happening does not say what is asked for. If the tellings do not
    /// meet, it says so only in the ways of these statements.
    ///
    /// For a view without filters of evidence, the graph keeps the answers for one statement and
    /// for all.
    pub(crate) fn told_time(self, saying: &[StatementId]) -> Option<Cow<'g, HappeningTime>> {
        self.graph.told_with(*saying.first()?)?;
        let told = || self.worked_out(saying);
        let is_free = self.admits_all_evidence();
        let Some(kept) = self.graph.happenings.kept_time(saying).filter(|_| is_free) else {
            return told().map(Cow::Owned);
        };
        let kept = kept.get_or_init(|| told().map(Box::new));
        kept.as_deref().map(Cow::Borrowed)
    }

    fn worked_out(self, saying: &[StatementId]) -> Option<HappeningTime> {
        let first = *saying.first()?;
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
                let there = there.map(|one| (one.id, saying.contains(&one.id)));
                if !there.clone().any(|(_, says_it)| says_it) {
                    is_told_always = false;
                    continue;
                }
                let way = self.happened(there);
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

    /// The days that statements about one happening allow together.
    ///
    /// Each statement comes with whether it says what is asked for.
    pub(crate) fn happened(self, tellings: impl Iterator<Item = (StatementId, bool)>) -> Happened {
        let record = self.graph.record();
        let whens = tellings.map(|(id, says_it)| {
            let event = record.statement(id).event();
            (event.and_then(|event| event.when.as_ref()), says_it)
        });
        Happened::of(whens)
    }

    /// The first and last possible day of an event, by all tellings in this view that call it the
    /// same kind.
    pub(crate) fn days_of_event(self, id: StatementId) -> (Day, Day) {
        let graph = self.graph;
        let kind = graph.kind_of(id);
        let tellings = graph.tellings(id);
        let alike = tellings.filter(|&one| graph.kind_of(one) == kind && self.known(one).is_some());
        match self.told_time(&alike.collect::<Vec<_>>()) {
            Some(happening) => happening.all.happened.hull(),
            None => self.graph.days_of(id),
        }
    }
}
