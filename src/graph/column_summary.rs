//! What filters must know of the columns before they look at any row.

use crate::graph::events::exact::ExactEvents;
use crate::graph::evidence::table::EvidenceTable;
use crate::graph::relations::columns::Lasting;
use crate::graph::spans::columns::Spans;
use crate::model::{Certainty, Day, Kinds};

/// What filters must know of the plain columns before they look at any row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ColumnSummary {
    /// The lowest certainty in the columns.
    pub(crate) least: Option<Certainty>,
    /// The last day on which anything in the columns became known.
    pub(crate) known: Option<Day>,
    /// The kinds of the events.
    pub(crate) kinds: Kinds,
}

impl ColumnSummary {
    pub(super) fn new(
        evidence: &EvidenceTable,
        dated: &ExactEvents,
        spans: &Spans,
        lasting: &Lasting,
    ) -> Self {
        let classes = || dated.classes().iter().chain(spans.classes());
        let of_events = classes().map(|class| class.evidence);
        let mut rows: Vec<u32> = of_events.chain(lasting.evidence_rows()).collect();
        rows.sort_unstable();
        rows.dedup();
        let rows = || rows.iter().map(|&number| evidence.row(number));
        let kinds = || classes().map(|class| class.kind);
        Self {
            least: rows().map(|row| row.certainty).min(),
            known: rows().map(|row| row.known.last).max(),
            kinds: kinds().collect(),
        }
    }
}
