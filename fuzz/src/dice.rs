//! Numbers that look random, the same from the same seed.

/// A source of them: xorshift64*.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    pub(crate) const fn new(seed: u64) -> Self {
        // zero is the one state that it does not leave
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below this one, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// One of these, if there are any.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = self.below(all.len());
        all.get(place)
    }

    /// A span within a length: where it starts and ends.
    pub(crate) fn span(&mut self, length: usize, longest: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let end = (start + 1 + self.below(longest)).min(length);
        (start, end.max(start))
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}
