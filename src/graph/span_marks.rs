//! When spans of days begin and end, among the exact events.

use super::class_counts::{ClassCount, ClassCounts};
use super::dated::Track;
use super::marked_days::{MarkCounts, Marked, MarkedDays};
use crate::model::{Day, Window};

/// A mark: a span begins on the day, or the day is its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) owner: u32,
    pub(super) day: Day,
    pub(super) is_end: bool,
    pub(super) span: u32,
}

/// What has begun, and what has ended, before a mark; of all owners, modulo 2^32.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MarkSums {
    pub(crate) begun: ClassCount,
    pub(crate) ended: ClassCount,
}

impl MarkSums {
    #[inline]
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            begun: self.begun.plus(other.begun),
            ended: self.ended.plus(other.ended),
        }
    }
}

/// The marks of each owner, a pair or an actor, in time.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpanMarks {
    days: MarkedDays,
    /// Before each mark, and after all: the deaths of those that have begun, and of those that have ended.
    deaths: Vec<[u32; 2]>,
    /// The span of each mark, twice its number, and one more where it ends.
    spans: Vec<u32>,
    /// Running counts of the classes of what has begun, and of what has ended.
    counts: [ClassCounts; 2],
}

impl SpanMarks {
    /// Sorts marks along a track; `span` gives rank of class and deaths of each.
    pub(super) fn new(
        owners: usize,
        mut marks: Vec<Mark>,
        track: Track<'_>,
        classes: usize,
        span: impl Fn(usize) -> (usize, u32),
    ) -> Self {
        marks.sort_unstable();
        let mut deaths = Vec::with_capacity(marks.len() + 1);
        let mut so_far = [0_u32; 2];
        deaths.push(so_far);
        for mark in &marks {
            let sum = &mut so_far[usize::from(mark.is_end)];
            *sum = sum.wrapping_add(span(mark.span as usize).1);
            deaths.push(so_far);
        }
        let days = marks
            .iter()
            .map(|mark| (mark.owner as usize, mark.day, mark.is_end));
        Self {
            days: MarkedDays::new(owners, track, days),
            deaths,
            spans: marks
                .iter()
                .map(|mark| mark.span << 1 | u32::from(mark.is_end))
                .collect(),
            counts: [false, true].map(|is_end| {
                ClassCounts::new(classes, marks.len(), |at| {
                    let mark = marks[at];
                    (mark.is_end == is_end).then(|| span(mark.span as usize))
                })
            }),
        }
    }

    /// What of an owner's lies in a window: exact events and marks; `None`: it is left out, as it has no
    /// marks, and its exact events are to be looked for where all are.
    #[inline]
    pub(crate) fn of(&self, owner: usize, window: Window) -> Option<Marked> {
        self.days.of(owner, window)
    }

    /// How many have begun and ended before a mark, where there are no exact events.
    #[inline]
    pub(super) fn before_mark(&self, mark: usize) -> MarkCounts {
        self.days.before(mark)
    }

    /// The same counts with the deaths.
    #[inline]
    pub(super) fn before(&self, counts: MarkCounts) -> MarkSums {
        let [begun, ended] = self.deaths.get(counts.mark()).copied().unwrap_or_default();
        MarkSums {
            begun: ClassCount {
                count: counts.begun,
                deaths: begun,
            },
            ended: ClassCount {
                count: counts.ended,
                deaths: ended,
            },
        }
    }

    /// What of the classes in a set has begun and ended of an owner's, before each end of a window; `span`
    /// gives rank and deaths.
    #[inline]
    pub(super) fn of_classes(
        &self,
        owner: usize,
        ends: [MarkCounts; 2],
        bits: &[u64],
        span: impl Fn(usize) -> (usize, u32) + Copy,
    ) -> [MarkSums; 2] {
        let between = |marks: (usize, usize)| {
            let of = |is_end: bool| {
                self.counts[usize::from(is_end)].sum(marks, bits, |at| {
                    let own = self.spans[at] as usize;
                    ((own & 1 == 1) == is_end).then(|| span(own >> 1))
                })
            };
            MarkSums {
                begun: of(false),
                ended: of(true),
            }
        };
        let first = self.days.before_all_of(owner).mark();
        let [from, to] = ends.map(MarkCounts::mark);
        let before = between((first, from));
        [before, before.plus(between((from, to)))]
    }
}
