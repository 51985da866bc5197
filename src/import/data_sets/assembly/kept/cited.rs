//! What statements name, beside a record: nothing else of new files comes into it.

use crate::model::{ActorId, Content, PlaceId, SourceId, Statement};
use std::collections::BTreeSet;

/// The places and sources that statements name.
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Cited {
    pub(in crate::import::data_sets::assembly) places: BTreeSet<PlaceId>,
    pub(in crate::import::data_sets::assembly) sources: BTreeSet<SourceId>,
}

impl Cited {
    /// Adds what a statement names.
    pub(in crate::import::data_sets::assembly) fn add(&mut self, statement: &Statement) {
        if let Content::Event(event) = &statement.content {
            self.places.extend(&*event.places);
        }
        self.sources.extend(&statement.evidence.sources);
    }
}

/// Everybody whom a statement names, in an end or among those who lost somebody.
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
