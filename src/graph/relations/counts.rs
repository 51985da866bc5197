//! How many relations of the classes in a set hold in a window.

use crate::graph::evidence::class::MOST_CLASSES;
use crate::graph::evidence::class_counts::ClassCounts;
use crate::graph::evidence::class_order::{Bits, ClassOrder};
use crate::graph::evidence::event_sums::KilledSums;
use crate::graph::evidence::table::EvidenceTable;
use crate::model::Kind;
use std::collections::BTreeSet;

/// The fewest starts, or ends, between two rows of running counts.
const LEAST_STRIDE: usize = 32;

/// The starts and ends of relations of all kinds, in time, with running counts of their classes.
#[derive(Debug, Clone)]
pub(in crate::graph) struct LastingCounts {
    pub(super) order: ClassOrder,
    starts: Turns,
    ends: Turns,
    /// `None`: no end is in doubt.
    sure_ends: Option<Turns>,
}

/// Starts, or ends, by day.
#[derive(Debug, Clone, Default)]
struct Turns {
    ranks: Vec<u16>,
    /// How many lie before each day, and in all.
    by_day: Vec<u32>,
    counts: ClassCounts<u32>,
}

/// The days of the columns on which a relation begins, ends, and from which on it holds no longer
/// certainly; `None`: it is open there.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct Counted {
    /// The place of its kind and evidence among the classes.
    pub(super) class: usize,
    pub(super) start: u16,
    pub(super) end: Option<u16>,
    pub(super) sure_end: Option<u16>,
}

/// The classes that relations have, in order; `None`: there is but one evidence, or there are too many.
pub(in crate::graph) fn classes_of(
    relations: impl Iterator<Item = (Kind, u32)> + Clone,
) -> Option<Vec<(Kind, u32)>> {
    let first = relations.clone().next()?.1;
    let mut classes = BTreeSet::new();
    let mut last = None;
    for class in relations {
        if last != Some(class) {
            classes.insert(class);
            last = Some(class);
        }
    }
    let has_several = classes.iter().any(|class| class.1 != first);
    (has_several && classes.len() <= MOST_CLASSES).then(|| classes.into_iter().collect())
}

impl LastingCounts {
    /// Sorts the starts and ends of relations.
    pub(in crate::graph) fn new(
        classes: &[(Kind, u32)],
        evidence: &EvidenceTable,
        rows: &[Counted],
        days: usize,
    ) -> Self {
        let order = ClassOrder::of_kinds(classes, evidence);
        let turns = |day: &dyn Fn(&Counted) -> Option<u16>| {
            let turns = rows.iter().filter_map(|row| Some((day(row)?, row.class)));
            Turns::new(turns, days, &order)
        };
        let is_doubted = rows.iter().any(|row| row.end != row.sure_end);
        Self {
            starts: turns(&|row| Some(row.start)),
            ends: turns(&|row| row.end),
            sure_ends: is_doubted.then(|| turns(&|row| row.sure_end)),
            order,
        }
    }

    /// How many of the classes in a set hold in a window: certainly, and in all.
    ///
    /// The window is one of the columns; `is_from_ever`: it has no beginning.
    ///
    /// # Complexity
    ///
    /// O(classes).
    pub(in crate::graph) fn hold(
        &self,
        (from, to): (u16, u16),
        is_from_ever: bool,
        bits: &Bits,
    ) -> (u64, u64) {
        let begun = self.starts.before(usize::from(to), bits);
        if is_from_ever {
            return (begun, begun);
        }
        let after = usize::from(from) + 1;
        let ended = self.ends.before(after, bits);
        let sure = self.sure_ends.as_ref();
        let doubted = sure.map_or(ended, |sure| sure.before(after, bits));
        (begun.saturating_sub(doubted), begun.saturating_sub(ended))
    }
}

impl Turns {
    fn new(
        turns: impl Iterator<Item = (u16, usize)> + Clone,
        days: usize,
        order: &ClassOrder,
    ) -> Self {
        let mut by_day = vec![0_u32; days + 1];
        for (day, _) in turns.clone() {
            by_day[usize::from(day).min(days - 1) + 1] += 1;
        }
        for day in 1..=days {
            by_day[day] += by_day[day - 1];
        }
        let mut places = by_day.clone();
        let mut ranks = vec![0; by_day[days] as usize];
        for (day, class) in turns {
            let place = &mut places[usize::from(day).min(days - 1)];
            ranks[*place as usize] = u16::try_from(order.rank(class)).unwrap_or(u16::MAX);
            *place += 1;
        }
        let stride = (order.len() / 8).max(LEAST_STRIDE);
        let counts = ClassCounts::with_stride(order.len(), ranks.len(), stride, |at| {
            Some((usize::from(ranks[at]), KilledSums::default()))
        });
        Self {
            ranks,
            by_day,
            counts,
        }
    }

    /// How many of the classes in a set lie before a day.
    fn before(&self, day: usize, bits: &Bits) -> u64 {
        let to = self.by_day[day.min(self.by_day.len() - 1)] as usize;
        let item = |at: usize| Some((usize::from(self.ranks[at]), KilledSums::default()));
        let sum = self.counts.before(to, bits.words(), item);
        sum.unwrap_or_default().into()
    }
}
