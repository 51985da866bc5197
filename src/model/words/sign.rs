//! What a tie says of two actors: that they are with each other, against each other, or neither.

use super::word::words;

words! {
    /// The sign of a tie: with each other, against each other, or neither.
    pub enum Sign("sign") {
        /// The actors are with each other.
        Positive = "positive",
        /// The actors are against each other.
        Negative = "negative",
        /// A source says something of the two that is neither.
        Neutral = "neutral",
    }
}
