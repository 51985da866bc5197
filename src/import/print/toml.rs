//! The tree of a record, printed as TOML.

use crate::model::shown::is_hidden;
use crate::record::{Entry, Node, Value};
use std::fmt::Write;

/// The longest entry that is written in one line.
const LONGEST: usize = 160;

/// Prints a document: actors and places on one line each, statements as sections.
pub(in crate::import) fn print(sections: &[Entry]) -> String {
    let mut out = String::new();
    for Entry { key, node, .. } in sections {
        match &node.value {
            Value::Table(entries) if key == "record" => section(&mut out, "[record]", entries),
            Value::Table(entries) => keyed(&mut out, key, entries),
            Value::Array(elements) => {
                for element in elements {
                    statement(&mut out, key, element);
                }
            }
            _ => out.extend([bare(key).as_str(), " = ", &inline(node), "\n"]),
        }
    }
    out
}

/// Prints a statement as a section.
pub(in crate::import) fn statement(out: &mut String, name: &str, node: &Node) {
    if let Value::Table(entries) = &node.value {
        section(out, &format!("[[{name}]]"), entries);
    }
}

/// Prints a section of entries under keys: short ones on one line each, long ones with a heading each.
fn keyed(out: &mut String, name: &str, entries: &[Entry]) {
    let is_short = |entry: &&Entry| name != "sources" && line(entry).chars().count() <= LONGEST;
    let (short, long): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(is_short);
    if !short.is_empty() {
        out.extend(["\n[", name, "]\n"]);
    }
    for entry in short {
        out.push_str(&line(entry));
        out.push('\n');
    }
    for entry in long {
        if let Value::Table(inner) = &entry.node.value {
            section(out, &format!("[{name}.{}]", bare(&entry.key)), inner);
        }
    }
}

fn section(out: &mut String, heading: &str, entries: &[Entry]) {
    out.extend(["\n", heading, "\n"]);
    for entry in entries {
        out.push_str(&line(entry));
        out.push('\n');
    }
}

fn line(entry: &Entry) -> String {
    format!("{} = {}", bare(&entry.key), inline(&entry.node))
}

fn inline(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Lost => "\"\"".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) | Value::OtherTime(text) => quoted(text),
        Value::Day(day) => day.to_string(),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(inline).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Table(entries) => {
            let entries: Vec<String> = entries.iter().map(line).collect();
            match &entries[..] {
                [] => "{}".to_owned(),
                entries => format!("{{ {} }}", entries.join(", ")),
            }
        }
    }
}

/// Returns a key, without quotes where TOML allows that.
pub(in crate::import) fn bare(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// Returns a basic string; characters that TOML forbids and invisible ones are escaped.
///
/// A direction mark is invisible, too, and shows a line in another order than the one in which it is read.
pub(in crate::import) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                // writing to a string cannot fail
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_survives_its_quotes() {
        let text: String = (0..=0xFFFF).filter_map(char::from_u32).collect();
        let line = format!("a = {}", quoted(&text));
        let table = toml::de::DeTable::parse(&line).expect("it is TOML");
        let value = table
            .get_ref()
            .get("a")
            .and_then(|value| value.get_ref().as_str());
        assert_eq!(value, Some(text.as_str()));
    }

    #[test]
    fn what_turns_a_line_is_seen() {
        assert_eq!(quoted("a\u{202e}b\u{9b}"), r#""a\u202Eb\u009B""#);
        assert_eq!(quoted("عربي"), "\"عربي\"");
    }
}
