//! The evidence for a statement or an entry.

use crate::model::dates::When;
use crate::model::days::Day;
use crate::model::id_list::IdList;
use crate::model::ids::{ActorId, SourceId};
use crate::model::thin::ThinVec;
use crate::model::words::Certainty;

/// The evidence for a statement or for an actor's entry: how certain, by whom, which sources.
///
/// A [`Record`](crate::Record) keeps the sources and the *as of* day of each entry in full. If an
/// entry of the file leaves them out, these fields hold the record's own `source` and `as_of`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Evidence {
    /// How well the thing is known.
    pub certainty: Certainty,
    /// The actors who claim, allege, plan or announce it; sorted.
    pub by: IdList<ActorId>,
    /// The words with which the source itself limits what it says, such as "reportedly".
    pub hedge: Option<Box<str>>,
    /// The sources, sorted; empty if neither the entry nor the record names one.
    pub sources: IdList<SourceId>,
    /// The day from which the entry counts as withdrawn.
    pub withdrawn: Option<When>,
    /// The ids of earlier statements that this statement withdraws; sorted.
    pub withdraws: ThinVec<Box<str>>,
    /// The day for which an *ongoing* end speaks, as the record states it.
    ///
    /// [`Record::as_of_day`](crate::Record::as_of_day) also considers when the sources were
    /// published.
    pub as_of: Option<Day>,
}
