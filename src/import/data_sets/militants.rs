//! Mapping Militants: the tables of 2016, of groups, their links and the umbrellas over them.
//!
//! Crenshaw, Stanford University; its only bulk copy is part of a demonstration by D-Wave Systems. The copy has no
//! table of groups: links name groups by number alone. The site's own export has their names in columns `id,name`; the
//! caller has to name the data set of such a file, since many tables have these columns.
//!
//! | table | columns | in the record |
//! |---|---|---|
//! | links | `type` `all` | `alliance` from `date` on, the end unknown |
//! | | `riv` | `rivalry` with the same dates |
//! | | `aff` | `cooperation` with the hedge word *affiliates*: both directions occur (AQ–AQAP, AQI–AQ), so that the direction is not known; or, by choice, `affiliation` of the first to the second |
//! | | `spl`, `mer` | `split` of `group2` from `group1`, `merger` of `group1` into `group2` |
//! | | `date` | `2005-00-00` the year, `0000-00-00` unknown |
//! | | `description` | left out: the texts are protected; `native` keeps them if asked for |
//! | umbrellas | `name`, `shortname`, `startdate`, `enddate` | a coalition; an end of `0000-00-00` is unknown, though the site shows it as going on |
//! | umbrella groups | `umbrella_id`, `group_id` | `membership` without dates |
//!
//! Some pairs are allies at one time and rivals at another, so every link is kept.

use super::assembly::{Assembly, Cast, HeldRelation, NewActor, Occurred, Seat};
use super::common::DataSet;
use super::common::{Affiliates, DataSetOptions};
use super::common::{Desk, Family, Fate, Refused, each_row, tell_left_out};
use super::kit::cells::integer;
use super::kit::spans::Rough;
use super::kit::table::Table;
use crate::import::LoadError;
use crate::import::report::Treatment;
use crate::model::{
    ActorId, ActorKind, Certainty, End, Ends, EventKind, Losses, Period, RelationKind, SourceId,
};
use crate::record::At;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The key of a link: the type, the two groups, the date.
type Link = (String, [String; 2], Option<Rough>);

/// The rows that give one link.
#[derive(Debug, Default)]
struct Rows {
    /// The rows by the number of the link.
    rows: BTreeMap<i64, (At, SourceId)>,
    descriptions: BTreeSet<String>,
}

/// The descriptions of a group or umbrella in the tables.
#[derive(Debug, Default, Clone)]
struct About {
    names: BTreeSet<String>,
    short: Option<String>,
    active: Option<Period>,
}

/// Groups and their links.
#[derive(Debug, Default)]
pub(super) struct Militants {
    links: BTreeMap<Link, Rows>,
    members: BTreeMap<(String, String), BTreeSet<(At, SourceId)>>,
    about: BTreeMap<String, About>,
    /// The rows that describe groups and umbrellas.
    listed: BTreeMap<String, BTreeSet<(At, SourceId)>>,
}

impl Family for Militants {
    fn read(
        &mut self,
        _set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        if table.column("group1").is_there() {
            self.links(table, desk)
        } else if table.column("umbrella_id").is_there() {
            self.memberships(table, desk)
        } else {
            self.names(table, desk)
        }
    }

    fn finish(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        for (id, rows) in std::mem::take(&mut self.listed) {
            let Some((at, source)) = rows.first().copied() else {
                continue;
            };
            assembly.again_of(source);
            let seat = self.seat(assembly, &id, at);
            assembly.cast.list(seat);
            let report = &mut assembly.report;
            report.are_one(at, rows.iter().map(|row| row.0));
            report.counts().made += 1;
            report.counts().merged += rows.len() as u64 - 1;
        }
        for ((kind, groups, date), rows) in std::mem::take(&mut self.links) {
            self.link(assembly, options, (&kind, &groups, date), &rows);
        }
        for ((group, umbrella), rows) in std::mem::take(&mut self.members) {
            let Some((at, source)) = rows.first().copied() else {
                continue;
            };
            assembly.again_of(source);
            let ends = Ends::Directed {
                from: [self.actor(assembly, &group, at)].into(),
                to: [self.actor(assembly, &umbrella, at)].into(),
            };
            let id = format!("mmp-membership-{group}-{umbrella}");
            let held = HeldRelation::new(RelationKind::Membership, ends, Period::UNKNOWN, id);
            assembly.relation(held, at);
            joined(assembly, &rows, "several rows say that a group is a member");
        }
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let id = cast.id(seat);
        let is_umbrella = id.starts_with(UMBRELLA);
        let kind = if is_umbrella {
            ActorKind::Coalition
        } else {
            ActorKind::ArmedGroup
        };
        let name = cast.name(seat);
        let mut new = NewActor::new(format!("mmp-{id}"), name, kind);
        new.is_guess = !is_umbrella;
        new.ids.push(("mapping-militants".into(), id.into()));
        if let Some(about) = self.about.get(id) {
            let others = about.names.iter().filter(|other| **other != *name);
            new.other_names(others.map(String::as_str));
            new.short = about.short.clone().filter(|short| short != name);
            new.active.extend(about.active.clone());
        }
        new
    }
}

/// Columns of groups and umbrellas that no record takes.
const LEFT_OUT: [&str; 6] = [
    "groups",
    "description",
    "start_year",
    "end_year",
    "active",
    "years_active",
];

/// The prefix of the ids of umbrellas.
const UMBRELLA: &str = "umbrella-";

/// Counts the rows of one relation.
fn joined(assembly: &mut Assembly, rows: &BTreeSet<(At, SourceId)>, message: &str) {
    let more = rows.len() as u64 - 1;
    let report = &mut assembly.report;
    if let Some((first, _)) = rows.first() {
        report.are_one(*first, rows.iter().map(|row| row.0));
    }
    report.counts().made += 1;
    report.counts().merged += more;
    if more > 0 {
        report.note_many(Treatment::Merged, "same-link", message, more);
    }
}

impl Militants {
    fn links(&mut self, table: &mut Table<'_>, desk: &mut Desk<'_>) -> Result<(), LoadError> {
        let known = ["id", "type", "group1", "group2", "date", "description"];
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[&known]);
        let before = report.counts().read;
        let [id, kind, one, other, date, description] = known.map(|name| table.column(name));
        each_row(table, desk, |row, desk| {
            let number = row.integer(id);
            let Some(number) = number else {
                return Err(Refused::new("no-id", "the link has no id", row.text(id)));
            };
            let kind = row.text(kind).to_lowercase();
            if !["all", "riv", "aff", "spl", "mer"].contains(&&*kind) {
                let message = "the link is of no type that is known: all, riv, aff, spl, mer";
                return Err(Refused::new("unknown-type", message, kind));
            }
            let groups = [one, other].map(|group| row.integer(group));
            let [Some(one), Some(other)] = groups else {
                let message = "the link does not name two groups by number";
                return Err(Refused::new("no-side", message, number.to_string()));
            };
            if one == other {
                let message = "the group is linked to itself";
                return Err(Refused::new("self-tie", message, number.to_string()));
            }
            let date = dated(row.text(date).as_ref(), number)?;
            if let Some(date) = date {
                desk.assembly.speaks_until(date.last);
            }
            let is_mutual = kind == "all" || kind == "riv";
            let mut groups = [one, other];
            if is_mutual {
                groups.sort_unstable();
            }
            let link = (kind, groups.map(|group| group.to_string()), date);
            let rows = self.links.entry(link).or_default();
            rows.rows.insert(number, (row.at, desk.assembly.source()));
            rows.descriptions
                .extend(row.said(description).map(Cow::into_owned));
            Ok(Fate::Waiting)
        })?;
        if !desk.options.native {
            let message = "descriptions of links were left out (the option `native` carries them \
                           along)";
            desk.assembly.report.left_out(before, message);
        }
        Ok(())
    }

    fn memberships(&mut self, table: &mut Table<'_>, desk: &mut Desk<'_>) -> Result<(), LoadError> {
        let known = ["id", "umbrella_id", "group_id"];
        desk.assembly
            .report
            .unknown_columns(&table.columns, &[&known]);
        let [_, umbrella, group] = known.map(|name| table.column(name));
        each_row(table, desk, |row, desk| {
            let [Some(umbrella), Some(group)] = [umbrella, group].map(|one| row.integer(one))
            else {
                let message = "the row does not name a group and an umbrella by number";
                return Err(Refused::new("no-side", message, row.text(group)));
            };
            let pair = (group.to_string(), format!("{UMBRELLA}{umbrella}"));
            let rows = self.members.entry(pair).or_default();
            rows.insert((row.at, desk.assembly.source()));
            Ok(Fate::Waiting)
        })
    }

    fn names(&mut self, table: &mut Table<'_>, desk: &mut Desk<'_>) -> Result<(), LoadError> {
        let known = [
            "id",
            "name",
            "shortname",
            "startdate",
            "enddate",
            "groups",
            "description",
            "start_year",
            "end_year",
            "active",
            "years_active",
        ];
        desk.assembly
            .report
            .unknown_columns(&table.columns, &[&known]);
        let before = desk.assembly.report.counts().read;
        let column = |name: &str| table.column(name);
        let is_umbrella = column("groups").is_there();
        let [id, name, short, start, end] =
            ["id", "name", "shortname", "startdate", "enddate"].map(column);
        each_row(table, desk, |row, desk| {
            let (number, name) = (row.integer(id), row.said(name));
            let (Some(number), Some(name)) = (number, name) else {
                let message = "the row has no id, or no name";
                return Err(Refused::new("no-id", message, row.text(id)));
            };
            let start = dated(row.text(start).as_ref(), number)?;
            let end = dated(row.text(end).as_ref(), number)?;
            let id = if is_umbrella {
                format!("{UMBRELLA}{number}")
            } else {
                number.to_string()
            };
            let about = self.about.entry(id.clone()).or_default();
            about.names.insert(name.into_owned());
            about.short = row.said(short).map(Cow::into_owned);
            if start.is_some() || end.is_some() {
                let end = end.map_or(End::Unknown, |end| End::On(end.end_behind()));
                about.active = Some(Period::new(start.map(Rough::when), end, Vec::new()));
            }
            let rows = self.listed.entry(id).or_default();
            rows.insert((row.at, desk.assembly.source()));
            Ok(Fate::Waiting)
        })?;
        let message =
            "descriptions and years of groups and umbrellas, and lists of groups, were left out";
        let report = (&mut desk.assembly.report, before);
        tell_left_out((table, LEFT_OUT), report, message);
        Ok(())
    }

    fn seat(&self, assembly: &mut Assembly, id: &str, at: At) -> Seat {
        let known = self.about.get(id).and_then(|about| about.names.first());
        if let Some(name) = known {
            return assembly.seat(id, name, at);
        }
        if assembly.cast.seat_of(id).is_none() {
            let message = "the tables have no name of a group: it goes by its number (name it in \
                           the crosswalk)";
            let report = &mut assembly.report;
            report.note(Treatment::Guessed, "group-without-name", message, at, id);
        }
        let name = match id.strip_prefix(UMBRELLA) {
            Some(number) => format!("Umbrella {number}"),
            None => format!("Militant group {id}"),
        };
        assembly.seat(id, &name, at)
    }

    fn actor(&self, assembly: &mut Assembly, id: &str, at: At) -> ActorId {
        let seat = self.seat(assembly, id, at);
        assembly.actor(seat)
    }

    fn link(
        &self,
        assembly: &mut Assembly,
        options: &DataSetOptions,
        (kind, groups, date): (&str, &[String; 2], Option<Rough>),
        rows: &Rows,
    ) {
        let Some((number, (at, source))) = rows.rows.first_key_value() else {
            return;
        };
        let (at, id) = (*at, format!("mmp-{number}"));
        assembly.again_of(*source);
        let [one, other] = [0, 1].map(|place| self.actor(assembly, &groups[place], at));
        let directed = || Ends::Directed {
            from: [one].into(),
            to: [other].into(),
        };
        let mut native = Vec::new();
        if options.native && !rows.descriptions.is_empty() {
            let texts: Vec<&str> = rows.descriptions.iter().map(String::as_str).collect();
            let text = serde_json::to_string(&texts).unwrap_or_default();
            native.push(("mapping-militants".into(), text.into()));
        }
        let event = match kind {
            "spl" => Some(EventKind::Split),
            "mer" => Some(EventKind::Merger),
            _ => None,
        };
        if let Some(kind) = event {
            let event = Occurred {
                kind,
                when: date.map(Rough::when),
                ends: directed(),
                place: None,
                killed: None,
                losses: Losses::default(),
                certainty: Certainty::Reported,
                hedge: None,
                note: None,
                associated: Vec::new(),
                id: id.into(),
                version: None,
                native,
            };
            assembly.event(event, at);
        } else {
            let period = Period::new(date.map(Rough::when), End::Unknown, Vec::new());
            let mutual = Ends::Mutual([one, other].into());
            let (kind, ends, hedge) = match (kind, options.militants.affiliates) {
                ("all", _) => (RelationKind::Alliance, mutual, None),
                ("riv", _) => (RelationKind::Rivalry, mutual, None),
                (_, Affiliates::FirstToSecond) => (RelationKind::Affiliation, directed(), None),
                _ => (
                    RelationKind::Cooperation,
                    mutual,
                    Some("affiliates".to_owned()),
                ),
            };
            let mut held = HeldRelation::new(kind, ends, period, id);
            (held.hedge, held.native) = (hedge, native);
            assembly.relation(held, at);
        }
        let all: BTreeSet<(At, SourceId)> = rows.rows.values().copied().collect();
        joined(
            assembly,
            &all,
            "several links are of one type, pair and date",
        );
    }
}

/// Reads a date such as `2005-03-00`.
fn dated(cell: &str, number: i64) -> Result<Option<Rough>, Refused> {
    let cell = if integer(cell) == Some(0) { "" } else { cell };
    Rough::of_text(cell).map_err(|()| {
        let message = "the row has no date that can be read";
        Refused::new("no-date", message, format!("{number}: {cell}"))
    })
}
