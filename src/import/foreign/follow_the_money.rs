//! FollowTheMoney entities into a record.

use super::shared::{Foreign, at, entry, get, text, text_at};
use crate::import::trees::Locator;
use crate::import::trees::json_tree;
use crate::model::{ActorKind, EventKind, RelationKind};
use crate::record::{At, Code, Desk, Entry, Node, Problems, Record, Value, shown};
use std::collections::BTreeMap;

/// # FollowTheMoney
impl Record {
    /// Reads a record from FollowTheMoney entities, one a line.
    ///
    /// What [`View::to_follow_the_money`](crate::view::View::to_follow_the_money) wrote comes back as it
    /// was. Of other files, legal entities become actors (of the kind `other`, unless
    /// their `classification` is a kind of actor, or they are a `Person`), documents sources,
    /// memberships memberships, other links relations of the kind that their `role` names, else
    /// `other`, successions and events events. What there is beyond that is kept as `native`, whole
    /// entities with the record, and written back.
    ///
    /// # Errors
    ///
    /// All mistakes at once, with line and column; if a line is no JSON, the first place where it is
    /// not.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"],"topics":["crime"]}}"#;
    /// let record = Record::from_follow_the_money(text)?;
    /// assert_eq!(&*record.actors()[0].name, "A");
    /// let again = ActorGraph::new(record.clone()).ever().to_follow_the_money().content;
    /// assert!(again.contains(r#""topics":["crime"]"#));
    /// assert_eq!(Record::from_follow_the_money(&again)?, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_follow_the_money(text: &str) -> Result<Self, Problems> {
        let mut foreign = Foreign::new("ftm");
        let mut entities = Vec::new();
        let mut is_broken = false;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (number, line) in (1..).zip(text.split('\n')) {
            let line = line.trim_ascii_end();
            if line.is_empty() {
                continue;
            }
            let locator = Locator::new(line);
            let place = |offset: usize| locator.at(offset).on_line(number);
            match json_tree::parse(line, &mut foreign.reader.desk, &place) {
                Some(node) => entities.extend(Entity::read(&mut foreign.reader.desk, node)),
                None => is_broken = true,
            }
        }
        let mut first: BTreeMap<String, At> = BTreeMap::new();
        for entity in &entities {
            if first.insert(entity.id.clone(), entity.at).is_some() {
                let message = format!("the id `{}` stands twice", shown(&entity.id));
                let help = "join the fragments of entities first: `ftm aggregate`".to_owned();
                let desk = &mut foreign.reader.desk;
                desk.error(entity.at, Code::DuplicateKey, message, help);
            }
        }
        if is_broken {
            return Err(foreign.reader.into_broken());
        }
        entities.retain(|entity| match &entity.mark {
            Some(mark) => {
                foreign.own(&entity.id, mark, &entity.beside);
                false
            }
            None => true,
        });
        // links name actors and sources wherever they stand
        for entity in &mut entities {
            let of = match entity.schema.as_str() {
                schema if ACTORS.contains(&schema) => "actor",
                schema if SOURCES.contains(&schema) => "source",
                _ => continue,
            };
            let names = ["name", "title"];
            let name = names.iter().find_map(|name| entity.peek(name));
            let key = foreign.key(of, &entity.id, name.unwrap_or_default());
            let keys = match of {
                "actor" => &mut foreign.actors,
                _ => &mut foreign.sources,
            };
            keys.insert(entity.id.clone(), key);
        }
        for entity in entities {
            entity.convert(&mut foreign, &first);
        }
        foreign.finish()
    }
}

/// The schemata that may act.
const ACTORS: [&str; 6] = [
    "LegalEntity",
    "Organization",
    "PublicBody",
    "Company",
    "Person",
    "Group",
];

/// The schemata that may be a source.
const SOURCES: [&str; 12] = [
    "Document",
    "PlainText",
    "HyperText",
    "Pages",
    "Article",
    "Image",
    "Video",
    "Audio",
    "Table",
    "Workbook",
    "Email",
    "Folder",
];

/// One entity, and what of it is not yet read.
#[derive(Debug)]
struct Entity {
    at: At,
    id: String,
    schema: String,
    /// The keys beside id, schema and properties.
    more: Vec<Entry>,
    properties: Vec<Entry>,
    /// What this crate wrote of it.
    mark: Option<Node>,
    /// The properties as they were.
    beside: Node,
}

impl Entity {
    fn read(desk: &mut Desk, node: Node) -> Option<Self> {
        let place = node.at;
        let of = |key: &str| get(&node, key).and_then(text).map(str::to_owned);
        let (Some(id), Some(schema)) = (of("id"), of("schema")) else {
            let message = "an entity needs `id` and `schema`".to_owned();
            let help = "write one object a line, such as `{\"id\":\"a\",\"schema\":\"Person\",\
                        \"properties\":{\"name\":[\"A\"]}}`";
            desk.error(place, Code::MissingKey, message, help.to_owned());
            return None;
        };
        let beside = get(&node, "properties").cloned();
        let beside = beside.unwrap_or_else(|| at(place, Value::Table(Vec::new())));
        let mark = get(&node, "factions").cloned();
        let Value::Table(properties) = beside.value.clone() else {
            let message = "`properties` is a table of lists".to_owned();
            let help = "write each property with a list of texts: `{\"name\":[\"A\"]}`".to_owned();
            desk.error(beside.at, Code::WrongType, message, help);
            return None;
        };
        let mut is_whole = true;
        let is_text = |node: &Node| text(node).is_some();
        for property in &properties {
            let fits = match &property.node.value {
                Value::Array(list) => list.iter().all(is_text),
                _ => is_text(&property.node),
            };
            if !fits {
                let message = format!("`{}` is a list of texts", shown(&property.key));
                let help = "write texts in quotes; leave out what is not known".to_owned();
                desk.error(property.node.at, Code::WrongType, message, help);
                is_whole = false;
            }
        }
        let Value::Table(mut more) = node.value else {
            return None;
        };
        // what readers add without saying anything
        let is_empty = |node: &Node| matches!(&node.value, Value::Array(list) if list.is_empty());
        more.retain(|one| {
            let is_known = ["id", "schema", "properties", "factions"].contains(&&*one.key);
            !is_known && !is_empty(&one.node)
        });
        is_whole.then_some(Self {
            at: place,
            id,
            schema,
            more,
            properties,
            mark,
            beside,
        })
    }

    /// The first text of a property, which stays.
    fn peek(&self, name: &str) -> Option<&str> {
        let property = self.properties.iter().find(|one| one.key == name)?;
        match &property.node.value {
            Value::Array(list) => list.first().and_then(text),
            _ => text(&property.node),
        }
    }

    /// All texts of a property, which is read then.
    fn all(&mut self, name: &str) -> Vec<Node> {
        let found = self.properties.iter().position(|one| one.key == name);
        let Some(found) = found else {
            return Vec::new();
        };
        let node = self.properties.remove(found).node;
        match node.value {
            Value::Array(list) => list,
            _ => vec![node],
        }
    }

    /// The first text of a property; the others stay.
    fn one(&mut self, name: &str) -> Option<Node> {
        let mut all = self.all(name);
        if all.is_empty() {
            return None;
        }
        let first = all.remove(0);
        if !all.is_empty() {
            let rest = at(first.at, Value::Array(all));
            self.properties.push(entry(name, rest));
        }
        Some(first)
    }

    /// The first date of a property; a time of day stays.
    fn date(&mut self, name: &str) -> Option<Node> {
        let date = self.one(name)?;
        let Some((day, _)) = text(&date).and_then(|text| text.split_once('T')) else {
            return Some(date);
        };
        let day = text_at(date.at, day);
        self.properties
            .push(entry(name, at(date.at, Value::Array(vec![date]))));
        Some(day)
    }

    /// What is left, as an object of its own.
    fn rest(self) -> Node {
        let mut object = vec![
            entry("id", text_at(self.at, self.id)),
            entry("schema", text_at(self.at, self.schema)),
        ];
        object.extend(self.more);
        let properties = at(self.at, Value::Table(self.properties));
        object.push(entry("properties", properties));
        at(self.at, Value::Table(object))
    }

    fn convert(self, foreign: &mut Foreign, known: &BTreeMap<String, At>) {
        let schema = self.schema.clone();
        match schema.as_str() {
            schema if ACTORS.contains(&schema) => self.actor(foreign),
            schema if SOURCES.contains(&schema) => self.source(foreign),
            "Membership" | "UnknownLink" | "Succession" | "Event" => {
                self.statement(foreign, known);
            }
            _ => {
                let place = self.at;
                let whole = self.rest();
                foreign.keep(place, &whole);
            }
        }
    }

    fn actor(mut self, foreign: &mut Foreign) {
        let place = self.at;
        let key = foreign.actors.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![entry("key", text_at(place, key))];
        line.extend(self.one("name").map(|name| entry("name", name)));
        let word = self.peek("classification").unwrap_or_default();
        let kind = if ActorKind::WORDS.contains(&word) {
            self.one("classification")
        } else {
            let is_person = self.schema == "Person";
            let kind = if is_person { "person" } else { "other" };
            Some(text_at(place, kind))
        };
        line.extend(kind.map(|kind| entry("kind", kind)));
        line.extend(self.one("abbreviation").map(|short| entry("short", short)));
        // a second name stays one where the entity is written back
        let mut aliases = self.all("name");
        if !aliases.is_empty() {
            let names = at(place, Value::Array(aliases.clone()));
            self.properties.push(entry("name", names));
        }
        aliases.extend(self.all("alias"));
        if !aliases.is_empty() {
            line.push(entry("aliases", at(place, Value::Array(aliases))));
        }
        let country = self.peek("country").unwrap_or_default();
        if country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic()) {
            let country = country.to_ascii_uppercase();
            let first = self.one("country");
            line.extend(first.map(|first| entry("country", text_at(first.at, country))));
        }
        let tags = self.all("keywords");
        if !tags.is_empty() {
            line.push(entry("tags", at(place, Value::Array(tags))));
        }
        let ends = [
            ("start", self.date("incorporationDate")),
            ("end", self.date("dissolutionDate")),
        ];
        let ends = ends.into_iter();
        let ends: Vec<Entry> = ends
            .filter_map(|(key, date)| Some(entry(key, date?)))
            .collect();
        if !ends.is_empty() {
            line.push(entry("active", at(place, Value::Table(ends))));
        }
        self.end(foreign, "actor", line, &["notes", "description"]);
    }

    fn source(mut self, foreign: &mut Foreign) {
        let key = foreign.sources.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![entry("key", text_at(self.at, key))];
        let title = self.one("title").or_else(|| self.one("name"));
        line.extend(title.map(|title| entry("title", title)));
        for (key, property) in [("publisher", "publisher"), ("url", "sourceUrl")] {
            line.extend(self.one(property).map(|value| entry(key, value)));
        }
        line.extend(
            self.date("publishedAt")
                .map(|date| entry("published", date)),
        );
        self.end(foreign, "source", line, &["notes", "description"]);
    }

    /// The note, and what is left; then the line is whole.
    fn end(mut self, foreign: &mut Foreign, of_type: &str, mut line: Vec<Entry>, notes: &[&str]) {
        let place = self.at;
        let note = notes.iter().find_map(|name| self.one(name));
        line.extend(note.map(|note| entry("note", note)));
        let rest = self.rest();
        line.push(foreign.native(place, &[rest]));
        foreign.line(place, of_type, line);
    }

    /// The actors that a property names; `None`: one is no actor, and the property stays.
    fn actors(
        &mut self,
        foreign: &mut Foreign,
        known: &BTreeMap<String, At>,
        name: &str,
    ) -> Option<Vec<Node>> {
        let all = self.all(name);
        let mut keys = Vec::new();
        let mut is_whole = true;
        for node in &all {
            let id = text(node).unwrap_or_default();
            match foreign.actors.get(id) {
                Some(key) => keys.push(text_at(node.at, &**key)),
                None if known.contains_key(id) => is_whole = false,
                None => {
                    let message =
                        format!("`{name}` names `{}`, which is not in the file", shown(id));
                    let help = "add the entity, or take the link out".to_owned();
                    let desk = &mut foreign.reader.desk;
                    desk.error(node.at, Code::UndeclaredActor, message, help);
                    is_whole = false;
                }
            }
        }
        if is_whole && !keys.is_empty() {
            return Some(keys);
        }
        if !all.is_empty() {
            self.properties
                .push(entry(name, at(self.at, Value::Array(all))));
        }
        None
    }

    fn statement(mut self, foreign: &mut Foreign, known: &BTreeMap<String, At>) {
        let place = self.at;
        let whole = Self {
            id: self.id.clone(),
            schema: self.schema.clone(),
            more: self.more.clone(),
            properties: self.properties.clone(),
            mark: None,
            beside: self.beside.clone(),
            ..self
        };
        let ends = match self.schema.as_str() {
            "Membership" => ["member", "organization"],
            "UnknownLink" => ["subject", "object"],
            "Succession" => ["predecessor", "successor"],
            _ => ["involved", ""],
        };
        let from = self.actors(foreign, known, ends[0]);
        let is_event = ends[1].is_empty();
        let to = if is_event {
            Some(Vec::new())
        } else {
            self.actors(foreign, known, ends[1])
        };
        let (Some(from), Some(to)) = (from, to) else {
            // who is tied is no actor: beyond the model
            foreign.keep(place, &whole.rest());
            return;
        };
        let mut line = vec![entry("id", text_at(place, &*self.id))];
        let list = |nodes: Vec<Node>| at(place, Value::Array(nodes));
        let role = self.peek("role").unwrap_or_default().to_owned();
        let of_type = match self.schema.as_str() {
            "Membership" => {
                line.push(entry("kind", text_at(place, "membership")));
                line.extend(self.one("role").map(|role| entry("role", role)));
                line.push(entry("from", list(from)));
                line.push(entry("to", list(to)));
                "relation"
            }
            "UnknownLink" => {
                let kind = match role.parse::<RelationKind>() {
                    Ok(kind) => {
                        self.one("role");
                        kind
                    }
                    Err(_) => RelationKind::Other,
                };
                if !kind.is_directed() {
                    // which end is which says nothing here, and may elsewhere
                    let [subject, object] = ["subject", "object"];
                    let ends = whole.properties.iter();
                    let ends = ends.filter(|one| one.key == subject || one.key == object);
                    self.properties.extend(ends.cloned());
                }
                line.push(entry("kind", text_at(place, kind.as_str())));
                if kind.is_directed() {
                    line.push(entry("from", list(from)));
                    line.push(entry("to", list(to)));
                } else {
                    line.push(entry("between", list([from, to].concat())));
                }
                "relation"
            }
            "Succession" => {
                let kind = match role.parse::<EventKind>() {
                    Ok(kind) if kind.is_lineage() => {
                        self.one("role");
                        kind
                    }
                    _ => EventKind::Other,
                };
                line.push(entry("kind", text_at(place, kind.as_str())));
                line.push(entry("from", list(from)));
                line.push(entry("to", list(to)));
                "event"
            }
            _ => {
                line.push(entry("kind", text_at(place, "other")));
                line.push(entry("actor", list(from)));
                "event"
            }
        };
        if of_type == "relation" {
            let [start, end] = ["startDate", "endDate"].map(|name| self.date(name));
            line.extend(start.map(|date| entry("start", date)));
            line.extend(end.map(|date| entry("end", date)));
        } else {
            line.extend(self.when().map(|when| entry("when", when)));
        }
        line.extend(self.proofs(foreign));
        self.end(foreign, of_type, line, &["description"]);
    }

    /// The documents that it rests on; other proofs stay.
    fn proofs(&mut self, foreign: &Foreign) -> Option<Entry> {
        let place = self.at;
        let list = |nodes: Vec<Node>| at(place, Value::Array(nodes));
        let is_source = |node: &Node| foreign.sources.contains_key(text(node).unwrap_or_default());
        let (proofs, others): (Vec<Node>, Vec<Node>) =
            self.all("proof").into_iter().partition(is_source);
        if !others.is_empty() {
            self.properties.push(entry("proof", list(others)));
        }
        if !proofs.is_empty() {
            let key = |node: Node| {
                let key = foreign.sources.get(text(&node).unwrap_or_default());
                text_at(node.at, key.map_or("", |key| &**key))
            };
            let keys = proofs.into_iter().map(key).collect();
            return Some(entry("source", list(keys)));
        }
        None
    }

    /// When an event was: its date, or from its start to its end.
    fn when(&mut self) -> Option<Node> {
        if let Some(date) = self.date("date") {
            return Some(date);
        }
        let (start, end) = (self.date("startDate"), self.date("endDate"));
        let place = start.as_ref().or(end.as_ref())?.at;
        let [start, end] = [&start, &end].map(|date| date.as_ref().and_then(text));
        Some(text_at(
            place,
            match (start, end) {
                (Some(start), Some(end)) if start == end => start.to_owned(),
                (Some(start), Some(end)) => format!("{start}/{end}"),
                (Some(start), None) => format!("[{start}..]"),
                (None, end) => format!("[..{}]", end.unwrap_or_default()),
            },
        ))
    }
}
