//! The rules of a record, each a function over all rows.

mod active;
mod checked;
mod cycles;
mod evidence;
mod ids;
mod names;
mod periods;
mod references;
mod splits;
mod ties;
mod tolls;

pub(crate) use tolls::losses_problems;

use crate::record::problems::Desk;
use crate::record::unchecked::Rows;
use checked::Checked;

/// A rule, which reports all violations.
type Rule = fn(&Checked<'_>, &mut Desk);

/// Rules that check each row by itself.
const OF_ROWS: &[Rule] = &[
    periods::empty_periods,
    periods::after_as_of,
    evidence::unnamed_claimants,
    tolls::inverted_tolls,
    tolls::losses,
    ties::self_ties,
    ties::no_members,
    ties::misplaced_jointly,
];

/// Rules that compare several rows.
const OF_ALL: &[Rule] = &[
    references::undeclared_actors,
    references::undeclared_places,
    references::undeclared_sources,
    references::uncited_sources,
    references::undated_sources,
    names::duplicate_aliases,
    names::shared_ids,
    cycles::membership_cycles,
    splits::splits_without_membership,
    active::overlapping_periods,
    active::outside_active_periods,
    ids::conflicting_ids,
    ids::repeated_statements,
    ids::unknown_references,
    ids::joined_to_withdrawn,
];

/// Runs every rule.
pub(super) fn all(rows: &Rows, desk: &mut Desk) {
    let checked = Checked::new(rows);
    let checked = checked.in_blocks(|block| {
        for rule in OF_ROWS {
            rule(block, desk);
        }
    });
    for rule in OF_ALL {
        rule(&checked, desk);
    }
}
