//! What rows are accepted, and what a record of the same statements has to say of them.

use super::plans::{ACTORS, by_rows, event, first_day, relation};
use factions::record::{ActorDraft, Draft, EventDraft, PeriodDraft, RelationDraft};
use factions::{ActorGraph, ActorKind, Bulk, Day, Record, RelationKind, RelationRow, RowEnd};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A step from a member to a whole, right or wrong: in a circle, of a person, before its whole began.
#[derive(Debug, Clone)]
struct Step {
    kind: RelationKind,
    pair: (usize, usize),
    start: i32,
    length: Option<i32>,
}

fn step() -> impl Strategy<Value = Step> {
    let kind = select(vec![
        RelationKind::Membership,
        RelationKind::PartOf,
        RelationKind::Alliance,
    ]);
    let length = option::weighted(0.6, 1..20_i32);
    (kind, (0..5_usize, 0..5_usize), 0..40_i32, length).prop_map(|(kind, pair, start, length)| {
        Step {
            kind,
            pair,
            start,
            length,
        }
    })
}

fn day(number: i32) -> Day {
    Day::new(first_day() + number)
}

/// A record with a person, an actor of known days, and a split.
fn base(is_split: bool, is_alive: bool) -> Draft {
    let mut draft = Record::draft();
    for (number, key) in ACTORS.iter().enumerate() {
        let kind = if number == 4 {
            ActorKind::Person
        } else {
            ActorKind::ArmedGroup
        };
        let mut actor = ActorDraft::new(*key, *key, kind);
        if number == 3 && is_alive {
            let period = PeriodDraft::new()
                .start(day(10).to_string())
                .end(day(30).to_string());
            actor = actor.active(period);
        }
        draft = draft.actor(actor);
    }
    if is_split {
        let split = EventDraft::new("split")
            .from("b")
            .to("a")
            .when(day(20).to_string());
        draft = draft.event(split);
    }
    draft
}

fn by_record(base: Draft, steps: &[Step]) -> Result<Record, factions::Problems> {
    let draft = steps.iter().fold(base, |draft, step| {
        let (from, to) = (ACTORS[step.pair.0], ACTORS[step.pair.1]);
        let one = RelationDraft::new(step.kind).start(day(step.start).to_string());
        let one = if step.kind.is_directed() {
            one.from(from).to(to)
        } else {
            one.between([from, to])
        };
        draft.relation(match step.length {
            Some(length) => one.end(day(step.start + length).to_string()),
            None => one,
        })
    });
    draft.build()
}

fn by_bulk(base: Draft, steps: &[Step]) -> Result<ActorGraph, factions::Problems> {
    let mut bulk = Bulk::onto(base.build().expect("it is in order by itself"));
    let actors = ACTORS.map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    let rows: Vec<RelationRow> = steps
        .iter()
        .map(|step| RelationRow {
            end: match step.length {
                Some(length) => RowEnd::On(day(step.start + length), day(step.start + length)),
                None => RowEnd::Unknown,
            },
            ..RelationRow::new(
                step.kind,
                actors[step.pair.0],
                actors[step.pair.1],
                day(step.start),
            )
        })
        .collect();
    bulk.build(&rows, &[])
}

proptest! {
    #[test]
    fn rows_are_accepted_where_a_record_of_them_is(
        steps in vec(step(), 0..6),
        is_split in any::<bool>(),
        is_alive in any::<bool>(),
    ) {
        let base = || base(is_split, is_alive);
        let (record, graph) = (by_record(base(), &steps), by_bulk(base(), &steps));
        match (&record, &graph) {
            (Ok(record), Ok(graph)) => prop_assert_eq!(record, &graph.to_record()),
            (Err(one), Err(other)) => {
                let codes = |problems: &factions::Problems| {
                    let mut codes: Vec<_> = problems.errors().map(|one| one.code).collect();
                    codes.sort_unstable();
                    codes.dedup();
                    codes
                };
                // the rules of several rows together are asked once each row by itself is in order
                let (all, found) = (codes(one), codes(other));
                prop_assert!(found.iter().all(|code| all.contains(code)), "{all:?} {found:?}");
            }
            _ => prop_assert!(false, "{record:?}\n{:?}", graph.err()),
        }
    }

    #[test]
    fn what_rows_are_accepted_makes_a_record_that_is_written_and_read(
        relations in vec(relation(), 0..8),
        events in vec(event(), 0..20),
    ) {
        let record = by_rows(&relations, &events).to_record();
        let read = Record::from_toml(&record.to_toml());
        prop_assert_eq!(read.expect("it reads back"), record.clone());
        let read = Record::from_json_lines(record.to_json_lines().as_bytes());
        prop_assert_eq!(read.expect("it reads back"), record);
    }
}
