//! Whole entries of the record, carried in addition to the fields of a format.

use super::native::objects_in;
use crate::export::kit::Json;
use crate::export::kit::LeftOut;
use crate::export::kit::Links;
use crate::export::kit::{Rows, StatementRow};
use crate::model::{ActorId, SourceId};
use crate::record::{Entry, LineLinks, Node, Value, native_node};
use std::collections::{BTreeMap, BTreeSet};

/// The entries from which a reader restores the same record, each as a line of JSON Lines.
///
/// The lines of statements are built on request.
#[derive(Debug)]
pub(super) struct Carried<'r, 'g> {
    rows: &'r Rows<'g, 'r>,
    links: Links<'r, 'g>,
    tolls: Vec<&'g str>,
    header: Node,
    sources: BTreeMap<String, Node>,
    places: BTreeMap<String, Node>,
    actors: BTreeMap<ActorId, Node>,
}

impl<'r, 'g> Carried<'r, 'g> {
    /// Collects the entries of a view, except its statements.
    pub(super) fn of(rows: &'r Rows<'g, 'r>, format: &str) -> Self {
        let record = rows.graph.record();
        let mut carried = Self {
            rows,
            links: Links::new(rows),
            tolls: Vec::new(),
            header: Value::Table(Vec::new()).into(),
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            actors: BTreeMap::new(),
        };
        for (kind, key, mut entries) in record.each_entry_but_statements() {
            match (kind, key) {
                ("record", _) => {
                    // native objects of this format are written as objects of their own
                    entries.retain(|entry| entry.key != "native");
                    let is_object = |text: &str| objects_in([text].into_iter()).len() == 1;
                    let others = record.native().iter();
                    let others = others.filter(|one| one.0 != format || !is_object(one.1));
                    let others = native_node(others);
                    entries.extend(others.map(|node| Entry::new("native", node)));
                    carried.header = line(kind, key, entries);
                }
                ("source", Some(name)) => {
                    let name = name.to_owned();
                    carried.sources.insert(name, line(kind, key, entries));
                }
                ("place", Some(name)) => {
                    let name = name.to_owned();
                    carried.places.insert(name, line(kind, key, entries));
                }
                ("actor", Some(name)) => {
                    if let Some(id) = record.actor_by_key(name) {
                        // files may be joined, so sources and days stated for the whole record are repeated
                        // in each entry
                        let of = &record.actor(id).evidence;
                        let sources = of.sources.iter();
                        let sources = sources.map(|id| record.source(*id).key.to_string());
                        set(&mut entries, "source", sources.collect());
                        let as_of = of.as_of.map(|day| day.to_string());
                        set(&mut entries, "as_of", as_of.into_iter().collect());
                        carried.actors.insert(id, line(kind, key, entries));
                    }
                }
                _ => {}
            }
        }
        carried
    }

    /// Returns the header, the sources, and all places except those in `without`; `None` for an empty record.
    pub(super) fn whole(&self, without: &BTreeSet<String>) -> Option<Json> {
        let has_header = matches!(&self.header.value, Value::Table(entries) if entries.len() > 2);
        let places = self.places.iter();
        let places = places.filter(|place| !without.contains(place.0));
        let all = [&self.header].into_iter();
        let all: Vec<&Node> = all
            .chain(self.sources.values())
            .chain(places.map(|place| place.1))
            .collect();
        (has_header || all.len() > 1).then(|| entries_of(all))
    }

    /// Returns the line of an actor.
    pub(super) fn actor_line(&self, id: ActorId) -> Option<&Node> {
        self.actors.get(&id)
    }

    /// Returns the line of a place.
    pub(super) fn place_line(&self, key: &str) -> Option<&Node> {
        self.places.get(key)
    }

    /// Returns the line of a source.
    pub(super) fn source_line(&self, key: &str) -> Option<&Node> {
        self.sources.get(key)
    }

    /// Writes the line of a statement, and notes links and tolls in it that the view hides.
    pub(super) fn write_statement(&mut self, out: &mut String, row: &StatementRow<'g>) {
        if !row.admits_toll {
            self.tolls.push(row.statement.key());
        }
        let kept = self.links.kept(row.statement);
        let links = LineLinks {
            withdraws: &kept.withdraws,
            same_as: &kept.same_as,
            has_toll: row.admits_toll,
        };
        let record = self.rows.graph.record();
        record.write_line(out, row.statement.record(), links);
    }

    /// Returns the line of a statement as a tree.
    pub(super) fn statement_line(&self, row: &StatementRow<'g>) -> Node {
        let record = self.rows.graph.record();
        let of = row.statement.record();
        let (kind, mut entries) = record.statement_entry(of);
        let kept = self.links.of(row.statement);
        let source = |id: &SourceId| record.source(*id).key.to_string();
        set(&mut entries, "withdraws", kept.withdraws);
        set(&mut entries, "same_as", kept.same_as);
        // files may be joined, so sources and days stated for the whole record are repeated in each entry
        let sources = of.evidence.sources.iter().map(source).collect();
        set(&mut entries, "source", sources);
        let as_of = of.evidence.as_of.map(|day| day.to_string());
        set(&mut entries, "as_of", as_of.into_iter().collect());
        if !row.admits_toll {
            entries.retain(|entry| entry.key != "killed");
        }
        line(kind, None, entries)
    }

    /// Reports the hidden links and tolls of the statements written so far.
    pub(super) fn report(self, left_out: &mut LeftOut) {
        left_out.note("tolls that the view does not admit", self.tolls);
        self.links.report(left_out);
    }

    pub(super) fn actor(&self, id: ActorId) -> Option<Json> {
        Some(entries_of([self.actors.get(&id)?]))
    }
}

/// Builds a line of JSON Lines.
fn line(kind: &str, key: Option<&str>, entries: Vec<Entry>) -> Node {
    let mut list = vec![Entry::new("type", Node::text(kind))];
    list.extend(key.map(|key| Entry::new("key", Node::text(key))));
    list.extend(entries);
    Value::Table(list).into()
}

/// Sets a list, or removes the key if the list is empty.
fn set(entries: &mut Vec<Entry>, key: &str, texts: Vec<String>) {
    entries.retain(|entry| entry.key != key);
    if !texts.is_empty() {
        entries.push(Entry::new(key, Node::texts(texts)));
    }
}

/// Builds a list of lines.
fn entries_of<'n>(lines: impl IntoIterator<Item = &'n Node>) -> Json {
    let lines = lines.into_iter().cloned().collect();
    Json::Tree(Value::Array(lines).into())
}
