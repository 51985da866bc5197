//! Cells that several tables share: the certainty of a row and its sources.

use super::table::Cell;
use crate::export::kit::words::{
    denial, how_known, source_words, statement_words, tip, toll_words,
};
use crate::graph::StatementRef;
use crate::model::{Holds, Source};
use crate::query::{Claims, Grounds, TollTotal, who_denies};

/// The head of [`how_sure`].
pub(super) const HOW_SURE: &str = "How sure";
/// The head of [`sources_of`] and [`sources`].
pub(super) const SOURCES: &str = "Sources";

/// The note below a table that explains [`how_sure`].
pub(super) const NOTE: &str = "How sure: certainly or possibly is about the dates alone; the word behind it says \
                               how well it is known, and by whom.";

/// The note below a table that explains [`how_sure_of`].
pub(super) const NOTE_OF_COUNTS: &str = "Events and deaths that are only planned, alleged or claimed are counted, too: \
                                         how sure says which these are, and by whom; all others are reported or \
                                         confirmed.";

/// The most statements that the tooltip of a count lists.
const SHOWN: usize = 20;

/// Says how a row holds, its certainty, its claimants, their wording and who denies it.
pub(super) fn how_sure(grounds: &Grounds<'_>) -> Cell {
    let mut parts = vec![
        grounds.holds.to_string(),
        how_known(grounds.certainty, &grounds.by),
    ];
    let hedges = grounds.hedges().into_iter();
    parts.extend(hedges.map(|hedge| format!("“{hedge}”")));
    parts.extend(denial(grounds));
    parts.join("; ").into()
}

/// Lists the sources of a row, with its statements in the tooltip.
pub(super) fn sources_of(sentence: &str, grounds: &Grounds<'_>) -> Cell {
    Cell {
        text: keys(&grounds.sources),
        tip: Some(tip(sentence, grounds)),
    }
}

/// Lists the sources of a count, with the counted statements in the tooltip.
pub(super) fn sources(
    statements: &[StatementRef<'_>],
    denied: &[StatementRef<'_>],
    sources: &[&Source],
) -> Cell {
    let mut lines: Vec<String> = Vec::new();
    for &statement in statements.iter().take(SHOWN) {
        let toll = toll_words(statement).map_or_else(String::new, |toll| format!("; {toll}"));
        lines.push(format!("• {}{toll}", statement_words(statement)));
    }
    let more = statements.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!("and {more} statements more"));
    }
    for statement in denied {
        lines.push(format!("• denied in {}", statement_words(*statement)));
    }
    lines.extend(sources.iter().flat_map(|source| source_words(source)));
    Cell {
        text: keys(sources),
        tip: (!lines.is_empty()).then(|| lines.join("\n")),
    }
}

/// Says the certainty of a count, who claims it if it is only claimed, and who denies a part of it.
pub(super) fn how_sure_of(has_any: bool, claims: &Claims<'_>, denied: &[StatementRef<'_>]) -> Cell {
    let known = match (has_any, claims.is_empty()) {
        (false, _) => String::new(),
        (true, true) => String::from("reported or confirmed"),
        (true, false) => claims.to_string(),
    };
    let denied = who_denies(denied).map(|who| format!("in part denied by {who}"));
    let mut parts = vec![known];
    parts.extend(denied);
    parts.retain(|part| !part.is_empty());
    parts.join("; ").into()
}

/// Returns how a row of counts holds: possibly if it counts only possible happenings.
pub(super) fn holds<const N: usize>(totals: [TollTotal; N]) -> Holds {
    let has = |count: fn(TollTotal) -> u64| totals.into_iter().any(|total| count(total) > 0);
    let is_open = has(|total| total.possibly.happenings);
    if is_open && !has(|total| total.certainly.happenings) {
        Holds::Possibly
    } else {
        Holds::Certainly
    }
}

/// The keys of sources.
fn keys(sources: &[&Source]) -> String {
    if sources.is_empty() {
        return String::from("none");
    }
    let keys = sources.iter().map(|source| &*source.key);
    keys.collect::<Vec<_>>().join(", ")
}
