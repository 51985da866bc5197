//! How many died, and whose dead they were: tolls, losses, totals.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, Holds, Statement, StatementId, Toll};

use super::Oracle;
use super::happenings::{Happening, takes_part};
use super::said::{Figures, figures, losses};

/// A total of happenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Total {
    /// "its low counts only what is certainly in the view, its high all that possibly is (in
    /// `.certainly()` both only what certainly is)".
    pub(crate) low: u64,
    pub(crate) high: u64,
    /// "its best is the sum of the bests and, of happenings without one, of their lows".
    pub(crate) best: u64,
    /// "and the total says how many have no best".
    pub(crate) without_best: usize,
    /// How many have a figure.
    pub(crate) with_figure: usize,
    /// All happenings of the total.
    pub(crate) happenings: usize,
    /// Those that are only possibly in the window.
    pub(crate) happenings_possibly: usize,
    /// "violent happenings (of a negative kind, `arrest` excepted)".
    pub(crate) violent: usize,
    /// "how many violent happenings … had no figure".
    pub(crate) violent_without_figure: usize,
    /// "and how many are only possibly in the window".
    ///
    /// CHOICE: (1) Of the violent happenings. (2) Of all happenings: `happenings_possibly`.
    pub(crate) violent_possibly: usize,
}

impl Total {
    pub(crate) fn add(&mut self, happening: &Happening) {
        let is_possible = usize::from(happening.holds == Holds::Possibly);
        self.happenings += 1;
        self.happenings_possibly += is_possible;
        if happening.is_violent {
            self.violent += 1;
            self.violent_possibly += is_possible;
            self.violent_without_figure += usize::from(happening.toll.is_none());
        }
        if let Some(toll) = happening.toll {
            self.with_figure += 1;
            if happening.holds == Holds::Certainly {
                self.low += toll.low;
            }
            self.high += toll.high;
            self.best += toll.best.unwrap_or(toll.low);
            self.without_best += usize::from(toll.best.is_none());
        }
    }

    /// Low, best and high: "it is null, not 0, where one should have a figure and none has."
    pub(crate) fn deaths(&self) -> Option<(u64, u64, u64)> {
        let is_null = self.violent_without_figure > 0 && self.with_figure == 0;
        (!is_null).then_some((self.low, self.best, self.high))
    }
}

impl Oracle<'_> {
    /// "The toll of a happening told several times: low = the lowest, high = the highest, best =
    /// that of the most certain, then the latest known, then the higher."; "Of several tellings, best
    /// is that of the most certain and latest; if that one has none, there is none."
    ///
    /// CHOICE: the most certain and latest are two, and one of them has a best figure. (1) "then the
    /// higher": that one's. (2) There is none. Taken: (1).
    pub(crate) fn toll_of(&self, statements: &BTreeSet<StatementId>) -> Option<Figures> {
        self.told_figures(statements, |toll| Some(figures(&toll.deaths)))
    }

    /// "Told several times, each actor's rows are told together as tolls are (a telling without rows
    /// says nothing)".
    pub(crate) fn row_of(
        &self,
        statements: &BTreeSet<StatementId>,
        actor: ActorId,
    ) -> Option<Figures> {
        self.told_figures(statements, |toll| {
            let mut rows = losses(toll).into_iter();
            rows.find(|row| row.0 == actor).map(|row| row.1)
        })
    }

    /// "A toll may have its own certainty and claimant and is filtered by it: the event stays, its
    /// toll becomes unknown"; a row "shares the toll's certainty and filter".
    ///
    /// CHOICE: "the latest known" where publications are uncertain. (1) By the first possible day
    /// of the earliest source of the view, and nothing else; without a date: before all. (2) By the
    /// last possible day, or by the latest source. Taken: (1): "*latest known* goes by the first
    /// possible day of publication, of the sources that the view admits".
    fn told_figures(
        &self,
        statements: &BTreeSet<StatementId>,
        told: impl Fn(&Toll) -> Option<Figures>,
    ) -> Option<Figures> {
        let mut tolls: Vec<(Certainty, i64, Figures)> = vec![];
        for &id in statements {
            let statement = self.record.statement(id);
            let Some(killed) = statement.event().and_then(|event| event.killed.as_ref()) else {
                continue;
            };
            let certainty = killed.certainty.unwrap_or(statement.evidence.certainty);
            if let (true, Some(figures)) = (self.admits_toll(statement, killed), told(killed)) {
                tolls.push((certainty, self.known_from(statement).0, figures));
            }
        }
        let best = tolls.iter().map(|toll| (toll.0, toll.1, toll.2.best)).max();
        Some(Figures {
            low: tolls.iter().map(|toll| toll.2.low).min()?,
            best: best?.2,
            high: tolls.iter().map(|toll| toll.2.high).max()?,
        })
    }

    pub(crate) fn admits_toll(&self, statement: &Statement, killed: &Toll) -> bool {
        let certainty = killed.certainty.unwrap_or(statement.evidence.certainty);
        certainty != Certainty::Denied && certainty >= self.lens.at_least
    }

    /// "**`toll()`**": of all happenings of the view, and of those certainly in it.
    ///
    /// "one happening is counted once: its deaths and its count enter any total once"; "Unknown is
    /// not zero: every total says how many violent happenings … had no figure, and how many are
    /// only possibly in the window."
    pub(crate) fn toll(&self) -> (Total, Total) {
        let (mut all, mut certain) = (Total::default(), Total::default());
        for happening in self.events() {
            all.add(&happening);
            if happening.holds == Holds::Certainly {
                certain.add(&happening);
            }
        }
        (all, certain)
    }

    /// "*losses*: deaths that an actor suffered, beside deaths in which it took part": the happenings
    /// in which one of the actors takes part or has a row, each with the losses for its toll.
    ///
    /// "several actors' rows are added. Losses count as unknown where no row names them, and as 0
    /// where the toll's high is 0."
    ///
    /// CHOICE: rows of several actors, one of them without a best figure. (1) Their sum has none, and
    /// counts by its low. (2) It is the sum of the bests and of the lows where there is none. Taken:
    /// (1), as of the toll of a happening.
    pub(crate) fn suffered(&self, of: &BTreeSet<ActorId>) -> Vec<Happening> {
        let has_row = |one: &Statement| {
            let killed = one.event().and_then(|event| event.killed.as_ref());
            let killed = killed.filter(|killed| self.admits_toll(one, killed));
            killed.is_some_and(|killed| losses(killed).iter().any(|row| of.contains(&row.0)))
        };
        let mut suffered = Vec::new();
        for mut happening in self.events_that_say(|one| takes_part(one, of) || has_row(one)) {
            let rows: Vec<Figures> = { of.iter() }
                .filter_map(|&actor| self.row_of(&happening.statements, actor))
                .collect();
            let is_zero = happening.toll.is_some_and(|toll| toll.high == 0);
            happening.toll = if rows.is_empty() {
                is_zero.then_some(Figures {
                    low: 0,
                    best: Some(0),
                    high: 0,
                })
            } else {
                Some(Figures {
                    low: rows.iter().map(|row| row.low).sum(),
                    best: rows.iter().map(|row| row.best).sum(),
                    high: rows.iter().map(|row| row.high).sum(),
                })
            };
            suffered.push(happening);
        }
        suffered
    }

    /// The losses of these actors in the view.
    pub(crate) fn losses(&self, of: &BTreeSet<ActorId>) -> Total {
        let mut total = Total::default();
        for happening in self.suffered(of) {
            total.add(&happening);
        }
        total
    }
}
