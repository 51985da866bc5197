//! FollowTheMoney: for Aleph, OpenSanctions and whoever reads their files.

use super::about::{
    About, date_prefix, name_of_event, no_fact, of_actor, of_statement, web_address,
};
use super::json::Json;
use super::left_out::{LeftOut, Written};
use super::rows::{ActorRow, Rows, StatementRow, TieRow};
use crate::model::{
    ActorKind, Bounds, Certainty, Day, EventKind, Evidence, Kind, RelationKind, Source, StatementId,
};
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
        let mut out = Entities::default();
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
        let mut left_out = rows.left_out.clone();
        out.report(&rows, &mut left_out);
        Written::new(out.text, left_out)
    }
}

/// The lines so far, and what stands in no field of its own.
#[derive(Debug, Default)]
struct Entities {
    text: String,
    undated: BTreeSet<StatementId>,
    sided: BTreeSet<StatementId>,
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
    fn proof(&mut self, evidence: &Evidence, rows: &Rows<'_>) {
        let sources = || {
            evidence
                .sources
                .iter()
                .map(|&id| rows.graph.record().source(id))
        };
        self.all(
            "proof",
            sources().map(|source| format!("source-{}", source.key)),
        );
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
    fn push(&mut self, id: String, schema: &'static str, properties: Properties) {
        let entity = Json::Table(vec![
            ("id", Json::Text(id)),
            ("schema", Json::text(schema)),
            ("properties", Json::Table(properties.0)),
        ]);
        self.text.push_str(&entity.to_string());
        self.text.push('\n');
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
        self.push(format!("source-{}", source.key), "Document", properties);
    }

    fn actor(&mut self, row: &ActorRow<'_>, rows: &Rows<'_>) {
        let actor = row.actor.record();
        let schema = schema_of(actor.kind);
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
        self.push(format!("actor-{}", actor.key), schema, properties);
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
        let ends = [tie.tie.from(), tie.tie.to()].map(|actor| format!("actor-{}", actor.key()));
        let role = statement
            .relation()
            .and_then(|relation| relation.role.as_deref());
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
            let [subject, object] = ends;
            properties.all("subject", [subject]);
            properties.all("object", [object]);
            properties.all("role", [no_fact(kind.as_str(), certainty)]);
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
        properties.proof(&statement.evidence, rows);
        self.push(id_of_tie(row, tie), schema, properties);
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
        properties.all("predecessor", [format!("actor-{}", tie.tie.from().key())]);
        properties.all("successor", [format!("actor-{}", tie.tie.to().key())]);
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
        properties.proof(&statement.evidence, rows);
        self.push(id_of_tie(row, tie), "Succession", properties);
    }

    fn event(&mut self, kind: EventKind, row: &StatementRow<'_>, rows: &Rows<'_>) {
        let statement = row.statement.record();
        let Some(event) = statement.event() else {
            return;
        };
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
                .map(|id| format!("actor-{}", record.actor(id).key)),
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
        properties.proof(&statement.evidence, rows);
        if statement.ends.groups().count() > 1 {
            self.sided.insert(row.statement.id());
        }
        self.push(
            format!("statement-{}", encoded(row.statement.key())),
            "Event",
            properties,
        );
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
            let keys = ids.iter().map(|&id| rows.graph.statement_ref(id).key());
            keys.collect::<Vec<_>>()
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

fn id_of_tie(row: &StatementRow<'_>, tie: &TieRow<'_>) -> String {
    let ends = [tie.tie.from().key(), tie.tie.to().key()].join(".");
    format!("tie-{}.{ends}", encoded(row.statement.key()))
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
