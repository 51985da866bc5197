//! Cells that many tables have: how sure a row is, and its sources.

use super::table::Cell;
use crate::export::kit::words::{denial, how_known, source_words, statement_words, tip};
use crate::graph::StatementRef;
use crate::model::Source;
use crate::query::{Grounds, who_denies};

/// The head of [`how_sure`].
pub(super) const HOW_SURE: &str = "How sure";
/// The head of [`sources_of`] and [`sources`].
pub(super) const SOURCES: &str = "Sources";

/// What the words of [`how_sure`] mean.
pub(super) const NOTE: &str = "How sure: certainly or possibly is about the dates alone; the word behind it says \
                               how well it is known, and by whom.";

/// How many sources are named in a cell that has more than one more.
const FEW: usize = 3;

/// How many statements of a count stand in its tooltip.
const SHOWN: usize = 20;

/// How a row holds, how sure it is, who says so, with what words, and who denies it.
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

/// The sources of a row, with what each of its statements says for who points at them.
pub(super) fn sources_of(sentence: &str, grounds: &Grounds<'_>) -> Cell {
    Cell {
        text: keys(&grounds.sources),
        tip: Some(tip(sentence, grounds)),
    }
}

/// The sources of a count, with the statements counted for who points at them.
pub(super) fn sources(
    statements: &[StatementRef<'_>],
    denied: &[StatementRef<'_>],
    sources: &[&Source],
) -> Cell {
    let mut lines: Vec<String> = Vec::new();
    for statement in statements.iter().take(SHOWN) {
        lines.push(format!("• {}", statement_words(*statement)));
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

/// Who denies a part of what is counted, as a further word of its cell.
pub(super) fn denied_in_part(denied: &[StatementRef<'_>]) -> String {
    who_denies(denied).map_or_else(String::new, |who| format!("; in part denied by {who}"))
}

/// The keys of the first few sources, and how many more there are.
fn keys(sources: &[&Source]) -> String {
    let named = if sources.len() > FEW + 1 {
        FEW
    } else {
        sources.len()
    };
    let text = sources[..named].iter().map(|source| &*source.key);
    let text = text.collect::<Vec<_>>().join(", ");
    match sources.len() - named {
        0 if named == 0 => String::from("none"),
        0 => text,
        more => format!("{text} and {more} more"),
    }
}
