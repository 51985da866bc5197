//! Prefix sums along a sequence of events of what tells these apart: kind, figure, range.

use super::class::Class;
use super::event_sums::{EventSums, KilledSums};

/// So many events share a block where every toll is one figure.
const BARE: usize = 64;
/// So many where tolls are ranges: the block holds their deaths, too.
const RANGED: usize = 13;
/// A best figure in a block, and a margin, that stand for a larger one, which is kept apart.
const LARGE_BEST: u8 = u8::MAX;
const LARGE_MARGIN: u8 = 15;
/// Set in the number of large figures before a block that has some itself.
const HAS_LARGE: u32 = 1 << 31;
/// So many events may differ from all others without a block for these.
const FEW: usize = 16;

/// What the events before a block count, and what tells those of the block apart: one line of memory.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Block {
    violent: u32,
    without_figure: u32,
    with_figure: u32,
    without_best: u32,
    best: u32,
    below: u32,
    above: u32,
    /// How many events with a large figure stand before the block, and whether it has some.
    large: u32,
    /// At the end a bit an event for violent, with a figure, a range alone: three words of eight bytes. Where there
    /// are margins these are words of two bytes; the best figure of each event stands before them, a byte each, and
    /// both margins of each, half a byte each.
    own: [u8; 32],
}

impl Block {
    const fn after(so_far: EventSums, large: u32) -> Self {
        Self {
            violent: so_far.violent,
            without_figure: so_far.without_figure,
            with_figure: so_far.with_figure,
            without_best: so_far.without_best,
            best: so_far.killed.best,
            below: so_far.killed.below,
            above: so_far.killed.above,
            large,
            own: [0; 32],
        }
    }

    /// What the events before the block count, but for their number.
    #[inline]
    const fn so_far(&self) -> EventSums {
        EventSums {
            count: 0,
            killed: KilledSums {
                best: self.best,
                below: self.below,
                above: self.above,
            },
            violent: self.violent,
            without_figure: self.without_figure,
            with_figure: self.with_figure,
            without_best: self.without_best,
        }
    }

    /// Puts three bits for each event where [`bits`](Self::bits) finds them.
    fn put_bits(&mut self, bits: [u64; 3], has_margins: bool) {
        let bytes = if has_margins { 2 } else { 8 };
        for (own, bits) in self.own.rchunks_exact_mut(bytes).zip(bits) {
            own.copy_from_slice(&bits.to_le_bytes()[..bytes]);
        }
    }

    /// The bits of violent, with a figure, a range alone, where there are no margins.
    #[inline]
    fn bits(&self) -> [u64; 3] {
        let (words, _) = self.own.as_chunks::<8>();
        [words[3], words[2], words[1]].map(u64::from_le_bytes)
    }

    /// The same where there are margins: words of two bytes, the last of them in front.
    #[inline]
    fn short_bits(&self) -> u64 {
        let (words, _) = self.own.as_chunks::<8>();
        u64::from_le_bytes(words[3]) >> u16::BITS
    }

    /// The best figure of each event, and both margins of each, a byte each.
    #[inline]
    fn deaths(&self) -> [u128; 2] {
        [0, RANGED].map(|from| {
            let (words, _) = self.own[from..].as_chunks::<16>();
            u128::from_le_bytes(words[0])
        })
    }
}

/// Prefix sums along a sequence of events.
///
/// Where all events are alike (one figure each, or none; all violent, or none) nothing is kept: the
/// number of events says it all. Where a few differ, these are listed. Otherwise a block of 64 events, or of 13 with
/// ranges, is a line of memory: what lies before it, three bits for each, and with ranges the best figure of each and
/// how far the lowest and the highest lie from it. That is 1 byte an event, 4.9 with ranges. A sum reads the blocks
/// at both its ends, or the one that holds both.
///
/// Where there are no ranges, the prefix sums of the best figures stand elsewhere. With ranges they stand in the block:
/// a sum of the few events of a pair in a window waits for memory, and waits once for a block, where it waited once
/// more for the figures (R4 of `benches/README.md`).
#[derive(Debug, Clone)]
pub(in crate::graph) struct FigureColumn {
    /// Whether all are alike, but for their best figures.
    are_alike: bool,
    /// What each event counts, where all are alike or nearly all.
    alike: EventSums,
    /// The few that count something else, in order.
    odd: Vec<(u32, EventSums)>,
    /// Empty where all are alike, or nearly all.
    blocks: Vec<Block>,
    /// Whether tolls are ranges.
    has_margins: bool,
    /// The figures that do not fit, by place: what they have more than the column says.
    large: Vec<(u32, KilledSums)>,
}

impl Default for FigureColumn {
    fn default() -> Self {
        Self::of_alike(EventSums::default())
    }
}

impl FigureColumn {
    /// Of events that are all alike.
    const fn of_alike(alike: EventSums) -> Self {
        Self {
            are_alike: true,
            alike,
            odd: Vec::new(),
            blocks: Vec::new(),
            has_margins: false,
            large: Vec::new(),
        }
    }

    /// The prefix sums of events; `item` gives what each counts.
    pub(in crate::graph) fn new(
        classes: &[Class],
        has_margins: bool,
        length: usize,
        item: impl Fn(usize) -> EventSums,
    ) -> Self {
        let mut forms: Vec<EventSums> = Vec::new();
        for form in classes.iter().map(EventSums::of_class) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        if !has_margins {
            if let [] | [_] = *forms {
                return Self::of_alike(forms.pop().unwrap_or_default());
            }
            for alike in forms {
                if let Some(odd) = few_beside(alike, length, &item) {
                    return Self {
                        are_alike: odd.is_empty(),
                        odd,
                        ..Self::of_alike(alike)
                    };
                }
            }
        }
        let mut own = Self {
            are_alike: false,
            has_margins,
            ..Self::default()
        };
        own.blocks.reserve_exact(length / own.size() + 1);
        let mut so_far = EventSums::default();
        for first in (0..=length).step_by(own.size()) {
            let large = u32::try_from(own.large.len()).unwrap_or(u32::MAX);
            let mut block = Block::after(so_far, large);
            let mut bits = [0_u64; 3];
            for place in 0..own.size().min(length - first) {
                let one = item(first + place);
                so_far = so_far.plus(one);
                let facts = [one.violent, one.with_figure, one.without_best];
                for (bits, fact) in bits.iter_mut().zip(facts) {
                    *bits |= u64::from(fact > 0) << place;
                }
                if has_margins {
                    own.put_killed(&mut block, (first, place), one.killed);
                }
            }
            block.put_bits(bits, has_margins);
            own.blocks.push(block);
        }
        own.large.shrink_to_fit();
        own
    }

    /// Puts the deaths of an event at its place in the block.
    #[inline]
    fn put_killed(&mut self, block: &mut Block, (first, place): (usize, usize), all: KilledSums) {
        let small =
            |figure: u32, large: u8| u8::try_from(figure).map_or(large, |own| own.min(large));
        let best = small(all.best, LARGE_BEST);
        let [below, above] = all.margins().map(|margin| small(margin, LARGE_MARGIN));
        block.own[place] = best;
        block.own[RANGED + place] = below | above << 4;
        if best == LARGE_BEST || below == LARGE_MARGIN || above == LARGE_MARGIN {
            let more = all.minus(KilledSums {
                best: best.into(),
                below: below.into(),
                above: above.into(),
            });
            let at = u32::try_from(first + place).unwrap_or(u32::MAX);
            self.large.push((at, more));
            block.large |= HAS_LARGE;
        }
    }

    /// How many events share a block.
    #[inline]
    const fn size(&self) -> usize {
        if self.has_margins { RANGED } else { BARE }
    }

    /// Whether the number of events says all, beside the sum of their best figures.
    pub(in crate::graph) const fn are_alike(&self) -> bool {
        self.are_alike
    }

    /// What so many events count where all are alike, given the sum of their best figures.
    #[inline]
    pub(in crate::graph) const fn all_alike(&self, count: u32, best: u32) -> EventSums {
        self.alike.times(count).killing(KilledSums::exactly(best))
    }

    /// The deaths of an event; `best_before` gives the sum of the best figures before one, where there are no ranges.
    #[inline]
    pub(in crate::graph) fn killed(
        &self,
        at: usize,
        best_before: impl Fn(usize) -> u32,
    ) -> KilledSums {
        let (block, place) = place::<true>(at);
        match self.blocks.get(block) {
            Some(block) if self.has_margins => self.killed_in(block, (place, place + 1), at),
            _ => KilledSums::exactly(best_before(at + 1).wrapping_sub(best_before(at))),
        }
    }

    /// The sums over a stretch; `best_before` gives the sum of the best figures before an event, where there are no
    /// ranges.
    ///
    /// # Complexity
    ///
    /// O(1): two blocks are read, or one.
    #[inline]
    pub(in crate::graph) fn between(
        &self,
        from: usize,
        to: usize,
        best_before: impl Fn(usize) -> u32,
    ) -> EventSums {
        let count = u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX);
        let best = if count == 0 || self.has_margins {
            0
        } else {
            best_before(to).wrapping_sub(best_before(from))
        };
        if self.are_alike {
            return self.all_alike(count, best);
        }
        self.between_unlike(from, to, [count, best])
    }

    /// The same where not all are alike, given their number and, where there are no ranges, the sum of their best
    /// figures; apart, so that it costs nothing where all are alike.
    #[inline(never)]
    fn between_unlike(&self, from: usize, to: usize, [count, best]: [u32; 2]) -> EventSums {
        if count == 0 {
            return EventSums::default();
        }
        if self.has_margins {
            return self.between_blocks::<true>(from, to).counting(count);
        }
        if self.blocks.is_empty() {
            return self.beside_odd(self.all_alike(count, best), from, to);
        }
        let sums = self.between_blocks::<false>(from, to).counting(count);
        sums.killing(KilledSums::exactly(best))
    }

    /// The sums over all events before one.
    #[inline]
    pub(in crate::graph) fn upto(
        &self,
        to: usize,
        best_before: impl Fn(usize) -> u32,
    ) -> EventSums {
        if self.blocks.is_empty() {
            return self.between(0, to, best_before);
        }
        let count = u32::try_from(to).unwrap_or(u32::MAX);
        if self.has_margins {
            return self.before::<true>(to).counting(count);
        }
        let sums = self.before::<false>(to).counting(count);
        sums.killing(KilledSums::exactly(best_before(to)))
    }

    /// The sums over a stretch, the odd ones as they are, given the sums if all were alike.
    fn beside_odd(&self, alike: EventSums, from: usize, to: usize) -> EventSums {
        let mut sums = alike;
        for (at, own) in &self.odd {
            if (from..to).contains(&(*at as usize)) {
                let own = own.minus(self.alike);
                sums = sums.plus(own.killing(KilledSums::exactly(0)));
            }
        }
        sums
    }

    /// The same where there are blocks, but for the number of events.
    #[inline]
    fn between_blocks<const RANGES: bool>(&self, from: usize, to: usize) -> EventSums {
        let ((first, start), (last, end)) = (place::<RANGES>(from), place::<RANGES>(to));
        if let (true, Some(block)) = (first == last, self.blocks.get(first)) {
            // where few events lie side by side nothing need be taken off
            return self.in_block::<RANGES>(block, (start, end), from);
        }
        self.before::<RANGES>(to).minus(self.before::<RANGES>(from))
    }

    #[inline]
    fn before<const RANGES: bool>(&self, at: usize) -> EventSums {
        let (number, place) = place::<RANGES>(at);
        let Some(block) = self.blocks.get(number) else {
            return EventSums::default();
        };
        let own = self.in_block::<RANGES>(block, (0, place), at - place);
        own.plus(block.so_far())
    }

    /// The sums over some events of a block, from one place to another, but for their number; the first of them
    /// stands at `at`.
    #[inline]
    fn in_block<const RANGES: bool>(
        &self,
        block: &Block,
        (from, to): (usize, usize),
        at: usize,
    ) -> EventSums {
        let mask = below(to) & !below(from);
        let (counts, killed) = if RANGES {
            let counts = counts_of(block.short_bits(), mask);
            (counts, self.killed_in(block, (from, to), at))
        } else {
            let [violent, figure, range] = block.bits().map(|bits| bits & mask);
            let counts = [violent, violent & !figure, figure, range].map(u64::count_ones);
            (counts, KilledSums::default())
        };
        let [violent, without_figure, with_figure, without_best] = counts;
        EventSums {
            count: 0,
            killed,
            violent,
            without_figure,
            with_figure,
            without_best,
        }
    }

    /// The deaths of some events of a block.
    #[inline]
    fn killed_in(&self, block: &Block, (from, to): (usize, usize), at: usize) -> KilledSums {
        const HALVES: u128 = 0x0F0F_0F0F_0F0F_0F0F_0F0F_0F0F_0F0F_0F0F;
        let bytes_below = |place: usize| (1_u128 << (8 * place)) - 1;
        let own = bytes_below(to) & !bytes_below(from);
        let [best, margins] = block.deaths().map(|bytes| bytes & own);
        let mut sums = KilledSums {
            best: sum_of_bytes(best),
            below: sum_of_bytes(margins & HALVES),
            above: sum_of_bytes(margins >> 4 & HALVES),
        };
        if block.large & HAS_LARGE != 0 {
            let first = (block.large & !HAS_LARGE) as usize;
            let large = self.large.get(first..).unwrap_or_default().iter();
            let large = large.skip_while(|one| (one.0 as usize) < at);
            for (_, more) in large.take_while(|one| (one.0 as usize) < at + to - from) {
                sums = sums.plus(*more);
            }
        }
        sums
    }
}

/// The events that do not count what all others do; `None`: they are many.
fn few_beside(
    alike: EventSums,
    length: usize,
    item: impl Fn(usize) -> EventSums,
) -> Option<Vec<(u32, EventSums)>> {
    let mut odd = Vec::new();
    for at in 0..length {
        let own = item(at);
        if own.killing(alike.killed) != alike {
            if odd.len() == FEW {
                return None;
            }
            odd.push((u32::try_from(at).unwrap_or(u32::MAX), own));
        }
    }
    Some(odd)
}

/// How many events of a mask are violent, violent without a figure, with a figure, of a range alone, given three
/// words of two bytes.
///
/// All are counted at once: four counts of sixteen bits side by side.
#[inline]
fn counts_of(bits: u64, mask: u64) -> [u32; 4] {
    const WORDS: u64 = 0x0000_0001_0001_0001;
    let bits = bits & ((mask & 0xFFFF) * WORDS);
    let (violent, figure) = (bits >> 32, bits >> 16 & 0xFFFF);
    let all = bits | (violent & !figure) << 48;
    let pairs = all - (all >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
    let bytes = (fours + (fours >> 4)) & 0x0F0F_0F0F_0F0F_0F0F;
    let words = bytes + (bytes >> 8);
    [32, 48, 16, 0].map(|shift| u32::try_from(words >> shift & 0xFF).unwrap_or(u32::MAX))
}

/// The sum of all bytes.
#[inline]
fn sum_of_bytes(bytes: u128) -> u32 {
    const LANES: u64 = 0x00FF_00FF_00FF_00FF;
    let bytes = bytes.to_le_bytes();
    let (words, _) = bytes.as_chunks::<8>();
    let [one, two] = [words[0], words[1]].map(u64::from_le_bytes);
    // four lanes of sixteen bits: sixteen bytes fit each
    let lanes = (one & LANES) + (one >> 8 & LANES) + (two & LANES) + (two >> 8 & LANES);
    let sum = lanes.wrapping_mul(0x0001_0001_0001_0001) >> 48;
    u32::try_from(sum).unwrap_or(u32::MAX)
}

/// The number of the block of an event, and its place there.
#[inline]
const fn place<const RANGES: bool>(at: usize) -> (usize, usize) {
    let size = if RANGES { RANGED } else { BARE };
    (at / size, at % size)
}

/// The bits below a place in a block.
#[inline]
const fn below(place: usize) -> u64 {
    (1 << place) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::evidence::class::{Figure, Orientation};
    use crate::model::EventKind;

    fn class(kind: EventKind, figure: Figure) -> Class {
        Class {
            kind,
            orientation: Orientation::Sided,
            evidence: 0,
            by: None,
            figure,
            is_company: false,
        }
    }

    #[test]
    fn sums_are_those_of_a_loop() {
        let kinds = [
            class(EventKind::Clash, Figure::Best),
            class(EventKind::Clash, Figure::Unknown),
            class(EventKind::Clash, Figure::Range),
            class(EventKind::Declaration, Figure::Unknown),
        ];
        // one of a hundred of the first
        let mut rare = vec![kinds[3]; 100];
        rare[31] = kinds[0];
        for (classes, has_margins) in [
            (&kinds[..1], false),
            (&kinds[3..], false),
            (&kinds[..2], false),
            (&kinds[..1], true),
            (&kinds[..], true),
            (&rare[..], false),
            (&rare[..], true),
        ] {
            let item = |at: usize| {
                let class = &classes[at * 7 % 101 % classes.len()];
                let number = u32::try_from(at * 31 % 97).unwrap_or(0);
                let best = if at % 17 == 3 { number * 1_000 } else { number };
                let margin = |times: u32| match has_margins && class.figure.is_known() {
                    true if at % 13 == 5 => number * 100,
                    true => number % 5 * times,
                    false => 0,
                };
                EventSums::of_class(class).killing(KilledSums {
                    best,
                    below: margin(1),
                    above: margin(3),
                })
            };
            for length in [0, 1, 63, 64, 65, 300] {
                let column = FigureColumn::new(classes, has_margins, length, item);
                let slow = |from: usize, to: usize| {
                    let all = (from..to).map(item);
                    all.fold(EventSums::default(), EventSums::plus)
                };
                let best_before = |at: usize| slow(0, at).killed.best;
                for from in 0..=length {
                    for to in from..=length {
                        assert_eq!(column.between(from, to, best_before), slow(from, to));
                    }
                    assert_eq!(column.upto(from, best_before), slow(0, from));
                }
                for at in 0..length {
                    assert_eq!(column.killed(at, best_before), item(at).killed);
                }
            }
        }
    }
}
