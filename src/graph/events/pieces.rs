//! The rows that an event of several actors, or of one alone, has in the columns.

use super::packing::Parts;
use crate::model::{ActorId, Ends};
use std::collections::HashSet;

/// A row of an event: a pair, the lower number first, and in which sequences it stands for the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) struct Piece {
    pub(in crate::graph) low: ActorId,
    pub(in crate::graph) high: ActorId,
    pub(in crate::graph) parts: Parts,
}

/// The rows of an event: nearly all have one, which needs no list.
#[derive(Debug, Clone)]
pub(in crate::graph) enum Pieces {
    One(Piece),
    Several(Vec<Piece>),
}

impl Pieces {
    /// The row of one pair.
    pub(in crate::graph) fn of_pair(one: ActorId, other: ActorId) -> Self {
        let (low, high) = (one.min(other), one.max(other));
        let parts = Parts::new(true, low != high, true);
        Self::One(Piece { low, high, parts })
    }

    /// The rows of any ends.
    pub(in crate::graph) fn of_ends(ends: &Ends) -> Self {
        Self::Several(pieces_of(&ends.pairs(), ends.actors()))
    }

    /// They all, in order.
    pub(in crate::graph) fn all(&self) -> &[Piece] {
        match self {
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Several(pieces) => pieces,
        }
    }
}

/// A row for each pair, then one for each actor that is in no pair, its pair the actor twice.
///
/// Each actor has the event once in its run, by the first row that names it; the first row stands in the
/// run of time.
fn pieces_of(pairs: &[(ActorId, ActorId)], actors: impl Iterator<Item = ActorId>) -> Vec<Piece> {
    let mut seen: HashSet<ActorId> = HashSet::new();
    let mut is_first = |actor: ActorId| seen.insert(actor);
    let mut pieces: Vec<Piece> = Vec::with_capacity(pairs.len().max(1));
    for &(one, other) in pairs {
        let (low, high) = (one.min(other), one.max(other));
        let parts = Parts::new(is_first(low), is_first(high), pieces.is_empty());
        pieces.push(Piece { low, high, parts });
    }
    for actor in actors {
        if is_first(actor) {
            let parts = Parts::new(true, false, pieces.is_empty());
            pieces.push(Piece {
                low: actor,
                high: actor,
                parts,
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_actor_and_the_run_of_time_have_an_event_once() {
        let actor = ActorId::new;
        let two = [actor(4), actor(1)];
        let one = pieces_of(&[(two[0], two[1])], two.into_iter());
        let pair = Piece {
            low: actor(1),
            high: actor(4),
            parts: Parts::ALL,
        };
        assert_eq!(one, [pair]);
        for [one, other] in [two, [two[1], two[0]], [two[0]; 2]] {
            let listed = pieces_of(&[(one, other)], [one, other].into_iter());
            assert_eq!(Pieces::of_pair(one, other).all(), listed);
        }
        for (pairs, actors) in [
            (vec![(0, 2), (1, 2), (0, 3), (1, 3)], vec![0, 1, 2, 3]),
            (vec![], vec![5]),
            (vec![], vec![5, 6, 7]),
        ] {
            let pairs: Vec<_> = pairs.iter().map(|&(a, b)| (actor(a), actor(b))).collect();
            let pieces = pieces_of(&pairs, actors.iter().copied().map(actor));
            assert_eq!(pieces.iter().filter(|one| one.parts.time()).count(), 1);
            for own in actors.into_iter().map(actor) {
                let low = pieces
                    .iter()
                    .filter(|one| one.low == own && one.parts.low());
                let high = pieces
                    .iter()
                    .filter(|one| one.high == own && one.parts.high());
                assert_eq!(low.count() + high.count(), 1);
            }
        }
    }
}
