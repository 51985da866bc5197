//! The actors of a record.

use super::active_period::ActivePeriod;
use super::data_set_ids::DataSetIds;
use super::evidence::Evidence;
use super::native::Native;
use crate::model::time::Period;
use crate::model::words::ActorKind;

/// An actor, as the record describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Actor {
    /// The key: a short name in lower case, unique among the actors of a record.
    pub key: Box<str>,
    /// The full name.
    pub name: Box<str>,
    /// The short name, usually an acronym.
    pub short: Option<Box<str>>,
    /// Other names, each with the time in which people used it; sorted.
    pub aliases: Vec<Alias>,
    /// The kind of actor.
    pub kind: ActorKind,
    /// The periods in which the actor existed, as far as the record says; in the order of time.
    pub active: Vec<ActivePeriod>,
    /// The ids of the actor in other data sets.
    pub ids: DataSetIds,
    /// The country, as a code of ISO 3166 alpha-2.
    pub country: Option<Box<str>>,
    /// Free words chosen by whoever writes the record, such as `jihadist`; sorted.
    pub tags: Vec<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// The evidence for the entry.
    pub evidence: Evidence,
    /// What a file of another format said about the actor that this model cannot express.
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

    /// The periods in which the actor existed, in the order of time, each with its evidence.
    ///
    /// A period without evidence of its own has that of the actor's entry.
    pub fn periods(&self) -> impl Iterator<Item = (&Period, &Evidence)> {
        let each = self.active.iter();
        each.map(|one| (&one.period, one.evidence_or(&self.evidence)))
    }

    /// What its entry and its active periods rest on.
    pub(crate) fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        let own = self.active.iter().filter_map(|one| one.evidence.as_ref());
        std::iter::once(&self.evidence).chain(own)
    }

    /// The period from the start of the actor's first active period to the end of its last.
    ///
    /// It includes the days between two active periods, on which the actor did not exist. It is
    /// unknown if the record states no active period.
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

    /// The name for narrow places: the short name if there is one, else the full name.
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

/// Another name of an actor, with its language and the time of its use if stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Alias {
    /// The name.
    pub name: Box<str>,
    /// The language of the name, as a BCP 47 tag.
    pub lang: Option<Box<str>>,
    /// When people called the actor by this name.
    pub period: Period,
}
