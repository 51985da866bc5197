//! The table of who may use whom, and who does otherwise.

use std::collections::BTreeSet;

use super::source::SourceFile;

/// Each floor with the floors that it may use: never a higher one, `import` and `graph` not each
/// other.
const FLOORS: [(&str, &[&str]); 8] = [
    ("model", &[]),
    ("record", &["model"]),
    ("import", &["model", "record"]),
    ("graph", &["model", "record"]),
    ("view", &["model", "record", "graph"]),
    ("query", &["model", "record", "graph", "view"]),
    ("analysis", &["model", "record", "graph", "view", "query"]),
    (
        "export",
        &["model", "record", "graph", "view", "query", "analysis"],
    ),
];

pub(crate) fn findings(files: &[SourceFile]) -> Vec<String> {
    let modules: BTreeSet<_> = files.iter().filter_map(SourceFile::module).collect();
    let mut findings = Vec::new();
    for file in files {
        let Some(module) = file.module() else {
            continue;
        };
        // the crate root is above them all
        let Some(floor) = module.first() else {
            continue;
        };
        let Some((_, may_use)) = FLOORS.iter().find(|(name, _)| name == floor) else {
            findings.push(file.finding(1, "stands on no floor of the table"));
            continue;
        };
        for path in file.named() {
            let Some(target) = path.resolved(&module, &modules) else {
                continue;
            };
            let Some(used) = target.first() else {
                continue;
            };
            let shown = path.shown();
            if !FLOORS.iter().any(|(name, _)| name == used) {
                let what = format!("`{shown}` is at the crate root: name it by its floor");
                findings.push(file.finding(path.line, &what));
            } else if used != floor && !may_use.contains(&used.as_str()) {
                let allowed = match may_use {
                    [] => "nothing else".to_owned(),
                    may_use => may_use.join(", "),
                };
                let what = format!("`{floor}` must not use `{shown}`: it may use {allowed}");
                findings.push(file.finding(path.line, &what));
            }
        }
    }
    findings
}

#[test]
fn the_table_itself_only_looks_down() {
    for (place, (_, may_use)) in FLOORS.iter().enumerate() {
        for used in *may_use {
            assert!(FLOORS[..place].iter().any(|(name, _)| name == used));
        }
    }
}

#[test]
fn looking_up_is_found() {
    let text = "//! Ties.\nuse crate::model::Day;\n\nfn f() {\n    crate::view::g();\n}\n";
    let sideways = "use super::super::graph::ActorGraph;";
    super::finds(
        findings,
        &[("src/graph/ties.rs", text), ("src/import/own.rs", sideways)],
        &[
            "src/graph/ties.rs:5: `graph` must not use `crate::view::g`: it may use model, record",
            "src/import/own.rs:1: `import` must not use `super::super::graph::ActorGraph`: it may use model, record",
        ],
    );
}

#[test]
fn names_at_the_crate_root_are_found() {
    let text = "use crate::{Actor, model::Day};\nuse super::super::View;\nuse crate::*;";
    super::finds(
        findings,
        &[("src/query/toll.rs", text)],
        &[
            "src/query/toll.rs:1: `crate::Actor` is at the crate root: name it by its floor",
            "src/query/toll.rs:2: `super::super::View` is at the crate root: name it by its floor",
            "src/query/toll.rs:3: `crate::*` is at the crate root: name it by its floor",
        ],
    );
}

#[test]
fn a_folder_without_a_floor_is_found() {
    super::finds(
        findings,
        &[("src/lib.rs", "pub mod helpers;"), ("src/helpers.rs", "")],
        &["src/helpers.rs:1: stands on no floor of the table"],
    );
}

#[test]
fn looking_down_and_links_in_docs_are_free() {
    let text = "/// See [`View`](crate::View).\nuse crate::{graph::ActorGraph, model::Day};\nuse super::View;\nuse petgraph::Graph;";
    super::finds(findings, &[("src/query/toll.rs", text)], &[]);
}
