//! Rows at the edges: figures and days that do not fit, texts that are empty, the same said twice.

use factions::model::End;
use factions::{
    ActorGraph, ActorKind, Bulk, Certainty, Day, Deaths, EventKind, EventRow, Problems, Record,
    RelationKind, RelationRow, RowActor, RowEnd, RowSide, Step, TieId, date,
};

fn day() -> Day {
    Day::from(date(2023, 10, 7))
}

fn three() -> (Bulk, [RowActor; 3]) {
    let mut bulk = Bulk::new();
    let actors = ["a", "b", "c"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    (bulk, actors)
}

#[test]
fn an_event_of_several_that_no_column_holds_counts_once() {
    let (mut bulk, [a, b, c]) = three();
    bulk.add_participant(0, RowSide::From, b);
    let row = EventRow {
        last: Day::AFTER_ALL,
        killed: Some(Deaths::exactly(10)),
        ..EventRow::new(EventKind::Clash, a, c, day())
    };
    let graph = bulk.build(&[], &[row]).expect("in order");
    for actor in graph.actors() {
        assert_eq!(graph.ever().event_count_of(actor).all(), 1, "{actor}");
        let toll = graph.ever().toll_of(actor);
        assert_eq!(toll.all().best(), Some(10), "{actor}");
    }
}

#[test]
fn tolls_beyond_a_column_are_whole_beside_rows_of_one_alone() {
    let (bulk, [a, b, _]) = three();
    let alone = EventRow {
        killed: Some(Deaths::exactly(3_000_000_000)),
        ..EventRow::alone(EventKind::Strike, a, day())
    };
    let clash = EventRow::new(EventKind::Clash, a, b, day());
    for rows in [vec![alone, alone], vec![alone, alone, clash]] {
        let graph = bulk.clone().build(&[], &rows).expect("in order");
        let toll = graph.ever().toll().certainly;
        assert_eq!(toll.best(), Some(6_000_000_000));
        let of_record = ActorGraph::new(graph.to_record()).ever().toll();
        assert_eq!(graph.ever().toll(), of_record);
    }
}

/// What a graph of this record and one row is refused for; `None`: it is not.
fn refused(record: &str, relation: Option<RelationRow>, event: Option<EventRow>) -> Option<String> {
    let record = Record::from_toml(record).expect("in order");
    let mut bulk = Bulk::onto(record);
    let _ = ["a", "b"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    let relations: Vec<RelationRow> = relation.into_iter().collect();
    let events: Vec<EventRow> = event.into_iter().collect();
    let built = bulk.build(&relations, &events);
    built.err().map(|problems: Problems| problems.to_string())
}

#[test]
fn what_is_denied_or_only_known_so_far_is_no_life() {
    let (_, [a, b, _]) = three();
    let denied = r#"
        format = 1
        [actors]
        b = { name = "B", kind = "armed-group" }
        [actors.a]
        name = "A"
        kind = "armed-group"
        active = [
            { start = 2000-01-01, end = 2005-01-01 },
            { start = 2010-01-01, end = 2015-01-01, certainty = "denied" },
        ]
    "#;
    let clash = EventRow::new(EventKind::Clash, a, b, Day::from(date(2012, 1, 1)));
    let problems = refused(denied, None, Some(clash)).expect("it lies outside");
    assert!(
        problems.contains("events[0]") && problems.contains("outside-active-period"),
        "{problems}"
    );
    let ongoing = r#"
        format = 1
        [sources]
        s0 = { title = "S", published = 2005-01-01 }
        [actors]
        b = { name = "B", kind = "armed-group" }
        [actors.a]
        name = "A"
        kind = "armed-group"
        active = [
            { start = 2000-01-01, end = "..", source = "s0" },
            { start = 2009-01-01 },
        ]
    "#;
    let start = Day::from(date(2002, 1, 1));
    let alliance =
        RelationRow::new(RelationKind::Alliance, a, b, start).until(Day::from(date(2011, 1, 1)));
    assert!(refused(ongoing, Some(alliance), None).is_some());
    let within =
        RelationRow::new(RelationKind::Alliance, a, b, start).until(Day::from(date(2003, 1, 1)));
    assert_eq!(refused(ongoing, Some(within), None), None);
}

#[test]
fn days_that_no_date_can_say_are_refused() {
    let (bulk, [a, b, _]) = three();
    let event = |first: Day, last: Day| EventRow {
        last,
        ..EventRow::new(EventKind::Clash, a, b, first)
    };
    let far = Day::new(100_000_000);
    let before = Day::new(-800_000);
    for (first, last) in [
        (Day::AFTER_ALL, Day::AFTER_ALL),
        (Day::BEFORE_ALL, Day::BEFORE_ALL),
        (far, far),
        (before, before),
        (day(), Day::new(i32::MAX - 1)),
    ] {
        let built = bulk.clone().build(&[], &[event(first, last)]);
        let problems = built.expect_err("no date says it").to_string();
        assert!(problems.contains("refused-date"), "{first:?} {problems}");
    }
    for (first, last) in [(Day::BEFORE_ALL, day()), (day(), Day::AFTER_ALL)] {
        let graph = bulk.clone().build(&[], &[event(first, last)]);
        let graph = graph.expect("open on one side");
        assert_eq!(
            graph.ever().tolls_by(Step::Year).not_dated.all().happenings,
            1
        );
        let record = graph.to_record();
        assert_eq!(
            Record::from_toml(&record.to_toml()).expect("it reads"),
            record
        );
    }
    let relation = RelationRow {
        end: RowEnd::On(far, far),
        ..RelationRow::new(RelationKind::Alliance, a, b, day())
    };
    assert!(bulk.build(&[relation], &[]).is_err());
}

#[test]
fn empty_ids_and_notes_are_refused() {
    let (bulk, [a, b, _]) = three();
    let row = EventRow::new(EventKind::Clash, a, b, day());
    for text in ["", " "] {
        let (mut id, mut note) = (bulk.clone(), bulk.clone());
        id.set_id(0, text);
        note.set_note(0, text);
        assert!(id.build(&[], &[row]).is_err());
        assert!(note.build(&[], &[row]).is_err());
    }
}

#[test]
fn the_same_said_the_other_way_round_has_a_name_of_its_own() {
    let (bulk, [a, b, c]) = three();
    let clash = |from, to| EventRow::new(EventKind::Clash, from, to, day());
    let keys = |graph: &ActorGraph| {
        let mut keys: Vec<String> = graph.statements().map(|one| one.key().to_owned()).collect();
        keys.sort();
        keys
    };
    let mut company = bulk.clone();
    company.add_participant(0, RowSide::From, b);
    company.add_participant(1, RowSide::From, a);
    let spans = [clash(a, c), clash(c, a)].map(|row| EventRow {
        last: row.first.next(),
        ..row
    });
    let mut named = bulk.clone();
    let first = bulk.clone().build(&[], &[clash(a, c)]).expect("in order");
    let taken = first.statements().next().expect("one").key().to_owned();
    named.set_id(1, &taken);
    let are_apart = |graph: Result<ActorGraph, Problems>| {
        let graph = graph.expect("in order");
        let own = keys(&graph);
        assert_ne!(own[0], own[1]);
        assert_eq!(own, keys(&ActorGraph::new(graph.to_record())));
    };
    are_apart(company.build(&[], &[clash(a, c), clash(b, c)]));
    are_apart(bulk.build(&[], &spans));
    are_apart(named.build(&[], &[clash(a, c), clash(b, c)]));
}

#[test]
fn a_claim_of_one_alone_names_who_makes_it() {
    let (bulk, [a, b, _]) = three();
    let row = EventRow {
        certainty: Certainty::Claimed,
        by: Some(b),
        ..EventRow::alone(EventKind::Strike, a, day())
    };
    let graph = bulk.build(&[], &[row]).expect("in order");
    let statement = graph.statements().next().expect("one");
    assert_eq!(
        statement
            .by()
            .map(factions::ActorRef::key)
            .collect::<Vec<_>>(),
        ["b"]
    );
}

#[test]
fn a_long_chain_of_memberships_is_no_circle() {
    let mut bulk = Bulk::new();
    let actors: Vec<RowActor> = (0..3_000)
        .map(|number| bulk.actor(&format!("a{number:04}"), ActorKind::ArmedGroup))
        .collect();
    let chain = actors
        .windows(2)
        .map(|pair| RelationRow::new(RelationKind::Membership, pair[0], pair[1], day()));
    let mut chain: Vec<RelationRow> = chain.collect();
    assert!(bulk.clone().build(&chain, &[]).is_ok());
    chain.push(RelationRow::new(
        RelationKind::Membership,
        actors[2_999],
        actors[0],
        day(),
    ));
    let problems = bulk.build(&chain, &[]).expect_err("it closes the circle");
    assert!(problems.to_string().contains("membership-cycle"));
}

/// Of one with very many events those with some others are looked up, and not all gone through.
#[test]
fn who_has_very_many_other_enemies_stands_as_with_few() {
    let stances = [1, 400].map(|more| {
        let mut bulk = Bulk::new();
        let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
        let [y, z] = ["y", "z"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
        let clash = |one, other| EventRow::new(EventKind::Clash, one, other, day());
        let mut events = vec![clash(a, b)];
        events.extend((0..more).flat_map(|_| [clash(a, y), clash(b, z)]));
        let graph = bulk.build(&[], &events).expect("in order");
        let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("it is there"));
        let stance = graph.ever().stance(a, b);
        assert_eq!(stance.ways.len(), 1, "{stance}");
        stance.to_string()
    });
    assert_eq!(stances[0], stances[1]);
}

#[test]
fn rows_of_one_day_stand_by_their_ends_in_whatever_order_they_come() {
    let (bulk, [a, b, c]) = three();
    let ally = |one, other| RelationRow::new(RelationKind::Alliance, one, other, day());
    for rows in [
        [ally(a, b), ally(a, c), ally(b, c)],
        [ally(b, c), ally(c, a), ally(b, a)],
        [ally(a, c), ally(b, c), ally(a, b)],
    ] {
        let graph = bulk.clone().build(&rows, &[]).expect("in order");
        let ties = (0..3).map(|number| {
            let tie = graph
                .tie_by_id(TieId::new(number))
                .expect("there are three");
            let [from, to] = [tie.from(), tie.to()].map(factions::ActorRef::key);
            format!("{from}-{to}")
        });
        assert_eq!(ties.collect::<Vec<_>>(), ["a-b", "a-c", "b-c"]);
    }
}

#[test]
fn a_row_that_is_ongoing_is_so_in_its_record() {
    let (bulk, [a, b, c]) = three();
    let ally = |one, other, end| RelationRow {
        end,
        ..RelationRow::new(RelationKind::Alliance, one, other, day())
    };
    let last = Day::from(date(2023, 12, 1));
    let rows = [
        ally(a, b, RowEnd::Ongoing),
        ally(a, c, RowEnd::Unknown),
        ally(b, c, RowEnd::On(last, last)),
    ];
    let graph = bulk.build(&rows, &[]).expect("in order");
    let record = graph.to_record();
    let ends = record.statements().iter().map(|one| {
        let relation = one.relation().expect("there are no events");
        relation.period.end().clone()
    });
    let until = End::On("2023-12-01".parse().expect("a date"));
    assert_eq!(
        ends.collect::<Vec<_>>(),
        [until, End::Ongoing, End::Unknown]
    );
}

/// Who stands beside the actors of a row is kept for all rows in one list.
#[test]
fn who_stands_beside_whom_is_told_of_each_row_apart() {
    let (mut bulk, [a, b, c]) = three();
    let d = bulk.actor("d", ActorKind::ArmedGroup);
    let unsure = |from, to, first: Day| EventRow {
        last: first.next(),
        ..EventRow::new(EventKind::Clash, from, to, first)
    };
    let rows = [
        unsure(a, c, day()),
        unsure(a, d, day().next()),
        unsure(b, c, day().next().next()),
    ];
    bulk.add_participant(0, RowSide::From, b);
    bulk.add_participant(0, RowSide::To, d);
    bulk.add_participant(1, RowSide::To, c);
    bulk.add_participant(2, RowSide::To, d);
    let graph = bulk.build(&[], &rows).expect("in order");
    let events = graph.ever().events();
    let actors: Vec<Vec<&str>> = { events.iter() }
        .map(|event| event.actors.iter().map(|one| one.key()).collect())
        .collect();
    let expected: [&[&str]; 3] = [&["a", "b", "c", "d"], &["a", "c", "d"], &["b", "c", "d"]];
    assert_eq!(actors, expected);
}

#[test]
fn a_row_is_denied_by_a_statement_of_the_record() {
    let mut bulk = Bulk::onto(
        Record::from_toml(
            r#"
            [actors]
            a = { name = "A", kind = "armed-group" }
            b = { name = "B", kind = "armed-group" }
            [[events]]
            id = "no-clash"
            kind = "clash"
            when = 2023-10-07
            sides = ["a", "b"]
            certainty = "denied"
            by = "a"
            "#,
        )
        .expect("in order"),
    );
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    let c = bulk.actor("c", ActorKind::ArmedGroup);
    let rows = [(a, b), (a, c)].map(|(one, other)| EventRow {
        is_directed: false,
        ..EventRow::new(EventKind::Clash, one, other, day())
    });
    let graph = bulk.build(&[], &rows).expect("in order");
    let events = graph.ever().events();
    let denied: Vec<Vec<&str>> = { events.iter() }
        .map(|event| event.grounds.denied.iter().map(|one| one.key()).collect())
        .collect();
    assert_eq!(denied, [vec!["no-clash"], Vec::new()]);
}
