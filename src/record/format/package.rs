//! A data package: a description of the tables' columns for programs.

use super::csv::{Column, CsvTables, Derived, columns_of};
use super::json::quoted;

/// Returns a `datapackage.json` (Frictionless Data Package 1) for tables in files with this ending.
///
/// It declares the type of each column, so that no program has to guess the type of an empty one. Dates are
/// days; EDTF is declared as text.
pub(crate) fn data_package(ending: &str) -> String {
    let mut out = String::from(
        "{\n\"profile\":\"data-package\",\n\"name\":\"factions\",\n\
         \"description\":\"A record of who stood with whom: docs/FORMAT.md of the crate factions.\",\n\
         \"resources\":[",
    );
    for (at, name) in CsvTables::NAMES.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        resource(&mut out, name, ending);
    }
    out.push_str("\n]\n}\n");
    out
}

fn resource(out: &mut String, table: &str, ending: &str) {
    let of_tables = if ending == "csv" {
        "\"profile\":\"tabular-data-resource\","
    } else {
        ""
    };
    out.extend([
        "{\"name\":\"",
        table,
        "\",\"path\":\"",
        table,
        ".",
        ending,
        "\",",
        of_tables,
        "\"format\":\"",
        ending,
        "\",\"encoding\":\"utf-8\",\"schema\":{\"fields\":[",
    ]);
    for (at, (name, column)) in columns_of(table).iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        out.push_str("{\"name\":");
        quoted(out, name);
        let (of_type, about) = of(*column);
        out.extend([",\"type\":\"", of_type, "\""]);
        if !about.is_empty() {
            out.push_str(",\"description\":");
            quoted(out, about);
        }
        out.push('}');
    }
    out.push_str("],\"missingValues\":[\"\"]");
    if let Some(key) = key_of(table) {
        out.extend([",\"primaryKey\":\"", key, "\""]);
    }
    let actors: Vec<&str> = columns_of(table)
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| names_an_actor(table, name))
        .collect();
    if !actors.is_empty() {
        out.push_str(",\"foreignKeys\":[");
        for (at, name) in actors.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "," });
            out.extend([
                "{\"fields\":\"",
                name,
                "\",\"reference\":{\"resource\":\"actors\",\"fields\":\"key\"}}",
            ]);
        }
        out.push(']');
    }
    out.push_str("}}");
}

/// Returns the column that identifies a row of a table.
fn key_of(table: &str) -> Option<&'static str> {
    match table {
        "sources" | "actors" | "places" => Some("key"),
        "relations" | "events" => Some("id"),
        _ => None,
    }
}

fn names_an_actor(table: &str, column: &str) -> bool {
    column == "actor" || (table == "ties" && matches!(column, "source" | "target"))
}

/// Returns the type of a column and a remark on its contents.
const fn of(column: Column) -> (&'static str, &'static str) {
    match column {
        Column::Text | Column::Derived(Derived::Text) => ("string", ""),
        Column::List => ("string", "a list: `a;b`"),
        Column::Spans => ("string", "a list of `start/end`"),
        Column::Native => ("string", "a list of `name=text`"),
        Column::Written => (
            "string",
            "the date as its source has it, where it is no plain day",
        ),
        Column::State => ("string", "`known`, `ongoing` or `unknown`"),
        Column::Derived(Derived::Edtf) => (
            "string",
            "strict EDTF (ISO 8601-2, level 2 at most); reckon with the bounds",
        ),
        Column::Count | Column::Derived(Derived::Count) => ("integer", ""),
        Column::Degrees => ("number", "WGS 84"),
        Column::Truth | Column::Derived(Derived::Truth) => ("boolean", ""),
        Column::Day | Column::Derived(Derived::Day) => ("date", ""),
    }
}
