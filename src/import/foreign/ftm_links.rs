//! Links and events of FollowTheMoney.

use super::ftm_dates::{day_after_same, from_to, property};
use super::ftm_entity::Entity;
use super::ftm_schemata::{As, Link, is_event, link_of};
use super::shared::{Foreign, list};
use crate::import::report::Treatment;
use crate::model::{EventKind, RelationKind};
use crate::record::{Code, Entry, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Successors and predecessors in the whole file.
#[derive(Debug, Default)]
pub(super) struct Descents {
    successors: BTreeMap<String, BTreeSet<String>>,
    predecessors: BTreeMap<String, BTreeSet<String>>,
}

impl Descents {
    pub(super) fn of<'e>(entities: impl Iterator<Item = &'e Entity>) -> Self {
        let mut all = Self::default();
        for entity in entities.filter(|one| one.schema == "Succession") {
            for from in entity.peek_all("predecessor") {
                for to in entity.peek_all("successor") {
                    let of = |id: &str| id.to_owned();
                    all.successors.entry(of(from)).or_default().insert(of(to));
                    all.predecessors.entry(of(to)).or_default().insert(of(from));
                }
            }
        }
        all
    }

    /// Guesses the kind of a succession: several that became one merged, one that became several was split, and one
    /// that became one was renamed.
    fn kind(&self, from: &[String], to: &[String]) -> EventKind {
        let is_several = |of: &BTreeMap<String, BTreeSet<String>>, ids: &[String]| {
            ids.iter()
                .any(|id| of.get(id).is_some_and(|all| all.len() > 1))
        };
        let into_one = is_several(&self.predecessors, to);
        let from_one = is_several(&self.successors, from);
        match (from.len(), to.len()) {
            (1, 1) if !into_one && !from_one => EventKind::Rename,
            (_, 1) if into_one => EventKind::Merger,
            (1, _) => EventKind::Split,
            (_, 1) => EventKind::Merger,
            _ => EventKind::Other,
        }
    }
}

/// One end of a link.
#[derive(Debug)]
enum End {
    /// The keys of the actors, and their ids.
    Actors(Vec<Node>, Vec<String>),
    /// The end names entities of the file, but no actor.
    NoActor,
    /// The end names only entities that are not in the file.
    Dangling(String),
    /// The end names nothing.
    Missing,
}

/// # Converting
impl Entity {
    pub(super) fn link_or_event(
        self,
        foreign: &mut Foreign,
        ids: &BTreeSet<String>,
        descents: &Descents,
    ) {
        if is_event(&self.schema) {
            self.event(foreign, ids);
        } else if let Some(link) = link_of(&self.schema) {
            self.link(foreign, ids, link, descents);
        } else {
            let message = "entities of schemata for which a record has no entry, kept as `native`";
            let what = format!("{} ({})", self.id, self.schema);
            foreign.beyond("no-such-entry", message, &self.rest(), &what);
        }
    }

    /// Removes the actors at an end and returns them; other values of the property stay.
    fn end_at(&mut self, foreign: &mut Foreign, ids: &BTreeSet<String>, name: &str) -> End {
        let all = self.all(name);
        let (mut keys, mut found, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut dangling = None;
        for node in all {
            let id = node.as_text().unwrap_or_default();
            if let Some(key) = foreign.actors.get(id) {
                keys.push(Node::text_at(node.at, &**key));
                found.push(id.to_owned());
            } else {
                if !ids.contains(id) {
                    dangling.get_or_insert_with(|| id.to_owned());
                }
                others.push(node);
            }
        }
        let has_others = !others.is_empty();
        self.give_back(name, others);
        if keys.is_empty() {
            return match dangling {
                Some(id) => End::Dangling(id),
                None if has_others => End::NoActor,
                None => End::Missing,
            };
        }
        if let Some(id) = dangling {
            let message = "links of several: without those that are not in the file";
            foreign.note(Treatment::Changed, "dangling-link", message, self.at, &id);
        } else if has_others {
            let message = "links of several: without those that are no actors";
            foreign.note(
                Treatment::Changed,
                "not-all-actors",
                message,
                self.at,
                &self.id,
            );
        }
        End::Actors(keys, found)
    }

    fn link(
        mut self,
        foreign: &mut Foreign,
        ids: &BTreeSet<String>,
        link: Link,
        descents: &Descents,
    ) {
        let whole = self.clone();
        let ends = link
            .ends
            .map(|name| (name, self.end_at(foreign, ids, name)));
        for (name, end) in &ends {
            if let End::Dangling(id) = end {
                foreign.dangling(self.at, name, id);
                return;
            }
        }
        for (name, end) in &ends {
            if matches!(end, End::Missing) {
                let message = format!("a link of schema `{}` needs `{name}`", link.schema);
                let help = "name both of its ends";
                foreign.wrong(self.at, Code::MissingKey, message, help);
                return;
            }
        }
        let [
            (_, End::Actors(from, from_ids)),
            (_, End::Actors(to, to_ids)),
        ] = ends
        else {
            let message = "links to what is no actor, kept as `native`";
            let what = format!("{} ({})", self.id, self.schema);
            foreign.beyond("link-to-no-actor", message, &whole.rest(), &what);
            return;
        };
        match link.as_what {
            As::Membership => self.membership(foreign, from, to),
            As::Named => self.named(foreign, &whole, from, to),
            As::Other(word) => self.other(foreign, &whole, word, [from, to].concat()),
            As::Descent => {
                let guessed = descents.kind(&from_ids, &to_ids);
                self.descent(foreign, guessed, from, to);
            }
            As::Event => self.act(foreign, &whole, from, to),
        }
    }

    /// Returns the first entries of every statement.
    fn begin(&self, kind: &str) -> Vec<Entry> {
        vec![
            Entry::of("id", Node::text_at(self.at, &*self.id)),
            Entry::of("kind", Node::text_at(self.at, kind)),
        ]
    }

    fn membership(mut self, foreign: &mut Foreign, from: Vec<Node>, to: Vec<Node>) {
        let mut line = self.begin("membership");
        line.extend(self.one("role").map(|role| Entry::of("role", role)));
        line.push(Entry::of("from", list(self.at, from)));
        line.push(Entry::of("to", list(self.at, to)));
        self.relation(foreign, line);
    }

    /// Reads a link as a relation of the kind that its role names.
    fn named(mut self, foreign: &mut Foreign, whole: &Self, from: Vec<Node>, to: Vec<Node>) {
        let roles = self.peek_all("role").into_iter();
        let kinds: BTreeSet<RelationKind> = roles.filter_map(|role| role.parse().ok()).collect();
        let mut kinds = kinds.into_iter();
        let kind = match (kinds.next(), kinds.next()) {
            (Some(kind), None) if kind != RelationKind::Other => kind,
            _ => {
                let role = self.roles(&["role"]);
                let mut line = self.begin("other");
                line.extend(role.map(|role| Entry::of("role", role)));
                line.push(Entry::of("between", list(self.at, [from, to].concat())));
                self.keep_ends(whole);
                self.relation(foreign, line);
                return;
            }
        };
        let message = "the kind of a link, by its `role`";
        foreign.note(Treatment::Guessed, "link-kind", message, self.at, &self.id);
        self.this("role", kind.as_str());
        let mut line = self.begin(kind.as_str());
        if kind.is_directed() {
            line.push(Entry::of("from", list(self.at, from)));
            line.push(Entry::of("to", list(self.at, to)));
        } else {
            line.push(Entry::of("between", list(self.at, [from, to].concat())));
            self.keep_ends(whole);
        }
        self.relation(foreign, line);
    }

    /// Restores the ends of a link whose direction the relation loses, so that it can be written back.
    fn keep_ends(&mut self, whole: &Self) {
        for name in ["subject", "object"] {
            self.all(name);
            let ends = whole.properties.iter().find(|one| one.key == name);
            self.properties.extend(ends.cloned());
        }
    }

    /// Reads a link as a relation of kind `other`, whose role consists of the schema's word and the link's role.
    fn other(mut self, foreign: &mut Foreign, whole: &Self, word: &str, actors: Vec<Node>) {
        let role = self.roles(&["role", "relationship"]);
        let role = role.as_ref().and_then(Node::as_text);
        let role = role.map_or_else(|| word.to_owned(), |role| format!("{word}: {role}"));
        let mut line = self.begin("other");
        line.push(Entry::of("role", Node::text_at(self.at, role)));
        line.push(Entry::of("between", list(self.at, actors)));
        let note = self.one("description");
        self.dates(foreign, &mut line);
        line.extend(self.proofs(foreign));
        line.extend(note.map(|note| Entry::of("note", note)));
        self.end_whole(foreign, whole, "relation", line);
    }

    /// Returns all roles as one text; the roles stay.
    fn roles(&self, names: &[&str]) -> Option<Node> {
        let roles = names.iter().flat_map(|name| self.peek_all(name));
        let roles: BTreeSet<&str> = roles.collect();
        let roles: Vec<&str> = roles.into_iter().collect();
        (!roles.is_empty()).then(|| Node::text_at(self.at, roles.join(", ")))
    }

    fn descent(
        mut self,
        foreign: &mut Foreign,
        guessed: EventKind,
        from: Vec<Node>,
        to: Vec<Node>,
    ) {
        let roles = self.peek_all("role").into_iter();
        let kinds = roles.filter_map(|role| role.parse::<EventKind>().ok());
        let kinds: BTreeSet<EventKind> = kinds.filter(|kind| kind.is_lineage()).collect();
        let mut kinds = kinds.into_iter();
        let kind = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => {
                self.this("role", kind.as_str());
                kind
            }
            _ => guessed,
        };
        let message = "the kind of a descent, by its role, else by who succeeds whom: several that \
                       became one merged, one that became several was split, else it is a new name";
        foreign.note(
            Treatment::Guessed,
            "descent-kind",
            message,
            self.at,
            &self.id,
        );
        let mut line = self.begin(kind.as_str());
        line.push(Entry::of("from", list(self.at, from)));
        line.push(Entry::of("to", list(self.at, to)));
        line.extend(self.when(foreign).map(|when| Entry::of("when", when)));
        line.extend(self.proofs(foreign));
        self.end(foreign, "event", line, &["description"]);
    }

    /// Reads an act of one actor towards another as an event of kind `other`.
    fn act(mut self, foreign: &mut Foreign, whole: &Self, from: Vec<Node>, to: Vec<Node>) {
        let mut line = self.begin("other");
        line.push(Entry::of("from", list(self.at, from)));
        line.push(Entry::of("to", list(self.at, to)));
        line.extend(self.when(foreign).map(|when| Entry::of("when", when)));
        line.extend(self.proofs(foreign));
        let mut said = ["purpose", "description"].into_iter();
        let said = said.find_map(|name| self.one(name));
        let note = match said.as_ref().and_then(Node::as_text) {
            Some(said) => format!("{}: {said}", self.schema.to_lowercase()),
            None => self.schema.to_lowercase(),
        };
        line.push(Entry::of("note", Node::text_at(self.at, note)));
        self.end_whole(foreign, whole, "event", line);
    }

    fn event(mut self, foreign: &mut Foreign, ids: &BTreeSet<String>) {
        let whole = self.clone();
        match self.end_at(foreign, ids, "involved") {
            End::Actors(actors, _) => {
                let mut line = self.begin("other");
                line.push(Entry::of("actor", list(self.at, actors)));
                line.extend(self.when(foreign).map(|when| Entry::of("when", when)));
                line.extend(self.proofs(foreign));
                self.end(foreign, "event", line, &["description"]);
            }
            End::Dangling(id) => foreign.dangling(self.at, "involved", &id),
            End::NoActor | End::Missing => {
                let message = "events of no actor, kept as `native`";
                foreign.beyond("event-of-no-actor", message, &whole.rest(), &self.id);
            }
        }
    }

    /// Adds dates, proofs and the rest, and reads the finished line.
    fn relation(mut self, foreign: &mut Foreign, mut line: Vec<Entry>) {
        self.dates(foreign, &mut line);
        line.extend(self.proofs(foreign));
        self.end(foreign, "relation", line, &["description"]);
    }

    /// Reads the line of an entity that is written back unchanged, since the line alone does not determine it.
    fn end_whole(self, foreign: &mut Foreign, whole: &Self, of_type: &str, mut line: Vec<Entry>) {
        line.push(foreign.native(&whole.clone().rest()));
        foreign.line(self.at, of_type, line);
    }

    fn dates(&mut self, foreign: &mut Foreign, line: &mut Vec<Entry>) {
        let start = self.date(foreign, "startDate");
        let mut end = self.date(foreign, "endDate");
        self.one_day(foreign, start.as_ref(), &mut end);
        line.extend(start.map(|date| Entry::of("start", date)));
        line.extend(end.map(|date| Entry::of("end", date)));
    }

    /// Moves the end to the next day if start and end are one day, so that the period includes this day.
    pub(super) fn one_day(
        &self,
        foreign: &mut Foreign,
        start: Option<&Node>,
        end: &mut Option<Node>,
    ) {
        if let Some(next) = day_after_same(start, end.as_ref()) {
            let message = "what starts and ends on one day held on that day";
            foreign.note(Treatment::Changed, "one-day", message, self.at, &self.id);
            *end = Some(next);
        }
    }

    /// Returns the documents that the statement rests on; other proofs stay.
    fn proofs(&mut self, foreign: &Foreign) -> Option<Entry> {
        let key = |node: &Node| foreign.sources.get(node.as_text()?);
        let (proofs, others): (Vec<Node>, Vec<Node>) = self
            .all("proof")
            .into_iter()
            .partition(|node| key(node).is_some());
        self.give_back("proof", others);
        let keys = proofs
            .iter()
            .filter_map(|node| Some(Node::text_at(node.at, key(node)?)));
        let keys: Vec<Node> = keys.collect();
        (!keys.is_empty()).then(|| Entry::of("source", list(self.at, keys)))
    }

    /// Returns the days of an event: its date, or its start to its end.
    fn when(&mut self, foreign: &mut Foreign) -> Option<Node> {
        if let Some(date) = self.date(foreign, "date") {
            return Some(date);
        }
        let start = self.date(foreign, "startDate");
        let end = self.date(foreign, "endDate");
        let place = start.as_ref().or(end.as_ref())?.at;
        let text = match (&start, &end) {
            (Some(start), Some(end)) if start.as_text() == end.as_text() => {
                start.as_text()?.to_owned()
            }
            (Some(start), Some(end)) => {
                let (text, is_some_day) = from_to(start, end)?;
                if is_some_day {
                    let message = "events from a month or year to another: on some day of these";
                    foreign.note(
                        Treatment::Changed,
                        "inexact-days",
                        message,
                        self.at,
                        &self.id,
                    );
                    for (name, date) in [("startDate", start), ("endDate", end)] {
                        if self.peek(name).is_none() {
                            self.properties.push(property(name, date.clone()));
                        }
                    }
                }
                text
            }
            (start, end) => {
                for (name, date) in [("startDate", start), ("endDate", end)] {
                    if let Some(date) = date.as_ref().filter(|_| self.peek(name).is_none()) {
                        self.properties.push(property(name, date.clone()));
                    }
                }
                some_day(start.as_ref(), end.as_ref())?
            }
        };
        Some(Node::text_at(place, text))
    }
}

/// Returns some day from a start on, or up to an end.
fn some_day(start: Option<&Node>, end: Option<&Node>) -> Option<String> {
    let day = |node: &Node, is_start: bool| {
        let text = node.as_text()?;
        // a span of days has a first and a last day
        let when: Option<crate::model::When> = text.parse().ok();
        let bound = when.and_then(|when| {
            if is_start {
                when.earliest()
            } else {
                when.latest()
            }
        });
        match bound {
            Some(day) if text.starts_with('[') => Some(day.to_string()),
            _ => Some(text.to_owned()),
        }
    };
    match (start, end) {
        (Some(start), _) => Some(format!("[{}..]", day(start, true)?)),
        (None, Some(end)) => Some(format!("[..{}]", day(end, false)?)),
        (None, None) => None,
    }
}
