//! Properties that a foreign file had beyond the model, written back into its own format.

use crate::export::kit::Json;
use crate::export::kit::LeftOut;
use crate::export::kit::Rows;
use crate::model::Native;
use crate::record::{Entry, Node, Record, Value};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Returns the objects of one format among the native texts of an entry.
pub(super) fn objects(native: &Native, format: &str) -> Vec<Node> {
    objects_in(native.of(format))
}

/// Returns the objects among texts.
pub(super) fn objects_in<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Node> {
    let parsed = texts.filter_map(|text| serde_json::from_str(text).ok());
    let trees = parsed.map(|tree: Tree| tree.0);
    trees
        .filter(|node| matches!(node.value, Value::Table(_)))
        .collect()
}

/// Returns the text at a key of an object.
pub(super) fn text_of<'n>(object: &'n Node, key: &str) -> Option<&'n str> {
    object.text_of(key)
}

/// A JSON tree that keeps the order of its keys, whether or not another crate enables that feature of
/// `serde_json`.
struct Tree(Node);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = deserializer.deserialize_any(TreeVisitor)?;
        Ok(Self(value.into()))
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number beyond 64 bits is not exact"
        )]
        let inexact = number as f64;
        Ok(i64::try_from(number).map_or(Value::Float(inexact), Value::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(Tree(element)) = list.next_element()? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, Tree(node))) = members.next_entry::<String, Tree>()? {
            entries.push(Entry::new(key, node));
        }
        Ok(Value::Table(each_once(entries)))
    }
}

/// Removes repeated keys, keeping the last value as JSON readers do.
fn each_once(entries: Vec<Entry>) -> Vec<Entry> {
    if Entry::repeated_in(&entries).is_none() {
        return entries;
    }
    let mut met = BTreeSet::new();
    let is_last = entries.iter().rev().map(|one| met.insert(&*one.key));
    let is_last: Vec<bool> = is_last.collect();
    let kept = entries.into_iter().zip(is_last.into_iter().rev());
    kept.filter_map(|(one, is_last)| is_last.then_some(one))
        .collect()
}

/// Collects the ids that the record's entries had in files of a format.
pub(super) fn ids_of(record: &Record, format: &str) -> BTreeSet<String> {
    let actors = record.actors().iter().map(|one| &one.native);
    let sources = record.sources().iter().map(|one| &one.native);
    let places = record.places().iter().map(|one| &one.native);
    let statements = record.statements().iter().map(|one| &one.native);
    let all = actors.chain(sources).chain(places).chain(statements);
    let all = all.chain([record.native()]);
    let objects = all.flat_map(|native| objects(native, format));
    let ids = objects.filter_map(|object| text_of(&object, "id").map(str::to_owned));
    ids.collect()
}

/// Returns the id that an entry had in a file of a format.
pub(super) fn id_of(native: &Native, format: &str) -> Option<String> {
    let objects = objects(native, format);
    let mut ids = objects.iter().filter_map(|object| text_of(object, "id"));
    ids.next().map(str::to_owned)
}

/// Merges an object with its native properties: lists are joined without repetitions, tables merged, other
/// values replaced by the native ones.
pub(super) fn with(object: &Json, natives: &[Node]) -> Node {
    let mut tree = object.to_tree();
    for native in natives {
        mix(&mut tree, native);
    }
    tree
}

fn mix(into: &mut Node, native: &Node) {
    match (&mut into.value, &native.value) {
        (Value::Table(entries), Value::Table(more)) => {
            for entry in more {
                match entries.iter_mut().find(|one| one.key == entry.key) {
                    Some(one) => mix(&mut one.node, &entry.node),
                    None => entries.push(entry.clone()),
                }
            }
        }
        (Value::Array(list), Value::Array(more)) => {
            for element in more {
                if !list.contains(element) {
                    list.push(element.clone());
                }
            }
        }
        (value, native) => value.clone_from(native),
    }
}

impl Rows<'_, '_> {
    /// Reports native texts of other formats, which are not written.
    pub(in crate::export) fn note_native(&self, left_out: &mut LeftOut) {
        let record = self.graph.record();
        let actors = self.actors.iter().map(|row| row.actor.record());
        let actors = actors.map(|actor| (&*actor.key, &actor.native));
        let statements = self.statement_refs();
        let statements = statements.map(|one| (one.key(), &one.record().native));
        let sources = record.sources().iter();
        let sources = sources.map(|source| (&*source.key, &source.native));
        let places = record.places().iter();
        let places = places.map(|place| (&*place.key, &place.native));
        let whole = [("record", record.native())].into_iter();
        let all = whole.chain(sources).chain(places).chain(actors);
        let left = all.chain(statements).filter(|one| !one.1.is_empty());
        left_out.note(
            "what other formats said beyond the model",
            left.map(|one| one.0),
        );
    }
}
