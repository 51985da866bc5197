//! The setters of the drafts, each named after its key.

use crate::record::format::{Entry, Node, Value};

/// The entries of one table that is made in code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Entries(pub(super) Vec<Entry>);

impl Entries {
    /// Sets a key, replacing its previous value.
    pub(super) fn set(&mut self, key: &str, node: impl Into<Node>) {
        let entry = Entry::new(key, node);
        match self.0.iter_mut().find(|entry| entry.key == key) {
            Some(old) => *old = entry,
            None => self.0.push(entry),
        }
    }

    /// Sets a key of an inner table; if `outer` has a list of tables, in the last of them.
    pub(super) fn set_inner(&mut self, outer: &str, key: &str, node: impl Into<Node>) {
        let found = self.0.iter_mut().find(|entry| entry.key == outer);
        let list = found.map(|entry| &mut entry.node.value);
        if let Some(Value::Array(list)) = list
            && let Some(last) = list.last_mut()
            && let Value::Table(entries) = &mut last.value
        {
            let mut inner = Self(std::mem::take(entries));
            inner.set(key, node);
            *entries = inner.0;
            return;
        }
        let mut inner = Self(match self.get(outer) {
            Some(Value::Table(entries)) => entries.clone(),
            _ => Vec::new(),
        });
        inner.set(key, node);
        self.set(outer, Value::Table(inner.0));
    }

    /// Adds data from another format that this model cannot express.
    pub(super) fn native(&mut self, format: &str, text: String) {
        self.push_inner("native", format, text);
    }

    /// Adds a text to the list of a key of an inner table.
    pub(super) fn push_inner(&mut self, outer: &str, key: &str, text: String) {
        let mut inner = Self(match self.get(outer) {
            Some(Value::Table(entries)) => entries.clone(),
            _ => Vec::new(),
        });
        inner.push(key, Node::text(text));
        self.set(outer, Value::Table(inner.0));
    }

    /// Adds an element to the list of a key.
    pub(super) fn push(&mut self, key: &str, node: impl Into<Node>) {
        let mut list = match self.get(key) {
            Some(Value::Array(list)) => list.clone(),
            Some(table @ Value::Table(_)) => vec![table.clone().into()],
            _ => Vec::new(),
        };
        list.push(node.into());
        self.set(key, Value::Array(list));
    }

    pub(super) fn into_node(self) -> Node {
        Value::Table(self.0).into()
    }

    fn get(&self, key: &str) -> Option<&Value> {
        let entry = self.0.iter().find(|entry| entry.key == key)?;
        Some(&entry.node.value)
    }
}

/// Converts words into a value; an empty list stays a list, so that the reader sees it.
pub(super) fn words(words: impl super::Words) -> Node {
    match words.into_words() {
        list if list.is_empty() => Value::Array(Vec::new()).into(),
        list => Node::texts(list),
    }
}

/// Declares setters named as their keys, each with an example.
///
/// `word` takes a value that prints as one word, `words` one or several, `texts` a format and its text.
macro_rules! setters {
    ($new:literal: $( $(#[$meta:meta])* $kind:ident $name:ident($example:literal) )+) => {
        $( setters!(@one $new, [$(#[$meta])*], $kind, $name, $example); )+
    };
    (@one $new:literal, [$(#[$meta:meta])*], word, $name:ident, $example:literal) => {
        $(#[$meta])*
        #[doc = setters!(@example $new, $name, $example)]
        pub fn $name(mut self, $name: impl std::fmt::Display) -> Self {
            self.entries.set(stringify!($name), Node::text($name.to_string()));
            self
        }
    };
    (@one $new:literal, [$(#[$meta:meta])*], words, $name:ident, $example:literal) => {
        $(#[$meta])*
        #[doc = setters!(@example $new, $name, $example)]
        pub fn $name(mut self, $name: impl Words) -> Self {
            self.entries.set(stringify!($name), words($name));
            self
        }
    };
    (@one $new:literal, [$(#[$meta:meta])*], texts, $name:ident, $example:literal) => {
        $(#[$meta])*
        #[doc = setters!(@example $new, $name, $example)]
        pub fn $name(mut self, format: impl std::fmt::Display, text: impl std::fmt::Display) -> Self {
            self.entries.$name(&format.to_string(), text.to_string());
            self
        }
    };
    (@example $new:literal, $name:ident, $example:literal) => {
        concat!(
            "\n# Examples\n\n```\nuse factions::record::*;\nuse factions::*;\n\nlet draft = ",
            $new, ";\nassert_ne!(draft.clone().", stringify!($name), "(", $example, "), draft);\n```"
        )
    };
}
pub(super) use setters;
