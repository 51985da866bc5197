//! FollowTheMoney entities: ids, properties, and the mark that carries an entry.

use super::native::{id_of, ids_of, with};
use crate::export::kit::{About, Json, Out, digits, quoted, web_address};
use crate::model::{ActorId, Evidence, SourceId};
use crate::record::{Entry, Fnv, Node, Record, Value, seal, seal_of_texts};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;

/// The key of this format in `native`.
pub(super) const FORMAT: &str = "ftm";

/// The property that carries an entry: Aleph searches it, but does not show it.
const CARRIER: &str = "indexText";

/// The prefix of a carried entry.
const MARK: &str = "factions:";

/// The properties of an entity, each a list; those without a value are left out.
#[derive(Debug, Default)]
pub(super) struct Properties(Vec<(&'static str, Vec<String>)>);

impl Properties {
    pub(super) fn all<T: Into<String>>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.0.push((name, values));
        }
    }

    pub(super) fn one(&mut self, name: &'static str, value: Option<&str>) {
        self.all(name, value);
    }

    /// Adds the sources of an interval.
    pub(super) fn proof(&mut self, evidence: &Evidence, record: &Record, ids: &Ids) {
        let all = || evidence.sources.iter();
        let sources = || all().map(|&id| record.source(id));
        self.all("proof", all().map(|&id| ids.source(id)));
        self.all(
            "publisher",
            sources().filter_map(|source| source.publisher.as_deref()),
        );
        self.all("sourceUrl", sources().filter_map(web_address));
    }

    pub(super) fn about(&mut self, about: &About, note: Option<&str>) {
        self.all("summary", about.text());
        self.one("description", note);
    }

    fn to_json(&self) -> Json {
        let list = |values: &Vec<String>| Json::List(values.iter().map(Json::text).collect());
        let entries = self.0.iter().map(|(name, values)| (*name, list(values)));
        Json::Table(entries.collect())
    }
}

/// An entity to be written.
#[derive(Debug)]
pub(super) struct Entity<'e> {
    pub(super) id: &'e str,
    pub(super) schema: &'e str,
    pub(super) properties: Properties,
    pub(super) natives: &'e [Node],
    /// The carried lines as JSON, separated by commas.
    pub(super) lines: &'e str,
    /// The key of its statement.
    pub(super) key: Option<&'e str>,
    /// The number of entities in the file; set on the last one only.
    pub(super) count: Option<u64>,
}

/// A writer of entities.
#[derive(Debug)]
pub(super) struct Entities<'o, 'w> {
    out: &'o mut Out<'w>,
    mark: String,
    pub(super) count: u64,
}

impl<'o, 'w> Entities<'o, 'w> {
    pub(super) const fn new(out: &'o mut Out<'w>) -> Self {
        Self {
            out,
            mark: String::new(),
            count: 0,
        }
    }

    /// Writes an entity unchanged.
    pub(super) fn line(&mut self, entity: &Node) -> io::Result<()> {
        Json::Tree(entity.clone()).write(&mut self.out.text);
        self.out.text.push('\n');
        self.count += 1;
        self.out.pass()
    }

    pub(super) fn push(&mut self, entity: &Entity<'_>) -> io::Result<()> {
        if !entity.natives.is_empty() {
            return self.push_mixed(entity);
        }
        let Properties(properties) = &entity.properties;
        let texts = properties
            .iter()
            .map(|(name, values)| (*name, values.iter().map(String::as_str)));
        self.set_mark(entity, &seal_of_texts(texts));
        let out = &mut self.out.text;
        out.push_str("{\"id\":");
        quoted(out, entity.id);
        out.push_str(",\"schema\":");
        quoted(out, entity.schema);
        out.push_str(",\"properties\":{");
        for (name, values) in properties {
            out.extend(["\"", name, "\":"]);
            for (at, value) in values.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                quoted(out, value);
            }
            out.push_str("],");
        }
        out.extend(["\"", CARRIER, "\":["]);
        quoted(out, &self.mark);
        out.push_str("]}}\n");
        self.count += 1;
        self.out.pass()
    }

    /// Writes an entity merged with the properties that it had beyond the model.
    fn push_mixed(&mut self, entity: &Entity<'_>) -> io::Result<()> {
        let object = Json::Table(vec![
            ("id", Json::text(entity.id)),
            ("schema", Json::text(entity.schema)),
            ("properties", entity.properties.to_json()),
        ]);
        let mut tree = with(&object, entity.natives);
        // the seal covers the properties only, so a program that drops other keys does not break it
        let seal = tree.get("properties").map(seal);
        self.set_mark(entity, &seal.unwrap_or_default());
        let text = self.mark.strip_prefix(MARK).unwrap_or_default();
        let text = Node::text(text);
        if let Value::Table(entries) = &mut tree.value {
            entries.push(Entry::new("factions", text));
        }
        self.line(&tree)
    }

    /// Builds the text that carries the lines of an entity. It is ASCII, because readers may normalise other
    /// letters.
    fn set_mark(&mut self, entity: &Entity<'_>, seal: &str) {
        let out = &mut self.mark;
        out.clear();
        out.extend([MARK, "{\"entries\":[", entity.lines, "]"]);
        if let Some(key) = entity.key {
            out.push_str(",\"statement\":");
            quoted(out, key);
        }
        if let Some(count) = entity.count {
            out.push_str(",\"entities\":");
            digits(out, count);
        }
        out.extend([",\"seal\":\"", seal, "\"}"]);
        if !out.is_ascii() {
            *out = in_ascii(out);
        }
    }
}

/// Escapes all letters beyond ASCII, which JSON has only inside texts.
fn in_ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // writing into a string cannot fail
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// The ids of entities: those with which they were read, and new ones.
///
/// A new id is a word, the key, and a hash of the key and record, so that two records with equal keys can be
/// joined. No id has a dot, after which readers look for a signature.
#[derive(Debug)]
pub(super) struct Ids {
    /// A text that identifies the record.
    scope: String,
    taken: BTreeSet<String>,
    actors: Vec<String>,
    sources: Vec<String>,
}

/// The most characters of a key in an id, which may have 200 characters.
const ROOM: usize = 140;

impl Ids {
    pub(super) fn of(record: &Record, scope: String) -> Self {
        let mut ids = Self {
            scope,
            taken: ids_of(record, FORMAT),
            actors: Vec::new(),
            sources: Vec::new(),
        };
        let actors = record.actors().iter();
        let actors = actors.map(|one| {
            id_of(&one.native, FORMAT).unwrap_or_else(|| ids.own("actor", &one.key, &[]))
        });
        let actors = actors.collect();
        let sources = record.sources().iter();
        let sources = sources.map(|one| {
            id_of(&one.native, FORMAT).unwrap_or_else(|| ids.own("source", &one.key, &[]))
        });
        let sources = sources.collect();
        ids.actors = actors;
        ids.sources = sources;
        ids
    }

    /// Returns a new id for something that was read without one.
    pub(super) fn own(&self, word: &str, key: &str, more: &[&str]) -> String {
        let mut hash = Fnv::default();
        for part in [&*self.scope, word, key].iter().chain(more) {
            hash.add(part);
            // separates the parts, since no key contains it
            hash.add("\0");
        }
        let mut id = String::with_capacity(word.len() + key.len() + 18);
        id.extend([word, "-"]);
        let is_plain = |c: char| c.is_ascii_alphanumeric();
        let letters = key.chars().take(ROOM);
        for c in letters {
            if is_plain(c) {
                id.push(c);
            } else if !id.ends_with('-') {
                id.push('-');
            }
        }
        if !id.ends_with('-') {
            id.push('-');
        }
        id.push_str(&hash.text());
        while self.taken.contains(&id) {
            id.push_str("-own");
        }
        id
    }

    pub(super) fn actor(&self, id: ActorId) -> &str {
        self.actors.get(id.index()).map_or("", String::as_str)
    }

    pub(super) fn source(&self, id: SourceId) -> &str {
        self.sources.get(id.index()).map_or("", String::as_str)
    }
}
