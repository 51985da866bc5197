//! The ties: one row for each pair of actors of each statement.

use super::statement_columns::Statements;
use crate::model::{ActorId, StatementId, TieId};
use crate::record::Record;

/// One tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TieRow {
    pub(crate) statement: StatementId,
    pub(crate) from: ActorId,
    pub(crate) to: ActorId,
}

/// Every tie in the stated order: time, kind, ends, statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ties {
    rows: Vec<TieRow>,
}

impl Ties {
    /// The ties of a record's statements.
    pub(crate) fn new(record: &Record, columns: &Statements) -> Self {
        let mut rows = Vec::with_capacity(record.statements().len());
        for (number, statement) in (0_u32..).zip(record.statements()) {
            let statement_id = StatementId::new(number);
            let (days, kind) = (columns.days(statement_id), columns.kind(statement_id));
            statement.ends.each_pair(|from, to| {
                let statement = statement_id;
                let row = TieRow {
                    statement,
                    from,
                    to,
                };
                // beside what it is sorted by: a look at the columns for each comparison takes longer
                rows.push((days, kind.code(), row));
            });
        }
        rows.sort_by_key(|(days, kind, row)| (*days, *kind, row.from, row.to, row.statement));
        let mut rows: Vec<TieRow> = rows.into_iter().map(|(_, _, row)| row).collect();
        // it lies where the longer rows did
        rows.shrink_to_fit();
        Self { rows }
    }

    /// Makes room for as many more as are to come.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.rows.reserve_exact(more);
    }

    /// Adds a tie of a statement that is no part of the record.
    pub(crate) fn push(&mut self, statement: StatementId, (from, to): (ActorId, ActorId)) {
        self.rows.push(TieRow {
            statement,
            from,
            to,
        });
    }

    /// The row of a tie.
    pub(crate) fn row(&self, id: TieId) -> TieRow {
        self.rows[id.index()]
    }

    /// Every tie with its row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (TieId, TieRow)> {
        (0_u32..).map(TieId::new).zip(self.rows.iter().copied())
    }

    /// How many ties there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}
