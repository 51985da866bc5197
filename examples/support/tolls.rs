//! Deaths in words: a dash where they are unknown, never a 0.

use super::coverage::UNKNOWN;
use factions::{Claim, Count, Deaths};

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

/// Of deaths those that are only planned, alleged or claimed: `10`, `at least 10`, or nothing.
pub(crate) fn claimed(claims: &[Claim<'_>]) -> String {
    let figures = || claims.iter().filter_map(|claim| claim.deaths);
    if figures().next().is_none() {
        return String::new();
    }
    let sum: u64 = figures().map(Deaths::best_or_low).sum();
    let has_range = figures().any(|deaths| deaths.best.is_none());
    let at_least = if has_range { "at least " } else { "" };
    format!("{at_least}{sum}")
}

/// Behind deaths those without what is only claimed or alleged, where these are others.
pub(crate) fn without_claims(all: Count, reported: Count) -> String {
    if figures(all) == figures(reported) {
        return String::new();
    }
    let reported = match reported.killed() {
        Some(_) => figures(reported),
        None => "unknown".to_owned(),
    };
    format!(" ({reported} without what is only claimed or alleged)")
}
