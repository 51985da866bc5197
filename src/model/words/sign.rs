//! What a tie says of two actors: for, against, or neither.

use super::word::words;

words! {
    /// The sign of a tie.
    pub enum Sign("sign") {
        /// With each other.
        Positive = "positive",
        /// Against each other.
        Negative = "negative",
        /// Neither, as stated.
        Neutral = "neutral",
    }
}
