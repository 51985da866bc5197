//! What readers of other formats share: entries carried whole, and keys for what has none.

use crate::import::print::json as print_json;
use crate::record::{At, Code, Entry, Node, Problems, Reader, Record, Value, seal, shown, slug};
use std::collections::{BTreeMap, BTreeSet};

/// A record that is being read from a file of another format.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) reader: Reader,
    /// The format's name among those of `native`.
    format: &'static str,
    /// The keys of actors by the ids that the file has for them.
    pub(super) actors: BTreeMap<String, String>,
    /// The keys of sources, likewise.
    pub(super) sources: BTreeMap<String, String>,
    /// The keys of places, likewise.
    pub(super) places: BTreeMap<String, String>,
    keys: BTreeSet<(&'static str, String)>,
    /// What was carried: the same entry may stand beside several objects.
    carried: BTreeMap<(String, String), String>,
    header: Option<Node>,
    /// What is of no entry.
    beyond: Vec<Node>,
}

/// The text of a value, if it is one.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The value of a key of a table.
pub(super) fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Table(entries) = &node.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(&entry.node)
}

/// An entry at the place of its value.
pub(super) fn entry(key: &str, node: Node) -> Entry {
    Entry {
        at: node.at,
        key: key.to_owned(),
        node,
    }
}

/// A value made of one in the text, at its place.
pub(super) fn at(place: At, value: Value) -> Node {
    Node { at: place, value }
}

/// A text made of one in the file, at its place.
pub(super) fn text_at(place: At, text: impl Into<String>) -> Node {
    at(place, Value::Text(text.into()))
}

fn printed(node: &Node) -> String {
    let mut out = String::new();
    print_json::inline(&mut out, node);
    out
}

impl Foreign {
    pub(super) fn new(format: &'static str) -> Self {
        Self {
            reader: Reader::default(),
            format,
            actors: BTreeMap::new(),
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            keys: BTreeSet::new(),
            carried: BTreeMap::new(),
            header: None,
            beyond: Vec::new(),
        }
    }

    /// Reads the entries that an object carries; `beside` is what the seal is on.
    pub(super) fn own(&mut self, id: &str, mark: &Node, beside: &Node) {
        // programs that join entities make a list of it
        let marks = match &mark.value {
            Value::Array(marks) => marks.as_slice(),
            _ => std::slice::from_ref(mark),
        };
        for mark in marks {
            let lines = match get(mark, "entries").map(|node| &node.value) {
                Some(Value::Array(lines)) => Some(lines.as_slice()),
                // what follows from other objects carries nothing
                None if get(mark, "seal").is_some() => Some(&[][..]),
                _ => None,
            };
            let Some(lines) = lines else {
                let message = format!("`{}` carries no `entries` of a record", shown(id));
                let help = "take the mark out, to have it read by what else it says".to_owned();
                let desk = &mut self.reader.desk;
                desk.error(mark.at, Code::MissingKey, message, help);
                continue;
            };
            let statement = get(mark, "statement").and_then(text).unwrap_or_default();
            for line in lines {
                self.carried_line(id, line, statement);
            }
            if get(mark, "seal").and_then(text) != Some(&*seal(beside)) {
                let message = format!(
                    "`{}` was changed since it was written; the entry that it carries was read",
                    shown(id)
                );
                let help = "change the entry, or take it out to have the rest read".to_owned();
                let desk = &mut self.reader.desk;
                desk.warning(mark.at, Code::ConflictingId, message, help);
            }
        }
    }

    fn carried_line(&mut self, id: &str, line: &Node, statement: &str) {
        let of_type = get(line, "type").and_then(text).unwrap_or_default();
        let key = get(line, "key").and_then(text).unwrap_or(statement);
        let keys = match of_type {
            "actor" => Some(("actor", &mut self.actors)),
            "source" => Some(("source", &mut self.sources)),
            "place" => Some(("place", &mut self.places)),
            _ => None,
        };
        if let Some((section, keys)) = keys {
            self.keys.insert((section, key.to_owned()));
            keys.insert(id.to_owned(), key.to_owned());
        }
        let slot = (of_type.to_owned(), key.to_owned());
        let line_text = printed(line);
        if self.carried.get(&slot) == Some(&line_text) {
            return;
        }
        self.carried.insert(slot, line_text);
        if of_type == "record" && self.header.is_none() {
            self.header = Some(line.clone());
        } else {
            self.reader.line(line);
        }
    }

    /// A key that nothing else of its section has.
    pub(super) fn key(&mut self, section: &'static str, id: &str, name: &str) -> String {
        let stem = [slug(id), slug(name), section.to_owned()];
        let stem = stem.into_iter().find(|stem| !stem.is_empty());
        let stem = stem.unwrap_or_default();
        let mut key = stem.clone();
        let mut count = 1;
        while !self.keys.insert((section, key.clone())) {
            count += 1;
            key = format!("{stem}-{count}");
        }
        key
    }

    /// Keeps an object that is of no entry.
    pub(super) fn keep(&mut self, place: At, object: &Node) {
        self.beyond.push(text_at(place, printed(object)));
    }

    /// What an entry had beyond the model.
    pub(super) fn native(&self, place: At, objects: &[Node]) -> Entry {
        let texts = objects.iter().map(|one| text_at(one.at, printed(one)));
        let texts = at(place, Value::Array(texts.collect()));
        let formats = vec![entry(self.format, texts)];
        entry("native", at(place, Value::Table(formats)))
    }

    /// Reads an entry as a line of a record.
    pub(super) fn line(&mut self, place: At, of_type: &str, entries: Vec<Entry>) {
        let mut line = vec![entry("type", text_at(place, of_type))];
        line.extend(entries);
        self.reader.line(&at(place, Value::Table(line)));
    }

    /// The record, or all that is wrong with it.
    pub(super) fn finish(mut self) -> Result<Record, Problems> {
        if self.header.is_some() || !self.beyond.is_empty() {
            let place = self.beyond.first().map_or_else(At::default, |one| one.at);
            let of_type = || vec![entry("type", text_at(place, "record"))];
            let header = self.header.take();
            let mut header = header.unwrap_or_else(|| at(place, Value::Table(of_type())));
            if let Value::Table(entries) = &mut header.value
                && !self.beyond.is_empty()
            {
                let texts = at(place, Value::Array(std::mem::take(&mut self.beyond)));
                let formats = vec![entry(self.format, texts)];
                entries.push(entry("native", at(place, Value::Table(formats))));
            }
            self.reader.line(&header);
        }
        self.reader.finish()
    }
}
