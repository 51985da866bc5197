//! Non-State Actors in armed conflict (NSA) 3.4: which states support rebels and governments.
//!
//! Cunningham, Gleditsch and Salehyan 2013. A row is a spell of a dyad of a government and a rebel group;
//! cells are separated by tabs. Actors have names and no ids here, and some copies write `rebelsupport` for
//! `rebel.support`.
//!
//! | columns | in the record |
//! |---|---|
//! | `rebel.support`, `rsupname` | `support` from each named actor to `side_b`: `explicit` is reported, `alleged` alleged |
//! | `gov.support`, `gsupname` | `support` to `side_a`, likewise |
//! | `startdate`, `enddate` | the support began on some day of the spell, and its end is unknown |
//! | `rtypesup`, `gtypesup` | the note, in the words of the data set |
//! | `side_a`, `side_b` | a government, an armed group; a supporter that is neither is taken for a state |
//! | strength, territory, wings, outcome, ids | left out |

use super::assembly::{Assembly, Cast, HeldRelation, NewActor, Seat};
use super::common::DataSet;
use super::common::DataSetOptions;
use super::common::{Desk, Family, Fate, Refused, each_row};
use super::kit::cells::{DateCell, date, is_missing};
use super::kit::names::slug_of;
use super::kit::spans::when_between;
use super::kit::table::{Column, Row, Table};
use crate::import::LoadError;
use crate::import::report::Treatment;
use crate::model::{ActorKind, Certainty, Ends, Period, RelationKind, SourceId};
use crate::record::At;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The key of a support: supporter, supported actor, days, whether it is certain, and type.
type Said = (String, String, [Date; 2], bool, String);

/// Columns that are known; in some copies a dot or a line below stands between words.
const KNOWN: &[&str] = &[
    "obsid",
    "ucdpid",
    "dyadid",
    "side_a",
    "sidea",
    "side_b",
    "sideb",
    "acronym",
    "startdate",
    "enddate",
    "confdate",
    "extraterritorial",
    "rebel_support",
    "rebelsupport",
    "rsupname",
    "rtypesup",
    "rebextpart",
    "gov_support",
    "govsupport",
    "gsupname",
    "gtypesup",
    "govextpart",
    "rebestimate",
    "rebestlow",
    "rebesthigh",
    "rebstrength",
    "centcontrol",
    "strengthcent",
    "mobcap",
    "armsproc",
    "fightcap",
    "terrcont",
    "terrname",
    "effterrcont",
    "conflicttype",
    "transconst",
    "rebpresosts",
    "presname",
    "rebpolwing",
    "rebpolwinglegal",
    "typeoftermination",
    "victoryside",
];

/// Support of rebels and governments.
#[derive(Debug, Default)]
pub(super) struct NonStateActors {
    said: BTreeMap<Said, BTreeSet<(At, SourceId)>>,
    governments: BTreeSet<String>,
    groups: BTreeSet<String>,
}

struct Columns {
    sides: [Column; 2],
    days: [Column; 2],
    /// The columns on support of rebels and of governments: whether there was support, the supporter, the type.
    support: [[Column; 3]; 2],
}

impl Family for NonStateActors {
    fn read(
        &mut self,
        _set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let of = |names: &[&str]| table.column_of(names);
        let columns = Columns {
            sides: [of(&["side_a", "sidea"]), of(&["side_b", "sideb"])],
            days: [of(&["startdate"]), of(&["enddate"])],
            support: [
                [
                    of(&["rebel_support", "rebelsupport"]),
                    of(&["rsupname"]),
                    of(&["rtypesup"]),
                ],
                [
                    of(&["gov_support", "govsupport"]),
                    of(&["gsupname"]),
                    of(&["gtypesup"]),
                ],
            ],
        };
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[KNOWN]);
        let before = report.counts().read;
        each_row(table, desk, |row, desk| self.row(&columns, row, desk))?;
        let message = "strength, territory, wings and outcomes of rebels are no part of the model, \
                       and were left out";
        desk.assembly.report.left_out(before, message);
        Ok(())
    }

    fn finish(&mut self, assembly: &mut Assembly, _options: &DataSetOptions) {
        let mut rows: BTreeMap<At, usize> = BTreeMap::new();
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for ((to, from, [first, last], is_alleged, kind), places) in std::mem::take(&mut self.said)
        {
            let Some((at, source)) = places.first().copied() else {
                continue;
            };
            assembly.again_of(source);
            let mut actor = |name: &String| {
                let seat = assembly.seat(name, name, at);
                assembly.actor(seat)
            };
            let ends = Ends::Directed {
                from: [actor(&from)].into(),
                to: [actor(&to)].into(),
            };
            let stem = format!("nsa-{}-{}-{first}", slug_of(&from), slug_of(&to));
            let mut id = stem.clone();
            let mut number = 2;
            while !ids.insert(id.clone()) {
                id = format!("{stem}-{number}");
                number += 1;
            }
            let period = Period::since(when_between(first, last));
            let mut held = HeldRelation::new(RelationKind::Support, ends, period, id);
            if is_alleged {
                held.certainty = Certainty::Alleged;
                held.hedge = Some("alleged".to_owned());
            }
            held.note = (!kind.is_empty()).then(|| format!("type of support: {kind}"));
            if !self.governments.contains(&from) && !self.groups.contains(&from) {
                let message = "who supports is taken for a state: the data set has its name alone";
                let report = &mut assembly.report;
                report.note(Treatment::Guessed, "supporter-kind", message, at, &from);
            }
            let count = rows.entry(at).or_default();
            *count += 1;
            if *count == 1 {
                assembly.relation(held, at);
            } else {
                assembly.another(held, at, *count);
            }
        }
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let name = cast.name(seat);
        let kind = if self.groups.contains(name) {
            ActorKind::ArmedGroup
        } else if self.governments.contains(name) {
            ActorKind::Government
        } else {
            ActorKind::State
        };
        NewActor::new(slug_of(name), name, kind)
    }
}

impl NonStateActors {
    fn row(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Fate, Refused> {
        let [Some(government), Some(group)] = columns.sides.map(|side| row.said(side)) else {
            let message = "the row does not name both sides";
            return Err(Refused::new("no-side", message, row.text(columns.sides[1])));
        };
        let mut days = [Date::ZERO; 2];
        for (day, column) in days.iter_mut().zip(columns.days) {
            let cell = row.text(column);
            let DateCell::Day(read) = date(&cell) else {
                let message = "the row has no date that can be read";
                return Err(Refused::new("no-date", message, cell));
            };
            *day = read;
        }
        if days[1] < days[0] {
            let message = "the spell ends before it begins";
            return Err(Refused::new("inverted-dates", message, group));
        }
        let (mut count, mut is_said, mut is_new) = (0, false, false);
        for ([whether, names, kind], to) in columns.support.iter().zip([&group, &government]) {
            let is_alleged = match row.text(*whether).to_lowercase().as_str() {
                "explicit" | "1" => false,
                "alleged" | "2" => true,
                _ => continue,
            };
            is_said = true;
            let cell = row.text(*names);
            let names = cell.split([',', ';', '/']).map(str::trim);
            let names = names.filter(|name| !is_missing(name) && *name != "no" && name != &&**to);
            for name in names {
                count += 1;
                let kind = row.said(*kind).filter(|kind| kind != "no");
                let kind = kind.map_or_else(String::new, Cow::into_owned);
                let said = (to.to_string(), name.to_owned(), days, is_alleged, kind);
                let places = self.said.entry(said).or_default();
                is_new |= places.is_empty();
                places.insert((row.at, desk.assembly.source()));
            }
        }
        self.governments.insert(government.into_owned());
        self.groups.insert(group.into_owned());
        if count > 0 {
            return Ok(if is_new { Fate::Made } else { Fate::Merged });
        }
        if is_said {
            let message = "the row says that there was support, and not by whom";
            let name = row.text(columns.sides[1]);
            return Err(Refused::new("no-supporter", message, name));
        }
        let message = "spells without support are no relation and no denial";
        let report = &mut desk.assembly.report;
        report.note_many(Treatment::Beyond, "no-support", message, 1);
        Ok(Fate::Beyond)
    }
}
