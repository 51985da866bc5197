//! What all parts of a genealogy look at: who asked, what is shown, and how its nodes are called.

use super::descent::{Descents, Lane};
use super::genealogy::Genealogy;
use crate::export::dot::writing::Tone;
use crate::export::dot::writing::escape;
use crate::graph::ActorRef;
use std::collections::BTreeSet;

/// The tones of families, in turn.
const FAMILIES: [Tone; 4] = [Tone::Allied, Tone::Amber, Tone::Parted, Tone::Sky];

/// Up to how many points every lane has one in every column, which keeps it straight.
const POINTS: usize = 4_000;

/// What all parts of a genealogy look at.
pub(super) struct Sheet<'a, 'g, 'f> {
    pub(super) asked: &'a Genealogy<'g, 'f>,
    pub(super) descents: &'a Descents<'g>,
}

impl<'g> Sheet<'_, 'g, '_> {
    pub(super) fn actor(&self, lane: &Lane) -> ActorRef<'g> {
        self.asked.view.graph().actor_ref(lane.actor)
    }

    pub(super) fn tone(lane: &Lane) -> Tone {
        lane.family
            .map_or(Tone::Plain, |family| FAMILIES[family % FAMILIES.len()])
    }

    pub(super) fn id(&self, lane: &Lane, column: usize) -> String {
        let actor = self.actor(lane);
        format!(
            "{}_{column}",
            escape::id("l", actor.key(), actor.id().number())
        )
    }

    /// The columns in which a lane has a node.
    pub(super) fn stations(&self, lane: &Lane) -> Vec<usize> {
        if self.descents.lanes.len() * self.descents.columns.len() <= POINTS {
            return (lane.start..=lane.end).collect();
        }
        let mut all: BTreeSet<usize> = lane.points.keys().copied().collect();
        all.extend([lane.start, lane.end]);
        all.into_iter().collect()
    }
}
