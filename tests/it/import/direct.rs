//! Lines are read without a tree where nothing is unusual, and by way of a tree otherwise: both alike.
//!
//! The law reads each text twice, once with an escape in the key `type`, which is valid, means the
//! same and is unusual, and once with as many spaces behind the key, so that all else stands in the
//! same columns.

use crate::support::strategies;
use factions::import::LoadError;
use factions::{Problems, Record};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// What is read, whole, with all that is said of it.
fn whole(read: Result<Record, Problems>) -> String {
    match read {
        Ok(record) => {
            let lines = record.to_json_lines();
            format!("{:?}\n{}\n{lines}", record.statements(), record.warnings())
        }
        Err(problems) => problems.to_string(),
    }
}

fn read(text: &str) -> String {
    whole(match Record::from_json_lines(text.as_bytes()) {
        Ok(record) => Ok(record),
        Err(LoadError::Problems(problems)) => Err(problems),
        Err(other) => panic!("a text in memory can be read: {other}"),
    })
}

/// The same of a document in both ways: here every statement has a kind.
fn both_ways_of_a_document(text: &str) -> [String; 2] {
    ["\"kind\"     :", "\"k\\u0069nd\":"]
        .map(|key| whole(Record::from_json(&text.replace("\"kind\":", key))))
}

/// Lines as a document, those left out that are no objects or of no type that has a list.
fn document(lines: &[String]) -> String {
    let list = |kind: &str, keyed: bool| {
        let object = |line: &String| match serde_json::from_str(line) {
            Ok(Value::Object(object)) => Some((line.clone(), object)),
            _ => None,
        };
        let of_it = lines.iter().filter_map(object);
        let of_it = of_it.filter(|(_, object)| object.get("type") == Some(&Value::from(kind)));
        let each = of_it.map(|(line, object)| {
            let mut parts = entries(&line);
            parts.retain(|part| part.0 != "type" && !(keyed && part.0 == "key"));
            let body = self::line(&parts);
            match object.get("key") {
                Some(key) if keyed => format!("{key}:{body}"),
                _ => body,
            }
        });
        each.collect::<Vec<_>>().join(",\n")
    };
    format!(
        "{{\"sources\":{{{}}},\"actors\":{{{}}},\"places\":{{{}}},\"relations\":[{}],\n\"events\":[{}]}}",
        list("source", true),
        list("actor", true),
        list("place", true),
        list("relation", false),
        list("event", false)
    )
}

/// Both ways of reading a text.
fn both_ways(text: &str) -> [String; 2] {
    let with = |key: &str| {
        let line = |line: &str| match line.strip_prefix("{\"type\":") {
            // where the type itself is broken, what is said of it tells where the key ends
            Some(rest) if { TYPES.iter() }.any(|word| rest.trim_start().starts_with(word)) => {
                format!("{{{key}:{rest}")
            }
            _ => line.to_owned(),
        };
        read(&text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
    };
    ["\"type\"     ", "\"t\\u0079pe\""].map(with)
}

const TYPES: [&str; 2] = ["\"event\",", "\"relation\","];

/// Values that some key takes, and that others do not.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "7",
    "-1",
    "1.5",
    "1e3",
    "-0",
    "2023",
    "12345678901234567",
    "9223372036854775807",
    "9223372036854775808",
    "1e999",
    "\"\"",
    "\" \"",
    "\"a\"",
    "\"..\"",
    "\"b\\u0062\"",
    "\"\\ud83d\\ude00\"",
    "\"\\n\"",
    "\"é\u{a0}\"",
    "\"\u{a0}\"",
    "[]",
    "{}",
    "[[]]",
    "[[\"a\"]]",
    "[\"a\",\"a\"]",
    "[\"a\",\"b\"]",
    "[[\"a\",\"b\"],[\"c\"]]",
    "[[\"a\"],[]]",
    "[\"a\",[\"b\"]]",
    "[null]",
    "\"2023-10-07\"",
    "\"2023-10-07?\"",
    "\"2023-10\"",
    "\"2023-10-02/2023-10-05\"",
    "[\"2023-10-07\",\"2023-10-07\"]",
    "[\"2023-10\"]",
    "\"[2023-10-01..2023-10-03]\"",
    "\"2023-13-01\"",
    "\"claimed\"",
    "\"denied\"",
    "\"clash\"",
    "\"split\"",
    "\"membership\"",
    "\"support\"",
    "\"event\"",
    "\"relation\"",
    "{\"best\":1}",
    "{\"low\":1}",
    "{\"low\":2,\"high\":1}",
    "{\"best\":1,\"best\":2}",
    "{\"low\":0,\"best\":3,\"high\":4,\"of\":[{\"actor\":\"a\",\"best\":1}]}",
    "{\"best\":3,\"of\":[{\"actor\":\"a\",\"best\":1,\"actor\":\"b\"}]}",
    "{\"best\":3,\"of\":{\"actor\":\"a\",\"best\":1}}",
    "{\"best\":3,\"of\":[]}",
    "{\"best\":3,\"by\":\"a\",\"certainty\":\"claimed\",\"hedge\":\"perhaps\"}",
    "{\"best\":3,\"more\":1}",
    "{\"ftm\":\"x\"}",
    "{\"ftm\":[\"x\",\"y\"]}",
    "{\"F\":\"x\"}",
    "{\"ftm\":\"x\",\"ftm\":\"x\"}",
];

/// Keys that some line takes, and that others do not.
const KEYS: &[&str] = &[
    "id",
    "kind",
    "role",
    "forms",
    "from",
    "to",
    "between",
    "sides",
    "actor",
    "jointly",
    "start",
    "end",
    "seen",
    "when",
    "place",
    "killed",
    "certainty",
    "by",
    "hedge",
    "source",
    "as_of",
    "reason",
    "note",
    "same_as",
    "withdrawn",
    "withdraws",
    "native",
    "type",
    "key",
    "name",
    "From",
    "date",
    "k\\u0069nd",
];

/// A change of a text.
#[derive(Debug, Clone)]
enum Change {
    /// One more entry, in front or behind.
    Entry(&'static str, &'static str, bool),
    /// Another value for one of its keys.
    Value(Index, &'static str),
    /// A key is taken out.
    Without(Index),
    /// A part of the text stands twice, is gone, or is something else.
    Twice(Index, usize),
    Gone(Index, usize),
    Put(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let bits = [
        " ", "\t", "\r", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "é", "\u{1}",
        "\\u0041",
    ];
    prop_oneof![
        4 => (select(KEYS), select(VALUES), any::<bool>())
            .prop_map(|(key, value, is_first)| Change::Entry(key, value, is_first)),
        8 => (index(), select(VALUES)).prop_map(|(at, value)| Change::Value(at, value)),
        2 => index().prop_map(Change::Without),
        1 => (index(), 1..9_usize).prop_map(|(at, length)| Change::Twice(at, length)),
        1 => (index(), 1..4_usize).prop_map(|(at, length)| Change::Gone(at, length)),
        2 => (index(), select(bits.to_vec())).prop_map(|(at, bit)| Change::Put(at, bit)),
    ]
}

/// The entries of a line as text, its type first.
fn entries(line: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(map)) = serde_json::from_str(line) else {
        panic!("what is written is an object: {line}");
    };
    let mut all: Vec<_> = { map.iter() }
        .map(|(key, value)| (key.clone(), value.to_string()))
        .collect();
    all.sort_by_key(|entry| entry.0 != "type");
    all
}

fn line(entries: &[(String, String)]) -> String {
    let each = entries
        .iter()
        .map(|(key, value)| format!("\"{key}\":{value}"));
    format!("{{{}}}", each.collect::<Vec<_>>().join(","))
}

/// The characters of a text from one on.
fn part(text: &str, at: Index, length: usize) -> (String, String, String) {
    let all: Vec<char> = text.chars().collect();
    let first = at.index(all.len());
    let last = (first + length).min(all.len());
    let text = |part: &[char]| part.iter().collect::<String>();
    (
        text(&all[..first]),
        text(&all[first..last]),
        text(&all[last..]),
    )
}

fn changed(text: &str, change: &Change) -> String {
    let mut entries = entries(text);
    match change {
        Change::Entry(key, value, is_first) => {
            let place = if *is_first { 1 } else { entries.len() };
            entries.insert(
                place.min(entries.len()),
                ((*key).to_owned(), (*value).to_owned()),
            );
        }
        Change::Value(at, value) => {
            let place = at.index(entries.len());
            (*value).clone_into(&mut entries[place].1);
        }
        Change::Without(at) => {
            entries.remove(at.index(entries.len()));
        }
        Change::Twice(at, length) => {
            let (before, part, after) = part(&line(&entries), *at, *length);
            return format!("{before}{part}{part}{after}");
        }
        Change::Gone(at, length) => {
            let (before, _, after) = part(&line(&entries), *at, *length);
            return before + &after;
        }
        Change::Put(at, bit) => {
            let (before, part, after) = part(&line(&entries), *at, 1);
            return format!("{before}{bit}{part}{after}");
        }
    }
    line(&entries)
}

proptest! {
    #[test]
    fn lines_are_read_alike_with_a_tree_and_without(record in strategies::record()) {
        let [usual, unusual] = both_ways(&record.to_json_lines());
        prop_assert_eq!(usual, unusual);
        let [usual, unusual] = both_ways_of_a_document(&record.to_json());
        prop_assert_eq!(usual, unusual);
    }

    #[test]
    fn changed_lines_are_read_alike_with_a_tree_and_without(
        record in strategies::record(),
        changes in prop::collection::vec((any::<Index>(), change()), 1..4),
    ) {
        let mut lines: Vec<String> = record.to_json_lines().lines().map(String::from).collect();
        for (place, change) in &changes {
            let place = place.index(lines.len());
            // a line that is no object any more is left as it is
            if serde_json::from_str::<Value>(&lines[place]).is_ok_and(|value| value.is_object()) {
                lines[place] = changed(&lines[place], change);
            }
        }
        let text = lines.join("\n");
        let [usual, unusual] = both_ways(&text);
        prop_assert_eq!(usual, unusual, "{}", text);
        let text = document(&lines);
        let [usual, unusual] = both_ways_of_a_document(&text);
        prop_assert_eq!(usual, unusual, "{}", text);
    }

    #[test]
    fn every_value_of_every_key_is_read_alike(
        of in any::<Index>(),
        key in select(KEYS),
        value in select(VALUES),
    ) {
        let event = r#"{"type":"event","kind":"clash","from":"a","to":["b","c"]}"#;
        let relation = r#"{"type":"relation","kind":"support","between":["a","b"],"from":"c","to":"a"}"#;
        let base = [event, relation][of.index(2)];
        let mut entries = entries(base);
        entries.retain(|entry| entry.0 != key);
        entries.push((key.to_owned(), value.to_owned()));
        let actor = |key| format!(r#"{{"type":"actor","key":"{key}","name":"{key}","kind":"coalition"}}"#);
        let text = [actor("a"), actor("b"), actor("c"), line(&entries)].join("\n");
        let [usual, unusual] = both_ways(&text);
        prop_assert_eq!(usual, unusual, "{}", text);
    }
}
