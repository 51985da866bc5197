//! Entities of FollowTheMoney: one entity, and the joining of its fragments.

use super::ftm_dates::{Agreed, agreed, property};
use super::ftm_schemata::common;
use super::shared::{Foreign, list, printed, told_twice};
use crate::import::report::Treatment;
use crate::import::trees::json_tree;
use crate::record::{At, Code, Desk, Entry, Node, Value, shown};
use std::collections::BTreeSet;

/// The property whose texts carry entries, and the prefix of such texts.
const CARRIER: &str = "indexText";
const MARK: &str = "factions:";

/// Whether a text is a mark, which this crate wrote to carry entries.
fn is_mark(text: &Node) -> bool {
    text.as_text().is_some_and(|text| text.starts_with(MARK))
}

/// Reads a mark.
fn read_mark(desk: &mut Desk, text: &Node) -> Option<Node> {
    let json = text.as_text()?;
    let json = json.strip_prefix(MARK).unwrap_or(json);
    let mut own = Desk::default();
    let at = |_: usize| text.at;
    let mark = json_tree::parse(json, &mut own, &at).filter(|_| !own.has_errors());
    if mark.is_none() {
        let message = "the entry that an entity carries cannot be read".to_owned();
        let help = "take its text out of `indexText`: the entity is read by what else it says";
        desk.warning(text.at, Code::Syntax, message, help.to_owned());
    }
    mark
}

/// Returns the second occurrence of a key in one table. A property may occur twice: its values are joined.
fn repeated(entity: &Node) -> Option<&Entry> {
    let Value::Table(entries) = &entity.value else {
        return None;
    };
    let inside = || {
        let mut rest = entries.iter().filter(|one| one.key != "properties");
        rest.find_map(|one| one.node.repeated())
    };
    Entry::repeated_in(entries).or_else(inside)
}

/// Adds a mark to the marks found so far: several become a list.
fn add_mark(marks: &mut Option<Node>, mark: Option<Node>) {
    *marks = match (marks.take(), mark) {
        (Some(mut marks), Some(mark)) => {
            if let value @ (Value::Table(_) | Value::Text(_)) = marks.value {
                marks = list(marks.at, vec![Node::made_at(marks.at, value)]);
            }
            add(&mut marks, mark);
            Some(marks)
        }
        (one, other) => one.or(other),
    };
}

/// One entity, with the properties that are not yet read.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    pub(super) at: At,
    pub(super) id: String,
    pub(super) schema: String,
    /// The keys besides id, schema and properties.
    pub(super) more: Vec<Entry>,
    pub(super) properties: Vec<Entry>,
    /// The mark of this crate, if the entity has one.
    pub(super) mark: Option<Node>,
    /// Whether a text of the entity is a mark: such files end with the number of their entities.
    pub(super) is_of_counted_file: bool,
}

/// # Reading
impl Entity {
    /// Reads the entity of a line, or reports why it is none and returns `None`.
    pub(super) fn read(desk: &mut Desk, mut node: Node) -> Option<Self> {
        let place = node.at;
        let of = |key: &str| node.text_of(key).filter(|text| !text.is_empty());
        let (Some(id), Some(schema)) = (of("id"), of("schema")) else {
            let message = "an entity needs `id` and `schema`".to_owned();
            let help = "write one object a line, such as `{\"id\":\"a\",\"schema\":\"Person\",\
                        \"properties\":{\"name\":[\"A\"]}}`";
            desk.error(place, Code::MissingKey, message, help.to_owned());
            return None;
        };
        let (id, schema) = (id.to_owned(), schema.to_owned());
        if let Some(again) = repeated(&node) {
            let (message, help) = told_twice(&again.key);
            desk.error(again.at, Code::DuplicateKey, message, help.to_owned());
            return None;
        }
        let mut mark = None;
        let mut is_of_counted_file = false;
        if let Some(given) = node.take("factions") {
            let all = match given.value {
                Value::Array(all) => all,
                value => vec![Node::made_at(given.at, value)],
            };
            for one in all {
                let own = match one.as_text() {
                    Some(_) => read_mark(desk, &one),
                    None => Some(one),
                };
                add_mark(&mut mark, own);
            }
        }
        let properties = node.take("properties");
        let properties = properties.unwrap_or_else(|| Node::made_at(place, Value::Table(vec![])));
        let Value::Table(properties) = properties.value else {
            let message = "`properties` is a table of lists".to_owned();
            let help = "write each property with a list of texts: `{\"name\":[\"A\"]}`".to_owned();
            desk.error(properties.at, Code::WrongType, message, help);
            return None;
        };
        let mut is_whole = true;
        let mut said: Vec<Entry> = Vec::new();
        for mut one in properties {
            let at = one.node.at;
            let all = match one.node.value {
                Value::Array(all) => all,
                value => vec![Node::made_at(at, value)],
            };
            let is_text = |node: &Node| node.as_text().is_some() || node.value == Value::Null;
            if !all.iter().all(is_text) {
                let message = format!("`{}` is a list of texts", shown(&one.key));
                let help = "write texts in quotes; leave out what is not known".to_owned();
                desk.error(at, Code::WrongType, message, help);
                is_whole = false;
                continue;
            }
            // an empty text is an absent value
            let is_said = |node: &Node| node.as_text().is_some_and(|text| !text.trim().is_empty());
            let mut all: Vec<Node> = all.into_iter().filter(is_said).collect();
            if one.key == CARRIER {
                for own in all.extract_if(.., |text| is_mark(text)) {
                    is_of_counted_file = true;
                    add_mark(&mut mark, read_mark(desk, &own));
                }
            }
            if all.is_empty() {
                continue;
            }
            one.node = list(at, all);
            match said.iter_mut().find(|other| other.key == one.key) {
                Some(other) => add(&mut other.node, one.node),
                None => said.push(one),
            }
        }
        let Value::Table(mut more) = node.value else {
            return None;
        };
        // empty lists, which some programs add
        let is_empty = |node: &Node| matches!(&node.value, Value::Array(list) if list.is_empty());
        more.retain(|one| !["id", "schema"].contains(&&*one.key) && !is_empty(&one.node));
        is_whole.then_some(Self {
            at: place,
            id,
            schema,
            more,
            properties: said,
            mark,
            is_of_counted_file,
        })
    }

    /// Joins the fragments of one entity, whatever their order; returns `None` if their schemata exclude each other.
    pub(super) fn joined(mut fragments: Vec<Self>) -> Option<Self> {
        let first = fragments.iter().map(|one| one.at).min()?;
        if fragments.len() > 1 {
            fragments.sort_by_cached_key(|one| printed(&one.clone().rest()));
        }
        let mut fragments = fragments.into_iter();
        let mut whole = fragments.next()?;
        whole.at = first;
        for one in fragments {
            whole.schema = common(&whole.schema, &one.schema)?.to_owned();
            for property in one.properties {
                let mut known = whole.properties.iter_mut();
                match known.find(|other| other.key == property.key) {
                    Some(other) => add(&mut other.node, property.node),
                    None => whole.properties.push(property),
                }
            }
            for entry in one.more {
                let mut known = whole.more.iter_mut();
                match known.find(|other| other.key == entry.key) {
                    Some(other) => add(&mut other.node, entry.node),
                    None => whole.more.push(entry),
                }
            }
            whole.is_of_counted_file |= one.is_of_counted_file;
            add_mark(&mut whole.mark, one.mark);
        }
        Some(whole)
    }

    /// Returns the content beside the mark of this crate.
    pub(super) fn beside(&self) -> Node {
        Node::made_at(self.at, Value::Table(self.properties.clone()))
    }

    /// Returns the properties that are left, as an object.
    pub(super) fn rest(self) -> Node {
        let mut object = vec![
            Entry::of("id", Node::text_at(self.at, self.id)),
            Entry::of("schema", Node::text_at(self.at, self.schema)),
        ];
        object.extend(self.more);
        let properties = Node::made_at(self.at, Value::Table(self.properties));
        object.push(Entry::of("properties", properties));
        Node::made_at(self.at, Value::Table(object))
    }
}

/// Adds new elements to a list; a value that is not a list stays as it is.
fn add(into: &mut Node, more: Node) {
    let Value::Array(all) = &mut into.value else {
        return;
    };
    let more = match more.value {
        Value::Array(more) => more,
        value => vec![Node::made_at(more.at, value)],
    };
    let mut told: BTreeSet<String> = all.iter().map(printed).collect();
    all.extend(more.into_iter().filter(|one| told.insert(printed(one))));
}

/// # Taking properties out
impl Entity {
    /// Returns the texts of a property without removing it.
    pub(super) fn peek_all(&self, name: &str) -> Vec<&str> {
        let property = self.properties.iter().find(|one| one.key == name);
        match property.map(|one| &one.node.value) {
            Some(Value::Array(list)) => list.iter().filter_map(Node::as_text).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the first text of a property without removing it.
    pub(super) fn peek(&self, name: &str) -> Option<&str> {
        self.peek_all(name).first().copied()
    }

    /// Removes a property and returns all its texts.
    pub(super) fn all(&mut self, name: &str) -> Vec<Node> {
        let found = self.properties.iter().position(|one| one.key == name);
        let Some(found) = found else {
            return Vec::new();
        };
        match self.properties.remove(found).node.value {
            Value::Array(list) => list,
            _ => Vec::new(),
        }
    }

    /// Puts values of a property back.
    pub(super) fn give_back(&mut self, name: &str, values: Vec<Node>) {
        if !values.is_empty() {
            let values = list(self.at, values);
            self.properties.push(property(name, values));
        }
    }

    /// Removes and returns the first text of a property; its other texts stay.
    pub(super) fn one(&mut self, name: &str) -> Option<Node> {
        let mut all = self.all(name);
        if all.is_empty() {
            return None;
        }
        let first = all.remove(0);
        self.give_back(name, all);
        Some(first)
    }

    /// Removes and returns this text of a property; its other texts stay.
    pub(super) fn this(&mut self, name: &str, text: &str) -> Option<Node> {
        let mut all = self.all(name);
        let found = all.iter().position(|one| one.as_text() == Some(text));
        let one = found.map(|found| all.remove(found));
        self.give_back(name, all);
        one
    }

    /// Returns the date of a property; if there are several values or a time of day, they stay as well.
    pub(super) fn date(&mut self, foreign: &mut Foreign, name: &str) -> Option<Node> {
        let Agreed {
            date,
            values,
            is_of_several,
        } = agreed(self.all(name))?;
        if is_of_several {
            let message = "several values of a date: the most exact one if they agree, else some day of \
                           the span that has them all";
            foreign.note(
                Treatment::Changed,
                "several-dates",
                message,
                self.at,
                &self.id,
            );
        }
        if let Some(values) = values {
            self.properties.push(property(name, values));
        }
        Some(date)
    }
}
