//! How many were killed, of whom, according to whom.

use super::deaths::Deaths;
use super::losses::Losses;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;
use crate::model::words::Certainty;

/// The toll of an event as its statement has it, with evidence of its own.
///
/// A toll may be surer or less sure than the event: an ambush is reported, its
/// ten deaths are claimed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Toll {
    /// The figures, a missing low or high as the best.
    pub deaths: Deaths,
    /// Whose the dead were, as far as known; by actor, each once. As sure as the toll, and part of it.
    pub of: Losses,
    /// The toll's own certainty; `None`: that of its statement.
    pub certainty: Option<Certainty>,
    /// Who claims the figure.
    pub by: IdList<ActorId>,
    /// The source's own hedge word.
    pub hedge: Option<Box<str>>,
}

impl Toll {
    /// Figures as sure as their statement; nothing is said of whose the dead were.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Deaths, Toll};
    ///
    /// assert_eq!(Toll::new(16).deaths, Deaths::exactly(16));
    /// ```
    pub fn new(deaths: impl Into<Deaths>) -> Self {
        Self {
            deaths: deaths.into(),
            of: Losses::default(),
            certainty: None,
            by: IdList::default(),
            hedge: None,
        }
    }
}
