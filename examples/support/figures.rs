//! How many were killed, in a cell of a table.

use super::coverage::UNKNOWN;
use factions::{Count, Deaths};

/// The deaths; a dash where they are unknown.
pub(crate) fn figures(count: Count) -> String {
    let Some(deaths) = count.killed() else {
        return UNKNOWN.to_owned();
    };
    let best = deaths.best_or_low();
    let at_least = if count.without_best > 0 {
        "at least "
    } else {
        ""
    };
    let Deaths { low, high, .. } = deaths;
    if (low, high) == (best, best) {
        format!("{at_least}{best}")
    } else {
        format!("{at_least}{best} ({low}–{high})")
    }
}
