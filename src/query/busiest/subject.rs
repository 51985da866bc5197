//! The subject of a ranking: an actor, a pair or a place, with its events.

use crate::graph::ActorGraph;
use crate::model::{ActorId, Deaths, PlaceId, Statement, StatementId};
use crate::query::counting::ColumnOwner;
use crate::query::happenings::sum_of_losses;
use crate::query::happenings::{names, ties};

/// Whether actors, pairs or places are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ranked {
    Actors,
    Dyads,
    Places,
}

/// The subject of a ranking: an actor with the events that it takes part in, two actors with the events that tie them
/// (the lower number first), or a place with the events there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Actor(ActorId),
    Dyad(ActorId, ActorId),
    Place(PlaceId),
}

impl Subject {
    /// Returns a pair of two different actors, or `None` if they are the same.
    pub(super) fn dyad((one, other): (ActorId, ActorId)) -> Option<Self> {
        (one != other).then(|| Self::Dyad(one.min(other), one.max(other)))
    }

    /// Whether a statement says that its event is the subject's.
    pub(super) fn is_in(self, told: &Statement) -> bool {
        match self {
            Self::Actor(actor) => names(told, actor),
            Self::Dyad(one, other) => ties(told, (one, other)),
            Self::Place(place) => told
                .event()
                .is_some_and(|event| event.places.contains(&place)),
        }
    }

    /// Whether an event with one telling is the subject's; a bulk row is not made into a statement for this.
    pub(super) fn is_of(self, graph: &ActorGraph, id: StatementId) -> bool {
        match self {
            Self::Actor(actor) => graph.actors_of(id).contains(&actor),
            // the search found it by its tie or place already
            Self::Dyad(..) | Self::Place(_) => true,
        }
    }

    /// Returns the owner of the subject's events in the columns; `None` for a place, as columns do not know places.
    pub(super) const fn owner(self) -> Option<ColumnOwner> {
        match self {
            Self::Actor(actor) => Some(ColumnOwner::Actor(actor)),
            Self::Dyad(one, other) => Some(ColumnOwner::Pair((one, other))),
            Self::Place(_) => None,
        }
    }

    /// Returns the subject's losses in an event, given the losses of each actor and all deaths; `None` if unknown.
    ///
    /// The losses of a pair are those of both actors; the losses of a place are those of everyone named. They are 0 if
    /// nobody died.
    pub(super) fn lost(
        self,
        losses: impl Iterator<Item = (ActorId, Deaths)>,
        killed: Option<Deaths>,
    ) -> Option<Deaths> {
        let own = losses.filter(|&(actor, _)| match self {
            Self::Actor(own) => actor == own,
            Self::Dyad(one, other) => actor == one || actor == other,
            Self::Place(_) => true,
        });
        let nobody = killed.filter(|killed| killed.high == 0);
        sum_of_losses(own.map(|loss| loss.1)).or_else(|| nobody.map(|_| Deaths::default()))
    }
}
