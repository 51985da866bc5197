//! The result of comparing two records: rows of entries, each with its changed keys.

use super::value::EntryValue;
use crate::model::shown::visible;
use crate::model::word::words;
use crate::record::format::Section;
use serde::Serialize;
use std::fmt;

words! {
    /// What happened to an entry between two records.
    pub enum EntryWord("change of an entry") {
        /// Only the new record has the entry.
        Added = "added",
        /// Only the old record has the entry.
        Removed = "removed",
        /// Both records have the entry, and it says something different.
        Changed = "changed",
    }
}

words! {
    /// The type of an entry of a record, as JSON Lines name it.
    pub enum EntryType("type of entry") {
        /// The header: what the record says about itself.
        Record = "record",
        /// A source.
        Source = "source",
        /// An actor.
        Actor = "actor",
        /// A place.
        Place = "place",
        /// A relation.
        Relation = "relation",
        /// An event.
        Event = "event",
    }
}

impl EntryType {
    pub(super) const fn section(self) -> Section {
        match self {
            Self::Record => Section::Header,
            Self::Source => Section::Sources,
            Self::Actor => Section::Actors,
            Self::Place => Section::Places,
            Self::Relation => Section::Relations,
            Self::Event => Section::Events,
        }
    }
}

/// A key of one entry under which two records say different things.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KeyChange {
    /// The key; `killed.best` is the key `best` in the table `killed` of the entry.
    pub key: String,
    /// What the old record says; `None` if it says nothing.
    pub old: Option<EntryValue>,
    /// What the new record says; `None` if it says nothing.
    pub new: Option<EntryValue>,
    /// The key, table by table.
    #[serde(skip)]
    pub(super) path: Vec<String>,
}

impl fmt::Display for KeyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.key))?;
        let text = |value: &EntryValue| visible(&value.to_string()).into_owned();
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, ": {} → {}", text(old), text(new)),
            (Some(old), None) => write!(f, ": {} → nothing", text(old)),
            (None, Some(new)) => write!(f, ": nothing → {}", text(new)),
            (None, None) => Ok(()),
        }
    }
}

/// An entry that differs between two records.
///
/// It prints as a line: `~ actor csp: short: "CSP" → "CSP-DPA"`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EntryChange {
    /// Whether the entry was added, removed or changed.
    pub word: EntryWord,
    /// The type of the entry.
    #[serde(rename = "type")]
    pub kind: EntryType,
    /// The key of a source, actor or place, or the id of a statement; `None` for the header.
    ///
    /// If a statement has no id of its own, this is the id made from its content, as in
    /// [`Statement::id`](crate::Statement::id).
    pub key: Option<Box<str>>,
    /// The keys that differ; for an entry that was added or removed, all its keys.
    pub keys: Vec<KeyChange>,
}

impl EntryChange {
    /// What the old record says under a key of the entry; `None` if nothing, or if both agree.
    pub fn old_value(&self, key: &str) -> Option<&EntryValue> {
        self.keys.iter().find(|one| one.key == key)?.old.as_ref()
    }

    /// What the new record says under a key of the entry; `None` if nothing, or if both agree.
    pub fn new_value(&self, key: &str) -> Option<&EntryValue> {
        self.keys.iter().find(|one| one.key == key)?.new.as_ref()
    }

    /// Its type and key: `actor csp`, `record`.
    pub(super) fn name(&self) -> String {
        match &self.key {
            Some(key) => format!("{} {}", self.kind, visible(key)),
            None => self.kind.to_string(),
        }
    }
}

impl fmt::Display for EntryChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.word {
            EntryWord::Added => "+",
            EntryWord::Removed => "−",
            EntryWord::Changed => "~",
        };
        write!(f, "{sign} {}", self.name())?;
        for (place, one) in self.keys.iter().enumerate() {
            let before = if place == 0 { ": " } else { ", " };
            match (self.word, one.old.as_ref().or(one.new.as_ref())) {
                (EntryWord::Added | EntryWord::Removed, Some(only)) => {
                    let (key, only) = (visible(&one.key), only.to_string());
                    write!(f, "{before}{key} {}", visible(&only))?;
                }
                _ => write!(f, "{before}{one}")?,
            }
        }
        Ok(())
    }
}

/// The differences between two records, made by [`Record::compare`](crate::Record::compare).
///
/// The rows are in the order of a record: first the header, then sources, actors and places by key,
/// then relations, then events. Relations and events are sorted by their first and last day, kind
/// and id. A comparison prints one row on each line, and serialises as a list of rows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
#[must_use = "two records are compared for what differs"]
pub struct RecordComparison {
    pub(super) rows: Vec<EntryChange>,
}

impl RecordComparison {
    /// Every entry that differs, in the order of a record.
    pub fn rows(&self) -> &[EntryChange] {
        &self.rows
    }

    /// Whether the two records do not differ.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows with this word.
    pub fn with(&self, word: EntryWord) -> impl Iterator<Item = &EntryChange> {
        self.rows.iter().filter(move |row| row.word == word)
    }
}

impl fmt::Display for RecordComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, row) in self.rows.iter().enumerate() {
            let before = if place == 0 { "" } else { "\n" };
            write!(f, "{before}{row}")?;
        }
        Ok(())
    }
}
