//! When spans of days begin and end, along the runs of exact events.

use super::class_counts::{ClassCount, ClassCounts};
use super::dated::Track;
use crate::model::Day;

/// So many items of a run share one entry.
const BLOCK: usize = 64;

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

/// The day of a mark, and how many spans have ended before it: the other marks before it are of spans that
/// have begun.
#[derive(Debug, Clone, Copy)]
struct Passed {
    day: Day,
    ended: u32,
}

/// How many have begun, and how many have ended, before a mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MarkCounts {
    pub(crate) begun: u32,
    pub(crate) ended: u32,
}

/// The marks of each owner, a pair or an actor, in time.
///
/// Where a day stands in the owner's run of exact events tells about where it stands among the
/// marks: few are left to look at.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpanMarks {
    /// The first mark of each owner, and the end.
    owners: Vec<u32>,
    /// Each mark, and one after all.
    marks: Vec<Passed>,
    /// The deaths of those that have begun, and of those that have ended.
    deaths: Vec<[u32; 2]>,
    /// For each block of the runs, how many marks stand before it.
    blocks: Vec<u32>,
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
        let mut own = Self {
            owners: vec![0; owners + 1],
            blocks: vec![0; track.len() / BLOCK + 2],
            ..Self::default()
        };
        let (mut ended, mut deaths) = (0_u32, [0_u32; 2]);
        for mark in &marks {
            own.owners[mark.owner as usize + 1] += 1;
            let stands = track.first_from(mark.owner as usize, mark.day);
            own.blocks[stands / BLOCK + 1] += 1;
            own.spans.push(mark.span << 1 | u32::from(mark.is_end));
            own.marks.push(Passed {
                day: mark.day,
                ended,
            });
            own.deaths.push(deaths);
            ended += u32::from(mark.is_end);
            let sum = &mut deaths[usize::from(mark.is_end)];
            *sum = sum.wrapping_add(span(mark.span as usize).1);
        }
        own.marks.push(Passed {
            day: Day::AFTER_ALL,
            ended,
        });
        own.deaths.push(deaths);
        for starts in [&mut own.owners, &mut own.blocks] {
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
        }
        own.counts = [false, true].map(|is_end| {
            ClassCounts::new(classes, marks.len(), |at| {
                let mark = marks[at];
                (mark.is_end == is_end).then(|| span(mark.span as usize))
            })
        });
        own
    }

    /// The marks of an owner: from the first up to the end.
    #[inline]
    pub(crate) fn of(&self, owner: usize) -> (usize, usize) {
        match (self.owners.get(owner), self.owners.get(owner + 1)) {
            (Some(&from), Some(&to)) => (from as usize, to as usize),
            _ => (0, 0),
        }
    }

    /// The first mark of an owner's that is not before a day, given the first item of its run that is
    /// not.
    #[inline]
    pub(crate) fn first_from(&self, (from, to): (usize, usize), item: usize, day: Day) -> usize {
        let block = item / BLOCK;
        let (low, high) = match (self.blocks.get(block), self.blocks.get(block + 1)) {
            (Some(&low), Some(&high)) => (from.max(low as usize), to.min(high as usize)),
            _ => (from, to),
        };
        match self.marks.get(low..high) {
            None => low,
            Some(marks) if marks.len() <= 16 => {
                // where they are few, all are looked at: no branch is hard to foresee
                let before = marks.iter().map(|own| usize::from(own.day < day));
                low + before.sum::<usize>()
            }
            Some(marks) => low + marks.partition_point(|own| own.day < day),
        }
    }

    /// What has begun and ended before a mark.
    #[inline]
    pub(crate) fn before(&self, mark: usize) -> MarkSums {
        let (ended, [begun_deaths, ended_deaths]) = (self.marks[mark].ended, self.deaths[mark]);
        MarkSums {
            begun: ClassCount {
                count: u32::try_from(mark).unwrap_or(u32::MAX) - ended,
                deaths: begun_deaths,
            },
            ended: ClassCount {
                count: ended,
                deaths: ended_deaths,
            },
        }
    }

    /// The same count of an owner's spans alone, given its first mark; modulo 2^32.
    #[inline]
    pub(crate) fn count_before(&self, first: usize, mark: usize) -> MarkCounts {
        // each of the owner's spans, as of those before, has two marks
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let mark = u32::try_from(mark).unwrap_or(u32::MAX);
        let ended = self.marks[mark as usize].ended - first / 2;
        MarkCounts {
            begun: mark - first - ended,
            ended,
        }
    }

    /// What of the classes in a set begins, and what ends, between two marks; `span` gives rank and
    /// deaths.
    #[inline]
    pub(super) fn between(
        &self,
        marks: (usize, usize),
        bits: &[u64],
        span: impl Fn(usize) -> (usize, u32) + Copy,
    ) -> MarkSums {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_from_any_item() {
        // two owners: 100 items of every second day, and none
        let starts = [0, 100, 100];
        let offsets: Vec<u16> = (0..100).map(|day| day * 2).collect();
        let track = Track {
            starts: &starts,
            days: &offsets,
            first_day: 0,
        };
        let marks: Vec<Mark> = (0..300)
            .map(|at| Mark {
                owner: u32::from(at % 3 == 0),
                day: Day::new(at - 40),
                is_end: at % 2 == 0,
                span: 0,
            })
            .collect();
        let found = SpanMarks::new(2, marks.clone(), track, 1, |_| (0, 1));
        for owner in [0, 1] {
            let own: Vec<Day> = marks
                .iter()
                .filter(|mark| mark.owner == owner)
                .map(|mark| mark.day)
                .collect();
            let run = found.of(owner as usize);
            assert_eq!(run.1 - run.0, own.len());
            for day in (-60..300).map(Day::new) {
                let item = track.first_from(owner as usize, day);
                let before = own.iter().filter(|&&one| one < day).count();
                assert_eq!(found.first_from(run, item, day), run.0 + before);
            }
        }
    }
}
