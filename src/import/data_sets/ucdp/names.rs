//! Names and orders of dates that follow only from all yearly rows together.

use super::roster::{GOVERNMENT, Roster};
use super::yearly::YearRow;
use crate::import::data_sets::assembly::Assembly;
use crate::import::data_sets::kit::spans::DayOrder;
use crate::import::report::Treatment;
use crate::model::SourceId;
use crate::record::At;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the order of day and month in each file.
pub(super) fn orders<'r>(
    assembly: &mut Assembly,
    rows: impl Iterator<Item = &'r YearRow>,
) -> BTreeMap<SourceId, Option<DayOrder>> {
    let mut cells: BTreeMap<SourceId, Vec<&str>> = BTreeMap::new();
    for row in rows {
        cells.entry(row.source).or_default().extend(row.dates());
    }
    let order = |cells: Vec<&str>| DayOrder::of(cells.iter().copied());
    let orders: BTreeMap<_, _> = cells
        .into_iter()
        .map(|(id, cells)| (id, order(cells)))
        .collect();
    for order in orders.values().flatten() {
        let message = "dates such as 5-6-1967 are read as the other dates of the file: a \
                       spreadsheet has saved it";
        let what = match order {
            DayOrder::DayFirst => "the day first",
            DayOrder::MonthFirst => "the month first",
        };
        let report = &mut assembly.report;
        let at = At::in_text(0, 0);
        report.note(Treatment::Guessed, "order-of-dates", message, at, what);
    }
    orders
}

/// Returns the names of ids, from rows that have one of each.
pub(super) fn names<'r>(rows: impl Iterator<Item = &'r YearRow>) -> BTreeMap<&'r str, String> {
    let mut names: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for side in rows.flat_map(|row| &row.sides) {
        if let [id] = &side.ids[..]
            && !side.names.is_empty()
        {
            *names.entry(id).or_default().entry(&side.names).or_default() += 1;
        }
    }
    let best = |names: BTreeMap<&str, usize>| {
        let best = names
            .into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        best.map_or_else(String::new, |(name, _)| name.to_owned())
    };
    names
        .into_iter()
        .map(|(id, names)| (id, best(names)))
        .collect()
}

/// Returns the names of governments that help, by the number of the state.
///
/// In a cell with several states the names are in another order than the numbers: a name can be assigned once all
/// others in the cell are.
pub(super) fn titles<'r>(
    assembly: &Assembly,
    roster: &Roster,
    rows: impl Iterator<Item = &'r YearRow>,
) -> BTreeMap<&'r str, String> {
    let mut cells: BTreeSet<(&[String], Vec<&str>)> = BTreeSet::new();
    for side in rows.flat_map(|row| &row.sides) {
        let names: Vec<&str> = side.helper_names.split(", ").map(str::trim).collect();
        let is_list = names.iter().all(|name| name.starts_with(GOVERNMENT));
        if !side.helpers.is_empty() && is_list && names.len() == side.helpers.len() {
            cells.insert((&side.helpers, names));
        }
    }
    let mut titles: BTreeMap<&str, String> = BTreeMap::new();
    for state in cells.iter().flat_map(|cell| cell.0) {
        let number = state.parse().unwrap_or(-1);
        if let Some(seat) = roster.government_of(&assembly.cast, number) {
            titles.insert(state, assembly.cast.name(seat).to_owned());
        }
    }
    loop {
        let before = titles.len();
        for (states, names) in &cells {
            let unknown = states
                .iter()
                .filter(|state| !titles.contains_key(&***state));
            let unknown: Vec<&String> = unknown.collect();
            let known: Vec<&String> = states.iter().filter_map(|s| titles.get(&**s)).collect();
            let left = names
                .iter()
                .filter(|name| known.iter().all(|one| *one != **name));
            let left: Vec<&&str> = left.collect();
            if let ([state], [name]) = (&unknown[..], &left[..]) {
                titles.insert(state, (**name).to_owned());
            }
        }
        if titles.len() == before {
            return titles;
        }
    }
}
