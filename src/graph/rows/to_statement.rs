//! Rows as statements of a record, and statements as rows.

use super::bulk_rows::RowFacts;
use super::extras::Extras;
use super::packed_rows::KeptEvents;
use super::row::{EventRow, RelationRow, RowActor, RowSide};
use super::stated_rows::{id_of, period_of, when_between};
use crate::model::{
    ActorId, Certainty, Content, Ends, Event, Evidence, Native, Relation, Sides, SourceId,
    Statement, ThinText, ThinVec, Toll,
};
use std::sync::Arc;

/// The statement of a relation row.
pub(in crate::graph) fn of_relation(row: &RelationRow) -> Statement {
    let relation = Relation {
        kind: row.kind,
        period: period_of(row.start, row.end),
        role: ThinText::default(),
        forms: ThinVec::default(),
    };
    let ends = ends_of((id_of(row.from), id_of(row.to)), row.is_directed, false);
    let evidence = evidence_of(row.certainty, row.source, row.by.map(id_of));
    statement_of(Content::Relation(Box::new(relation)), ends, evidence)
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
        ..statement_of(Content::Event(event), ends, evidence)
    }
}

pub(in crate::graph) fn statement_of(
    content: Content,
    ends: Ends,
    evidence: Evidence,
) -> Statement {
    Statement {
        content,
        ends,
        evidence: Arc::new(evidence),
        note: None,
        reason: ThinText::default(),
        id: "".into(),
        has_own_id: false,
        same_as: ThinVec::default(),
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

/// The rows of statements that say no more than a row and what stands beside it can hold, as the rows of an import
/// do, and what is said beside them; what has no ends or no date is handed back.
pub(in crate::graph) fn rows_of(
    statements: Vec<Statement>,
) -> (KeptEvents, Extras, Vec<Statement>) {
    let mut events = KeptEvents::default();
    let (mut extras, mut others) = (Extras::default(), Vec::new());
    for statement in statements {
        let Some(row) = row_of(&statement) else {
            others.push(statement);
            continue;
        };
        let place = events.len();
        events.push(&row);
        say_beside(&statement, place, &mut extras);
    }
    (events, extras, others)
}

/// Says what a row does not hold of its statement.
fn say_beside(statement: &Statement, place: usize, extras: &mut Extras) {
    let mut beside = |side: RowSide, all: &[ActorId]| {
        for actor in all.iter().skip(1) {
            extras.beside(place, side, row_actor(*actor));
        }
    };
    match &statement.ends {
        Ends::Directed { from, to } => {
            beside(RowSide::From, from);
            beside(RowSide::To, to);
        }
        Ends::Sided(sides) => {
            beside(RowSide::From, &sides[0]);
            beside(RowSide::To, &sides[1]);
        }
        Ends::Mutual(all) | Ends::Alone(all) => beside(RowSide::From, all),
    }
    if let Content::Event(event) = &statement.content {
        for one in &*event.places {
            extras.place(place, *one);
        }
        for loss in event.killed.iter().flat_map(|toll| toll.of.iter()) {
            extras.loss(place, row_actor(loss.actor), loss.deaths);
        }
    }
    extras.id(place, &statement.id);
    if let Some(note) = &statement.note {
        extras.note(place, note);
    }
}

fn row_actor(id: ActorId) -> RowActor {
    RowActor::new(id.number())
}

/// The row of an event; `None` without ends of two sides at most, or without a date.
fn row_of(statement: &Statement) -> Option<EventRow> {
    let Content::Event(event) = &statement.content else {
        return None;
    };
    let evidence = &*statement.evidence;
    let when = event.when.as_ref()?;
    let (first, last) = (when.first_day(), when.last_day());
    let (from, to, is_directed) = match &statement.ends {
        Ends::Directed { from, to } => (from.first()?, Some(to.first()?), true),
        Ends::Sided(sides) if sides.len() == 2 => {
            (sides[0].first()?, Some(sides[1].first()?), false)
        }
        Ends::Alone(all) => (all.first()?, None, false),
        Ends::Sided(_) | Ends::Mutual(_) => return None,
    };
    Some(EventRow {
        kind: event.kind,
        from: row_actor(*from),
        to: to.map(|to| row_actor(*to)),
        is_directed,
        first,
        last,
        certainty: evidence.certainty,
        killed: event.killed.as_ref().map(|toll| toll.deaths),
        source: evidence.sources.first().copied(),
        by: None,
    })
}
