//! The relations that hold on certain days of long runs, so that a lookup skips what ended before.

use super::item::{Item, OPEN, index};

/// Runs of more items than this are not gone through from their beginning, where many have ended.
pub(in crate::graph) const LONG: usize = 64;

/// So many may have ended before a day and yet be gone through.
const LEAST: usize = 32;

/// A day, and what begins before it and ends after it, copied behind the runs.
#[derive(Debug, Clone, Copy)]
struct Point {
    day: u16,
    /// Where the copies begin; they end where those of the next point begin.
    copies: u32,
    /// Where the run goes on behind them.
    rest: u32,
}

/// The points of each long run, by day.
///
/// A point stands where as many have ended as still hold, since the point before it: on any day are
/// gone through at most about twice those that hold and [`LEAST`], and the copies of a run are no more than its items.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct Standing {
    /// For each [`LONG`] items of the runs, how many points the runs have that begin before them: of
    /// two long runs only one can begin there.
    before: Vec<u32>,
    points: Vec<Point>,
}

/// What of a run can hold from a day on: copies, then the rest of the run.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct Held {
    pub(super) copies: (u32, u32),
    pub(super) rest: u32,
}

impl Standing {
    /// Finds the points of runs, and the items to be copied behind them, in order.
    pub(in crate::graph) fn new(run_starts: &[u32], run: &[Item]) -> (Self, Vec<u32>) {
        let base = run.len();
        let mut copies: Vec<u32> = Vec::new();
        let mut own = Self {
            before: vec![0; base / LONG + 2],
            points: Vec::new(),
        };
        let place = |copies: &[u32]| u32::try_from(base + copies.len()).unwrap_or(u32::MAX);
        let mut ends = Vec::new();
        for pair in run_starts.windows(2) {
            let (from, to) = (index(pair[0]), index(pair[1]));
            if to - from <= LONG {
                continue;
            }
            ends.clear();
            let all = run[from..to].iter().map(|item| item.end);
            ends.extend(all.filter(|&end| end < OPEN));
            ends.sort_unstable();
            let first_point = own.points.len();
            // what is gone through from the last point on: its copies, and the run from its rest on
            let (mut last_copies, mut rest) = (copies.len(), from);
            let (mut at, mut ended, mut ended_before) = (from, 0, 0);
            while let Some(&day) = ends.get(ended) {
                while run[from..to]
                    .get(at - from)
                    .is_some_and(|item| item.start < day)
                {
                    at += 1;
                }
                ended += 1;
                let held = (at - from) - ended;
                if ended - ended_before < LEAST.max(held) {
                    continue;
                }
                let next = copies.len();
                let still = |&item: &u32| run[index(item)].end > day;
                let again: Vec<u32> = copies[last_copies..next]
                    .iter()
                    .copied()
                    .filter(still)
                    .collect();
                copies.extend(again);
                let new = (rest..at).filter_map(|item| u32::try_from(item).ok());
                copies.extend(new.filter(still));
                own.points.push(Point {
                    day,
                    copies: place(&copies[..next]),
                    rest: u32::try_from(at).unwrap_or(u32::MAX),
                });
                (last_copies, rest, ended_before) = (next, at, ended);
            }
            let more = own.points.len() - first_point;
            own.before[from / LONG + 1] += u32::try_from(more).unwrap_or(u32::MAX);
        }
        own.points.push(Point {
            day: u16::MAX,
            copies: place(&copies),
            rest: place(&copies),
        });
        for at in 1..own.before.len() {
            own.before[at] += own.before[at - 1];
        }
        (own, copies)
    }

    /// The last point of the long run that begins at a place up to a day; `None`: there is none.
    ///
    /// # Complexity
    ///
    /// O(log points of the run).
    #[inline]
    pub(in crate::graph) fn held(&self, run: usize, day: u16) -> Option<Held> {
        let block = run / LONG;
        let (from, to) = (*self.before.get(block)?, *self.before.get(block + 1)?);
        let own = self.points.get(index(from)..index(to))?;
        let last = own
            .partition_point(|point| point.day <= day)
            .checked_sub(1)?;
        let (point, next) = (own[last], self.points.get(index(from) + last + 1)?);
        Some(Held {
            copies: (point.copies, next.copies),
            rest: point.rest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorId;

    #[test]
    fn copies_and_rest_hold_what_a_run_holds_and_little_more() {
        let mut dice = 1_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            u16::try_from((dice >> 33) % sides).unwrap_or(0)
        };
        for (lengths, longest) in [
            ([0, 3, 129, 127, 1_000], 300),
            ([128, 130, 131, 700, 5], 20),
            ([1, 2_000, 0, 140, 0], 3_000),
        ] {
            let mut starts = vec![0_u32];
            let mut run = Vec::new();
            for length in lengths {
                let first = run.len();
                for number in 0..length {
                    let start = roll(1_000);
                    let is_open = roll(7) == 0;
                    let end = if is_open {
                        u16::MAX
                    } else {
                        start + 1 + roll(longest)
                    };
                    let other = ActorId::new(number);
                    run.push(Item { other, start, end });
                }
                run[first..].sort_by_key(|item| item.start);
                starts.push(u32::try_from(run.len()).unwrap_or(u32::MAX));
            }
            let (standing, copies) = Standing::new(&starts, &run);
            assert!(copies.len() <= run.len());
            let all: Vec<Item> = run
                .iter()
                .copied()
                .chain(copies.iter().map(|&at| run[index(at)]))
                .collect();
            for pair in starts.windows(2) {
                let (from, to) = (index(pair[0]), index(pair[1]));
                if to - from <= LONG {
                    continue;
                }
                for day in 0..2_500 {
                    let held = standing.held(from, day);
                    let copies = held.map_or((0, 0), |held| held.copies);
                    let rest = held.map_or(from, |held| index(held.rest));
                    let begins = |item: &&Item, days: u16| item.start < day + days;
                    let copies = &all[index(copies.0)..index(copies.1)];
                    let looked_at = |days: u16| {
                        let all = copies.iter().chain(&all[rest..to]);
                        all.filter(move |item| begins(item, days))
                    };
                    for days in [1, 30, 2_000] {
                        let holds = |item: &&Item| item.end > day && begins(item, days);
                        let slow = run[from..to].iter().filter(holds);
                        let found = looked_at(days).filter(|item| item.end > day);
                        assert!(found.eq(slow), "{day}, {days} days");
                    }
                    let held = looked_at(1).filter(|item| item.end > day).count();
                    // those that end on the day of a point may be many more than it takes to set one
                    let ending = run[from..to].iter().filter(|item| item.end == day).count();
                    assert!(
                        looked_at(1).count() <= 2 * held + LEAST + 2 * ending + 1,
                        "{day}"
                    );
                }
            }
        }
    }
}
