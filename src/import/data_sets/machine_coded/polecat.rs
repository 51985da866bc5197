//! Events of POLECAT, by PLOVER.
//!
//! Halterman et al. 2023. This reader follows the documented columns; no file was at hand to try it on. Lists are
//! separated by semicolons, a missing value is `None`, and ids repeat.
//!
//! | columns | in the record |
//! |---|---|
//! | `Actor Name`, `Recipient Name`, with their countries | the actor and the recipient; rows without both are set aside |
//! | `Event Type` ASSAULT | `clash` directed; `violence-against-civilians` if a recipient's sector is civilian; by `Event Mode` aerial, drone, heavy-weapons `strike`; abduct `abduction` |
//! | COERCE by mode arrest | `arrest` |
//! | PROTEST, MOBILIZE, RETREAT by mode withdraw, AGREE, SANCTION | `protest`, `deployment`, `withdrawal`, `declaration`, `other` |
//! | other types | beyond the model, counted |
//! | `Event Date` | the day |
//! | `Placename`, `Province`, `Latitude`, `Longitude` | the place, with its point if a city is named |
//! | the rest | left out |

use super::coded::{Coded, Party, Slot, Spot, kind_of};
use crate::import::LoadError;
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::cells::{DateCell, date, degrees, is_missing};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{ActorKind, EventKind};
use crate::record::At;

/// Known columns.
const KNOWN: &[&str] = &[
    "event_id",
    "event_date",
    "event_type",
    "event_mode",
    "event_intensity",
    "intensity",
    "quad_code",
    "contexts",
    "actor_name",
    "actor_country",
    "actor_cow",
    "primary_actor_sector",
    "actor_sectors",
    "actor_title",
    "actor_name_raw",
    "wikipedia_actor_id",
    "recipient_name",
    "recipient_country",
    "recipient_cow",
    "primary_recipient_sector",
    "recipient_sectors",
    "recipient_title",
    "recipient_name_raw",
    "wikipedia_recipient_id",
    "placename",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
    "geonames_id",
    "raw_placename",
    "feature_type",
    "source",
    "publication_date",
    "story_people",
    "story_organizations",
    "story_locations",
    "language",
    "version",
];

struct Columns {
    id: Column,
    day: Column,
    kind: Column,
    mode: Column,
    /// Names, countries and sectors of each side.
    sides: [[Column; 3]; 2],
    place: [Column; 4],
    city: Column,
}

/// Reads all rows of a table.
pub(super) fn read(
    table: &mut Table<'_>,
    desk: &mut Desk<'_>,
    coded: &mut Coded,
) -> Result<(), LoadError> {
    let report = &mut desk.assembly.report;
    report.unknown_columns(&table.columns, &[KNOWN]);
    let column = |name: &str| table.column(name);
    let columns = Columns {
        id: column("event_id"),
        day: column("event_date"),
        kind: column("event_type"),
        mode: column("event_mode"),
        sides: [
            ["actor_name", "actor_country", "primary_actor_sector"].map(column),
            [
                "recipient_name",
                "recipient_country",
                "primary_recipient_sector",
            ]
            .map(column),
        ],
        place: ["placename", "province", "latitude", "longitude"].map(column),
        city: column("city"),
    };
    let message = "POLECAT is read by the names of its columns: no file of it was seen";
    let at = At::in_text(0, 0);
    report.note(Treatment::Guessed, "untried-format", message, at, "POLECAT");
    let before = report.counts().read;
    each_row(table, desk, |row, desk| event(&columns, row, desk, coded))?;
    let message = "contexts, intensities, titles and stories are no part of the model, and were \
                   left out";
    desk.assembly.report.left_out(before, message);
    Ok(())
}

fn event(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    coded: &mut Coded,
) -> Result<Fate, Refused> {
    let Some(id) = row.said(columns.id) else {
        return Err(Refused::new("no-id", "the row has no id of an event", ""));
    };
    let (event_type, mode) = (row.text(columns.kind), row.text(columns.mode));
    let target = row.text(columns.sides[1][2]);
    let Some(kind) = kind(&event_type.to_uppercase(), &mode.to_lowercase(), &target) else {
        let report = &mut desk.assembly.report;
        let message = "requests, accusations and their like are no events of the model";
        report.note_many(Treatment::Beyond, "other-kind", message, 1);
        return Ok(Fate::Beyond);
    };
    let DateCell::Day(day) = date(&row.text(columns.day)) else {
        let message = "the row has no date that can be read";
        return Err(Refused::new("no-date", message, row.text(columns.day)));
    };
    let [mut from, mut to] = columns.sides.map(|[names, countries, sector]| {
        parties(
            &row.text(names),
            &row.text(countries),
            &row.text(sector),
            coded,
        )
    });
    from.sort();
    to.sort();
    if from.is_empty() || to.is_empty() {
        let message = "one of the two is not named";
        return Err(Refused::new("not-named", message, id));
    }
    if from.iter().any(|party| to.contains(party)) {
        return Err(Refused::new("self-tie", "one stands on both ends", id));
    }
    let [name, region, latitude, longitude] = columns.place.map(|column| row.text(column));
    let place = (!is_missing(&name)).then(|| Spot {
        name: name.into_owned(),
        region: if is_missing(&region) {
            String::new()
        } else {
            region.into_owned()
        },
        // without a city the point is that of a district, a province or a country
        point: degrees(&latitude, 90.0)
            .zip(degrees(&longitude, 180.0))
            .filter(|_| row.said(columns.city).is_some()),
    });
    let slot = Slot {
        day,
        from,
        to,
        kind,
    };
    coded.tells(slot, &id, place, (row.at, desk.assembly.source()));
    Ok(Fate::Waiting)
}

/// Returns the parties that a cell names; the countries are in the order of the names if there are as many.
fn parties(names: &str, countries: &str, sector: &str, coded: &mut Coded) -> Vec<Party> {
    let list = |cell: &str| -> Vec<String> {
        let parts = cell.split(';').map(str::trim);
        parts.map(str::to_owned).collect()
    };
    let (names, countries) = (list(names), list(countries));
    let mut parties: Vec<Party> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        if is_missing(name) {
            continue;
        }
        let country = if countries.len() == names.len() {
            countries.get(place)
        } else {
            None
        };
        let country = country.filter(|country| !is_missing(country));
        let name = country.map_or_else(|| name.clone(), |country| format!("{name} ({country})"));
        let party = Party {
            id: name.clone(),
            name,
        };
        if !parties.contains(&party) {
            coded.is_a(&party, kind_of(sector));
            parties.push(party);
        }
    }
    parties
}

/// Returns the kind of event for a type and mode of PLOVER.
fn kind(event_type: &str, mode: &str, target: &str) -> Option<EventKind> {
    let is_civilian = kind_of(target) == ActorKind::Civilians;
    Some(match (event_type, mode) {
        ("ASSAULT", "abduct") => EventKind::Abduction,
        ("ASSAULT", _) if is_civilian => EventKind::ViolenceAgainstCivilians,
        ("ASSAULT", "aerial" | "drone" | "heavy-weapons") => EventKind::Strike,
        ("ASSAULT", _) => EventKind::Clash,
        ("COERCE", "arrest") => EventKind::Arrest,
        ("PROTEST", _) => EventKind::Protest,
        ("MOBILIZE", _) => EventKind::Deployment,
        ("RETREAT", "withdraw") => EventKind::Withdrawal,
        ("AGREE", _) => EventKind::Declaration,
        ("SANCTION", _) => EventKind::Other,
        _ => return None,
    })
}
