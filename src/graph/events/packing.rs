//! Rows packed into words, field by field, so that they sort by digits.

use super::sort::Word;
use crate::graph::evidence::event_sums::KilledSums;
use crate::model::{ActorId, Day};

/// A pair of actors of an event of an exact day, on its way into the columns.
///
/// An event of two actors is one row. One of several actors on a side has a row for each pair, one of
/// actors that stand alone a row for each of them, its pair the actor twice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExactRow {
    pub(crate) low: ActorId,
    pub(crate) high: ActorId,
    pub(crate) day: Day,
    pub(crate) class: u16,
    pub(crate) killed: KilledSums,
    /// Its tie, if it has a number already; 0: it has none, else one more than the number. Of an event of
    /// several rows the same of the statement.
    pub(crate) tie: u32,
    pub(crate) parts: Parts,
}

/// In which sequences a row stands for its event, so that each actor and the run of time have it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Parts(pub(super) u8);

impl Parts {
    /// The run of the lower actor, that of the higher one, and the run of time.
    pub(in crate::graph) const ALL: Self = Self::new(true, true, true);

    pub(in crate::graph) const fn new(low: bool, high: bool, time: bool) -> Self {
        Self(low as u8 | (high as u8) << 1 | (time as u8) << 2)
    }

    #[inline]
    pub(in crate::graph) const fn low(self) -> bool {
        self.0 & 1 != 0
    }

    #[inline]
    pub(in crate::graph) const fn high(self) -> bool {
        self.0 & 2 != 0
    }

    #[inline]
    pub(in crate::graph) const fn time(self) -> bool {
        self.0 & 4 != 0
    }
}

pub(in crate::graph) fn bits_of(largest: u64) -> u32 {
    u64::BITS - largest.leading_zeros()
}

/// How the fields of a row are packed into a word, the last field lowest.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct Packing {
    pub(super) actor: u32,
    pub(super) day: u32,
    pub(super) class: u32,
    pub(super) best: u32,
    pub(super) below: u32,
    pub(super) above: u32,
    pub(super) tie: u32,
    pub(super) parts: u32,
}

impl Packing {
    pub(in crate::graph) fn bits(self) -> u32 {
        2 * self.actor + self.day + self.class + self.tail()
    }

    /// How many of them tell events of a pair, day and class apart.
    pub(in crate::graph) fn tail(self) -> u32 {
        self.best + self.below + self.above + self.tie + self.parts
    }

    /// A row as a word.
    #[inline]
    pub(in crate::graph) fn pack<W: Packed>(self, row: &ExactRow, first_day: i32) -> W {
        let word = W::default()
            .push(u64::from(row.low.number()), self.actor)
            .push(u64::from(row.high.number()), self.actor)
            .push(u64::from(row.day.number().abs_diff(first_day)), self.day)
            .push(u64::from(row.class), self.class)
            .push(u64::from(row.killed.best), self.best);
        if self.is_narrow() {
            return word.push(u64::from(row.tie), self.tie);
        }
        let parts = if self.parts > 0 { row.parts.0 } else { 0 };
        word.push(u64::from(row.killed.below), self.below)
            .push(u64::from(row.killed.above), self.above)
            .push(u64::from(row.tie), self.tie)
            .push(u64::from(parts), self.parts)
    }

    /// Whether every toll is one figure, and every event one row: then nothing is spent on the rest.
    #[inline]
    const fn is_narrow(self) -> bool {
        self.below + self.above + self.parts == 0
    }

    /// The row that a word holds.
    #[inline]
    pub(in crate::graph) fn unpack<W: Packed>(self, mut word: W, first_day: i32) -> ExactRow {
        let is_narrow = self.is_narrow();
        let parts = if is_narrow { 0 } else { word.pop(self.parts) };
        let tie = word.pop(self.tie);
        let [above, below] = if is_narrow {
            [0; 2]
        } else {
            [self.above, self.below].map(|bits| word.pop(bits))
        };
        let best = word.pop(self.best);
        let class = word.pop(self.class);
        let day = word.pop(self.day);
        let [high, low] = [self.actor; 2].map(|bits| ActorId::new(word.pop(bits)));
        ExactRow {
            low,
            high,
            day: Day::new(first_day.wrapping_add_unsigned(day)),
            class: u16::try_from(class).unwrap_or(u16::MAX),
            killed: KilledSums { best, below, above },
            tie,
            // rows of one pair each are not told apart
            parts: match self.parts {
                0 => Parts::ALL,
                _ => Parts(u8::try_from(parts).unwrap_or_default()),
            },
        }
    }
}

/// A word that rows are packed into and taken from.
pub(in crate::graph) trait Packed: Word {
    fn push(self, field: u64, bits: u32) -> Self;
    fn pop(&mut self, bits: u32) -> u32;
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "fields are cut to their bits"
)]
impl Packed for u64 {
    #[inline]
    fn push(self, field: u64, bits: u32) -> Self {
        self << bits | field
    }
    #[inline]
    fn pop(&mut self, bits: u32) -> u32 {
        let field = *self & ((1_u64 << bits) - 1);
        *self >>= bits;
        field as u32
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "fields are cut to their bits"
)]
impl Packed for u128 {
    #[inline]
    fn push(self, field: u64, bits: u32) -> Self {
        self << bits | Self::from(field)
    }
    #[inline]
    fn pop(&mut self, bits: u32) -> u32 {
        let field = *self & ((1_u128 << bits) - 1);
        *self >>= bits;
        field as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST_DAY: i32 = 700_000;

    fn row(day: i32) -> ExactRow {
        ExactRow {
            low: ActorId::new(5),
            high: ActorId::new(6),
            day: Day::new(day),
            class: 9,
            killed: KilledSums {
                best: 30,
                below: 2,
                above: 12,
            },
            tie: 77,
            parts: Parts::new(true, false, true),
        }
    }

    #[test]
    fn a_word_has_the_bits_of_its_fields_and_gives_them_back() {
        let packing = Packing {
            actor: 3,
            day: 8,
            class: 4,
            best: 5,
            below: 2,
            above: 4,
            tie: 7,
            parts: 3,
        };
        assert_eq!(packing.tail(), 5 + 2 + 4 + 7 + 3);
        assert_eq!(packing.bits(), 2 * 3 + 8 + 4 + packing.tail());
        let own = row(FIRST_DAY + 200);
        let word: u64 = packing.pack(&own, FIRST_DAY);
        assert!(bits_of(word) <= packing.bits());
        let back = packing.unpack(word, FIRST_DAY);
        assert_eq!(format!("{back:?}"), format!("{own:?}"));
        let wide: u128 = packing.pack(&own, FIRST_DAY);
        assert_eq!(wide, u128::from(word));
        let back = packing.unpack(wide, FIRST_DAY);
        assert_eq!(format!("{back:?}"), format!("{own:?}"));
        // the next day lies behind it, whatever else there is
        let next: u64 = packing.pack(&row(FIRST_DAY + 201), FIRST_DAY);
        assert!(word < next);
    }

    #[test]
    fn a_word_of_pairs_with_one_figure_has_no_bits_for_the_rest() {
        let packing = Packing {
            actor: 3,
            day: 8,
            class: 4,
            best: 5,
            below: 0,
            above: 0,
            tie: 0,
            parts: 0,
        };
        assert_eq!((packing.tail(), packing.bits()), (5, 23));
        let own = ExactRow {
            tie: 0,
            ..row(FIRST_DAY)
        };
        let word: u64 = packing.pack(&own, FIRST_DAY);
        let back = packing.unpack(word, FIRST_DAY);
        let KilledSums { best, below, above } = back.killed;
        assert_eq!((best, below, above, back.tie), (30, 0, 0, 0));
        assert_eq!(back.parts, Parts::ALL);
    }
}
