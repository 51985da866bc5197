//! Rows packed into words, field by field, so that they sort by digits.

use super::radix::Word;

pub(super) fn bits_of(largest: u64) -> u32 {
    u64::BITS - largest.leading_zeros()
}

/// How the fields of a row are packed into a word, the last field lowest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packing {
    pub(super) actor: u32,
    pub(super) day: u32,
    pub(super) class: u32,
    pub(super) deaths: u32,
    pub(super) tie: u32,
}

impl Packing {
    pub(super) fn bits(self) -> u32 {
        2 * self.actor + self.day + self.class + self.tail()
    }

    /// How many of them tell events of a pair, day and class apart.
    pub(super) fn tail(self) -> u32 {
        self.deaths + self.tie
    }
}

/// A word that rows are packed into and taken from.
pub(super) trait Packed: Word {
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
