//! Running counts of classes of events, so that a filter of classes need not look at each event.

use super::class_order::{Bits, Ranks};
use super::event_sums::{ClassCount, EventSums, KilledSums};

/// The fewest items between two rows of running counts.
const STRIDE: usize = 64;
const WORD: usize = 64;

/// A value that can be prefix-summed.
pub(in crate::graph) trait Running: Copy + Default {
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

/// One that counts items by their deaths alone.
pub(in crate::graph) trait Counting: Running {
    /// One item that counts, or none.
    fn of(is_in: bool, killed: KilledSums) -> Self;
}

impl Running for EventSums {
    #[inline]
    fn plus(self, other: Self) -> Self {
        EventSums::plus(self, other)
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        EventSums::minus(self, other)
    }
}

impl Counting for ClassCount {
    #[inline]
    fn of(is_in: bool, killed: KilledSums) -> Self {
        if is_in {
            Self { count: 1, killed }
        } else {
            Self::default()
        }
    }
}

impl Running for ClassCount {
    #[inline]
    fn plus(self, other: Self) -> Self {
        ClassCount::plus(self, other)
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        ClassCount::minus(self, other)
    }
}

/// A number of events and their deaths where every toll is one figure: half as wide.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::graph) struct ExactCount {
    count: u32,
    deaths: u32,
}

impl Counting for ExactCount {
    #[inline]
    fn of(is_in: bool, killed: KilledSums) -> Self {
        let count = u32::from(is_in);
        Self {
            count,
            deaths: killed.best.wrapping_mul(count),
        }
    }
}

impl Running for ExactCount {
    #[inline]
    fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_add(other.count),
            deaths: self.deaths.wrapping_add(other.deaths),
        }
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        Self {
            count: self.count.wrapping_sub(other.count),
            deaths: self.deaths.wrapping_sub(other.deaths),
        }
    }
}

impl From<ExactCount> for ClassCount {
    fn from(own: ExactCount) -> Self {
        Self {
            count: own.count,
            killed: KilledSums::exactly(own.deaths),
        }
    }
}

/// A number of items alone; modulo 2^32 where it is a difference.
impl Counting for u32 {
    #[inline]
    fn of(is_in: bool, _: KilledSums) -> Self {
        u32::from(is_in)
    }
}

impl Running for u32 {
    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
}

/// Prefix sums by class along a sequence of events, with margins only where a toll is a range.
#[derive(Debug, Clone)]
pub(in crate::graph) enum ClassColumn {
    Exact(ClassCounts<ExactCount>),
    Ranged(ClassCounts<ClassCount>),
}

impl Default for ClassColumn {
    fn default() -> Self {
        Self::Exact(ClassCounts::default())
    }
}

impl ClassColumn {
    /// The prefix sums of a sequence; none where there is but one class.
    pub(in crate::graph) fn new(
        classes: usize,
        has_margins: bool,
        length: usize,
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        if has_margins {
            Self::Ranged(ClassCounts::new(classes, length, item))
        } else {
            Self::Exact(ClassCounts::new(classes, length, item))
        }
    }

    /// How many of the ranks in a set lie in a stretch, and their deaths.
    #[inline]
    pub(in crate::graph) fn sum(
        &self,
        stretch: (usize, usize),
        bits: &[u64],
        item: impl Fn(usize) -> Option<(usize, KilledSums)> + Copy,
    ) -> ClassCount {
        match self {
            Self::Exact(own) => own.sum(stretch, bits, item).into(),
            Self::Ranged(own) => own.sum(stretch, bits, item),
        }
    }
}

/// Prefix sums by class before each of some days, with margins only where a toll is a range.
#[derive(Debug, Clone)]
pub(in crate::graph) enum ClassDays {
    Exact(ClassRows<ExactCount>),
    Ranged(ClassRows<ClassCount>),
}

impl Default for ClassDays {
    fn default() -> Self {
        Self::Exact(ClassRows::default())
    }
}

impl ClassDays {
    /// The prefix sums before each of some days; none where they would outweigh the events.
    pub(in crate::graph) fn new(
        classes: usize,
        has_margins: bool,
        day_starts: &[u32],
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        if has_margins {
            Self::Ranged(ClassRows::by_day(classes, day_starts, item))
        } else {
            Self::Exact(ClassRows::by_day(classes, day_starts, item))
        }
    }

    pub(in crate::graph) fn is_empty(&self) -> bool {
        match self {
            Self::Exact(own) => own.entries.is_empty(),
            Self::Ranged(own) => own.entries.is_empty(),
        }
    }

    /// What of the ranks in a set lies before a day; `None`: no such sums are kept.
    #[inline]
    pub(in crate::graph) fn before(&self, day: usize, ranks: &Ranks) -> Option<ClassCount> {
        match self {
            Self::Exact(own) => own.of(day, ranks).map(ClassCount::from),
            Self::Ranged(own) => own.of(day, ranks),
        }
    }

    /// What each rank counts between two days; nothing where no such sums are kept.
    pub(in crate::graph) fn each_between(&self, days: [usize; 2]) -> Vec<ClassCount> {
        match self {
            Self::Exact(own) => own.each_between(days).map(ClassCount::from).collect(),
            Self::Ranged(own) => own.each_between(days).collect(),
        }
    }
}

/// Rows of running counts, each at a place in a sequence: what lies before it, by rank of class.
///
/// A row tells for each rank how many of all lower ranks there are: a range of ranks is the
/// difference of two entries.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct ClassRows<T = ClassCount> {
    width: usize,
    entries: Vec<T>,
}

impl<T: Counting> ClassRows<T> {
    /// Rows before the items at some places, given in order; `item` gives rank and deaths of each
    /// item that counts.
    fn new(
        classes: usize,
        places: impl ExactSizeIterator<Item = usize>,
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        let mut rows = Self {
            width: classes + 1,
            entries: Vec::with_capacity((classes + 1) * places.len()),
        };
        let mut so_far = vec![T::default(); classes];
        let mut at = 0;
        for place in places {
            while at < place {
                if let Some((rank, killed)) = item(at) {
                    so_far[rank] = so_far[rank].plus(T::of(true, killed));
                }
                at += 1;
            }
            let mut lower = T::default();
            rows.entries.push(lower);
            for own in &so_far {
                lower = lower.plus(*own);
                rows.entries.push(lower);
            }
        }
        rows
    }

    /// Rows before each of some days, where they do not outweigh the events.
    fn by_day(
        classes: usize,
        day_starts: &[u32],
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        let events = day_starts.last().map_or(0, |&end| end as usize);
        if classes < 2 || day_starts.len() * (classes + 1) > 3 * events {
            return Self::default();
        }
        Self::new(classes, day_starts.iter().map(|&at| at as usize), item)
    }
}

impl<T: Running> ClassRows<T> {
    /// Rows of what stands in each by itself, from the row and rank of each item, and what it counts.
    pub(in crate::graph) fn of_rows(
        classes: usize,
        rows: usize,
        items: impl Iterator<Item = (usize, usize, T)>,
    ) -> Self {
        let width = classes + 1;
        let mut entries = vec![T::default(); rows * width];
        for (row, rank, one) in items {
            let entry = &mut entries[row * width + rank + 1];
            *entry = entry.plus(one);
        }
        for row in entries.chunks_exact_mut(width) {
            for rank in 1..width {
                row[rank] = row[rank].plus(row[rank - 1]);
            }
        }
        Self { width, entries }
    }

    /// What each rank counts between two rows.
    fn each_between(&self, rows: [usize; 2]) -> impl Iterator<Item = T> {
        let entries = rows.map(|row| {
            let from = row.saturating_mul(self.width);
            let row = self.entries.get(from..from.saturating_add(self.width));
            row.unwrap_or_default()
        });
        let [before, after] = entries.map(|row| row.windows(2).map(|two| two[1].minus(two[0])));
        after.zip(before).map(|(after, before)| after.minus(before))
    }

    /// What a row has of a set of ranks; `None`: there is no such row.
    #[inline]
    pub(in crate::graph) fn of(&self, row: usize, ranks: &Ranks) -> Option<T> {
        let Some((from, to)) = ranks.range() else {
            return self.before(row, ranks.bits().words());
        };
        let row = row.checked_mul(self.width)?;
        let upto = *self.entries.get(row + to)?;
        // before the first rank there is nothing
        Some(match from {
            0 => upto,
            _ => upto.minus(*self.entries.get(row + from)?),
        })
    }

    /// What a row has of the ranks in a set; `None`: there is no such row.
    #[inline]
    fn before(&self, row: usize, bits: &[u64]) -> Option<T> {
        let from = row.checked_mul(self.width)?;
        let row = self.entries.get(from..from + self.width)?;
        if row.is_empty() {
            return None;
        }
        let mut sum = T::default();
        let mut before = 0;
        for (place, &word) in bits.iter().enumerate() {
            // where a range of ranks begins, and where it ends
            let mut edges = word ^ (word << 1 | before);
            before = word >> (WORD - 1);
            while edges != 0 {
                let bit = edges.trailing_zeros() as usize;
                edges &= edges - 1;
                let own = row.get(place * WORD + bit).copied().unwrap_or_default();
                sum = if word >> bit & 1 == 1 {
                    sum.minus(own)
                } else {
                    sum.plus(own)
                };
            }
        }
        if before == 1 {
            sum = sum.plus(row[self.width - 1]);
        }
        Some(sum)
    }
}

/// Running counts along a sequence, a row at every so many items.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct ClassCounts<T = ClassCount> {
    stride: usize,
    rows: ClassRows<T>,
}

impl<T: Counting> ClassCounts<T> {
    /// Counts a sequence of items; none where there is but one class.
    pub(in crate::graph) fn new(
        classes: usize,
        length: usize,
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        Self::with_stride(classes, length, classes.max(STRIDE), item)
    }

    /// The same with a row at about so many items.
    pub(in crate::graph) fn with_stride(
        classes: usize,
        length: usize,
        stride: usize,
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Self {
        if classes < 2 {
            return Self::default();
        }
        let stride = stride.next_power_of_two();
        Self {
            stride,
            rows: {
                let rows = length / stride + 1;
                let places = (0..rows).map(|row| row * stride);
                ClassRows::new(classes, places, item)
            },
        }
    }

    /// How many of the ranks in a set lie in a stretch, and their deaths.
    ///
    /// # Complexity
    ///
    /// O(ranges of ranks + stride).
    #[inline]
    pub(crate) fn sum(
        &self,
        (from, to): (usize, usize),
        bits: &[u64],
        item: impl Fn(usize) -> Option<(usize, KilledSums)> + Copy,
    ) -> T {
        if from >= to {
            return T::default();
        }
        if to - from > self.stride
            && let (Some(before), Some(after)) =
                (self.before(from, bits, item), self.before(to, bits, item))
        {
            return after.minus(before);
        }
        one_by_one(from..to, bits, item)
    }

    /// What lies before an item, from the nearest row forwards or backwards; `None`: no rows are kept.
    #[inline]
    pub(in crate::graph) fn before(
        &self,
        at: usize,
        bits: &[u64],
        item: impl Fn(usize) -> Option<(usize, KilledSums)>,
    ) -> Option<T> {
        let nearest = (at + self.stride / 2).checked_div(self.stride)?;
        if let Some(sum) = self.rows.before(nearest, bits) {
            let place = nearest * self.stride;
            return Some(if place <= at {
                sum.plus(one_by_one(place..at, bits, item))
            } else {
                sum.minus(one_by_one(at..place, bits, item))
            });
        }
        let last = at / self.stride;
        let sum = self.rows.before(last, bits)?;
        Some(sum.plus(one_by_one(last * self.stride..at, bits, item)))
    }
}

#[inline]
fn one_by_one<T: Counting>(
    items: std::ops::Range<usize>,
    bits: &[u64],
    item: impl Fn(usize) -> Option<(usize, KilledSums)>,
) -> T {
    let mut sum = T::default();
    for at in items {
        let Some((rank, killed)) = item(at) else {
            continue;
        };
        sum = sum.plus(T::of(Bits::of(bits, rank), killed));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_counts_are_those_of_a_loop() {
        for classes in [2, 3, 64, 70, 128] {
            let of = |at: usize| {
                let best = u32::try_from(at % 5).unwrap_or(0);
                let killed = KilledSums {
                    best,
                    below: best / 2,
                    above: best * 3,
                };
                (at % 11 != 4).then_some((at * 7 % classes, killed))
            };
            let counts: ClassCounts = ClassCounts::new(classes, 1_000, of);
            let days: Vec<u32> = (0..=1_000).step_by(10).collect();
            let few: ClassRows = ClassRows::by_day(2, &days, |at| {
                of(at).map(|(rank, killed)| (rank % 2, killed))
            });
            for seed in [
                1_u64,
                0x9E37_79B9_7F4A_7C15,
                0xFFFF_0000_FFFF_00FF,
                u64::MAX,
            ] {
                let mut bits = vec![seed, seed.rotate_left(13)];
                bits.truncate(classes.div_ceil(64));
                if let (Some(last), rest @ 1..) = (bits.last_mut(), classes % 64) {
                    *last &= (1 << rest) - 1;
                }
                for from in (0..1_000).step_by(37) {
                    for to in (from..=1_000).step_by(29) {
                        let slow: ClassCount = one_by_one(from..to, &bits, of);
                        assert_eq!(counts.sum((from, to), &bits, of), slow);
                    }
                }
                for day in 0..=100 {
                    let of_two = |at| of(at).map(|(rank, killed)| (rank % 2, killed));
                    let slow: ClassCount = one_by_one(0..day * 10, &[seed & 3], of_two);
                    assert_eq!(few.before(day, &[seed & 3]), Some(slow));
                }
            }
        }
    }

    /// A long stretch is the difference of two rows; a short one is looked at item by item.
    #[test]
    fn a_stretch_asks_for_no_more_items_than_it_has_and_lie_between_rows() {
        let asked = std::cell::Cell::new(0);
        let of = |at: usize| {
            asked.set(asked.get() + 1);
            Some((at % 2, KilledSums::default()))
        };
        let counts: ClassCounts = ClassCounts::new(2, 10_000, of);
        for (stretch, most) in [((13, 9_990), counts.stride), ((1_000, 1_003), 3)] {
            asked.set(0);
            let _ = counts.sum(stretch, &[1], of);
            assert!(asked.get() <= most, "{stretch:?}: {}", asked.get());
        }
    }
}
