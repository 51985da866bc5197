//! Entries of a record that this crate wrote into an object of another format.

use super::shared::{Foreign, printed};
use crate::record::{Code, Node, Value, seal, shown};

/// The result of reading a mark of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    /// At least one entry of the mark was read.
    Entries,
    /// Other marks had all of its entries, too.
    Again,
    /// The mark has no entries: the object follows from others, or the entries are lost.
    Nothing,
}

impl Foreign {
    /// Reads the entries that an object carries; `beside` is the content that the seal protects.
    pub(super) fn own(&mut self, id: &str, mark: &Node, beside: &Node) -> Carried {
        // programs that join entities make a list of the marks
        let marks = match &mark.value {
            Value::Array(marks) => marks.as_slice(),
            _ => std::slice::from_ref(mark),
        };
        let mut came = Carried::Nothing;
        for mark in marks {
            self.end.look(mark);
            let lines = match mark.get("entries").map(|node| &node.value) {
                Some(Value::Array(lines)) if !lines.is_empty() => lines,
                _ => continue,
            };
            let statement = mark.text_of("statement").unwrap_or_default();
            for line in lines {
                if self.carried_line(id, line, statement) {
                    came = Carried::Entries;
                }
            }
            if came == Carried::Nothing {
                came = Carried::Again;
            }
            self.check_seal(id, mark, beside);
        }
        // without entries, a mark that counts the entities is still part of a document of this crate
        let counts = marks.iter().any(|mark| mark.get("entities").is_some());
        if came == Carried::Nothing && counts {
            came = Carried::Again;
        }
        came
    }

    /// Warns if the content beside a mark was changed.
    pub(super) fn check_seal(&mut self, id: &str, mark: &Node, beside: &Node) {
        let own = mark.text_of("seal");
        // an object that refers to all others has no seal
        let is_bare = own.is_none() && beside.get("object_refs").is_some();
        if !is_bare && own != Some(&*seal(beside)) {
            let message = format!(
                "`{}` was changed since it was written; the entry that it carries was read",
                shown(id)
            );
            let help = "change the entry, or take it out to have the rest read".to_owned();
            let desk = &mut self.reader.desk;
            desk.warning(mark.at, Code::ConflictingId, message, help);
        }
    }

    /// Reads one carried entry, unless another object carried it before.
    fn carried_line(&mut self, id: &str, line: &Node, statement: &str) -> bool {
        let of_type = line.text_of("type").unwrap_or_default();
        let key = line.text_of("key").unwrap_or(statement);
        let keys = match of_type {
            "actor" => Some(("actor", &mut self.actors)),
            "source" => Some(("source", &mut self.sources)),
            "place" => Some(("place", &mut self.places)),
            _ => None,
        };
        if let Some((section, keys)) = keys {
            self.keys.reserve(section, key);
            keys.insert(id.to_owned(), key.to_owned());
        }
        let slot = (of_type.to_owned(), key.to_owned());
        let line_text = printed(line);
        if self.carried.get(&slot) == Some(&line_text) {
            return false;
        }
        self.carried.insert(slot, line_text);
        if of_type == "record" && self.header.is_some() {
            // the entries also contain the fields that a header gives for all of them
            let message =
                "files of several records are joined: the header of one is kept".to_owned();
            let help = "merge the records instead, if titles and what is covered matter".to_owned();
            let desk = &mut self.reader.desk;
            desk.warning(line.at, Code::DuplicateKey, message, help);
        } else if of_type == "record" {
            self.header = Some(line.clone());
        } else {
            self.reader.line(line);
        }
        true
    }

    /// Whether a mark carried an entry of one of these types.
    pub(super) fn carries(&self, types: &[&str]) -> bool {
        self.carried.keys().any(|slot| types.contains(&&*slot.0))
    }
}
