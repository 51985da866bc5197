//! What is mutated at first: the files of the tests, in each form, and texts that have broken something.

use super::tables::join;
use crate::dice::Dice;
use crate::support::disagree::Values;
use factions::{ActorGraph, Certainty, Record};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) const RECORD_WORDS: &[&str] = &[
    "format",
    "record",
    "title",
    "as_of",
    "covers",
    "sources",
    "source",
    "actors",
    "places",
    "relations",
    "events",
    "name",
    "kind",
    "short",
    "aliases",
    "active",
    "ids",
    "start",
    "end",
    "seen",
    "when",
    "from",
    "to",
    "between",
    "sides",
    "actor",
    "jointly",
    "killed",
    "low",
    "best",
    "high",
    "of",
    "certainty",
    "by",
    "hedge",
    "withdrawn",
    "withdraws",
    "same_as",
    "role",
    "forms",
    "note",
    "native",
    "place",
    "latitude",
    "membership",
    "part-of",
    "alliance",
    "rivalry",
    "support",
    "clash",
    "split",
    "merger",
    "rename",
    "violence-against-civilians",
    "denied",
    "planned",
    "alleged",
    "claimed",
    "reported",
    "confirmed",
    "coalition",
    "armed-group",
    "state",
    "person",
    "a",
    "b",
    "\"..\"",
    "[\"a\", \"b\"]",
    "[[\"a\"], [\"b\"]]",
    "{}",
    "[]",
    "\"\"",
    "= ",
    "\"type\": \"event\"",
    "published",
];

pub(crate) const ENTITY_WORDS: &[&str] = &[
    "\"id\"",
    "\"schema\"",
    "\"properties\"",
    "\"factions\"",
    "\"statement\"",
    "\"entries\"",
    "Organization",
    "Person",
    "Membership",
    "UnknownLink",
    "Succession",
    "Event",
    "Document",
    "Address",
    "\"member\"",
    "\"organization\"",
    "\"subject\"",
    "\"object\"",
    "\"startDate\"",
    "\"endDate\"",
    "\"date\"",
    "\"name\"",
    "\"role\"",
    "\"proof\"",
    "[]",
    "[\"a\"]",
    "{}",
    "null",
    "2016",
    "2016-13",
    "alliance",
    "split",
];

pub(crate) const OBJECT_WORDS: &[&str] = &[
    "\"id\"",
    "\"type\"",
    "\"objects\"",
    "\"bundle\"",
    "threat-actor",
    "intrusion-set",
    "identity",
    "location",
    "incident",
    "relationship",
    "report",
    "extensions",
    "\"source_ref\"",
    "\"target_ref\"",
    "\"relationship_type\"",
    "member-of",
    "part-of",
    "allied-with",
    "\"start_time\"",
    "\"stop_time\"",
    "\"modified\"",
    "\"created\"",
    "\"revoked\"",
    "true",
    "\"confidence\"",
    "\"aliases\"",
    "\"description\"",
    "[]",
    "{}",
    "null",
    "2019-01-02T03:04:05Z",
    "--00000000-0000-4000-8000-000000000001",
];

pub(crate) const CELL_WORDS: &[&str] = &[
    ",",
    ";",
    "\"",
    "\"\"",
    "\t",
    "1",
    "2",
    "3",
    "9",
    "0",
    "-1",
    "1e9",
    "2020-05-01",
    "5/1/2020",
    "2020",
    "Government of",
    "Unknown",
    "Civilians",
    "XXX",
    "[ucdp]",
    "[acled]",
    "actor",
    "start",
    "end",
    "= \"a\"",
    "id",
    "best",
    "high",
    "low",
];

pub(crate) const DATE_WORDS: &[&str] = &[
    "2023-10-07",
    "2023-10",
    "2023",
    "0000",
    "9999-12-31",
    "..",
    "/",
    ",",
    "[",
    "]",
    "{",
    "}",
    "?",
    "~",
    "%",
    "X",
    "early ",
    "mid ",
    "late ",
    "winter ",
    "October ",
    " to ",
    " and ",
    "Q4",
    "W40",
    "T00:00:00Z",
    "1990s",
    "-",
    "é",
];

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The texts of a folder's files whose names end so, in the order of their names.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(home().join(folder))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

fn texts_of_records() -> Vec<String> {
    let mut all = files("tests/data/good", ".toml");
    all.extend(files("tests/data/cases", ".toml"));
    all.extend(files("tests/data/bad", ".toml"));
    all.extend(files("examples/data", ".toml"));
    // the long ones are slow
    all.retain(|text| text.len() < 4_000);
    all
}

fn records() -> Vec<Record> {
    let texts = texts_of_records();
    texts
        .iter()
        .filter_map(|text| Record::from_toml(text).ok())
        .collect()
}

fn bytes(texts: Vec<String>) -> Vec<Vec<u8>> {
    texts.into_iter().map(String::into_bytes).collect()
}

/// Each record, written.
fn each(write: impl Fn(&ActorGraph) -> String) -> Vec<String> {
    let graphs = records().into_iter().map(ActorGraph::new);
    graphs
        .map(|graph| write(&graph))
        .filter(|text| text.len() < 12_000)
        .collect()
}

pub(crate) fn toml() -> Vec<Vec<u8>> {
    bytes(texts_of_records())
}

pub(crate) fn json() -> Vec<Vec<u8>> {
    bytes(each(|graph| graph.record().to_json()))
}

pub(crate) fn json_lines() -> Vec<Vec<u8>> {
    bytes(each(|graph| graph.record().to_json_lines()))
}

pub(crate) fn csv() -> Vec<Vec<u8>> {
    bytes(each(|graph| {
        join(&graph.ever().at_least(Certainty::Planned).to_csv().content)
    }))
}

pub(crate) fn follow_the_money() -> Vec<Vec<u8>> {
    let mut all = files("tests/data/exports", ".ftm.json");
    all.extend(files("tests/data/exports", ".ftm.jsonl"));
    all.extend(each(|graph| {
        graph
            .ever()
            .at_least(Certainty::Planned)
            .to_follow_the_money()
            .content
    }));
    bytes(all)
}

pub(crate) fn stix() -> Vec<Vec<u8>> {
    let mut all = files("tests/data/exports", ".stix.json");
    all.extend(each(|graph| {
        graph.ever().at_least(Certainty::Planned).to_stix().content
    }));
    bytes(all)
}

/// Rows in the layouts of several data sets, invented.
pub(crate) fn data_sets() -> Vec<Vec<u8>> {
    bytes(files("examples/data", ".csv"))
}

pub(crate) fn crosswalk() -> Vec<Vec<u8>> {
    let one = "[ucdp]\n\"1158\" = \"cma\"\n\"9002\" = { actor = \"north-front\", start = \"2012\", end = \"2015-05\" }\n";
    let other = "[acled]\n\"Front of the North\" = [{ actor = \"a\" }, { actor = \"b\", start = \"2013-01-01\" }]\n";
    bytes(vec![one.to_owned(), other.to_owned()])
}

pub(crate) fn when() -> Vec<Vec<u8>> {
    let dates = [
        "2023-10-07",
        "2023-10",
        "2023",
        "2023-10~",
        "2023?",
        "2023%",
        "[2023-09-21..2023-09-30]",
        "[..2023-10-07]",
        "[2023-10-07..]",
        "[2023-10-02,2023-10-04]",
        "early 2023-09",
        "late 2023-09",
        "{2023-10-02,2023-10-04}",
        "2023-10-02/2023-10-05",
        "[2023-10..2023-09,2024-02..12]",
        "07/10/2023",
        "7 October 2023",
        "2023-24",
        "since 2023",
        "winter 2023",
        "2023-Q4",
        "2023-W40",
        "1990s",
        "Y20230",
        "20231007",
    ];
    bytes(dates.map(str::to_owned).to_vec())
}

/// Two records behind one another: beside each its neighbour, and itself; and some with a file that has one field
/// otherwise.
pub(crate) fn merge() -> Vec<Vec<u8>> {
    let texts: Vec<String> = records().iter().map(Record::to_toml).collect();
    let pairs = texts.iter().zip(texts.iter().cycle().skip(1));
    let mut all: Vec<String> = pairs
        .map(|(one, other)| format!("{one}\n=====\n{other}"))
        .collect();
    all.extend(texts.iter().map(|text| format!("{text}\n=====\n{text}")));
    all.extend(disagreeing());
    bytes(all)
}

/// Of each field that any record has: two records, each with a file that gives this field of an entry otherwise.
fn disagreeing() -> Vec<String> {
    let jsons: Vec<String> = records().iter().map(Record::to_json).collect();
    let values = Values::of(jsons.iter().map(|json| &**json));
    let mut dice = Dice::new(20_261_201);
    let mut all = Vec::new();
    for (section, key) in values.fields() {
        let mut pairs = jsons.iter().filter_map(|json| {
            let other = values.instead(json, |of, name, count| {
                ((of, name) == (section, key)).then(|| dice.below(count + 1))
            });
            let mut other: serde_json::Value = serde_json::from_str(&other).ok()?;
            if !matches!(section, "relations" | "events") {
                // what the statements of the one file say together with this
                let sections = other.as_object_mut()?;
                sections.retain(|name, _| name != "relations" && name != "events");
            }
            let other = Record::from_json(&other.to_string()).ok()?.to_toml();
            let own = Record::from_json(json).ok()?.to_toml();
            let is_other = other.lines().any(|line| own.lines().all(|one| one != line));
            is_other.then(|| format!("{own}\n=====\n{other}"))
        });
        all.extend(pairs.next());
        all.extend(pairs.next());
    }
    all
}

/// Seeds of dice.
pub(crate) fn noise() -> Vec<Vec<u8>> {
    let mut dice = Dice::new(20_261_130);
    (0..16)
        .map(|_| dice.next().to_le_bytes().to_vec())
        .collect()
}

/// What people type by accident or on purpose, in one field or in all.
pub(crate) fn texts() -> Vec<Vec<u8>> {
    let all = [
        "plain",
        "</script><script>x</script>",
        "]]>",
        "\"; evil [label=\"x\"]; } digraph {",
        "ends in \\",
        "&#0; &amp; &",
        "\u{202e}turned",
        "a\u{2028}b\u{0}c\u{1b}[31m",
        "=1+1",
        "+1",
        "@SUM(1)",
        "<!--<script>",
        "\u{fffe}\u{ffff}",
        "حركة",
        "${x} {0} %s",
        "a\u{1e}b\u{1e}\"\u{1e}<\u{1e}&",
        "\\N \\G \\l",
        "'",
        "<BR/>",
    ];
    bytes(all.map(str::to_owned).to_vec())
}
