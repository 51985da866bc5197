//! Who stood with whom, who fought whom, who split from whom.

// words: what can be said
pub mod model;
