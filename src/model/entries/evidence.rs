//! What a statement rests on.

use crate::model::dates::When;
use crate::model::days::Day;
use crate::model::id_list::IdList;
use crate::model::ids::{ActorId, SourceId};
use crate::model::rare::Rare;
use crate::model::words::Certainty;

/// What a statement, or an actor's entry, rests on.
///
/// A statement or actor of a [`Record`](crate::Record) holds its sources and its *as of* day in full:
/// where the file left them to the record's own `source` and `as_of`, these stand here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Evidence {
    /// How sure it is.
    pub certainty: Certainty,
    /// Who claims, alleges, plans or announced it; sorted.
    pub by: IdList<ActorId>,
    /// The source's own hedge word.
    pub hedge: Option<Box<str>>,
    /// The sources, sorted; empty: none is named, and the record has no source of its own.
    pub sources: IdList<SourceId>,
    /// The day from which it counts as withdrawn.
    pub withdrawn: Option<When>,
    /// The ids of earlier statements that this one withdraws; sorted.
    pub withdraws: Rare<Box<str>>,
    /// The day for which *ongoing* speaks, before its sources' publication is looked at.
    pub as_of: Option<Day>,
}
