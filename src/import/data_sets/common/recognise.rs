//! Which data set a file is, by the names of its columns.

use crate::import::LoadError;
use crate::import::data_sets::kit::table::Table;
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
        /// Events of the Armed Conflict Location & Event Data project.
        Acled = "acled",
        /// The list of events that ACLED has deleted.
        AcledDeleted = "acled-deleted",
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
            Self::Acled => "ACLED",
            Self::AcledDeleted => "ACLED, deleted events",
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
    (
        DataSet::Acled,
        &["event_id_cnty", "event_date", "event_type", "actor1"],
    ),
    (
        DataSet::AcledDeleted,
        &["event_id_cnty", "deleted_timestamp"],
    ),
];

/// Files that are refused by their columns, with what they are and the way out.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (
        &["event_date", "event_type", "actor1"],
        "it has no column `event_id_cnty`: nothing tells an event from a copy of it",
        "download the events with all their columns",
    ),
    (
        &["events", "fatalities"],
        "it is an aggregated file: it counts events, and names no actors",
        "download the events themselves",
    ),
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
];

/// Finds the header among the first rows of a table, and which data set it is of.
pub(in crate::import::data_sets) fn recognise(
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
