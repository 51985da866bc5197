//! Many threads on one graph: it may be shared, and each of them is answered alike.

use crate::support::everything::{answered, written};
use factions::import::{Import, ImportReport};
use factions::record::Part;
use factions::{
    ActorGraph, ActorKind, ActorSet, Bulk, Day, EventKind, EventRow, Kinds, Problems, Record,
    RelationKind, RelationRow, SourceSet, View, When, date,
};

/// What a program of many threads hands around.
#[test]
fn what_a_program_shares_may_be_sent_and_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Record>();
    shared::<Part>();
    shared::<ActorGraph>();
    shared::<View<'static, 'static>>();
    shared::<ActorSet>();
    shared::<SourceSet>();
    shared::<Kinds>();
    shared::<When>();
    shared::<Bulk>();
    shared::<Problems>();
    shared::<Import>();
    shared::<ImportReport>();
    shared::<factions::Change<'static>>();
    shared::<factions::Stance<'static>>();
    shared::<factions::Membership<'static>>();
}

/// All that the views of a graph answer and write, as one text.
fn all(graph: &ActorGraph) -> String {
    let views = [
        graph.ever(),
        graph.at(date(2019, 6, 1)).certainly(),
        graph.ever().known_on(date(2020, 1, 1)),
    ];
    let mut text = String::new();
    for view in views {
        for (name, answer) in answered(view) {
            text.extend([name, ": ", &answer.to_string(), "\n"]);
        }
        for (name, file) in written(view) {
            text.extend([name, ": ", &file, "\n"]);
        }
    }
    text
}

/// Asks eight threads at once.
fn are_answered_alike(graph: &ActorGraph, alone: &str) {
    let answers = std::thread::scope(|scope| {
        let asked = [(); 8].map(|()| scope.spawn(|| all(graph)));
        asked.map(|one| one.join().expect("no thread panics"))
    });
    for answer in answers {
        assert!(answer == alone, "another answer");
    }
}

#[test]
fn eight_threads_are_answered_alike() {
    for record in [
        include_str!("../../examples/data/northland.toml"),
        include_str!("../data/cases/over-two-periods.toml"),
    ] {
        let graph = ActorGraph::new(Record::from_toml(record).expect("it is in order"));
        are_answered_alike(&graph, &all(&graph));
    }
}

/// The statements of rows are made when they are first asked for: here by all threads at once.
#[test]
fn eight_threads_that_ask_for_rows_first_are_answered_alike() {
    let build = || {
        let mut bulk = Bulk::new();
        let [a, b, c] = ["a", "b", "c"].map(|key| bulk.actor(key, ActorKind::Coalition));
        let day = |number| Day::from(date(2019, 5, number));
        let relations = [
            RelationRow::new(RelationKind::Membership, a, c, day(1)),
            RelationRow::new(RelationKind::Alliance, a, b, day(20)).until(day(30)),
        ];
        let rows = (1..=20).map(|number| EventRow::new(EventKind::Clash, a, b, day(number)));
        let events: Vec<EventRow> = rows.collect();
        bulk.build(&relations, &events).expect("no row is wrong")
    };
    let alone = all(&ActorGraph::new(build().to_record()));
    are_answered_alike(&build(), &alone);
}
