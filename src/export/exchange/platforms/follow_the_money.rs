//! FollowTheMoney: for Aleph, OpenSanctions and anyone who reads their files.

use super::carried::Carried;
use super::ftm_entity::{Entities, Entity, FORMAT, Ids, Properties};
use super::native::{objects, text_of};
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow};
use crate::export::kit::{LeftOut, Out, Written, stream, whole};
use crate::export::kit::{
    date_prefix, name_of_event, no_fact, of_actor, of_statement, stated, tree, web_address,
};
use crate::graph::{ActorGraph, StatementRef};
use crate::model::{
    ActorKind, Bounds, Certainty, Day, EventKind, Kind, RelationKind, SourceId, StatementId,
};
use crate::record::{Fnv, Node, Record, Value};
use crate::view::View;
use std::collections::BTreeSet;
use std::io;

/// # FollowTheMoney
impl View<'_, '_> {
    /// The view as FollowTheMoney entities in JSON Lines, for Aleph and OpenSanctions.
    ///
    /// An actor becomes an `Organization`, `PublicBody`, `Person` or `LegalEntity`, with its kind as `classification`.
    /// A membership becomes a `Membership`, any other tie an `UnknownLink` with its kind as `role`. A split, merger or
    /// renaming becomes a `Succession` for each pair, any other event an `Event`. A source becomes a `Document`, which
    /// is the `proof` of what rests on it.
    ///
    /// Each entity carries its entry of the record as a text in `indexText`. Aleph shows this to nobody, and `ftm
    /// validate`, `ftm aggregate` and `ftm statements` keep it. So `Import::from_follow_the_money` reads the same
    /// record again, except for what the view does not show. Properties that an entity had beyond the record, kept as
    /// `native`, are written back. Such an entity keeps the properties that it came with and carries its entry under
    /// `factions`, which `ftm statements` drops. The last entity is the record as a `Document`; it carries the number
    /// of entities, and a reader warns if it is missing.
    ///
    /// An id is a word, a key and a hash (`actor-csp-1f0c…`), without dots. Records with different titles have
    /// different ids, so you can join files of two records. For a record without a title the hash comes from all its
    /// content: it is the same in every view, and another once the record changes.
    ///
    /// A date field has the day, month or year that all possible days share. It is left out if they share none, because
    /// readers make a wrong day of an uncertain date without an error. The `summary` has the date as its source writes
    /// it, with certainty, claimants, hedge and deaths.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | followthemoney 4.11.2 | `ftm validate`, `ftm aggregate`, and `ftm statements` and back keep every entity and what it carries |
    ///
    /// Only the `summary` has who acted against whom in an event, dates that no field takes, and dates before the year
    /// 1000, which readers drop; the report names these. A statement that came with an entity of a schema not written
    /// here, such as an `Ownership`, keeps that entity's properties only. The entry that it carries has its certainty
    /// and later changes, and the report names them. Each further tie of such a statement is a link.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + their ties, which are sorted + length of the text).
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
    /// let mut lines = written.content.lines();
    /// let membership = lines.find(|line| line.contains("Membership")).unwrap_or_default();
    /// assert!(membership.contains(r#""startDate":["2021-05"],"endDate":["2023-09"]"#));
    /// assert!(membership.contains("end: late 2023-09"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_follow_the_money(self) -> Written {
        whole(|out| write(self, out))
    }

    /// Writes the entities to a stream, one by one; only a part of the text is in memory at a time.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let mut file = Vec::new();
    /// graph.ever().write_follow_the_money(&mut file)?;
    /// assert_eq!(file, graph.ever().to_follow_the_money().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_follow_the_money(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| write(self, out))
    }
}

fn write(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let rows = Rows::of(view);
    let record = rows.graph.record();
    let carried = Carried::of(&rows, FORMAT);
    let scope = scope(view.graph(), &carried);
    let mut writer = Writer {
        rows: &rows,
        record,
        ids: Ids::of(record, scope),
        carried,
        out: Entities::new(out),
        line: String::new(),
        undated: BTreeSet::new(),
        ancient: BTreeSet::new(),
        sided: BTreeSet::new(),
        kept: BTreeSet::new(),
    };
    for id in rows.sources() {
        writer.source(id)?;
    }
    for row in &rows.actors {
        writer.actor(row)?;
    }
    for row in rows.statements_of_whole_events() {
        writer.line.clear();
        writer.carried.write_statement(&mut writer.line, &row);
        match row.statement.kind() {
            Kind::Event(kind) if kind.is_lineage() => {
                for tie in &row.ties {
                    writer.succession(kind, &row, tie)?;
                }
            }
            Kind::Event(kind) => writer.event(kind, &row)?,
            Kind::Relation(kind) => {
                for tie in &row.ties {
                    writer.relation(kind, &row, tie)?;
                }
            }
        }
    }
    for object in objects(record.native(), FORMAT) {
        writer.out.line(&object)?;
    }
    writer.whole()?;
    let mut left_out = rows.left_out.clone();
    writer.report(&mut left_out);
    Ok(left_out)
}

/// Returns a text that identifies the record: its title or, without one, a hash of all its content, whatever
/// a view shows of it.
fn scope(graph: &ActorGraph, carried: &Carried<'_, '_>) -> String {
    let record = graph.record();
    if let Some(title) = record.title() {
        return title.to_owned();
    }
    let mut hash = Fnv::default();
    let mut text = String::new();
    let whole = carried.whole(&BTreeSet::new());
    text.extend(whole.map(|whole| whole.to_string()));
    for actor in graph.actors() {
        if let Some(line) = carried.actor_line(actor.id()) {
            tree(&mut text, line);
        }
        hash.add(&text);
        text.clear();
    }
    let mut statements: Vec<StatementRef<'_>> = graph.statements().collect();
    statements.sort_unstable();
    for statement in statements {
        record.write_line(
            &mut text,
            statement.record(),
            crate::record::LineLinks::NONE,
        );
        hash.add(&text);
        text.clear();
    }
    hash.text()
}

/// Writes entities, and notes the facts for which they have no fields.
#[derive(Debug)]
struct Writer<'r, 'g, 'o, 'w> {
    rows: &'r Rows<'g, 'r>,
    record: &'g Record,
    ids: Ids,
    carried: Carried<'r, 'g>,
    out: Entities<'o, 'w>,
    /// The entry that the current statement carries.
    line: String,
    undated: BTreeSet<StatementId>,
    ancient: BTreeSet<String>,
    sided: BTreeSet<StatementId>,
    /// Statements whose entities are written back exactly as they were read.
    kept: BTreeSet<StatementId>,
}

impl<'g> Writer<'_, 'g, '_, '_> {
    /// Writes the last entity: the record as a document, with the entries that have no entity of their own.
    fn whole(&mut self) -> io::Result<()> {
        let carried = self.carried.whole(&BTreeSet::new());
        if carried.is_none() && self.out.count == 0 {
            return Ok(());
        }
        let mut properties = Properties::default();
        properties.one("title", Some(self.record.title().unwrap_or("record")));
        let lines = carried.map(|carried| carried.to_string());
        let lines = lines.unwrap_or_default();
        let lines = lines
            .strip_prefix('[')
            .and_then(|lines| lines.strip_suffix(']'));
        let lines = lines.unwrap_or_default();
        let mut content = Fnv::default();
        content.add(lines);
        let id = self.ids.own("record", "", &[&content.text()]);
        let count = Some(self.out.count + 1);
        self.out.push(&Entity {
            id: &id,
            schema: "Document",
            properties,
            natives: &[],
            lines,
            key: None,
            count,
        })
    }

    fn source(&mut self, id: SourceId) -> io::Result<()> {
        let source = self.record.source(id);
        let mut properties = Properties::default();
        let title = source.title.as_deref().unwrap_or(&source.key);
        properties.one("title", Some(title));
        properties.one("publisher", source.publisher.as_deref());
        let published = source.published.as_ref();
        let date = published.and_then(|when| date_prefix(when.first_day(), when.last_day()));
        properties.all("publishedAt", self.recent(date, &source.key));
        properties.one("sourceUrl", web_address(source));
        properties.all(
            "summary",
            published.map(|when| format!("published: {when}")),
        );
        properties.one("notes", source.note.as_deref());
        let mut line = String::new();
        if let Some(node) = self.carried.source_line(&source.key) {
            tree(&mut line, node);
        }
        self.out.push(&Entity {
            id: self.ids.source(id),
            schema: "Document",
            properties,
            natives: &objects(&source.native, FORMAT),
            lines: &line,
            key: None,
            count: None,
        })
    }

    /// Returns a date that readers keep, and notes one that they would drop: its year has fewer than four
    /// digits.
    fn recent(&mut self, date: Option<String>, key: &str) -> Option<String> {
        let is_ancient = date.as_ref().is_some_and(|date| date.starts_with('0'));
        if is_ancient {
            self.ancient.insert(key.to_owned());
            return None;
        }
        date
    }

    fn actor(&mut self, row: &ActorRow<'_>) -> io::Result<()> {
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
            properties.all("incorporationDate", self.recent(start, &actor.key));
            properties.all("dissolutionDate", self.recent(end, &actor.key));
        }
        let sources = actor.evidence.sources.iter();
        let sources = sources.map(|&id| self.record.source(id));
        properties.all("sourceUrl", sources.filter_map(web_address));
        properties.all("summary", of_actor(row, self.record).text());
        properties.one("notes", actor.note.as_deref());
        let mut line = String::new();
        if let Some(node) = self.carried.actor_line(row.actor.id()) {
            tree(&mut line, node);
        }
        self.out.push(&Entity {
            id: self.ids.actor(row.actor.id()),
            schema,
            properties,
            natives: &natives,
            lines: &line,
            key: None,
            count: None,
        })
    }

    fn relation(
        &mut self,
        kind: RelationKind,
        row: &StatementRow<'g>,
        tie: &TieRow<'g>,
    ) -> io::Result<()> {
        let statement = row.statement.record();
        let certainty = statement.evidence.certainty;
        let mut properties = Properties::default();
        let ends = [tie.tie.from(), tie.tie.to()].map(|actor| self.ids.actor(actor.id()));
        let role = statement
            .relation()
            .and_then(|relation| relation.role.as_deref());
        let natives = natives_of(row, tie);
        let own = natives.iter().find_map(|object| text_of(object, "schema"));
        let is_link = kind != RelationKind::Membership || own == Some("UnknownLink");
        let schema = if is_link { "UnknownLink" } else { "Membership" };
        if own.is_some_and(|own| own != schema) {
            return self.as_it_came(row, tie, schema, &natives);
        }
        if schema == "Membership" {
            let [member, organization] = ends;
            properties.all("member", [member]);
            properties.all("organization", [organization]);
            let role = role.map(|role| no_fact(role, certainty));
            let is_fact = certainty >= Certainty::Reported;
            properties.all(
                "role",
                role.or_else(|| (!is_fact).then(|| certainty.to_string())),
            );
        } else {
            let [mut subject, mut object] = ends;
            let of = |name: &str| natives.iter().find_map(|native| first(native, name));
            if of("subject") == Some(object) && of("object") == Some(subject) {
                std::mem::swap(&mut subject, &mut object);
            }
            properties.all("subject", [subject]);
            properties.all("object", [object]);
            if kind != RelationKind::Other || of("role").is_none() {
                let word = role.unwrap_or(kind.as_str());
                properties.all("role", [no_fact(word, certainty)]);
            }
        }
        properties.one("status", Some(certainty.as_str()));
        let (start, end) = ends_of(tie.bounds);
        let says_start = start.is_some() || tie.bounds.earliest_start().is_none();
        let says_end = end.is_some() || tie.bounds.latest_end().is_none();
        if !(says_start && says_end) {
            self.undated.insert(row.statement.id());
        }
        let key = row.statement.key();
        properties.all("startDate", self.recent(start, key));
        properties.all("endDate", self.recent(end, key));
        properties.one("recordId", Some(key));
        let holds = stated(self.rows.view().window(), tie.holds);
        properties.about(
            &of_statement(row, Some(tie), holds, self.record),
            statement.note.as_deref(),
        );
        properties.proof(&statement.evidence, self.record, &self.ids);
        self.tie(row, tie, schema, (properties, &natives))
    }

    fn succession(
        &mut self,
        kind: EventKind,
        row: &StatementRow<'g>,
        tie: &TieRow<'g>,
    ) -> io::Result<()> {
        let statement = row.statement.record();
        let certainty = statement.evidence.certainty;
        let natives = natives_of(row, tie);
        let own = natives.iter().find_map(|object| text_of(object, "schema"));
        if own.is_some_and(|own| own != "Succession") {
            return self.as_it_came(row, tie, "Succession", &natives);
        }
        let mut properties = Properties::default();
        properties.all("predecessor", [self.ids.actor(tie.tie.from().id())]);
        properties.all("successor", [self.ids.actor(tie.tie.to().id())]);
        properties.all("role", [no_fact(kind.as_str(), certainty)]);
        properties.one("status", Some(certainty.as_str()));
        let first = tie.bounds.first_start();
        let last = tie.bounds.last_end().previous();
        properties.all("date", self.date(row, first, last));
        properties.one("recordId", Some(row.statement.key()));
        let holds = stated(self.rows.view().event_window(), tie.holds);
        properties.about(
            &of_statement(row, Some(tie), holds, self.record),
            statement.note.as_deref(),
        );
        properties.proof(&statement.evidence, self.record, &self.ids);
        self.tie(row, tie, "Succession", (properties, &natives))
    }

    /// Writes a tie back as the entity of another schema that it was read from. That entity already says all
    /// of it, and further properties would not belong to its schema.
    fn as_it_came(
        &mut self,
        row: &StatementRow<'g>,
        tie: &TieRow<'g>,
        schema: &str,
        natives: &[Node],
    ) -> io::Result<()> {
        self.kept.insert(row.statement.id());
        self.tie(row, tie, schema, (Properties::default(), natives))
    }

    /// Writes a tie of a statement, with the properties that its entity had beyond the model.
    fn tie(
        &mut self,
        row: &StatementRow<'g>,
        tie: &TieRow<'g>,
        schema: &str,
        told: (Properties, &[Node]),
    ) -> io::Result<()> {
        let ends = [tie.tie.from().key(), tie.tie.to().key()];
        self.statement(row, ("tie", &ends), schema, told)
    }

    fn statement(
        &mut self,
        row: &StatementRow<'g>,
        (word, ends): (&str, &[&str]),
        schema: &str,
        (properties, natives): (Properties, &[Node]),
    ) -> io::Result<()> {
        let own = natives.iter().find_map(|object| text_of(object, "id"));
        let key = row.statement.key();
        let id = own.map_or_else(|| self.ids.own(word, key, ends), str::to_owned);
        self.out.push(&Entity {
            id: &id,
            schema,
            properties,
            natives,
            lines: &self.line,
            key: Some(key),
            count: None,
        })
    }

    fn event(&mut self, kind: EventKind, row: &StatementRow<'g>) -> io::Result<()> {
        let statement = row.statement.record();
        let Some(event) = statement.event() else {
            return Ok(());
        };
        let natives = objects(&statement.native, FORMAT);
        let mut own = natives
            .iter()
            .filter_map(|object| text_of(object, "schema"));
        if own.any(|own| !["Event", "Trip"].contains(&own)) {
            // as in `as_it_came`
            self.kept.insert(row.statement.id());
            let told = (Properties::default(), &*natives);
            return self.statement(row, ("event", &[]), "Event", told);
        }
        let record = self.record;
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
        let involved = involved.into_iter().map(|id| self.ids.actor(id));
        properties.all("involved", involved);
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
        let holds = stated(self.rows.view().event_window(), row.holds);
        properties.about(
            &of_statement(row, None, holds, record),
            statement.note.as_deref(),
        );
        properties.proof(&statement.evidence, record, &self.ids);
        if statement.ends.groups().count() > 1 {
            self.sided.insert(row.statement.id());
        }
        self.statement(row, ("event", &[]), "Event", (properties, &natives))
    }

    /// Returns a date for a field, and notes a statement whose date no field takes.
    fn date(&mut self, row: &StatementRow<'_>, first: Day, last: Day) -> Option<String> {
        let date = date_prefix(first, last);
        if date.is_none() && (first.is_finite() || last.is_finite()) {
            self.undated.insert(row.statement.id());
        }
        self.recent(date, row.statement.key())
    }

    fn report(self, left_out: &mut LeftOut) {
        self.carried.report(left_out);
        let graph = self.rows.graph;
        let keys = |ids: &BTreeSet<StatementId>| {
            let all = ids.iter().map(|&id| graph.statement_ref(id));
            let mut all: Vec<StatementRef<'_>> = all.collect();
            all.sort_unstable();
            all.into_iter().map(StatementRef::key).collect::<Vec<_>>()
        };
        let what = "dates within no single year, in the summary alone";
        left_out.note(what, keys(&self.undated));
        let what = "dates before the year 1000, which FollowTheMoney drops: in the summary alone";
        left_out.note(what, self.ancient);
        let what = "events whose sides stand in the summary alone";
        left_out.note(what, keys(&self.sided));
        let what =
            "statements written as the entities that they came with, whose properties say no more";
        left_out.note(what, keys(&self.kept));
    }
}

/// Returns the native objects of a statement, on its first tie only: the other ties had no entity.
fn natives_of(row: &StatementRow<'_>, tie: &TieRow<'_>) -> Vec<Node> {
    let is_first = row.ties.first().is_some_and(|first| first.tie == tie.tie);
    let natives = &row.statement.record().native;
    if is_first {
        objects(natives, FORMAT)
    } else {
        Vec::new()
    }
}

/// Returns the start and the end as far as a date field takes them.
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

/// Returns the first value of a property of an entity.
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
