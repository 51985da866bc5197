//! The law of the queries: on DataFusion each answers as the view does, row by row, to the last death.

use factions::{ActorGraph, Certainty, EventKind, Record, Step, View, date};
use factions_scale::{Engine, Limits, ScaleError};
use made::{Shape, Uncertain};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use questions::{Cell, questions};
use std::cell::RefCell;
use std::collections::BTreeMap;
use support::asked::asked;
use support::strategies::plan;
use tables::Folder;

#[path = "../answers/questions.rs"]
mod questions;
#[path = "../../tests/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the tests of the crate ask for more of it"
)]
mod support;
#[path = "support/tables.rs"]
mod tables;

#[path = "law/guards.rs"]
mod guards;
#[path = "../../tests/it/many_rows/made.rs"]
#[allow(dead_code, reason = "the tests of the crate ask for more of it")]
mod made;
#[path = "law/narrowed.rs"]
mod narrowed;

/// How many questions were answered, how many SQL cannot say, and how many the engine refused.
type Seen = BTreeMap<String, [u32; 3]>;

fn limits() -> Limits {
    Limits {
        threads: Some(1),
        ..Limits::default()
    }
}

fn cell(cell: factions_scale::Cell) -> Cell {
    match cell {
        factions_scale::Cell::Null => Cell::Null,
        factions_scale::Cell::Truth(truth) => Cell::Truth(truth),
        factions_scale::Cell::Number(number) => Cell::Number(number),
        factions_scale::Cell::Real(number) => panic!("{number} is no figure of an answer"),
        factions_scale::Cell::Day(day) => Cell::Day(day),
        factions_scale::Cell::Text(text) => Cell::Text(text),
    }
}

/// One question of so many is asked of a view: without optimization the engine takes its time to plan.
const ONE_OF: usize = 6;

/// Asks some of the questions of a view, from one on; what is wrong with the answers.
fn disagreements(
    engine: &Engine,
    view: View<'_, '_>,
    (steps, from): (&[Step], usize),
    seen: &mut Seen,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for one in questions(view, steps)
        .into_iter()
        .skip(from)
        .step_by(ONE_OF)
    {
        let name = one.name.split(" of ").next().unwrap_or_default();
        let name = name.split(" a").next().unwrap_or_default().to_owned();
        let counts = seen.entry(name).or_default();
        let Ok(query) = one.query else {
            counts[1] += 1;
            continue;
        };
        match engine.ask(&query) {
            Ok(answer) => {
                counts[0] += 1;
                assert_eq!(answer.columns(), query.columns(), "{}", one.name);
                let mut rows: Vec<Vec<Cell>> = answer
                    .rows()
                    .map(|row| row.into_iter().map(cell).collect())
                    .collect();
                if one.name == "ties" {
                    // the statement that tells of a tie first may be another one under filters
                    for row in &mut rows {
                        row.truncate(5);
                    }
                }
                rows.sort();
                if rows != one.rows {
                    wrong.push(format!(
                        "{}:\n  view {:?}\n  sql  {rows:?}\n{query}",
                        one.name, one.rows
                    ));
                }
            }
            Err(ScaleError::Engine(error)) if error.to_string().contains("known in part") => {
                counts[2] += 1;
            }
            Err(error) => wrong.push(format!("{}: {error}\n{query}", one.name)),
        }
    }
    wrong
}

#[test]
fn every_query_answers_as_the_view_on_records_at_random() {
    let seen = RefCell::new(Seen::new());
    let cases = std::env::var("FACTIONS_SCALE_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    let mut runner = TestRunner::new(ProptestConfig {
        cases: cases.unwrap_or(8),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    });
    let steps = prop_oneof![
        Just(Step::Month),
        Just(Step::Week),
        Just(Step::Day),
        Just(Step::Quarter),
        Just(Step::Year)
    ];
    let law = runner.run(
        &(plan(), asked(), steps, 0..ONE_OF),
        |(plan, asked, step, from)| {
            let graph = ActorGraph::new(plan.build());
            let folder = Folder::of(&graph);
            let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
            let sets = asked.sets();
            let view = asked.view(&graph, &sets);
            let wrong = disagreements(&engine, view, (&[step], from), &mut seen.borrow_mut());
            if let Some(first) = wrong.first() {
                return Err(TestCaseError::fail(format!(
                    "{view:?}\n{} wrong\n{first}",
                    wrong.len()
                )));
            }
            Ok(())
        },
    );
    if let Err(error) = law {
        panic!("{error}");
    }
    let answered: u32 = seen.borrow().values().map(|counts| counts[0]).sum();
    let all: u32 = seen
        .borrow()
        .values()
        .map(|counts| counts.iter().sum::<u32>())
        .sum();
    assert!(
        answered * 2 > all,
        "only {answered} of {all} questions were answered; of each, those answered, not in SQL, refused: {seen:#?}"
    );
}

/// Rows like those of real data sets: ranges of figures and days, several actors on a side, one alone.
#[test]
fn every_query_answers_as_the_view_on_rows_like_those_of_real_data() {
    let mut seen = Seen::new();
    for (from, seed) in (0..4).zip([1, 2_u64, 3, 4]) {
        let graph = made::rows(seed, 150, Uncertain::All, 4, Shape::Real).graph;
        let folder = Folder::of(&graph);
        let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
        let year = date(2022, 3, 1)..date(2023, 3, 1);
        let view = match from {
            0 => graph.ever(),
            1 => graph.during(year).at_least(Certainty::Reported),
            2 => graph.during(year).known_on(date(2022, 6, 15)),
            _ => graph.during(year).certainly().without(EventKind::Signing),
        };
        let wrong = disagreements(&engine, view, (&[Step::Month], from), &mut seen);
        assert!(wrong.is_empty(), "{view:?}\n{}", wrong.join("\n"));
    }
    let answered: u32 = seen.values().map(|counts| counts[0]).sum();
    let all: u32 = seen.values().map(|counts| counts.iter().sum::<u32>()).sum();
    assert!(answered * 2 > all, "{seen:#?}");
}

#[test]
fn every_query_answers_as_the_view_on_mali() {
    let graph = ActorGraph::new(Record::mali());
    let folder = Folder::of(&graph);
    let engine = Engine::open(folder.path(), &limits()).expect("the tables are read");
    let year = date(2023, 1, 1)..date(2024, 1, 1);
    let views = [
        graph.ever(),
        graph.during(year).certainly(),
        graph
            .at(date(2023, 10, 15))
            .events_during(date(2023, 7, 1)..),
    ];
    let mut seen = Seen::new();
    for (from, view) in views.into_iter().enumerate() {
        let wrong = disagreements(&engine, view, (&[Step::Month], from), &mut seen);
        assert!(wrong.is_empty(), "{view:?}\n{}", wrong.join("\n"));
    }
}
