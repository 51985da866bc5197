//! The value of a key in an entry of a record.

use crate::record::format::{Node, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// The value of a key in an entry: a text, a number, a truth value, a list or a table.
///
/// It prints and serialises as JSON.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let old = Record::from_toml("[places]\ngao = { name = \"Gao\" }")?;
/// let new = Record::from_toml("[places]\ngao = { name = \"Gao\", country = \"ML\" }")?;
/// let comparison = Record::compare(&old, &new);
/// let country = &comparison.rows()[0].keys[0];
/// assert_eq!(country.new.as_ref().map(ToString::to_string).as_deref(), Some("\"ML\""));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct EntryValue(Node);

impl EntryValue {
    pub(super) const fn new(node: Node) -> Self {
        Self(node)
    }

    pub(super) const fn node(&self) -> &Node {
        &self.0
    }

    /// The text, if the value is a text.
    pub fn as_text(&self) -> Option<&str> {
        self.0.as_text()
    }

    /// The texts, if the value is a text or a list of texts; else `None`.
    pub fn as_texts(&self) -> Option<Vec<&str>> {
        match &self.0.value {
            Value::Array(list) => list.iter().map(Node::as_text).collect(),
            _ => Some(vec![self.0.as_text()?]),
        }
    }
}

/// A tree as JSON, in its own order.
struct Json<'n>(&'n Node);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null | Value::Lost => to.serialize_none(),
            Value::Bool(truth) => to.serialize_bool(*truth),
            Value::Integer(number) => to.serialize_i64(*number),
            Value::Float(number) => to.serialize_f64(*number),
            Value::Text(text) | Value::OtherTime(text) => to.serialize_str(text),
            Value::Day(day) => to.collect_str(day),
            Value::Array(list) => to.collect_seq(list.iter().map(Json)),
            Value::Table(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&entry.key, &Json(&entry.node))?;
                }
                map.end()
            }
        }
    }
}

impl Serialize for EntryValue {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Json(&self.0).serialize(to)
    }
}

impl fmt::Display for EntryValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // a tree of texts and numbers always has a form in JSON
        let text = serde_json::to_string(self).unwrap_or_default();
        f.write_str(&text)
    }
}
