//! How many people were killed in an event, who they belonged to, and who says so.

use super::deaths::Deaths;
use super::losses::Losses;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;
use crate::model::words::Certainty;

/// The number of people killed in an event, as one statement has it, with its own evidence.
///
/// The toll may be more or less certain than the event itself: a source reports an ambush, while
/// only one party claims that ten people died in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Toll {
    /// The figures; if the lowest or the highest is missing, it equals the best.
    pub deaths: Deaths,
    /// Which actors the dead belonged to, as far as known; sorted by actor, each at most once.
    ///
    /// These figures are a part of the toll, and as certain as the toll.
    pub of: Losses,
    /// The certainty of the toll; `None` if it is that of the statement.
    pub certainty: Option<Certainty>,
    /// The actors who claim the figure.
    pub by: IdList<ActorId>,
    /// The words with which the source itself limits the figure, such as "at least".
    pub hedge: Option<Box<str>>,
}

impl Toll {
    /// Makes a toll that is as certain as its statement and does not say who the dead were.
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
