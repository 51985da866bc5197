//! Any kind of relation or event, its sign, and sets of kinds.

use super::event_kind::EventKind;
use super::relation_kind::RelationKind;
use super::sign::Sign;
use std::fmt;

/// How many kinds of relation there are.
const RELATIONS: u8 = RelationKind::Other as u8 + 1;

/// The kind of a statement: a kind of relation or a kind of event.
///
/// # Examples
///
/// ```
/// use factions::{EventKind, Kind, RelationKind, Sign};
///
/// let kind = Kind::from(EventKind::Clash);
/// assert_eq!(kind.sign(), Sign::Negative);
/// assert_eq!(kind.to_string(), "clash");
/// assert_ne!(Kind::from(RelationKind::Other), Kind::from(EventKind::Other));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A kind of relation.
    Relation(RelationKind),
    /// A kind of event.
    Event(EventKind),
}

impl Kind {
    /// The sign of the ties of this kind.
    pub const fn sign(self) -> Sign {
        match self {
            Self::Relation(kind) => kind.sign(),
            Self::Event(kind) => kind.sign(),
        }
    }

    /// The word by which a record writes this kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relation(kind) => kind.as_str(),
            Self::Event(kind) => kind.as_str(),
        }
    }

    /// The kind of relation, if it is one.
    pub const fn relation(self) -> Option<RelationKind> {
        match self {
            Self::Relation(kind) => Some(kind),
            Self::Event(_) => None,
        }
    }

    /// The kind of event, if it is one.
    pub const fn event(self) -> Option<EventKind> {
        match self {
            Self::Event(kind) => Some(kind),
            Self::Relation(_) => None,
        }
    }

    /// Every kind: first those of relations, then those of events.
    pub fn all() -> impl Iterator<Item = Self> {
        let relations = RelationKind::ALL.iter().copied().map(Self::Relation);
        relations.chain(EventKind::ALL.iter().copied().map(Self::Event))
    }

    /// The place of this kind in [`Kind::all`], as storage keeps it.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Relation(kind) => kind as u8,
            Self::Event(kind) => RELATIONS + kind as u8,
        }
    }

    /// The kind that [`Kind::code`] stands for.
    pub(crate) fn from_code(code: u8) -> Self {
        match RelationKind::ALL.get(usize::from(code)) {
            Some(&kind) => Self::Relation(kind),
            None => Self::Event(EventKind::ALL[usize::from(code - RELATIONS)]),
        }
    }
}

impl From<RelationKind> for Kind {
    fn from(kind: RelationKind) -> Self {
        Self::Relation(kind)
    }
}

impl From<EventKind> for Kind {
    fn from(kind: EventKind) -> Self {
        Self::Event(kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A set of kinds of relations and events, as a small `Copy` value.
///
/// # Examples
///
/// ```
/// use factions::{EventKind, Kinds, RelationKind};
///
/// let kinds = Kinds::from([EventKind::Clash, EventKind::Strike]).with(RelationKind::Alliance);
/// assert!(kinds.contains(EventKind::Clash));
/// assert!(!kinds.contains(RelationKind::Support));
/// assert_eq!(kinds.iter().count(), 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kinds(u32);

impl Kinds {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// The set of all kinds.
    pub const ALL: Self = Self((1 << (RelationKind::ALL.len() + EventKind::ALL.len())) - 1);
    /// The set of all kinds of relations.
    pub const RELATIONS: Self = Self((1 << RelationKind::ALL.len()) - 1);
    /// The set of all kinds of events.
    pub const EVENTS: Self = Self(Self::ALL.0 & !Self::RELATIONS.0);

    /// The set of all kinds with this sign.
    pub fn of_sign(sign: Sign) -> Self {
        Kind::all().filter(|kind| kind.sign() == sign).collect()
    }

    /// Returns the set with one more kind.
    #[must_use]
    pub fn with(self, kind: impl Into<Kind>) -> Self {
        Self(self.0 | 1 << kind.into().code())
    }

    /// Returns the set of the kinds that are in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the set of the kinds that are in this set and not in the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the kind is in the set.
    pub fn contains(self, kind: impl Into<Kind>) -> bool {
        self.0 >> kind.into().code() & 1 == 1
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds of the set, in the order of [`Kind::all`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::all().filter(move |&kind| self.contains(kind))
    }
}

impl<K: Into<Kind>> FromIterator<K> for Kinds {
    fn from_iter<I: IntoIterator<Item = K>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }
}

impl<K: Into<Kind>, const N: usize> From<[K; N]> for Kinds {
    fn from(kinds: [K; N]) -> Self {
        kinds.into_iter().collect()
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self::NONE.with(kind)
    }
}

impl From<RelationKind> for Kinds {
    fn from(kind: RelationKind) -> Self {
        Self::NONE.with(kind)
    }
}

impl From<EventKind> for Kinds {
    fn from(kind: EventKind) -> Self {
        Self::NONE.with(kind)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_kinds_are_one_to_one() {
        for (place, kind) in Kind::all().enumerate() {
            assert_eq!(usize::from(kind.code()), place);
            assert_eq!(Kind::from_code(kind.code()), kind);
        }
        assert_eq!(Kinds::ALL.iter().count(), Kind::all().count());
        assert_eq!(Kinds::ALL.minus(Kinds::EVENTS), Kinds::RELATIONS);
    }

    #[test]
    fn signs_are_those_of_the_codebook() {
        assert_eq!(Kinds::of_sign(Sign::Positive).iter().count(), 7);
        assert_eq!(Kinds::of_sign(Sign::Negative).iter().count(), 9);
    }
}
