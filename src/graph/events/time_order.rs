//! Events in the order of their days, sorted in two steps that stay close in memory.

use super::packing::bits_of;

/// A row in the order of days: its lower and its higher end, or nobody, its place, and its
/// [`facts`](super::facts). Numbers alone need not be cleared before they are filled in.
pub(super) type EventInTime = [u32; 4];

/// Fewer are put where they belong at once.
const FEW: usize = 1 << 16;

/// How many bits of a day are left to the second step.
const INNER: u32 = 7;

/// Rows on their way into the order of their days.
///
/// There are more days than a processor can write to side by side. So rows go into spans of 128 days first, and in
/// each of these by its days. In between, the inner bits of a day stand above the place of its row.
#[derive(Debug)]
pub(super) struct TimeOrder<'s> {
    /// Where the rows of each day start.
    starts: &'s [u32],
    rows: Vec<EventInTime>,
    /// 0: there is one step.
    inner: u32,
    /// Where the next row of each span goes.
    next: Vec<u32>,
}

impl<'s> TimeOrder<'s> {
    /// An order of so many rows as there are.
    pub(super) fn new(starts: &'s [u32]) -> Self {
        let count = starts.last().map_or(0, |&count| count as usize);
        let free = u32::BITS - bits_of(count as u64).min(u32::BITS);
        let inner = if count < FEW || free < INNER {
            0
        } else {
            INNER
        };
        Self {
            starts,
            rows: vec![[0; 4]; count],
            inner,
            next: starts.iter().step_by(1 << inner).copied().collect(),
        }
    }

    /// Puts the next row.
    #[inline]
    pub(super) fn put(&mut self, day: usize, [low, high, place, facts]: EventInTime) {
        let above = (day & ((1 << self.inner) - 1)) as u64;
        let above = u32::try_from(above << (u32::BITS - self.inner)).unwrap_or(0);
        let next = &mut self.next[day >> self.inner];
        self.rows[*next as usize] = [low, high, place | above, facts];
        *next += 1;
    }

    /// The rows day by day, those of a day as they were put.
    pub(super) fn sorted(mut self) -> Vec<EventInTime> {
        if self.inner == 0 {
            return self.rows;
        }
        let (inner, shift) = (1 << self.inner, u32::BITS - self.inner);
        let days = self.starts.len() - 1;
        let (mut own, mut next) = (Vec::new(), Vec::new());
        for first in (0..days).step_by(inner) {
            let end = (first + inner).min(days);
            let [from, to] = [first, end].map(|day| self.starts[day] as usize);
            next.clear();
            next.extend_from_slice(&self.starts[first..end]);
            own.clear();
            own.extend_from_slice(&self.rows[from..to]);
            for &[low, high, place, facts] in &own {
                let next: &mut u32 = &mut next[(place >> shift) as usize];
                let place = place & (u32::MAX >> self.inner);
                self.rows[*next as usize] = [low, high, place, facts];
                *next += 1;
            }
        }
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_day_by_day() {
        for (count, days) in [
            (0, 1),
            (1_000, 40),
            (FEW, 1),
            (FEW + 9, 300),
            (3 * FEW, 1_000),
        ] {
            let day = |at: usize| at.wrapping_mul(0x9E37_79B9) >> 7 & 0xFF_FFFF;
            let day = |at: usize| day(at) % days;
            let mut expected: Vec<(usize, usize)> = (0..count).map(|at| (day(at), at)).collect();
            expected.sort_unstable();
            let starts = (0..=days).map(|day| expected.partition_point(|one| one.0 < day));
            let starts: Vec<u32> = starts.filter_map(|at| u32::try_from(at).ok()).collect();
            let mut order = TimeOrder::new(&starts);
            for (place, at) in (0_u32..).zip(0..count) {
                order.put(day(at), [place + 1, place + 2, place, u32::MAX - place]);
            }
            let sorted = order.sorted().into_iter();
            let places = sorted.map(|[low, high, place, facts]| {
                assert_eq!([low, high, facts], [place + 1, place + 2, u32::MAX - place]);
                place as usize
            });
            assert!(places.eq(expected.iter().map(|one| one.1)));
        }
    }
}
