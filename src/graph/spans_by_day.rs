//! Running counts of spans day by day, so that those whole in a step of time are told from two days.

use super::event_sums::EventSums;
use crate::model::{Day, Window};

/// What has begun, and what has ended, before a day.
#[derive(Debug, Clone, Copy, Default)]
struct MarkSums {
    begun: EventSums,
    ended: EventSums,
}

impl MarkSums {
    const fn plus(self, other: Self) -> Self {
        Self {
            begun: self.begun.plus(other.begun),
            ended: self.ended.plus(other.ended),
        }
    }
}

/// So many entries for each span are kept at most.
const MOST_FOR_EACH: usize = 4;

/// A span: its first and its last day, the number of its group, and what it counts.
pub(super) type GroupedSpan = (Day, Day, usize, EventSums);

/// What has begun and ended before each day.
///
/// Groups go by length. A day has an entry for each of them: of its spans and those of all shorter groups.
#[derive(Debug, Clone, Default)]
pub(super) struct SpansByDay {
    first_day: i32,
    last_row: usize,
    groups: usize,
    entries: Vec<MarkSums>,
}

impl SpansByDay {
    /// Counts spans, if the counts do not outweigh them.
    pub(super) fn new(
        groups: usize,
        spans: impl ExactSizeIterator<Item = GroupedSpan> + Clone,
    ) -> Self {
        let first = spans.clone().map(|span| span.0).min();
        let last = spans.clone().map(|span| span.1).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Self::default();
        };
        let days = last.number().abs_diff(first.number()) as usize + 2;
        if days.saturating_mul(groups) > spans.len().saturating_mul(MOST_FOR_EACH) {
            return Self::default();
        }
        let mut own = Self {
            first_day: first.number(),
            last_row: days - 1,
            groups,
            entries: vec![MarkSums::default(); days * groups],
        };
        for (first, last, group, one) in spans {
            for (day, is_end) in [(first, false), (last, true)] {
                // before the day after
                let row = day.number().abs_diff(own.first_day) as usize + 1;
                let entry = row * groups + group;
                let entry = &mut own.entries[entry];
                let sum = if is_end {
                    &mut entry.ended
                } else {
                    &mut entry.begun
                };
                *sum = sum.plus(one);
            }
        }
        for entry in groups..own.entries.len() {
            own.entries[entry] = own.entries[entry].plus(own.entries[entry - groups]);
        }
        for row in own.entries.chunks_exact_mut(groups) {
            for group in 1..groups {
                row[group] = row[group].plus(row[group - 1]);
            }
        }
        own
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    #[inline]
    fn row(&self, day: Day) -> usize {
        let days = day.number().saturating_sub(self.first_day);
        usize::try_from(days).unwrap_or(0).min(self.last_row) * self.groups
    }

    #[inline]
    fn before(&self, day: Day, groups: usize) -> MarkSums {
        match groups.checked_sub(1) {
            Some(group) => self.entries.get(self.row(day) + group).copied(),
            None => None,
        }
        .unwrap_or_default()
    }

    /// Those of the shortest so many groups that end by the end of a window, without those that had begun
    /// before it: those whole in it, where none covers it.
    #[inline]
    pub(super) fn ended_less_begun(&self, window: Window, groups: usize) -> EventSums {
        let ended = self.before(window.to, groups).ended;
        ended.minus(self.before(window.from, groups).begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::event_sums::KilledSums;

    #[test]
    fn sums_are_those_of_a_loop() {
        let length = |span: i32| [3, 4, 9][usize::try_from(span % 3).unwrap_or(0)];
        let spans = (0..300_i32).map(|span| {
            let first = span * 7 % 90 - 30;
            let best = u32::try_from(span % 5).unwrap_or(0);
            let one = EventSums {
                count: 1,
                killed: KilledSums::exactly(best),
                violent: best % 2,
                ..EventSums::default()
            };
            let group = usize::try_from(span % 3).unwrap_or(0);
            (Day::new(first), Day::new(first + length(span)), group, one)
        });
        let by_day = SpansByDay::new(3, spans.clone());
        assert!(!by_day.is_empty());
        for groups in 0..4 {
            for from in (-50..90).map(Day::new) {
                for to in (-50..90).map(Day::new) {
                    let mut sum = EventSums::default();
                    for (first, last, group, one) in spans.clone() {
                        if group < groups && last < to {
                            sum = sum.plus(one);
                        }
                        if group < groups && first < from {
                            sum = sum.minus(one);
                        }
                    }
                    let found = by_day.ended_less_begun(Window { from, to }, groups);
                    assert_eq!(found, sum);
                }
            }
        }
        assert!(SpansByDay::new(3, spans.take(3)).is_empty());
        // the last day of all has no day after it
        let last = Day::new(i32::MAX - 1);
        let one = EventSums::default();
        let latest = SpansByDay::new(1, [(Day::new(i32::MAX - 3), last, 0, one); 3].into_iter());
        let window = Window {
            from: Day::new(0),
            to: last,
        };
        assert_eq!(latest.ended_less_begun(window, 1), EventSums::default());
    }
}
