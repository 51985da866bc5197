//! Numbers that look random and are the same everywhere.

/// Small numbers that look random and are the same everywhere (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let high = u32::try_from((z ^ (z >> 31)) >> 32).expect("32 bits");
        high % sides
    }

    pub(crate) fn days(&mut self, days: i32) -> i32 {
        self.roll(days.cast_unsigned()).cast_signed()
    }

    /// One of many, the first ones far more often.
    pub(crate) fn skewed(&mut self, count: u32) -> u32 {
        let most = self.roll(count) + 1;
        self.roll(most)
    }
}
