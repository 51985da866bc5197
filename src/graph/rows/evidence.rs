//! The evidence of rows: a certainty, and a source or none.

use crate::graph::evidence::table::{EvidenceRow, EvidenceTable, Span, known_from};
use crate::model::{Certainty, SourceId};
use crate::record::Record;

/// The numbers of the evidence of rows: one for each certainty with each source, or none.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct RowEvidence {
    numbers: Vec<u32>,
}

/// Which certainties, with which sources, rows have.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct UsedEvidence {
    is_told: Vec<bool>,
}

impl UsedEvidence {
    /// None so far, of so many sources.
    pub(in crate::graph) fn new(sources: usize) -> Self {
        Self {
            is_told: vec![false; CERTAINTIES * (sources + 1)],
        }
    }

    #[inline]
    pub(in crate::graph) fn mark(&mut self, certainty: Certainty, source: Option<SourceId>) {
        // a source that there is not is told as a mistake elsewhere
        if let Some(is_told) = self.is_told.get_mut(place_of(certainty, source)) {
            *is_told = true;
        }
    }
}

const CERTAINTIES: usize = Certainty::ALL.len();

impl RowEvidence {
    /// Puts the evidence that rows have into the table, in the order of certainty and source.
    pub(in crate::graph) fn new(
        record: &Record,
        told: &UsedEvidence,
        table: &mut EvidenceTable,
    ) -> Self {
        let sources = (0_u32..).take(record.sources().len()).map(SourceId::new);
        let sources = || std::iter::once(None).chain(sources.clone().map(Some));
        let all = Certainty::ALL.iter().copied();
        let all = all.flat_map(|certainty| sources().map(move |source| (certainty, source)));
        let used = all.filter(|&(certainty, source)| {
            told.is_told.get(place_of(certainty, source)) == Some(&true)
        });
        let rows = used.clone().map(|(certainty, source)| EvidenceRow {
            certainty,
            known: known_from(record, source),
            withdrawn: Span::NEVER,
            sources: source.into_iter().collect(),
        });
        let interned = table.intern_all(rows);
        let mut numbers = vec![0; told.is_told.len()];
        for ((certainty, source), number) in used.zip(interned) {
            numbers[place_of(certainty, source)] = number;
        }
        Self { numbers }
    }

    /// The number of the evidence at a place.
    pub(in crate::graph) fn at(&self, place: usize) -> u32 {
        self.numbers.get(place).copied().unwrap_or_default()
    }

    #[inline]
    pub(in crate::graph) fn number(&self, certainty: Certainty, source: Option<SourceId>) -> u32 {
        self.at(place_of(certainty, source))
    }
}

#[inline]
pub(in crate::graph) fn place_of(certainty: Certainty, source: Option<SourceId>) -> usize {
    source.map_or(0, |source| source.index() + 1) * CERTAINTIES + certainty as usize
}
