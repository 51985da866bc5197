//! Every question of rows, and every file of them, is that of the record that they make.

use super::asked;
use super::plans::{EventPlan, by_record, by_rows, event, relation, rows_onto};
use crate::support::cases::cases;
use crate::support::everything::{answered, written};
use factions::ActorGraph;
use factions::import::Import;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn files_of_rows_are_those_of_their_record(
        relations in vec(relation(), 0..8),
        events in vec(event(), 0..12),
        asked in asked(),
    ) {
        let rows = by_rows(&relations, &events);
        let record = ActorGraph::new(rows.to_record());
        let (sets, same_sets) = (asked.sets(&rows), asked.sets(&record));
        let (one, other) = (asked.view(&rows, &sets), asked.view(&record, &same_sets));
        for ((name, one), (_, other)) in written(one).into_iter().zip(written(other)) {
            prop_assert_eq!(one, other, "{}", name);
        }
    }

    /// Rows beside statements of a record, some of which say the same.
    #[test]
    fn rows_beside_a_record_are_as_those_of_their_record(
        relations in vec(relation(), 0..8),
        events in vec(event(), 0..8),
        more in (0..8_usize, 0..8_usize),
        asked in asked(),
    ) {
        let (told, told_events) = (more.0.min(relations.len()), more.1.min(events.len()));
        let record = by_record(&relations[..told], &events[..told_events]);
        let from = (told / 2, told_events / 2);
        let again = events[from.1..told_events].iter().map(EventPlan::without_id);
        let more: Vec<EventPlan> = again.chain(events[told_events..].iter().cloned()).collect();
        let rows = rows_onto(record.record().clone(), &relations[from.0..], &more);
        let record = ActorGraph::new(rows.to_record());
        let (sets, same_sets) = (asked.sets(&rows), asked.sets(&record));
        let (one, other) = (asked.view(&rows, &sets), asked.view(&record, &same_sets));
        for ((name, one), (_, other)) in answered(one).into_iter().zip(answered(other)) {
            prop_assert_eq!(one, other, "{}", name);
        }
        for ((name, one), (_, other)) in written(one).into_iter().zip(written(other)) {
            prop_assert_eq!(one, other, "{}", name);
        }
    }

    #[test]
    fn answers_of_rows_are_those_of_their_record(
        relations in vec(relation(), 0..8),
        events in vec(event(), 0..12),
        asked in asked(),
    ) {
        let rows = by_rows(&relations, &events);
        let record = ActorGraph::new(rows.to_record());
        let (sets, same_sets) = (asked.sets(&rows), asked.sets(&record));
        let (one, other) = (asked.view(&rows, &sets), asked.view(&record, &same_sets));
        for ((name, one), (_, other)) in answered(one).into_iter().zip(answered(other)) {
            prop_assert_eq!(one, other, "{}", name);
        }
    }
}

/// Two alliances of a pair that begin on one day make two rows that nothing but their statements tell apart.
#[test]
fn changes_that_are_alike_follow_their_statements_in_a_row_too() {
    use factions::{Bulk, Day, Record, RelationKind, RelationRow, date};
    let told = Record::from_toml(
        r#"
        format = 1
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        [[relations]]
        id = "longer"
        kind = "alliance"
        between = ["a", "b"]
        start = 2023-09-01
        end = 2023-10-01
        "#,
    );
    let mut bulk = Bulk::onto(told.expect("a good record"));
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, factions::ActorKind::ArmedGroup));
    let [first, last] = [(9, 1), (9, 10)].map(|(month, day)| Day::from(date(2023, month, day)));
    let shorter = RelationRow::new(RelationKind::Alliance, a, b, first).until(last);
    let rows = bulk.build(&[shorter], &[]).expect("in order");
    let record = ActorGraph::new(rows.to_record());
    let changes = |graph: &ActorGraph| -> Vec<String> {
        let all = graph.ever().changes().into_iter();
        all.map(|change| format!("{change} {}", change.grounds.statements[0].key()))
            .collect()
    };
    assert_eq!(changes(&rows), changes(&record));
}

/// After two alliances that begin on one day, as far as is known, comes one clash: two rows of the same days.
#[test]
fn firsts_that_are_alike_follow_their_alliances_in_a_row_too() {
    use factions::{Bulk, Certainty, Day, EventKind, EventRow, RelationKind, RelationRow, date};
    let day = |day| Day::from(date(2023, 9, day));
    let surety = [Certainty::Reported, Certainty::Confirmed];
    for (exact, unsure) in [(0, 0), (0, 1), (1, 0)] {
        let mut bulk = Bulk::new();
        let [a, b] = ["a", "b"].map(|key| bulk.actor(key, factions::ActorKind::ArmedGroup));
        let ally = RelationRow::new(RelationKind::Alliance, a, b, day(1));
        let allied = [
            RelationRow {
                certainty: surety[exact],
                ..ally
            },
            RelationRow {
                start: Some((day(1), day(4))),
                certainty: surety[unsure],
                ..ally
            },
        ];
        let clash = EventRow::new(EventKind::Clash, a, b, day(20));
        let rows = bulk.build(&allied, &[clash]).expect("in order");
        let record = ActorGraph::new(rows.to_record());
        let firsts = |graph: &ActorGraph| -> Vec<String> {
            let all = graph.ever().firsts_on_record(EventKind::Clash);
            all.iter().map(ToString::to_string).collect()
        };
        assert_eq!(firsts(&rows).len(), 3);
        assert_eq!(firsts(&rows), firsts(&record));
    }
}

/// What other programs are given of a row has the row.
#[test]
fn a_row_is_in_every_file() {
    use factions::{
        ActorKind, Bulk, Day, EventKind, EventRow, Record, RelationKind, RelationRow, date,
    };
    let mut bulk = Bulk::new();
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::ArmedGroup));
    let day = Day::from(date(2023, 10, 7));
    let relations = [RelationRow::new(RelationKind::Alliance, a, b, day)];
    let events = [EventRow::new(EventKind::Clash, a, b, day)];
    let graph = bulk.build(&relations, &events).expect("in order");
    let (view, record) = (graph.ever(), graph.to_record());
    assert_eq!(record.statements().len(), 2);
    assert_eq!(
        Record::from_csv(&view.to_csv().content).as_ref(),
        Ok(&record)
    );
    let import = Import::from_follow_the_money(&view.to_follow_the_money().content);
    assert_eq!(import.expect("it reads").record, record);
    let import = Import::from_stix(&view.to_stix().content);
    assert_eq!(import.expect("it reads").record, record);
}
