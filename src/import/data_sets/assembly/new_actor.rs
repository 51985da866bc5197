//! New actors, as importers describe them.

use crate::import::Crosswalk;
use crate::model::{ActivePeriod, Actor, ActorId, ActorKind, Alias, DataSetIds, Period, SourceId};
use crate::record::{At, Reader};
use std::collections::BTreeSet;

/// What an importer says of a new actor.
#[derive(Debug, Clone)]
pub(in crate::import::data_sets) struct NewActor {
    /// What its key is to be like.
    pub(in crate::import::data_sets) key: String,
    pub(in crate::import::data_sets) name: String,
    pub(in crate::import::data_sets) short: Option<String>,
    pub(in crate::import::data_sets) kind: ActorKind,
    pub(in crate::import::data_sets) aliases: Vec<Alias>,
    pub(in crate::import::data_sets) ids: Vec<(Box<str>, Box<str>)>,
    pub(in crate::import::data_sets) country: Option<&'static str>,
    pub(in crate::import::data_sets) tags: Vec<String>,
    /// When it was there, as far as the data set says.
    pub(in crate::import::data_sets) active: Vec<Period>,
    /// Whether its kind is no more than likely.
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

    /// Takes in what is said of it under another id.
    pub(super) fn take_in(&mut self, other: Self) {
        if other.name != self.name {
            self.other_names([&*other.name]);
        }
        self.aliases.extend(other.aliases);
        self.ids.extend(other.ids);
        self.tags.extend(other.tags);
    }

    /// Adds names that it has, nobody says when.
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

/// What is known when all actors have been made.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Settled {
    /// Who became whom.
    pub(super) crosswalk: Crosswalk,
    /// Where the new actors stand.
    pub(super) derived: BTreeSet<At>,
}

impl Settled {
    /// Makes a new actor of what an importer says of it.
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

/// The place of what follows from an entry, so many columns behind it: it is not the entry itself.
pub(super) fn behind(at: At, columns: usize) -> At {
    let (line, column) = at.text().unwrap_or_default();
    At::in_text(line as usize, column as usize + columns)
}

/// The place of the entry from which something follows at this one.
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
