//! Views in the formats of other tools: whole, well-formed, the same from run to run.

mod exports;
mod faults;
mod graphs;
mod hostile;
mod investigators;
mod made;
mod maps;
mod read_back;
mod set_aside;
mod strangers;
mod streams;
mod tables;
pub(crate) mod well_formed;

use crate::support::strategies;
use factions::{ActorGraph, Record, View};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Mali's autumn of 2023, indexed.
static MALI: LazyLock<ActorGraph> = LazyLock::new(|| {
    let text = include_str!("../../examples/data/mali.toml");
    ActorGraph::new(Record::from_toml(text).expect("the embedded record has no mistake"))
});

/// A record, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Record, Record)> {
    strategies::record().prop_flat_map(|record| {
        let mut lines = Vec::new();
        record
            .write_json_lines(&mut lines)
            .expect("a vector takes whatever is written");
        let text = String::from_utf8(lines).expect("JSON is UTF-8");
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        Just(lines).prop_shuffle().prop_map(move |lines| {
            let other = Record::from_json_lines(lines.join("\n").as_bytes());
            (record.clone(), other.expect("the order says nothing"))
        })
    })
}

/// Asserts that a writer writes the same of the same record in any order.
#[track_caller]
fn is_the_same_in_any_order(
    records: (Record, Record),
    write: impl Fn(View<'_, '_>) -> String,
) -> Result<(), TestCaseError> {
    let (one, other) = (ActorGraph::new(records.0), ActorGraph::new(records.1));
    prop_assert_eq!(write(one.ever()), write(other.ever()));
    Ok(())
}
