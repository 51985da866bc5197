//! The objects of a STIX bundle, written one by one.

use super::carried::Carried;
use super::name_id::{ObjectIds, name_id};
use super::native::{id_of, objects, text_of};
use super::stix_words::{class_of, confidence, parties, type_of};
use super::strangers::{Strangers, later_version};
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow};
use crate::export::kit::{Json, LeftOut, Lines, Out, quoted, tree};
use crate::export::kit::{citation, name_of_event, of_actor, of_statement, stated, web_address};
use crate::model::{ActorId, Day, EventKind, Evidence, Kind, Place, StatementId};
use crate::record::{Node, Record, STIX_AUTHOR, STIX_EXTENSION, Value, seal};
use std::collections::BTreeMap;
use std::io;

/// The key of this format in `native`.
pub(super) const FORMAT: &str = "stix";

/// The schema of the extension: a name, and not an address.
const SCHEMA: &str = "urn:uuid:033a390c-0fb4-540b-965c-9d2a1f992ad4";

/// The creation time of the extension definition.
const SINCE: &str = "2026-01-01T00:00:00.000Z";

/// Writes the objects of a bundle.
#[derive(Debug)]
pub(super) struct Bundle<'r, 'g, 'o, 'w> {
    rows: &'r Rows<'g, 'r>,
    carried: Carried<'r, 'g>,
    strangers: Strangers,
    out: &'o mut Out<'w>,
    lines: Lines,
    /// The ids of the objects written so far.
    ids: ObjectIds,
    /// The entry that the current statement carries, as a list.
    line: String,
    /// Whether any object carries an entry.
    has_marks: bool,
    /// The first incident of each happening with several statements.
    told: BTreeMap<StatementId, &'g str>,
    /// Objects for which no day was found.
    undated: Vec<&'g str>,
    /// The day for objects without a day of their own.
    fallback: Option<Day>,
}

type Fields = Vec<(&'static str, Json)>;

/// An empty list of carried entries.
const NOTHING: &str = "[]";

impl<'r, 'g, 'o, 'w> Bundle<'r, 'g, 'o, 'w> {
    pub(super) fn new(
        rows: &'r Rows<'g, 'r>,
        carried: Carried<'r, 'g>,
        out: &'o mut Out<'w>,
    ) -> Self {
        Self {
            rows,
            strangers: Strangers::of(rows, &carried),
            carried,
            out,
            lines: Lines::default(),
            ids: ObjectIds::default(),
            line: String::new(),
            has_marks: false,
            told: BTreeMap::new(),
            undated: Vec::new(),
            fallback: last_day(rows),
        }
    }

    pub(super) fn head(&mut self) {
        let id = name_id(&self.scoped("bundle", ""));
        let out = &mut self.out.text;
        out.extend(["{\"type\":\"bundle\",\"id\":\"bundle--", &id]);
        out.push_str("\",\"objects\":");
        self.lines = Lines::begin(out);
    }

    /// Writes an object.
    fn object(&mut self, object: &Node) -> io::Result<()> {
        self.put(object);
        self.out.pass()
    }

    fn put(&mut self, object: &Node) {
        self.lines.next(&mut self.out.text);
        tree(&mut self.out.text, object);
        if let Some(id) = text_of(object, "id") {
            self.ids.add(id);
        }
    }

    /// Ends the bundle, and reports its omissions.
    pub(super) fn finish(self, left_out: &mut LeftOut) {
        self.lines.end(&mut self.out.text);
        self.out.text.push_str("}\n");
        self.carried.report(left_out);
        let what = "statements of a record without any day: created on 1970-01-01";
        left_out.note(what, self.undated);
    }

    fn record(&self) -> &'g Record {
        self.rows.graph.record()
    }

    /// Returns a name that no object of another record has.
    fn scoped(&self, of_type: &str, key: &str) -> String {
        let title = self.record().title().unwrap_or_default();
        // the length of the title makes the parts unambiguous
        format!("{of_type}:{}:{title}:{key}", title.len())
    }

    /// Returns a new id, different from those of all objects that were read.
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

    /// Returns the fields that every object has.
    ///
    /// `created` is the day for which the evidence speaks, otherwise the day of its earliest source; if it
    /// has neither, the last day known of the record.
    fn begin(&self, of_type: &'static str, key: &str, evidence: Option<&Evidence>) -> Fields {
        let day = evidence.and_then(|evidence| self.day_of(evidence));
        let created = day
            .or(self.fallback)
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

    /// Returns the day for which evidence speaks, otherwise the first day on which its earliest source can
    /// have been published.
    fn day_of(&self, evidence: &Evidence) -> Option<Day> {
        let record = self.record();
        let sources = evidence.sources.iter().map(|&id| record.source(id));
        let published = sources.filter_map(|source| Some(source.published.as_ref()?.first_day()));
        let earliest = published.filter(|day| day.is_finite()).min();
        let own = record.as_of_day(evidence).or(record.as_of());
        own.filter(|day| day.is_finite()).or(earliest)
    }

    /// Adds the certainty and the sources.
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

    /// Writes an object with the entries that it carries, or an object of another program unchanged if it
    /// still says the same.
    fn push(
        &mut self,
        fields: Fields,
        natives: &[Node],
        entries: &str,
        key: Option<&str>,
    ) -> io::Result<()> {
        if let Some(object) = self.strangers.untouched(natives) {
            let object = object.clone();
            return self.object(&object);
        }
        self.has_marks = true;
        let mut object = later_version(Json::Table(fields).to_tree(), natives);
        let seal = seal(&object);
        let others = object.take("extensions");
        self.put(&object);
        let out = &mut self.out.text;
        // reopens the object to append a member
        let is_open = out.pop().is_some();
        debug_assert!(is_open, "an object ends with a brace");
        out.push_str(",\"extensions\":{");
        if let Some(Value::Table(others)) = others.map(|others| others.value) {
            for other in others {
                quoted(out, &other.key);
                out.push(':');
                tree(out, &other.node);
                out.push(',');
            }
        }
        quoted(out, STIX_EXTENSION);
        out.push_str(":{\"extension_type\":\"property-extension\"");
        // STIX forbids empty lists
        if entries != NOTHING {
            out.extend([",\"entries\":", entries]);
        }
        if let Some(key) = key {
            out.push_str(",\"statement\":");
            quoted(out, key);
        }
        out.extend([",\"seal\":\"", &seal, "\"}}}"]);
        self.out.pass()
    }

    /// Writes the entries without an object of their own, and the extension definition.
    pub(super) fn whole(&mut self) -> io::Result<()> {
        let record = self.record();
        for object in objects(record.native(), FORMAT) {
            self.object(&object)?;
        }
        let whole = self.carried.whole(&self.strangers.places);
        if !self.has_marks && whole.is_none() {
            return Ok(());
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
        extension.push(("schema", Json::text(SCHEMA)));
        extension.push(("version", Json::text("1.0.0")));
        let types = vec![Json::text("property-extension")];
        extension.push(("extension_types", Json::List(types)));
        if let Some(whole) = whole {
            self.ids.add(STIX_AUTHOR);
            let mut grouping = self.begin("grouping", "", None);
            grouping.push(("name", Json::text(record.title().unwrap_or("record"))));
            grouping.push(("context", Json::text("unspecified")));
            self.grouping(grouping, &whole.to_string())?;
        }
        self.object(&Json::Table(author).to_tree())?;
        self.object(&Json::Table(extension).to_tree())
    }

    /// Writes the grouping that names all other objects. Its list is as long as the file, so it is streamed
    /// and has no seal.
    fn grouping(&mut self, fields: Fields, entries: &str) -> io::Result<()> {
        self.lines.next(&mut self.out.text);
        let out = &mut self.out.text;
        tree(out, &Json::Table(fields).to_tree());
        let is_open = out.pop().is_some();
        debug_assert!(is_open, "an object ends with a brace");
        out.push_str(",\"object_refs\":");
        std::mem::take(&mut self.ids).write(self.out)?;
        let out = &mut self.out.text;
        out.push_str(",\"extensions\":{");
        quoted(out, STIX_EXTENSION);
        out.extend([
            ":{\"extension_type\":\"property-extension\",\"entries\":",
            entries,
            "}}}",
        ]);
        self.out.pass()
    }

    fn actor_id(&self, id: ActorId) -> String {
        let actor = self.record().actor(id);
        if let Some(id) = id_of(&actor.native, FORMAT) {
            return id;
        }
        self.id(type_of(actor.kind), &actor.key)
    }

    pub(super) fn actor(&mut self, row: &ActorRow<'_>) -> io::Result<()> {
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
        let about = of_actor(row, self.record()).text();
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
        let carried = carried.map_or_else(|| NOTHING.to_owned(), |carried| carried.to_string());
        self.push(fields, &natives, &carried, None)
    }

    /// Writes a place, if it has the properties that a location needs.
    pub(super) fn place(&mut self, place: &Place) -> io::Result<()> {
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
            return self.push(fields, &natives, NOTHING, None);
        }
        Ok(())
    }

    /// Writes the objects of a statement.
    pub(super) fn row(&mut self, row: &StatementRow<'g>) -> io::Result<()> {
        self.line.clear();
        self.line.push('[');
        self.carried.write_statement(&mut self.line, row);
        self.line.push(']');
        match row.statement.kind() {
            Kind::Event(kind) if !kind.is_lineage() => self.incident(kind, row),
            kind => {
                let mut ties = row.ties.iter();
                ties.try_for_each(|tie| self.tie(kind, row, tie))
            }
        }
    }

    fn tie(&mut self, kind: Kind, row: &StatementRow<'g>, tie: &TieRow<'_>) -> io::Result<()> {
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
        let window = match kind {
            Kind::Relation(_) => self.rows.view().window(),
            Kind::Event(_) => self.rows.view().event_window(),
        };
        let holds = stated(window, tie.holds);
        let about = of_statement(row, Some(tie), holds, self.record()).text();
        fields.extend(description(about.as_deref(), statement.note.as_deref()));
        times(&mut fields, tie.bounds.first_start(), tie.bounds.last_end());
        let mut labels = vec![kind.to_string()];
        labels.extend(holds.map(|holds| holds.to_string()));
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
        self.statement(row, fields, &natives)
    }

    /// Writes an object of a statement.
    fn statement(
        &mut self,
        row: &StatementRow<'g>,
        fields: Fields,
        natives: &[Node],
    ) -> io::Result<()> {
        if self.fallback.is_none() && self.day_of(&row.statement.record().evidence).is_none() {
            self.undated.push(row.statement.key());
        }
        let line = std::mem::take(&mut self.line);
        self.push(fields, natives, &line, Some(row.statement.key()))?;
        self.line = line;
        Ok(())
    }

    fn incident(&mut self, kind: EventKind, row: &StatementRow<'g>) -> io::Result<()> {
        let statement = row.statement.record();
        let Some(event) = statement.event() else {
            return Ok(());
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
        let holds = stated(self.rows.view().event_window(), row.holds);
        let about = of_statement(row, None, holds, record).text();
        fields.extend(description(about.as_deref(), statement.note.as_deref()));
        let mut labels = vec![kind.to_string()];
        labels.extend(holds.map(|holds| holds.to_string()));
        self.evidence(&mut fields, &statement.evidence, labels);
        self.statement(row, fields, &[])?;
        for (word, actor) in parties(kind, &statement.ends) {
            let target = self.actor_id(actor);
            self.link(row, word, &record.actor(actor).key, target)?;
        }
        for place in places().filter(|place| is_located(place)) {
            let own = id_of(&place.native, FORMAT);
            let target = own.unwrap_or_else(|| self.id("location", &place.key));
            self.link(row, "located-at", &place.key, target)?;
        }
        // the first statement may be a split, merger or renaming, which is not an incident
        let Some(happening) = row.happening else {
            return Ok(());
        };
        if self.rows.graph.told_with(row.statement.id()).is_none() {
            return Ok(());
        }
        match self.told.get(&happening.id()) {
            Some(&first) => {
                let target = self.id("incident", first);
                self.link(row, "duplicate-of", first, target)?;
            }
            None => {
                self.told.insert(happening.id(), key);
            }
        }
        Ok(())
    }

    /// Writes a relationship of an incident.
    fn link(
        &mut self,
        row: &StatementRow<'_>,
        word: &'static str,
        key: &str,
        target: String,
    ) -> io::Result<()> {
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
        self.push(fields, &[], NOTHING, None)
    }
}

/// Returns the day for objects without one: the day for which the record speaks, otherwise the last day on
/// which a source was published, otherwise the last day on which something began.
fn last_day(rows: &Rows<'_, '_>) -> Option<Day> {
    let record = rows.graph.record();
    let published = record.sources().iter();
    let published = published.filter_map(|source| Some(source.published.as_ref()?.last_day()));
    let last = published.filter(|day| day.is_finite()).max();
    let began = || {
        let all = rows.statement_refs();
        let all = all.map(|one| rows.graph.bounds_of(one.id()).first_start());
        all.filter(|day| day.is_finite()).max()
    };
    record.as_of().or(last).or_else(began)
}

pub(super) fn is_located(place: &Place) -> bool {
    place.country.is_some() || (place.latitude.is_some() && place.longitude.is_some())
}

fn description(about: Option<&str>, note: Option<&str>) -> Option<(&'static str, Json)> {
    let all: Vec<&str> = note.into_iter().chain(about).collect();
    (!all.is_empty()).then(|| ("description", Json::Text(all.join("\n"))))
}

/// Adds the earliest and the latest time where they are bounded.
fn times(fields: &mut Fields, first: Day, end: Day) {
    fields.extend(midnight(first).map(|time| ("start_time", Json::Text(time))));
    fields.extend(midnight(end).map(|time| ("stop_time", Json::Text(time))));
}

/// Returns the midnight at which a day begins; STIX has no years before 1.
fn midnight(day: Day) -> Option<String> {
    let date = day.date().filter(|date| date.year() > 0)?;
    Some(format!("{date}T00:00:00.000Z"))
}
