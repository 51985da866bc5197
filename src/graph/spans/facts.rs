//! What each event of an uncertain day counts: its class and its deaths.

use crate::graph::evidence::class::Class;
use crate::graph::evidence::class_order::ClassOrder;
use crate::graph::evidence::event_sums::{EventSums, KilledSums};
use crate::graph::evidence::table::EvidenceTable;

/// Class and deaths of each span, by its number.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpanFacts {
    classes: Vec<Class>,
    pub(super) order: ClassOrder,
    facts: Vec<(u16, KilledSums)>,
    has_margins: bool,
}

impl SpanFacts {
    /// The facts of spans, given by class and deaths in their order; `classes` in order.
    pub(in crate::graph) fn new(
        classes: Vec<Class>,
        evidence: &EvidenceTable,
        spans: impl Iterator<Item = (Class, KilledSums)>,
    ) -> Self {
        let order = ClassOrder::new(&classes, evidence);
        let facts: Vec<(u16, KilledSums)> = spans
            .map(|(class, killed)| {
                let class = classes.binary_search(&class).unwrap_or(0);
                (u16::try_from(class).unwrap_or(u16::MAX), killed)
            })
            .collect();
        Self {
            has_margins: facts.iter().any(|(_, killed)| killed.margins() != [0; 2]),
            classes,
            order,
            facts,
        }
    }

    pub(in crate::graph) const fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The classes, in order.
    pub(crate) fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// Whether a toll is no one figure.
    pub(in crate::graph) const fn has_margins(&self) -> bool {
        self.has_margins
    }

    /// The sum of the highest figures.
    pub(in crate::graph) fn highest(&self) -> u64 {
        self.facts.iter().map(|fact| fact.1.highest()).sum()
    }

    /// The number of a span's class.
    pub(in crate::graph) fn class(&self, span: u32) -> u16 {
        self.facts[span as usize].0
    }

    #[inline]
    pub(in crate::graph) fn killed(&self, span: u32) -> KilledSums {
        self.facts[span as usize].1
    }

    /// The rank of a span's class, and its deaths.
    #[inline]
    pub(in crate::graph) fn ranked(&self, span: u32) -> (usize, KilledSums) {
        let (class, killed) = self.facts[span as usize];
        (self.order.rank(usize::from(class)), killed)
    }

    /// What a span counts.
    pub(in crate::graph) fn sums(&self, span: u32) -> EventSums {
        let (class, killed) = self.facts[span as usize];
        EventSums::of_class(&self.classes[usize::from(class)]).killing(killed)
    }
}
