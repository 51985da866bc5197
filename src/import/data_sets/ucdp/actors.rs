//! The UCDP Actor Dataset: names, kinds, splits and mergers of actors, none of them dated.
//!
//! A row is an actor; the file is in Windows-1252, and some rows repeat an id or are half empty: all rows
//! of one id are one actor. The names and kinds in this file hold for the actors of all files of UCDP that
//! are read in the same call.
//!
//! | column | in the record |
//! |---|---|
//! | `ActorId`, `NameData` | the actor's id and name; among several names the first by letters, and the report lists them |
//! | `NameOrig…`, `NewName…` | other names, at unknown times: a change of name has no day, so it is no `rename` |
//! | `Org` | the kind: 1 armed group, 2 political organization, 3 militia, 4 government; the report lists other codes |
//! | `Splinter`, `ActorIdPrev` | a `split` from each of these actors to the row's actor, without a day |
//! | `SplitTemp`, `ActorIdSplitTemp` | a `split` with a note that it was for a time; its direction is a guess, and reported |
//! | `Alliance`, `ActorIdAlliance` | a `merger` of these actors, which cease to exist, into the row's actor: it is no alliance |
//! | `JoinGroup`, `ActorIdGroup` | a `merger` of the row's actor into each of these actors: it is no faction within them |
//! | `OS…`, `NS…` (ids of joint sides) | left out: their meaning is not certain; the Non-State Conflict Dataset states it plainly |
//! | conflicts, dyads, places, `PrimaryParty` | left out |

use super::roster::{Roster, ids_in, whole};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, Occurred, Seat, stem};
use crate::import::data_sets::common::{DescentDays, Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::spans::when_up_to;
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{ActorId, Certainty, Day, Ends, EventKind, Losses, SourceId};
use crate::record::At;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Known columns.
const KNOWN: &[&str] = &[
    "actorid",
    "namedata",
    "nameorig",
    "nameorigfull",
    "nameorigfulleng",
    "namechange",
    "newname",
    "newnamefullmothertongue",
    "newnamefulleng",
    "org",
    "conflictid",
    "dyadid",
    "primaryparty",
    "osid",
    "oscoalition",
    "oscoalitionid",
    "nsid",
    "nscoalition",
    "nscoalitionid",
    "splinter",
    "nameprev",
    "actoridprev",
    "splittemp",
    "namesplittemp",
    "actoridsplittemp",
    "alliance",
    "namealliance",
    "actoridalliance",
    "joingroup",
    "groupname",
    "actoridgroup",
    "location",
    "gwnoloc",
    "region",
    "version",
];

/// Columns with other names of an actor.
const NAMES: [&str; 6] = [
    "nameorig",
    "nameorigfull",
    "nameorigfulleng",
    "newname",
    "newnamefullmothertongue",
    "newnamefulleng",
];

/// The way in which an actor came from others or went into them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Descent {
    Splinter,
    SplitForATime,
    MadeOf,
    Joined,
}

/// The column that states each descent, and the column with the other actors.
const DESCENTS: [(Descent, &str, &str); 4] = [
    (Descent::Splinter, "splinter", "actoridprev"),
    (Descent::SplitForATime, "splittemp", "actoridsplittemp"),
    (Descent::MadeOf, "alliance", "actoridalliance"),
    (Descent::Joined, "joingroup", "actoridgroup"),
];

/// The content of the rows of one id.
#[derive(Debug)]
struct Listed {
    /// Names in the data.
    names: BTreeSet<String>,
    others: BTreeSet<String>,
    organised: Option<i64>,
    descents: BTreeMap<Descent, BTreeSet<String>>,
    /// The rows, in their order.
    rows: Vec<At>,
    source: SourceId,
}

/// Actors of the list.
#[derive(Debug, Default)]
pub(super) struct Actors {
    listed: BTreeMap<String, Listed>,
}

/// The columns that are read.
struct Columns {
    id: Column,
    name: Column,
    names: [Column; 6],
    organised: Column,
    descents: [(Descent, Column, Column); 4],
}

impl Actors {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[KNOWN]);
        let columns = Columns {
            id: table.column("actorid"),
            name: table.column("namedata"),
            names: NAMES.map(|name| table.column(name)),
            organised: table.column("org"),
            descents: DESCENTS
                .map(|(kind, flag, ids)| (kind, table.column(flag), table.column(ids))),
        };
        let before = report.counts().read;
        each_row(table, desk, |row, desk| self.row(&columns, row, desk))?;
        let message = "conflicts, dyads, places and ids in other lists of UCDP are no part of an \
                       actor, and were left out";
        desk.assembly.report.left_out(before, message);
        Ok(())
    }

    fn row(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Fate, Refused> {
        let name = row.said(columns.name);
        let Some(id) = row.said(columns.id) else {
            let message = "the row has no `ActorId`";
            return Err(Refused::new("no-id", message, name.unwrap_or_default()));
        };
        let source = desk.assembly.source();
        let listed = self.listed.entry(whole(&id).to_owned());
        let listed = listed.or_insert_with(|| Listed {
            names: BTreeSet::new(),
            others: BTreeSet::new(),
            organised: None,
            descents: BTreeMap::new(),
            rows: Vec::new(),
            source,
        });
        listed.rows.push(row.at);
        listed.names.extend(name.map(Cow::into_owned));
        let others = columns.names.iter().filter_map(|name| row.said(*name));
        listed.others.extend(others.map(Cow::into_owned));
        let organised = row.integer(columns.organised);
        let organised = organised.filter(|code| (1..=4).contains(code));
        let is_missing = |code: &str| matches!(whole(code), "0" | "-99");
        if organised.is_none()
            && let Some(code) = row.said(columns.organised)
            && !is_missing(&code)
        {
            let message = "`Org` is none of the codes 1 to 4: the kind of the actor is taken as if it were \
                           missing";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Changed, "unknown-org", message, row.at, &code);
        }
        listed.organised = [listed.organised, organised].into_iter().flatten().min();
        for (kind, flag, ids) in columns.descents {
            if row.is_true(flag) {
                let ids = ids_in(&row.text(ids));
                listed.descents.entry(kind).or_default().extend(ids);
            }
        }
        Ok(Fate::Waiting)
    }

    /// Makes the actors, and their splits and mergers.
    pub(super) fn finish(
        &mut self,
        assembly: &mut Assembly,
        roster: &mut Roster,
        descents: DescentDays,
    ) {
        let listed = std::mem::take(&mut self.listed);
        let mut seats: BTreeMap<&str, Seat> = BTreeMap::new();
        for (id, listed) in &listed {
            let name = listed.names.first().or_else(|| listed.others.first());
            let (first, repeated) = (listed.rows[0], &listed.rows[1..]);
            let Some(name) = name else {
                for at in &listed.rows {
                    let message = "the row has no name";
                    assembly.report.set_aside("no-name", message, *at, id);
                }
                continue;
            };
            assembly.again_of(listed.source);
            let seat = assembly.seat(id, name, first);
            seats.insert(id, seat);
            assembly.cast.list(seat);
            let facts = roster.facts(seat);
            facts.names.extend(listed.names.iter().cloned());
            facts.names.extend(listed.others.iter().cloned());
            facts.organised = listed.organised;
            let is_new = assembly.cast.is_new(seat);
            let report = &mut assembly.report;
            if listed.names.len() > 1 {
                let message = "the rows of one actor have several names: the first by its letters is \
                               taken, the rest are other names of it";
                let all: Vec<&str> = listed.names.iter().map(String::as_str).collect();
                let what = format!("{id}: {}", all.join("; "));
                report.note(Treatment::Changed, "several-names", message, first, &what);
            }
            for at in repeated {
                let message = "several rows are of one actor";
                report.note(Treatment::Merged, "repeated-actor", message, *at, id);
            }
            report.are_one(first, repeated.iter().copied());
            report.counts().merged += repeated.len() as u64;
            if is_new {
                report.counts().made += 1;
            } else {
                report.counts().merged += 1;
                let message = "the actor is in the record already, which stays as it is";
                report.note(Treatment::Merged, "known-actor", message, first, id);
                report.is_unmade(first);
            }
        }
        let first_days = match descents {
            DescentDays::Undated => BTreeMap::new(),
            DescentDays::FirstEvent => first_days(assembly, seats.values().copied()),
        };
        for (id, listed) in &listed {
            if let Some(seat) = seats.get(&**id) {
                assembly.again_of(listed.source);
                let first = first_days.get(&assembly.actor(*seat)).copied();
                for (kind, others) in &listed.descents {
                    descent(assembly, (id, listed.rows[0]), (*kind, first), others);
                }
            }
        }
    }
}

/// Returns the last possible day of each actor's first event; actors without events are left out.
fn first_days(
    assembly: &mut Assembly,
    seats: impl Iterator<Item = Seat>,
) -> BTreeMap<ActorId, Date> {
    // among versions of a row the latest day counts, as it is not known yet which version counts
    let mut days: BTreeMap<ActorId, BTreeMap<String, Day>> = seats
        .map(|seat| (assembly.actor(seat), BTreeMap::new()))
        .collect();
    for (statement, _) in assembly.statements() {
        let event = statement.event();
        let Some(when) = event.and_then(|event| event.when.as_ref()) else {
            continue;
        };
        for actor in statement.ends.actors() {
            if let Some(days) = days.get_mut(&actor) {
                let day = days.entry(stem(&statement.id).to_owned());
                let day = day.or_insert(Day::BEFORE_ALL);
                *day = when.last_day().max(*day);
            }
        }
    }
    let first = |days: BTreeMap<String, Day>| days.into_values().min()?.date();
    let all = days.into_iter();
    all.filter_map(|(actor, days)| Some((actor, first(days)?)))
        .collect()
}

/// Returns those of `others` that are in the files, as ids and actors; reports everything wrong with the rest.
fn related<'o>(
    assembly: &mut Assembly,
    (id, at): (&str, At),
    others: &'o BTreeSet<String>,
) -> Vec<(&'o str, ActorId)> {
    let mut found: Vec<(&'o str, ActorId)> = Vec::new();
    let own = assembly.cast.seat_of(id);
    // an actor with several ids in the record is not a splinter of itself
    let own = own.map(|seat| assembly.cast.one_number(seat));
    for other in others {
        if *other == *id {
            let message = "an actor is said to have come of itself, or gone into itself: that was left \
                           out";
            let report = &mut assembly.report;
            report.note(Treatment::Changed, "descent-of-itself", message, at, id);
        } else if let Some(seat) = assembly.cast.seat_of(other) {
            if Some(assembly.cast.one_number(seat)) == own {
                let message = "an actor came of one, or went into one, that is the same in the record: \
                               that was left out";
                let what = format!("{id} and {other}");
                let report = &mut assembly.report;
                report.note(
                    Treatment::Changed,
                    "descent-in-one-actor",
                    message,
                    at,
                    &what,
                );
            } else {
                found.push((other, assembly.actor(seat)));
            }
        } else {
            let message = "an actor that one came of, or went into, is in no file: the split \
                               or merger was left out";
            let what = format!("{id} and {other}");
            let report = &mut assembly.report;
            report.note(Treatment::Changed, "dangling-actor", message, at, &what);
        }
    }
    if others.is_empty() {
        let message = "the row says that an actor came of another, or went into one, and has no id \
                       of that";
        let report = &mut assembly.report;
        report.note(Treatment::Changed, "descent-without-id", message, at, id);
    }
    found
}

/// Makes the splits or mergers between an actor and others; `first` is the last possible day of the actor's first
/// event.
fn descent(
    assembly: &mut Assembly,
    (id, at): (&str, At),
    (kind, first): (Descent, Option<Date>),
    others: &BTreeSet<String>,
) {
    let found = related(assembly, (id, at), others);
    let Some(seat) = assembly.cast.seat_of(id) else {
        return;
    };
    let number = assembly.actor(seat);
    // an actor that joined others, or split from them for a time, existed before
    let came_of_it = matches!(kind, Descent::Splinter | Descent::MadeOf);
    let when = first.filter(|_| came_of_it).and_then(when_up_to);
    if when.is_some() && !found.is_empty() {
        let message = "a split or merger was by the first event of the actor that came of it: the list of actors \
                       has no day";
        let report = &mut assembly.report;
        report.note(
            Treatment::Guessed,
            "descent-by-first-event",
            message,
            at,
            id,
        );
    }
    let hedge = when.is_some().then_some("by its first event");
    let mut tell = |kind: EventKind, from: Vec<ActorId>, to: ActorId, id: String, note| {
        let event = Occurred {
            kind,
            when: when.clone(),
            ends: Ends::Directed {
                from: from.into(),
                to: [to].into(),
            },
            place: None,
            killed: None,
            losses: Losses::default(),
            certainty: Certainty::Reported,
            hedge,
            note,
            associated: Vec::new(),
            id: id.into(),
            version: None,
            native: Vec::new(),
        };
        assembly.event(event, at);
    };
    match kind {
        Descent::Splinter => {
            for (other, parent) in &found {
                let key = format!("split-{other}-{id}");
                tell(EventKind::Split, vec![*parent], number, key, None);
            }
        }
        Descent::SplitForATime => {
            for (other, parent) in &found {
                let key = format!("split-for-a-time-{other}-{id}");
                let note = Some("for a time (SplitTemp)");
                tell(EventKind::Split, vec![*parent], number, key, note);
            }
            if !found.is_empty() {
                let message = "`SplitTemp` was taken to name whom the actor split from for a time: \
                               its codebook was not seen";
                let report = &mut assembly.report;
                report.note(Treatment::Guessed, "split-for-a-time", message, at, id);
            }
        }
        Descent::MadeOf => {
            let from: Vec<ActorId> = found.iter().map(|(_, other)| *other).collect();
            if !from.is_empty() {
                let key = format!("merger-into-{id}");
                tell(EventKind::Merger, from, number, key, None);
            }
        }
        Descent::Joined => {
            for (other, group) in &found {
                let key = format!("merger-{id}-{other}");
                tell(EventKind::Merger, vec![number], *group, key, None);
            }
        }
    }
}
