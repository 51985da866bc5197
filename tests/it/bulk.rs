//! Rows make the graph that statements of a record make, and counts are those of what is listed.

mod accepts;
mod edges;
pub(crate) mod plans;
mod refused;
mod whole;

use factions::{
    ActorGraph, ActorKind, ActorSet, Bulk, Certainty, Day, EventKind, EventRow, Kind, Record,
    RelationKind, RelationRow, SourceSet, Step, View, Window, date,
};
use plans::{ACTORS, by_record, by_rows, event, first_day, relation};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A view at random.
#[derive(Debug, Clone)]
struct Asked {
    window: Option<(i32, i32)>,
    known_on: Option<i32>,
    at_least: Option<Certainty>,
    only: Option<Vec<Kind>>,
    among: Option<Vec<usize>>,
    sources: Option<usize>,
    certainly: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    let window = (0..22_i32, prop_oneof![Just(1), 0..15_i32]);
    let kinds = vec(select(Kind::all().collect::<Vec<_>>()), 1..12);
    (
        option::weighted(0.9, window.prop_map(|(from, length)| (from, from + length))),
        option::weighted(0.2, 0..40_i32),
        option::weighted(0.3, select(Certainty::ALL.to_vec())),
        option::weighted(0.3, kinds),
        option::weighted(0.2, vec(0..5_usize, 1..5)),
        option::weighted(0.2, 0..3_usize),
        any::<bool>(),
    )
        .prop_map(|all| Asked {
            window: all.0,
            known_on: all.1,
            at_least: all.2,
            only: all.3,
            among: all.4,
            sources: all.5,
            certainly: all.6,
        })
}

impl Asked {
    fn sets(&self, graph: &ActorGraph) -> (Option<ActorSet>, Option<SourceSet>) {
        let actors = |all: &Vec<usize>| {
            let keys = all.iter().map(|&place| ACTORS[place]);
            graph.actor_set(keys).expect("they are there")
        };
        let source = |place: usize| {
            let key = format!("s{place}");
            graph.source_set([key.as_str()]).expect("it is there")
        };
        (self.among.as_ref().map(actors), self.sources.map(source))
    }

    fn view<'g, 'f>(
        &self,
        graph: &'g ActorGraph,
        sets: &'f (Option<ActorSet>, Option<SourceSet>),
    ) -> View<'g, 'f> {
        let day = |number: i32| Day::new(first_day() + number);
        let mut view = match self.window {
            None => graph.ever(),
            Some((from, to)) => graph.during(Window {
                from: day(from),
                to: day(to),
            }),
        };
        if let Some(known) = self.known_on {
            view = view.known_on(day(known).date().expect("it is a date"));
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        if let Some(kinds) = &self.only {
            view = view.only(kinds.iter().copied().collect::<factions::Kinds>());
        }
        if let Some(actors) = &sets.0 {
            view = view.among(actors);
        }
        if let Some(sources) = &sets.1 {
            view = view.from_sources(sources);
        }
        if self.certainly {
            view.certainly()
        } else {
            view
        }
    }
}

/// All that a view says, as text that does not depend on numbers.
fn said(view: View<'_, '_>) -> Vec<String> {
    let graph = view.graph();
    let mut said = Vec::new();
    let mut all = |title: &str, value: serde_json::Value| said.push(format!("{title}: {value}"));
    let json = |value: &dyn erased::Json| value.json();
    all("events", json(&view.events()));
    all("changes", json(&view.changes()));
    all("toll", json(&view.toll()));
    all("series", json(&view.series(Step::Week)));
    all("step tolls", json(&view.tolls_by(Step::Week)));
    all("denied", json(&view.denied()));
    all("relations", json(&view.relation_count()));
    let actors: Vec<_> = view.actors().collect();
    all("actors", json(&actors));
    for actor in graph.actors() {
        let mut ties: Vec<String> = view
            .neighbors(actor)
            .map(|one| {
                let statement = one.tie.statement().key();
                format!(
                    "{} {statement} {} {}",
                    one.actor,
                    one.holds,
                    one.tie.is_directed()
                )
            })
            .collect();
        ties.sort();
        all(actor.key(), serde_json::json!(ties));
        all("members", json(&view.members(actor)));
        all("allies", json(&view.allies(actor)));
        all("adversaries", json(&view.adversaries(actor)));
        all("toll of", json(&view.toll_of(actor)));
        all("losses of", json(&view.losses_of(actor)));
        all("series of", json(&view.series_of(actor, Step::Day)));
    }
    said
}

/// What serialises, behind a reference.
mod erased {
    pub(super) trait Json {
        fn json(&self) -> serde_json::Value;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            sorted(serde_json::to_value(self).expect("it serialises"))
        }
    }

    /// The same with every list in an order of its own: that of statements follows their numbers.
    fn sorted(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Array(list) => {
                let mut list: Vec<Value> = list.into_iter().map(sorted).collect();
                list.sort_by_key(Value::to_string);
                Value::Array(list)
            }
            Value::Object(map) => Value::Object(
                map.into_iter()
                    .map(|(key, value)| (key, sorted(value)))
                    .collect(),
            ),
            other => other,
        }
    }
}

proptest! {
    #[test]
    fn rows_make_the_graph_that_statements_make(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let (one, other) = (by_record(&relations, &events), by_rows(&relations, &events));
        prop_assert_eq!(&other.to_record(), one.record());
        let (sets, same_sets) = (asked.sets(&one), asked.sets(&other));
        let (one, other) = (asked.view(&one, &sets), asked.view(&other, &same_sets));
        let (one, other) = (said(one), said(other));
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn rows_in_any_order_make_the_same_graph(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
    ) {
        let one = by_rows(&relations, &events);
        let (mut relations, mut events) = (relations, events);
        relations.reverse();
        let half = events.len() / 2;
        events.rotate_left(half);
        let other = by_rows(&relations, &events);
        prop_assert_eq!(one.to_record(), other.to_record());
        let ties = |graph: &ActorGraph| -> Vec<String> {
            let ids = (0..).map(factions::TieId::new).map_while(|id| graph.tie_by_id(id));
            ids.map(|tie| format!("{tie:?} {}", tie.statement().key())).collect()
        };
        prop_assert_eq!(ties(&one), ties(&other));
    }

    #[test]
    fn counts_of_rows_are_those_of_what_is_listed(
        relations in vec(relation(), 0..3),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let graph = by_rows(&relations, &events);
        let sets = asked.sets(&graph);
        crate::tolls::counts_are_those_of_a_loop(asked.view(&graph, &sets))?;
    }

    #[test]
    fn turnover_is_what_the_ties_of_both_days_differ_in(
        relations in vec(relation(), 0..30),
        asked in asked(),
        days in (0..22_i32, 0..22_i32),
    ) {
        let graph = by_rows(&relations, &[]);
        let sets = asked.sets(&graph);
        let view = asked.view(&graph, &sets);
        let date = |number: i32| Day::new(first_day() + number).date().expect("it is a date");
        let (before, after) = (date(days.0), date(days.1));
        for kind in [RelationKind::Membership, RelationKind::Alliance] {
            let pairs = |day| {
                // the same filters, on a day
                let asked = Asked { window: Some((day, day + 1)), ..asked.clone() };
                let view = asked.view(&graph, &sets);
                let mut pairs = Vec::new();
                for actor in graph.actors() {
                    for one in view.neighbors(actor).filter(|one| one.tie.kind() == kind.into()) {
                        if one.tie.from() == actor {
                            pairs.push((actor.key(), one.actor.key()));
                        }
                    }
                }
                pairs.sort_unstable();
                pairs.dedup();
                pairs
            };
            let (first, second) = (pairs(days.0), pairs(days.1));
            let mut turns: Vec<_> = view
                .turnover(kind, before, after)
                .map(|turn| (turn.word == factions::DiffWord::Come, turn.from.key(), turn.to.key()))
                .collect();
            turns.sort_unstable();
            let come = second.iter().filter(|pair| !first.contains(pair)).map(|p| (true, p.0, p.1));
            let gone = first.iter().filter(|pair| !second.contains(pair)).map(|p| (false, p.0, p.1));
            let mut expected: Vec<_> = come.chain(gone).collect();
            expected.sort_unstable();
            prop_assert_eq!(turns, expected);
        }
    }

    #[test]
    fn many_at_once_is_one_by_one(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let graph = by_rows(&relations, &events);
        let sets = asked.sets(&graph);
        let view = asked.view(&graph, &sets);
        let window = view.event_window();
        let actors: Vec<_> = graph.actors().map(factions::ActorRef::id).collect();
        let counts = view.batch().event_count_of(actors.iter().map(|&a| (a, window)).collect::<Vec<_>>());
        let tolls = view.batch().toll_between(actors.iter().map(|&a| (a, actors[0], window)).collect::<Vec<_>>());
        for (place, &actor) in actors.iter().enumerate() {
            prop_assert_eq!(counts[place], view.event_count_of(actor));
            prop_assert_eq!(tolls[place], view.toll_between(actor, actors[0]));
        }
    }
}

#[test]
fn all_that_is_wrong_with_rows_is_told_at_once() {
    let mut bulk = Bulk::new();
    let a = bulk.actor("a", ActorKind::State);
    let b = bulk.actor("B!", ActorKind::ArmedGroup);
    let mut other = bulk.clone();
    let stranger = other.actor("c", ActorKind::ArmedGroup);
    let day = Day::from(date(2023, 10, 7));
    let relations = [
        RelationRow::new(RelationKind::Membership, b, a, day),
        RelationRow::new(RelationKind::Alliance, a, b, day).until(day),
    ];
    let events = [
        EventRow::new(EventKind::Clash, a, a, day),
        EventRow::new(EventKind::Split, a, b, day),
        EventRow::new(EventKind::Clash, a, stranger, day),
        EventRow {
            certainty: Certainty::Claimed,
            ..EventRow::new(EventKind::Clash, a, b, day)
        },
    ];
    let problems = bulk.build(&relations, &events).expect_err("six mistakes");
    insta::assert_snapshot!(problems.to_string());
}

#[test]
fn what_lies_after_the_record_s_day_is_a_mistake_of_a_row_too() {
    let record = "format = 1\n[record]\nas_of = \"2023-10-31\"";
    let record = Record::from_toml(record).expect("a day alone is a record");
    let mut bulk = Bulk::onto(record);
    let a = bulk.actor("a", ActorKind::ArmedGroup);
    let b = bulk.actor("b", ActorKind::ArmedGroup);
    let day = |day| Day::from(date(2023, 11, day));
    let last = Day::from(date(2023, 10, 31));
    let planned = EventRow {
        certainty: Certainty::Planned,
        by: Some(a),
        ..EventRow::new(EventKind::Declaration, a, b, day(3))
    };
    let relations = [
        RelationRow::new(RelationKind::Alliance, a, b, last).until(day(2)),
        // it held on the last day, and nothing is said of the next
        RelationRow::new(RelationKind::Rivalry, a, b, last).until(day(1)),
        RelationRow::new(RelationKind::Alliance, a, b, day(2)),
    ];
    let events = [
        EventRow::new(EventKind::Clash, a, b, last),
        EventRow::new(EventKind::Clash, a, b, day(1)),
        planned,
    ];
    let problems = bulk.build(&relations, &events).expect_err("three days");
    insta::assert_snapshot!(problems.to_string());
}
