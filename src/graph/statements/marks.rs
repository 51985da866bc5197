//! One bit for each number: whether it is one of a few, before a search for it among these.

/// Which numbers are marked.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(Box<[u64]>);

impl Marks {
    /// Marks some numbers.
    pub(super) fn new(numbers: impl Iterator<Item = usize> + Clone) -> Self {
        let most = numbers.clone().max();
        let mut words = vec![0_u64; most.map_or(0, |most| most / 64 + 1)];
        for number in numbers {
            words[number / 64] |= 1 << (number % 64);
        }
        Self(words.into_boxed_slice())
    }

    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        let word = self.0.get(number / 64).copied().unwrap_or(0);
        word >> (number % 64) & 1 == 1
    }
}
