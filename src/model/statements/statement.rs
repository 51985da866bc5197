//! One relation or event as one source has it.

use super::ends::Ends;
use super::toll::Toll;
use crate::model::dates::When;
use crate::model::entries::Evidence;
use crate::model::entries::Native;
use crate::model::id_list::IdList;
use crate::model::ids::PlaceId;
use crate::model::rare::{Rare, RareText};
use crate::model::short_text::ShortText;
use crate::model::time::Period;
use crate::model::words::EventKind;
use crate::model::words::Kind;
use crate::model::words::RelationKind;
use crate::model::words::SupportForm;
use std::sync::Arc;

/// One relation or event as one source has it.
///
/// Two statements that contradict each other both stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Statement {
    /// What it says.
    pub matter: Matter,
    /// Who is tied.
    pub ends: Ends,
    /// What it rests on; statements that rest on the same share it.
    pub evidence: Arc<Evidence>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Why it came to it, in the words of the record.
    pub reason: RareText,
    /// The id: as given, else made from the content.
    pub id: ShortText,
    /// Whether the id was given.
    pub has_own_id: bool,
    /// The ids of statements about the same relation or event; sorted.
    pub same_as: Rare<Box<str>>,
    /// What another format said of it beyond this model.
    pub native: Native,
}

/// What a statement says: that something held, or that something happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// A lasting tie.
    Relation(Box<Relation>),
    /// Something that happened.
    Event(Event),
}

/// A lasting tie over a period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Relation {
    /// Its kind.
    pub kind: RelationKind,
    /// When it held, as far as stated.
    pub period: Period,
    /// The role of the member, or what the tie is: of memberships and of `other`.
    pub role: RareText,
    /// What the support consists of; sorted.
    pub forms: Rare<SupportForm>,
}

/// Something that happened at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Event {
    /// Its kind.
    pub kind: EventKind,
    /// When it happened; `None`: it may have been on any day.
    pub when: Option<When>,
    /// Where it happened; sorted.
    pub places: IdList<PlaceId>,
    /// Who was killed, as far as the source says; `None` is unknown, not zero.
    ///
    /// Events with the same toll share it.
    pub killed: Option<Arc<Toll>>,
    /// Whether those of the `to` end stood together when they were hit: a joint convoy.
    pub jointly: bool,
}

impl Statement {
    /// The kind of the relation or event.
    pub const fn kind(&self) -> Kind {
        match &self.matter {
            Matter::Relation(relation) => Kind::Relation(relation.kind),
            Matter::Event(event) => Kind::Event(event.kind),
        }
    }

    /// The relation, if it is one.
    pub const fn relation(&self) -> Option<&Relation> {
        match &self.matter {
            Matter::Relation(relation) => Some(relation),
            Matter::Event(_) => None,
        }
    }

    /// The event, if it is one.
    pub const fn event(&self) -> Option<&Event> {
        match &self.matter {
            Matter::Event(event) => Some(event),
            Matter::Relation(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_small() {
        assert!(size_of::<Event>() <= 48);
        assert!(size_of::<Ends>() <= 32);
        assert!(size_of::<Statement>() <= 160, "{}", size_of::<Statement>());
    }
}
