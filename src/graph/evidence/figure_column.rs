//! Prefix sums along a sequence of events of what tells these apart: kind, figure, range.

use super::class::Class;
use super::event_sums::{EventSums, KilledSums};

/// So many events share a block where every toll is one figure.
const BARE: usize = 64;
/// So many where tolls are ranges: the block holds their margins, too.
const RANGED: usize = 24;
/// A margin in a block that stands for a larger one, which is kept apart.
const LARGE: u8 = 15;
/// Set in the number of large margins before a block that has some itself.
const HAS_LARGE: u32 = 1 << 31;

/// What the events before a block count, and what tells those of the block apart: one line of memory.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Block {
    violent: u32,
    without_figure: u32,
    with_figure: u32,
    without_best: u32,
    below: u32,
    above: u32,
    /// How many large margins stand before the block, and whether it has some.
    large: u32,
    /// A bit an event for violent, with a figure, a range alone: three words of eight bytes. Where there are
    /// margins these are words of four bytes, and both margins of each event follow, half a byte each.
    own: [u8; 36],
}

impl Block {
    const fn after(so_far: EventSums, large: u32) -> Self {
        Self {
            violent: so_far.violent,
            without_figure: so_far.without_figure,
            with_figure: so_far.with_figure,
            without_best: so_far.without_best,
            below: so_far.killed.below,
            above: so_far.killed.above,
            large,
            own: [0; 36],
        }
    }

    /// Puts three bits for each event where [`bits`](Self::bits) finds them.
    fn put_bits(&mut self, bits: [u64; 3], has_margins: bool) {
        let bytes = if has_margins { 4 } else { 8 };
        for (own, bits) in self.own.chunks_exact_mut(bytes).zip(bits) {
            own.copy_from_slice(&bits.to_le_bytes()[..bytes]);
        }
    }

    /// The bits of violent, with a figure, a range alone.
    #[inline]
    fn bits(&self, has_margins: bool) -> [u64; 3] {
        let (words, _) = self.own.as_chunks::<8>();
        let (short, _) = self.own.as_chunks::<4>();
        std::array::from_fn(|word| {
            if has_margins {
                u32::from_le_bytes(short[word]).into()
            } else {
                u64::from_le_bytes(words[word])
            }
        })
    }

    /// Both margins of each event.
    #[inline]
    fn margins(&self) -> [u64; 3] {
        let (words, _) = self.own[RANGED / 2..].as_chunks::<8>();
        std::array::from_fn(|word| u64::from_le_bytes(words[word]))
    }
}

/// Prefix sums along a sequence of events, but for their number and their best figures.
///
/// Where all events are alike (one figure each, or none; all violent, or none) nothing is kept: the
/// number of events says it all. Otherwise a block of 64 events, or of 24 with ranges, is a line of memory: what
/// lies before it, three bits for each, and how far the lowest and the highest figure of each lie from the best.
/// That is 1 byte an event, 2.7 with ranges. A sum reads the blocks at both its ends, or the one that holds both.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct FigureColumn {
    /// What each event counts, where all are alike.
    alike: EventSums,
    /// Empty where all are alike.
    blocks: Vec<Block>,
    /// Whether tolls are ranges.
    has_margins: bool,
    /// The margins that do not fit, by place: what they have more than the column says.
    large: Vec<(u32, [u32; 2])>,
}

impl FigureColumn {
    /// The prefix sums of events; `item` gives what each counts.
    pub(in crate::graph) fn new(
        classes: &[Class],
        has_margins: bool,
        length: usize,
        item: impl Fn(usize) -> EventSums,
    ) -> Self {
        let mut all = classes.iter().map(EventSums::of_class);
        let alike = all.next().unwrap_or_default();
        let mut own = Self {
            alike,
            has_margins,
            ..Self::default()
        };
        if !has_margins && all.all(|one| one == alike) {
            return own;
        }
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
                    own.put_margins(first + place, &mut block, one.killed.margins());
                }
            }
            block.put_bits(bits, has_margins);
            own.blocks.push(block);
        }
        own.large.shrink_to_fit();
        own
    }

    /// Puts the margins of an event at its place in the block.
    #[inline]
    fn put_margins(&mut self, at: usize, block: &mut Block, margins: [u32; 2]) {
        let small = margins.map(|margin| u8::try_from(margin).map_or(LARGE, |one| one.min(LARGE)));
        block.own[RANGED / 2 + at % RANGED] = small[0] | small[1] << 4;
        if small.contains(&LARGE) {
            let more = [0, 1].map(|side: usize| margins[side] - u32::from(small[side]));
            self.large
                .push((u32::try_from(at).unwrap_or(u32::MAX), more));
            block.large |= HAS_LARGE;
        }
    }

    /// How many events share a block.
    #[inline]
    const fn size(&self) -> usize {
        if self.has_margins { RANGED } else { BARE }
    }

    /// The number of the block of an event, and its place there.
    #[inline]
    const fn place(&self, at: usize) -> (usize, usize) {
        if self.has_margins {
            (at / RANGED, at % RANGED)
        } else {
            (at / BARE, at % BARE)
        }
    }

    /// Whether the number of events says all.
    pub(in crate::graph) const fn are_alike(&self) -> bool {
        self.blocks.is_empty()
    }

    /// What so many events count where all are alike, given the sum of their best figures.
    #[inline]
    pub(in crate::graph) const fn all_alike(&self, count: u32, best: u32) -> EventSums {
        self.alike.times(count).killing(KilledSums::exactly(best))
    }

    /// How far the lowest and the highest figure of an event lie from the best.
    pub(in crate::graph) fn margins(&self, at: usize) -> [u32; 2] {
        let (block, place) = self.place(at);
        match self.blocks.get(block) {
            Some(block) if self.has_margins => self.margins_in(block, (place, place + 1), at),
            _ => [0; 2],
        }
    }

    /// The sums over a stretch, given the sum of its best figures.
    ///
    /// # Complexity
    ///
    /// O(1): two blocks are read, or one.
    #[inline]
    pub(in crate::graph) fn between(&self, from: usize, to: usize, best: u32) -> EventSums {
        let count = u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX);
        if self.blocks.is_empty() {
            return self.all_alike(count, best);
        }
        self.between_blocks(from, to).counting(count, best)
    }

    /// The sums over all events before one, given the sum of their best figures.
    #[inline]
    pub(in crate::graph) fn upto(&self, to: usize, best: u32) -> EventSums {
        let count = u32::try_from(to).unwrap_or(u32::MAX);
        if self.blocks.is_empty() {
            return self.all_alike(count, best);
        }
        self.before(to).counting(count, best)
    }

    /// The same where there are blocks, number and best figures apart.
    #[inline(never)]
    fn between_blocks(&self, from: usize, to: usize) -> EventSums {
        let ((first, start), (last, end)) = (self.place(from), self.place(to));
        if let (true, Some(block)) = (first == last, self.blocks.get(first)) {
            // where few events lie side by side nothing need be taken off
            return self.in_block(block, (start, end), from);
        }
        self.before(to).minus(self.before(from))
    }

    fn before(&self, at: usize) -> EventSums {
        let (number, place) = self.place(at);
        let Some(block) = self.blocks.get(number) else {
            return EventSums::default();
        };
        let own = self.in_block(block, (0, place), at - place);
        own.plus(EventSums {
            count: 0,
            killed: KilledSums {
                best: 0,
                below: block.below,
                above: block.above,
            },
            violent: block.violent,
            without_figure: block.without_figure,
            with_figure: block.with_figure,
            without_best: block.without_best,
        })
    }

    /// The sums over some events of a block, from one place to another; the first of them stands at `at`.
    #[inline]
    fn in_block(&self, block: &Block, (from, to): (usize, usize), at: usize) -> EventSums {
        let mask = below(to) & !below(from);
        let [violent, figure, range] = block.bits(self.has_margins);
        let violent = violent & mask;
        let [below, above] = if self.has_margins {
            self.margins_in(block, (from, to), at)
        } else {
            [0; 2]
        };
        EventSums {
            count: 0,
            killed: KilledSums {
                best: 0,
                below,
                above,
            },
            violent: violent.count_ones(),
            without_figure: (violent & !figure).count_ones(),
            with_figure: (figure & mask).count_ones(),
            without_best: (range & mask).count_ones(),
        }
    }

    /// The sums of both margins of some events of a block.
    #[inline]
    fn margins_in(&self, block: &Block, (from, to): (usize, usize), at: usize) -> [u32; 2] {
        let words = block.margins();
        let own: [u64; 3] = std::array::from_fn(|word| {
            let bytes = |place: usize| bytes_below(place.saturating_sub(8 * word));
            words[word] & bytes(to) & !bytes(from)
        });
        let mut sums = [0, 4].map(|shift| sum_of_halves(own.map(|word| word >> shift)));
        if block.large & HAS_LARGE != 0 {
            let first = (block.large & !HAS_LARGE) as usize;
            let large = self.large.get(first..).unwrap_or_default().iter();
            let large = large.skip_while(|one| (one.0 as usize) < at);
            for (_, more) in large.take_while(|one| (one.0 as usize) < at + to - from) {
                sums = [0, 1].map(|side: usize| sums[side].wrapping_add(more[side]));
            }
        }
        sums
    }
}

/// The sum of the lower halves of all bytes of three words.
#[inline]
fn sum_of_halves(words: [u64; 3]) -> u32 {
    const HALVES: u64 = 0x0F0F_0F0F_0F0F_0F0F;
    const LANES: u64 = 0x00FF_00FF_00FF_00FF;
    // three times 15 fit a byte, eight of these two
    let bytes: u64 = words.iter().map(|word| word & HALVES).sum();
    let lanes = (bytes & LANES) + (bytes >> 8 & LANES);
    let sum = lanes.wrapping_mul(0x0001_0001_0001_0001) >> 48;
    u32::try_from(sum).unwrap_or(u32::MAX)
}

/// The bits below a place in a block.
#[inline]
const fn below(place: usize) -> u64 {
    (1 << place) - 1
}

/// The bits of the bytes below a place in a word.
#[inline]
const fn bytes_below(place: usize) -> u64 {
    if place >= 8 {
        u64::MAX
    } else {
        (1 << (8 * place)) - 1
    }
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
        for (classes, has_margins) in [
            (&kinds[..1], false),
            (&kinds[3..], false),
            (&kinds[..2], false),
            (&kinds[..1], true),
            (&kinds[..], true),
        ] {
            let item = |at: usize| {
                let class = &classes[at * 7 % 11 % classes.len()];
                let number = u32::try_from(at * 31 % 97).unwrap_or(0);
                let margin = |times: u32| match has_margins && class.figure.is_known() {
                    true if at % 13 == 5 => number * 100,
                    true => number % 5 * times,
                    false => 0,
                };
                EventSums::of_class(class).killing(KilledSums {
                    best: number,
                    below: margin(1),
                    above: margin(3),
                })
            };
            for length in [0, 1, 63, 64, 65, 300] {
                let column = FigureColumn::new(classes, has_margins, length, item);
                for from in 0..=length {
                    for to in from..=length {
                        let slow = (from..to).map(item);
                        let slow = slow.fold(EventSums::default(), EventSums::plus);
                        assert_eq!(column.between(from, to, slow.killed.best), slow);
                    }
                }
                for at in 0..length {
                    assert_eq!(column.margins(at), item(at).killed.margins());
                }
            }
        }
    }
}
