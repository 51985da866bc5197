//! Kinds of actors, from their names and from the codes that rows give them.

use super::forces;
use crate::import::data_sets::assembly::{Cast, NewActor, Seat};
use crate::import::data_sets::kit::names::slug_of;
use crate::model::ActorKind;
use std::collections::BTreeMap;

/// The codes of ACLED's `inter` columns, from 1 to 8.
const CODES: [(&str, &str, ActorKind); 8] = [
    ("state", "state-forces", ActorKind::StateForce),
    ("rebel", "rebel-group", ActorKind::ArmedGroup),
    ("political", "political-militia", ActorKind::Militia),
    ("identity", "identity-militia", ActorKind::Militia),
    ("rioters", "rioters", ActorKind::Crowd),
    ("protesters", "protesters", ActorKind::Crowd),
    ("civilians", "civilians", ActorKind::Civilians),
    ("external", "external-forces", ActorKind::Other),
];

/// Other first words for these codes, each with the index of the code.
const SYNONYMS: [(&str, usize); 3] = [("communal", 3), ("foreign", 7), ("other", 7)];

/// The first words of the names of missions of several states.
const MISSIONS: &[&str] = &[
    "AFISMA",
    "AMISOM",
    "ATMIS",
    "AUSSOM",
    "EACRF",
    "ECOMIG",
    "ECOMOG",
    "EUFOR",
    "G5 Sahel",
    "ISAF",
    "KFOR",
    "MINUSCA",
    "MINUSMA",
    "MINUSTAH",
    "MINUJUSTH",
    "MISCA",
    "MNJTF",
    "MONUC",
    "MONUSCO",
    "NATO",
    "SAMIDRC",
    "SAMIM",
    "UN:",
    "UNAMID",
    "UNAMIR",
    "UNAVEM",
    "UNDOF",
    "UNFICYP",
    "UNIFIL",
    "UNISFA",
    "UNMEE",
    "UNMIK",
    "UNMIL",
    "UNMIS",
    "UNOCI",
    "UNOSOM",
    "UNPROFOR",
];

/// The words between the names of actors of which any may be meant.
pub(super) const AND_OR: &str = " and/or ";

/// The codes that each actor had as a main actor.
#[derive(Debug, Default)]
pub(super) struct Codes {
    counts: Vec<[u32; 9]>,
    /// For an actor that is one of several possible main actors: the codes of those rows.
    perhaps: BTreeMap<Seat, [u32; 9]>,
}

/// Returns the most frequent code, from 1 to 8, the lowest in a tie.
fn most(counts: &[u32; 9]) -> Option<usize> {
    let most = (1..counts.len()).max_by_key(|code| (counts[*code], usize::MAX - *code));
    most.filter(|code| counts[*code] > 0)
}

/// Returns the number of a code, from 1 to 8, by its number or its first word; 0 if it is unknown.
fn number(cell: &str) -> usize {
    if let Some(number) = crate::import::data_sets::kit::cells::integer(cell) {
        return usize::try_from(number)
            .ok()
            .filter(|n| *n <= CODES.len())
            .unwrap_or(0);
    }
    let cell = cell.to_ascii_lowercase();
    let word = cell
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    let place = CODES.iter().position(|code| code.0 == word);
    let synonym = SYNONYMS.iter().find(|one| one.0 == word);
    place
        .or(synonym.map(|one| one.1))
        .map_or(0, |place| place + 1)
}

/// Returns the kind of an actor if its name shows it.
fn kind_by_name(name: &str) -> Option<ActorKind> {
    let begins = |with: &str| name.starts_with(with);
    if name.contains(AND_OR) || begins("Unidentified") {
        return Some(ActorKind::Unidentified);
    }
    if forces::is_force(name) {
        return Some(ActorKind::StateForce);
    }
    if begins("Government of ") || begins("Former Government of ") {
        return Some(ActorKind::Government);
    }
    if begins("Civilians") {
        return Some(ActorKind::Civilians);
    }
    if begins("Protesters") || begins("Rioters") {
        return Some(ActorKind::Crowd);
    }
    let is_mission = MISSIONS.iter().any(|mission| begins(mission));
    is_mission.then_some(ActorKind::InternationalForce)
}

/// Whether an actor with this name and code is civilians.
pub(super) fn is_civilians(name: &str, code: &str) -> bool {
    name.starts_with("Civilians") || number(code) == CIVILIANS
}

/// Whether an actor with this name and code is protesters.
pub(super) fn is_protesters(name: &str, code: &str) -> bool {
    name.starts_with("Protesters") || number(code) == PROTESTERS
}

/// The number of the code of protesters.
const PROTESTERS: usize = 6;

/// The number of the code of civilians.
const CIVILIANS: usize = 7;

impl Codes {
    /// Counts a row with this code of a main actor.
    pub(super) fn count(&mut self, seat: Seat, cell: &str) {
        if self.counts.len() <= seat.index() {
            self.counts.resize(seat.index() + 1, [0; 9]);
        }
        self.counts[seat.index()][number(cell)] += 1;
    }

    fn of(&self, seat: Seat) -> [u32; 9] {
        self.counts.get(seat.index()).copied().unwrap_or_default()
    }

    /// Returns the most frequent code in the rows that name the actor alone.
    fn usual(&self, seat: Seat) -> Option<usize> {
        most(&self.of(seat))
    }

    /// Whether the actor is a main actor of some row.
    pub(super) fn is_main(&self, seat: Seat) -> bool {
        self.of(seat).iter().any(|count| *count > 0)
    }

    /// Whether the actor is an organisation: a main actor of some row, or a force of a state, and neither a crowd nor
    /// civilians.
    pub(super) fn is_organisation(&self, cast: &Cast, seat: Seat) -> bool {
        let kind = self.kind(cast.id(seat), seat);
        let is_one = !matches!(kind, ActorKind::Civilians | ActorKind::Crowd);
        is_one && (self.usual(seat).is_some() || kind == ActorKind::StateForce)
    }

    /// Whether the actor is civilians.
    pub(super) fn is_civilians(&self, cast: &Cast, seat: Seat) -> bool {
        self.kind(cast.id(seat), seat) == ActorKind::Civilians
    }

    /// Records that `one` may be the main actor in the rows of `other`, a name of several actors: without rows of its
    /// own, `one` has the codes of these rows.
    pub(super) fn may_be(&mut self, one: Seat, other: Seat) {
        let counts = self.of(other);
        let own = self.perhaps.entry(one).or_default();
        for (own, count) in own.iter_mut().zip(counts) {
            *own += count;
        }
    }

    /// Returns the kind of an actor, by its name or else by its codes.
    pub(super) fn kind(&self, name: &str, seat: Seat) -> ActorKind {
        kind_by_name(name).unwrap_or_else(|| self.by_code(seat))
    }

    /// Returns the kind by the most frequent code.
    fn by_code(&self, seat: Seat) -> ActorKind {
        let perhaps = || self.perhaps.get(&seat).and_then(most);
        let usual = self.usual(seat).or_else(perhaps);
        usual.map_or(ActorKind::Other, |code| CODES[code - 1].2)
    }

    /// Whether the actor has no code, or codes of several kinds.
    fn has_no_one_kind(&self, seat: Seat) -> bool {
        let counts = self.of(seat);
        let codes = CODES.iter().zip(&counts[1..]);
        let mut codes = codes
            .filter(|(_, count)| **count > 0)
            .map(|(code, _)| code.2);
        let first = codes.next();
        first.is_none() || codes.any(|one| Some(one) != first)
    }

    /// Describes a new actor by its name and codes.
    pub(super) fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let name = cast.name(seat);
        let kind = self.kind(cast.id(seat), seat);
        let key = match kind {
            ActorKind::Civilians => slug_of(name),
            _ => format!("acled-{}", slug_of(name)),
        };
        let mut new = NewActor::new(key, name, kind);
        new.ids.push(("acled".into(), cast.id(seat).into()));
        if let Some((short, _)) = name.split_once(": ") {
            new.short = Some(short.to_owned());
        }
        new.is_guess = kind_by_name(cast.id(seat)).is_none() && self.has_no_one_kind(seat);
        let counts = self.of(seat);
        let codes = CODES.iter().enumerate();
        let codes = codes.filter(|(place, _)| counts[place + 1] > 0);
        new.tags = codes.map(|(_, code)| format!("acled:{}", code.1)).collect();
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_by_number_or_by_the_first_word() {
        for (cell, code) in [
            ("1", 1),
            ("State forces", 1),
            ("State Forces", 1),
            ("Rebel Groups", 2),
            ("Political militia", 3),
            ("Identity militia", 4),
            ("Communal / Identity Groups", 4),
            ("Civilians", 7),
            ("External/Other forces", 8),
            ("Foreign / Others", 8),
            ("", 0),
            ("0", 0),
            ("99", 0),
        ] {
            assert_eq!(number(cell), code, "{cell}");
        }
    }
}
