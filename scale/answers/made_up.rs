//! A graph of many events that are made up, and what a cluster is asked of it.

use crate::questions::{Question, by_step, of_total};
use data::seeded;
use factions::export::ParquetForm;
use factions::{Step, View, date};
use std::fs::{self, File};
use std::path::Path;

#[path = "../../benches/workload/data.rs"]
#[allow(dead_code, reason = "the bench asks for more of it")]
mod data;
#[path = "../../benches/workload/dice.rs"]
mod dice;

/// Another seed than that of the bench.
const SEED: u64 = 20_261_130;

/// Writes the tables of so many events, by year, and the monthly series and the losses of a coalition.
pub(crate) fn write(folder: &Path, events: usize) -> Result<(), Box<dyn std::error::Error>> {
    let graph = seeded(events, SEED).graph();
    fs::create_dir_all(folder)?;
    graph.write_parquet(ParquetForm::whole(), |name| File::create(folder.join(name)))?;
    let years = graph.during(date(2000, 1, 1)..date(2020, 1, 1));
    // the one with the most members
    let coalition = graph.actors().max_by_key(|actor| {
        let members = graph.ever().members(*actor).len();
        (members, std::cmp::Reverse(actor.key()))
    });
    let coalition = coalition.ok_or("there is no actor")?;
    let of = format!("{years:?}");
    let all = of_coalition(years, coalition.key());
    crate::write_questions(folder, all.into_iter().map(|one| (of.clone(), one)))
}

fn of_coalition(view: View<'_, '_>, key: &str) -> Vec<Question> {
    let sql = view.sql();
    let actor = view.graph().actor(key).expect("it is in the graph");
    let one = view.coalition_as_one(actor);
    let (all, own) = (view.tolls_by(Step::Month), one.tolls_by(Step::Month));
    vec![
        Question::new("tolls by month", sql.tolls_by(Step::Month), by_step(&all)),
        Question::new(
            "coalition by month",
            sql.coalition_by(key, Step::Month),
            by_step(&own),
        ),
        Question::new(
            "losses of the coalition",
            sql.coalition_losses(key),
            of_total(&[], one.losses()),
        ),
    ]
}
