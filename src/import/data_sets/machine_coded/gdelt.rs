//! Events of GDELT 2.0, and of 1.0: 61 and 58 columns without a header.
//!
//! The file of column names that GDELT's pages link is for version 1.0, and does not fit version 2.0,
//! which has three columns more (`…Geo_ADM2Code`): with the wrong names, all later columns are shifted.
//! Codes are CAMEO (Gerner et al. 2002, version 1.1b3).
//!
//! | columns | in the record |
//! |---|---|
//! | `GLOBALEVENTID` | `gdelt-` and the id, the first one among rows of one day, pair and kind |
//! | `IsRootEvent` | only rows with 1 are read; the report counts the rest |
//! | `Actor1Code`, `Actor1Name`, … | the actor and the recipient; rows without both names are set aside |
//! | `EventRootCode` 18, 19, 20 | `clash` directed, `violence-against-civilians` if the target's type is CVL; 194, 195 `strike`; 181 `abduction` |
//! | 14; 173 | `protest`; `arrest` |
//! | other roots | beyond the model, counted |
//! | `SQLDATE` | the day; one that lies exactly a month, a year or ten before `DATEADDED` is a misread relative date, and set aside |
//! | `ActionGeo_…` | the place, with its point if it is a town |
//! | tone, mentions, scales, addresses | left out |

use super::coded::{Coded, Party, Slot, Spot, kind_of};
use crate::import::LoadError;
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::cells::degrees;
use crate::import::data_sets::kit::headers::GDELT;
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{ActorKind, EventKind};
use jiff::ToSpan;
use jiff::civil::Date;

struct Columns {
    id: Column,
    day: Column,
    added: Column,
    is_root: Column,
    /// Code, name and type of each actor.
    parties: [[Column; 3]; 2],
    code: Column,
    root: Column,
    place: [Column; 4],
}

/// Reads all rows of a table.
pub(super) fn read(
    table: &mut Table<'_>,
    desk: &mut Desk<'_>,
    coded: &mut Coded,
) -> Result<(), LoadError> {
    let report = &mut desk.assembly.report;
    report.unknown_columns(&table.columns, &[&GDELT, &["cameocodedescription"]]);
    let column = |name: &str| table.column(name);
    let columns = Columns {
        id: column("globaleventid"),
        day: column("sqldate"),
        added: column("dateadded"),
        is_root: column("isrootevent"),
        parties: [
            ["actor1code", "actor1name", "actor1type1code"].map(column),
            ["actor2code", "actor2name", "actor2type1code"].map(column),
        ],
        code: column("eventcode"),
        root: column("eventrootcode"),
        place: [
            "actiongeo_type",
            "actiongeo_fullname",
            "actiongeo_lat",
            "actiongeo_long",
        ]
        .map(column),
    };
    let before = report.counts().read;
    each_row(table, desk, |row, desk| event(&columns, row, desk, coded))?;
    let message =
        "tone, mentions, scales and addresses are no part of the model, and were left out";
    desk.assembly.report.left_out(before, message);
    Ok(())
}

fn event(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    coded: &mut Coded,
) -> Result<Fate, Refused> {
    let Some(id) = row.integer(columns.id) else {
        let message = "the row has no id of an event";
        return Err(Refused::new("no-id", message, row.text(columns.id)));
    };
    let id = id.to_string();
    if desk.options.machine_coded.root_events && !row.is_true(columns.is_root) {
        let report = &mut desk.assembly.report;
        let message = "events that are not the first of their sentence were not asked for";
        report.note_many(Treatment::Beyond, "not-a-root", message, 1);
        return Ok(Fate::Beyond);
    }
    let (code, root) = (row.text(columns.code), row.text(columns.root));
    // some programs remove the 0 before a code
    let root = format!("{root:0>2}");
    let target = row.text(columns.parties[1][2]);
    let Some(kind) = kind(&code, &root, &target) else {
        let report = &mut desk.assembly.report;
        let message = "statements, consultations and their like are no events of the model";
        report.note_many(Treatment::Beyond, "other-kind", message, 1);
        return Ok(Fate::Beyond);
    };
    let mut parties = Vec::new();
    for [code, name, role] in columns.parties {
        let (code, name) = (row.text(code), row.text(name));
        if code.is_empty() || name.is_empty() {
            let message = "one of the two is not named";
            return Err(Refused::new("not-named", message, id));
        }
        let party = Party {
            id: format!("{code} {name}"),
            name: format!("{name} ({code})"),
        };
        coded.is_a(&party, kind_of(&row.text(role)));
        parties.push(party);
    }
    let day = day(&row.text(columns.day)).ok_or_else(|| {
        let message = "the row has no date that can be read";
        Refused::new("no-date", message, row.text(columns.day))
    })?;
    let added = row.text(columns.added);
    let added = added.get(..8).and_then(self::day);
    if let Some(added) = added {
        let spans = [1.month(), 1.year(), 10.years()];
        let is_relative = |span| added.checked_sub(span).is_ok_and(|before| before == day);
        if spans.into_iter().any(is_relative) {
            let message = "the day lies exactly a month, a year or ten before the article: a \
                           relative date was misread";
            return Err(Refused::new("relative-date", message, id));
        }
        if added < day {
            let message = "the day lies behind that of the article";
            return Err(Refused::new("after-the-article", message, id));
        }
    }
    let Ok([from, to]) = <[Party; 2]>::try_from(parties) else {
        return Err(Refused::new("not-named", "one of the two is not named", id));
    };
    if from == to {
        let message = "the two are one";
        return Err(Refused::new("self-tie", message, id));
    }
    let [place_kind, name, latitude, longitude] = columns.place.map(|column| row.text(column));
    // 3 and 4 are towns, 1, 2 and 5 countries and regions
    let is_town = matches!(&*place_kind, "3" | "4");
    let point = degrees(&latitude, 90.0).zip(degrees(&longitude, 180.0));
    let place = (!name.is_empty()).then(|| Spot {
        name: name.into_owned(),
        region: String::new(),
        point: point.filter(|_| is_town),
    });
    let slot = Slot {
        day,
        from: vec![from],
        to: vec![to],
        kind,
    };
    coded.tells(slot, &id, place, (row.at, desk.assembly.source()));
    Ok(Fate::Waiting)
}

/// Returns the kind of event for a code of CAMEO.
fn kind(code: &str, root: &str, target: &str) -> Option<EventKind> {
    let is_civilian = kind_of(target) == ActorKind::Civilians;
    Some(match (root, code.get(..3).unwrap_or(code)) {
        ("14", _) => EventKind::Protest,
        (_, "173") => EventKind::Arrest,
        (_, "181") => EventKind::Abduction,
        ("18" | "19" | "20", _) if is_civilian => EventKind::ViolenceAgainstCivilians,
        (_, "194" | "195") => EventKind::Strike,
        ("18" | "19" | "20", _) => EventKind::Clash,
        _ => return None,
    })
}

/// Reads `20191024`.
fn day(cell: &str) -> Option<Date> {
    if cell.len() != 8 {
        return None;
    }
    let number = |range| {
        cell.get(range)
            .and_then(|part: &str| part.parse::<i16>().ok())
    };
    let [month, day] = [number(4..6)?, number(6..8)?].map(i8::try_from);
    Date::new(number(0..4)?, month.ok()?, day.ok()?).ok()
}
