//! Small files as other programs write them, with invented names.

use crate::support::reports;
use factions::import::{Import, ImportReport, Treatment};
use serde_json::{Value, json};

/// Entities, one a line.
pub(super) fn ftm(lines: &[Value]) -> Import {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let import = Import::from_follow_the_money(&lines.join("\n"));
    adds_up(import.expect("some of it is in order"))
}

/// A bundle of objects.
pub(super) fn stix(objects: &[Value]) -> Import {
    let bundle = json!({"type": "bundle", "id": id("bundle", 0), "objects": objects});
    let import = Import::from_stix(&bundle.to_string());
    adds_up(import.expect("some of it is in order"))
}

/// An import whose report adds up.
#[track_caller]
pub(super) fn adds_up(import: Import) -> Import {
    reports::adds_up(&import.report);
    import
}

/// How many were set aside for a reason.
pub(super) fn aside(report: &ImportReport, code: &str) -> u64 {
    let note = report.note(Treatment::SetAside, code);
    note.map_or(0, |note| note.count)
}

pub(super) fn organization(id: &str) -> Value {
    json!({"id": id, "schema": "Organization", "properties": {"name": [format!("The {id}")]}})
}

pub(super) fn link(id: &str, schema: &str, properties: &Value) -> Value {
    json!({"id": id, "schema": schema, "properties": properties})
}

pub(super) fn member(id: &str, from: &str, to: &str, dates: [&[&str]; 2]) -> Value {
    let [start, end] = dates;
    let ends = json!({"member": [from], "organization": [to], "startDate": start, "endDate": end});
    link(id, "Membership", &ends)
}

pub(super) fn id(of_type: &str, n: u8) -> String {
    format!("{of_type}--00000000-0000-4000-8000-0000000000{n:02}")
}

pub(super) fn object(of_type: &str, n: u8, more: &Value) -> Value {
    let mut object = json!({"type": of_type, "spec_version": "2.1", "id": id(of_type, n),
        "created": "2020-02-03T00:00:00.000Z", "modified": "2021-02-03T00:00:00.000Z"});
    let members = object.as_object_mut().expect("a table");
    members.extend(more.as_object().expect("a table").clone());
    object
}

pub(super) fn group(n: u8) -> Value {
    object("threat-actor", n, &json!({"name": format!("Group {n}")}))
}

pub(super) fn tie(n: u8, word: &str, ends: [u8; 2], more: &Value) -> Value {
    let [from, to] = ends.map(|end| id("threat-actor", end));
    let mut tie = object("relationship", n, more);
    tie["relationship_type"] = json!(word);
    tie["source_ref"] = json!(from);
    tie["target_ref"] = json!(to);
    tie
}
