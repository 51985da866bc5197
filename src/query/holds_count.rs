//! How many there are, certainly and possibly.

use serde::Serialize;
use std::fmt;

/// How many there are: what is certainly there apart from what possibly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct HoldsCount {
    /// Those that are certainly there.
    pub certainly: u64,
    /// Those that are only possibly there.
    pub possibly: u64,
}

impl HoldsCount {
    /// Both together.
    pub const fn all(self) -> u64 {
        self.certainly + self.possibly
    }
}

impl fmt::Display for HoldsCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "certainly {}", self.certainly)?;
        match self.possibly {
            0 => Ok(()),
            more => write!(f, ", possibly {more} more"),
        }
    }
}
