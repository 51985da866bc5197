//! Cells of batches: of whatever width an engine makes them, and each mistake with its row and column.

use super::batches::{events, in_order, texts, with};
use arrow_array::builder::{LargeListBuilder, ListBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int16Array, Int64Array, RecordBatch,
    StringArray, UInt32Array, UInt64Array,
};
use factions::{ActorKind, Bulk, Problems};
use std::sync::Arc;

/// Lists of texts; `None`: the row has none.
fn lists<const N: usize>(all: [Option<&[&str]>; N]) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for list in all {
        for text in list.unwrap_or_default() {
            lists.values().append_value(text);
        }
        lists.append(list.is_some());
    }
    Arc::new(lists.finish())
}

fn large_lists<const N: usize>(all: [&[&str]; N]) -> ArrayRef {
    let mut lists = LargeListBuilder::new(StringBuilder::new());
    for list in all {
        for text in list {
            lists.values().append_value(text);
        }
        lists.append(true);
    }
    Arc::new(lists.finish())
}

fn packed<const N: usize>(all: [Option<&str>; N]) -> ArrayRef {
    let mut texts = StringDictionaryBuilder::<Int32Type>::new();
    for text in all {
        texts.append_option(text);
    }
    Arc::new(texts.finish())
}

fn counts<const N: usize>(all: [Option<i64>; N]) -> ArrayRef {
    Arc::new(Int64Array::from(all.to_vec()))
}

type Columns = Vec<(&'static str, ArrayRef)>;

/// The events in order, with who stands on two sides in lists.
fn with_sides(sides: [ArrayRef; 2]) -> Columns {
    let mut columns = in_order();
    columns.retain(|one| !one.0.starts_with("pair_"));
    let [a, b] = sides;
    columns.extend([("side_a", a), ("side_b", b)]);
    columns
}

/// Each batch of events is refused, with the place and words of its message.
fn are_told<const N: usize>(wrong: [(Columns, &str, &str); N]) {
    for (columns, place, message) in wrong {
        let told = events(columns).expect_err(place);
        assert!(
            told.contains(place) && told.contains(message),
            "{place}: {told}"
        );
    }
}

#[test]
fn a_cell_that_an_event_cannot_have_is_told_with_row_and_column() {
    let army: Option<&[&str]> = Some(&["army"]);
    let jnim: Option<&[&str]> = Some(&["jnim"]);
    let wrong = [
        (
            with(
                "kind",
                Arc::new(StringArray::from(vec![Some("clash"), None])),
            ),
            "events[1].kind",
            "there is no word",
        ),
        (
            with(
                "pair_a",
                Arc::new(StringArray::from(vec![Some("jnim"), None])),
            ),
            "events[1].pair_a",
            "several pairs",
        ),
        (
            with("claimants", lists([None, Some(&["army", "jnim"])])),
            "events[1].claimants",
            "there are several",
        ),
        (
            with("claimants", lists([Some(&["nobody"]), None])),
            "events[0].claimants",
            "`nobody`",
        ),
        (
            with("sources", lists([Some(&["paper"]), None])),
            "events[0].sources",
            "`paper`",
        ),
        (
            with("places", lists([None, Some(&["gao"])])),
            "events[1].places",
            "`gao`",
        ),
        (
            with_sides([lists([jnim, None]), lists([army, army])]),
            "events[1].side_a",
            "not two sides",
        ),
        (
            with_sides([lists([jnim, jnim]), lists([army, Some(&["army", "navy"])])]),
            "events[1].side_b",
            "`navy`",
        ),
        (
            with_sides([lists([Some(&[]), jnim]), lists([army, army])]),
            "events[0].side_a",
            "nobody stands on the first side",
        ),
    ];
    are_told(wrong);
}

#[test]
fn what_a_row_of_an_event_cannot_hold_is_told_with_row_and_column() {
    let wrong = [
        (
            with("killed_low", counts([None, Some(2)])),
            "events[1].killed_high",
            "no best figure, and no range",
        ),
        (
            with("killed_high", counts([None, Some(2)])),
            "events[1].killed_low",
            "no best figure, and no range",
        ),
        (
            with(
                "hedge",
                Arc::new(StringArray::from(vec![None, Some("some")])),
            ),
            "events[1].hedge",
            "there is a text",
        ),
        (
            with("jointly", Arc::new(BooleanArray::from(vec![false, true]))),
            "events[1].jointly",
            "stood together",
        ),
        (
            with("tellings", counts([Some(2), Some(1)])),
            "events[0].tellings",
            "told several times",
        ),
        (
            with("killed_certainty", texts(["confirmed", "reported"])),
            "events[0].killed_certainty",
            "less sure than its event, or surer",
        ),
        (
            with("killed_claimants", lists([Some(&["army"]), None])),
            "events[0].killed_claimants",
            "others claim the toll",
        ),
        (
            with("kind", counts([Some(1), Some(2)])),
            "events.kind",
            "the column holds Int64",
        ),
        (
            with("killed_best", Arc::new(Float64Array::from(vec![1.0, 2.0]))),
            "events.killed_best",
            "the column holds Float64",
        ),
        (
            with("places", texts(["gao", "gao"])),
            "events.places",
            "cast it to List<Utf8>",
        ),
    ];
    are_told(wrong);
}

#[test]
fn cells_of_every_width_say_the_same() {
    let figures: [ArrayRef; 4] = [
        Arc::new(Int16Array::from(vec![Some(4), None])),
        Arc::new(UInt32Array::from(vec![Some(4), None])),
        Arc::new(UInt64Array::from(vec![Some(4), None])),
        counts([Some(4), None]),
    ];
    for cells in figures {
        let graph = events(with("killed_best", cells)).expect("it is read");
        assert_eq!(graph.ever().toll().all().best(), Some(4));
    }
    let narrow = [
        lists([Some(&["jnim"]), Some(&["army"])]),
        lists([Some(&["army"]), Some(&["jnim"])]),
    ];
    let large = [
        large_lists([&["jnim"], &["army"]]),
        large_lists([&["army"], &["jnim"]]),
    ];
    let read = |sides| events(with_sides(sides)).expect("it is read").to_record();
    let pairs = events(in_order()).expect("it is read").to_record();
    assert_eq!(read(narrow), pairs);
    assert_eq!(read(large), pairs);
}

/// Of dictionaries the words are compared, and not their places, which may differ; a word may also be missing.
#[test]
fn the_certainty_of_a_toll_is_compared_with_that_of_its_event_by_their_words() {
    let of = |event: [Option<&str>; 2], toll: [Option<&str>; 2]| {
        let mut columns = with("certainty", packed(event));
        columns.push(("killed_certainty", packed(toll)));
        events(columns).map(|graph| graph.ever().events().len())
    };
    let both = [Some("confirmed"), Some("reported")];
    assert_eq!(of(both, both), Ok(2));
    // the second has no toll, and the words of the first alone
    assert_eq!(
        of(
            [Some("reported"), Some("confirmed")],
            [None, Some("confirmed")]
        ),
        Ok(2)
    );
    let told = of(both, [Some("reported"), Some("reported")]).expect_err("they differ");
    assert!(
        told.contains("events[0].killed_certainty") && !told.contains("events[1]"),
        "{told}"
    );
}

#[test]
fn an_event_without_a_day_can_be_of_any() {
    let graph = events(with(
        "day_min",
        Arc::new(Date32Array::from(vec![Some(19_000), None])),
    ));
    let graph = graph.expect("it is read");
    let toll = graph.at(factions::date(1999, 1, 1)).toll();
    assert_eq!(
        (toll.certainly.happenings, toll.possibly.happenings),
        (0, 1)
    );
}

/// What is wrong with a batch beside two actors and an event of them.
fn told(table: &str, columns: Columns) -> String {
    let mut bulk = Bulk::new();
    bulk.actor("jnim", ActorKind::ArmedGroup);
    bulk.actor("army", ActorKind::StateForce);
    let mut batches = bulk.batches();
    let batch = |columns: Columns| RecordBatch::try_from_iter(columns).expect("they are as long");
    let mut known = in_order();
    known.push(("id", texts(["first", "second"])));
    batches.events(&batch(known)).expect("they are in order");
    let columns = batch(columns);
    let read = match table {
        "actors" => batches.actors(&columns),
        "losses" => batches.losses(&columns),
        _ => batches.relations(&columns),
    };
    let built = |(): ()| batches.build().map(drop);
    read.and_then(built)
        .map_or_else(|wrong: Problems| wrong.to_string(), |()| String::new())
}

fn put(mut columns: Columns, name: &'static str, cells: ArrayRef) -> Columns {
    columns.retain(|one| one.0 != name);
    columns.push((name, cells));
    columns
}

#[test]
fn a_cell_that_an_actor_or_a_loss_cannot_have_is_told_with_row_and_column() {
    let actors = || {
        vec![
            ("key", texts(["a", "b"])),
            ("kind", texts(["state", "militia"])),
        ]
    };
    let losses = || {
        vec![
            ("statement", texts(["first", "first"])),
            ("actor", texts(["army", "jnim"])),
            ("low", counts([Some(1), Some(2)])),
            ("high", counts([Some(1), Some(3)])),
        ]
    };
    let missing = |text| Arc::new(StringArray::from(vec![Some(text), None])) as ArrayRef;
    for (table, columns, place, message) in [
        (
            "actors",
            put(actors(), "key", missing("a")),
            "actors[1].key",
            "there is no key",
        ),
        (
            "actors",
            put(actors(), "kind", texts(["state", "gang"])),
            "actors[1].kind",
            "gang",
        ),
        (
            "actors",
            put(actors(), "kind", counts([None, None])),
            "actors.kind",
            "Int64",
        ),
        (
            "losses",
            put(losses(), "statement", texts(["first", "third"])),
            "losses[1].statement",
            "`third`",
        ),
        (
            "losses",
            put(losses(), "actor", texts(["navy", "jnim"])),
            "losses[0].actor",
            "`navy`",
        ),
        (
            "losses",
            put(losses(), "low", counts([Some(1), None])),
            "losses[1].low",
            "there is no figure",
        ),
        (
            "losses",
            put(losses(), "actor", counts([None, None])),
            "losses.actor",
            "Int64",
        ),
    ] {
        let told = told(table, columns);
        assert!(
            told.contains(place) && told.contains(message),
            "{place}: {told}"
        );
    }
    assert_eq!(told("losses", losses()), "");
    assert_eq!(
        told("actors", put(actors(), "kind", texts(["state", "state"]))),
        ""
    );
}

#[test]
fn a_cell_that_a_relation_cannot_have_is_told_with_row_and_column() {
    let relations = || {
        vec![
            ("kind", texts(["alliance", "rivalry"])),
            ("pair_a", texts(["jnim", "jnim"])),
            ("pair_b", texts(["army", "army"])),
        ]
    };
    let sides = |a: &[&str]| -> Columns {
        let mut columns = relations();
        columns.retain(|one| one.0 == "kind");
        columns.extend([
            ("side_a", lists([Some(a), Some(&["jnim"])])),
            ("side_b", lists([Some(&["army"]), Some(&["army"])])),
        ]);
        columns
    };
    let text = |text| Arc::new(StringArray::from(vec![None, Some(text)])) as ArrayRef;
    let days = |day| Arc::new(Date32Array::from(vec![Some(day), None])) as ArrayRef;
    let mut ends_first = relations();
    for (name, day) in [
        ("start_min", 19_000),
        ("start_max", 19_000),
        ("end_min", 18_000),
        ("end_max", 18_000),
    ] {
        ends_first.push((name, days(day)));
    }
    for (columns, place, message) in [
        (sides(&["jnim", "army"]), "relations[0].side_a", "one pair"),
        (sides(&["navy"]), "relations[0].side_a", "`navy`"),
        (
            put(relations(), "hedge", text("some")),
            "relations[1].hedge",
            "there is a text",
        ),
        (
            put(relations(), "role", text("guards")),
            "relations[1].role",
            "there is a text",
        ),
        (
            put(relations(), "support", lists([Some(&["arms"]), None])),
            "relations[0].support",
            "the list is not empty",
        ),
        (
            put(relations(), "tellings", counts([Some(1), Some(2)])),
            "relations[1].tellings",
            "told several times",
        ),
        (
            put(relations(), "withdrawn_state", text("known")),
            "relations[1].withdrawn_state",
            "it is withdrawn",
        ),
        (
            put(relations(), "starts", text("2023-13")),
            "relations[1].starts",
            "2023-13",
        ),
        (
            put(relations(), "pair_a", counts([None, None])),
            "relations.pair_a",
            "Int64",
        ),
        (ends_first, "relations[0].end_max", ""),
    ] {
        let told = told("relations", columns);
        assert!(
            told.contains(place) && told.contains(message),
            "{place}: {told}"
        );
    }
    assert_eq!(told("relations", relations()), "");
}
