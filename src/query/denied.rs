//! What is denied: never a tie, a toll or a change, always listed.

use super::answer::{DaySpan, Grounds};
use crate::graph::StatementRef;
use crate::model::{Certainty, Holds, Kind, StatementId};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// A statement that denies a relation or an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Denial<'g> {
    /// What is denied.
    pub kind: Kind,
    /// The statement.
    pub statement: StatementRef<'g>,
    /// The days that it speaks of.
    #[serde(flatten)]
    pub days: DaySpan,
    /// Who denies it, by which source, and how that lies in the view.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Denial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let graph = self.statement.graph();
        let actors = self.statement.record().ends.actors();
        let names: Vec<&str> = actors.map(|id| graph.actor_ref(id).label()).collect();
        let names = super::answer::list(&names);
        write!(f, "{} of {names} is denied ({})", self.kind, self.grounds)
    }
}

/// # What is denied
impl<'g> View<'g, '_> {
    /// The denied relations and events of the view, in the order of statements.
    ///
    /// Whatever certainty is asked for: a denial counts nowhere else and is always listed.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph).
    pub fn denied(self) -> Vec<Denial<'g>> {
        let count = u32::try_from(self.graph.record().statements().len()).unwrap_or(u32::MAX);
        let all = (0..count).map(StatementId::new);
        all.filter_map(|id| self.denial(id)).collect()
    }

    fn denial(self, id: StatementId) -> Option<Denial<'g>> {
        let known = self.known_denied(id)?;
        let kind = self.graph.statements.kind(id);
        if !self.kinds().contains(kind) || !self.is_statement_among(id) {
            return None;
        }
        let in_time = match kind {
            Kind::Relation(_) => self.own_bounds(id).in_window(self.window)?,
            Kind::Event(_) => self.event_time(id, self.event_window)?,
        };
        let holds: Holds = self.shown(known.and(in_time))?;
        let (first, last) = self.graph.statements.days(id);
        let statement = self.graph.statement_ref(id);
        Some(Denial {
            kind,
            statement,
            days: DaySpan::new(first, last),
            grounds: Grounds::new(self, holds, Certainty::Denied, [statement]),
        })
    }
}
