//! The UCDP Non-State Conflict Dataset: the actors of the joint sides of events.
//!
//! Sundberg, Eck and Kreutz 2012. A row is a year of a conflict between two sides, with the sum of the
//! deaths of events that GED has one by one, so this reader makes no statement of the row.
//!
//! | column | in the record |
//! |---|---|
//! | `side_a_components`, `side_b_components` | the actors of the joint sides `side_a_id`, `side_b_id`, for GED with `JointSides::Components` |
//! | other columns | left out: they are sums of GED's events, or names that GED has |

use super::roster::{Roster, ids_in, whole};
use crate::import::LoadError;
use crate::import::data_sets::common::{Desk, Fate, each_row};
use crate::import::data_sets::kit::table::Table;
use crate::import::report::Treatment;

/// Known columns.
const KNOWN: &[&str] = &[
    "conflict_id",
    "dyad_id",
    "org",
    "side_a_name",
    "side_a_name_fulltext",
    "side_a_name_mothertongue",
    "side_a_id",
    "side_a_components",
    "side_a_2nd",
    "gwno_a_2nd",
    "side_b_name",
    "side_b_name_fulltext",
    "side_b_name_mothertongue",
    "side_b_id",
    "side_b_components",
    "side_b_2nd",
    "gwno_b_2nd",
    "start_date",
    "start_prec",
    "start_date2",
    "start_prec2",
    "ep_end",
    "ep_end_date",
    "ep_end_prec",
    "year",
    "best_fatality_estimate",
    "low_fatality_estimate",
    "high_fatality_estimate",
    "location",
    "gwno_location",
    "region",
    "version",
];

/// Reads the actors of joint sides from all rows.
pub(super) fn read(
    table: &mut Table<'_>,
    desk: &mut Desk<'_>,
    roster: &mut Roster,
) -> Result<(), LoadError> {
    let report = &mut desk.assembly.report;
    report.unknown_columns(&table.columns, &[KNOWN]);
    let sides = [
        ("side_a_id", "side_a_components"),
        ("side_b_id", "side_b_components"),
    ];
    let sides = sides.map(|(id, components)| (table.column(id), table.column(components)));
    let before = report.counts().read;
    each_row(table, desk, |row, _| {
        for (id, components) in sides {
            let actors = ids_in(&row.text(components));
            if let Some(id) = row.said(id)
                && actors.len() > 1
            {
                roster.is_made_of(whole(&id), actors);
            }
        }
        Ok(Fate::Beyond)
    })?;
    let report = &mut desk.assembly.report;
    let read = report.counts().read - before;
    let message = "rows of non-state conflicts are yearly sums of the events in UCDP GED: they say \
                   who the joint sides there are, and make no statement";
    report.note_many(Treatment::Beyond, "yearly-sums", message, read);
    Ok(())
}
