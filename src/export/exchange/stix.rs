//! STIX 2.1: for OpenCTI, MISP and other platforms of threat intelligence.

use super::carried::{Carried, mark};
use super::name_id::name_id;
use super::native::{id_of, objects, text_of};
use super::strangers::{Strangers, later_version};
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow};
use crate::export::kit::{Json, lines};
use crate::export::kit::{LeftOut, Written};
use crate::export::kit::{citation, name_of_event, of_actor, of_statement, web_address};
use crate::model::{
    ActorId, ActorKind, Certainty, Day, Ends, EventKind, Evidence, Kind, Place, PlaceId, Sign,
    StatementId,
};
use crate::record::{Entry, Node, Record, STIX_AUTHOR, STIX_EXTENSION, Value};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// # STIX
impl View<'_, '_> {
    /// The view as a STIX 2.1 bundle, for OpenCTI, MISP and others.
    ///
    /// Armed groups, militias, coalitions, private military companies and criminal groups are
    /// `threat-actor`s, which is STIX's word and no judgement of the record; all others are
    /// `identity`s. A tie is a `relationship` (`member-of`, `part-of`, `allied-with`, `supports`, …).
    /// A split, merger or renaming is one for each pair (`split-from`, `merged-into`, `renamed-to`).
    /// Any other event is an `incident`, `attributed-to` who acts; it `targets` whom it hits,
    /// `involves` others, and is `located-at` its places.
    ///
    /// Relationships have `start_time` and `stop_time`, which STIX has for the earliest and the latest
    /// possible time; a day's event stops at the next midnight. `confidence` is 95 for confirmed,
    /// 70 for reported, 45 for claimed, 20 for alleged and 10 for planned; the word is a label.
    /// Dates as their source has them, claimants and deaths stand in the `description`, sources in
    /// `external_references`. `created` is the day for which a statement speaks, or its record. Ids
    /// come from the record's title and the keys: the same record has the same ids.
    ///
    /// Each object carries its entry of the record in an extension, the header in a `grouping` of
    /// all; so `Import::from_stix` has the same record again, but for
    /// what the view does not show. An object that another program wrote, kept as `native`, is written
    /// back as it was if the record still says what it said, else as a later version of it, one
    /// millisecond behind.
    ///
    /// It cannot carry in fields of their own the latest start and the earliest end, nor the sides of
    /// an event that has sides: what is not exact stands in the `description`, and is reported.
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
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let bundle = graph.ever().to_stix().content;
    /// assert!(bundle.contains(r#""relationship_type":"member-of""#));
    /// assert!(bundle.contains(r#""start_time":"2021-05-01T00:00:00.000Z""#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_stix(self) -> Written {
        let rows = Rows::of(self);
        let mut left_out = rows.left_out.clone();
        let carried = Carried::of(&rows, FORMAT, &mut left_out);
        let mut out = Bundle::new(&rows, carried);
        for row in &rows.actors {
            out.actor(row);
        }
        let shown = rows.places();
        for (place, id) in rows
            .graph
            .record()
            .places()
            .iter()
            .zip((0..).map(PlaceId::new))
        {
            // what came as a location is one, though no event was there
            if shown.contains(&id) || id_of(&place.native, FORMAT).is_some() {
                out.place(place);
            }
        }
        for row in &rows.statements {
            match row.statement.kind() {
                Kind::Event(kind) if !kind.is_lineage() => out.incident(kind, row),
                kind => {
                    for tie in &row.ties {
                        out.tie(kind, row, tie);
                    }
                }
            }
        }
        out.whole();
        let id = format!("bundle--{}", name_id(&out.scoped("bundle", "")));
        let content = format!(
            "{{\"type\":\"bundle\",\"id\":\"{id}\",\"objects\":{}}}\n",
            lines(out.objects)
        );
        report(&rows, &mut left_out);
        Written::new(content, left_out)
    }
}

/// The format's name among those of `native`.
const FORMAT: &str = "stix";

/// Since when the extension is there.
const SINCE: &str = "2026-01-01T00:00:00.000Z";

/// The objects so far.
#[derive(Debug)]
struct Bundle<'r, 'g> {
    rows: &'r Rows<'g>,
    carried: Carried,
    strangers: Strangers,
    objects: Vec<Json>,
    /// Whether an object carries an entry.
    has_marks: bool,
    /// The first incident of each happening.
    told: BTreeMap<StatementId, &'g str>,
}

type Fields = Vec<(&'static str, Json)>;

impl<'r, 'g> Bundle<'r, 'g> {
    fn new(rows: &'r Rows<'g>, carried: Carried) -> Self {
        Self {
            rows,
            strangers: Strangers::of(rows, &carried),
            carried,
            objects: Vec::new(),
            has_marks: false,
            told: BTreeMap::new(),
        }
    }

    fn record(&self) -> &'g Record {
        self.rows.graph.record()
    }

    /// A name that no other object of another record has.
    fn scoped(&self, of_type: &str, key: &str) -> String {
        let title = self.record().title().unwrap_or_default();
        // lengths keep apart what runs together
        format!("{of_type}:{}:{title}:{key}", title.len())
    }

    /// An id that no object came with.
    fn id(&self, of_type: &str, key: &str) -> String {
        let mut name = self.scoped(of_type, key);
        loop {
            let id = format!("{of_type}--{}", name_id(&name));
            if !self.strangers.ids.contains(&id) {
                return id;
            }
            name.push_str(":own");
        }
    }

    /// What every object has.
    fn begin(&self, of_type: &'static str, key: &str, evidence: Option<&Evidence>) -> Fields {
        let record = self.record();
        let day = evidence
            .and_then(|evidence| record.as_of_day(evidence))
            .or(record.as_of());
        let created = day
            .and_then(midnight)
            .unwrap_or_else(|| "1970-01-01T00:00:00.000Z".to_owned());
        vec![
            ("type", Json::text(of_type)),
            ("spec_version", Json::text("2.1")),
            ("id", Json::Text(self.id(of_type, key))),
            ("created", Json::text(&*created)),
            ("modified", Json::text(created)),
        ]
    }

    /// How sure it is, and by which sources.
    fn evidence(&self, fields: &mut Fields, evidence: &Evidence, mut labels: Vec<String>) {
        labels.push(evidence.certainty.to_string());
        labels.sort();
        labels.dedup();
        fields.push((
            "labels",
            Json::List(labels.into_iter().map(Json::Text).collect()),
        ));
        fields.push(("confidence", Json::Number(confidence(evidence.certainty))));
        let references = evidence.sources.iter().map(|&id| {
            let source = self.record().source(id);
            let mut fields = vec![
                ("source_name", Json::text(&*source.key)),
                ("description", Json::Text(citation(source))),
            ];
            fields.extend(web_address(source).map(|url| ("url", Json::text(url))));
            Json::Table(fields)
        });
        let references: Vec<Json> = references.collect();
        if !references.is_empty() {
            fields.push(("external_references", Json::List(references)));
        }
    }

    /// Adds an object with the entry that it carries; one of others as it was, if it still says the
    /// same.
    fn push(&mut self, fields: Fields, natives: &[Node], carried: &Json, key: Option<&str>) {
        if let Some(object) = self.strangers.untouched(natives) {
            self.objects.push(Json::Tree(object.clone()));
            return;
        }
        self.has_marks = true;
        let mut tree = later_version(Json::Table(fields).to_tree(), natives);
        let mut extension = vec![Entry::new(
            "extension_type",
            Node::text("property-extension"),
        )];
        extension.extend(mark(carried, &tree, key));
        let extension = Entry::new(STIX_EXTENSION, Value::Table(extension));
        if let Value::Table(entries) = &mut tree.value {
            let others = entries.iter_mut().find(|entry| entry.key == "extensions");
            match others.map(|entry| &mut entry.node.value) {
                Some(Value::Table(others)) => others.push(extension),
                _ => entries.push(Entry::new("extensions", Value::Table(vec![extension]))),
            }
        }
        self.objects.push(Json::Tree(tree));
    }

    /// What belongs to no object of its own, and what says how entries are carried.
    fn whole(&mut self) {
        let record = self.record();
        let more = objects(record.native(), FORMAT);
        self.objects.extend(more.into_iter().map(Json::Tree));
        let whole = self.carried.whole(&self.strangers.places);
        if !self.has_marks && whole.is_none() {
            return;
        }
        let of_format = |of_type: &'static str, id: &str| -> Fields {
            vec![
                ("type", Json::text(of_type)),
                ("spec_version", Json::text("2.1")),
                ("id", Json::text(id)),
                ("created", Json::text(SINCE)),
                ("modified", Json::text(SINCE)),
            ]
        };
        let mut author = of_format("identity", STIX_AUTHOR);
        author.push(("name", Json::text("factions")));
        author.push(("identity_class", Json::text("system")));
        let mut extension = of_format("extension-definition", STIX_EXTENSION);
        extension.push(("created_by_ref", Json::text(STIX_AUTHOR)));
        extension.push(("name", Json::text("Entries of a record")));
        let page = "https://crates.io/crates/factions";
        extension.push(("schema", Json::text(page)));
        extension.push(("version", Json::text("1.0.0")));
        let types = vec![Json::text("property-extension")];
        extension.push(("extension_types", Json::List(types)));
        let ids = self.objects.iter().map(Json::to_tree);
        let ids = ids.filter_map(|object| text_of(&object, "id").map(Json::text));
        let mut ids: Vec<Json> = ids.collect();
        ids.push(Json::text(STIX_AUTHOR));
        if let Some(whole) = whole {
            let mut grouping = self.begin("grouping", "", None);
            grouping.push(("name", Json::text(record.title().unwrap_or("record"))));
            grouping.push(("context", Json::text("unspecified")));
            grouping.push(("object_refs", Json::List(ids)));
            self.push(grouping, &[], &whole, None);
        }
        self.objects.push(Json::Table(author));
        self.objects.push(Json::Table(extension));
    }

    fn actor_id(&self, id: ActorId) -> String {
        let actor = self.record().actor(id);
        if let Some(id) = id_of(&actor.native, FORMAT) {
            return id;
        }
        self.id(type_of(actor.kind), &actor.key)
    }

    fn actor(&mut self, row: &ActorRow<'_>) {
        let actor = row.actor.record();
        let natives = objects(&actor.native, FORMAT);
        let own = natives.iter().find_map(|native| text_of(native, "type"));
        let of_type = match own {
            Some("identity") => "identity",
            Some(_) => "threat-actor",
            None => type_of(actor.kind),
        };
        let mut fields = self.begin(of_type, &actor.key, Some(&actor.evidence));
        fields.push(("name", Json::text(&*actor.name)));
        let about = of_actor(row, self.rows).text();
        fields.extend(description(about.as_deref(), actor.note.as_deref()));
        let mut labels = vec![actor.kind.to_string()];
        labels.extend(
            actor
                .country
                .as_ref()
                .map(|country| format!("country:{country}")),
        );
        labels.extend(actor.tags.iter().map(ToString::to_string));
        if of_type == "identity" {
            fields.push(("identity_class", Json::text(class_of(actor.kind))));
            let other = actor
                .short
                .iter()
                .chain(actor.aliases.iter().map(|alias| &alias.name));
            labels.extend(other.map(|name| format!("alias:{name}")));
        } else {
            let short = actor.short.as_deref().into_iter();
            let mut aliases: Vec<&str> = short
                .chain(actor.aliases.iter().map(|alias| &*alias.name))
                .collect();
            aliases.sort_unstable();
            aliases.dedup();
            if !aliases.is_empty() {
                fields.push((
                    "aliases",
                    Json::List(aliases.into_iter().map(Json::text).collect()),
                ));
            }
            let (first, last) = (row.bounds.first_start(), row.bounds.last_end());
            fields.extend(midnight(first).map(|time| ("first_seen", Json::Text(time))));
            fields.extend(midnight(last).map(|time| ("last_seen", Json::Text(time))));
        }
        self.evidence(&mut fields, &actor.evidence, labels);
        let carried = self.carried.actor(row.actor.id());
        let carried = carried.unwrap_or_else(Carried::nothing);
        self.push(fields, &natives, &carried, None);
    }

    /// A place, if it has what a location asks for.
    fn place(&mut self, place: &Place) {
        let mut fields = self.begin("location", &place.key, None);
        fields.push(("name", Json::text(&*place.name)));
        fields.extend(
            place
                .note
                .as_ref()
                .map(|note| ("description", Json::text(&**note))),
        );
        if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
            fields.push(("latitude", Json::Degrees(latitude)));
            fields.push(("longitude", Json::Degrees(longitude)));
        }
        fields.extend(
            place
                .country
                .as_ref()
                .map(|country| ("country", Json::text(&**country))),
        );
        fields.extend(
            place
                .region
                .as_ref()
                .map(|region| ("administrative_area", Json::text(&**region))),
        );
        let natives = objects(&place.native, FORMAT);
        if is_located(place) || !natives.is_empty() {
            self.push(fields, &natives, &Carried::nothing(), None);
        }
    }

    fn tie(&mut self, kind: Kind, row: &StatementRow<'_>, tie: &TieRow<'_>) {
        let statement = row.statement.record();
        let (from, to) = (tie.tie.from().id(), tie.tie.to().id());
        let (word, is_turned) = match kind {
            Kind::Relation(kind) => (kind.stix(), false),
            Kind::Event(EventKind::Split) => ("split-from", true),
            Kind::Event(EventKind::Merger) => ("merged-into", false),
            Kind::Event(_) => ("renamed-to", false),
        };
        let (source, target) = if is_turned { (to, from) } else { (from, to) };
        let key = format!(
            "{}:{}:{}",
            row.statement.key(),
            tie.tie.from().key(),
            tie.tie.to().key()
        );
        let mut fields = self.begin("relationship", &key, Some(&statement.evidence));
        fields.push(("relationship_type", Json::text(word)));
        fields.push(("source_ref", Json::Text(self.actor_id(source))));
        fields.push(("target_ref", Json::Text(self.actor_id(target))));
        let about = of_statement(row, Some(tie), self.rows).text();
        fields.extend(description(about.as_deref(), statement.note.as_deref()));
        times(&mut fields, tie.bounds.first_start(), tie.bounds.last_end());
        let mut labels = vec![kind.to_string(), tie.holds.to_string()];
        labels.extend(
            statement
                .relation()
                .and_then(|relation| Some(relation.role.as_deref()?.to_string())),
        );
        self.evidence(&mut fields, &statement.evidence, labels);
        let is_first = row.ties.first().is_some_and(|first| first.tie == tie.tie);
        let natives = if is_first {
            objects(&statement.native, FORMAT)
        } else {
            Vec::new()
        };
        self.statement(row, fields, &natives);
    }

    /// Adds an object of a statement.
    fn statement(&mut self, row: &StatementRow<'_>, fields: Fields, natives: &[Node]) {
        let carried = self.carried.statement(row.statement.id());
        let carried = carried.unwrap_or_else(Carried::nothing);
        self.push(fields, natives, &carried, Some(row.statement.key()));
    }

    fn incident(&mut self, kind: EventKind, row: &StatementRow<'g>) {
        let statement = row.statement.record();
        let Some(event) = statement.event() else {
            return;
        };
        let record = self.record();
        let key = row.statement.key();
        let mut fields = self.begin("incident", key, Some(&statement.evidence));
        let places = || event.places.iter().map(|&id| record.place(id));
        let name = name_of_event(
            kind,
            places(),
            event.when.as_ref(),
            statement.evidence.certainty,
        );
        fields.push(("name", Json::Text(name)));
        let about = of_statement(row, None, self.rows).text();
        fields.extend(description(about.as_deref(), statement.note.as_deref()));
        let labels = vec![kind.to_string(), row.holds.to_string()];
        self.evidence(&mut fields, &statement.evidence, labels);
        self.statement(row, fields, &[]);
        for (word, actor) in parties(kind, &statement.ends) {
            let target = self.actor_id(actor);
            self.link(row, word, &record.actor(actor).key, target);
        }
        for place in places().filter(|place| is_located(place)) {
            let own = id_of(&place.native, FORMAT);
            let target = own.unwrap_or_else(|| self.id("location", &place.key));
            self.link(row, "located-at", &place.key, target);
        }
        // the first may be a split, merger or renaming, which is no incident
        let Some(happening) = row.happening else {
            return;
        };
        match self.told.get(&happening.id()) {
            Some(&first) => {
                let target = self.id("incident", first);
                self.link(row, "duplicate-of", first, target);
            }
            None => {
                self.told.insert(happening.id(), key);
            }
        }
    }

    /// A relationship of an incident.
    fn link(&mut self, row: &StatementRow<'_>, word: &'static str, key: &str, target: String) {
        let evidence = &row.statement.record().evidence;
        let name = format!("{}:{word}:{key}", row.statement.key());
        let mut fields = self.begin("relationship", &name, Some(evidence));
        fields.push(("relationship_type", Json::text(word)));
        fields.push((
            "source_ref",
            Json::Text(self.id("incident", row.statement.key())),
        ));
        fields.push(("target_ref", Json::Text(target)));
        if word != "duplicate-of" {
            let bounds = self.rows.graph.bounds_of(row.statement.id());
            times(&mut fields, bounds.first_start(), bounds.last_end());
        }
        self.evidence(&mut fields, evidence, Vec::new());
        self.push(fields, &[], &Carried::nothing(), None);
    }
}

/// Who takes part in an event, and as what.
fn parties(kind: EventKind, ends: &Ends) -> Vec<(&'static str, ActorId)> {
    let hits = kind.sign() == Sign::Negative;
    let all: BTreeSet<(&'static str, ActorId)> = match ends {
        Ends::Directed { from, to } => {
            let word = if hits { "targets" } else { "involves" };
            let from = from.iter().map(|&id| ("attributed-to", id));
            from.chain(to.iter().map(|&id| (word, id))).collect()
        }
        Ends::Alone(list) => list.iter().map(|&id| ("attributed-to", id)).collect(),
        Ends::Mutual(_) | Ends::Sided(_) => ends.actors().map(|id| ("involves", id)).collect(),
    };
    all.into_iter().collect()
}

fn report(rows: &Rows<'_>, left_out: &mut LeftOut) {
    let inexact = rows.statements.iter().filter(|row| {
        let bounds = row.ties.first().map(|tie| tie.bounds);
        let bounds = bounds.unwrap_or_else(|| rows.graph.bounds_of(row.statement.id()));
        let one_start = bounds.first_start() == bounds.last_start();
        !(one_start && bounds.first_end() == bounds.last_end())
    });
    let what = "statements whose dates are not exact: their earliest start and latest end are fields, \
                the rest is in the description";
    left_out.note(what, inexact.map(|row| row.statement.key()));
    let sided = rows.statements.iter().filter(|row| {
        row.happening.is_some() && matches!(row.statement.record().ends, Ends::Sided(_))
    });
    let what = "events whose sides stand in the description alone";
    left_out.note(what, sided.map(|row| row.statement.key()));
    let undated = rows.statements.iter().filter(|row| {
        let record = rows.graph.record();
        record
            .as_of_day(&row.statement.record().evidence)
            .or(record.as_of())
            .is_none()
    });
    let what = "statements without a day for which they speak: created on 1970-01-01";
    left_out.note(what, undated.map(|row| row.statement.key()));
    let places = rows
        .places()
        .into_iter()
        .map(|id| rows.graph.record().place(id));
    let nowhere = places
        .filter(|place| !is_located(place))
        .map(|place| &*place.key);
    let what = "places without country, region or coordinates: named in their events alone";
    left_out.note(what, nowhere);
}

fn is_located(place: &Place) -> bool {
    place.country.is_some() || (place.latitude.is_some() && place.longitude.is_some())
}

fn description(about: Option<&str>, note: Option<&str>) -> Option<(&'static str, Json)> {
    let all: Vec<&str> = note.into_iter().chain(about).collect();
    (!all.is_empty()).then(|| ("description", Json::Text(all.join("\n"))))
}

/// The earliest and the latest time, as far as they are bounded.
fn times(fields: &mut Fields, first: Day, end: Day) {
    fields.extend(midnight(first).map(|time| ("start_time", Json::Text(time))));
    fields.extend(midnight(end).map(|time| ("stop_time", Json::Text(time))));
}

/// The time at which a day begins; the years of STIX begin with 1.
fn midnight(day: Day) -> Option<String> {
    let date = day.date().filter(|date| date.year() > 0)?;
    Some(format!("{date}T00:00:00.000Z"))
}

const fn type_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::ArmedGroup
        | ActorKind::Militia
        | ActorKind::Coalition
        | ActorKind::PrivateMilitary
        | ActorKind::CriminalGroup => "threat-actor",
        _ => "identity",
    }
}

const fn class_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "individual",
        ActorKind::Crowd => "group",
        ActorKind::Civilians => "class",
        ActorKind::Unidentified | ActorKind::Other => "unknown",
        _ => "organization",
    }
}

/// How sure a certainty is on STIX's scale from 0 to 100.
const fn confidence(certainty: Certainty) -> u64 {
    match certainty {
        Certainty::Confirmed => 95,
        Certainty::Reported => 70,
        Certainty::Claimed => 45,
        Certainty::Alleged => 20,
        Certainty::Planned => 10,
        Certainty::Denied => 0,
    }
}
