//! A number that tells a graph from all others of the program.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Given to a graph when it is made; a clone keeps it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct GraphNumber(NonZeroUsize);

impl GraphNumber {
    /// One that no graph has had.
    pub(super) fn fresh() -> Self {
        static GIVEN: AtomicUsize = AtomicUsize::new(0);
        let given = GIVEN.fetch_add(1, Ordering::Relaxed);
        Self(NonZeroUsize::MIN.saturating_add(given))
    }
}

impl fmt::Debug for GraphNumber {
    /// Without the number, which is another in each run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GraphNumber")
    }
}
