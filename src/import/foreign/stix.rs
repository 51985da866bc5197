//! STIX bundles into a record.

use super::shared::{Foreign, at, entry, get, text, text_at};
use crate::import::trees::Locator;
use crate::import::trees::json_tree;
use crate::model::{ActorKind, RelationKind};
use crate::record::{
    At, Code, Entry, Node, Problems, Record, STIX_AUTHOR, STIX_EXTENSION, Value, shown,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// # STIX
impl Record {
    /// Reads a record from a STIX 2.1 bundle.
    ///
    /// What [`View::to_stix`](crate::view::View::to_stix) wrote comes back as it was. Of other bundles,
    /// identities, threat actors and intrusion sets become actors (of the kind `other`, unless
    /// a label is a kind of actor, or they are an individual), locations places, and relationships between
    /// actors relations, where their type is one that the writer has; a confidence below 50 is
    /// `alleged`. All else, incidents and references among it, is kept as `native` and written back.
    ///
    /// # Errors
    ///
    /// All mistakes at once, with line and column; if the text is no JSON, the first place where it is
    /// not.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml("[actors]\nmsa = { name = \"MSA\", kind = \"armed-group\" }")?;
    /// let bundle = ActorGraph::new(record.clone()).ever().to_stix().content;
    /// assert_eq!(Record::from_stix(&bundle)?, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_stix(text: &str) -> Result<Self, Problems> {
        let mut foreign = Foreign::new("stix");
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let locator = Locator::new(text);
        let desk = &mut foreign.reader.desk;
        let Some(root) = json_tree::parse(text, desk, &|offset| locator.at(offset)) else {
            return Err(foreign.reader.into_broken());
        };
        let list = match get(&root, "objects").map(|node| &node.value) {
            Some(Value::Array(list)) => list.clone(),
            None if get(&root, "type").and_then(super::stix::text) == Some("bundle") => Vec::new(),
            _ => {
                let message = "a bundle has a list `objects`".to_owned();
                let help = "write `{\"type\":\"bundle\",\"id\":\"…\",\"objects\":[…]}`".to_owned();
                desk.error(root.at, Code::MissingKey, message, help);
                Vec::new()
            }
        };
        let mut objects = Vec::new();
        let mut ids = BTreeSet::new();
        for node in list {
            let of = |key: &str| {
                get(&node, key)
                    .and_then(super::stix::text)
                    .map(str::to_owned)
            };
            let (Some(id), Some(of_type)) = (of("id"), of("type")) else {
                let message = "an object needs `id` and `type`".to_owned();
                let help = "write them as texts".to_owned();
                let desk = &mut foreign.reader.desk;
                desk.error(node.at, Code::MissingKey, message, help);
                continue;
            };
            if !ids.insert(id.clone()) {
                let message = format!("the id `{}` stands twice", shown(&id));
                let help = "keep the version that was modified last".to_owned();
                let desk = &mut foreign.reader.desk;
                desk.error(node.at, Code::DuplicateKey, message, help);
            }
            if id != STIX_AUTHOR && id != STIX_EXTENSION {
                objects.push(Object { id, of_type, node });
            }
        }
        objects.retain_mut(|object| match object.mark() {
            Some(mark) => {
                foreign.own(&object.id, &mark, &object.node);
                false
            }
            None => true,
        });
        for object in &objects {
            let section = match object.of_type.as_str() {
                "identity" | "threat-actor" | "intrusion-set" => "actor",
                "location" => "place",
                _ => continue,
            };
            let name = get(&object.node, "name").and_then(super::stix::text);
            let key = foreign.key(section, name.unwrap_or_default(), &object.id);
            let keys = match section {
                "actor" => &mut foreign.actors,
                _ => &mut foreign.places,
            };
            keys.insert(object.id.clone(), key);
        }
        for object in objects {
            match object.of_type.as_str() {
                "identity" | "threat-actor" | "intrusion-set" => object.actor(&mut foreign),
                "location" => object.place(&mut foreign),
                "relationship" => object.relationship(&mut foreign),
                _ => foreign.keep(object.node.at, &object.node),
            }
        }
        foreign.finish()
    }
}

/// One object; what is read is taken out of it.
#[derive(Debug)]
struct Object {
    id: String,
    of_type: String,
    node: Node,
}

impl Object {
    fn take(&mut self, key: &str) -> Option<Node> {
        take(&mut self.node, key)
    }

    /// Takes out what this crate wrote beside the object.
    fn mark(&mut self) -> Option<Node> {
        let mut extensions = self.take("extensions")?;
        let mark = take(&mut extensions, STIX_EXTENSION);
        let is_empty = matches!(&extensions.value, Value::Table(entries) if entries.is_empty());
        if let Value::Table(entries) = &mut self.node.value
            && !is_empty
        {
            entries.push(entry("extensions", extensions));
        }
        mark
    }

    /// A text as a text, anything else as what is beyond the model.
    fn text(&self, key: &str) -> Option<(At, String)> {
        let node = get(&self.node, key)?;
        Some((node.at, text(node)?.to_owned()))
    }

    fn end(mut self, foreign: &mut Foreign, of_type: &str, mut line: Vec<Entry>) {
        let place = self.node.at;
        line.extend(self.take("description").map(|note| entry("note", note)));
        line.push(foreign.native(place, &[self.node]));
        foreign.line(place, of_type, line);
    }

    fn actor(mut self, foreign: &mut Foreign) {
        let place = self.node.at;
        let key = foreign.actors.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![entry("key", text_at(place, key))];
        line.extend(self.take("name").map(|name| entry("name", name)));
        let labels = match get(&self.node, "labels").map(|node| &node.value) {
            Some(Value::Array(labels)) => labels.iter().filter_map(text).collect(),
            _ => Vec::new(),
        };
        let class = self.text("identity_class");
        let kind = labels
            .into_iter()
            .find(|label| ActorKind::WORDS.contains(label));
        let kind = match kind {
            Some(kind) => kind,
            None if class.is_some_and(|class| class.1 == "individual") => "person",
            None => "other",
        };
        line.push(entry("kind", text_at(place, kind)));
        // they stay in the object too: STIX knows them on some types alone
        line.extend(get(&self.node, "aliases").map(|names| entry("aliases", names.clone())));
        self.end(foreign, "actor", line);
    }

    fn place(self, foreign: &mut Foreign) {
        let place = self.node.at;
        let key = foreign.places.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![entry("key", text_at(place, key))];
        let words = ["name", "administrative_area", "region", "country"];
        let name = words.iter().find_map(|word| get(&self.node, word));
        line.extend(name.map(|name| entry("name", name.clone())));
        for (key, word) in [
            ("region", "administrative_area"),
            ("latitude", "latitude"),
            ("longitude", "longitude"),
        ] {
            line.extend(get(&self.node, word).map(|value| entry(key, value.clone())));
        }
        if let Some((spot, country)) = self.text("country") {
            let country = country.to_ascii_uppercase();
            let is_code = country.len() == 2 && country.bytes().all(|c| c.is_ascii_uppercase());
            line.extend(is_code.then(|| entry("country", text_at(spot, country))));
        }
        self.end(foreign, "place", line);
    }

    fn relationship(mut self, foreign: &mut Foreign) {
        let place = self.node.at;
        let end = |key: &str| {
            let (spot, id) = self.text(key)?;
            Some(text_at(spot, &**foreign.actors.get(&id)?))
        };
        let word = self.text("relationship_type").map(|word| word.1);
        let kind = word.as_deref().and_then(RelationKind::of_stix);
        let (Some(kind), Some(from), Some(to)) = (kind, end("source_ref"), end("target_ref"))
        else {
            foreign.keep(place, &self.node);
            return;
        };
        let mut line = vec![
            entry("id", text_at(place, &*self.id)),
            entry("kind", text_at(place, kind.as_str())),
        ];
        if kind.is_directed() {
            line.push(entry("from", from));
            line.push(entry("to", to));
        } else {
            line.push(entry("between", at(place, Value::Array(vec![from, to]))));
        }
        if let Some((spot, time)) = self.text("start_time") {
            let day = time.split('T').next().unwrap_or_default();
            line.push(entry("start", text_at(spot, day)));
        }
        if let Some((spot, time)) = self.text("stop_time") {
            line.push(entry("end", text_at(spot, day_after(&time))));
        }
        let confidence = get(&self.node, "confidence").map(|node| &node.value);
        if matches!(confidence, Some(Value::Integer(number)) if *number < 50) {
            line.push(entry("certainty", text_at(place, "alleged")));
        }
        if kind.is_directed() {
            self.take("source_ref");
            self.take("target_ref");
        }
        self.end(foreign, "relation", line);
    }
}

/// Takes a key out of a table.
fn take(node: &mut Node, key: &str) -> Option<Node> {
    let Value::Table(entries) = &mut node.value else {
        return None;
    };
    let found = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(found).node)
}

/// The first day that lies whole behind a time.
fn day_after(time: &str) -> String {
    let (day, clock) = time.split_once('T').unwrap_or((time, ""));
    let is_midnight = clock.bytes().all(|c| b"0:.Z".contains(&c));
    match day.parse::<Date>().ok().filter(|_| !is_midnight) {
        Some(date) => date
            .tomorrow()
            .map_or(day.to_owned(), |next| next.to_string()),
        None => day.to_owned(),
    }
}
