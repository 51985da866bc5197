//! The tree of a record, printed as JSON.

use crate::model::shown::visible;
use crate::record::{Entry, Node, Value};
use std::borrow::Cow;
use std::fmt::Write;

/// Prints a document, each entry in one line.
pub(in crate::import) fn document(sections: &[Entry]) -> String {
    let sections: Vec<String> = sections.iter().map(section).collect();
    format!("{{\n{}\n}}\n", sections.join(",\n"))
}

fn section(Entry { key, node, .. }: &Entry) -> String {
    let lines = |open, lines: Vec<String>, close| {
        format!(
            "  {}: {open}\n{}\n  {close}",
            quoted(key),
            lines.join(",\n")
        )
    };
    match &node.value {
        Value::Table(entries) if key != "record" => {
            let line = |entry: &Entry| {
                let mut out = format!("    {}: ", quoted(&entry.key));
                inline(&mut out, &entry.node);
                out
            };
            lines('{', entries.iter().map(line).collect(), '}')
        }
        Value::Array(elements) => {
            let line = |element: &Node| {
                let mut out = "    ".to_owned();
                inline(&mut out, element);
                out
            };
            lines('[', elements.iter().map(line).collect(), ']')
        }
        _ => {
            let mut out = format!("  {}: ", quoted(key));
            inline(&mut out, node);
            out
        }
    }
}

/// Prints a value in one line.
pub(in crate::import) fn inline(out: &mut String, node: &Node) {
    match &node.value {
        Value::Null | Value::Lost => out.push_str("null"),
        Value::Bool(truth) => out.push_str(&truth.to_string()),
        Value::Integer(number) => out.push_str(&number.to_string()),
        // writing to a string cannot fail
        Value::Float(number) => drop(write!(out, "{number:?}")),
        Value::Text(text) | Value::OtherTime(text) => out.push_str(&quoted(text)),
        Value::Day(day) => out.push_str(&quoted(&day.to_string())),
        Value::Array(elements) => {
            out.push('[');
            for (i, element) in elements.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                inline(out, element);
            }
            out.push(']');
        }
        Value::Table(entries) => {
            out.push('{');
            for (i, entry) in entries.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                out.push_str(&quoted(&entry.key));
                out.push_str(": ");
                inline(out, &entry.node);
            }
            out.push('}');
        }
    }
}

/// Returns a text in quotes, with invisible characters escaped.
fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    match visible(&quoted) {
        Cow::Borrowed(_) => quoted,
        Cow::Owned(visible) => visible,
    }
}
