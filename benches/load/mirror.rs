//! The format as plain structs: a program that takes the file as it is, and checks nothing.

#![expect(
    dead_code,
    reason = "they are read, and held, which is what is measured"
)]

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use std::fmt;

/// One line, each type a struct of its own.
#[derive(Debug)]
pub(crate) enum Line {
    Header(Header),
    Source(Source),
    Actor(Actor),
    Place(Place),
    Relation(Relation),
    Event(Event),
}

impl Line {
    /// Reads a line, of which the type stands first: nothing is read twice to learn it.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let of = |error: serde_json::Error| format!("{error}: {text}");
        let kind = text.split('"').nth(3).unwrap_or_default();
        match kind {
            "record" => serde_json::from_str(text).map(Self::Header),
            "source" => serde_json::from_str(text).map(Self::Source),
            "actor" => serde_json::from_str(text).map(Self::Actor),
            "place" => serde_json::from_str(text).map(Self::Place),
            "relation" => serde_json::from_str(text).map(Self::Relation),
            "event" => serde_json::from_str(text).map(Self::Event),
            _ => return Err(format!("no type: {text}")),
        }
        .map_err(of)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Header {
    format: u32,
    title: Option<String>,
    as_of: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Source {
    key: String,
    publisher: Option<String>,
    title: Option<String>,
    published: Option<String>,
    url: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Actor {
    key: String,
    name: String,
    kind: String,
    country: Option<String>,
    active: Option<Active>,
    note: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    key: String,
    name: String,
    country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    note: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Relation {
    id: Option<String>,
    kind: String,
    role: Option<String>,
    forms: List,
    from: List,
    to: List,
    between: List,
    sides: Vec<List>,
    start: Option<String>,
    end: Option<String>,
    seen: List,
    certainty: Option<String>,
    by: List,
    hedge: Option<String>,
    source: List,
    as_of: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    same_as: List,
    withdrawn: Option<String>,
    withdraws: List,
    native: Option<Native>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Event {
    id: Option<String>,
    kind: String,
    when: Option<String>,
    from: List,
    to: List,
    between: List,
    sides: Vec<List>,
    actor: List,
    jointly: bool,
    place: List,
    killed: Option<Killed>,
    certainty: Option<String>,
    by: List,
    hedge: Option<String>,
    source: List,
    as_of: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    same_as: List,
    withdrawn: Option<String>,
    withdraws: List,
    native: Option<Native>,
}

/// One text or a list of several.
#[derive(Debug, Default)]
pub(crate) struct List(Vec<String>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = List;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<List, E> {
                Ok(List(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = list.next_element()? {
                    texts.push(text);
                }
                Ok(List(texts))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// An active period, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Active {
    One(Span),
    Many(Vec<Span>),
}

#[derive(Debug, Deserialize)]
struct Span {
    start: Option<String>,
    end: Option<String>,
}

/// A number of deaths, or a table of them.
#[derive(Debug)]
enum Killed {
    Figure(u64),
    Table(Box<Toll>),
}

impl<'de> Deserialize<'de> for Killed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Killed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a table")
            }

            fn visit_u64<E>(self, figure: u64) -> Result<Killed, E> {
                Ok(Killed::Figure(figure))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Killed, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                Toll::deserialize(table).map(|toll| Killed::Table(Box::new(toll)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Toll {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    of: Vec<Loss>,
    certainty: Option<String>,
    by: List,
    hedge: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Loss {
    actor: String,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Native {
    ftm: Option<String>,
}
