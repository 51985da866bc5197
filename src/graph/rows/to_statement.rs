//! Rows as statements of a record.

use super::bulk_rows::RowFacts;
use super::row::{EventRow, RelationRow};
use super::stated_rows::{id_of, period_of, when_between};
use crate::model::{
    ActorId, Certainty, Ends, Event, Evidence, Matter, Native, Rare, RareText, Relation, Sides,
    SourceId, Statement, Toll,
};
use std::sync::Arc;

/// The statement of a relation row.
pub(in crate::graph) fn of_relation(row: &RelationRow) -> Statement {
    let relation = Relation {
        kind: row.kind,
        period: period_of(row.start, row.end),
        role: RareText::default(),
        forms: Rare::default(),
    };
    let ends = ends_of((id_of(row.from), id_of(row.to)), row.is_directed, false);
    let evidence = evidence_of(row.certainty, row.source, row.by.map(id_of));
    statement_of(Matter::Relation(Box::new(relation)), ends, evidence)
}

/// The statement of an event row that says this beside its fields.
pub(in crate::graph) fn of_event(row: &EventRow, facts: RowFacts<'_>) -> Statement {
    let event = Event {
        kind: row.kind,
        when: when_between(row.first, row.last),
        places: facts.places.into(),
        killed: row.killed.map(|deaths| {
            Arc::new(Toll {
                of: facts.losses.into(),
                ..Toll::new(deaths)
            })
        }),
        jointly: false,
    };
    let ends = facts.company.unwrap_or_else(|| {
        let to = row.to.unwrap_or(row.from);
        ends_of((id_of(row.from), id_of(to)), row.is_directed, true)
    });
    let evidence = evidence_of(row.certainty, row.source, row.by.map(id_of));
    Statement {
        note: facts.note.map(Into::into),
        id: facts.id.unwrap_or_default().into(),
        has_own_id: facts.id.is_some(),
        ..statement_of(Matter::Event(event), ends, evidence)
    }
}

pub(in crate::graph) fn statement_of(matter: Matter, ends: Ends, evidence: Evidence) -> Statement {
    Statement {
        matter,
        ends,
        evidence: Arc::new(evidence),
        note: None,
        reason: RareText::default(),
        id: "".into(),
        has_own_id: false,
        same_as: Rare::default(),
        native: Native::default(),
    }
}

pub(in crate::graph) fn ends_of(
    (from, to): (ActorId, ActorId),
    is_directed: bool,
    is_event: bool,
) -> Ends {
    let (low, high) = (from.min(to), from.max(to));
    if is_directed {
        Ends::Directed {
            from: [from].into(),
            to: [to].into(),
        }
    } else if is_event {
        Ends::Sided(Sides::pair(low, high))
    } else {
        Ends::Mutual([low, high].into())
    }
}

pub(in crate::graph) fn evidence_of(
    certainty: Certainty,
    source: Option<SourceId>,
    by: Option<ActorId>,
) -> Evidence {
    Evidence {
        certainty,
        by: by.into_iter().collect(),
        sources: source.into_iter().collect(),
        ..Evidence::default()
    }
}
