//! A statement: one relation or event as one source has it.

use super::ends::Ends;
use super::toll::Toll;
use crate::model::dates::When;
use crate::model::entries::Evidence;
use crate::model::entries::Native;
use crate::model::id_list::IdList;
use crate::model::ids::PlaceId;
use crate::model::short_text::ShortText;
use crate::model::thin::{ThinText, ThinVec};
use crate::model::time::Period;
use crate::model::words::EventKind;
use crate::model::words::Kind;
use crate::model::words::RelationKind;
use crate::model::words::SupportForm;
use std::sync::Arc;

/// A statement: one relation or event as one source has it.
///
/// If two statements contradict each other, the record keeps both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Statement {
    /// What the statement says: a relation or an event.
    pub content: Content,
    /// Whom the statement ties with whom.
    pub ends: Ends,
    /// The evidence for the statement; statements with equal evidence share it.
    pub evidence: Arc<Evidence>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Why the thing came about, in the words of the record.
    pub reason: ThinText,
    /// The id of the statement: the one that the record gives, else one made from the content.
    pub id: ShortText,
    /// Whether the record gives the id.
    pub has_own_id: bool,
    /// The ids of other statements about the same relation or event; sorted.
    pub same_as: ThinVec<Box<str>>,
    /// What a file of another format said about it that this model cannot express.
    pub native: Native,
}

/// What a statement says: that a relation held, or that an event happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// A relation held over a period.
    Relation(Box<Relation>),
    /// An event happened at a time.
    Event(Event),
}

/// A relation: a tie that lasts over a period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Relation {
    /// The kind of relation.
    pub kind: RelationKind,
    /// When the relation held, as far as the statement says.
    pub period: Period,
    /// The role of the member in a membership; for the kind `other`, what the relation is.
    pub role: ThinText,
    /// What the support consists of, if the relation is support; sorted.
    pub forms: ThinVec<SupportForm>,
}

/// An event: something that happened at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Event {
    /// The kind of event.
    pub kind: EventKind,
    /// When the event happened; `None` if it may have happened on any day.
    pub when: Option<When>,
    /// The places where the event happened; sorted.
    pub places: IdList<PlaceId>,
    /// How many people were killed, as far as the source says; `None` means unknown, not zero.
    ///
    /// Events with equal tolls share one.
    pub killed: Option<Arc<Toll>>,
    /// Whether the actors of the `to` end stood together when they were hit, as in a joint convoy.
    pub jointly: bool,
}

impl Statement {
    /// The kind of the relation or event.
    pub const fn kind(&self) -> Kind {
        match &self.content {
            Content::Relation(relation) => Kind::Relation(relation.kind),
            Content::Event(event) => Kind::Event(event.kind),
        }
    }

    /// The relation, if the statement is about one.
    pub const fn relation(&self) -> Option<&Relation> {
        match &self.content {
            Content::Relation(relation) => Some(relation),
            Content::Event(_) => None,
        }
    }

    /// The event, if the statement is about one.
    pub const fn event(&self) -> Option<&Event> {
        match &self.content {
            Content::Event(event) => Some(event),
            Content::Relation(_) => None,
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
