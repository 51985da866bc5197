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

/// One key of a table with its value, in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Where the key stands.
    pub(crate) at: At,
    pub(crate) key: String,
    pub(crate) node: Node,
}

/// What every form of a record is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// What could not be read; why not was told. As an entry without a key: keys may be lost, too.
    Lost,
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    /// An unquoted day.
    Day(Date),
    /// An unquoted time of day, or a day with one, as it was written.
    OtherTime(String),
    Array(Vec<Node>),
    Table(Vec<Entry>),
}

impl Value {
    /// What it is, with its article.
    pub(crate) const fn what(&self) -> &'static str {
        match self {
            Self::Lost => "nothing that can be read",
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Integer(_) => "a whole number",
            // beyond 64 bits
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
    /// A value that could not be read.
    pub(crate) const fn lost(at: At) -> Self {
        let value = Value::Lost;
        Self { at, value }
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into()).into()
    }

    /// A value made of one in a text, at its place.
    pub(crate) const fn made_at(at: At, value: Value) -> Self {
        Self { at, value }
    }

    /// A text made of one in a text, at its place.
    pub(crate) fn text_at(at: At, text: impl Into<String>) -> Self {
        Self::made_at(at, Value::Text(text.into()))
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key, if it is a table that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Table(entries) = &self.value else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.node)
    }

    /// The text of a key, if it is a table that has one under it.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// Takes a key out of a table.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Value::Table(entries) = &mut self.value else {
            return None;
        };
        let found = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(found).node)
    }

    /// The first key that stands twice in one table, in it or in what it holds, where it stands again.
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

    /// Whether anything in it could not be read.
    pub(crate) fn has_lost(&self) -> bool {
        match &self.value {
            Value::Lost => true,
            Value::Array(elements) => elements.iter().any(Self::has_lost),
            Value::Table(entries) => entries.iter().any(|entry| entry.node.has_lost()),
            _ => false,
        }
    }

    /// One text, or a list of several.
    pub(crate) fn texts(mut texts: Vec<String>) -> Self {
        match texts.pop() {
            Some(one) if texts.is_empty() => Self::text(one),
            last => Value::Array(texts.into_iter().chain(last).map(Self::text).collect()).into(),
        }
    }
}

impl Entry {
    /// The mark of a table some of whose entries may be lost.
    pub(crate) const fn lost(at: At) -> Self {
        Self {
            at,
            key: String::new(),
            node: Node::lost(at),
        }
    }

    /// An entry at the place of its value.
    pub(crate) fn of(key: &str, node: Node) -> Self {
        Self {
            at: node.at,
            key: key.to_owned(),
            node,
        }
    }

    /// The first of these whose key one before it has.
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

/// Gives every key and value of an entry made in code its place.
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
