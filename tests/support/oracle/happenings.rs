//! Happenings: what happened, counted once however often it is told, and how many died.

use std::collections::BTreeSet;

use factions::{Certainty, Deaths, EventKind, Holds, Sign, Statement, StatementId};

use super::Oracle;
use super::time::Days;

/// A happening in the view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Happening {
    /// The counted statements, all of them.
    pub(crate) statements: BTreeSet<StatementId>,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// None is unknown, not zero.
    pub(crate) toll: Option<Deaths>,
    pub(crate) is_violent: bool,
}

/// A total of happenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Total {
    pub(crate) deaths: Deaths,
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

impl Oracle<'_> {
    /// "several statements about the same one joined by `same_as = "id"` (transitive over the whole
    /// record, before any filter …)": for each statement all of its happening, itself included.
    pub(crate) fn same(&self, id: StatementId) -> BTreeSet<StatementId> {
        let mut same = BTreeSet::from([id]);
        loop {
            let before = same.len();
            for (one, first) in self.numbered() {
                for (other, second) in self.numbered() {
                    if first.same_as.contains(&second.id)
                        && (same.contains(&one) || same.contains(&other))
                    {
                        same.insert(one);
                        same.insert(other);
                    }
                }
            }
            if same.len() == before {
                return same;
            }
        }
    }

    /// The counted statements of each happening that has one: events alone.
    ///
    /// CHOICE: relations joined by `same_as`. (1) A happening is "an event, or several statements
    /// about the same one"; relations are not joined. (2) They are. Taken: (1).
    pub(crate) fn told(&self) -> BTreeSet<BTreeSet<StatementId>> {
        let mut all = BTreeSet::new();
        for (id, statement) in self.numbered() {
            if statement.event().is_some() && self.counted(statement).is_some() {
                let mut told = self.same(id);
                told.retain(|&id| {
                    let statement = self.record.statement(id);
                    statement.event().is_some() && self.counted(statement).is_some()
                });
                all.insert(told);
            }
        }
        all
    }

    /// "**`events()`**": the happenings in the view.
    pub(crate) fn events(&self) -> BTreeSet<Happening> {
        let all = self
            .told()
            .into_iter()
            .filter_map(|told| self.happening(told));
        all.filter(|happening| self.shows(happening.holds))
            .collect()
    }

    /// "A happening: certainly if all its counted statements are, possibly if one is; … a happening
    /// in the window has the toll of all of them, and is as known as its best known statement."
    ///
    /// CHOICE: "as known as its best known statement". (1) Of the clock of knowledge: if one
    /// counted statement is certainly known, so is the happening; its certainty, too, is the best
    /// of its counted statements'. (2) Of only one of the two. Taken: (1).
    pub(crate) fn happening(&self, statements: BTreeSet<StatementId>) -> Option<Happening> {
        let mut in_window = vec![];
        let mut known = vec![];
        let mut certainties = vec![];
        let mut is_violent = false;
        for &id in &statements {
            let statement = self.record.statement(id);
            let event = statement.event().expect("happenings are events");
            in_window.push(Days::of(event).in_window(self.events_window()));
            known.push(self.counted(statement)?);
            certainties.push(statement.evidence.certainty);
            is_violent |= is_violent_kind(event.kind);
        }
        let time = if in_window
            .iter()
            .all(|&holds| holds == Some(Holds::Certainly))
        {
            Holds::Certainly
        } else if in_window.iter().any(Option::is_some) {
            Holds::Possibly
        } else {
            return None;
        };
        Some(Happening {
            holds: time.min(known.into_iter().max()?),
            certainty: certainties.into_iter().max()?,
            toll: self.toll_of(&statements),
            is_violent,
            statements,
        })
    }

    /// "The toll of a happening told several times: low = the lowest, high = the highest, best =
    /// that of the most certain, then the latest known, then the higher."; "A toll may have its own
    /// certainty and claimant and is filtered by it: the event stays, its toll becomes unknown."
    ///
    /// "*latest known* goes by the first possible day of publication, of the sources that the view
    /// admits": without a date before all.
    fn toll_of(&self, statements: &BTreeSet<StatementId>) -> Option<Deaths> {
        let mut tolls = vec![];
        for &id in statements {
            let statement = self.record.statement(id);
            let Some(killed) = statement.event().and_then(|event| event.killed.as_ref()) else {
                continue;
            };
            let certainty = killed.certainty.unwrap_or(statement.evidence.certainty);
            if certainty != Certainty::Denied && certainty >= self.lens.at_least {
                tolls.push((certainty, self.known_from(statement).0, killed.deaths));
            }
        }
        let low = tolls.iter().map(|toll| toll.2.low).min()?;
        let high = tolls.iter().map(|toll| toll.2.high).max()?;
        let best = tolls
            .iter()
            .map(|toll| (toll.0, toll.1, toll.2.best))
            .max()?
            .2;
        Some(Deaths { low, best, high })
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

    pub(crate) fn is_told_by(&self, id: StatementId, kind: EventKind) -> Option<&Statement> {
        let statement = self.record.statement(id);
        (statement.event()?.kind == kind).then_some(statement)
    }
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
            self.deaths += toll;
        }
    }
}

/// "violent happenings (of a negative kind, `arrest` excepted)".
///
/// CHOICE: statements of one happening of different kinds. (1) It is violent if one of them is.
/// (2) If all are. Taken: (1).
fn is_violent_kind(kind: EventKind) -> bool {
    kind.sign() == Sign::Negative && kind != EventKind::Arrest
}
