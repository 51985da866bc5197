//! How many were killed, according to whom.

use super::certainty::Certainty;
use super::ids::ActorId;

/// Deaths as one source has them: lowest, best and highest figure.
///
/// # Units
///
/// People. `low <= best <= high`.
///
/// # Examples
///
/// ```
/// use factions::Deaths;
///
/// let deaths = Deaths::exactly(10);
/// assert_eq!((deaths.low, deaths.best, deaths.high), (10, 10, 10));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct Deaths {
    /// The lowest figure.
    pub low: u64,
    /// The best figure.
    pub best: u64,
    /// The highest figure.
    pub high: u64,
}

impl Deaths {
    /// One figure that is lowest, best and highest.
    pub const fn exactly(best: u64) -> Self {
        Self {
            low: best,
            best,
            high: best,
        }
    }

    /// The sum of two tolls, figure by figure; stays at the largest number.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            best: self.best.saturating_add(other.best),
            high: self.high.saturating_add(other.high),
        }
    }
}

/// The toll of an event as its statement has it, with evidence of its own.
///
/// A toll may be surer or less sure than the event: an ambush is reported, its
/// ten deaths are claimed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Toll {
    /// The figures, a missing low or high as the best.
    pub deaths: Deaths,
    /// The toll's own certainty; `None`: that of its statement.
    pub certainty: Option<Certainty>,
    /// Who claims the figure.
    pub by: Vec<ActorId>,
    /// The source's own hedge word.
    pub hedge: Option<Box<str>>,
}
