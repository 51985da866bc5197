//! The columns of ACLED's files, in the layouts since 2016.

use crate::import::LoadError;
use crate::import::data_sets::kit::table::{Column, Table};

/// The columns that are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub(super) id: Column,
    pub(super) date: Column,
    pub(super) precision: Column,
    pub(super) kind: Column,
    pub(super) sub_kind: Column,
    /// Main actor, associated actors and code of each side.
    pub(super) sides: [[Column; 3]; 2],
    pub(super) iso: Column,
    pub(super) region: Column,
    pub(super) place: Column,
    pub(super) latitude: Column,
    pub(super) longitude: Column,
    pub(super) place_precision: Column,
    pub(super) notes: Column,
    pub(super) fatalities: Column,
    pub(super) timestamp: Column,
}

/// Columns that are read or that can be derived.
pub(super) const READ: &[&str] = &[
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "ally_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "ally_actor_2",
    "inter2",
    "iso",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
    "timestamp",
];

/// Known columns that are not part of the model.
pub(super) const BEYOND: &[&str] = &[
    "data_id",
    "event_id_no_cnty",
    "iso3",
    "gwno",
    "disorder_type",
    "interaction",
    "civilian_targeting",
    "region",
    "admin2",
    "admin3",
    "source",
    "source_scale",
    "notes",
    "tags",
    "population_1km",
    "population_2km",
    "population_5km",
    "population_best",
];

impl Columns {
    /// Finds the columns of a table, which has to have both actors.
    pub(super) fn of(table: &Table<'_>) -> Result<Self, LoadError> {
        let column = |name: &str| table.column(name);
        if !column("actor2").is_there() {
            return Err(LoadError::Unfit {
                what: "it is a monadic file: it has no column `actor2`".to_owned(),
                help: "download the dyadic file, or deaths count twice".to_owned(),
            });
        }
        table.require(&["fatalities", "time_precision", "inter1", "inter2"])?;
        if column("latitude").is_there() {
            // without it the point of a region would pass for that of the event
            table.require(&["geo_precision"])?;
        }
        let side = |number: u8| {
            let name = |stem: &str| format!("{stem}{number}");
            let associated = [name("assoc_actor_"), name("ally_actor_")];
            [
                column(&name("actor")),
                table.column_of(&associated.each_ref().map(String::as_str)),
                column(&name("inter")),
            ]
        };
        Ok(Self {
            id: column("event_id_cnty"),
            date: column("event_date"),
            precision: column("time_precision"),
            kind: column("event_type"),
            sub_kind: column("sub_event_type"),
            sides: [side(1), side(2)],
            iso: column("iso"),
            region: column("admin1"),
            place: column("location"),
            latitude: column("latitude"),
            longitude: column("longitude"),
            place_precision: column("geo_precision"),
            notes: column("notes"),
            fatalities: column("fatalities"),
            timestamp: column("timestamp"),
        })
    }
}

/// Columns of which only a part is in the model; the whole text is kept in `native` if the caller asks for it.
const IN_PART: &[&str] = &[
    "sub_event_type",
    "assoc_actor_1",
    "ally_actor_1",
    "inter1",
    "assoc_actor_2",
    "ally_actor_2",
    "inter2",
];

/// Returns the columns of a table that are not or only partly in the model, with their names.
pub(super) fn beyond(table: &Table<'_>) -> Vec<(Column, String)> {
    let names = table.columns.iter();
    let is_beyond = |name: &str| BEYOND.contains(&name) || IN_PART.contains(&name);
    let names = names.filter(|name| is_beyond(name));
    names
        .map(|name| (table.column(name), name.clone()))
        .collect()
}
