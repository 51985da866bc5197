//! A JSON writer that keeps the order of keys and escapes text by type.

use crate::record::{Entry, Node, Value, json_digits, json_float, json_quoted, json_tree};
use std::fmt;

/// A JSON value whose tables keep their order; prints without spaces or line breaks.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::export) enum Json {
    Null,
    Number(u64),
    Degrees(f64),
    Text(String),
    List(Vec<Self>),
    Table(Vec<(&'static str, Self)>),
    /// A part of the record that the crate carries without interpreting it.
    Tree(Node),
}

impl Json {
    pub(in crate::export) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Converts the value into a tree of the record.
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

/// A list with each element on a line of its own, so that a line diff can compare two versions.
///
/// It starts empty; [`end`](Self::end) closes it.
#[derive(Debug, Default)]
pub(in crate::export) struct Lines {
    has_any: bool,
}

impl Lines {
    /// Begins a list.
    pub(in crate::export) fn begin(out: &mut String) -> Self {
        out.push('[');
        Self::default()
    }

    /// Begins the line of an element.
    pub(in crate::export) fn next(&mut self, out: &mut String) {
        out.push_str(if self.has_any { ",\n" } else { "\n" });
        self.has_any = true;
    }

    /// Ends the list.
    pub(in crate::export) fn end(self, out: &mut String) {
        out.push_str(if self.has_any { "\n]" } else { "]" });
    }
}

impl Json {
    /// Appends the value to a text.
    pub(in crate::export) fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Number(number) => json_digits(out, *number),
            Self::Degrees(degrees) => json_float(out, *degrees),
            Self::Text(text) => json_quoted(out, text),
            Self::Tree(node) => json_tree(out, node),
            Self::List(elements) => {
                out.push('[');
                for (at, element) in elements.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    element.write(out);
                }
                out.push(']');
            }
            Self::Table(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    json_quoted(out, key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
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
