//! A tie seen from one of its ends, as a view shows it.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]

use crate::graph::{ActorRef, Entry, LastingTie, TieRef};
use crate::model::{ActorId, Holds, TieId};
use crate::view::View;

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
    /// A plain relation of an actor, if the view shows it.
    #[inline(always)]
    pub(super) fn plain_relation(
        self,
        actor: ActorId,
        one: LastingTie,
        is_free: bool,
    ) -> Option<Neighbor<'g>> {
        let graph = self.graph;
        let known = if is_free {
            Holds::Certainly
        } else {
            let number = graph.lasting.evidence_in_run(one.at);
            let is_among = self.is_among(one.other) && self.is_among(actor);
            self.known_number(number).filter(|_| is_among)?
        };
        Some(Neighbor {
            actor: graph.actor_ref(one.other),
            tie: graph.tie_ref(TieId::new(one.tie)),
            holds: self.shown(known.and(one.holds))?,
        })
    }

    /// A plain event of an actor, if the view shows it.
    pub(super) fn plain_event(
        self,
        actor: ActorId,
        place: usize,
        with: Option<ActorId>,
        is_free: bool,
    ) -> Option<Neighbor<'g>> {
        let dated = &self.graph.exact;
        let class = dated.class_at(place);
        let known = if is_free {
            let is_shown = self.kinds().contains(class.kind);
            is_shown.then_some(Holds::Certainly)?
        } else {
            self.known_class(class)?
        };
        let other = with.unwrap_or_else(|| {
            let (low, high) = dated.pair(place);
            if low == actor { high } else { low }
        });
        if !self.is_among(actor) || !self.is_among(other) {
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
