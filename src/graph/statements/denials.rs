//! What is denied, by kind and pair: so that each answer finds the denials of what it says at once.

use super::statement_columns::Statements;
use super::ties::Ties;
use crate::graph::evidence::table::EvidenceTable;
use crate::model::{ActorId, Certainty, Kind, TieId};

/// The ties of denied statements: few in any record, so that what is not denied pays next to nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Denials {
    /// Whether anything at all is denied.
    is_any: bool,
    /// By kind, the two actors, the lower number first, and tie.
    by_pair: Vec<(Kind, ActorId, ActorId, TieId)>,
}

impl Denials {
    /// The denied among the statements that have columns: no others are ever denied.
    pub(crate) fn new(evidence: &EvidenceTable, statements: &Statements, ties: &Ties) -> Self {
        if !evidence.has_denied() {
            return Self::default();
        }
        let denied = ties.iter().filter(|(_, row)| {
            let number = evidence.number(row.statement.index());
            evidence.fact(number).certainty == Certainty::Denied
        });
        let mut by_pair: Vec<_> = denied
            .map(|(tie, row)| {
                let (low, high) = (row.from.min(row.to), row.from.max(row.to));
                (statements.kind(row.statement), low, high, tie)
            })
            .collect();
        by_pair.sort_unstable();
        Self {
            is_any: true,
            by_pair,
        }
    }

    /// Whether nothing at all is denied.
    pub(crate) const fn is_empty(&self) -> bool {
        !self.is_any
    }

    /// The denied ties of a kind between two actors, whichever way round they read.
    pub(crate) fn between(
        &self,
        kind: Kind,
        one: ActorId,
        other: ActorId,
    ) -> impl Iterator<Item = TieId> {
        let key = (kind, one.min(other), one.max(other));
        let start = self
            .by_pair
            .partition_point(|&(kind, low, high, _)| (kind, low, high) < key);
        self.by_pair[start..]
            .iter()
            .take_while(move |&&(kind, low, high, _)| (kind, low, high) == key)
            .map(|row| row.3)
    }

    /// Whether anything of a kind is denied.
    pub(crate) fn has_kind(&self, kind: Kind) -> bool {
        let start = self.by_pair.partition_point(|row| row.0 < kind);
        self.by_pair.get(start).is_some_and(|row| row.0 == kind)
    }
}
