//! The actors within a number of ties of given actors.

use crate::graph::{ActorRef, ActorSet};
use crate::model::ActorId;
use crate::view::View;
use std::collections::BTreeSet;

/// Returns these actors and all that are at most `steps` ties of the view away from one of them.
pub(in crate::export::dot) fn around(
    view: View<'_, '_>,
    actors: &BTreeSet<ActorId>,
    steps: u32,
) -> ActorSet {
    let known: BTreeSet<ActorId> = view.graph().actors().map(ActorRef::id).collect();
    let mut all: BTreeSet<ActorId> = actors.intersection(&known).copied().collect();
    let mut rim: Vec<ActorId> = all.iter().copied().collect();
    for _ in 0..steps {
        let near = rim.iter().flat_map(|&actor| view.neighbors(actor));
        let near: Vec<ActorId> = near.map(|tie| tie.actor.id()).collect();
        rim = near.into_iter().filter(|&one| all.insert(one)).collect();
        if rim.is_empty() {
            break;
        }
    }
    all.into_iter().collect()
}
