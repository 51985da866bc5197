//! Which data set a file is, by the names of its columns.

use super::kit::table::Table;
use crate::import::LoadError;
use crate::model::word::words;

words! {
    /// A data set whose files can be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSet;
    ///
    /// assert_eq!(DataSet::UcdpGed.as_str(), "ucdp-ged");
    /// assert_eq!(DataSet::UcdpGed.title(), "UCDP GED");
    /// ```
    pub enum DataSet("data set") {
        /// UCDP Georeferenced Event Dataset, and the Candidate Events Dataset.
        UcdpGed = "ucdp-ged",
        /// UCDP Actor Dataset: names, kinds, splits and mergers.
        UcdpActor = "ucdp-actor",
        /// UCDP/PRIO Armed Conflict Dataset: conflicts by year.
        UcdpConflict = "ucdp-prio-acd",
        /// UCDP Dyadic Dataset: dyads by year.
        UcdpDyadic = "ucdp-dyadic",
        /// UCDP Non-State Conflict Dataset: who the joint sides of events are.
        UcdpNonState = "ucdp-nonstate",
        /// UCDP External Support Dataset, as it is documented.
        UcdpSupport = "ucdp-esd",
    }
}

impl DataSet {
    /// What it is called.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSet;
    ///
    /// assert_eq!(DataSet::UcdpGed.title(), "UCDP GED");
    /// ```
    pub const fn title(self) -> &'static str {
        match self {
            Self::UcdpGed => "UCDP GED",
            Self::UcdpActor => "UCDP Actor",
            Self::UcdpConflict => "UCDP/PRIO Armed Conflict",
            Self::UcdpDyadic => "UCDP Dyadic",
            Self::UcdpNonState => "UCDP Non-State Conflict",
            Self::UcdpSupport => "UCDP ESD (untried)",
        }
    }
}

/// The columns by which a file is known, all of which it has.
const SIGNATURES: &[(DataSet, &[&str])] = &[
    (
        DataSet::UcdpGed,
        &[
            "type_of_violence",
            "dyad_new_id",
            "side_a_new_id",
            "date_start",
        ],
    ),
    (DataSet::UcdpActor, &["actorid", "namedata", "actoridprev"]),
    (
        DataSet::UcdpDyadic,
        &[
            "dyad_id",
            "side_a_id",
            "side_b_id",
            "start_date2",
            "type_of_conflict",
        ],
    ),
    (
        DataSet::UcdpConflict,
        &[
            "conflict_id",
            "side_a_id",
            "side_b_id",
            "start_date2",
            "type_of_conflict",
        ],
    ),
    (
        DataSet::UcdpNonState,
        &["side_a_components", "side_b_components"],
    ),
    (
        DataSet::UcdpSupport,
        &["ext_sup", "ext_id", "actor_id", "year"],
    ),
];

/// Files that are refused by their columns, with what they are and the way out.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (
        &["bd_best", "bd_low"],
        "it has UCDP's battle deaths of whole years",
        "they are sums of the events in UCDP GED: read that, or deaths count twice",
    ),
    (
        &["best_fatality_estimate", "is_government_actor"],
        "it has UCDP's one-sided violence of whole years",
        "it is a sum of the events in UCDP GED: read that, or deaths count twice",
    ),
    (
        &["sb_dyad_count", "sb_deaths_parties"],
        "it has UCDP's organized violence of countries and whole years",
        "it is a sum of the events in UCDP GED: read that, or deaths count twice",
    ),
    (
        &["sb_exist", "country_id"],
        "it has UCDP's organized violence of countries and whole years",
        "it is a sum of the events in UCDP GED: read that, or deaths count twice",
    ),
    (
        &["ext_sup"],
        "it has external support without who supported whom",
        "read the table of UCDP ESD by triads (supporter, actor, dyad, year)",
    ),
];

/// Finds the header among the first rows of a table, and which data set it is of.
pub(super) fn recognise(
    table: &mut Table<'_>,
    only: Option<DataSet>,
) -> Result<DataSet, LoadError> {
    let heads = table.heads();
    let has = |head: &[String], names: &[&str]| {
        names.iter().all(|name| head.iter().any(|one| one == name))
    };
    for (place, head) in heads.iter().enumerate() {
        let mut known = SIGNATURES.iter();
        let fits = |one: &&(DataSet, &[&str])| only.is_none_or(|only| only == one.0);
        if let Some((set, _)) = known.find(|one| fits(one) && has(head, one.1)) {
            table.take_header(place);
            return Ok(*set);
        }
        if let Some((_, what, help)) = REFUSED.iter().find(|one| has(head, one.0)) {
            return Err(unfit(what, help));
        }
    }
    let what = match only {
        Some(set) => {
            let wanted = SIGNATURES.iter().find(|one| one.0 == set);
            let wanted = wanted.map_or(&[][..], |one| one.1);
            let head = heads.first().map_or(&[][..], Vec::as_slice);
            let missing = wanted
                .iter()
                .find(|name| !head.iter().any(|one| one == *name));
            let missing = missing.map_or("", |name| name);
            format!(
                "it is no file of {}: it has no column `{missing}`",
                set.title()
            )
        }
        None => "its columns are those of no data set that is known here".to_owned(),
    };
    let sets: Vec<&str> = SIGNATURES.iter().map(|one| one.0.title()).collect();
    Err(unfit(
        &what,
        &format!("the data sets are {}", sets.join(", ")),
    ))
}

fn unfit(what: &str, help: &str) -> LoadError {
    LoadError::Unfit {
        what: what.to_owned(),
        help: help.to_owned(),
    }
}
