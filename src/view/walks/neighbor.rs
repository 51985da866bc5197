//! A tie seen from one of its ends, as a view shows it.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]

use crate::graph::{ActorRef, Entry, LastingTie, TieRef};
use crate::model::{ActorId, Holds, TieId};
use crate::view::{Filter, View};

/// A tie of an actor, as seen from that actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Neighbor<'g> {
    /// The actor at the other end.
    pub actor: ActorRef<'g>,
    /// The tie between the two.
    pub tie: TieRef<'g>,
    /// Whether the tie holds certainly or possibly in the view.
    pub holds: Holds,
}

/// # One tie
impl<'g> View<'g, '_> {
    /// A relation that was met in a run.
    #[inline(always)]
    pub(super) fn relation_tie(self, one: LastingTie) -> Neighbor<'g> {
        Neighbor {
            actor: self.graph.actor_ref(one.other),
            tie: self.graph.tie_ref(TieId::new(one.tie)),
            holds: one.holds,
        }
    }

    /// A plain event of an actor, if the view shows it.
    pub(super) fn plain_event(
        self,
        filter: &Filter<'_, '_>,
        actor: ActorId,
        place: usize,
        with: Option<ActorId>,
    ) -> Option<Neighbor<'g>> {
        let dated = &self.graph.exact;
        let known = filter.class(dated.class_at(place))?;
        let other = with.unwrap_or_else(|| {
            let (low, high) = dated.pair(place);
            if low == actor { high } else { low }
        });
        if !filter.pair(actor, other) {
            return None;
        }
        Some(Neighbor {
            actor: self.graph.actor_ref(other),
            tie: self.graph.tie_ref(TieId::new(dated.tie(place))),
            holds: self.shown(known)?,
        })
    }

    /// A tie that is not plain, if the view shows it.
    pub(super) fn other_tie(self, entry: &Entry) -> Option<Neighbor<'g>> {
        Some(Neighbor {
            actor: self.graph.actor_ref(entry.other),
            tie: self.graph.tie_ref(entry.tie),
            holds: self.tie_holds(entry.tie)?,
        })
    }
}
