//! The kinds of lasting ties.

use super::sign::Sign;
use super::word::words;

words! {
    /// The kind of a lasting tie.
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
        /// Member → coalition.
        Membership = "membership",
        /// Part → whole: an army of a government, a faction of a group.
        PartOf = "part-of",
        /// A pact between allies.
        Alliance = "alliance",
        /// Joint operations without a pact.
        Cooperation = "cooperation",
        /// Affiliate → patron: a pledge, a franchise.
        Affiliation = "affiliation",
        /// Supporter → supported.
        Support = "support",
        /// Host → hosted.
        Hosting = "hosting",
        /// Rivalry, of both sides or of one.
        Rivalry = "rivalry",
        /// A state of war, of both sides or of one.
        Belligerence = "belligerence",
        /// Being party to an agreement.
        Agreement = "agreement",
        /// A ceasefire.
        Ceasefire = "ceasefire",
        /// Neutrality, as stated: never the mere absence of ties.
        Neutrality = "neutrality",
        /// None of the others.
        Other = "other",
    }
}

impl RelationKind {
    /// The sign that such a tie carries.
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

    /// Whether such a tie always reads from one end to the other.
    pub const fn is_directed(self) -> bool {
        matches!(
            self,
            Self::Membership | Self::PartOf | Self::Affiliation | Self::Support | Self::Hosting
        )
    }

    /// Whether such a tie may be written `from` → `to`.
    pub const fn may_be_directed(self) -> bool {
        self.is_directed() || matches!(self, Self::Rivalry | Self::Belligerence)
    }

    /// Whether such a tie is a step up from a member or part to a whole.
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
