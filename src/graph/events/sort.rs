//! Sorting of packed words, digit by digit.

/// The most bits that one pass sorts by.
const DIGIT: u32 = 12;

/// An unsigned number that fields are packed into, the most significant first.
pub(in crate::graph) trait Word: Copy + Default + Ord {
    /// The digit of so many bits that begins at a bit.
    fn digit(self, shift: u32, bits: u32) -> usize;
    /// The bits from one on.
    fn above(self, bit: u32) -> Self;
}

#[expect(clippy::cast_possible_truncation, reason = "digits are short")]
impl Word for u64 {
    #[inline]
    fn digit(self, shift: u32, bits: u32) -> usize {
        (self >> shift & ((1 << bits) - 1)) as usize
    }
    #[inline]
    fn above(self, bit: u32) -> Self {
        self.checked_shr(bit).unwrap_or(0)
    }
}

impl Word for u128 {
    #[inline]
    fn digit(self, shift: u32, bits: u32) -> usize {
        (self >> shift & ((1 << bits) - 1)) as usize
    }
    #[inline]
    fn above(self, bit: u32) -> Self {
        self.checked_shr(bit).unwrap_or(0)
    }
}

/// Sorts words whose bits from `bits` on are all zero.
///
/// Few words are alike in the bits from `tail` on: only these are compared by the bits below.
///
/// # Complexity
///
/// One pass over the words for every digit above the tail in which they differ.
pub(in crate::graph) fn sort<W: Word>(words: &mut Vec<W>, tail: u32, bits: u32) {
    let passes = bits.saturating_sub(tail).div_ceil(DIGIT);
    let digit = bits.saturating_sub(tail).div_ceil(passes.max(1));
    let shifts = || (0..passes).map(|pass| tail + pass * digit);
    let mut places = vec![vec![0_u32; 1 << digit]; passes as usize];
    for word in words.iter() {
        for (places, shift) in places.iter_mut().zip(shifts()) {
            places[word.digit(shift, digit)] += 1;
        }
    }
    let mut spare = Vec::new();
    for (places, shift) in places.iter_mut().zip(shifts()) {
        if places.iter().any(|&count| count as usize == words.len()) {
            continue;
        }
        if spare.is_empty() {
            spare = vec![W::default(); words.len()];
        }
        let mut sum = 0;
        for place in places.iter_mut() {
            (*place, sum) = (sum, sum + *place);
        }
        for &word in words.iter() {
            let place = &mut places[word.digit(shift, digit)];
            spare[*place as usize] = word;
            *place += 1;
        }
        std::mem::swap(words, &mut spare);
    }
    if tail > 0 {
        sort_tails(words, tail);
    }
}

/// Sorts the words that are alike in the bits from `tail` on, and so stand side by side.
fn sort_tails<W: Word>(words: &mut [W], tail: u32) {
    let mut from = 0;
    for at in 1..words.len() {
        if words[at].above(tail) != words[from].above(tail) {
            from = at;
        } else if words
            .get(at + 1)
            .is_none_or(|next| next.above(tail) != words[at].above(tail))
        {
            words[from..=at].sort_unstable();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order() {
        let words = (0..5_000_u64).map(|i| i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20);
        let unsorted: Vec<u64> = words.collect();
        let mut expected = unsorted.clone();
        expected.sort_unstable();
        for tail in [0, 3, 25, 40, 44] {
            let mut sorted = unsorted.clone();
            let mut wide: Vec<u128> = sorted.iter().map(|&word| u128::from(word) << 30).collect();
            sort(&mut sorted, tail, 44);
            sort(&mut wide, tail, 128);
            assert_eq!(sorted, expected);
            let back = wide.iter().map(|word| word >> 30);
            assert!(back.eq(expected.iter().copied().map(u128::from)));
        }
    }
}
