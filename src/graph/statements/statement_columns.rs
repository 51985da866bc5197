//! The columns of statements that are read most: kind and bounds, without text.

use crate::model::{Bounds, Content, Day, Kind, Statement, StatementId};
use crate::record::Record;

/// One row a statement, in the order of the record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Statements {
    kinds: Vec<u8>,
    bounds: Vec<Bounds>,
}

impl Statements {
    /// The columns of a record's statements.
    pub(crate) fn new(record: &Record) -> Self {
        let count = record.statements().len();
        let mut columns = Self {
            kinds: Vec::with_capacity(count),
            bounds: Vec::with_capacity(count),
        };
        for statement in record.statements() {
            columns.kinds.push(statement.kind().code());
            columns.bounds.push(bounds_of(record, statement));
        }
        columns
    }

    /// Makes room for as many more as are to come.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.kinds.reserve_exact(more);
        self.bounds.reserve_exact(more);
    }

    /// Adds a statement that is no part of the record.
    pub(crate) fn push(&mut self, kind: Kind, bounds: Bounds) {
        self.kinds.push(kind.code());
        self.bounds.push(bounds);
    }

    /// How many statements have a row here.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The kind of a statement.
    pub(crate) fn kind(&self, id: StatementId) -> Kind {
        Kind::from_code(self.kinds[id.index()])
    }

    /// The bounds of a statement, before any split is looked at.
    ///
    /// Of an event: the first and last day on which it can begin, and the days after those on which
    /// it can end.
    pub(crate) fn bounds(&self, id: StatementId) -> Bounds {
        self.bounds[id.index()]
    }

    /// The first and the last day that a statement can touch.
    pub(crate) fn days(&self, id: StatementId) -> (Day, Day) {
        let bounds = self.bounds(id);
        (bounds.first_start(), bounds.last_end().previous())
    }
}

fn bounds_of(record: &Record, statement: &Statement) -> Bounds {
    match &statement.content {
        Content::Relation(relation) => relation
            .period
            .bounds(record.as_of_day(&statement.evidence)),
        Content::Event(event) => event.when.as_ref().map_or(Bounds::UNKNOWN, |when| {
            let (first, last) = (when.first_day(), when.last_day());
            if when.is_several() {
                Bounds::new(first, first, last.next(), last.next())
            } else {
                Bounds::new(first, last, first.next(), last.next())
            }
        }),
    }
}
