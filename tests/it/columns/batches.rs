//! Batches of columns as rows of a graph: the same graph, and mistakes with their row and column.

use crate::bulk::plans::{self, by_record, by_rows};
use arrow_array::builder::{Int32Builder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, Date32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
};
use factions::export::ColumnTables;
use factions::{ActorGraph, ActorKind, Bulk, Problems};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

/// A graph of the columns of another.
fn of_columns(tables: &ColumnTables) -> Result<ActorGraph, Problems> {
    let mut batches = Bulk::onto(plans::base().build().expect("it is in order")).batches();
    for batch in tables.get("actors") {
        batches.actors(batch)?;
    }
    for batch in tables.get("relations") {
        batches.relations(batch)?;
    }
    for batch in tables.get("events") {
        batches.events(batch)?;
    }
    for batch in tables.get("losses") {
        batches.losses(batch)?;
    }
    batches.build()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn columns_of_rows_make_the_graph_of_the_rows(
        relations in vec(plans::relation(), 0..6),
        events in vec(plans::event(), 0..12),
    ) {
        let rows = by_rows(&relations, &events);
        let read = of_columns(&rows.to_columns());
        let read = read.expect("it is what the crate wrote");
        prop_assert_eq!(read.to_record(), rows.to_record());
        let record = by_record(&relations, &events);
        let read = of_columns(&record.to_columns()).expect("the crate wrote it, too");
        prop_assert_eq!(read.to_record(), rows.to_record());
    }
}

pub(super) fn texts<const N: usize>(all: [&str; N]) -> ArrayRef {
    Arc::new(StringArray::from(all.to_vec()))
}

/// Two actors, and what comes of events of these columns.
pub(super) fn events(columns: Vec<(&str, ArrayRef)>) -> Result<ActorGraph, String> {
    let mut bulk = Bulk::new();
    bulk.actor("jnim", ActorKind::ArmedGroup);
    bulk.actor("army", ActorKind::StateForce);
    let mut batches = bulk.batches();
    let batch = RecordBatch::try_from_iter(columns).expect("the columns are as long");
    batches
        .events(&batch)
        .map_err(|problems| problems.to_string())?;
    batches.build().map_err(|problems| problems.to_string())
}

/// An event in order, column by column.
pub(super) fn in_order() -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("kind", texts(["clash", "strike"])),
        ("pair_a", texts(["jnim", "army"])),
        ("pair_b", texts(["army", "jnim"])),
        (
            "day_min",
            Arc::new(Date32Array::from(vec![19_000, -719_162])),
        ),
        (
            "killed_best",
            Arc::new(Int64Array::from(vec![Some(4), None])),
        ),
    ]
}

pub(super) fn with(name: &'static str, cells: ArrayRef) -> Vec<(&'static str, ArrayRef)> {
    let mut columns = in_order();
    match columns.iter_mut().find(|one| one.0 == name) {
        Some(one) => one.1 = cells,
        None => columns.push((name, cells)),
    }
    columns
}

#[test]
fn a_few_columns_are_enough() {
    let graph = events(in_order()).expect("it is in order");
    let toll = graph.ever().toll().all();
    assert_eq!(
        (toll.happenings, toll.best(), toll.without_figure),
        (2, Some(4), 1)
    );
    // the first day of year 1
    assert_eq!(graph.at(factions::date(1, 1, 1)).events().len(), 1);
}

#[test]
fn texts_may_be_packed_and_numbers_narrow() {
    let mut packed = StringDictionaryBuilder::<Int32Type>::new();
    packed.append_value("jnim");
    packed.append_value("army");
    let graph = events(with("pair_a", Arc::new(packed.finish()))).expect("it is read");
    assert_eq!(graph.ever().events().len(), 2);
    let views = StringViewArray::from(vec!["jnim", "army"]);
    let graph = events(with("pair_a", Arc::new(views))).expect("it is read");
    assert_eq!(graph.ever().events().len(), 2);
    let large = LargeStringArray::from(vec!["jnim", "army"]);
    let graph = events(with("pair_a", Arc::new(large))).expect("it is read");
    assert_eq!(graph.ever().events().len(), 2);
    let mut narrow = Int32Builder::new();
    narrow.append_value(3);
    narrow.append_null();
    let graph = events(with("killed_best", Arc::new(narrow.finish()))).expect("it is read");
    assert_eq!(graph.ever().toll().all().best(), Some(3));
    // nothing is packed where every cell is missing
    let nothing = StringDictionaryBuilder::<Int32Type>::new().finish();
    assert_eq!(nothing.len(), 0);
}

#[test]
fn mistakes_are_told_with_row_and_column() {
    let told = |name, cells: ArrayRef| events(with(name, cells)).expect_err("it is wrong");
    for (name, cells, expected) in [
        ("kind", texts(["clash", "clsh"]), "events[1].kind"),
        ("kind", texts(["clash", "split"]), "events[1].form"),
        ("pair_a", texts(["jnim", "unknown"]), "events[1].pair_a"),
        ("pair_a", texts(["army", "army"]), "events[0].side_b"),
        (
            "certainty",
            texts(["reported", "sure"]),
            "events[1].certainty",
        ),
        (
            "certainty",
            texts(["claimed", "reported"]),
            "events[0].claimants",
        ),
        (
            "killed_best",
            Arc::new(Int64Array::from(vec![4, -1])),
            "events[1].killed_best",
        ),
        (
            "killed_low",
            Arc::new(Int64Array::from(vec![Some(9), None])),
            "events[0].killed_best",
        ),
        (
            "day_max",
            Arc::new(Date32Array::from(vec![18_999, 0])),
            "events[0].day_max",
        ),
        (
            "day_min",
            Arc::new(Int64Array::from(vec![1, 2])),
            "events.day_min",
        ),
        (
            "day_state",
            texts(["day", "several"]),
            "events[1].day_state",
        ),
        (
            "withdrawn_state",
            texts(["withdrawn", "never"]),
            "events[0].withdrawn_state",
        ),
    ] {
        let told = told(name, cells);
        assert!(told.contains(expected), "{name}: {told}");
    }
    let mut columns = in_order();
    columns.retain(|one| one.0 != "kind");
    assert!(
        events(columns)
            .expect_err("it is wrong")
            .contains("events.kind")
    );
}
