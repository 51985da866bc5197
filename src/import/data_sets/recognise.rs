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
        /// Members of the state system by the Correlates of War.
        CowStates = "cow-states",
        /// Independent states by Gleditsch and Ward.
        GwStates = "gw-states",
        /// Formal alliances of the Correlates of War, version 4.1.
        CowAlliances = "cow-alliances",
        /// Alliance Treaty Obligations and Provisions, by dyad and year.
        Atop = "atop",
        /// Militarized interstate disputes (MID 5.0, GML), by participant or dyad.
        Disputes = "mid",
        /// Wars of the Correlates of War.
        CowWars = "cow-wars",
        /// Non-State Actors in armed conflict, version 3.4.
        Nsa = "nsa",
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
            Self::CowStates => "COW states",
            Self::GwStates => "Gleditsch and Ward states",
            Self::CowAlliances => "COW alliances",
            Self::Atop => "ATOP",
            Self::Disputes => "Militarized disputes",
            Self::CowWars => "COW wars",
            Self::Nsa => "NSA",
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
    (
        DataSet::Nsa,
        &["side_a", "side_b", "startdate", "rsupname", "gsupname"],
    ),
    (
        DataSet::CowStates,
        &["stateabb", "ccode", "statenme", "styear", "endyear"],
    ),
    (DataSet::CowStates, &["cowcode", "start", "end"]),
    (DataSet::CowStates, &["ccode", "cw_name", "start", "end"]),
    (DataSet::GwStates, &["gwcode", "start", "end"]),
    (
        DataSet::CowAlliances,
        &["version4id", "ccode1", "ccode2", "defense", "entente"],
    ),
    (
        DataSet::CowAlliances,
        &["version4id", "ccode", "mem_st_year", "defense"],
    ),
    (
        DataSet::Atop,
        &["ccode1", "ccode2", "year", "atop_defense", "atop_consul"],
    ),
    (
        DataSet::Atop,
        &["statea", "stateb", "year", "defense", "offense", "consul"],
    ),
    (
        DataSet::Atop,
        &["mem1", "mem2", "year", "defense", "offense", "consul"],
    ),
    (
        DataSet::Disputes,
        &["dispnum", "ccode", "styear", "endyear", "sidea", "hostlev"],
    ),
    (
        DataSet::Disputes,
        &["disno", "statea", "stateb", "strtyr", "hihosta", "hihostb"],
    ),
    (
        DataSet::Disputes,
        &[
            "dispnum", "ccode1", "ccode2", "year", "hostlev1", "hostlev2",
        ],
    ),
    (
        DataSet::CowWars,
        &["warnum", "wartype", "ccode", "side", "startyear1"],
    ),
    (
        DataSet::CowWars,
        &[
            "warnum",
            "wartype",
            "ccode1",
            "sidea",
            "sideb",
            "startyear1",
        ],
    ),
    (
        DataSet::CowWars,
        &["warnum", "wartype", "ccodea", "sidea", "sideb"],
    ),
    (
        DataSet::CowWars,
        &["warnum", "wartype", "sidea1", "sideb1", "startyear"],
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
        &["dispnum", "numa", "numb", "hostlev"],
        "it has disputes without their participants",
        "read the participants of the same version (MIDB), or the disputes by dyad",
    ),
    (
        &["atopid", "member", "yrent"],
        "it has the members of ATOP's treaties without what these oblige to",
        "read ATOP by dyad and year",
    ),
    (
        &["atopid", "begyr", "defense"],
        "it has ATOP's treaties without their members",
        "read ATOP by dyad and year",
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
    if let Some(set) = without_header(table, only) {
        return Ok(set);
    }
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

/// Names the columns of a file that has no header, and says which data set it is of.
fn without_header(table: &mut Table<'_>, only: Option<DataSet>) -> Option<DataSet> {
    let heads = table.heads();
    let first = heads.first()?;
    let is_date = |cell: &String| {
        let parts: Vec<&str> = cell.split(':').collect();
        parts.len() == 3 && parts[2].len() == 4
    };
    let is_number = |cell: &String| cell.parse::<u32>().is_ok();
    let [number, _, _, start, end] = &first[..] else {
        return None;
    };
    let is_list = is_number(number) && is_date(start) && is_date(end);
    if !is_list || only.is_some_and(|only| only != DataSet::GwStates) {
        return None;
    }
    table.name_columns(&["gwcode", "gwc", "country_name", "start", "end"]);
    Some(DataSet::GwStates)
}

fn unfit(what: &str, help: &str) -> LoadError {
    LoadError::Unfit {
        what: what.to_owned(),
        help: help.to_owned(),
    }
}
