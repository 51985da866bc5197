//! The law of narrowing: about what it is narrowed to a graph answers as the graph of all.

use crate::made::{self, Rows, Shape, Uncertain};
use crate::support::asked::asked;
use crate::support::strategies::plan;
use crate::tables::Folder;
use crate::{limits, questions::questions};
use factions::export::{Sql, SqlRows};
use factions::{ActorGraph, Day, Kinds, PlaceId, Record, Step, View, date};
use factions_scale::{Engine, ScaleError};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

/// An answer with all that it rests on.
macro_rules! json {
    ($answer:expr) => {
        serde_json::to_string(&$answer).expect("it is written")
    };
}

/// What views answer about an actor, by the keys of all others.
fn about(view: View<'_, '_>, key: &str, others: &[String]) -> Vec<(String, String)> {
    let graph = view.graph();
    let Ok(one) = graph.actor(key) else {
        return Vec::new();
    };
    let mut all = vec![
        ("toll".to_owned(), json!(view.toll_of(one))),
        ("losses".to_owned(), json!(view.losses_of(one))),
        ("count".to_owned(), json!(view.event_count_of(one))),
        ("series".to_owned(), json!(view.series_of(one, Step::Week))),
        ("members".to_owned(), json!(view.members(one))),
        ("lineage".to_owned(), json!(view.lineage(one))),
    ];
    let as_one = view.coalition_as_one(one);
    all.push(("as one".to_owned(), json!(as_one.toll())));
    for other in others.iter().filter(|other| *other != key) {
        all.extend(between(view, key, other));
    }
    all
}

fn between(view: View<'_, '_>, key: &str, other: &str) -> Vec<(String, String)> {
    let graph = view.graph();
    let (Ok(one), Ok(two)) = (graph.actor(key), graph.actor(other)) else {
        return Vec::new();
    };
    vec![
        (
            format!("toll with {other}"),
            json!(view.toll_between(one, two)),
        ),
        (format!("stance to {other}"), json!(view.stance(one, two))),
    ]
}

/// The happenings at the places of a country.
fn in_country(view: View<'_, '_>, country: &str) -> Vec<(String, String)> {
    let places = (0..).map(PlaceId::new).zip(view.graph().record().places());
    let own = places.filter(|(_, place)| place.country.as_deref() == Some(country));
    let own = own.map(|(id, place)| {
        let mut all: Vec<_> = view.events_at(id).collect();
        // a row has the days that a date means, and not how it was written
        for one in &mut all {
            one.when.clear();
        }
        (place.key.to_string(), json!(all))
    });
    // of places without an event nothing needs to be known
    own.filter(|(_, events)| events != "[]").collect()
}

/// Everything of a view.
fn whole(view: View<'_, '_>, keys: &[String]) -> Vec<(String, String)> {
    let rows = |one: crate::questions::Question| (one.name, format!("{:?}", one.rows));
    let mut all: Vec<_> = questions(view, &[Step::Day])
        .into_iter()
        .map(rows)
        .collect();
    all.push(("relations".to_owned(), json!(view.relation_count())));
    all.push((
        "contradictions".to_owned(),
        format!(
            "{:?}",
            view.contradictions()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        ),
    ));
    for (at, key) in keys.iter().enumerate() {
        all.extend(about(view, key, &keys[at + 1..]));
    }
    all
}

fn keys(graph: &ActorGraph) -> Vec<String> {
    graph.actors().map(|one| one.key().to_owned()).collect()
}

/// What two views answer differently of what a graph was narrowed to.
fn differences(all: View<'_, '_>, narrowed: View<'_, '_>, of: &SqlRows) -> Vec<String> {
    let keys = keys(all.graph());
    let answers = |view: View<'_, '_>| {
        if *of == SqlRows::default() {
            return whole(view, &keys);
        }
        let actors = of.actors.iter().flat_map(|key| about(view, key, &keys));
        let dyads = of.dyads.iter();
        let dyads = dyads.flat_map(|(one, other)| between(view, one, other));
        let countries = of.countries.iter();
        let countries = countries.flat_map(|country| in_country(view, country));
        actors.chain(dyads).chain(countries).collect()
    };
    let (one, other) = (answers(all), answers(narrowed));
    if one.len() != other.len() {
        return vec![format!("{} answers, and {}", one.len(), other.len())];
    }
    let pairs = one.into_iter().zip(other);
    let wrong = pairs.filter(|(one, other)| one != other);
    wrong
        .map(|(one, other)| format!("{}\n  all      {}\n  narrowed {}", one.0, one.1, other.1))
        .collect()
}

fn actors_of(all: &[u8]) -> SqlRows {
    SqlRows {
        actors: all.iter().map(|number| format!("a{number}")).collect(),
        ..SqlRows::default()
    }
}

fn scope() -> impl Strategy<Value = SqlRows> {
    let pair = (0..7_u8, 1..7_u8).prop_map(|(one, step)| (one, (one + step) % 7));
    prop_oneof![
        Just(SqlRows::default()),
        proptest::collection::vec(0..7_u8, 1..3).prop_map(|all| actors_of(&all)),
        proptest::collection::vec(pair, 1..3).prop_map(|all| SqlRows {
            dyads: all
                .into_iter()
                .map(|(one, other)| (format!("a{one}"), format!("a{other}")))
                .collect(),
            ..SqlRows::default()
        }),
        Just(SqlRows {
            countries: vec!["ML".to_owned()],
            ..SqlRows::default()
        }),
    ]
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    })
}

#[test]
fn a_graph_narrowed_to_a_question_answers_it_as_all_do_on_records_at_random() {
    let law = runner(12).run(&(plan(), asked(), scope()), |(plan, asked, of)| {
        let graph = ActorGraph::new(plan.build());
        let folder = Folder::of(&graph);
        let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
        let sets = asked.sets();
        let view = asked.view(&graph, &sets);
        let narrowed = engine.narrow(&view.sql(), &of);
        let narrowed = narrowed.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let sets = asked.sets_in(&graph, &narrowed);
        let wrong = differences(view, asked.view(&narrowed, &sets), &of);
        prop_assert!(wrong.is_empty(), "{:?}\n{}", view, wrong.join("\n"));
        Ok(())
    });
    if let Err(error) = law {
        panic!("{error}");
    }
}

#[test]
fn rows_narrowed_to_a_question_answer_it_as_all_do() {
    let given = (any::<u64>(), made::asked(), 0..400_i32, scope());
    let law = runner(4).run(&given, |(seed, asked, from, of)| {
        let Rows { graph, .. } = made::rows(seed, 120, Uncertain::All, 4, Shape::Real);
        let folder = Folder::of(&graph);
        let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
        let first: factions::ActorSet = (0..asked.among.unwrap_or(0))
            .map(factions::ActorId::new)
            .collect();
        let [from, to] = [from, from + 90].map(|day| Day::new(made::first_day() + day));
        let days = factions::model::Window { from, to };
        let view = asked.narrow(graph.during(days), &first);
        let narrowed = engine.narrow(&view.sql(), &of);
        let narrowed = narrowed.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let wrong = differences(view, asked.narrow(narrowed.during(days), &first), &of);
        prop_assert!(wrong.is_empty(), "{:?}\n{}", view, wrong.join("\n"));
        Ok(())
    });
    if let Err(error) = law {
        panic!("{error}");
    }
}

#[test]
fn mali_narrowed_to_a_question_answers_it_as_all_do() {
    let graph = ActorGraph::new(Record::mali());
    let folder = Folder::of(&graph);
    let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let key = |key: &str| vec![key.to_owned()];
    let scopes = [
        SqlRows::default(),
        SqlRows {
            actors: key("csp"),
            ..SqlRows::default()
        },
        SqlRows {
            dyads: vec![("csp".to_owned(), "mali-army".to_owned())],
            ..SqlRows::default()
        },
        SqlRows {
            countries: key("ML"),
            ..SqlRows::default()
        },
    ];
    let autumn = date(2023, 9, 1)..date(2023, 11, 1);
    for of in scopes {
        for view in [graph.ever(), graph.during(autumn.clone()).certainly()] {
            let narrowed = engine.narrow(&view.sql(), &of).expect("it is narrowed");
            let own = if view.sql() == Sql::ever() {
                narrowed.ever()
            } else {
                narrowed.during(autumn.clone()).certainly()
            };
            let wrong = differences(view, own, &of);
            assert!(wrong.is_empty(), "{view:?} {of:?}\n{}", wrong.join("\n"));
            let none = narrowed.ever().only(Kinds::EVENTS).events().len();
            assert!(none > 0, "{of:?}: nothing is left");
        }
    }
    // it is narrower
    let day = Sql::at(date(2023, 10, 7));
    let narrowed = engine.narrow(&day, &SqlRows::default());
    let narrowed = narrowed.expect("it is narrowed");
    assert!(narrowed.ever().events().len() * 2 < graph.ever().events().len());
}

/// Without the table of entries there are rows alone: what needs more is an error.
#[test]
fn without_entries_rows_are_narrowed_and_the_rest_is_refused() {
    let without = |graph: &ActorGraph| {
        let folder = Folder::of(graph);
        std::fs::remove_file(folder.path().join("entries.parquet")).expect("it was written");
        folder
    };
    let Rows { graph, .. } = made::rows(7, 200, Uncertain::All, 4, Shape::Real);
    let folder = without(&graph);
    let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let of = actors_of(&[1]);
    let narrowed = engine.narrow(&Sql::ever(), &of).expect("they are rows");
    let toll = |graph: &ActorGraph| {
        json!(
            graph
                .ever()
                .toll_of(graph.actor("a1").expect("it is there"))
        )
    };
    assert_eq!(toll(&narrowed), toll(&graph));
    let folder = without(&ActorGraph::new(Record::mali()));
    let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let error = engine.narrow(&Sql::ever(), &SqlRows::default());
    let error = error.expect_err("Mali is told several times");
    assert!(matches!(error, ScaleError::Rows(_)), "{error}");
    assert!(
        error.to_string().contains("state it in the record"),
        "{error}"
    );
}
