//! What is said of two records beside each other: rows of entries, each key by key.

use super::value::EntryValue;
use crate::model::shown::visible;
use crate::model::word::words;
use crate::record::format::Section;
use serde::Serialize;
use std::fmt;

words! {
    /// What became of an entry between two records.
    pub enum EntryWord("change of an entry") {
        /// The new record alone has it.
        Added = "added",
        /// The old record alone has it.
        Removed = "removed",
        /// Both have it, and it says something else.
        Changed = "changed",
    }
}

words! {
    /// What an entry of a record is, as JSON Lines call it.
    pub enum EntryType("type of entry") {
        /// What the record says for itself: its header.
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

/// What two records say otherwise under a key of one entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KeyChange {
    /// The key; one of a table within the entry as `killed.best`.
    pub key: String,
    /// What the old record says; `None`: nothing.
    pub old: Option<EntryValue>,
    /// What the new record says; `None`: nothing.
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

/// An entry that two records do not have alike.
///
/// Prints as a line: `~ actor csp: short: "CSP" → "CSP-DPA"`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EntryChange {
    /// What became of it.
    pub word: EntryWord,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntryType,
    /// The key of a source, actor or place, the id of a statement; `None`: the record's own header.
    ///
    /// The id of a statement that has none comes from its content, as
    /// [`Statement::id`](crate::Statement::id) does.
    pub key: Option<Box<str>>,
    /// What is said otherwise: of an entry that was added or removed, all that it says.
    pub keys: Vec<KeyChange>,
}

impl EntryChange {
    /// What the old record says under a key of it, if that is other in the new one or nothing.
    pub fn old_value(&self, key: &str) -> Option<&EntryValue> {
        self.keys.iter().find(|one| one.key == key)?.old.as_ref()
    }

    /// What the new record says under a key of it, if that is other in the old one or nothing.
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

/// What is other in a new record than in an old one: made by [`Record::compare`](crate::Record::compare).
///
/// Rows stand in the order of a record: the header, sources, actors and places by key, relations, then
/// events, by their first and last day, kind and id. Prints a row a line; serialises as a list of rows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
#[must_use = "two records are compared for what differs"]
pub struct RecordComparison {
    pub(super) rows: Vec<EntryChange>,
}

impl RecordComparison {
    /// Every entry that is other, in the order of a record.
    pub fn rows(&self) -> &[EntryChange] {
        &self.rows
    }

    /// Whether both records say the same.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of one word.
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
