//! The kinds of relations.

use super::sign::Sign;
use super::word::words;

words! {
    /// The kind of a relation, which is a tie that lasts over a period.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{RelationKind, Sign};
    ///
    /// assert_eq!(RelationKind::Alliance.sign(), Sign::Positive);
    /// assert!(!RelationKind::Alliance.is_directed());
    /// assert_eq!(RelationKind::Ceasefire.sign(), Sign::Neutral);
    /// ```
    pub enum RelationKind("relation kind") {
        /// Membership, written from the member to the coalition.
        Membership = "membership",
        /// Being a part, written from the part to the whole: an army of a government, a faction of
        /// a group.
        PartOf = "part-of",
        /// A pact between allies.
        Alliance = "alliance",
        /// Joint operations without a pact.
        Cooperation = "cooperation",
        /// A pledge or a franchise, written from the affiliate to the patron.
        Affiliation = "affiliation",
        /// Support, written from the supporter to the supported.
        Support = "support",
        /// Hosting, written from the host to the hosted.
        Hosting = "hosting",
        /// Rivalry, on both sides or on one.
        Rivalry = "rivalry",
        /// A state of war, on both sides or on one.
        Belligerence = "belligerence",
        /// An agreement to which the actors are parties.
        Agreement = "agreement",
        /// A ceasefire between the actors.
        Ceasefire = "ceasefire",
        /// Neutrality that a source states; the mere absence of ties is not neutrality.
        Neutrality = "neutrality",
        /// A relation of none of the other kinds.
        Other = "other",
    }
}

impl RelationKind {
    /// The sign of the ties of this kind.
    pub const fn sign(self) -> Sign {
        match self {
            Self::Membership
            | Self::PartOf
            | Self::Alliance
            | Self::Cooperation
            | Self::Affiliation
            | Self::Support
            | Self::Hosting => Sign::Positive,
            Self::Rivalry | Self::Belligerence => Sign::Negative,
            Self::Agreement | Self::Ceasefire | Self::Neutrality | Self::Other => Sign::Neutral,
        }
    }

    /// Whether a tie of this kind always leads from one end to the other.
    pub const fn is_directed(self) -> bool {
        matches!(
            self,
            Self::Membership | Self::PartOf | Self::Affiliation | Self::Support | Self::Hosting
        )
    }

    /// Whether a record may write a relation of this kind as `from` → `to`.
    pub const fn may_be_directed(self) -> bool {
        self.is_directed() || matches!(self, Self::Rivalry | Self::Belligerence)
    }

    /// Whether this is membership or being a part: a step up from a member or part to a whole.
    pub const fn is_step(self) -> bool {
        matches!(self, Self::Membership | Self::PartOf)
    }
}

impl RelationKind {
    /// The relationship type that STIX bundles have for it.
    pub(crate) const fn stix(self) -> &'static str {
        match self {
            Self::Membership => "member-of",
            Self::PartOf => "part-of",
            Self::Alliance => "allied-with",
            Self::Cooperation => "cooperates-with",
            Self::Affiliation => "affiliated-with",
            Self::Support => "supports",
            Self::Hosting => "hosts",
            Self::Rivalry => "rival-of",
            Self::Belligerence => "at-war-with",
            Self::Agreement => "in-agreement-with",
            Self::Ceasefire => "in-ceasefire-with",
            Self::Neutrality => "neutral-towards",
            Self::Other => "related-to",
        }
    }

    /// The kind with this relationship type.
    pub(crate) fn of_stix(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.stix() == word)
    }
}
