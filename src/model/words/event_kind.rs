//! The kinds of events.

use super::sign::Sign;
use super::word::words;

words! {
    /// The kind of an event.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{EventKind, Sign};
    ///
    /// assert_eq!(EventKind::Clash.sign(), Sign::Negative);
    /// assert!(EventKind::ViolenceAgainstCivilians.is_one_sided());
    /// assert!(EventKind::Split.is_lineage());
    /// assert!(!EventKind::Arrest.is_violent());
    /// ```
    pub enum EventKind("event kind") {
        /// An armed clash.
        Clash = "clash",
        /// A strike from the air, by artillery or by drone.
        Strike = "strike",
        /// The capture of a place, a base or a thing.
        Seizure = "seizure",
        /// An abduction.
        Abduction = "abduction",
        /// An arrest.
        Arrest = "arrest",
        /// A breach of a ceasefire.
        CeasefireBreach = "ceasefire-breach",
        /// One-sided violence: those who are hit are victims, not adversaries.
        ViolenceAgainstCivilians = "violence-against-civilians",
        /// A split, written from the whole to the actor that leaves it.
        Split = "split",
        /// A merger, written from the constituents to the successor.
        Merger = "merger",
        /// A renaming, written from the old actor to the new one.
        Rename = "rename",
        /// The signing of a text, such as an agreement.
        Signing = "signing",
        /// A deployment of forces.
        Deployment = "deployment",
        /// A withdrawal of forces.
        Withdrawal = "withdrawal",
        /// A declaration.
        Declaration = "declaration",
        /// A protest.
        Protest = "protest",
        /// A designation, for example as terrorist or as outlawed.
        Designation = "designation",
        /// An event of none of the other kinds.
        Other = "other",
    }
}

impl EventKind {
    /// The sign of the ties that an event of this kind makes.
    pub const fn sign(self) -> Sign {
        match self {
            Self::Clash
            | Self::Strike
            | Self::Seizure
            | Self::Abduction
            | Self::Arrest
            | Self::CeasefireBreach
            | Self::ViolenceAgainstCivilians => Sign::Negative,
            _ => Sign::Neutral,
        }
    }

    /// Whether one side acts and the other side is only its victim.
    ///
    /// This is one-sided violence as the Uppsala Conflict Data Program defines it: against
    /// civilians.
    pub const fn is_one_sided(self) -> bool {
        matches!(self, Self::ViolenceAgainstCivilians)
    }

    /// Whether a total of deaths expects a figure for an event of this kind.
    ///
    /// This is so for every kind of negative sign except `arrest`.
    pub const fn is_violent(self) -> bool {
        matches!(self.sign(), Sign::Negative) && !matches!(self, Self::Arrest)
    }

    /// Whether an event of this kind says where an actor came from: split, merger, renaming.
    pub const fn is_lineage(self) -> bool {
        matches!(self, Self::Split | Self::Merger | Self::Rename)
    }
}
