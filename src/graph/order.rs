//! The storage order of statements and ties. In a record their numbers follow it; those of rows do not.

use super::ActorGraph;
use crate::graph::rows::to_statement::ends_of;
use crate::model::{Day, Ends, Kind, StatementId, TieId};
use crate::record::by_content;
use std::borrow::Cow;
use std::cmp::Ordering;

impl ActorGraph {
    /// Whether the graph has statements from rows beside the record.
    pub(crate) const fn has_rows(&self) -> bool {
        self.row_statements.count() > 0
    }

    /// The order of two statements in the record that all statements would make.
    pub(crate) fn order_of_statements(&self, one: StatementId, other: StatementId) -> Ordering {
        let by_number = one.cmp(&other);
        let are_told = !self.is_of_row(one) && !self.is_of_row(other);
        if are_told || one == other {
            return by_number;
        }
        let days = self.days_in_order(one).cmp(&self.days_in_order(other));
        days.then_with(|| self.kind_of(one).cmp(&self.kind_of(other)))
            .then_with(|| self.ends_whole(one).cmp(&self.ends_whole(other)))
            .then_with(|| by_content(self.statement_whole(one), self.statement_whole(other)))
            .then(by_number)
    }

    /// The order of two ties: by time, kind, ends, statement.
    pub(crate) fn order_of_ties(&self, one: TieId, other: TieId) -> Ordering {
        if !self.has_rows() || one == other {
            return one.cmp(&other);
        }
        let key = |tie: TieId| {
            let row = self.tie_row(tie);
            let (days, kind) = (self.days_of(row.statement), self.kind_of(row.statement));
            (days, kind, row.from, row.to)
        };
        let statement = |tie: TieId| self.statement_of_tie(tie);
        key(one)
            .cmp(&key(other))
            .then_with(|| self.order_of_statements(statement(one), statement(other)))
            .then(one.cmp(&other))
    }

    /// The days by which a record sorts its statements.
    pub(super) fn days_in_order(&self, id: StatementId) -> (Day, Day) {
        let bounds = self.bounds_of(id);
        let last = match self.kind_of(id) {
            Kind::Relation(_) => bounds.last_end(),
            Kind::Event(_) => bounds.last_end().previous(),
        };
        (bounds.first_start(), last)
    }

    /// The ends of a statement, without making a whole statement of a row.
    fn ends_whole(&self, id: StatementId) -> Cow<'_, Ends> {
        if !self.is_of_row(id) {
            return Cow::Borrowed(&self.record().statement(id).ends);
        }
        if let Some(ends) = self.stated_rows.company(id) {
            return Cow::Owned(ends);
        }
        let (pairs, is_directed) = self.pairs_of(id);
        let is_event = self.kind_of(id).event().is_some();
        let pair = pairs.first().copied();
        pair.map_or_else(
            || Cow::Borrowed(&self.statement_whole(id).ends),
            |pair| Cow::Owned(ends_of(pair, is_directed, is_event)),
        )
    }
}
