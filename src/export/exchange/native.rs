//! What a foreign file had beyond the model, written back into its own format.

use crate::export::kit::Json;
use crate::export::kit::LeftOut;
use crate::export::kit::Rows;
use crate::model::Native;
use crate::record::{Entry, Node, Value};

/// The objects of one format among the texts of an entry.
pub(super) fn objects(native: &Native, format: &str) -> Vec<Node> {
    objects_in(native.of(format))
}

/// The objects among texts.
pub(super) fn objects_in<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Node> {
    let parsed = texts.filter_map(|text| serde_json::from_str(text).ok());
    let trees = parsed.map(|value: serde_json::Value| tree(&value));
    trees
        .filter(|node| matches!(node.value, Value::Table(_)))
        .collect()
}

/// The text of a key of an object.
pub(super) fn text_of<'n>(object: &'n Node, key: &str) -> Option<&'n str> {
    let Value::Table(entries) = &object.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key == key)?;
    match &entry.node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn tree(value: &serde_json::Value) -> Node {
    use serde_json::Value as Parsed;
    let value = match value {
        Parsed::Null => Value::Null,
        Parsed::Bool(truth) => Value::Bool(*truth),
        Parsed::Number(number) => match number.as_i64() {
            Some(number) => Value::Integer(number),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Parsed::String(text) => Value::Text(text.clone()),
        Parsed::Array(elements) => Value::Array(elements.iter().map(tree).collect()),
        Parsed::Object(members) => {
            let entries = members.iter();
            let entries = entries.map(|(key, value)| Entry::new(key, tree(value)));
            Value::Table(entries.collect())
        }
    };
    value.into()
}

/// The id that an entry had in a file of a format.
pub(super) fn id_of(native: &Native, format: &str) -> Option<String> {
    let objects = objects(native, format);
    let mut ids = objects.iter().filter_map(|object| text_of(object, "id"));
    ids.next().map(str::to_owned)
}

/// An object with what it had beyond the model: lists grow, tables mix, other values stand anew.
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

impl Rows<'_> {
    /// Notes what other formats said, where nothing of it is written.
    pub(in crate::export) fn note_native(&self, left_out: &mut LeftOut) {
        let record = self.graph.record();
        let actors = self.actors.iter().map(|row| row.actor.record());
        let actors = actors.map(|actor| (&*actor.key, &actor.native));
        let statements = self.statements.iter();
        let statements =
            statements.map(|row| (row.statement.key(), &row.statement.record().native));
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
