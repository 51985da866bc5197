//! JSON as it is written: everything in its given order, escaped by type.

use crate::record::{Entry, Node, Value};
use std::fmt::{self, Write};

/// A JSON value whose tables keep their order; prints without spaces or line breaks.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::export) enum Json {
    Null,
    Number(u64),
    Degrees(f64),
    Text(String),
    List(Vec<Self>),
    Table(Vec<(&'static str, Self)>),
    /// A tree of the record's.
    Tree(Node),
}

impl Json {
    pub(in crate::export) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The same as a tree.
    pub(in crate::export) fn to_tree(&self) -> Node {
        let value = match self {
            Self::Null => Value::Null,
            Self::Number(number) => Value::Integer(i64::try_from(*number).unwrap_or(i64::MAX)),
            Self::Degrees(degrees) => Value::Float(*degrees),
            Self::Text(text) => Value::Text(text.clone()),
            Self::List(list) => Value::Array(list.iter().map(Self::to_tree).collect()),
            Self::Table(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| Entry::new(*key, value.to_tree()));
                Value::Table(entries.collect())
            }
            Self::Tree(node) => return node.clone(),
        };
        value.into()
    }
}

/// A list with each element on a line of its own, so that two versions can be compared.
pub(in crate::export) fn lines(elements: impl IntoIterator<Item = Json>) -> String {
    let lines: Vec<String> = elements
        .into_iter()
        .map(|element| format!("\n{element}"))
        .collect();
    let end = if lines.is_empty() { "" } else { "\n" };
    format!("[{}{end}]", lines.join(","))
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Number(number) => number.fmt(f),
            Self::Degrees(degrees) => write!(f, "{degrees:?}"),
            Self::Text(text) => quoted(f, text),
            Self::Tree(node) => tree(f, node),
            Self::List(elements) => {
                f.write_char('[')?;
                for (at, element) in elements.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { "," })?;
                    element.fmt(f)?;
                }
                f.write_char(']')
            }
            Self::Table(entries) => {
                f.write_char('{')?;
                for (at, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { "," })?;
                    quoted(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn tree(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match &node.value {
        Value::Null | Value::Lost => f.write_str("null"),
        Value::Bool(truth) => write!(f, "{truth}"),
        Value::Integer(number) => write!(f, "{number}"),
        Value::Float(number) => write!(f, "{number:?}"),
        Value::Text(text) | Value::OtherTime(text) => quoted(f, text),
        Value::Day(day) => quoted(f, &day.to_string()),
        Value::Array(elements) => {
            f.write_char('[')?;
            for (at, element) in elements.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { "," })?;
                tree(f, element)?;
            }
            f.write_char(']')
        }
        Value::Table(entries) => {
            f.write_char('{')?;
            for (at, entry) in entries.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { "," })?;
                quoted(f, &entry.key)?;
                f.write_char(':')?;
                tree(f, &entry.node)?;
            }
            f.write_char('}')
        }
    }
}

/// A JSON string: quotes, backslashes and control characters become escapes.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            // these two end a line in JavaScript
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                write!(f, "\\u{:04x}", u32::from(c))?;
            }
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            let json = Json::text(&*text).to_string();
            let back: String = serde_json::from_str(&json).expect("it is JSON");
            prop_assert_eq!(back, text);
        }
    }

    #[test]
    fn a_table_keeps_its_order() {
        let json = Json::Table(vec![
            ("b", Json::Number(1)),
            ("a", Json::List(vec![Json::text("x"); 2])),
        ]);
        assert_eq!(json.to_string(), r#"{"b":1,"a":["x","x"]}"#);
    }
}
