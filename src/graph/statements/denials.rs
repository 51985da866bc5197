//! The denials by kind and pair, so that each answer finds those of its statements at once.

use super::marks::Marks;
use super::statement_columns::Statements;
use super::ties::{TieRow, Ties};
use crate::graph::evidence::table::EvidenceTable;
use crate::model::{ActorId, Certainty, Kind, StatementId, TieId};

/// The ties of denied statements: few in any record, so that what is not denied pays next to nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Denials {
    /// Whether anything at all is denied.
    is_any: bool,
    /// By kind, the two actors, the lower number first, and tie.
    by_pair: Vec<(Kind, ActorId, ActorId, TieId)>,
    /// A number of each kind and pair: where none is marked nothing is denied.
    may_be: Marks,
    /// The statements of which something may be denied: of a kind and pair that are marked.
    of_statements: Marks,
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
        let size = filter_size(by_pair.len());
        let numbers = by_pair.iter();
        let numbers = numbers.map(|&(kind, low, high, _)| filter_number((kind, low, high), size));
        let may_be = Marks::new(numbers);
        let may_be_denied = |row: &TieRow| {
            let (low, high) = (row.from.min(row.to), row.from.max(row.to));
            may_be.has(filter_number(
                (statements.kind(row.statement), low, high),
                size,
            ))
        };
        let rows = ties.iter().map(|one| one.1).filter(may_be_denied);
        let numbers: Vec<usize> = rows.map(|row| row.statement.index()).collect();
        let of_statements = Marks::new(numbers.iter().copied());
        Self {
            is_any: true,
            of_statements,
            may_be,
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

    /// Whether anything of a kind and pair may be denied: no is certain.
    #[inline]
    pub(crate) fn may_be_between(&self, kind: Kind, one: ActorId, other: ActorId) -> bool {
        let key = (kind, one.min(other), one.max(other));
        let size = filter_size(self.by_pair.len());
        self.may_be.has(filter_number(key, size))
    }

    /// Whether something of the kind and a pair of a statement that has columns may be denied: no is certain.
    #[inline]
    pub(crate) fn may_be_of(&self, statement: StatementId) -> bool {
        self.of_statements.has(statement.index())
    }

    /// Whether anything of a kind is denied.
    pub(crate) fn has_kind(&self, kind: Kind) -> bool {
        let start = self.by_pair.partition_point(|row| row.0 < kind);
        self.by_pair.get(start).is_some_and(|row| row.0 == kind)
    }

    /// The kinds and pairs of which something is denied, in order, each once.
    pub(crate) fn kinds_and_pairs(&self) -> impl Iterator<Item = (Kind, ActorId, ActorId)> {
        let of_pair = |row: &(Kind, ActorId, ActorId, TieId)| (row.0, row.1, row.2);
        let each = self.by_pair.chunk_by(move |a, b| of_pair(a) == of_pair(b));
        each.filter_map(move |all| all.first().map(of_pair))
    }
}

/// How many numbers kinds and pairs have, given how many ties are denied: one in some twenty is marked.
const fn filter_size(denied: usize) -> usize {
    (denied * 16).next_power_of_two()
}

/// The number of a kind and pair.
#[inline]
fn filter_number((kind, low, high): (Kind, ActorId, ActorId), size: usize) -> usize {
    let pair = u64::from(low.number()) << 32 | u64::from(high.number());
    let mixed = (pair ^ u64::from(kind.code()) << 24).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 32).unwrap_or(0) & (size - 1)
}
