//! Whom or what events are of: an actor, a pair, a place.

use crate::graph::ActorGraph;
use crate::model::{ActorId, Deaths, PlaceId, Statement, StatementId};
use crate::query::counting::ColumnOwner;
use crate::query::happenings::sum_of_losses;
use crate::query::happenings::{names, ties};

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ranked {
    Actors,
    Dyads,
    Places,
}

/// One of them: an actor with the events that name it, two with those that tie them (the lower number
/// first), a place with those that were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Actor(ActorId),
    Dyad(ActorId, ActorId),
    Place(PlaceId),
}

impl Subject {
    /// Two that differ.
    pub(super) fn dyad((one, other): (ActorId, ActorId)) -> Option<Self> {
        (one != other).then(|| Self::Dyad(one.min(other), one.max(other)))
    }

    /// Whether a statement says that its event is one of the subject's.
    pub(super) fn is_in(self, told: &Statement) -> bool {
        match self {
            Self::Actor(actor) => names(told, actor),
            Self::Dyad(one, other) => ties(told, (one, other)),
            Self::Place(place) => told
                .event()
                .is_some_and(|event| event.places.contains(&place)),
        }
    }

    /// The same of a statement that is told once, without making it of a row.
    pub(super) fn is_of(self, graph: &ActorGraph, id: StatementId) -> bool {
        match self {
            Self::Actor(actor) => graph.actors_of(id).contains(&actor),
            // one is looked at where it ties the two, or was there
            Self::Dyad(..) | Self::Place(_) => true,
        }
    }

    /// Where columns hold its events; `None`: they know no places.
    pub(super) const fn owner(self) -> Option<ColumnOwner> {
        match self {
            Self::Actor(actor) => Some(ColumnOwner::Actor(actor)),
            Self::Dyad(one, other) => Some(ColumnOwner::Pair((one, other))),
            Self::Place(_) => None,
        }
    }

    /// What it lost in an event in which each lost so many of so many in all; `None`: unknown.
    ///
    /// Of a pair both, of a place everyone of whom it is known. Where nobody died it is 0.
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
