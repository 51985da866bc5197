//! STIX objects of other programs, written back unchanged where the record still says the same.

use super::carried::Carried;
use super::native::{ids_of, objects};
use crate::export::kit::Rows;
use crate::record::{
    Entry, KeyMaker, Node, STIX_EXTENSION, Value, seal, stix_actor, stix_place, stix_relation,
    stix_section, stix_time,
};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// The objects from which a reader would get the same entries as the record has, so that they need not carry
/// any.
#[derive(Debug)]
pub(super) struct Strangers {
    /// The unchanged objects by id.
    as_they_were: BTreeMap<String, Node>,
    /// The keys of places among these objects.
    pub(super) places: BTreeSet<String>,
    /// The ids of all objects that were read.
    pub(super) ids: BTreeSet<String>,
}

impl Strangers {
    pub(super) fn of<'g>(rows: &Rows<'g, '_>, carried: &Carried<'_, 'g>) -> Self {
        let record = rows.graph.record();
        let mut all = Self {
            as_they_were: BTreeMap::new(),
            places: BTreeSet::new(),
            ids: ids_of(record, FORMAT),
        };
        if all.ids.is_empty() {
            return all;
        }
        let actors = record.actors().iter();
        let actors = actors.filter_map(|actor| {
            let object = objects(&actor.native, FORMAT).into_iter().next()?;
            Some((object.text_of("id")?.to_owned(), actor.key.to_string()))
        });
        let keys: BTreeMap<String, String> = actors.collect();
        let mut keyed = Keyed::default();
        for row in &rows.actors {
            let actor = row.actor.record();
            let entry = carried.actor_line(row.actor.id());
            keyed.add(
                "actor",
                &actor.key,
                only(objects(&actor.native, FORMAT)),
                entry,
            );
        }
        for place in record.places() {
            let entry = carried.place_line(&place.key);
            keyed.add(
                "place",
                &place.key,
                only(objects(&place.native, FORMAT)),
                entry,
            );
        }
        for (section, key, object) in keyed.settled() {
            if section == "place" {
                all.places.insert(key);
            }
            all.keep(object);
        }
        let key_of = |id: &str| keys.get(id).cloned();
        for row in rows.statements_that(|one| !one.record().native.is_empty()) {
            let natives = objects(&row.statement.record().native, FORMAT);
            let Some(object) = only(natives) else {
                continue;
            };
            let is_same = object.text_of("type") == Some("relationship")
                && stix_relation(&object, &key_of)
                    .is_some_and(|line| says(&carried.statement_line(&row), line));
            if is_same {
                all.keep(object);
            }
        }
        all
    }

    fn keep(&mut self, object: Node) {
        if let Some(id) = object.text_of("id") {
            self.as_they_were.insert(id.to_owned(), object);
        }
    }

    /// Returns the object that is to be written unchanged, if it is one of these.
    pub(super) fn untouched(&self, natives: &[Node]) -> Option<&Node> {
        let [object] = natives else {
            return None;
        };
        self.as_they_were.get(object.text_of("id")?)
    }
}

/// The key of this format in `native`.
const FORMAT: &str = "stix";

/// Actors and places that may be written unchanged, provided that a reader would give them the same keys.
#[derive(Debug, Default)]
struct Keyed {
    /// Section, key and object, by the id of the object.
    found: BTreeMap<String, (&'static str, String, Node)>,
    others: Vec<(&'static str, String)>,
}

impl Keyed {
    fn add(
        &mut self,
        section: &'static str,
        key: &str,
        object: Option<Node>,
        entry: Option<&Node>,
    ) {
        let key = key.to_owned();
        let of_type = |object: &Node| object.text_of("type").and_then(stix_section);
        let object = object.filter(|object| of_type(object) == Some(section));
        let (Some(object), Some(entry)) = (object, entry) else {
            self.others.push((section, key));
            return;
        };
        let line = match section {
            "actor" => stix_actor(&object),
            _ => stix_place(&object),
        };
        let id = object.text_of("id").unwrap_or_default().to_owned();
        if says(entry, line) {
            self.found.insert(id, (section, key, object));
        } else {
            self.others.push((section, key));
        }
    }

    /// Returns the objects from which a reader would make the same keys. Removing one can change the keys of
    /// others, so the search repeats until none changes.
    fn settled(mut self) -> impl Iterator<Item = (&'static str, String, Node)> {
        loop {
            let mut keys = KeyMaker::default();
            for (section, key) in &self.others {
                keys.reserve(section, key);
            }
            let mut changed = Vec::new();
            for (id, (section, key, object)) in &self.found {
                let name = object.text_of("name").unwrap_or_default();
                if keys.make(section, [name, id]) != *key {
                    changed.push(id.clone());
                }
            }
            if changed.is_empty() {
                break;
            }
            for id in changed {
                let changed = self.found.remove(&id);
                self.others.extend(changed.map(|one| (one.0, one.1)));
            }
        }
        self.found.into_values()
    }
}

/// Returns the only object, if it carries no entry of this crate.
fn only(mut natives: Vec<Node>) -> Option<Node> {
    let object = natives.pop().filter(|_| natives.is_empty())?;
    let extensions = object.get("extensions");
    let is_marked = extensions.is_some_and(|all| all.get(STIX_EXTENSION).is_some());
    (!is_marked && object.text_of("id").is_some()).then_some(object)
}

/// Whether an entry of the record equals the one that a reader would make from an object.
fn says(entry: &Node, line: Vec<Entry>) -> bool {
    let mut entry = entry.clone();
    for key in ["type", "key", "native"] {
        entry.take(key);
    }
    seal(&plain(&entry)) == seal(&plain(&Value::Table(line).into()))
}

/// Normalises a tree: a list of one becomes its element, and every number a float.
fn plain(node: &Node) -> Node {
    let value = match &node.value {
        Value::Array(list) => match list.as_slice() {
            [only] => return plain(only),
            list => Value::Array(list.iter().map(plain).collect()),
        },
        Value::Table(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|one| Entry::new(&*one.key, plain(&one.node)));
            Value::Table(entries.collect())
        }
        #[expect(clippy::cast_precision_loss, reason = "degrees are small")]
        Value::Integer(number) => Value::Float(*number as f64),
        value => value.clone(),
    };
    value.into()
}

/// Keys whose values an object keeps when its entry was changed.
const KEPT: [&str; 4] = ["type", "spec_version", "id", "created"];

/// Keys that an object loses if its entry has no value for them.
const OF_THE_ENTRY: [&str; 4] = ["description", "aliases", "start_time", "stop_time"];

/// Returns a later version of an object, after its entry was changed.
pub(super) fn later_version(object: Node, natives: &[Node]) -> Node {
    let [native] = natives else {
        return object;
    };
    let mut tree = native.clone();
    for key in OF_THE_ENTRY {
        if object.get(key).is_none() {
            tree.take(key);
        }
    }
    let Value::Table(said) = object.value else {
        return tree;
    };
    let modified = native.text_of("modified").and_then(stix_time);
    let later = modified.and_then(|time| time.checked_add(1.millisecond()).ok());
    let Value::Table(entries) = &mut tree.value else {
        return tree;
    };
    for mut entry in said {
        if entry.key == "modified"
            && let Some(later) = later
        {
            entry.node = Node::text(format!("{later:.3}"));
        }
        match entries.iter_mut().find(|one| one.key == entry.key) {
            Some(one) if KEPT.contains(&&*one.key) => {}
            Some(one) => renew(&mut one.node, entry.node),
            None => entries.push(entry),
        }
    }
    tree
}

/// Appends to a list, or replaces any other value.
fn renew(old: &mut Node, new: Node) {
    match (&mut old.value, new.value) {
        (Value::Array(list), Value::Array(more)) => {
            for one in more {
                if !list.contains(&one) {
                    list.push(one);
                }
            }
        }
        (value, new) => *value = new,
    }
}
