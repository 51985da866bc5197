//! The JSON Schema: current, and of one mind with the readers.

mod validator;

use crate::support::strategies;
use factions::Record;
use factions::record::Code;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use validator::complaint;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&Record::json_schema()).expect("it is JSON"));

/// What the schema says against a document; `None`: nothing.
fn against(document: &Value) -> Option<String> {
    complaint(&SCHEMA, &SCHEMA, document)
}

/// What the schema says against a line.
fn against_line(line: &Value) -> Option<String> {
    complaint(&SCHEMA, &SCHEMA["$defs"]["line"], line)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// The files of a folder with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
}

#[test]
fn the_schema_in_the_docs_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record.schema.json");
    if std::env::var_os("UPDATE_EXPECTED").is_some_and(|value| value == "1") {
        fs::write(&path, Record::json_schema()).expect("it can be written");
    }
    let stated = fs::read_to_string(path).unwrap_or_default();
    // `UPDATE_EXPECTED=1 cargo test --test it schema` writes it anew
    assert!(
        stated == Record::json_schema(),
        "docs/record.schema.json is not what it should be"
    );
}

#[test]
fn every_good_record_fits_the_schema() {
    let mut paths = files("examples/data", "toml");
    paths.extend(files("tests/data/good", "toml"));
    assert!(paths.len() > 4, "{paths:?}");
    for path in paths {
        let record = Record::load(&path).expect("it has no mistake");
        assert_eq!(
            against(&parsed(&record.to_json())),
            None,
            "{}",
            path.display()
        );
        for line in record.to_json_lines().lines() {
            assert_eq!(against_line(&parsed(line)), None, "{line}");
        }
    }
}

#[test]
fn what_people_write_fits_the_schema_too() {
    let written = json!({
        "actors": {
            "a": {"name": "A", "kind": "coalition", "aliases": "Alpha", "tags": "north"},
            "b": {"name": "B", "kind": "militia", "aliases": ["Beta", {"name": "Be", "start": "2020"}]},
        },
        "places": {"gao": {"name": "Gao", "latitude": 16, "longitude": -0.04}},
        "events": [
            {"kind": "clash", "sides": ["a", ["b"]], "killed": 3, "place": ["gao"]},
            {"kind": "clash", "from": "a", "to": ["b"], "killed": {"best": 3, "by": ["a"]}},
        ],
    });
    assert_eq!(against(&written), None);
    assert!(Record::from_json(&written.to_string()).is_ok());
}

/// A document in which each table has everything it can.
fn full() -> Value {
    json!({
        "format": 1,
        "record": {"native": {"ftm": "{}"}, "title": "T", "as_of": "2023-10-31", "source": "s",
            "covers": {"start": "2020", "end": "2023-10"}},
        "sources": {"s": {"publisher": "P", "title": "T", "published": "2023-11", "url": "u", "note": "n"}},
        "actors": {
            "a": {
                "name": "A", "short": "a", "kind": "coalition", "aliases": [{"name": "B", "lang": "fr",
                "start": "2020", "end": "2021"}], "active": {"start": "2020", "end": "..",
                "seen": ["2023-01-01"]}, "ids": {"ucdp": "1158", "acled": ["1", "2"]}, "country": "ML", "tags": ["x"], "note": "n",
                "certainty": "reported", "by": "b", "hedge": "h", "source": "s", "as_of": "2023-10-01",
            },
            "b": {"name": "B2", "kind": "armed-group", "active": [{"start": "2019", "end": "2020-05"},
                {"start": "2020-06", "certainty": "claimed", "by": ["a"], "hedge": "h", "source": "s"}]},
            "c": {"name": "C", "kind": "militia"},
        },
        "places": {"p": {"name": "P", "region": "R", "country": "ML", "latitude": 1.5,
            "longitude": 2.5, "note": "n"}},
        "relations": [
            {"id": "r", "kind": "membership", "role": "r", "from": "b", "to": "a", "start": "2021",
             "end": "2022", "seen": "2021-12-31", "certainty": "claimed", "by": "a", "hedge": "h",
             "source": ["s"], "as_of": "2023-10-01", "reason": "r", "note": "n"},
            {"id": "r2", "kind": "support", "forms": ["troops"], "from": "b", "to": "a"},
            {"native": {"ftm": ["{}", "[]"], "stix": "{}"}, "id": "r3", "kind": "alliance", "between": ["a", "b"]},
            {"id": "r4", "kind": "rivalry", "sides": [["a"], ["b"]]},
            {"id": "r5", "kind": "rivalry", "between": ["a", "b"], "same_as": "r4"},
        ],
        "events": [
            {"id": "e", "kind": "clash", "when": "2023-10-07", "from": "a", "to": "b", "place": "p",
             "killed": {"low": 1, "best": 2, "high": 3, "certainty": "claimed", "by": "a", "hedge": "h"},
             "certainty": "claimed", "by": "a", "hedge": "h", "source": "s", "as_of": "2023-10-01",
             "reason": "r", "note": "n"},
            {"id": "e2", "kind": "declaration", "actor": "a", "same_as": "e3"},
            {"id": "e3", "kind": "declaration", "actor": "a", "withdrawn": "2023-10-08"},
            {"id": "e4", "kind": "clash", "from": "a", "to": ["b", "c"], "jointly": true,
             "killed": {"low": 1, "high": 3, "of": [{"actor": "b", "low": 1, "best": 1, "high": 2}]}},
        ],
    })
}

/// Every place in a document, as JSON pointers.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                places(value, &format!("{here}/{key}"), all);
            }
        }
        Value::Array(elements) => {
            for (at, value) in elements.iter().enumerate() {
                places(value, &format!("{here}/{at}"), all);
            }
        }
        _ => {}
    }
}

/// The codes that are about the form of a value, not about what it means.
const OF_FORM: [Code; 6] = [
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongType,
    Code::UnknownWord,
    Code::MalformedCountry,
    Code::UnsupportedFormat,
];

/// Compares what the reader and the schema say of a document.
fn agree(document: &Value, what: &str) {
    let read = Record::from_json(&document.to_string());
    let said = against(document);
    match &read {
        Ok(_) => assert_eq!(said, None, "{what}: the reader takes it"),
        Err(problems) if said.is_none() => {
            let of_form = problems.errors().find(|one| OF_FORM.contains(&one.code));
            // a key in the wrong kind of relation is beyond the schema
            let is_owned = |message: &str| message.contains("is a key of");
            let of_form = of_form.filter(|one| !is_owned(&one.message));
            assert!(
                of_form.is_none(),
                "{what}: the schema takes it, and the reader:\n{problems}"
            );
        }
        Err(_) => {}
    }
}

#[test]
fn reader_and_schema_are_of_one_mind_about_every_value() {
    let full = full();
    assert_eq!(against(&full), None);
    Record::from_json(&full.to_string()).expect("it has no mistake");
    let mut all = Vec::new();
    places(&full, "", &mut all);
    assert!(all.len() > 100, "{}", all.len());
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(7),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("x"),
        json!("a"),
        json!("2023-10-07"),
        json!("ML"),
        json!([]),
        json!(["a"]),
        json!([["a"], ["b"]]),
        json!([1]),
        json!({}),
        json!({"name": "A"}),
        json!({"best": 1}),
        json!({"colour": "red"}),
    ];
    for place in &all {
        for value in &values {
            let mut document = full.clone();
            if let Some(slot) = document.pointer_mut(place) {
                *slot = value.clone();
            }
            agree(&document, &format!("{place} = {value}"));
        }
        // and without the key, or with one more
        let mut document = full.clone();
        if let Some((table, key)) = place.rsplit_once('/')
            && let Some(Value::Object(members)) = document.pointer_mut(table)
        {
            members.remove(key);
            agree(&document, &format!("{place} left out"));
        }
        let mut document = full.clone();
        if let Some(Value::Object(members)) = document.pointer_mut(place) {
            members.insert("colour".to_owned(), json!("red"));
            agree(&document, &format!("{place}/colour"));
        }
    }
}

#[test]
fn a_key_that_the_format_does_not_have_fails() {
    for (place, said) in [
        ("", "colour"),
        ("/actors/a", "colour"),
        ("/events/0/killed", "colour"),
    ] {
        let mut document = full();
        let table = document.pointer_mut(place).expect("it is there");
        table[said] = json!("red");
        let complaint = against(&document);
        assert!(complaint.is_some(), "{place}");
    }
    assert!(against_line(&json!({"type": "actor", "name": "A", "kind": "militia"})).is_some());
    assert!(against_line(&json!({"type": "actors", "key": "a"})).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_record_holds_fits_the_schema(record in strategies::record()) {
        prop_assert_eq!(against(&parsed(&record.to_json())), None);
        for line in record.to_json_lines().lines() {
            prop_assert_eq!(against_line(&parsed(line)), None);
        }
    }
}
