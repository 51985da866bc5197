//! Whether all statements of happenings say what is asked: then it stands as the happenings do.
//!
//! What some of them alone say may be otherwise than the happening; the laws hold that to the oracle.

use factions::{ActorRef, Happening, Statement};

fn all_say<'e>(
    mut events: impl Iterator<Item = &'e Happening<'e>>,
    says_it: impl Fn(&Statement) -> bool,
) -> bool {
    events.all(|event| {
        let mut statements = event.grounds.statements.iter();
        statements.all(|one| says_it(one.record()))
    })
}

fn names(told: &Statement, actor: ActorRef<'_>) -> bool {
    told.ends.actors().any(|one| one == actor.id())
}

/// Whether all name the actor.
pub(super) fn all_name<'e>(
    events: impl Iterator<Item = &'e Happening<'e>>,
    actor: ActorRef<'_>,
) -> bool {
    all_say(events, |told| names(told, actor))
}

/// Whether all name the actor or its dead.
pub(super) fn all_concern<'e>(
    events: impl Iterator<Item = &'e Happening<'e>>,
    actor: ActorRef<'_>,
) -> bool {
    all_say(events, |told| {
        let killed = told.event().and_then(|event| event.killed.as_ref());
        let mut of = killed.into_iter().flat_map(|killed| killed.of.iter());
        names(told, actor) || of.any(|loss| loss.actor == actor.id())
    })
}

/// Whether all tie the two.
pub(super) fn all_tie<'e>(
    events: impl Iterator<Item = &'e Happening<'e>>,
    [one, other]: [ActorRef<'_>; 2],
) -> bool {
    all_say(events, |told| {
        let two = [(one.id(), other.id()), (other.id(), one.id())];
        told.ends.pairs().iter().any(|pair| two.contains(pair))
    })
}
