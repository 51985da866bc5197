//! The actors.

use super::active_period::ActivePeriod;
use super::data_set_ids::DataSetIds;
use super::evidence::Evidence;
use super::native::Native;
use crate::model::time::Period;
use crate::model::words::ActorKind;

/// An actor as its record has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Actor {
    /// The key: a lower-case slug, unique among the actors of a record.
    pub key: Box<str>,
    /// The full name.
    pub name: Box<str>,
    /// The short name, mostly an acronym.
    pub short: Option<Box<str>>,
    /// Other names, and what it was called when; sorted.
    pub aliases: Vec<Alias>,
    /// What it is.
    pub kind: ActorKind,
    /// From when to when it existed, as far as stated: one period or several, by time.
    pub active: Vec<ActivePeriod>,
    /// By which ids other data sets know it.
    pub ids: DataSetIds,
    /// The country, as ISO 3166 alpha-2.
    pub country: Option<Box<str>>,
    /// Free words of the caller: `jihadist`, …; sorted.
    pub tags: Vec<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What the entry rests on.
    pub evidence: Evidence,
    /// What another format said of it beyond this model.
    pub native: Native,
}

impl Actor {
    /// An actor of whom nothing is known but its key and kind; the key is its name.
    pub(crate) fn new(key: Box<str>, kind: ActorKind) -> Self {
        Self {
            name: key.clone(),
            key,
            short: None,
            aliases: Vec::new(),
            kind,
            active: Vec::new(),
            ids: DataSetIds::default(),
            country: None,
            tags: Vec::new(),
            note: None,
            evidence: Evidence::default(),
            native: Native::default(),
        }
    }

    /// Its active periods by time, each with what it rests on: its own evidence, else the entry's.
    pub fn periods(&self) -> impl Iterator<Item = (&Period, &Evidence)> {
        let each = self.active.iter();
        each.map(|one| (&one.period, one.evidence_or(&self.evidence)))
    }

    /// What its entry and its active periods rest on.
    pub(crate) fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        let own = self.active.iter().filter_map(|one| one.evidence.as_ref());
        std::iter::once(&self.evidence).chain(own)
    }

    /// From the start of its first active period to the end of its last; unknown without any.
    ///
    /// It spans the days between two periods, on which the actor did not exist.
    pub fn whole_period(&self) -> Period {
        let (Some(first), Some(last)) = (self.active.first(), self.active.last()) else {
            return Period::UNKNOWN;
        };
        let seen = self.active.iter().flat_map(|one| one.period.seen());
        Period::new(
            first.period.start().cloned(),
            last.period.end().clone(),
            seen.copied().collect(),
        )
    }

    /// The name for narrow places: short if there is one, else full.
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

/// Another name of an actor, of a language and a period if stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Alias {
    /// The name.
    pub name: Box<str>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<Box<str>>,
    /// When the actor was called so.
    pub period: Period,
}
