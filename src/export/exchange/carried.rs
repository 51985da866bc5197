//! Entries of the record, carried whole beside what a format says in its own words.

use super::native::objects_in;
use crate::export::kit::Json;
use crate::export::kit::LeftOut;
use crate::export::kit::Links;
use crate::export::kit::Rows;
use crate::model::{ActorId, SourceId, StatementId};
use crate::record::{Entry, Node, Value, native_node, seal};
use std::collections::{BTreeMap, BTreeSet};

/// What of a view a reader needs to have the same record again, each as a line of JSON Lines.
#[derive(Debug)]
pub(super) struct Carried {
    header: Node,
    sources: BTreeMap<String, Node>,
    places: BTreeMap<String, Node>,
    actors: BTreeMap<ActorId, Node>,
    statements: BTreeMap<StatementId, Node>,
}

impl Carried {
    /// The entries of what a view shows; notes the links and tolls that it hides.
    pub(super) fn of(rows: &Rows<'_>, format: &str, left_out: &mut LeftOut) -> Self {
        let record = rows.graph.record();
        let mut carried = Self {
            header: Value::Table(Vec::new()).into(),
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            actors: BTreeMap::new(),
            statements: BTreeMap::new(),
        };
        for (kind, key, mut entries) in record.each_entry_but_statements() {
            match (kind, key) {
                ("record", _) => {
                    // each object of this format stands for itself
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
                        // a file may be joined with others: what is said for all stands in each
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
        carried.statements_of(rows, left_out);
        carried
    }

    fn statements_of(&mut self, rows: &Rows<'_>, left_out: &mut LeftOut) {
        let record = rows.graph.record();
        let mut links = Links::new(rows);
        for row in &rows.statements {
            let of = row.statement.record();
            let (kind, mut entries) = record.statement_entry(of);
            let kept = links.kept(row.statement);
            let source = |id: &SourceId| record.source(*id).key.to_string();
            set(&mut entries, "withdraws", kept.withdraws);
            set(&mut entries, "same_as", kept.same_as);
            // a file may be joined with others: what is said for all stands in each
            let sources = of.evidence.sources.iter().map(source).collect();
            set(&mut entries, "source", sources);
            let as_of = of.evidence.as_of.map(|day| day.to_string());
            set(&mut entries, "as_of", as_of.into_iter().collect());
            if !row.admits_toll {
                entries.retain(|entry| entry.key != "killed");
            }
            let line = line(kind, None, entries);
            self.statements.insert(row.statement.id(), line);
        }
        let tolls = rows.statements.iter().filter(|row| !row.admits_toll);
        let tolls = tolls.map(|row| row.statement.key());
        left_out.note("tolls that the view does not admit", tolls);
        links.report(left_out);
    }

    /// What belongs to the whole: header, sources and places but these; of an empty record nothing.
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

    /// The line of an actor.
    pub(super) fn actor_line(&self, id: ActorId) -> Option<&Node> {
        self.actors.get(&id)
    }

    /// The line of a place.
    pub(super) fn place_line(&self, key: &str) -> Option<&Node> {
        self.places.get(key)
    }

    /// The line of a statement.
    pub(super) fn statement_line(&self, id: StatementId) -> Option<&Node> {
        self.statements.get(&id)
    }

    /// Nothing of its own: the object follows from others.
    pub(super) fn nothing() -> Json {
        entries_of([])
    }

    pub(super) fn source(&self, key: &str) -> Option<Json> {
        Some(entries_of([self.sources.get(key)?]))
    }

    pub(super) fn actor(&self, id: ActorId) -> Option<Json> {
        Some(entries_of([self.actors.get(&id)?]))
    }

    pub(super) fn statement(&self, id: StatementId) -> Option<Json> {
        Some(entries_of([self.statements.get(&id)?]))
    }
}

/// A line of JSON Lines.
fn line(kind: &str, key: Option<&str>, entries: Vec<Entry>) -> Node {
    let mut list = vec![Entry::new("type", Node::text(kind))];
    list.extend(key.map(|key| Entry::new("key", Node::text(key))));
    list.extend(entries);
    Value::Table(list).into()
}

/// Sets a list, or takes an empty one away.
fn set(entries: &mut Vec<Entry>, key: &str, texts: Vec<String>) {
    entries.retain(|entry| entry.key != key);
    if !texts.is_empty() {
        entries.push(Entry::new(key, Node::texts(texts)));
    }
}

fn entries_of<'n>(lines: impl IntoIterator<Item = &'n Node>) -> Json {
    let lines = lines.into_iter().cloned().collect();
    Json::Tree(Value::Array(lines).into())
}

/// The mark that carries entries: who wrote it, and a seal on what stands beside it.
pub(super) fn mark(entries: &Json, beside: &Node, key: Option<&str>) -> Vec<Entry> {
    let entries = entries.to_tree();
    // STIX has no empty lists
    let is_empty = matches!(&entries.value, Value::Array(lines) if lines.is_empty());
    let mut list = Vec::new();
    list.extend((!is_empty).then(|| Entry::new("entries", entries)));
    list.extend(key.map(|key| Entry::new("statement", Node::text(key))));
    list.push(Entry::new("seal", Node::text(seal(beside))));
    list
}
