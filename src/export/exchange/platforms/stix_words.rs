//! Words of STIX for the kinds and certainties of a record.

use crate::model::{ActorId, ActorKind, Certainty, Ends, EventKind, Sign};
use std::collections::BTreeSet;

/// Returns the participants of an event and their roles.
pub(super) fn parties(kind: EventKind, ends: &Ends) -> Vec<(&'static str, ActorId)> {
    let hits = kind.sign() == Sign::Negative;
    let all: BTreeSet<(&'static str, ActorId)> = match ends {
        Ends::Directed { from, to } => {
            let word = if hits { "targets" } else { "involves" };
            let from = from.iter().map(|&id| ("attributed-to", id));
            from.chain(to.iter().map(|&id| (word, id))).collect()
        }
        Ends::Alone(list) => list.iter().map(|&id| ("attributed-to", id)).collect(),
        Ends::Mutual(_) | Ends::Sided(_) => ends.actors().map(|id| ("involves", id)).collect(),
    };
    all.into_iter().collect()
}

pub(super) const fn type_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::ArmedGroup
        | ActorKind::Militia
        | ActorKind::Coalition
        | ActorKind::PrivateMilitary
        | ActorKind::CriminalGroup => "threat-actor",
        _ => "identity",
    }
}

pub(super) const fn class_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "individual",
        // MISP reads the identity class `class` as a sector of industry
        ActorKind::Crowd | ActorKind::Civilians => "group",
        ActorKind::Unidentified | ActorKind::Other => "unknown",
        _ => "organization",
    }
}

/// Converts a certainty to STIX's scale of confidence from 0 to 100.
pub(super) const fn confidence(certainty: Certainty) -> u64 {
    match certainty {
        Certainty::Confirmed => 95,
        Certainty::Reported => 70,
        Certainty::Claimed => 45,
        Certainty::Alleged => 20,
        Certainty::Planned => 10,
        Certainty::Denied => 0,
    }
}
