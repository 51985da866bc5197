//! The columns of the UCDP Georeferenced Event Dataset and its Candidate.

use crate::import::data_sets::kit::table::{Column, Table};

/// The columns that are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    pub(super) id: Column,
    pub(super) year: Column,
    pub(super) kind: Column,
    pub(super) status: Column,
    pub(super) side_a_id: Column,
    pub(super) side_a: Column,
    pub(super) side_b_id: Column,
    pub(super) side_b: Column,
    pub(super) place: Column,
    pub(super) place_precision: Column,
    pub(super) region: Column,
    pub(super) latitude: Column,
    pub(super) longitude: Column,
    pub(super) country: Column,
    pub(super) country_id: Column,
    pub(super) clarity: Column,
    pub(super) articles: Column,
    pub(super) start: Column,
    pub(super) end: Column,
    pub(super) deaths: [Column; 4],
    pub(super) best: Column,
    pub(super) high: Column,
    pub(super) low: Column,
    pub(super) state_a: Column,
    pub(super) state_b: Column,
}

/// Known columns that are not part of the model.
pub(super) const BEYOND: &[&str] = &[
    "relid",
    "active_year",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_b_dset_id",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_description",
    "adm_2",
    "geom_wkt",
    "priogrid_gid",
];

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let column = |name: &str| table.column(name);
        let deaths = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
        Self {
            id: column("id"),
            year: column("year"),
            kind: column("type_of_violence"),
            status: column("code_status"),
            side_a_id: column("side_a_new_id"),
            side_a: column("side_a"),
            side_b_id: column("side_b_new_id"),
            side_b: column("side_b"),
            place: column("where_coordinates"),
            place_precision: column("where_prec"),
            region: column("adm_1"),
            latitude: column("latitude"),
            longitude: column("longitude"),
            country: column("country"),
            country_id: column("country_id"),
            clarity: column("event_clarity"),
            articles: column("source_date"),
            start: column("date_start"),
            end: column("date_end"),
            deaths: deaths.map(column),
            best: column("best"),
            high: column("high"),
            low: column("low"),
            state_a: column("gwnoa"),
            state_b: column("gwnob"),
        }
    }
}

/// Columns without which rows would be misread.
pub(super) const REQUIRED: &[&str] = &[
    "id",
    "type_of_violence",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "date_start",
    "date_end",
    "best",
    "low",
    "high",
];

/// Columns that can be derived from others.
pub(super) const FOLLOW: &[&str] = &["region", "date_prec"];

/// Columns that are read or that can be derived.
pub(super) const READ: &[&str] = &[
    "id",
    "year",
    "type_of_violence",
    "code_status",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "latitude",
    "longitude",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];
