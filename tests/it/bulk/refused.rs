//! Each rule of rows has its own mistake, and each mistake a way out.

use factions::{
    ActorKind, Bulk, Certainty, Day, Deaths, EventKind, EventRow, PlaceId, Problems, Record,
    RelationKind, RelationRow, RowActor, RowSide, SourceId, date,
};

/// A number that nobody gave.
fn nobody() -> RowActor {
    let mut other = Bulk::new();
    let many = ["a", "b", "c", "d", "e"].map(|key| other.actor(key, ActorKind::ArmedGroup));
    many[4]
}

fn day(day: i8) -> Day {
    Day::from(date(2023, 10, day))
}

/// Rows laid onto a record with a statement, and four actors of them.
fn bulk() -> (Bulk, [RowActor; 4]) {
    let record = Record::from_toml(
        "format = 1\n[sources]\ns = { title = \"S\" }\n[places]\np = { name = \"P\" }\n\
         [actors]\na = { name = \"A\", kind = \"armed-group\" }\n\
         b = { name = \"B\", kind = \"armed-group\" }\n\
         [[events]]\nid = \"taken\"\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"",
    );
    let mut bulk = Bulk::onto(record.expect("it is in order"));
    let actors = ["a", "b", "c", "d"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    (bulk, actors)
}

/// What is wrong with rows: code, message and way out, each in a line.
fn told(built: Result<factions::ActorGraph, Problems>) -> Vec<String> {
    let problems = built.expect_err("it breaks a rule");
    let told = problems.iter().map(|one| {
        let help = one.help.as_deref().unwrap_or_default();
        assert!(!help.is_empty(), "no way out: {one}");
        format!("{}: {}; {help}", one.code, one.message)
    });
    told.collect()
}

#[track_caller]
fn is_told(told: &[String], expected: &[&str]) {
    assert_eq!(told, expected);
}

#[test]
fn of_the_ends_and_days_of_an_event() {
    let (bulk, [a, b, ..]) = bulk();
    let clash = EventRow::new(EventKind::Clash, a, b, day(7));
    let events = [
        EventRow {
            is_directed: true,
            to: None,
            ..clash
        },
        EventRow {
            kind: EventKind::ViolenceAgainstCivilians,
            is_directed: false,
            ..clash
        },
        EventRow {
            first: day(8),
            last: day(7),
            ..clash
        },
        EventRow {
            killed: Some(Deaths {
                low: 5,
                best: Some(4),
                high: 3,
            }),
            ..clash
        },
        EventRow {
            source: Some(SourceId::new(1)),
            ..clash
        },
        EventRow {
            by: Some(nobody()),
            ..clash
        },
    ];
    is_told(
        &told(bulk.build(&[], &events)),
        &[
            "wrong-ends: an actor stands alone, and the row reads from it to nobody; \
         leave `is_directed` unset, or give the row its `to`",
            "wrong-ends: a `violence-against-civilians` has no sides; \
         set `is_directed`: it reads from who acts to the victims",
            "empty-period: the last day lies before the first; give the first possible day first",
            "inverted-toll: the figures of the toll, 4 (5 to 3), are out of order; \
         give low, best and high in this order",
            "undeclared-source: there is no such source; \
         take the sources of the record that the rows are laid onto",
            "undeclared-actor: there is no such claimant; take the numbers that this `Bulk` gave",
        ],
    );
}

#[test]
fn of_which_way_a_relation_reads() {
    let (bulk, [a, b, ..]) = bulk();
    let relation = |kind, is_directed| RelationRow {
        is_directed,
        ..RelationRow::new(kind, a, b, day(7))
    };
    let relations = [
        relation(RelationKind::Alliance, true),
        relation(RelationKind::Membership, false),
    ];
    let told = told(bulk.build(&relations, &[]));
    let help = "leave `is_directed` as `RelationRow::new` sets it";
    is_told(
        &told[..2],
        &[
            &format!("wrong-ends: a relation of kind `alliance` cannot be directed; {help}"),
            &format!("wrong-ends: a relation of kind `membership` cannot be mutual; {help}"),
        ],
    );
}

#[test]
fn of_who_stands_beside_whom() {
    let (mut bulk, [a, b, c, d]) = bulk();
    let clash = EventRow::new(EventKind::Clash, a, b, day(7));
    bulk.add_participant(0, RowSide::From, nobody());
    bulk.add_participant(1, RowSide::To, c);
    bulk.add_participant(2, RowSide::From, b);
    bulk.add_participant(3, RowSide::To, a);
    bulk.add_participant(4, RowSide::From, d);
    bulk.add_participant(4, RowSide::To, d);
    bulk.add_participant(9, RowSide::To, d);
    let alone = EventRow::alone(EventKind::Strike, a, day(7));
    let both = "self-tie: an actor is on both sides; name it on one side only";
    is_told(
        &told(bulk.build(&[], &[clash, alone, clash, clash, clash])),
        &[
            "missing-key: there is no event row number 9; count the rows from 0",
            "undeclared-actor: there is no actor number 4; take the numbers that this `Bulk` gave",
            "wrong-ends: an actor stands alone, and somebody stands against it; \
         give the row its `to`, or put the actor on the side of `from`",
            both,
            both,
            both,
        ],
    );
}

#[test]
fn of_ids_notes_and_places() {
    let (mut bulk, [a, b, ..]) = bulk();
    let clash = EventRow::new(EventKind::Clash, a, b, day(7));
    bulk.set_id(0, "first");
    bulk.set_id(0, "second");
    bulk.set_id(1, "taken");
    bulk.set_id(2, "first");
    bulk.set_id(9, "of no row");
    bulk.set_note(0, "One.");
    bulk.set_note(0, "Two.");
    bulk.add_place(1, PlaceId::new(1));
    let another = |id: &str| {
        format!(
            "conflicting-id: the id `{id}` has another statement already; \
             give one of the two another id"
        )
    };
    is_told(
        &told(bulk.build(&[], &[clash, clash, clash])),
        &[
            "missing-key: there is no event row number 9; count the rows from 0",
            "undeclared-place: there is no such place; \
         take the places of the record that the rows are laid onto",
            "duplicate-key: an event has two ids; keep one of the two",
            &another("taken"),
            &another("first"),
            "duplicate-key: an event has two notes; join them into one",
        ],
    );
}

#[test]
fn of_whose_the_dead_were() {
    let (mut bulk, [a, b, ..]) = bulk();
    let clash = EventRow::new(EventKind::Clash, a, b, day(7));
    let with_toll = EventRow {
        killed: Some(Deaths::exactly(3)),
        ..clash
    };
    bulk.add_loss(0, a, 1);
    bulk.add_loss(1, nobody(), 1);
    bulk.add_loss(2, a, 4);
    bulk.add_loss(9, a, 4);
    let told = told(bulk.build(&[], &[clash, with_toll, with_toll]));
    is_told(
        &told[..3],
        &[
            "missing-key: there is no event row number 9; count the rows from 0",
            "missing-key: the event has no toll of which these deaths are part; give its `killed`, too",
            "undeclared-actor: there is no actor number 4; take the numbers that this `Bulk` gave",
        ],
    );
    let above = told[3..].iter();
    assert_eq!(above.len(), 3, "{told:?}");
    assert!(
        above
            .clone()
            .all(|one| one.starts_with("losses-above-toll: ")),
        "{told:?}"
    );
}

#[test]
fn of_what_is_yet_to_come_nothing() {
    let (bulk, [a, b, ..]) = bulk();
    let planned = EventRow {
        certainty: Certainty::Planned,
        by: Some(a),
        ..EventRow::new(EventKind::Declaration, a, b, day(7))
    };
    assert!(bulk.build(&[], &[planned]).is_ok());
}
