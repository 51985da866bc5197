//! How much work a search may do.

use std::fmt;

/// How much work a search may do, from which seed, and who may end it: no search runs without end.
///
/// The library reads no clock. For a limit of time, give a callback that reads a clock.
///
/// # Units
///
/// One step is about one look at one edge. The default of 500 million steps takes about a second.
///
/// # Examples
///
/// ```
/// use factions::SearchBudget;
/// use std::time::{Duration, Instant};
///
/// let end = Instant::now() + Duration::from_secs(2);
/// let is_over = || Instant::now() >= end;
/// let budget = SearchBudget::default().steps(1_000_000).until(&is_over);
/// assert_eq!(budget.seed, 1);
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SearchBudget<'s> {
    /// The largest number of steps.
    pub steps: u64,
    /// The seed of chance: the same seed gives the same answer.
    pub seed: u64,
    /// A function that the search calls now and then: `true` ends the search, which returns what it has.
    pub is_over: Option<&'s dyn Fn() -> bool>,
}

impl Default for SearchBudget<'_> {
    fn default() -> Self {
        Self {
            steps: 500_000_000,
            seed: 1,
            is_over: None,
        }
    }
}

impl<'s> SearchBudget<'s> {
    /// The same budget, with this many steps at most.
    #[must_use]
    pub const fn steps(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }

    /// The same budget, with another seed.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The same budget, but the search ends when the function returns `true`.
    #[must_use]
    pub const fn until(mut self, is_over: &'s dyn Fn() -> bool) -> Self {
        self.is_over = Some(is_over);
        self
    }

    /// Whether the caller wants the search to end.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.is_over.is_some_and(|is_over| is_over())
    }

    /// Whether a step is left.
    pub(crate) fn is_left(&self) -> bool {
        self.steps > 0 && !self.is_interrupted()
    }

    /// Takes steps from the budget.
    pub(crate) const fn spend(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
    }
}

impl fmt::Debug for SearchBudget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchBudget")
            .field("steps", &self.steps)
            .field("seed", &self.seed)
            .field("has_end", &self.is_over.is_some())
            .finish()
    }
}
