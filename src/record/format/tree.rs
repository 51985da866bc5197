//! The neutral tree between a text, or code, and the reader.

use super::at::{At, CodeAt, Section};
use super::key::Key;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) at: At,
    pub(crate) value: Value,
}

/// A key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The place of the key.
    pub(crate) at: At,
    pub(crate) key: String,
    pub(crate) node: Node,
}

/// A value of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A value that could not be read, and whose mistake was reported. In an entry without a key: further
    /// keys may be lost.
    Lost,
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    /// An unquoted day.
    Day(Date),
    /// An unquoted time of day, or a day with one, as written.
    OtherTime(String),
    Array(Vec<Node>),
    Table(Vec<Entry>),
}

impl Value {
    /// Names the type of the value, with its article.
    pub(crate) const fn what(&self) -> &'static str {
        match self {
            Self::Lost => "nothing that can be read",
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Integer(_) => "a whole number",
            // a number beyond 64 bits
            Self::Float(number) if number.abs() >= 9.2e18 => "a number that is too large",
            Self::Float(_) => "a number with a fraction",
            Self::Text(_) => "a text",
            Self::Day(_) => "a day",
            Self::OtherTime(_) => "a time of day",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

impl From<Value> for Node {
    /// The value without a place.
    fn from(value: Value) -> Self {
        let at = At::default();
        Self { at, value }
    }
}

impl Node {
    /// Creates a value that could not be read.
    pub(crate) const fn lost(at: At) -> Self {
        let value = Value::Lost;
        Self { at, value }
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into()).into()
    }

    /// Creates a value derived from a text, at the place of that text.
    pub(crate) const fn made_at(at: At, value: Value) -> Self {
        Self { at, value }
    }

    /// Creates a text derived from another text, at its place.
    pub(crate) fn text_at(at: At, text: impl Into<String>) -> Self {
        Self::made_at(at, Value::Text(text.into()))
    }

    /// Returns the text, if the value is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value of a key, if this is a table with that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Table(entries) = &self.value else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.node)
    }

    /// Returns the text of a key, if this is a table that has a text there.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// Removes a key from a table, and returns its value.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Value::Table(entries) = &mut self.value else {
            return None;
        };
        let found = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(found).node)
    }

    /// Returns the first entry whose key repeats an earlier one in its table, at any depth.
    pub(crate) fn repeated(&self) -> Option<&Entry> {
        match &self.value {
            Value::Array(elements) => elements.iter().find_map(Self::repeated),
            Value::Table(entries) => {
                let inside = || entries.iter().find_map(|entry| entry.node.repeated());
                Entry::repeated_in(entries).or_else(inside)
            }
            _ => None,
        }
    }

    /// Whether any part could not be read.
    pub(crate) fn has_lost(&self) -> bool {
        match &self.value {
            Value::Lost => true,
            Value::Array(elements) => elements.iter().any(Self::has_lost),
            Value::Table(entries) => entries.iter().any(|entry| entry.node.has_lost()),
            _ => false,
        }
    }

    /// Creates one text, or a list of several.
    pub(crate) fn texts(mut texts: Vec<String>) -> Self {
        match texts.pop() {
            Some(one) if texts.is_empty() => Self::text(one),
            last => Value::Array(texts.into_iter().chain(last).map(Self::text).collect()).into(),
        }
    }
}

impl Entry {
    /// Creates the mark of a table that may have lost entries.
    pub(crate) const fn lost(at: At) -> Self {
        Self {
            at,
            key: String::new(),
            node: Node::lost(at),
        }
    }

    /// Creates an entry at the place of its value.
    pub(crate) fn of(key: &str, node: Node) -> Self {
        Self {
            at: node.at,
            key: key.to_owned(),
            node,
        }
    }

    /// Returns the first entry whose key an earlier one has.
    pub(crate) fn repeated_in(entries: &[Self]) -> Option<&Self> {
        let mut met = BTreeSet::new();
        entries.iter().find(|entry| !met.insert(&*entry.key))
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.key.is_empty() && self.node.value == Value::Lost
    }

    pub(crate) fn new(key: impl Into<String>, node: impl Into<Node>) -> Self {
        Self {
            at: At::default(),
            key: key.into(),
            node: node.into(),
        }
    }
}

/// Sets the place of every key and value of an entry made in code.
pub(crate) fn stamp(node: &mut Node, section: Section, index: usize) {
    let at = CodeAt {
        section,
        index,
        key: Key::Whole,
        part: None,
    };
    stamp_from(node, at, &mut 0);
}

fn stamp_from(node: &mut Node, at: CodeAt, parts: &mut usize) {
    node.at = At::in_code(at);
    match &mut node.value {
        Value::Table(entries) => {
            for entry in entries {
                let key = Key::find(at.key, &entry.key).unwrap_or(at.key);
                // an element of a list of tables keeps its number
                let inner = CodeAt { key, ..at };
                entry.at = At::in_code(inner);
                stamp_from(&mut entry.node, inner, &mut 0);
            }
        }
        Value::Array(list) => {
            for element in list {
                let part = Some(*parts);
                if !matches!(element.value, Value::Array(_)) {
                    *parts += 1;
                }
                stamp_from(element, CodeAt { part, ..at }, parts);
            }
        }
        _ => {}
    }
}
