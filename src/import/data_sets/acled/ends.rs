//! The ends of an event, made of a row's actors.

use super::events::Story;
use crate::import::data_sets::common::Direction;
use crate::model::{ActorId, Ends, EventKind, IdList};
use std::collections::BTreeSet;

/// Makes the ends of an event of a first and perhaps a second actor, and returns the end of each.
pub(super) fn of(
    kind: EventKind,
    story: Story,
    direction: Direction,
    first: ActorId,
    (second, second_is_hit): (Option<ActorId>, bool),
) -> (Ends, [u8; 2]) {
    let Some(second) = second.filter(|second| *second != first) else {
        return (Ends::Alone([first].into()), [0, 0]);
    };
    let [one, other]: [IdList<ActorId>; 2] = [[first].into(), [second].into()];
    let is_sided = |ends: Ends| (ends, [0, 1]);
    if kind == EventKind::Signing {
        return (Ends::Mutual([first, second].into()), [0, 0]);
    }
    if story == Story::ExcessiveForce && !second_is_hit {
        // ACLED names the protesters first, but the second actor attacks them
        let ends = Ends::Directed {
            from: other,
            to: one,
        };
        return (ends, [1, 0]);
    }
    let is_stated = matches!(
        kind,
        EventKind::ViolenceAgainstCivilians | EventKind::Abduction | EventKind::Arrest
    );
    let is_directed = is_stated
        || match direction {
            Direction::Safe => kind == EventKind::Seizure,
            Direction::FirstActs => {
                matches!(
                    kind,
                    EventKind::Seizure | EventKind::Clash | EventKind::Strike
                )
            }
            Direction::Never => false,
        };
    is_sided(if is_directed {
        Ends::Directed {
            from: one,
            to: other,
        }
    } else {
        Ends::Sided(vec![one, other].into())
    })
}

/// Adds an actor to an end; returns `false` if the actor takes part already.
pub(super) fn join(ends: &mut Ends, end: usize, actor: ActorId) -> bool {
    if ends.actors().any(|one| one == actor) {
        return false;
    }
    let list = match ends {
        Ends::Directed { from, .. } if end == 0 => from,
        Ends::Directed { to, .. } => to,
        Ends::Mutual(list) | Ends::Alone(list) => list,
        Ends::Sided(sides) => return sides.add(end, actor),
    };
    *list = list.iter().copied().chain([actor]).collect();
    true
}

/// Returns the actors in an end.
pub(super) fn at(ends: &Ends, end: usize) -> &[ActorId] {
    match ends {
        Ends::Directed { from, .. } if end == 0 => from,
        Ends::Directed { to, .. } => to,
        Ends::Mutual(list) | Ends::Alone(list) => list,
        Ends::Sided(sides) => sides.iter().nth(end).unwrap_or_default(),
    }
}

/// Adds an actor to an end and removes `others` from it.
pub(super) fn put_in_place(
    ends: &mut Ends,
    end: usize,
    others: &BTreeSet<ActorId>,
    actor: ActorId,
) {
    let put = |list: &[ActorId]| -> IdList<ActorId> {
        let left = list.iter().copied().filter(|id| !others.contains(id));
        left.chain([actor]).collect()
    };
    match ends {
        Ends::Directed { from, .. } if end == 0 => *from = put(from),
        Ends::Directed { to, .. } => *to = put(to),
        Ends::Mutual(list) | Ends::Alone(list) => *list = put(list),
        Ends::Sided(sides) => {
            let sides = sides.iter().enumerate();
            let sides = sides.map(|(place, side)| {
                if place == end {
                    put(side)
                } else {
                    side.iter().copied().collect()
                }
            });
            *ends = Ends::Sided(sides.collect());
        }
    }
}
