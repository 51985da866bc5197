//! Deaths in words: a dash where they are unknown, never a 0.

use super::coverage::UNKNOWN;
use factions::{Count, Deaths};

/// The deaths: `39`, `at least 25 (20–38)`, and a dash where they are unknown.
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

/// The deaths that somebody suffered, and in how many happenings they are unknown: `12, unknown in 3`.
pub(crate) fn losses(count: Count) -> String {
    match (count.killed(), count.without_figure) {
        (Some(_), unknown @ 1..) => format!("{}, unknown in {unknown}", figures(count)),
        _ => figures(count),
    }
}
