//! JSON text as a tree with places.
//!
//! `serde_json` gives no places, but the raw values that it borrows from a text do: their distance from its beginning.

use super::loose::{DEEPEST, Form, Loose, TOO_DEEP};
use crate::record::{At, Code, Desk, Entry, Node, Section, Value};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// The members of an object in the order of the text, including repeated keys.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// The state for turning a text into a tree.
struct Parser<'p> {
    /// The address of the first byte of the text.
    origin: usize,
    desk: &'p mut Desk,
    at: &'p dyn Fn(usize) -> At,
}

/// Returns the tree of a text, or `None` if it is not well-formed; `at` places a byte offset.
pub(in crate::import) fn parse(
    text: &str,
    desk: &mut Desk,
    at: &dyn Fn(usize) -> At,
) -> Option<Node> {
    strict(text, desk, at)
        .map_err(|error| lay(text, desk, at, &error))
        .ok()
}

/// Returns the tree of a text. If the text is not well-formed, returns the tree of its readable parts, and the ranges
/// of the others.
pub(in crate::import) fn parse_all(
    text: &str,
    desk: &mut Desk,
    at: &dyn Fn(usize) -> At,
) -> (Node, Vec<Range<usize>>) {
    let error = match strict(text, desk, at) {
        Ok(node) => return (node, Vec::new()),
        Err(error) => error,
    };
    let before = desk.mistakes();
    let mut loose = Loose::new((text, Form::Json), 0..text.len(), desk, at);
    let node = loose.document();
    let lost = loose.lost;
    if desk.mistakes() == before {
        lay(text, desk, at, &error); // what nothing here has a word for
    }
    (node, lost)
}

/// A whole document whose lists of statements are not yet read.
pub(in crate::import) struct Document<'t> {
    /// The document without these lists.
    pub(in crate::import) rest: Node,
    /// The elements of each list, in the order of the sections.
    pub(in crate::import) statements: Vec<(Section, Vec<&'t RawValue>)>,
}

/// Returns the parts of a document, if it is well-formed and each of its keys occurs once.
pub(in crate::import) fn document<'t>(
    text: &'t str,
    desk: &mut Desk,
    at: &dyn Fn(usize) -> At,
) -> Option<Document<'t>> {
    let members: Members<'t> = serde_json::from_str(text).ok()?;
    let mut entries: Vec<(String, &RawValue, &RawValue)> = Vec::new();
    for (key, value) in members.0 {
        let name: String = serde_json::from_str(key.get()).ok()?;
        if entries.iter().any(|entry| entry.0 == name) {
            return None;
        }
        entries.push((name, key, value));
    }
    let mut statements = Vec::new();
    for section in [Section::Relations, Section::Events] {
        let place = entries.iter().position(|entry| entry.0 == section.as_str());
        if let Some(place) = place {
            let elements = serde_json::from_str(entries[place].2.get()).ok()?;
            statements.push((section, elements));
            entries.remove(place);
        }
    }
    let origin = text.as_ptr().addr();
    let mut parser = Parser { origin, desk, at };
    let entries = entries.into_iter().map(|(name, key, value)| Entry {
        at: parser.place(key),
        key: name,
        node: parser.node(value, 1),
    });
    let rest = Node {
        value: Value::Table(entries.collect()),
        at: at(text.find('{')?),
    };
    Some(Document { rest, statements })
}

/// Returns the tree of an element of a list in a document.
pub(in crate::import) fn element(
    text: &str,
    raw: &RawValue,
    desk: &mut Desk,
    at: &dyn Fn(usize) -> At,
) -> Node {
    let origin = text.as_ptr().addr();
    Parser { origin, desk, at }.node(raw, 2)
}

/// Returns the offset of a value in the text that it was borrowed from.
pub(in crate::import) fn offset(text: &str, raw: &RawValue) -> usize {
    raw.get().as_ptr().addr() - text.as_ptr().addr()
}

fn strict(text: &str, desk: &mut Desk, at: &dyn Fn(usize) -> At) -> serde_json::Result<Node> {
    let root: &RawValue = serde_json::from_str(text)?;
    let origin = text.as_ptr() as usize;
    Ok(Parser { origin, desk, at }.node(root, 0))
}

/// Reports the parser's error.
fn lay(text: &str, desk: &mut Desk, at: &dyn Fn(usize) -> At, error: &serde_json::Error) {
    // the column counts bytes
    let before = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    let mut offset = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    syntax(desk, at(offset), error);
}

fn syntax(desk: &mut Desk, at: At, error: &serde_json::Error) {
    let message = error.to_string();
    // the report shows the place before the message
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    let help = match error.classify() {
        serde_json::error::Category::Eof => "the text ends too early: close what is open",
        _ => "correct the JSON here: keys and texts stand in double quotes, no comma comes last",
    };
    desk.error(at, Code::Syntax, message, help.to_owned());
}

impl Parser<'_> {
    fn place(&self, raw: &RawValue) -> At {
        let offset = (raw.get().as_ptr() as usize).saturating_sub(self.origin);
        (self.at)(offset)
    }

    fn node(&mut self, raw: &RawValue, depth: usize) -> Node {
        let at = self.place(raw);
        if depth > DEEPEST {
            let (message, help) = TOO_DEEP;
            self.desk.error(at, Code::Syntax, message, help.to_owned());
            return Node::lost(at);
        }
        let value = self.value(raw.get(), at, depth);
        let value = value.unwrap_or(Value::Lost);
        Node { at, value }
    }

    /// Returns `None` if the value cannot be read, and reports why.
    fn value(&mut self, text: &str, at: At, depth: usize) -> Option<Value> {
        Some(match text.as_bytes().first()? {
            b'{' => {
                let members: Members<'_> = self.parsed(text, at)?;
                let mut entries = Vec::with_capacity(members.0.len());
                for (key, value) in members.0 {
                    let place = self.place(key);
                    let key = self.parsed(key.get(), place);
                    let node = self.node(value, depth + 1);
                    entries.push(match key {
                        Some(key) => Entry {
                            at: place,
                            key,
                            node,
                        },
                        None => Entry::lost(place),
                    });
                }
                Value::Table(entries)
            }
            b'[' => {
                let elements: Vec<&RawValue> = self.parsed(text, at)?;
                let elements = elements.into_iter().map(|each| self.node(each, depth + 1));
                Value::Array(elements.collect())
            }
            b'"' => Value::Text(self.parsed(text, at)?),
            b't' => Value::Bool(true),
            b'f' => Value::Bool(false),
            b'n' => Value::Null,
            _ => match text.parse() {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Float(text.parse().unwrap_or(f64::NAN)),
            },
        })
    }

    fn parsed<'t, T: Deserialize<'t>>(&mut self, text: &'t str, at: At) -> Option<T> {
        let parsed = serde_json::from_str(text);
        parsed.map_err(|error| syntax(self.desk, at, &error)).ok()
    }
}
