//! Recognition of a file's data set by the names of its columns.

use super::common::{DataSet, DataSetOptions};
use super::kit::headers::GDELT;
use super::kit::table::Table;
use crate::import::LoadError;

/// The columns that all files of a data set have, by which they are recognised.
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
    (
        DataSet::Rivalries,
        &["tssr_id", "ccode1", "ccode2", "start", "end"],
    ),
    (
        DataSet::Rivalries,
        &["rivalryno", "ccode1", "ccode2", "styear", "endyear"],
    ),
    (
        DataSet::MappingMilitants,
        &["type", "group1", "group2", "date"],
    ),
    (DataSet::MappingMilitants, &["umbrella_id", "group_id"]),
    (
        DataSet::MappingMilitants,
        &["name", "startdate", "enddate", "groups", "shortname"],
    ),
    (
        DataSet::Gdelt,
        &["globaleventid", "sqldate", "actor1name", "eventcode"],
    ),
    (
        DataSet::Polecat,
        &[
            "event_id",
            "event_type",
            "event_mode",
            "actor_name",
            "recipient_name",
        ],
    ),
];

/// Columns that many tables have: they count only if the caller names the data set of the file.
const IF_SAID: &[(DataSet, &[&str])] = &[(DataSet::MappingMilitants, &["id", "name"])];

/// Files that are refused by their columns, each with the reason and the remedy.
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

/// Finds the header among the first rows of a table, and the data set of the file.
pub(super) fn recognise(
    table: &mut Table<'_>,
    options: &DataSetOptions,
) -> Result<DataSet, LoadError> {
    let set = by_columns(table, options.only)?;
    let is_machine_coded = matches!(set, DataSet::Gdelt | DataSet::Polecat);
    if is_machine_coded && options.only != Some(set) && !options.machine_coded.wanted {
        return Err(unfit(
            &format!(
                "it has events of {} that a machine coded from the news: many are none, or another's",
                set.title()
            ),
            &format!("say that it is `{set}`, or that machine-coded events are wanted"),
        ));
    }
    Ok(set)
}

fn by_columns(table: &mut Table<'_>, only: Option<DataSet>) -> Result<DataSet, LoadError> {
    let heads = table.heads();
    let has = |head: &[String], names: &[&str]| {
        names.iter().all(|name| head.iter().any(|one| one == name))
    };
    // a page of an API without rows has no names of columns
    if heads.iter().all(Vec::is_empty) {
        let help = "ask for days and places that have some, or download it again";
        return Err(unfit("it has no rows", help));
    }
    if let Some(set) = without_header(table, only)? {
        return Ok(set);
    }
    for (place, head) in heads.iter().enumerate() {
        let said = IF_SAID.iter().filter(|one| only == Some(one.0));
        let mut known = SIGNATURES.iter().chain(said);
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
    let mut sets: Vec<&str> = SIGNATURES.iter().map(|one| one.0.title()).collect();
    // the layouts of a data set follow one another
    sets.dedup();
    Err(unfit(
        &what,
        &format!("the data sets are {}", sets.join(", ")),
    ))
}

/// Names the columns of a file that has no header, and returns its data set.
fn without_header(
    table: &mut Table<'_>,
    only: Option<DataSet>,
) -> Result<Option<DataSet>, LoadError> {
    let heads = table.heads();
    let Some(first) = heads.first() else {
        return Ok(None);
    };
    let admits = |set: DataSet| only.is_none_or(|only| only == set);
    let is_number = |cell: &String| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    let is_event = first.len() > 50
        && is_number(&first[0])
        && first[1].len() == 8
        && is_number(&first[1])
        && admits(DataSet::Gdelt);
    if is_event {
        let names: Vec<&str> = match first.len() {
            61 => GDELT.to_vec(),
            // version 1.0 has no codes of second divisions
            58 => GDELT
                .into_iter()
                .filter(|name| !name.ends_with("adm2code"))
                .collect(),
            count => {
                return Err(unfit(
                    &format!(
                        "it is like a file of GDELT, and has {count} columns: version 2.0 has 61, \
                         version 1.0 has 58"
                    ),
                    "take the file as it was downloaded, or give it the names of its columns",
                ));
            }
        };
        table.name_columns(&names);
        return Ok(Some(DataSet::Gdelt));
    }
    let is_date = |cell: &String| {
        let parts: Vec<&str> = cell.split(':').collect();
        parts.len() == 3 && parts[2].len() == 4
    };
    let [number, _, _, start, end] = &first[..] else {
        return Ok(None);
    };
    let is_list = is_number(number) && is_date(start) && is_date(end);
    if !is_list || !admits(DataSet::GwStates) {
        return Ok(None);
    }
    table.name_columns(&["gwcode", "gwc", "country_name", "start", "end"]);
    Ok(Some(DataSet::GwStates))
}

fn unfit(what: &str, help: &str) -> LoadError {
    LoadError::Unfit {
        what: what.to_owned(),
        help: help.to_owned(),
    }
}
