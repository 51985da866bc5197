//! What is denied: never a tie, a toll or a change, always listed.

use super::answer::{DaySpan, Grounds};
use super::wording::{how_long, when_told, who_did_what};
use crate::graph::StatementRef;
use crate::model::{Bounds, Certainty, Holds, Kind, StatementId};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// A statement that denies a relation or an event.
///
/// Prints as a sentence; serialises with its days and [`Grounds`].
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

impl Denial<'_> {
    /// The four bounds of a denied relation, as it is stated.
    fn bounds(&self) -> Bounds {
        let statements = &self.statement.graph().statements;
        statements.bounds(self.statement.id())
    }
}

impl fmt::Display for Denial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = who_did_what(self.statement);
        let days = match self.statement.record().relation() {
            Some(_) => how_long(self.bounds()),
            None => when_told(&[self.statement], self.days),
        };
        write!(f, "{what} {days} is denied ({})", self.grounds)
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
        // plain events are never denied
        let count = u32::try_from(self.graph.column_count()).unwrap_or(u32::MAX);
        let all = (0..count).map(StatementId::new);
        all.filter_map(|id| self.denial(id)).collect()
    }

    fn denial(self, id: StatementId) -> Option<Denial<'g>> {
        let known = self.known_denied(id)?;
        let kind = self.graph.kind_of(id);
        if !self.kinds().contains(kind) || !self.is_statement_among(id) {
            return None;
        }
        let in_time = match kind {
            Kind::Relation(_) => self.own_bounds(id).in_window(self.window)?,
            Kind::Event(_) => self.event_time(id, self.event_window)?,
        };
        let holds: Holds = self.shown(known.and(in_time))?;
        let (first, last) = self.graph.days_of(id);
        let statement = self.graph.statement_ref(id);
        Some(Denial {
            kind,
            statement,
            days: DaySpan::new(first, last),
            grounds: Grounds::new(self, holds, Certainty::Denied, [statement]),
        })
    }
}
