//! Prefix sums along a sequence of events of what tells these apart: kind, figure, range.

use super::class::Class;
use super::event_sums::{EventSums, KilledSums};

/// So many events share a block.
const BLOCK: usize = 64;
/// A margin in the column that stands for a larger one, which is kept apart.
const LARGE: u8 = u8::MAX;

/// What the events before a block count, and a bit for each event of the block: one line of memory.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Block {
    violent_bits: u64,
    figure_bits: u64,
    range_bits: u64,
    violent: u32,
    without_figure: u32,
    with_figure: u32,
    without_best: u32,
    below: u32,
    above: u32,
    /// How many large margins stand before the block.
    large: u32,
}

/// Prefix sums along a sequence of events, but for their number and their best figures.
///
/// Where all events are alike (one figure each, or none; all violent, or none) nothing is kept: the
/// number of events says it all. Otherwise a block of 64 events is a line of memory with three bits
/// for each, and two bytes an event hold how far its lowest and its highest figure lie from the best:
/// 1 byte an event, 3 with ranges. A sum reads the blocks at both its ends.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct FigureColumn {
    /// What each event counts, where all are alike.
    alike: EventSums,
    /// Empty where all are alike.
    blocks: Vec<Block>,
    /// Empty where every toll is one figure.
    margins: Vec<[u8; 2]>,
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
        if !has_margins && all.all(|one| one == alike) {
            return Self {
                alike,
                ..Self::default()
            };
        }
        let mut own = Self {
            alike,
            blocks: Vec::with_capacity(length / BLOCK + 1),
            margins: Vec::with_capacity(if has_margins { length } else { 0 }),
            large: Vec::new(),
        };
        let mut so_far = EventSums::default();
        for at in 0..=length {
            let place = at % BLOCK;
            if place == 0 {
                own.blocks.push(Block {
                    violent: so_far.violent,
                    without_figure: so_far.without_figure,
                    with_figure: so_far.with_figure,
                    without_best: so_far.without_best,
                    below: so_far.killed.below,
                    above: so_far.killed.above,
                    large: u32::try_from(own.large.len()).unwrap_or(u32::MAX),
                    ..Block::default()
                });
            }
            if at == length {
                break;
            }
            let one = item(at);
            so_far = so_far.plus(one);
            if let Some(block) = own.blocks.last_mut() {
                block.violent_bits |= u64::from(one.violent) << place;
                block.figure_bits |= u64::from(one.with_figure) << place;
                block.range_bits |= u64::from(one.without_best) << place;
            }
            if has_margins {
                let margins = one.killed.margins();
                let bytes = margins.map(|margin| u8::try_from(margin).unwrap_or(LARGE));
                own.margins.push(bytes);
                let more = [0, 1].map(|side: usize| margins[side] - u32::from(bytes[side]));
                if more != [0; 2] {
                    own.large
                        .push((u32::try_from(at).unwrap_or(u32::MAX), more));
                }
            }
        }
        own.large.shrink_to_fit();
        own
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
        let Some(own) = self.margins.get(at) else {
            return [0; 2];
        };
        let mut margins = own.map(u32::from);
        if own.contains(&LARGE) {
            let more = self.large.binary_search_by_key(&at, |one| one.0 as usize);
            if let Ok(more) = more {
                for (margin, more) in margins.iter_mut().zip(self.large[more].1) {
                    *margin += more;
                }
            }
        }
        margins
    }

    /// The sums over a stretch, given the sum of its best figures.
    ///
    /// # Complexity
    ///
    /// O(1): two blocks are read, and of ranges the margins beside these.
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
        let (first, last) = (from / BLOCK, to / BLOCK);
        if let (true, Some(block)) = (first == last, self.blocks.get(first)) {
            // where few events lie side by side nothing need be taken off
            let mask = below(to % BLOCK) & !below(from % BLOCK);
            return self.in_block(block, mask, (from, to));
        }
        self.before(to).minus(self.before(from))
    }

    fn before(&self, at: usize) -> EventSums {
        let Some(block) = self.blocks.get(at / BLOCK) else {
            return EventSums::default();
        };
        let start = at - at % BLOCK;
        let own = self.in_block(block, below(at % BLOCK), (start, at));
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

    /// The sums over some events of a block: those of the bits of a mask, from one place to another.
    #[inline]
    fn in_block(&self, block: &Block, mask: u64, (from, to): (usize, usize)) -> EventSums {
        let violent = block.violent_bits & mask;
        EventSums {
            count: 0,
            killed: self.margins_in(block, from, to),
            violent: violent.count_ones(),
            without_figure: (violent & !block.figure_bits).count_ones(),
            with_figure: (block.figure_bits & mask).count_ones(),
            without_best: (block.range_bits & mask).count_ones(),
        }
    }

    #[inline]
    fn margins_in(&self, block: &Block, from: usize, to: usize) -> KilledSums {
        let own = self.margins.get(from..to).unwrap_or_default();
        let mut sum = sums_of(own);
        let large = self.large.get(block.large as usize..).unwrap_or_default();
        let large = large.iter().take_while(|one| (one.0 as usize) < to);
        for (_, more) in large.filter(|one| from <= one.0 as usize) {
            sum = [0, 1].map(|side: usize| sum[side].wrapping_add(more[side]));
        }
        KilledSums {
            best: 0,
            below: sum[0],
            above: sum[1],
        }
    }
}

/// The sums of both margins of at most a block of events.
///
/// Four events at a time, each byte in a lane of two.
#[inline]
fn sums_of(margins: &[[u8; 2]]) -> [u32; 2] {
    const LANES: u64 = 0x00FF_00FF_00FF_00FF;
    // 16 bytes of a lane sum to 4,080 at most
    let (four, rest) = margins.as_chunks::<4>();
    let [mut below, mut above] = [0_u64; 2];
    for &[a, b, c, d] in four {
        let bytes = u64::from_le_bytes([a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]);
        below += bytes & LANES;
        above += bytes >> 8 & LANES;
    }
    let lanes = |sums: u64| {
        let [a, b, c, d] = [0, 16, 32, 48].map(|shift| sums >> shift & 0xFFFF);
        u32::try_from(a + b + c + d).unwrap_or(u32::MAX)
    };
    let ends = rest.iter().fold([0_u32; 2], |sum, &[below, above]| {
        [sum[0] + u32::from(below), sum[1] + u32::from(above)]
    });
    [lanes(below) + ends[0], lanes(above) + ends[1]]
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
