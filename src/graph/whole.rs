//! Statements of rows as a record would have them, made when they are asked for.

use super::ActorGraph;
use crate::graph::evidence::class::Orientation;
use crate::graph::rows::row::RowActor;
use crate::graph::rows::stated_rows::{UnpackedRow, when_between};
use crate::graph::rows::to_statement::{ends_of, evidence_of, of_event, of_relation, statement_of};
use crate::model::{
    ActorId, Content, End, Event, IdList, Kind, Statement, StatementId, TieId, Toll,
};
use crate::record::{Record, by_content};
use std::cmp::Ordering;
use std::sync::Arc;

impl ActorGraph {
    /// The whole statement: from the record, or made of a row.
    pub(super) fn statement_whole(&self, id: StatementId) -> &Statement {
        let first = self.stated_rows.first as usize;
        let Some(own) = id.index().checked_sub(first) else {
            return self.record().statement(id);
        };
        let id = |own: usize| StatementId::new(number(first + own));
        self.row_statements.statement(own, |own| self.make(id(own)))
    }

    /// The graph's record and all its rows, as one record.
    ///
    /// The same rows in any order make the same record.
    ///
    /// # Complexity
    ///
    /// O(n log n): every row becomes a statement, so a graph with millions of rows makes a large record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Bulk, Day, EventKind, EventRow, date};
    ///
    /// let mut bulk = Bulk::new();
    /// let a = bulk.actor("a", ActorKind::ArmedGroup);
    /// let b = bulk.actor("b", ActorKind::ArmedGroup);
    /// let day = Day::from(date(2023, 10, 7));
    /// let graph = bulk.build(&[], &[EventRow::new(EventKind::Clash, a, b, day)])?;
    /// assert_eq!(graph.record().statements().len(), 0);
    /// assert_eq!(graph.to_record().statements().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_record(&self) -> Record {
        let first = self.stated_rows.first as usize;
        let ids =
            (first..first + self.row_statements.count()).map(|id| StatementId::new(number(id)));
        let rows = ids.map(|id| self.make(id)).collect();
        self.record().clone().with_statements(rows)
    }

    /// Makes the statement of a row.
    fn make(&self, id: StatementId) -> Statement {
        let mut statement = self.nameless(id);
        let relation = statement.relation();
        if relation.is_some_and(|relation| *relation.period.end() == End::Ongoing) {
            Arc::make_mut(&mut statement.evidence).as_of = self.record().as_of();
        }
        if statement.has_own_id {
            return statement;
        }
        let content = self.record().content_of(&statement);
        let kind = statement.kind();
        // a given name belongs to no other statement
        let names = (1..).map(|number| match number {
            1 => format!("{kind}-{content:016x}"),
            number => format!("{kind}-{content:016x}-{number}"),
        });
        let mut free = names.filter(|name| !self.stated_rows.has_id(name));
        let name = free.nth(self.equals_in_record(id, &statement) + self.equals_before(id));
        statement.id = name.unwrap_or_default().into();
        statement
    }

    fn nameless(&self, id: StatementId) -> Statement {
        let evidence = self.evidence_of(id);
        let (certainty, source) = (evidence.certainty, evidence.sources.first().copied());
        let Some(place) = self.dated_place(id) else {
            return match (self.stated_rows.odd(id), self.kind_of(id)) {
                (Some(UnpackedRow::Event(row)), _) => {
                    of_event(&row, self.stated_rows.facts(id, &row))
                }
                (Some(UnpackedRow::Relation(odd)), _) => of_relation(&odd),
                (_, Kind::Relation(kind)) => {
                    let relation = self.stated_rows.relation(id, kind, self.bounds_of(id));
                    let ends = ends_of(self.ends_of_row(id), kind.is_directed(), false);
                    let evidence = evidence_of(certainty, source, None);
                    statement_of(Content::Relation(Box::new(relation)), ends, evidence)
                }
                (_, Kind::Event(kind)) => {
                    let event = Event {
                        kind,
                        when: None,
                        places: IdList::default(),
                        killed: None,
                        jointly: false,
                    };
                    let ends = ends_of(self.ends_of_row(id), false, true);
                    let evidence = evidence_of(certainty, source, None);
                    statement_of(Content::Event(event), ends, evidence)
                }
            };
        };
        let class = *self.exact.class_at(place);
        let (low, high) = self.exact.pair(place);
        let (ends, is_directed) = match class.orientation {
            Orientation::Sided => ((low, high), false),
            Orientation::Up => ((low, high), true),
            Orientation::Down => ((high, low), true),
        };
        let day = self.exact.day(place);
        let event = Event {
            kind: class.kind,
            when: when_between(day, day),
            places: IdList::default(),
            killed: self
                .exact
                .toll(place)
                .map(|deaths| Arc::new(Toll::new(deaths))),
            jointly: false,
        };
        let evidence = evidence_of(certainty, source, class.by);
        statement_of(
            Content::Event(event),
            ends_of(ends, is_directed, true),
            evidence,
        )
    }

    /// The ends of a row that has columns of its own. It has one tie, behind those of the record.
    pub(super) fn ends_of_row(&self, id: StatementId) -> (ActorId, ActorId) {
        let row = self.tie_row(self.tie_of_row(id));
        (row.from, row.to)
    }

    /// The one tie of a row: ties of rows come last, in the order of their statements.
    pub(super) fn tie_of_row(&self, id: StatementId) -> TieId {
        TieId::new(number(self.ties.len() + id.index() - self.statements.len()))
    }

    /// How many statements of the record say the same as a row and have no id of their own.
    fn equals_in_record(&self, id: StatementId, row: &Statement) -> usize {
        let own = self.record().statements();
        let days = self.days_in_order(id);
        let order = |place: usize| {
            let days = self
                .days_in_order(StatementId::new(number(place)))
                .cmp(&days);
            days.then_with(|| by_content(&own[place], row))
        };
        let first_after = |is_before: fn(Ordering) -> bool| {
            let (mut from, mut to) = (0, own.len());
            while from < to {
                let middle = from.midpoint(to);
                if is_before(order(middle)) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            from
        };
        first_after(Ordering::is_le) - first_after(Ordering::is_lt)
    }

    /// How many equal rows stand before a row.
    fn equals_before(&self, id: StatementId) -> usize {
        if let Some(place) = self.dated_place(id) {
            let dated = &self.exact;
            let content = |at: usize| (dated.day(at), dated.class(at), dated.toll(at));
            let first = dated.first_of_pair(place);
            let before = (first..place).rev();
            let is_own = |at: usize| dated.tie(at) >= number(self.ties.len());
            return before
                .take_while(|&at| content(at) == content(place))
                .filter(|&at| is_own(at))
                .count();
        }
        let first = self.stated_rows.first as usize;
        let content = |at: usize| {
            let id = StatementId::new(number(at));
            let (mut odd, kind) = (self.stated_rows.odd(id), self.kind_of(id));
            let facts = match &odd {
                Some(UnpackedRow::Event(row)) => Some(self.stated_rows.facts(id, row)),
                _ => None,
            };
            let is_company = facts.as_ref().is_some_and(|facts| facts.company.is_some());
            if let Some(UnpackedRow::Event(row)) = odd.as_mut().filter(|_| is_company) {
                // whichever of its actors the row names first
                (row.from, row.to) = (RowActor::new(0), None);
            }
            let ends = (!is_company).then(|| self.ends_of_row(id));
            (
                odd,
                kind,
                self.bounds_of(id),
                ends,
                (self.evidence.number(at), facts),
            )
        };
        let own = content(id.index());
        let before = (first..id.index()).rev();
        before.take_while(|&at| content(at) == own).count()
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
