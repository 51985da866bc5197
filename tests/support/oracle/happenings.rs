//! Happenings: what happened, counted once however often it is told.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, EventKind, Holds, Sign, Statement, StatementId};

use super::Oracle;
use super::evidence::actors;
use super::said::Figures;
use super::time::Days;
use super::told::{Thing, Ways, days_in_window};

/// A happening in the view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Happening {
    pub(crate) thing: Thing,
    /// The counted statements, all of them.
    pub(crate) statements: BTreeSet<StatementId>,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// None is unknown, not zero.
    pub(crate) toll: Option<Figures>,
    pub(crate) is_violent: bool,
}

impl Oracle<'_> {
    /// "**`events()`**": the happenings in the view.
    ///
    /// "A happening: by the days that its tellings allow together (below); *counted* are the
    /// statements that every filter but the window admits; a happening in the window has the toll of
    /// all of them, and is as known as its best known statement."
    pub(crate) fn events(&self) -> BTreeSet<Happening> {
        let all = self
            .things(|statement| statement.event().is_some() && self.counted(statement).is_some());
        all.into_iter()
            .filter_map(|thing| self.happening(thing))
            .collect()
    }

    pub(crate) fn happening(&self, thing: Thing) -> Option<Happening> {
        let (holds, mut certainty) = self.told_of(&thing, |_| true)?;
        certainty = certainty.min(self.dated_by(&thing, holds).unwrap_or(certainty));
        let statements = self.counting(&thing, |_| true);
        let mut is_violent = false;
        for &id in &statements {
            let event = self.record.statement(id).event();
            is_violent |= is_violent_kind(event.expect("happenings are events").kind);
        }
        Some(Happening {
            holds,
            certainty,
            toll: self.toll_of(&statements),
            is_violent,
            statements,
            thing,
        })
    }

    /// The certainty of its days: "the highest at which what it says is still so (its days no wider …)
    /// when all weaker tellings are left out".
    ///
    /// CHOICE: an event that a surer telling leaves on more days, and that is certain in the window by
    /// it, too. (1) The answer says on which days it was, and is as sure as they are. (2) It is as sure
    /// as that it was in the window. Taken: (1).
    fn dated_by(&self, thing: &Thing, holds: Holds) -> Option<Certainty> {
        let ladder = self.days_of(thing, |_| true);
        let all = &ladder.last()?.1;
        let window = self.events_window();
        let is_in = |days: &Days| days.in_window(window).is_some();
        if !all.days().any(is_in) {
            // only a weaker telling excludes it: its days are those of the surer one
            return None;
        }
        let hull = |ways: &Ways| {
            let first = ways.days().map(Days::first).min()?;
            let last = ways.days().map(Days::last).max()?;
            Some((first, last))
        };
        let (first, last) = hull(all)?;
        let still_so = |ways: &Ways| {
            let is_no_wider = hull(ways).is_some_and(|(from, to)| first <= from && to <= last);
            let alone = vec![(Certainty::Confirmed, ways.clone())];
            is_no_wider && days_in_window(&alone, window) >= Some(holds)
        };
        { ladder.iter() }
            .find(|(_, ways)| still_so(ways))
            .map(|step| step.0)
    }

    /// The counted happenings in which one of these actors takes part, as far as it does.
    ///
    /// "an event counts once, however many members take part".
    pub(crate) fn events_of(&self, of: &BTreeSet<ActorId>) -> BTreeSet<Happening> {
        self.events_that_say(|one| takes_part(one, of))
    }

    /// The counted happenings of which a counted telling says it, each with how it is so: "each telling
    /// as a whole is one way in which it may have been".
    ///
    /// CHOICE: the toll of a happening of which some tellings say it. (1) That of all counted tellings:
    /// "a happening in the window has the toll of all of them". (2) Of those that say it. Taken: (1).
    pub(crate) fn events_that_say(
        &self,
        says_it: impl Fn(&Statement) -> bool + Copy,
    ) -> BTreeSet<Happening> {
        let mut found = BTreeSet::new();
        for event in self.events() {
            if let Some((holds, certainty)) = self.told_of(&event.thing, says_it) {
                let certainty = certainty.min(event.certainty);
                found.insert(Happening {
                    holds,
                    certainty,
                    ..event
                });
            }
        }
        found
    }

    pub(crate) fn is_told_by(&self, id: StatementId, kind: EventKind) -> Option<&Statement> {
        let statement = self.record.statement(id);
        (statement.event()?.kind == kind).then_some(statement)
    }

    /// All days on which a happening may have been, each of its ways.
    pub(crate) fn possible_days(&self, event: &Happening) -> Vec<Days> {
        let ladder = self.days_of(&event.thing, |_| true);
        let ways = ladder.into_iter().flat_map(|(_, ways)| ways.each);
        ways.flatten().collect()
    }
}

/// Whether one of the actors takes part.
pub(super) fn takes_part(statement: &Statement, of: &BTreeSet<ActorId>) -> bool {
    actors(&statement.ends).iter().any(|one| of.contains(one))
}

/// "violent happenings (of a negative kind, `arrest` excepted)".
///
/// CHOICE: statements of one happening of different kinds. (1) It is violent if one of them is.
/// (2) If all are. Taken: (1).
fn is_violent_kind(kind: EventKind) -> bool {
    kind.sign() == Sign::Negative && kind != EventKind::Arrest
}
