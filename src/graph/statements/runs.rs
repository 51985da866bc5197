//! Packed runs of spans, sorted by their first day, that skip what is past.

use crate::model::{Day, Window};

/// How many items share one "latest last day".
const BLOCK: usize = 32;

/// Something that can be found by the days that it spans.
pub(crate) trait Spanned {
    /// The first day on which it can hold or happen.
    fn first(&self) -> Day;
    /// The last day on which it can hold or happen.
    fn last(&self) -> Day;
}

/// Runs of items, one run an owner, each sorted by first day.
///
/// What can meet a window is found in O(log n + answer + skipped / 32): items that begin after it
/// are cut off by binary search, blocks that end before it by their latest last day.
#[derive(Debug, Clone)]
pub(crate) struct Runs<T> {
    offsets: Vec<u32>,
    items: Vec<T>,
    block_offsets: Vec<u32>,
    block_last: Vec<Day>,
}

impl<T: Spanned> Runs<T> {
    /// Packs items, given with their owners, in the order of `compare` within each run.
    ///
    /// # Complexity
    ///
    /// One counting pass and one sort of each run.
    pub(crate) fn new<K: Ord>(owners: usize, items: Vec<(u32, T)>, key: impl Fn(&T) -> K) -> Self
    where
        T: Copy,
    {
        let mut offsets = vec![0_u32; owners + 1];
        for (owner, _) in &items {
            offsets[*owner as usize + 1] += 1;
        }
        for i in 0..owners {
            offsets[i + 1] += offsets[i];
        }
        let mut items = by_owner(items, &offsets);
        for pair in offsets.windows(2) {
            // items come in the order of time, or nearly so: such a run is sorted in one pass
            items[pair[0] as usize..pair[1] as usize].sort_by_key(&key);
        }
        let mut block_offsets = Vec::with_capacity(owners + 1);
        let mut block_last = Vec::new();
        for pair in offsets.windows(2) {
            block_offsets.push(u32::try_from(block_last.len()).unwrap_or(u32::MAX));
            let run = &items[pair[0] as usize..pair[1] as usize];
            for block in run.chunks(BLOCK) {
                let last = block.iter().map(Spanned::last).max();
                block_last.push(last.unwrap_or(Day::BEFORE_ALL));
            }
        }
        Self {
            offsets,
            items,
            block_offsets,
            block_last,
        }
    }

    /// Whether no owner has anything.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The whole run of an owner; empty for an owner that there is not.
    pub(crate) fn run(&self, owner: usize) -> &[T] {
        match (
            self.offsets.get(owner),
            self.offsets.get(owner.saturating_add(1)),
        ) {
            (Some(&from), Some(&to)) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }

    /// An owner's run by blocks, each with the latest last day of what is in it.
    pub(crate) fn blocks(&self, owner: usize) -> impl DoubleEndedIterator<Item = (Day, &[T])> {
        let run = self.run(owner);
        let from = self
            .block_offsets
            .get(owner)
            .map_or(0, |&from| from as usize);
        let latest = self.block_last[from..]
            .iter()
            .copied()
            .take(run.len().div_ceil(BLOCK));
        latest.zip(run.chunks(BLOCK))
    }

    /// What of an owner's run can meet a window, in the run's order.
    pub(crate) fn meeting(&self, owner: usize, window: Window) -> Meeting<'_, T> {
        let run = self.run(owner);
        let run = if window.is_empty() {
            &[]
        } else if window.to == Day::AFTER_ALL {
            run
        } else {
            &run[..run.partition_point(|item| item.first() < window.to)]
        };
        let blocks = match self.block_offsets.get(owner) {
            Some(&from) if !run.is_empty() => {
                &self.block_last[from as usize..from as usize + run.len().div_ceil(BLOCK)]
            }
            _ => &[],
        };
        Meeting {
            run,
            blocks,
            from: window.from,
            at: 0,
        }
    }
}

/// Items in the order of their owners, those of one in the order given.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the list goes before the rest is made of its copy"
)]
fn by_owner<T: Copy>(items: Vec<(u32, T)>, offsets: &[u32]) -> Vec<T> {
    let mut next = offsets.to_vec();
    let mut order = vec![0_u32; items.len()];
    for ((owner, _), place) in items.iter().zip(0..) {
        let at = &mut next[*owner as usize];
        order[*at as usize] = place;
        *at += 1;
    }
    order.iter().map(|place| items[*place as usize].1).collect()
}

/// Iterates over the items of a run that can meet a window.
#[derive(Debug)]
pub(crate) struct Meeting<'g, T> {
    run: &'g [T],
    blocks: &'g [Day],
    from: Day,
    at: usize,
}

impl<T> Clone for Meeting<'_, T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'g, T: Spanned> Iterator for Meeting<'g, T> {
    type Item = &'g T;

    fn next(&mut self) -> Option<&'g T> {
        while let Some(item) = self.run.get(self.at) {
            if self.at.is_multiple_of(BLOCK) && self.blocks[self.at / BLOCK] < self.from {
                self.at += BLOCK;
                continue;
            }
            self.at += 1;
            if item.last() >= self.from {
                return Some(item);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Span(Day, Day);

    impl Spanned for Span {
        fn first(&self) -> Day {
            self.0
        }
        fn last(&self) -> Day {
            self.1
        }
    }

    #[test]
    fn what_meets_a_window_is_what_a_loop_finds() {
        let spans = (0..500_i32).map(|i| {
            let first = i * 37 % 101;
            (
                (i % 3).unsigned_abs(),
                Span(Day::new(first), Day::new(first + i % 11)),
            )
        });
        let items: Vec<(u32, Span)> = spans.collect();
        let runs = Runs::new(3, items, Clone::clone);
        for owner in 0..4 {
            for from in (0..120).step_by(7) {
                for length in [0, 1, 9] {
                    let window = Window {
                        from: Day::new(from),
                        to: Day::new(from + length),
                    };
                    let slow = runs
                        .run(owner)
                        .iter()
                        .filter(|span| length > 0 && span.0 < window.to && span.1 >= window.from);
                    assert!(runs.meeting(owner, window).eq(slow), "{owner} {window:?}");
                }
            }
        }
    }
}
