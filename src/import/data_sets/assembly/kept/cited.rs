//! The places and sources that statements cite: beside a record, only these are added from new files.

use crate::model::{ActorId, Content, PlaceId, SourceId, Statement};
use std::collections::BTreeSet;

/// The places and sources that statements cite.
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Cited {
    pub(in crate::import::data_sets::assembly) places: BTreeSet<PlaceId>,
    pub(in crate::import::data_sets::assembly) sources: BTreeSet<SourceId>,
}

impl Cited {
    /// Adds the citations of a statement.
    pub(in crate::import::data_sets::assembly) fn add(&mut self, statement: &Statement) {
        if let Content::Event(event) = &statement.content {
            self.places.extend(&*event.places);
        }
        self.sources.extend(&statement.evidence.sources);
    }
}

/// Iterates over the actors in the ends of a statement and those who suffered its losses.
pub(in crate::import::data_sets::assembly) fn actors_of(
    statement: &Statement,
) -> impl Iterator<Item = ActorId> {
    let toll = match &statement.content {
        Content::Event(event) => event.killed.as_deref(),
        Content::Relation(_) => None,
    };
    let losses = toll.into_iter().flat_map(|toll| toll.of.iter());
    statement.ends.actors().chain(losses.map(|loss| loss.actor))
}
