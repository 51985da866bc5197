//! Entries of a record for STIX objects that another program wrote.
//!
//! The reader makes its entries in this way. The writer uses it to find objects that need to carry no entry.

use super::format::{Entry, Node, Value};
use crate::model::{ActorKind, RelationKind};
use jiff::Timestamp;
use jiff::civil::Date;

/// Returns the section of the entry for an object of this type, if it is not a statement.
pub(crate) fn stix_section(of_type: &str) -> Option<&'static str> {
    match of_type {
        "identity" | "threat-actor" | "intrusion-set" => Some("actor"),
        "location" => Some("place"),
        _ => None,
    }
}

/// Returns the entry of an actor without its key.
pub(crate) fn stix_actor(object: &Node) -> Vec<Entry> {
    let mut line = Vec::new();
    line.extend(said(object, "name").map(|name| Entry::of("name", name.clone())));
    let labels = match object.get("labels").map(|node| &node.value) {
        Some(Value::Array(labels)) => labels.iter().filter_map(Node::as_text).collect(),
        _ => Vec::new(),
    };
    let is_person = object.text_of("identity_class") == Some("individual");
    let kinds = ActorKind::WORDS.iter();
    let kind = kinds.copied().find(|kind| labels.contains(kind));
    let kind = kind.unwrap_or(if is_person { "person" } else { "other" });
    line.push(Entry::of("kind", Node::text_at(object.at, kind)));
    if let Some(names) = object.get("aliases").and_then(names) {
        line.push(Entry::of("aliases", names));
    }
    line.extend(note(object));
    line
}

/// Returns a list of names without empty ones, or any other value unchanged.
fn names(list: &Node) -> Option<Node> {
    let Value::Array(names) = &list.value else {
        return Some(list.clone());
    };
    let is_said = |name: &&Node| name.as_text().is_none_or(|text| !text.trim().is_empty());
    let names: Vec<Node> = names.iter().filter(is_said).cloned().collect();
    (!names.is_empty()).then(|| Node::made_at(list.at, Value::Array(names)))
}

/// Returns the entry of a place without its key.
pub(crate) fn stix_place(object: &Node) -> Vec<Entry> {
    let mut line = Vec::new();
    let words = ["name", "administrative_area", "region", "country"];
    let name = words.iter().find_map(|word| said(object, word));
    line.extend(name.map(|name| Entry::of("name", name.clone())));
    for (key, word) in [
        ("region", "administrative_area"),
        ("latitude", "latitude"),
        ("longitude", "longitude"),
    ] {
        line.extend(said(object, word).map(|value| Entry::of(key, value.clone())));
    }
    if let Some((place, country)) = text(object, "country") {
        let country = country.to_ascii_uppercase();
        let is_code = country.len() == 2 && country.bytes().all(|c| c.is_ascii_uppercase());
        line.extend(is_code.then(|| Entry::of("country", Node::text_at(place.at, country))));
    }
    line.extend(note(object));
    line
}

/// Returns the entry of a relationship; `None` if its type or one of its ends has no place in a record.
///
/// `key_of` returns the key of the actor with an id.
pub(crate) fn stix_relation(
    object: &Node,
    key_of: &dyn Fn(&str) -> Option<String>,
) -> Option<Vec<Entry>> {
    let place = object.at;
    let end = |key: &str| {
        let (place, id) = text(object, key)?;
        Some(Node::text_at(place.at, key_of(id)?))
    };
    let kind = RelationKind::of_stix(object.text_of("relationship_type")?)?;
    let (from, to) = (end("source_ref")?, end("target_ref")?);
    let mut line = vec![
        Entry::of("id", Node::text_at(place, object.text_of("id")?)),
        Entry::of("kind", Node::text_at(place, kind.as_str())),
    ];
    if kind.is_directed() {
        line.push(Entry::of("from", from));
        line.push(Entry::of("to", to));
    } else {
        let both = Node::made_at(place, Value::Array(vec![from, to]));
        line.push(Entry::of("between", both));
    }
    if let Some((place, time)) = text(object, "start_time") {
        let day = time.split('T').next().unwrap_or_default();
        line.push(Entry::of("start", Node::text_at(place.at, day)));
    }
    if let Some((place, time)) = text(object, "stop_time") {
        let day = if is_one_moment(object) {
            tomorrow(time)
        } else {
            day_after(time)
        };
        line.push(Entry::of("end", Node::text_at(place.at, day)));
    }
    let confidence = object.get("confidence").map(|node| &node.value);
    if matches!(confidence, Some(Value::Integer(number)) if *number < 50) {
        line.push(Entry::of("certainty", Node::text_at(place, "alleged")));
    }
    line.extend(note(object));
    Some(line)
}

/// Whether an object starts and stops at the same moment, which a record reads as that day.
pub(crate) fn is_one_moment(object: &Node) -> bool {
    match (object.text_of("start_time"), object.text_of("stop_time")) {
        (Some(start), Some(stop)) => {
            start == stop || stix_time(start).is_some_and(|start| stix_time(stop) == Some(start))
        }
        _ => false,
    }
}

/// Parses a moment of time.
pub(crate) fn stix_time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// Returns a value, unless it is null or an empty text.
fn said<'n>(object: &'n Node, key: &str) -> Option<&'n Node> {
    let node = object.get(key)?;
    let is_empty = node.as_text().is_some_and(|text| text.trim().is_empty());
    (!is_empty && node.value != Value::Null).then_some(node)
}

/// Returns a text with its place, unless it is empty.
fn text<'n>(object: &'n Node, key: &str) -> Option<(&'n Node, &'n str)> {
    let node = said(object, key)?;
    Some((node, node.as_text()?))
}

fn note(object: &Node) -> Option<Entry> {
    let note = said(object, "description")?;
    Some(Entry::of("note", note.clone()))
}

/// Returns the first day that begins at or after a moment.
fn day_after(time: &str) -> String {
    let (day, clock) = time.split_once('T').unwrap_or((time, ""));
    let is_midnight = clock.bytes().all(|c| b"0:.Z".contains(&c));
    if is_midnight {
        day.to_owned()
    } else {
        tomorrow(time)
    }
}

/// Returns the day after that of a moment.
fn tomorrow(time: &str) -> String {
    let day = time.split('T').next().unwrap_or_default();
    let next = day.parse::<Date>().ok();
    let next = next.and_then(|date| date.tomorrow().ok());
    next.map_or_else(|| day.to_owned(), |next| next.to_string())
}
