//! FollowTheMoney: for Aleph, OpenSanctions and whoever reads their files.

use super::carried::{Carried, mark};
use super::native::{id_of, ids_of, objects, text_of, with};
use crate::export::kit::Json;
use crate::export::kit::{
    About, date_prefix, name_of_event, no_fact, of_actor, of_statement, web_address,
};
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow};
use crate::export::kit::{LeftOut, Written};
use crate::graph::StatementRef;
use crate::model::{
    Actor, ActorKind, Bounds, Certainty, Day, EventKind, Evidence, Kind, RelationKind, Source,
    StatementId,
};
use crate::record::{Entry, Node, Record, Value};
use crate::view::View;
use std::collections::BTreeSet;
use std::fmt::Write;

/// # FollowTheMoney
impl View<'_, '_> {
    /// The view as FollowTheMoney entities in JSON Lines, for Aleph and OpenSanctions.
    ///
    /// An actor is an `Organization`, `PublicBody`, `Person` or `LegalEntity` with its kind as
    /// `classification`; a membership a `Membership`; another tie an `UnknownLink` with its kind as
    /// `role`; a split, merger or renaming a `Succession` for each pair; any other event an `Event`;
    /// a source a `Document` that is the `proof` of what rests on it.
    ///
    /// Each entity carries its entry of the record beside its properties, under `factions`, where
    /// FollowTheMoney keeps what it does not know; so
    /// `Import::from_follow_the_money` has the same
    /// record again, but for what the view does not show. What an entity had beyond the record, kept as
    /// `native`, is written back.
    ///
    /// A date field has the day, month or year that all possible days share, and is left out where
    /// there is none: readers make a wrong day of an uncertain date without an error. The date as
    /// its source has it stands in the `summary` with certainty, claimants, hedge and deaths.
    ///
    /// It cannot carry in fields of their own who acted against whom in an event, and what has no
    /// date that a field takes: both stand in the `summary` alone, and are reported.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + length of the text).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "msa-in-csp"
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = "late 2023-09"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_follow_the_money();
    /// let membership = written.content.lines().last().unwrap_or_default();
    /// assert!(membership.contains(r#""startDate":["2021-05"],"endDate":["2023-09"]"#));
    /// assert!(membership.contains("end: late 2023-09"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_follow_the_money(self) -> Written {
        let rows = Rows::of(self);
        let mut left_out = rows.left_out.clone();
        let mut out = Entities {
            ids: Ids::of(rows.graph.record()),
            carried: Carried::of(&rows, FORMAT, &mut left_out),
            text: String::new(),
            undated: BTreeSet::new(),
            sided: BTreeSet::new(),
        };
        out.whole(rows.graph.record());
        let cited: BTreeSet<_> = rows.sources();
        for id in cited {
            out.source(rows.graph.record().source(id));
        }
        for row in &rows.actors {
            out.actor(row, &rows);
        }
        for row in &rows.statements {
            match row.statement.kind() {
                Kind::Event(kind) if kind.is_lineage() => {
                    for tie in &row.ties {
                        out.succession(kind, row, tie, &rows);
                    }
                }
                Kind::Event(kind) => out.event(kind, row, &rows),
                Kind::Relation(kind) => {
                    for tie in &row.ties {
                        out.relation(kind, row, tie, &rows);
                    }
                }
            }
        }
        for object in objects(rows.graph.record().native(), FORMAT) {
            out.line(&object);
        }
        out.report(&rows, &mut left_out);
        Written::new(out.text, left_out)
    }
}

/// The format's name among those of `native`.
const FORMAT: &str = "ftm";

/// The lines so far, and what stands in no field of its own.
#[derive(Debug)]
struct Entities {
    ids: Ids,
    carried: Carried,
    text: String,
    undated: BTreeSet<StatementId>,
    sided: BTreeSet<StatementId>,
}

/// An entity that is being written.
#[derive(Debug)]
struct Entity<'e> {
    id: String,
    schema: &'e str,
    properties: Properties,
    natives: &'e [Node],
    carried: Option<Json>,
    /// The key of its statement.
    key: Option<&'e str>,
}

/// The properties of an entity: each a list, those without a value left out.
#[derive(Debug, Default)]
struct Properties(Vec<(&'static str, Json)>);

impl Properties {
    fn all<T: Into<String>>(&mut self, name: &'static str, values: impl IntoIterator<Item = T>) {
        let values: Vec<Json> = values.into_iter().map(Json::text).collect();
        if !values.is_empty() {
            self.0.push((name, Json::List(values)));
        }
    }

    fn one(&mut self, name: &'static str, value: Option<&str>) {
        self.all(name, value);
    }

    /// Where it comes from: of an interval.
    fn proof(&mut self, evidence: &Evidence, rows: &Rows<'_>, ids: &Ids) {
        let sources = || {
            evidence
                .sources
                .iter()
                .map(|&id| rows.graph.record().source(id))
        };
        self.all("proof", sources().map(|source| ids.source(source)));
        self.all(
            "publisher",
            sources().filter_map(|source| source.publisher.as_deref()),
        );
        self.all("sourceUrl", sources().filter_map(web_address));
    }

    fn about(&mut self, about: &About, note: Option<&str>) {
        self.all("summary", about.text());
        self.one("description", note);
    }
}

impl Entities {
    fn push(&mut self, entity: Entity<'_>) {
        let Entity {
            id,
            schema,
            properties,
            natives,
            carried,
            key,
        } = entity;
        let object = Json::Table(vec![
            ("id", Json::Text(id)),
            ("schema", Json::text(schema)),
            ("properties", Json::Table(properties.0)),
        ]);
        let mut tree = with(&object, natives);
        if let (Some(carried), Value::Table(entries)) = (carried, &mut tree.value) {
            let beside = entries.iter().find(|entry| entry.key == "properties");
            let mark = beside.map(|entry| mark(&carried, &entry.node, key));
            entries.extend(mark.map(|mark| Entry::new("factions", Value::Table(mark))));
        }
        self.line(&tree);
    }

    fn line(&mut self, entity: &Node) {
        self.text.push_str(&Json::Tree(entity.clone()).to_string());
        self.text.push('\n');
    }

    /// The record as a document, with what belongs to no entity of its own.
    fn whole(&mut self, record: &Record) {
        let Some(carried) = self.carried.whole(&BTreeSet::new()) else {
            return;
        };
        let mut properties = Properties::default();
        properties.one("title", Some(record.title().unwrap_or("record")));
        self.push(Entity {
            id: self.ids.free("record".to_owned()),
            schema: "Document",
            properties,
            natives: &[],
            carried: Some(carried),
            key: None,
        });
    }

    fn source(&mut self, source: &Source) {
        let mut properties = Properties::default();
        let title = source.title.as_deref().unwrap_or(&source.key);
        properties.one("title", Some(title));
        properties.one("publisher", source.publisher.as_deref());
        let published = source.published.as_ref();
        properties.all(
            "publishedAt",
            published.and_then(|when| date_prefix(when.first_day(), when.last_day())),
        );
        properties.one("sourceUrl", web_address(source));
        properties.all(
            "summary",
            published.map(|when| format!("published: {when}")),
        );
        properties.one("notes", source.note.as_deref());
        self.push(Entity {
            id: self.ids.source(source),
            schema: "Document",
            properties,
            natives: &objects(&source.native, FORMAT),
            carried: self.carried.source(&source.key),
            key: None,
        });
    }

    fn actor(&mut self, row: &ActorRow<'_>, rows: &Rows<'_>) {
        let actor = row.actor.record();
        let natives = objects(&actor.native, FORMAT);
        let own = natives.iter().find_map(|object| text_of(object, "schema"));
        let schema = own.unwrap_or(schema_of(actor.kind));
        let mut properties = Properties::default();
        properties.one("name", Some(&actor.name));
        properties.one("abbreviation", actor.short.as_deref());
        let (now, once): (Vec<_>, Vec<_>) = actor
            .aliases
            .iter()
            .partition(|alias| alias.period.end().date().is_none());
        properties.all("alias", now.iter().map(|alias| &*alias.name));
        properties.all("previousName", once.iter().map(|alias| &*alias.name));
        properties.all(
            "country",
            actor.country.as_ref().map(|country| country.to_lowercase()),
        );
        properties.one("classification", Some(actor.kind.as_str()));
        properties.all("keywords", actor.tags.iter().map(|tag| &**tag));
        if schema != "Person" {
            let (start, end) = ends_of(row.bounds);
            properties.all("incorporationDate", start);
            properties.all("dissolutionDate", end);
        }
        let sources = actor
            .evidence
            .sources
            .iter()
            .map(|&id| rows.graph.record().source(id));
        properties.all("sourceUrl", sources.filter_map(web_address));
        properties.all("summary", of_actor(row, rows).text());
        properties.one("notes", actor.note.as_deref());
        let carried = self.carried.actor(row.actor.id());
        self.push(Entity {
            id: self.ids.actor(actor),
            schema,
            properties,
            natives: &natives,
            carried,
            key: None,
        });
    }

    fn relation(
        &mut self,
        kind: RelationKind,
        row: &StatementRow<'_>,
        tie: &TieRow<'_>,
        rows: &Rows<'_>,
    ) {
        let statement = row.statement.record();
        let certainty = statement.evidence.certainty;
        let mut properties = Properties::default();
        let ends = [tie.tie.from(), tie.tie.to()].map(|actor| self.ids.actor(actor.record()));
        let role = statement
            .relation()
            .and_then(|relation| relation.role.as_deref());
        let natives = objects(&statement.native, FORMAT);
        let own = natives.iter().find_map(|object| text_of(object, "schema"));
        if own.is_some_and(|own| !["Membership", "UnknownLink"].contains(&own)) {
            // its own properties say all of it, and these would be none of its schema
            self.tie(row, tie, "UnknownLink", properties);
            return;
        }
        let schema = if kind == RelationKind::Membership {
            let [member, organization] = ends;
            properties.all("member", [member]);
            properties.all("organization", [organization]);
            let role = role.map(|role| no_fact(role, certainty));
            let is_fact = certainty >= Certainty::Reported;
            properties.all(
                "role",
                role.or_else(|| (!is_fact).then(|| certainty.to_string())),
            );
            "Membership"
        } else {
            let [mut subject, mut object] = ends;
            let of = |name: &str| natives.iter().find_map(|native| first(native, name));
            if of("subject") == Some(&*object) && of("object") == Some(&*subject) {
                std::mem::swap(&mut subject, &mut object);
            }
            properties.all("subject", [subject]);
            properties.all("object", [object]);
            if kind != RelationKind::Other || of("role").is_none() {
                let word = role.unwrap_or(kind.as_str());
                properties.all("role", [no_fact(word, certainty)]);
            }
            "UnknownLink"
        };
        properties.one("status", Some(certainty.as_str()));
        let (start, end) = ends_of(tie.bounds);
        let says_start = start.is_some() || tie.bounds.earliest_start().is_none();
        let says_end = end.is_some() || tie.bounds.latest_end().is_none();
        if !(says_start && says_end) {
            self.undated.insert(row.statement.id());
        }
        properties.all("startDate", start);
        properties.all("endDate", end);
        properties.one("recordId", Some(row.statement.key()));
        properties.about(
            &of_statement(row, Some(tie), rows),
            statement.note.as_deref(),
        );
        properties.proof(&statement.evidence, rows, &self.ids);
        self.tie(row, tie, schema, properties);
    }

    fn succession(
        &mut self,
        kind: EventKind,
        row: &StatementRow<'_>,
        tie: &TieRow<'_>,
        rows: &Rows<'_>,
    ) {
        let statement = row.statement.record();
        let certainty = statement.evidence.certainty;
        let mut properties = Properties::default();
        properties.all("predecessor", [self.ids.actor(tie.tie.from().record())]);
        properties.all("successor", [self.ids.actor(tie.tie.to().record())]);
        properties.all("role", [no_fact(kind.as_str(), certainty)]);
        properties.one("status", Some(certainty.as_str()));
        let first = tie.bounds.first_start();
        let last = tie.bounds.last_end().previous();
        properties.all("date", self.date(row, first, last));
        properties.one("recordId", Some(row.statement.key()));
        properties.about(
            &of_statement(row, Some(tie), rows),
            statement.note.as_deref(),
        );
        properties.proof(&statement.evidence, rows, &self.ids);
        self.tie(row, tie, "Succession", properties);
    }

    /// One of the ties of a statement; the first has what the statement had beyond the model.
    fn tie(
        &mut self,
        row: &StatementRow<'_>,
        tie: &TieRow<'_>,
        schema: &'static str,
        properties: Properties,
    ) {
        let is_first = row.ties.first().is_some_and(|first| first.tie == tie.tie);
        let natives = objects(&row.statement.record().native, FORMAT);
        let natives = if is_first { natives } else { Vec::new() };
        let own = natives.iter().find_map(|object| text_of(object, "id"));
        let carried = self.carried.statement(row.statement.id());
        self.push(Entity {
            id: own.map_or_else(|| self.ids.tie(row, tie), str::to_owned),
            schema,
            properties,
            natives: &natives,
            carried,
            key: Some(row.statement.key()),
        });
    }

    fn event(&mut self, kind: EventKind, row: &StatementRow<'_>, rows: &Rows<'_>) {
        let statement = row.statement.record();
        let Some(event) = statement.event() else {
            return;
        };
        let natives = objects(&statement.native, FORMAT);
        let mut own = natives
            .iter()
            .filter_map(|object| text_of(object, "schema"));
        let is_of_another_schema = own.any(|own| !["Event", "Trip"].contains(&own));
        let record = rows.graph.record();
        let places = || event.places.iter().map(|&id| record.place(id));
        let mut properties = Properties::default();
        properties.all(
            "name",
            [name_of_event(
                kind,
                places(),
                event.when.as_ref(),
                statement.evidence.certainty,
            )],
        );
        properties.one("keywords", Some(kind.as_str()));
        let involved: BTreeSet<_> = statement.ends.actors().collect();
        properties.all(
            "involved",
            involved
                .into_iter()
                .map(|id| self.ids.actor(record.actor(id))),
        );
        properties.all("location", places().map(ToString::to_string));
        let countries: BTreeSet<String> = places()
            .filter_map(|place| Some(place.country.as_ref()?.to_lowercase()))
            .collect();
        properties.all("country", countries);
        if let Some(when) = &event.when {
            if when.is_several() {
                properties.all(
                    "startDate",
                    self.date(row, when.first_day(), when.first_day()),
                );
                properties.all("endDate", self.date(row, when.last_day(), when.last_day()));
            } else {
                properties.all("date", self.date(row, when.first_day(), when.last_day()));
            }
        }
        properties.one("recordId", Some(row.statement.key()));
        properties.about(&of_statement(row, None, rows), statement.note.as_deref());
        properties.proof(&statement.evidence, rows, &self.ids);
        if statement.ends.groups().count() > 1 {
            self.sided.insert(row.statement.id());
        }
        if is_of_another_schema {
            // its own properties say all of it, and these would be none of its schema
            properties = Properties::default();
        }
        let own = natives.iter().find_map(|object| text_of(object, "id"));
        let id = || self.ids.event(row.statement.key());
        let carried = self.carried.statement(row.statement.id());
        self.push(Entity {
            id: own.map_or_else(id, str::to_owned),
            schema: "Event",
            properties,
            natives: &natives,
            carried,
            key: Some(row.statement.key()),
        });
    }

    /// A date for a field; what has none is noted.
    fn date(&mut self, row: &StatementRow<'_>, first: Day, last: Day) -> Option<String> {
        let date = date_prefix(first, last);
        if date.is_none() && (first.is_finite() || last.is_finite()) {
            self.undated.insert(row.statement.id());
        }
        date
    }

    fn report(&self, rows: &Rows<'_>, left_out: &mut LeftOut) {
        let keys = |ids: &BTreeSet<StatementId>| {
            let all = ids.iter().map(|&id| rows.graph.statement_ref(id));
            let mut all: Vec<StatementRef<'_>> = all.collect();
            all.sort_unstable();
            all.into_iter().map(StatementRef::key).collect::<Vec<_>>()
        };
        let what = "dates within no single year, in the summary alone";
        left_out.note(what, keys(&self.undated));
        let what = "events whose sides stand in the summary alone";
        left_out.note(what, keys(&self.sided));
    }
}

/// The start and the end, as far as a date field takes them.
fn ends_of(bounds: Bounds) -> (Option<String>, Option<String>) {
    let start = date_prefix(bounds.first_start(), bounds.last_start());
    (start, date_prefix(bounds.first_end(), bounds.last_end()))
}

const fn schema_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State
        | ActorKind::Government
        | ActorKind::StateForce
        | ActorKind::InternationalForce
        | ActorKind::InternationalOrganization => "PublicBody",
        ActorKind::Person => "Person",
        ActorKind::Crowd | ActorKind::Civilians | ActorKind::Unidentified => "LegalEntity",
        _ => "Organization",
    }
}

/// The first text of a property of an entity.
fn first<'n>(entity: &'n Node, name: &str) -> Option<&'n str> {
    let get = |node: &'n Node, key: &str| match &node.value {
        Value::Table(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    };
    let property = get(&get(entity, "properties")?.node, name)?;
    match &property.node.value {
        Value::Array(list) => match &list.first()?.value {
            Value::Text(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The ids of entities: those that they came with, and others that none came with.
#[derive(Debug)]
struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    fn of(record: &Record) -> Self {
        let taken = ids_of(record, FORMAT);
        Self { taken }
    }

    /// The id, or one like it that no entity came with.
    fn free(&self, mut id: String) -> String {
        while self.taken.contains(&id) {
            id.push_str("-own");
        }
        id
    }

    fn actor(&self, actor: &Actor) -> String {
        let own = id_of(&actor.native, FORMAT);
        own.unwrap_or_else(|| self.free(format!("actor-{}", actor.key)))
    }

    fn source(&self, source: &Source) -> String {
        let own = id_of(&source.native, FORMAT);
        own.unwrap_or_else(|| self.free(format!("source-{}", source.key)))
    }

    fn tie(&self, row: &StatementRow<'_>, tie: &TieRow<'_>) -> String {
        let ends = [tie.tie.from().key(), tie.tie.to().key()].join(".");
        self.free(format!("tie-{}.{ends}", encoded(row.statement.key())))
    }

    fn event(&self, key: &str) -> String {
        self.free(format!("statement-{}", encoded(key)))
    }
}

/// A key as an id that every reader takes: all but letters, digits and hyphens by their bytes.
fn encoded(key: &str) -> String {
    let mut out = String::new();
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            out.push(char::from(byte));
        } else {
            // a string takes whatever is written to it
            let _ = write!(out, "_{byte:02x}");
        }
    }
    out
}
