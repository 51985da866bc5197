//! FollowTheMoney entities become a record.

use super::carried::Carried;
use super::ftm_entity::Entity;
use super::ftm_links::Descents;
use super::ftm_schemata::{is_actor, is_source};
use super::shared::{Foreign, ImportOutcome, list};
use crate::import::outcome::Import;
use crate::import::report::Treatment;
use crate::import::trees::{Locator, json_tree};
use crate::model::ActorKind;
use crate::record::{Code, Desk, Entry, Node, Problems, Value, shown};
use std::collections::{BTreeMap, BTreeSet};

/// # FollowTheMoney
impl Import {
    /// Reads FollowTheMoney entities, one on each line or all in one array.
    ///
    /// What [`View::to_follow_the_money`](crate::view::View::to_follow_the_money) wrote is read
    /// back as it was. In other files:
    ///
    /// - A legal entity becomes an actor, of the kind `other` unless it is a `Person` or its
    ///   `classification` is a kind of actor.
    /// - A document becomes a source, and a membership a membership.
    /// - A link of two actors becomes a relation. An `UnknownLink` has the kind that its `role`
    ///   names; any other link is `other`, with the link and its role as `role`.
    /// - A `Succession` becomes a `merger`, `split` or `rename`: the one that its role names, else one that
    ///   fits its form and that of the other successions, which the report names as guessed.
    /// - An event becomes an event, and so does a payment or call between two actors.
    /// - Anything beyond that is kept as `native` and written back.
    ///
    /// Fragments of one entity are joined. If a date has several values that agree, the most exact
    /// one counts; else the date is some day of the span that has them all. The reader sets aside
    /// and reports what links to nothing in the file, what breaks a rule of a record, and each line
    /// that is not an entity.
    ///
    /// # Errors
    ///
    /// All mistakes in the lines, if no line of the text is an entity.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorGraph;
    /// use factions::import::Import;
    ///
    /// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"],"topics":["crime"]}}"#;
    /// let record = Import::from_follow_the_money(text)?.record;
    /// assert_eq!(&*record.actors()[0].name, "A");
    /// let again = ActorGraph::new(record.clone()).ever().to_follow_the_money().content;
    /// assert!(again.contains(r#""topics":["crime"]"#));
    /// assert_eq!(Import::from_follow_the_money(&again)?.record, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_follow_the_money(text: &str) -> Result<Self, Problems> {
        Self::follow_the_money_told(text).map(|told| told.0)
    }

    /// Reads FollowTheMoney entities, and returns the problems of the entries that were set aside, too.
    pub(in crate::import) fn follow_the_money_told(text: &str) -> ImportOutcome {
        let mut foreign = Foreign::new("ftm");
        let read = lines(&mut foreign, text);
        if read.is_empty() && foreign.has_entries() {
            return Err(foreign.refused());
        }
        // an entity of several joined files occurs in the text several times
        let mut times: BTreeMap<String, u64> = BTreeMap::new();
        for entity in &read {
            *times.entry(entity.id.clone()).or_default() += 1;
        }
        let mut entities = joined(&mut foreign, read);
        let ids: BTreeSet<String> = entities.keys().cloned().collect();
        let first = entities.values().map(|entity| entity.at).min();
        if entities.values().any(|entity| entity.is_of_counted_file) {
            foreign.end.expect();
        }
        entities.retain(|_, entity| !is_carried(&mut foreign, entity));
        let count = foreign.end.count(times.into_values());
        foreign
            .end
            .check(&mut foreign.reader.desk, first.unwrap_or_default(), count);
        // links may name actors and sources that come later in the text
        for entity in entities.values() {
            let of = match &*entity.schema {
                schema if is_actor(schema) => "actor",
                schema if is_source(schema) => "source",
                _ => continue,
            };
            let names = ["name", "title"];
            let name = names.iter().find_map(|name| entity.peek(name));
            let key = foreign
                .keys
                .make(of, [&entity.id, name.unwrap_or_default()]);
            let keys = match of {
                "actor" => &mut foreign.actors,
                _ => &mut foreign.sources,
            };
            keys.insert(entity.id.clone(), key);
        }
        let descents = Descents::of(entities.values());
        for entity in entities.into_values() {
            entity.convert(&mut foreign, &ids, &descents);
        }
        foreign.finish("FollowTheMoney", ("entity", "entities"))
    }
}

/// Reads the entities of a text, one on each line, and reports lines that are not entities.
fn lines(foreign: &mut Foreign, text: &str) -> Vec<Entity> {
    let mut read = Vec::new();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim_ascii_start().starts_with('[') {
        return array(foreign, text);
    }
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        let locator = Locator::new(line);
        let place = |offset: usize| locator.at(offset).on_line(number);
        foreign.begin(place(0));
        let mut desk = Desk::default();
        let node = json_tree::parse(line, &mut desk, &place);
        let entity = node.and_then(|mut node| {
            // the place of an indented entity is the beginning of its line
            node.at = place(0);
            Entity::read(&mut desk, node)
        });
        match entity {
            Some(entity) if !desk.has_errors() => read.push(entity),
            _ => foreign.lost(desk),
        }
    }
    read
}

/// Reads the entities of a text that is one array.
fn array(foreign: &mut Foreign, text: &str) -> Vec<Entity> {
    let locator = Locator::new(text);
    let mut read = Vec::new();
    let mut desk = Desk::default();
    let node = json_tree::parse(text, &mut desk, &|offset| locator.at(offset));
    let Some(Value::Array(all)) = node.map(|node| node.value).filter(|_| !desk.has_errors()) else {
        foreign.begin(locator.at(0));
        foreign.lost(desk);
        return read;
    };
    for node in all {
        foreign.begin(node.at);
        let mut desk = Desk::default();
        match Entity::read(&mut desk, node) {
            Some(entity) if !desk.has_errors() => read.push(entity),
            _ => foreign.lost(desk),
        }
    }
    read
}

/// Joins the fragments of each entity, and returns the entities by id.
fn joined(foreign: &mut Foreign, read: Vec<Entity>) -> BTreeMap<String, Entity> {
    let mut fragments: BTreeMap<String, Vec<Entity>> = BTreeMap::new();
    for entity in read {
        fragments.entry(entity.id.clone()).or_default().push(entity);
    }
    let mut entities = BTreeMap::new();
    for (id, fragments) in fragments {
        let places: Vec<_> = fragments.iter().map(|one| one.at).collect();
        let Some(whole) = Entity::joined(fragments) else {
            for place in places {
                foreign.entries.name(place, place, &id);
                let message = format!("the schemata of `{}` exclude each other", shown(&id));
                let help = "keep the fragments of one entity under that id";
                foreign.wrong(place, Code::ConflictingId, message, help);
            }
            continue;
        };
        for place in places {
            foreign.entries.name(place, whole.at, &id);
            if place != whole.at {
                let message = "fragments of one entity, joined";
                foreign.merged("fragments", message, place, &id);
            }
        }
        entities.insert(id, whole);
    }
    entities
}

/// Reads the entries that this crate wrote into an entity; returns `false` without any.
fn is_carried(foreign: &mut Foreign, entity: &mut Entity) -> bool {
    let Some(mark) = entity.mark.take() else {
        return false;
    };
    match foreign.own(&entity.id, &mark, &entity.beside()) {
        Carried::Entries => foreign.made(),
        Carried::Again => foreign.of_the_file(),
        // a mark without entries leaves the entity to be converted
        Carried::Nothing => return false,
    }
    true
}

/// The properties that hold a remark.
const REMARKS: [&str; 2] = ["notes", "description"];

/// # Converting
impl Entity {
    fn convert(self, foreign: &mut Foreign, ids: &BTreeSet<String>, descents: &Descents) {
        if is_actor(&self.schema) {
            self.actor(foreign);
        } else if is_source(&self.schema) {
            self.source(foreign);
        } else {
            self.link_or_event(foreign, ids, descents);
        }
    }

    fn actor(mut self, foreign: &mut Foreign) {
        let place = self.at;
        let key = foreign.actors.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![Entry::of("key", Node::text_at(place, key))];
        let name = self.name(foreign);
        let called = name
            .as_ref()
            .and_then(Node::as_text)
            .unwrap_or_default()
            .to_owned();
        line.extend(name.map(|name| Entry::of("name", name)));
        let kind = self.kind(foreign);
        line.push(Entry::of("kind", kind));
        line.extend(
            self.one("abbreviation")
                .map(|short| Entry::of("short", short)),
        );
        // a second name is written back as a name
        let mut aliases = self.all("name");
        self.give_back("name", aliases.clone());
        aliases.extend(self.all("alias"));
        let mut told = BTreeSet::from([called]);
        aliases.retain(|alias| told.insert(alias.as_text().unwrap_or_default().to_owned()));
        if !aliases.is_empty() {
            line.push(Entry::of("aliases", list(place, aliases)));
        }
        let country = self.peek("country").unwrap_or_default();
        if country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic()) {
            let country = country.to_ascii_uppercase();
            let first = self.one("country");
            line.extend(first.map(|first| Entry::of("country", Node::text_at(first.at, country))));
        }
        let tags = self.all("keywords");
        if !tags.is_empty() {
            line.push(Entry::of("tags", list(place, tags)));
        }
        let start = self.date(foreign, "incorporationDate");
        let mut end = self.date(foreign, "dissolutionDate");
        self.one_day(foreign, start.as_ref(), &mut end);
        let ends = [("start", start), ("end", end)].into_iter();
        let ends = ends.filter_map(|(key, date)| Some(Entry::of(key, date?)));
        let ends: Vec<Entry> = ends.collect();
        if !ends.is_empty() {
            let ends = Node::made_at(place, Value::Table(ends));
            line.push(Entry::of("active", ends));
        }
        self.end(foreign, "actor", line, &REMARKS);
    }

    /// Returns the name that the entity is displayed by, if it is one of its names; else the first name; else one made
    /// of its other properties.
    fn name(&mut self, foreign: &mut Foreign) -> Option<Node> {
        let caption = self.more.iter().find(|one| one.key == "caption");
        let caption = caption
            .and_then(|one| one.node.as_text())
            .map(str::to_owned);
        let shown = caption.and_then(|caption| self.this("name", &caption));
        if let Some(name) = shown.or_else(|| self.one("name")) {
            return Some(name);
        }
        let parts = ["firstName", "middleName", "lastName"].into_iter();
        let parts: Vec<&str> = parts.filter_map(|name| self.peek(name)).collect();
        let others = ["alias", "previousName", "weakAlias", "abbreviation"];
        let name = if parts.is_empty() {
            others.iter().find_map(|name| self.peek(name))?.to_owned()
        } else {
            parts.join(" ")
        };
        let message = "names of actors without `name`, by the parts of it or another name";
        foreign.note(Treatment::Guessed, "actor-name", message, self.at, &self.id);
        Some(Node::text_at(self.at, name))
    }

    fn kind(&mut self, foreign: &mut Foreign) -> Node {
        let classes = self.peek_all("classification");
        let kind = ActorKind::WORDS.iter().find(|kind| classes.contains(kind));
        if let Some(kind) = kind {
            let message = "the kind of an actor, by its `classification`";
            foreign.note(Treatment::Guessed, "actor-kind", message, self.at, &self.id);
            if let Some(kind) = self.this("classification", kind) {
                return kind;
            }
        }
        let is_person = self.schema == "Person";
        Node::text_at(self.at, if is_person { "person" } else { "other" })
    }

    fn source(mut self, foreign: &mut Foreign) {
        let key = foreign.sources.get(&self.id).cloned().unwrap_or_default();
        let mut line = vec![Entry::of("key", Node::text_at(self.at, key))];
        let title = self.one("title").or_else(|| self.one("name"));
        line.extend(title.map(|title| Entry::of("title", title)));
        for (key, property) in [("publisher", "publisher"), ("url", "sourceUrl")] {
            line.extend(self.one(property).map(|value| Entry::of(key, value)));
        }
        let published = self.date(foreign, "publishedAt");
        line.extend(published.map(|date| Entry::of("published", date)));
        self.end(foreign, "source", line, &REMARKS);
    }

    /// Adds the note and the rest of the properties, and reads the finished line.
    pub(super) fn end(
        mut self,
        foreign: &mut Foreign,
        of_type: &str,
        mut line: Vec<Entry>,
        notes: &[&str],
    ) {
        let place = self.at;
        let note = notes.iter().find_map(|name| self.one(name));
        line.extend(note.map(|note| Entry::of("note", note)));
        let rest = self.rest();
        line.push(foreign.native(&rest));
        foreign.line(place, of_type, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTITIES: [&str; 3] = [
        r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}"#,
        r#"{"id":"b","schema":"Organization","properties":{"name":["B"]}}"#,
        r#"{"id":"m","schema":"Membership","properties":{"member":["b"],"organization":["a"]}}"#,
    ];

    #[test]
    fn entities_may_stand_in_one_array() {
        let lines = Import::from_follow_the_money(&ENTITIES.join("\n"));
        let lines = lines.expect("they are entities");
        for array in [
            format!("[{}]", ENTITIES.join(",")),
            format!("\u{FEFF}\n[\n  {}\n]\n", ENTITIES.join(",\n  ")),
        ] {
            let import = Import::from_follow_the_money(&array).expect("they are entities");
            assert_eq!(import.record, lines.record);
            assert_eq!((import.report.read, import.report.made), (3, 3));
        }
    }

    #[test]
    fn what_is_no_entity_of_an_array_is_set_aside_with_its_place() {
        let array = format!("[{},\n  7,\n{}]", ENTITIES[0], ENTITIES[1]);
        let report = Import::from_follow_the_money(&array)
            .expect("two are entities")
            .report;
        assert_eq!(
            (report.read, report.made, report.set_aside),
            (3, 2, 1),
            "{report}"
        );
        let location = &report.notes[0].first[0].location;
        assert_eq!((location.line, location.column), (2, 3), "{report}");
        // what is no JSON is refused as a whole
        assert!(Import::from_follow_the_money("[{\"id\":\"a\"").is_err());
    }
}
