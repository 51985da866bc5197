//! New actors, as importers describe them.

use crate::import::Crosswalk;
use crate::model::{ActivePeriod, Actor, ActorId, ActorKind, Alias, DataSetIds, Period, SourceId};
use crate::record::{At, Reader};
use std::collections::BTreeSet;

/// An importer's description of a new actor.
#[derive(Debug, Clone)]
pub(in crate::import::data_sets) struct NewActor {
    /// The text from which its key is made.
    pub(in crate::import::data_sets) key: String,
    pub(in crate::import::data_sets) name: String,
    pub(in crate::import::data_sets) short: Option<String>,
    pub(in crate::import::data_sets) kind: ActorKind,
    pub(in crate::import::data_sets) aliases: Vec<Alias>,
    pub(in crate::import::data_sets) ids: Vec<(Box<str>, Box<str>)>,
    pub(in crate::import::data_sets) country: Option<&'static str>,
    pub(in crate::import::data_sets) tags: Vec<String>,
    /// The periods in which it existed, as far as the data set gives them.
    pub(in crate::import::data_sets) active: Vec<Period>,
    /// Whether its kind is a guess.
    pub(in crate::import::data_sets) is_guess: bool,
}

impl NewActor {
    pub(in crate::import::data_sets) fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        kind: ActorKind,
    ) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            short: None,
            kind,
            aliases: Vec::new(),
            ids: Vec::new(),
            country: None,
            tags: Vec::new(),
            active: Vec::new(),
            is_guess: false,
        }
    }

    /// Adds the description of the same actor under another id.
    pub(super) fn take_in(&mut self, other: Self) {
        if other.name != self.name {
            self.other_names([&*other.name]);
        }
        self.aliases.extend(other.aliases);
        self.ids.extend(other.ids);
        self.tags.extend(other.tags);
    }

    /// Adds other names of the actor, valid at unknown times.
    pub(in crate::import::data_sets) fn other_names<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let alias = |name: &str| Alias {
            name: name.into(),
            lang: None,
            period: Period::UNKNOWN,
        };
        self.aliases.extend(names.into_iter().map(alias));
    }
}

/// The results of making the actors.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Settled {
    /// The actor that each id or name became.
    pub(super) crosswalk: Crosswalk,
    /// The places of the entries of new actors.
    pub(super) derived: BTreeSet<At>,
}

impl Settled {
    /// Adds a new actor to the record, from an importer's description.
    pub(super) fn give(
        &mut self,
        reader: &mut Reader,
        number: ActorId,
        (key, new, source): (&str, NewActor, SourceId),
        first: At,
    ) {
        let mut actor = actor_of(key, new);
        actor.evidence.sources = [source].into();
        let at = behind(first, 1);
        self.derived.insert(at);
        reader.given_actor(number, actor, at);
    }
}

/// Returns a place `columns` behind an entry, for an item derived from the entry.
pub(super) fn behind(at: At, columns: usize) -> At {
    let (line, column) = at.text().unwrap_or_default();
    At::in_text(line as usize, column as usize + columns)
}

/// Returns the place of the entry that an item at this place was derived from.
pub(super) fn entry_of(at: At) -> At {
    let (line, _) = at.text().unwrap_or_default();
    At::in_text(line as usize, 1)
}

fn actor_of(key: &str, new: NewActor) -> Actor {
    let mut actor = Actor::new(key.into(), new.kind);
    actor.name = new.name.into();
    actor.short = new.short.map(Into::into);
    actor.aliases = new.aliases;
    actor.ids = DataSetIds::new(new.ids);
    let active = new.active.into_iter();
    actor.active = active
        .map(|period| ActivePeriod::new(period, None))
        .collect();
    actor.country = new.country.map(Into::into);
    actor.tags = new.tags.into_iter().map(Into::into).collect();
    actor.tags.sort_unstable();
    actor.tags.dedup();
    actor
}
