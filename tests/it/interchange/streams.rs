//! Writers into streams, and files of which the end is missing.

use super::MALI;
use crate::support::strategies;
use factions::export::{EdgeKey, LeftOut, TableForm, Written};
use factions::import::Import;
use factions::record::{Code, CsvTables};
use factions::{ActorGraph, Certainty, Record, View, When};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

type Whole = fn(View<'_, '_>) -> Written;
type Streamed = fn(View<'_, '_>, &mut Short) -> io::Result<LeftOut>;

const WRITERS: [(&str, Whole, Streamed); 7] = [
    (
        "gexf",
        |view| view.to_gexf(),
        |view, to| view.write_gexf(to),
    ),
    (
        "graphml",
        |view| view.to_graphml(),
        |view, to| view.write_graphml(to),
    ),
    (
        "node-link",
        |view| view.to_node_link(EdgeKey::Links),
        |view, to| view.write_node_link(EdgeKey::Links, to),
    ),
    (
        "cytoscape",
        |view| view.to_cytoscape(),
        |view, to| view.write_cytoscape(to),
    ),
    (
        "geojson",
        |view| view.to_geojson(),
        |view, to| view.write_geojson(to),
    ),
    (
        "ftm",
        |view| view.to_follow_the_money(),
        |view, to| view.write_follow_the_money(to),
    ),
    (
        "stix",
        |view| view.to_stix(),
        |view, to| view.write_stix(to),
    ),
];

/// A stream that takes so many bytes, and no more.
struct Short {
    room: usize,
    bytes: Vec<u8>,
}

impl io::Write for Short {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room - self.bytes.len());
        if taken == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn short(room: usize) -> Short {
    let bytes = Vec::new();
    Short { room, bytes }
}

#[test]
fn a_stream_that_is_full_is_an_error_of_every_writer() {
    for (name, whole, write) in WRITERS {
        let length = whole(MALI.ever()).content.len();
        for room in [0, 10, length / 2, length - 1] {
            let full = write(MALI.ever(), &mut short(room));
            let error = full.expect_err(name);
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{name}");
        }
        assert!(write(MALI.ever(), &mut short(length)).is_ok(), "{name}");
    }
}

/// Every line but the last: what is left of a file that was cut at the end of a line.
fn cuts(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    ends.filter(|&end| end < text.len()).map(|end| &text[..end])
}

fn is_told(record: &Record) -> bool {
    let mut warnings = record.warnings().iter();
    warnings.any(|warning| warning.code == Code::CutShort)
}

#[test]
fn a_file_that_was_cut_at_a_line_is_refused_or_told_of() {
    let lines = MALI.record().to_json_lines();
    let whole = Record::from_json_lines(lines.as_bytes()).expect("it reads");
    assert!(!is_told(&whole));
    for cut in cuts(&lines) {
        if let Ok(record) = Record::from_json_lines(cut.as_bytes()) {
            assert!(is_told(&record), "{} bytes", cut.len());
        }
    }
    let entities = MALI
        .ever()
        .at_least(Certainty::Planned)
        .to_follow_the_money();
    let whole = Import::from_follow_the_money(&entities.content).expect("it reads");
    assert!(!is_told(&whole.record));
    for cut in cuts(&entities.content) {
        if let Ok(import) = Import::from_follow_the_money(cut) {
            assert!(is_told(&import.record), "{} bytes", cut.len());
        }
    }
    // so is one whose end came, and another line did not
    let without = |text: &str, at: usize| {
        let lines = text.split_inclusive('\n').enumerate();
        let rest = lines.filter(|(number, _)| *number != at).map(|line| line.1);
        rest.collect::<String>()
    };
    let lines = Record::from_json_lines(without(&lines, 2).as_bytes());
    assert!(lines.is_err() || lines.is_ok_and(|record| is_told(&record)));
    let import = Import::from_follow_the_money(&without(&entities.content, 2)).expect("it reads");
    assert!(is_told(&import.record));
}

#[test]
fn files_with_entities_in_common_are_whole_where_they_are_joined() {
    let written = |least| MALI.ever().at_least(least).to_follow_the_money().content;
    let [less, more] = [Certainty::Confirmed, Certainty::Planned].map(written);
    let read = |text: &str| {
        Import::from_follow_the_money(text)
            .expect("it reads")
            .record
    };
    let shared = |line: &&str| more.lines().any(|other| other == *line);
    assert!(less.lines().any(|line| shared(&line)) && !less.lines().all(|line| shared(&line)));
    assert!(!is_told(&read(&(less.clone() + &more))));
    assert!(!is_told(&read(&(more.clone() + &more))));
    // one of two is missing an entity
    let (_, cut) = less.split_once('\n').expect("it has lines");
    assert!(is_told(&read(&(more.clone() + cut))));
    // fragments of one entity stand for no other
    let (first, rest) = more.split_once('\n').expect("it has lines");
    let (second, rest) = rest.split_once('\n').expect("it has lines");
    assert!(!is_told(&read(&format!(
        "{first}\n{second}\n{second}\n{rest}"
    ))));
    assert!(is_told(&read(&format!("{second}\n{second}\n{rest}"))));
}

#[test]
fn more_entries_than_can_be_are_missing() {
    let end = format!("{{\"type\":\"end\",\"entries\":{}}}\n", i64::MAX);
    let place = "{\"type\":\"place\",\"key\":\"gao\",\"name\":\"Gao\"}\n";
    let text = format!("{place}{}", end.repeat(3));
    let record = Record::from_json_lines(text.as_bytes()).expect("it reads");
    assert!(is_told(&record));
    let entity = |id: char, count: i64| {
        let mark = format!("factions:{{\\\"entities\\\":{count}}}");
        format!(
            "{{\"id\":\"{id}\",\"schema\":\"Organization\",\"properties\":\
             {{\"name\":[\"{id}\"],\"indexText\":[\"{mark}\"]}}}}\n"
        )
    };
    let text: String = ('a'..'d').map(|id| entity(id, i64::MAX)).collect();
    let import = Import::from_follow_the_money(&(text + &entity('e', 1))).expect("it reads");
    assert!(is_told(&import.record));
}

#[test]
fn what_others_write_has_no_last_line_and_is_no_mistake() {
    let text = "{\"type\":\"place\",\"key\":\"gao\",\"name\":\"Gao\"}\n";
    let record = Record::from_json_lines(text.as_bytes()).expect("it reads");
    assert!(record.warnings().is_empty(), "{}", record.warnings());
    // files are joined by laying them one behind the other
    let own = record.to_json_lines();
    let other = own.replace("gao", "kidal").replace("Gao", "Kidal");
    let (_, other) = other.split_once('\n').expect("a header");
    let joined = Record::from_json_lines(format!("{own}{other}").as_bytes()).expect("it reads");
    assert_eq!(joined.places().len(), 2);
    assert_eq!(
        joined
            .warnings()
            .iter()
            .filter(|one| one.code == Code::CutShort)
            .count(),
        1,
        "the second says that a header was before it"
    );
    for wrong in [
        "{\"type\":\"end\"}",
        "{\"type\":\"end\",\"entries\":\"three\"}",
    ] {
        let refused = Record::from_json_lines(format!("{text}{wrong}\n").as_bytes());
        assert!(refused.is_err(), "{wrong}");
    }
}

/// The entities of a text, by their ids.
fn entities(text: &str) -> BTreeMap<String, Value> {
    let all = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    all.map(|one: Value| (one["id"].as_str().expect("an id").to_owned(), one))
        .collect()
}

#[test]
fn files_of_two_records_stay_apart_where_they_are_joined() {
    let titled = |title: &str| {
        let text = format!(
            "[record]\n{title}\n[actors]\na = {{ name = \"A\", kind = \"armed-group\" }}\n\
             b = {{ name = \"B\", kind = \"armed-group\" }}\n\
             [[relations]]\nid = \"pact\"\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\n"
        );
        ActorGraph::new(Record::from_toml(&text).expect("it loads"))
    };
    let written = |graph: &ActorGraph| graph.ever().to_follow_the_money().content;
    let ids = |text: &str| entities(text).into_keys().collect::<BTreeSet<String>>();
    let (one, other) = (
        written(&titled("title = \"One\"")),
        written(&titled("title = \"Other\"")),
    );
    assert!(ids(&one).is_disjoint(&ids(&other)));
    // without titles it is the content that tells them apart
    let nameless = titled("");
    let changed = Record::from_toml(
        &nameless
            .record()
            .to_toml()
            .replace("alliance", "cooperation"),
    );
    let changed = written(&ActorGraph::new(changed.expect("it loads")));
    assert!(ids(&written(&nameless)).is_disjoint(&ids(&changed)));
    assert_eq!(written(&nameless), written(&titled("")));
    // whatever of it a view shows: files of two views of one record are of the same actors
    let one = nameless.actor_set(["a"]).expect("it is there");
    let part = nameless.ever().among(&one).to_follow_the_money().content;
    let actors = |text: &str| {
        let mut all = ids(text);
        all.retain(|id| id.starts_with("actor-a-"));
        all
    };
    assert_eq!(actors(&part).len(), 1, "{part}");
    assert_eq!(actors(&part), actors(&written(&nameless)));
}

/// The rows of a table of JSON Lines.
fn rows(text: &str) -> Vec<BTreeMap<String, Value>> {
    let rows = text.lines();
    rows.map(|row| serde_json::from_str(row).expect("a row"))
        .collect()
}

#[test]
fn a_data_package_names_every_column_of_the_tables() {
    let package: Value = serde_json::from_str(&TableForm::Csv.data_package()).expect("JSON");
    let tables = MALI.ever().to_csv().content;
    let resources = package["resources"].as_array().expect("a list");
    assert_eq!(resources.len(), CsvTables::NAMES.len());
    for (name, resource) in CsvTables::NAMES.iter().zip(resources) {
        let fields = resource["schema"]["fields"].as_array().expect("a list");
        let fields: Vec<&str> = fields
            .iter()
            .filter_map(|field| field["name"].as_str())
            .collect();
        let head = tables.get(name).and_then(|text| text.lines().next());
        assert_eq!(fields.join(","), head.unwrap_or_default(), "{name}");
        assert_eq!(resource["path"], format!("{name}.csv"));
    }
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_stream_is_the_text(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        for (name, whole, write) in WRITERS {
            let whole = whole(graph.ever());
            let mut to = short(usize::MAX);
            let left_out = write(graph.ever(), &mut to).expect(name);
            prop_assert_eq!(&left_out, &whole.left_out, "{}", name);
            prop_assert_eq!(to.bytes, whole.content.into_bytes(), "{}", name);
        }
    }

    #[test]
    fn every_column_of_a_table_in_lines_has_one_type(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let (csv, lines) = (
            graph.ever().to_csv().content,
            graph.ever().to_tables(TableForm::JsonLines).content,
        );
        let package: Value = serde_json::from_str(&TableForm::JsonLines.data_package()).expect("JSON");
        for (name, resource) in CsvTables::NAMES.iter().zip(package["resources"].as_array().expect("a list")) {
            let rows = rows(lines.get(name).expect("a table"));
            let mut reader = csv::Reader::from_reader(csv.get(name).expect("a table").as_bytes());
            prop_assert_eq!(rows.len(), reader.records().count());
            for row in rows {
                let fields = resource["schema"]["fields"].as_array().expect("a list");
                prop_assert_eq!(row.len(), fields.len());
                for field in fields {
                    let value = &row[field["name"].as_str().expect("a name")];
                    let is_of_type = value.is_null() || match field["type"].as_str() {
                        Some("integer") => value.is_u64(),
                        Some("number") => value.is_f64() || value.is_i64(),
                        Some("boolean") => value.is_boolean(),
                        Some("date") => value.as_str().is_some_and(|day| day.parse::<factions::Date>().is_ok()),
                        _ => value.is_string(),
                    };
                    prop_assert!(is_of_type, "{}: {} of {}", name, value, field);
                    if field["name"].as_str().is_some_and(|name| name.ends_with("_edtf")) && value.is_string() {
                        let edtf = value.as_str().expect("a text");
                        let when: When = edtf.parse().expect(edtf);
                        prop_assert_eq!(when.to_edtf(), edtf);
                        prop_assert!(!edtf.contains(' '));
                    }
                }
            }
        }
    }

    #[test]
    fn ids_of_entities_are_what_every_reader_takes(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        for id in entities(&graph.ever().to_follow_the_money().content).into_keys() {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            prop_assert!(id.chars().all(is_plain) && id.len() <= 200, "{}", id);
            prop_assert!(id.starts_with(char::is_alphanumeric) && id.ends_with(char::is_alphanumeric));
        }
    }
}
