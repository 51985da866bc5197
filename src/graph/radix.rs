//! Sorting of packed words, digit by digit.

/// How many bits one pass sorts by.
const DIGIT: u32 = 11;

/// An unsigned number that fields are packed into, the most significant first.
pub(super) trait Word: Copy + Default {
    /// The digit that begins at a bit.
    fn digit(self, shift: u32) -> usize;
}

impl Word for u64 {
    #[inline]
    fn digit(self, shift: u32) -> usize {
        (self >> shift & ((1 << DIGIT) - 1)) as usize
    }
}

impl Word for u128 {
    #[inline]
    fn digit(self, shift: u32) -> usize {
        (self >> shift & ((1 << DIGIT) - 1)) as usize
    }
}

/// Sorts words whose bits from `bits` on are all zero.
///
/// # Complexity
///
/// One pass over the words for every digit in which they differ.
pub(super) fn sort<W: Word>(words: &mut Vec<W>, bits: u32) {
    let mut spare = Vec::new();
    let mut shift = 0;
    while shift < bits {
        let mut places = vec![0_usize; 1 << DIGIT];
        for word in words.iter() {
            places[word.digit(shift)] += 1;
        }
        if !places.contains(&words.len()) {
            if spare.is_empty() {
                spare = vec![W::default(); words.len()];
            }
            let mut sum = 0;
            for place in &mut places {
                (*place, sum) = (sum, sum + *place);
            }
            for &word in words.iter() {
                let place = &mut places[word.digit(shift)];
                spare[*place] = word;
                *place += 1;
            }
            std::mem::swap(words, &mut spare);
        }
        shift += DIGIT;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order() {
        let words = (0..5_000_u64).map(|i| i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20);
        let mut sorted: Vec<u64> = words.collect();
        let mut expected = sorted.clone();
        expected.sort_unstable();
        let mut wide: Vec<u128> = sorted.iter().map(|&word| u128::from(word) << 60).collect();
        sort(&mut sorted, 44);
        sort(&mut wide, 128);
        assert_eq!(sorted, expected);
        let back = wide.iter().map(|word| word >> 60);
        assert!(back.eq(expected.into_iter().map(u128::from)));
    }
}
