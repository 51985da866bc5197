//! When spans of days begin and end, among the exact events.

use super::facts::SpanFacts;
use super::marked_days::{MarkCounts, Marked, MarkedDays};
use crate::graph::events::exact::DayColumn;
use crate::graph::events::packing::{Packed, bits_of};
use crate::graph::events::sort::sort;
use crate::graph::evidence::class_counts::ClassColumn;
use crate::graph::evidence::event_sums::{ClassCount, EventSums};
use crate::graph::evidence::figure_column::FigureColumn;
use crate::model::{Day, Window};

/// A mark: a span begins on the day, or the day is its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::graph) struct Mark {
    pub(super) owner: u32,
    pub(super) day: Day,
    pub(super) is_end: bool,
    pub(super) span: u32,
}

/// The spans in the order in which they begin, or end, owner by owner, and prefix sums along them.
#[derive(Debug, Clone, Default)]
struct Edges {
    spans: Vec<u32>,
    /// The best figures of all before each, and of all; empty where tolls are ranges.
    best_before: Vec<u32>,
    figures: FigureColumn,
    classes: ClassColumn,
}

impl Edges {
    fn new(spans: Vec<u32>, facts: &SpanFacts) -> Self {
        let (classes, has_margins) = (facts.classes(), facts.has_margins());
        let figures = FigureColumn::new(classes, has_margins, spans.len(), |at| {
            facts.sums(spans[at])
        });
        let mut best_before = Vec::new();
        if !has_margins {
            best_before.reserve_exact(spans.len() + 1);
            let mut before = 0_u32;
            best_before.push(before);
            for &span in &spans {
                before = before.wrapping_add(facts.killed(span).best);
                best_before.push(before);
            }
        }
        Self {
            best_before,
            figures,
            classes: ClassColumn::new(facts.order.len(), has_margins, spans.len(), |at| {
                Some(facts.ranked(spans[at]))
            }),
            spans,
        }
    }

    /// What all before one count.
    #[inline]
    fn before(&self, edge: u32) -> EventSums {
        self.figures.upto(edge as usize, self.best_before())
    }

    /// What all between two count.
    #[inline]
    fn within(&self, from: u32, to: u32) -> EventSums {
        let [from, to] = [from, to].map(|edge| edge as usize);
        self.figures.between(from, to, self.best_before())
    }

    /// The best figures of all before one.
    #[inline]
    fn best_before(&self) -> impl Fn(usize) -> u32 + '_ {
        |edge| self.best_before.get(edge).copied().unwrap_or_default()
    }

    /// What those of the ranks in a set between two count.
    #[inline]
    fn between(&self, from: u32, to: u32, bits: &[u64], facts: &SpanFacts) -> ClassCount {
        let stretch = (from as usize, to as usize);
        let item = |at: usize| Some(facts.ranked(*self.spans.get(at)?));
        self.classes.sum(stretch, bits, item)
    }
}

/// The marks of each owner, a pair or an actor, in time.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpanMarks {
    days: MarkedDays,
    begins: Edges,
    ends: Edges,
}

impl SpanMarks {
    /// Sorts marks along a track.
    pub(in crate::graph) fn new(
        owners: usize,
        marks: Vec<Mark>,
        track: DayColumn<'_>,
        facts: &SpanFacts,
    ) -> Self {
        let marks = in_order(marks);
        let days = marks
            .iter()
            .map(|mark| (mark.owner as usize, mark.day, mark.is_end));
        let days = MarkedDays::new(owners, track, days);
        let [begins, ends] = [false, true].map(|is_end| {
            let own = marks.iter().filter(|mark| mark.is_end == is_end);
            Edges::new(own.map(|mark| mark.span).collect(), facts)
        });
        Self { days, begins, ends }
    }

    /// What of an owner's lies in a window: exact events and marks; `None`: it is left out, as it has no
    /// marks, and its exact events are to be looked for where all are.
    #[inline]
    pub(in crate::graph) fn of(&self, owner: usize, window: Window) -> Option<Marked> {
        self.days.of(owner, window)
    }

    /// How many have begun and ended before a mark, where there are no exact events.
    #[inline]
    pub(in crate::graph) fn before_mark(&self, mark: usize) -> MarkCounts {
        self.days.before(mark)
    }

    /// What ends within a window less what had begun before it, and what had begun by its end less what had
    /// ended before it.
    ///
    /// Earlier owners have as many begins as ends, and so fall out of the differences. Few windows of a pair
    /// cut one of its spans: then both are what ends in the window, and lie side by side in memory.
    #[inline]
    pub(super) fn sums(&self, [before, after]: [MarkCounts; 2]) -> [EventSums; 2] {
        if before.open() == 0 {
            let ended = self.ends.within(before.ended, after.ended);
            let begun = if after.open() == 0 {
                ended
            } else {
                self.begins.within(before.begun, after.begun)
            };
            return [ended, begun];
        }
        let [ended, begun] = [&self.ends, &self.begins];
        [
            ended.before(after.ended).minus(begun.before(before.begun)),
            begun.before(after.begun).minus(ended.before(before.ended)),
        ]
    }

    /// The same two of the ranks in a set, of an owner.
    pub(in crate::graph) fn of_classes(
        &self,
        owner: usize,
        [before, after]: [MarkCounts; 2],
        bits: &[u64],
        facts: &SpanFacts,
    ) -> [ClassCount; 2] {
        let first = self.days.before_all_of(owner);
        let begun = |to: MarkCounts| self.begins.between(first.begun, to.begun, bits, facts);
        let ended = |to: MarkCounts| self.ends.between(first.ended, to.ended, bits, facts);
        [
            ended(after).minus(begun(before)),
            begun(after).minus(ended(before)),
        ]
    }
}

/// Fewer marks are compared: a sort by digits would count more than it sorts.
const FEW: usize = 1 << 12;

/// The marks in the order of their fields.
fn in_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    let days = || marks.iter().map(|mark| mark.day.number());
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return marks;
    };
    let most = |number: fn(&Mark) -> u32| marks.iter().map(number).max().unwrap_or(0);
    let [owner, span] = [most(|mark| mark.owner), most(|mark| mark.span)];
    let [owner, day, span] = [owner, last.abs_diff(first), span].map(|most| bits_of(most.into()));
    if marks.len() < FEW || owner + day + 1 + span > u64::BITS {
        marks.sort_unstable();
        return marks;
    }
    let words = marks.iter().map(|mark| {
        0_u64
            .push(mark.owner.into(), owner)
            .push(mark.day.number().abs_diff(first).into(), day)
            .push(mark.is_end.into(), 1)
            .push(mark.span.into(), span)
    });
    let mut words: Vec<u64> = words.collect();
    sort(&mut words, span, owner + day + 1 + span);
    for (mark, mut word) in marks.iter_mut().zip(words) {
        mark.span = word.pop(span);
        mark.is_end = word.pop(1) == 1;
        mark.day = Day::new(first.wrapping_add_unsigned(word.pop(day)));
        mark.owner = word.pop(owner);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_in_order() {
        for (count, owners) in [
            (0_u32, 1_u32),
            (10, 3),
            (9_000, 1),
            (9_000, 50),
            (9_000, u32::MAX),
        ] {
            let marks = (0..count).map(|at| {
                let mixed = at.wrapping_mul(0x9E37_79B9);
                Mark {
                    owner: mixed % owners,
                    day: Day::new(i32::try_from(mixed >> 16 & 0xFFF).unwrap_or(0) - 2_000),
                    is_end: mixed >> 15 & 1 == 1,
                    span: at / 2,
                }
            });
            let marks: Vec<Mark> = marks.collect();
            let mut expected = marks.clone();
            expected.sort_unstable();
            assert_eq!(in_order(marks), expected);
        }
    }
}
