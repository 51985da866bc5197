//! What holds of every view: its size, its filters, and that order changes nothing.

use crate::support::strategies::record;
use factions::{
    ActorGraph, ActorId, ActorKind, ActorSet, Bulk, Certainty, Day, Holds, Kinds, Record,
    RelationKind, RelationRow, StatementRef, TieId, UnknownActor, View, date,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn mali() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record is right"))
}

fn ties(view: View<'_, '_>) -> BTreeMap<TieId, Holds> {
    let actors = view.graph().actors();
    let all = actors.flat_map(|actor| view.neighbors(actor));
    all.map(|neighbor| (neighbor.tie.id(), neighbor.holds))
        .collect()
}

/// Everything that a graph says of one window, as text.
fn said(graph: &ActorGraph) -> Vec<String> {
    let window = date(2023, 8, 28)..date(2023, 10, 2);
    let mut said = Vec::new();
    for view in [graph.ever(), graph.during(window)] {
        for actor in graph.actors() {
            said.push(serde_json::to_string(&view.members(actor)).expect("it serialises"));
            said.push(serde_json::to_string(&view.partners(actor)).expect("it serialises"));
            said.push(serde_json::to_string(&view.adversaries(actor)).expect("it serialises"));
            said.push(serde_json::to_string(&view.lineage(actor)).expect("it serialises"));
            for other in graph.actors() {
                said.push(serde_json::to_string(&view.stance(actor, other)).expect("it does"));
                said.push(serde_json::to_string(&view.dyad(actor, other)).expect("it does"));
            }
        }
        said.push(serde_json::to_string(&view.changes()).expect("it serialises"));
        said.push(serde_json::to_string(&view.events()).expect("it serialises"));
        said.push(serde_json::to_string(&view.toll()).expect("it serialises"));
        said.push(serde_json::to_string(&view.contradictions()).expect("it serialises"));
        said.extend(view.changes().iter().map(ToString::to_string));
        said.extend(view.events().iter().map(ToString::to_string));
    }
    said
}

/// The blocks of a record's TOML text, turned round: the last statement first.
fn turned_round(text: &str) -> String {
    let mut head = String::new();
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with("[[") {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().unwrap_or(&mut head);
        block.push_str(line);
        block.push('\n');
    }
    blocks.reverse();
    head + &blocks.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_statements_changes_no_answer(record in record()) {
        let text = record.to_toml();
        let turned = Record::from_toml(&turned_round(&text)).expect("the same statements");
        prop_assert_eq!(&turned.to_toml(), &text);
        prop_assert_eq!(said(&ActorGraph::new(record)), said(&ActorGraph::new(turned)));
    }

    #[test]
    fn a_filter_of_kinds_or_actors_never_adds_a_tie(
        record in record(),
        kinds in proptest::collection::vec(0..30_usize, 0..9),
        actors in proptest::collection::vec(0..7_u32, 0..6),
        from in 1..28_i8,
    ) {
        let graph = ActorGraph::new(record);
        let every: Vec<_> = factions::Kind::all().collect();
        let kinds: Kinds = kinds.iter().map(|&place| every[place]).collect();
        let set: ActorSet = actors.into_iter().map(ActorId::new).collect();
        let view = graph.during(date(2023, 9, from)..date(2023, 10, 3));
        let all = ties(view);
        for narrow in [view.only(kinds), view.without(kinds), view.among(&set)] {
            for (tie, holds) in ties(narrow) {
                prop_assert_eq!(all.get(&tie), Some(&holds));
            }
        }
        let both: BTreeSet<TieId> =
            ties(view.only(kinds)).into_keys().chain(ties(view.without(kinds)).into_keys()).collect();
        prop_assert!(both.iter().eq(all.keys()));
    }

    #[test]
    fn what_is_certain_is_possible(record in record(), from in 1..28_i8, known in 1..28_i8) {
        let graph = ActorGraph::new(record);
        let view = graph.at(date(2023, 9, from));
        for view in [view, view.known_on(date(2023, 9, known)), view.at_least(Certainty::Denied)] {
            let possible = ties(view.possibly());
            let certain = ties(view.certainly());
            let marked: BTreeMap<TieId, Holds> = possible
                .iter()
                .map(|(&tie, &holds)| (tie, holds))
                .filter(|(_, holds)| *holds == Holds::Certainly)
                .collect();
            prop_assert_eq!(certain, marked);
            let changes = view.changes().len();
            prop_assert!(view.certainly().changes().len() <= changes);
        }
    }

    #[test]
    fn a_second_call_of_a_filter_replaces_the_first(record in record(), day in 1..28_i8) {
        let graph = ActorGraph::new(record);
        let view = graph.at(date(2023, 9, day));
        let twice = view
            .only(RelationKind::Alliance)
            .only(Kinds::ALL)
            .without(Kinds::ALL)
            .without(Kinds::NONE)
            .known_on(date(2020, 1, 1))
            .known_on(date(2030, 1, 1))
            .at_least(Certainty::Confirmed)
            .at_least(Certainty::Alleged)
            .certainly()
            .possibly();
        prop_assert_eq!(ties(twice), ties(view.known_on(date(2030, 1, 1))));
    }
}

const fn is_plain<T: Copy + Send + Sync>() {}

const fn is_shared<T: Send + Sync>() {}

#[test]
fn a_view_is_small_and_a_plain_value() {
    is_plain::<View<'static, 'static>>();
    is_shared::<ActorGraph>();
    assert!(
        size_of::<View<'_, '_>>() <= 72,
        "{} bytes",
        size_of::<View<'_, '_>>()
    );
}

#[test]
fn an_empty_window_holds_nothing() {
    let graph = mali();
    let day = date(2023, 10, 7);
    let backwards = graph.during(date(2023, 10, 8)..date(2023, 10, 1));
    for view in [graph.during(day..day), backwards] {
        assert_eq!(ties(view).len(), 0);
        assert_eq!(view.changes().len(), 0);
        assert_eq!(view.events().len(), 0);
        assert_eq!(view.actors().count(), 0);
        assert_eq!(view.toll().all().happenings, 0);
        assert_eq!(view.toll().all().best(), Some(0));
    }
}

#[test]
fn an_actor_is_found_by_key_and_any_name_in_any_case() {
    let graph = mali();
    for word in [
        "jnim",
        "JNIM",
        "Jnim",
        " group for the support of islam and muslims ",
    ] {
        assert_eq!(graph.actor(word).expect(word).key(), "jnim");
    }
    let Err(UnknownActor::Nobody { suggestion, .. }) = graph.actor("Wagnr") else {
        panic!("nobody goes by that name");
    };
    assert_eq!(suggestion.as_deref(), Some("wagner"));
    assert!(graph.actor("").is_err());
}

#[test]
fn no_way_leads_from_an_actor_to_itself() {
    let graph = mali();
    let csp = graph.actor("csp").expect("it is there");
    assert!(graph.ever().stance(csp, csp).ways.is_empty());
}

#[test]
fn the_statements_of_a_move_stand_in_the_order_of_the_record() {
    let record = Record::from_toml(
        r#"
        format = 1
        [actors]
        band = { name = "Band", kind = "armed-group" }
        front = { name = "Front", kind = "coalition" }
        league = { name = "League", kind = "coalition" }
        [[relations]]
        id = "band-in-front"
        kind = "membership"
        from = "band"
        to = "front"
        start = 2021-01-01
        end = 2023-03-01
        [[relations]]
        id = "band-in-league"
        kind = "membership"
        from = "band"
        to = "league"
        start = "[2020-01-01..2023-03-20]"
        "#,
    );
    let graph = ActorGraph::new(record.expect("a good record"));
    let all: Vec<&str> = graph.statements().map(StatementRef::key).collect();
    assert_eq!(all, ["band-in-league", "band-in-front"]);
    let moves = graph.ever().moves(60);
    let statements = moves[0].grounds.statements.iter().map(|one| one.key());
    assert_eq!(statements.collect::<Vec<_>>(), all);
}

/// Those of January and March stand in columns; that of February is told twice, and that of April has no day.
#[test]
fn the_events_of_an_actor_stand_by_time_however_each_is_kept() {
    let clash = |id: &str, when: &str, more: &str| {
        format!(
            "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nwhen = {when}\nfrom = \"a\"\nto = \"b\"\n{more}"
        )
    };
    let events = [
        clash("march", "2023-03-10", ""),
        clash("february", "2023-02-10", ""),
        clash("again", "2023-02-10", "same_as = \"february\"\n"),
        clash("april", "\"2023-04\"", ""),
        clash("january", "2023-01-10", ""),
    ];
    let actors = "[actors]\na = { name = \"A\", kind = \"militia\" }\nb = { name = \"B\", kind = \"militia\" }\n";
    let record = Record::from_toml(&format!("{actors}{}", events.concat()));
    let graph = ActorGraph::new(record.expect("it is in order"));
    for key in ["a", "b"] {
        let actor = graph.actor(key).expect("it is there");
        let told = graph.ever().neighbors(actor);
        let told: Vec<&str> = told.map(|one| one.tie.statement().key()).collect();
        assert_eq!(told, ["january", "february", "march", "april"], "{key}");
    }
}

/// However many ties an alliance has, it is one relation.
#[test]
fn a_relation_of_three_counts_once() {
    let record = Record::from_toml(
        r#"
        [actors]
        a = { name = "A", kind = "militia" }
        b = { name = "B", kind = "militia" }
        c = { name = "C", kind = "militia" }
        [[relations]]
        kind = "alliance"
        between = ["a", "b", "c"]
        start = 2020-01-01
        end = 2021-01-01
        "#,
    );
    let graph = ActorGraph::new(record.expect("it is in order"));
    let count = graph.at(date(2020, 6, 1)).relation_count();
    assert_eq!((count.certainly, count.possibly), (1, 0));
    let of_a = graph.actor("a").expect("it is there");
    assert_eq!(graph.at(date(2020, 6, 1)).neighbors(of_a).count(), 2);
}

#[test]
fn between_no_days_nobody_is_allied() {
    let mut bulk = Bulk::new();
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
    let since = Day::from(date(2020, 1, 1));
    let ally =
        RelationRow::new(RelationKind::Alliance, a, b, since).until(Day::from(date(2025, 1, 1)));
    let graph = bulk.build(&[ally], &[]).expect("it is in order");
    let a = graph.actor("a").expect("it is there");
    let day = date(2022, 6, 1);
    assert_eq!(graph.at(day).neighbors(a).count(), 1);
    let none = graph.during(day..day);
    assert_eq!(none.neighbors(a).count(), 0);
    assert_eq!((none.allies(a).len(), none.relation_count().all()), (0, 0));
}
