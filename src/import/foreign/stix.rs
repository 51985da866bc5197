//! STIX bundles become a record.

use super::carried::Carried;
use super::shared::{Foreign, ImportOutcome, printed, told_twice};
use crate::import::outcome::Import;
use crate::import::report::Treatment;
use crate::import::trees::{Locator, json_tree};
use crate::model::RelationKind;
use crate::record::{
    At, Code, Desk, Entry, Node, Problems, STIX_AUTHOR, STIX_EXTENSION, Value, is_one_moment,
    shown, stix_actor, stix_place, stix_relation, stix_section, stix_time,
};
use std::collections::{BTreeMap, BTreeSet};

/// # STIX
impl Import {
    /// Reads a STIX 2.1 bundle.
    ///
    /// What [`View::to_stix`](crate::view::View::to_stix) wrote is read back as it was. In other
    /// bundles, identities, threat actors and intrusion sets become actors, of the kind `other`
    /// unless they are individuals or a label is a kind of actor. Locations become places. A
    /// relationship between actors becomes a relation, if this crate writes its type too; with a
    /// confidence below 50 it is `alleged`. Everything else, including incidents and references, is
    /// kept as `native`. Every object is written back as it was.
    ///
    /// If an object has several versions, the one modified last counts. What is revoked or deprecated is not
    /// a fact: an actor or place is set aside with its relationships, and a relationship is withdrawn from
    /// the day on which it was modified. The reader sets aside a relationship to an object that is not in the
    /// bundle, an object with a key twice in one table, and whatever breaks a rule of a record; the report
    /// names all of these.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, the first place where it is not. If it has no `objects` or two, or none of
    /// them is a STIX object, everything that is wrong with it.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Import;
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml("[actors]\nmsa = { name = \"MSA\", kind = \"armed-group\" }")?;
    /// let bundle = ActorGraph::new(record.clone()).ever().to_stix().content;
    /// assert_eq!(Import::from_stix(&bundle)?.record, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_stix(text: &str) -> Result<Self, Problems> {
        Self::stix_told(text).map(|told| told.0)
    }

    /// Reads a STIX bundle, and returns the problems of the objects that were set aside, too.
    pub(in crate::import) fn stix_told(text: &str) -> ImportOutcome {
        let mut foreign = Foreign::new("stix");
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let locator = Locator::new(text);
        let mut desk = Desk::default();
        let root = json_tree::parse(text, &mut desk, &|offset| locator.at(offset));
        foreign.reader.desk.add(desk);
        let Some(root) = root else {
            return Err(foreign.refused());
        };
        let Some(list) = objects_of(&mut foreign, root) else {
            return Err(foreign.refused());
        };
        let read = read(&mut foreign, list);
        if read.is_empty() && foreign.has_entries() {
            return Err(foreign.refused());
        }
        let mut objects = newest(&mut foreign, read);
        let ids: BTreeSet<String> = objects.keys().cloned().collect();
        without_carried(&mut foreign, &mut objects);
        let gone = without_revoked(&mut foreign, &mut objects);
        for (id, object) in &objects {
            let Some(section) = stix_section(&object.of_type) else {
                continue;
            };
            let name = object.node.text_of("name").unwrap_or_default();
            let key = foreign.keys.make(section, [name, id]);
            let keys = match section {
                "actor" => &mut foreign.actors,
                _ => &mut foreign.places,
            };
            keys.insert(id.clone(), key);
        }
        for object in objects.into_values() {
            object.convert(&mut foreign, &ids, &gone);
        }
        foreign.finish("STIX", ("object", "objects"))
    }
}

/// Returns the objects of a bundle, or reports why it has none and returns `None`.
fn objects_of(foreign: &mut Foreign, mut root: Node) -> Option<Vec<Node>> {
    let again = match &root.value {
        Value::Table(entries) => Entry::repeated_in(entries),
        _ => None,
    };
    if let Some(again) = again.filter(|again| again.key == "objects") {
        let (message, help) = told_twice(&again.key);
        let desk = &mut foreign.reader.desk;
        desk.error(again.at, Code::DuplicateKey, message, help.to_owned());
        return None;
    }
    match root.take("objects").map(|node| node.value) {
        Some(Value::Array(list)) => return Some(list),
        None if root.text_of("type") == Some("bundle") => return Some(Vec::new()),
        _ => {}
    }
    let message = "a bundle has a list `objects`".to_owned();
    let help = "write `{\"type\":\"bundle\",\"id\":\"…\",\"objects\":[…]}`".to_owned();
    let desk = &mut foreign.reader.desk;
    desk.error(root.at, Code::MissingKey, message, help);
    None
}

/// One object.
#[derive(Debug)]
struct Object {
    id: String,
    of_type: String,
    node: Node,
}

/// Returns the STIX objects of a list, by their ids.
fn read(foreign: &mut Foreign, list: Vec<Node>) -> BTreeMap<String, Vec<Object>> {
    let mut read: BTreeMap<String, Vec<Object>> = BTreeMap::new();
    for node in list {
        foreign.begin(node.at);
        if node.has_lost() {
            // the parser has reported why it cannot be read
            foreign.lost(Desk::default());
            continue;
        }
        let of = |key: &str| node.text_of(key).filter(|text| !text.is_empty());
        let (Some(id), Some(of_type)) = (of("id"), of("type")) else {
            let message = "an object needs `id` and `type`".to_owned();
            foreign.wrong(node.at, Code::MissingKey, message, "write them as texts");
            continue;
        };
        let (id, of_type) = (id.to_owned(), of_type.to_owned());
        foreign.entries.name(node.at, node.at, &id);
        if let Some(again) = node.repeated() {
            foreign.repeated(again);
            continue;
        }
        let versions = read.entry(id.clone()).or_default();
        versions.push(Object { id, of_type, node });
    }
    read
}

/// Returns the version of each object that was modified last.
fn newest(foreign: &mut Foreign, read: BTreeMap<String, Vec<Object>>) -> BTreeMap<String, Object> {
    let mut objects = BTreeMap::new();
    for (id, mut versions) in read {
        if versions.len() > 1 {
            // if two versions have one time, a fixed order decides
            versions.sort_by_cached_key(|one| {
                let modified = one.node.text_of("modified").unwrap_or_default();
                (stix_time(modified), modified.to_owned(), printed(&one.node))
            });
        }
        let Some(last) = versions.pop() else {
            continue;
        };
        for older in versions {
            let message = "older versions of an object: the one modified last counts";
            foreign.entries.name(older.node.at, last.node.at, &id);
            foreign.merged("older-version", message, older.node.at, &id);
        }
        objects.insert(id, last);
    }
    objects
}

/// Reads the entries that objects of this crate carry, and leaves the other objects.
fn without_carried(foreign: &mut Foreign, objects: &mut BTreeMap<String, Object>) {
    let mut marks = Vec::new();
    objects.retain(|id, object| {
        if id == STIX_AUTHOR || id == STIX_EXTENSION {
            foreign.of_the_file();
            return false;
        }
        let Some(mark) = object.mark() else {
            return true;
        };
        match foreign.own(id, &mark, &object.node) {
            Carried::Entries => foreign.made(),
            Carried::Again => foreign.of_the_file(),
            Carried::Nothing => {
                marks.push((id.clone(), mark));
                return true;
            }
        }
        false
    });
    // an object without entries follows from others, if there are others
    for (id, mark) in marks {
        let Some(object) = objects.get(&id) else {
            continue;
        };
        let others: &[&str] = match &*object.of_type {
            "location" => &["place"],
            "relationship" => &["relation", "event"],
            _ => &[],
        };
        if foreign.carries(others) {
            foreign.check_seal(&id, &mark, &object.node);
            foreign.of_the_file();
            objects.remove(&id);
        }
    }
}

/// Sets aside the actors and places that are revoked or deprecated, and returns their ids.
fn without_revoked(
    foreign: &mut Foreign,
    objects: &mut BTreeMap<String, Object>,
) -> BTreeSet<String> {
    let mut gone = BTreeSet::new();
    objects.retain(|id, object| {
        let is_gone = object.is_revoked() && stix_section(&object.of_type).is_some();
        if is_gone {
            let message = format!("`{}` is revoked or deprecated", shown(id));
            foreign.wrong(object.node.at, Code::Revoked, message, REVOKED);
            gone.insert(id.clone());
        }
        !is_gone
    });
    gone
}

/// The remedy for a revoked object.
const REVOKED: &str = "use the object that took its place";

/// The keys that name other objects, besides the ends of relationships.
const REFERENCES: [&str; 3] = ["object_refs", "sighting_of_ref", "where_sighted_refs"];

impl Object {
    /// Removes the mark of this crate from the object.
    fn mark(&mut self) -> Option<Node> {
        let extensions = self.node.get("extensions")?;
        extensions.get(STIX_EXTENSION)?;
        let mut extensions = self.node.take("extensions")?;
        let mark = extensions.take(STIX_EXTENSION);
        let is_empty = matches!(&extensions.value, Value::Table(entries) if entries.is_empty());
        if let Value::Table(entries) = &mut self.node.value
            && !is_empty
        {
            entries.push(Entry::of("extensions", extensions));
        }
        mark
    }

    /// Whether the object is revoked or deprecated.
    fn is_revoked(&self) -> bool {
        let is = |key: &str| self.node.get(key).map(|node| &node.value) == Some(&Value::Bool(true));
        is("revoked") || is("x_mitre_deprecated")
    }

    fn convert(self, foreign: &mut Foreign, ids: &BTreeSet<String>, gone: &BTreeSet<String>) {
        let place = self.node.at;
        match (stix_section(&self.of_type), &*self.of_type) {
            (Some(section), _) => {
                let (keys, mut line) = match section {
                    "actor" => (&foreign.actors, stix_actor(&self.node)),
                    _ => (&foreign.places, stix_place(&self.node)),
                };
                let key = keys.get(&self.id).cloned().unwrap_or_default();
                line.insert(0, Entry::of("key", Node::text_at(place, key)));
                if section == "actor" {
                    self.note_kind(foreign, &line);
                }
                line.push(foreign.native(&self.node));
                foreign.line(place, section, line);
            }
            (None, "relationship") => self.relationship(foreign, ids, gone),
            (None, _) => {
                if self.has_dangling(ids) {
                    let message = "objects that list others which are not in the bundle";
                    foreign.note(Treatment::Beyond, "dangling-refs", message, place, &self.id);
                }
                let message = "objects of types for which a record has no entry, kept as `native`";
                foreign.beyond("no-such-entry", message, &self.node, &self.id);
            }
        }
    }

    /// Reports that the kind of an actor came from its labels.
    fn note_kind(&self, foreign: &mut Foreign, line: &[Entry]) {
        let kind = line.iter().find(|one| one.key == "kind");
        let kind = kind.and_then(|one| one.node.as_text());
        let is_label = match self.node.get("labels").map(|node| &node.value) {
            Some(Value::Array(labels)) => labels.iter().any(|label| label.as_text() == kind),
            _ => false,
        };
        if is_label {
            let message = "the kind of an actor, by its `labels`";
            foreign.note(
                Treatment::Guessed,
                "actor-kind",
                message,
                self.node.at,
                &self.id,
            );
        }
    }

    /// Whether the object lists an object that is not in the bundle.
    fn has_dangling(&self, ids: &BTreeSet<String>) -> bool {
        let is_dangling = |node: &Node| node.as_text().is_some_and(|id| !ids.contains(id));
        REFERENCES.iter().any(|key| match self.node.get(key) {
            Some(Node {
                value: Value::Array(list),
                ..
            }) => list.iter().any(is_dangling),
            Some(node) => is_dangling(node),
            None => false,
        })
    }

    fn relationship(self, foreign: &mut Foreign, ids: &BTreeSet<String>, gone: &BTreeSet<String>) {
        let place = self.node.at;
        for key in ["source_ref", "target_ref"] {
            let Some(end) = self.node.text_of(key).filter(|id| !id.is_empty()) else {
                let message = format!("a relationship needs `{key}`");
                foreign.wrong(place, Code::MissingKey, message, "name both of its ends");
                return;
            };
            if !ids.contains(end) {
                let end = end.to_owned();
                foreign.dangling(place, key, &end);
                return;
            }
            if gone.contains(end) {
                let message = format!(
                    "`{key}` names `{}`, which is revoked or deprecated",
                    shown(end)
                );
                foreign.wrong(place, Code::Revoked, message, REVOKED);
                return;
            }
        }
        let key_of = |id: &str| foreign.actors.get(id).cloned();
        let Some(mut line) = stix_relation(&self.node, &key_of) else {
            let kind = self.node.text_of("relationship_type");
            let (code, message) = match kind.and_then(RelationKind::of_stix) {
                Some(_) => (
                    "link-to-no-actor",
                    "relationships of what is no actor, kept as `native`",
                ),
                None => (
                    "no-such-relation",
                    "relationships of types for which a record has no relation, kept as `native`",
                ),
            };
            foreign.beyond(code, message, &self.node, &self.id);
            return;
        };
        if is_one_moment(&self.node) {
            let message = "what starts and stops at one moment held on that day";
            foreign.note(Treatment::Changed, "one-day", message, place, &self.id);
        }
        if self.is_revoked() {
            let Some(day) = self.modified() else {
                let message = format!("`{}` is revoked or deprecated", shown(&self.id));
                foreign.wrong(place, Code::Revoked, message, REVOKED);
                return;
            };
            let message =
                "revoked or deprecated relationships, withdrawn from the day of their `modified`";
            foreign.note(Treatment::Changed, "revoked", message, place, &self.id);
            line.push(Entry::of("withdrawn", day));
        }
        line.push(foreign.native(&self.node));
        foreign.line(place, "relation", line);
    }

    /// Returns the day on which the object was modified.
    fn modified(&self) -> Option<Node> {
        let text = self.node.text_of("modified")?;
        stix_time(text)?;
        let day = text.split('T').next()?;
        Some(Node::text_at(self.at(), day))
    }

    const fn at(&self) -> At {
        self.node.at
    }
}
