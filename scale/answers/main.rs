//! Tables, queries and the rows that they must answer, for engines that are no part of this package.
//!
//! ```text
//! cargo run -p factions-answers -- FOLDER
//! cargo run -p factions-answers -- FOLDER 4000000
//! ```
//!
//! The first writes a folder for each of some records, with its Parquet files and `questions.json`; the second
//! one of so many events that are made up, with the questions of `scale/cluster/try`.

use factions::{ActorGraph, Certainty, EventKind, Record, Step, View, date};
use made::{Shape, Uncertain};
use questions::{Cell, Question, questions};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use support::asked::asked;
use support::strategies::plan;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[path = "../../tests/it/many_rows/made.rs"]
#[allow(dead_code, reason = "the tests of the crate ask for more of it")]
mod made;
mod made_up;
mod questions;
#[path = "../../tests/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the tests of the crate ask for more of it"
)]
mod support;

/// How many records are made at random, unless `FACTIONS_RECORDS` says otherwise.
const RECORDS: u32 = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder to write to")?);
    if let Some(events) = arguments.next() {
        return made_up::write(&folder, events.parse()?);
    }
    let graph = ActorGraph::new(Record::mali());
    let year = date(2023, 1, 1)..date(2024, 1, 1);
    let views = [
        graph.ever(),
        graph.during(year.clone()).certainly(),
        graph.during(year).only(EventKind::Clash),
        graph
            .at(date(2023, 10, 15))
            .events_during(date(2023, 7, 1)..),
        graph.ever().at_least(Certainty::Confirmed),
    ];
    write(
        &folder.join("mali"),
        &graph,
        &views,
        &[Step::Month, Step::Week],
    )?;
    // rows like those of real data sets: ranges of figures and days, several actors on a side, one alone
    for (number, seed) in [(1, 20_261_201), (2, 368_919)] {
        let graph = made::rows(seed, 250, Uncertain::All, 4, Shape::Real).graph;
        let year = date(2022, 3, 1)..date(2023, 3, 1);
        let views = [
            graph.ever(),
            graph.during(year.clone()).at_least(Certainty::Reported),
            graph.during(year).known_on(date(2022, 6, 15)).certainly(),
        ];
        write(
            &folder.join(format!("rows-{number}")),
            &graph,
            &views,
            &[Step::Month],
        )?;
    }
    // the same ones each time
    let mut runner = TestRunner::deterministic();
    let records = std::env::var("FACTIONS_RECORDS").ok();
    let records: u32 = records.map_or(Ok(RECORDS), |count| count.parse())?;
    for number in 1..=records {
        let all = (plan(), asked(), asked())
            .new_tree(&mut runner)
            .map_err(|reason| reason.to_string())?
            .current();
        let graph = ActorGraph::new(all.0.build());
        let sets = [all.1.sets(), all.2.sets()];
        let views = [all.1.view(&graph, &sets[0]), all.2.view(&graph, &sets[1])];
        write(
            &folder.join(format!("made-{number}")),
            &graph,
            &views,
            &[Step::Day],
        )?;
    }
    Ok(())
}

fn write(
    folder: &Path,
    graph: &ActorGraph,
    views: &[View<'_, '_>],
    steps: &[Step],
) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(folder)?;
    let form = factions::export::ParquetForm::whole();
    graph.write_parquet(form, |name| File::create(folder.join(name)))?;
    let each = views.iter().flat_map(|view| {
        let all = questions(*view, steps).into_iter();
        all.map(|one| (format!("{view:?}"), one))
            .collect::<Vec<_>>()
    });
    write_questions(folder, each)
}

/// Writes what SQL can say of some questions, each with the words of its view.
#[expect(clippy::print_stdout, reason = "a program says what it wrote")]
fn write_questions(
    folder: &Path,
    questions: impl IntoIterator<Item = (String, Question)>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    for (view, one) in questions {
        let Ok(query) = one.query else { continue };
        let rows = one.rows.iter().map(|row| row.iter().map(value).collect());
        all.push(json!({
            "name": one.name,
            "view": view,
            "sql": query.text(),
            "check": query.check(),
            "columns": query.columns(),
            "rows": rows.collect::<Vec<Value>>(),
        }));
    }
    println!("{}: {} questions", folder.display(), all.len());
    fs::write(folder.join("questions.json"), serde_json::to_string(&all)?)?;
    Ok(())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Truth(truth) => json!(truth),
        Cell::Number(number) => json!(number),
        Cell::Day(day) => json!(day.to_string()),
        Cell::Text(text) => json!(text),
    }
}
