//! Facts about UCDP's actors, collected from all its files.

use crate::import::data_sets::assembly::{Assembly, Cast, NewActor, Seat};
use crate::import::data_sets::kit::states::{Scheme, alpha2};
use crate::import::report::Treatment;
use crate::model::{ActorId, ActorKind};
use std::collections::{BTreeMap, BTreeSet};

/// The facts about an actor.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// The number of the state on whose behalf it acts, as the rows have it, and a year of such a row.
    pub(super) state: Option<(i64, i16)>,
    /// The country of civilians.
    pub(super) country: Option<(i64, i16)>,
    /// The code of its organisation in the list of actors.
    pub(super) organised: Option<i64>,
    /// Its names besides the one in the data.
    pub(super) names: BTreeSet<String>,
}

/// Facts about UCDP's actors, collected from all its files.
#[derive(Debug, Default)]
pub(super) struct Roster {
    /// The facts by seat.
    facts: Vec<Facts>,
    /// The actors of joint sides, by the id of the side.
    components: BTreeMap<String, BTreeSet<String>>,
}

impl Roster {
    /// Returns the facts about an actor, to be added to.
    pub(super) fn facts(&mut self, seat: Seat) -> &mut Facts {
        if self.facts.len() <= seat.index() {
            self.facts.resize_with(seat.index() + 1, Facts::default);
        }
        &mut self.facts[seat.index()]
    }

    /// Adds actors of a joint side, which has an id of its own.
    pub(super) fn is_made_of(&mut self, side: &str, actors: impl IntoIterator<Item = String>) {
        let all = self.components.entry(side.to_owned()).or_default();
        all.extend(actors);
    }

    /// Returns the government that acts for a state, the first by id if there are several.
    pub(super) fn government_of(&self, cast: &Cast, state: i64) -> Option<Seat> {
        let mut found: Vec<Seat> = cast
            .seats()
            .zip(&self.facts)
            .filter(|(seat, facts)| {
                let is_its = facts.state.is_some_and(|(number, _)| number == state);
                let name = cast.name(*seat);
                is_its && name.starts_with(GOVERNMENT) && !is_joint(name)
            })
            .map(|(seat, _)| seat)
            .collect();
        found.sort_by(|a, b| by_number(cast.id(*a)).cmp(&by_number(cast.id(*b))));
        found.first().copied()
    }

    /// Replaces joint sides by their actors, where the files name these.
    pub(super) fn expand(&self, assembly: &mut Assembly) {
        let cast = &assembly.cast;
        let mut governments: BTreeMap<&str, Vec<Seat>> = BTreeMap::new();
        let mut by_id: BTreeMap<&str, Seat> = BTreeMap::new();
        for seat in cast.seats() {
            by_id.insert(cast.id(seat), seat);
            if !is_joint(cast.name(seat)) && cast.name(seat).starts_with(GOVERNMENT) {
                governments.entry(cast.name(seat)).or_default().push(seat);
            }
        }
        let mut joint: Vec<(Seat, Vec<Seat>)> = Vec::new();
        let mut left: Vec<String> = Vec::new();
        for seat in cast.seats() {
            let (id, name) = (cast.id(seat), cast.name(seat));
            if let Some(actors) = self.components.get(id) {
                let known = actors.iter().map(|id| by_id.get(&**id).copied());
                match known.collect::<Option<Vec<Seat>>>() {
                    Some(actors) if !actors.contains(&seat) => joint.push((seat, actors)),
                    _ => left.push(name.to_owned()),
                }
            } else if is_joint(name) {
                // names of governments contain no comma, so each part is a name
                let parts = name.split(", ").map(|part| match governments.get(part) {
                    Some(seats) if seats.len() == 1 => Some(seats[0]),
                    _ => None,
                });
                match parts.collect::<Option<Vec<Seat>>>() {
                    Some(actors) => joint.push((seat, actors)),
                    None => left.push(name.to_owned()),
                }
            }
        }
        left.sort();
        for name in left {
            let message = "a joint side stays one actor: the files do not say, or do not have, all \
                           of its actors (read the list of actors, and the non-state conflicts, along)";
            let report = &mut assembly.report;
            report.note(
                Treatment::Guessed,
                "joint-side-kept",
                message,
                crate::record::At::in_text(0, 0),
                &name,
            );
        }
        for (seat, actors) in joint {
            let actors: Vec<ActorId> = actors
                .into_iter()
                .map(|actor| assembly.actor(actor))
                .collect();
            assembly.stand_for(seat, actors);
        }
    }

    /// Describes a new actor.
    pub(super) fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let (id, name) = (cast.id(seat), cast.name(seat));
        let facts = self.facts.get(seat.index());
        let of_list = |number: Option<(i64, i16)>| {
            number.and_then(|(number, year)| alpha2(Scheme::GleditschWard, number, year))
        };
        if id.starts_with("civilians") {
            let mut new = NewActor::new(id, name, ActorKind::Civilians);
            new.country = of_list(facts.and_then(|facts| facts.country));
            return new;
        }
        let organised = facts.and_then(|facts| facts.organised);
        let (kind, is_one_state) = match (unknown_actor(name), name) {
            (Some(_), _) => (ActorKind::Unidentified, false),
            (None, name) if is_joint(name) => (ActorKind::Coalition, false),
            (None, name) if name.starts_with(GOVERNMENT) => (ActorKind::Government, true),
            // the codebook of the list of actors: supporters of a party, and communal groups, have little organisation;
            // governments have names of their own
            (None, _) => match organised {
                Some(2) => (ActorKind::PoliticalOrganization, false),
                Some(3) => (ActorKind::Militia, false),
                Some(4) => (ActorKind::Government, true),
                _ if self.components.contains_key(id) => (ActorKind::Coalition, false),
                _ => (ActorKind::ArmedGroup, false),
            },
        };
        let mut new = NewActor::new(format!("ucdp-{id}"), name, kind);
        new.is_guess = kind == ActorKind::ArmedGroup && organised.is_none();
        let state = facts.and_then(|facts| facts.state);
        match id.strip_prefix(BY_STATE) {
            // a government known by its state alone has no id of UCDP in these files
            Some(_) => new.key = format!("government-{id}"),
            None => new.ids.push(("ucdp".into(), id.into())),
        }
        if is_one_state {
            new.country = of_list(state);
            let number = state.map(|(number, _)| ("gw".into(), number.to_string().into()));
            new.ids.extend(number);
        }
        let mut names: BTreeSet<&str> = cast.other_names(seat).into_iter().collect();
        let listed = facts.map(|facts| &facts.names).into_iter().flatten();
        names.extend(listed.map(String::as_str));
        names.remove(name);
        new.other_names(names);
        new
    }
}

/// The prefix of the names of governments.
pub(super) const GOVERNMENT: &str = "Government of ";

/// The prefix of seats of governments that the files name by the number of the state alone.
pub(super) const BY_STATE: &str = "gw-";

/// Returns a sort key of ids by their numbers.
fn by_number(id: &str) -> (u64, &str) {
    (id.parse().unwrap_or(u64::MAX), id)
}

/// Returns an id without the fraction of zeros that some programs write.
pub(super) fn whole(cell: &str) -> &str {
    match cell.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => cell,
    }
}

/// Returns the ids in a cell, between commas or semicolons, without missing ones.
pub(super) fn ids_in(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ';']).map(str::trim);
    let is_said = |part: &&str| {
        !crate::import::data_sets::kit::cells::is_missing(part) && !part.starts_with('-')
    };
    let mut ids: Vec<String> = parts
        .filter(is_said)
        .map(|part| whole(part).to_owned())
        .collect();
    ids.sort_by(|a, b| by_number(a).cmp(&by_number(b)));
    ids.dedup();
    ids
}

/// Returns the number in the name of an unknown actor: `XXX436`.
pub(super) fn unknown_actor(name: &str) -> Option<&str> {
    let number = name.strip_prefix("XXX")?.trim();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// Whether a name consists of several governments: only such names can be split at commas.
pub(super) fn is_joint(name: &str) -> bool {
    name.starts_with(GOVERNMENT) && name.contains(", Government of ")
}
