//! Denials: a denial makes no tie, no toll and no change, and is always listed.

use super::killed::how_many_killed;
use crate::graph::StatementRef;
use crate::model::{Bounds, Certainty, Deaths, Holds, Kind, StatementId, Toll};
use crate::query::kit::{DaySpan, Grounds};
use crate::query::kit::{how_long, when_told, who_did_what};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// A statement that denies a relation or an event, or only the toll of an event.
///
/// It prints as a sentence and serialises with its days and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Denial<'g> {
    /// The kind of the relation or event.
    pub kind: Kind,
    /// The denied figures, if only the toll is denied; `None` if the statement denies the whole.
    pub toll: Option<Deaths>,
    /// The statement that denies.
    pub statement: StatementRef<'g>,
    /// The days that the statement is about.
    #[serde(flatten)]
    pub days: DaySpan,
    /// Who denies it, by which source, and how the denied relation or event lies in the view.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl Denial<'_> {
    /// The four bounds of a denied relation, as it is written.
    fn bounds(&self) -> Bounds {
        let statements = &self.statement.graph().statements;
        statements.bounds(self.statement.id())
    }
}

impl fmt::Display for Denial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut what = who_did_what(self.statement);
        if let Some(deaths) = self.toll {
            what = format!("{} in {what}", how_many_killed(deaths, &[]));
        }
        let days = match self.statement.record().relation() {
            Some(_) => how_long(self.bounds()),
            None => when_told(&[self.statement], self.days),
        };
        write!(f, "{what} {days} is denied ({})", self.grounds)
    }
}

/// # What is denied
impl<'g> View<'g, '_> {
    /// The denied relations, events and tolls of the view, in storage order.
    ///
    /// The view's [certainty](Self::at_least) does not matter here: a denial counts nowhere else, and is
    /// always listed. If only the toll of an event is denied, the event still counts and its toll is unknown.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph).
    pub fn denied(self) -> Vec<Denial<'g>> {
        // an event in the columns is never denied
        let count = u32::try_from(self.graph.column_count()).unwrap_or(u32::MAX);
        let all = (0..count).map(StatementId::new);
        let mut denied: Vec<_> = all.filter_map(|id| self.denial(id)).collect();
        denied.sort_by_key(|one| one.statement);
        denied
    }

    fn denial(self, id: StatementId) -> Option<Denial<'g>> {
        let denied_toll = self.denied_toll(id);
        let known = match denied_toll {
            Some(_) => self.at_least(Certainty::Planned).counted(id)?,
            None => self.known_denied(id)?,
        };
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
        let mut grounds = Grounds::undenied(self, holds, Certainty::Denied, [statement]);
        if let Some(toll) = denied_toll {
            let by = toll.by.iter();
            grounds.by = by.map(|&id| self.graph.actor_ref(id)).collect();
        }
        Some(Denial {
            kind,
            toll: denied_toll.map(|toll| toll.deaths),
            statement,
            days: DaySpan::new(first, last),
            grounds,
        })
    }

    /// The toll that a statement denies although it does not deny the event.
    fn denied_toll(self, id: StatementId) -> Option<&'g Toll> {
        if self.graph.is_of_row(id) {
            return None;
        }
        let statement = self.graph.record().statement(id);
        let toll = statement.event()?.killed.as_ref()?;
        let is_denied = statement.evidence.certainty == Certainty::Denied;
        (!is_denied && toll.certainty == Some(Certainty::Denied)).then_some(toll)
    }
}
