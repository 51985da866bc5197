//! What a record says about a STIX object that another program wrote.
//!
//! The reader makes its entries from this. The writer uses it to know which objects need nothing
//! further.

use super::format::{Entry, Node, Value};
use crate::model::{ActorKind, RelationKind};
use jiff::Timestamp;
use jiff::civil::Date;

/// In which section of a record an object of this type has its entry, if it is no statement.
pub(crate) fn stix_section(of_type: &str) -> Option<&'static str> {
    match of_type {
        "identity" | "threat-actor" | "intrusion-set" => Some("actor"),
        "location" => Some("place"),
        _ => None,
    }
}

/// The entry of an actor, but for its key.
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

/// The names of a list, without empty ones; anything else as it is.
fn names(list: &Node) -> Option<Node> {
    let Value::Array(names) = &list.value else {
        return Some(list.clone());
    };
    let is_said = |name: &&Node| name.as_text().is_none_or(|text| !text.trim().is_empty());
    let names: Vec<Node> = names.iter().filter(is_said).cloned().collect();
    (!names.is_empty()).then(|| Node::made_at(list.at, Value::Array(names)))
}

/// The entry of a place, but for its key.
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

/// The entry of a relationship; `None`: its type or one of its ends is no part of a record.
///
/// `key_of` tells the key of the actor with an id.
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

/// Whether it starts and stops at one and the same time, which a record takes for that day.
pub(crate) fn is_one_moment(object: &Node) -> bool {
    match (object.text_of("start_time"), object.text_of("stop_time")) {
        (Some(start), Some(stop)) => {
            start == stop || stix_time(start).is_some_and(|start| stix_time(stop) == Some(start))
        }
        _ => false,
    }
}

/// A moment of time.
pub(crate) fn stix_time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// A value, if it says something: an empty text is an absent one.
fn said<'n>(object: &'n Node, key: &str) -> Option<&'n Node> {
    let node = object.get(key)?;
    let is_empty = node.as_text().is_some_and(|text| text.trim().is_empty());
    (!is_empty && node.value != Value::Null).then_some(node)
}

/// A text with its place, if it says something.
fn text<'n>(object: &'n Node, key: &str) -> Option<(&'n Node, &'n str)> {
    let node = said(object, key)?;
    Some((node, node.as_text()?))
}

fn note(object: &Node) -> Option<Entry> {
    let note = said(object, "description")?;
    Some(Entry::of("note", note.clone()))
}

/// The first day that lies whole behind a time.
fn day_after(time: &str) -> String {
    let (day, clock) = time.split_once('T').unwrap_or((time, ""));
    let is_midnight = clock.bytes().all(|c| b"0:.Z".contains(&c));
    if is_midnight {
        day.to_owned()
    } else {
        tomorrow(time)
    }
}

/// The day after that of a time.
fn tomorrow(time: &str) -> String {
    let day = time.split('T').next().unwrap_or_default();
    let next = day.parse::<Date>().ok();
    let next = next.and_then(|date| date.tomorrow().ok());
    next.map_or_else(|| day.to_owned(), |next| next.to_string())
}
