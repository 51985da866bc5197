//! A number that distinguishes a graph from all others of the program.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number that a graph gets when it is made; a clone keeps it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct GraphNumber(NonZeroUsize);

impl GraphNumber {
    /// A number that no graph has had.
    pub(super) fn fresh() -> Self {
        static GIVEN: AtomicUsize = AtomicUsize::new(0);
        let given = GIVEN.fetch_add(1, Ordering::Relaxed);
        Self(NonZeroUsize::MIN.saturating_add(given))
    }
}

impl fmt::Debug for GraphNumber {
    /// Prints without the number, which differs from run to run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GraphNumber")
    }
}
