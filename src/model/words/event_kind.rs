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
        /// A strike: from the air, by artillery, by drone.
        Strike = "strike",
        /// The taking of a place, base or thing.
        Seizure = "seizure",
        /// An abduction.
        Abduction = "abduction",
        /// An arrest.
        Arrest = "arrest",
        /// A breach of a ceasefire.
        CeasefireBreach = "ceasefire-breach",
        /// One-sided violence: the ones hit are victims, not adversaries.
        ViolenceAgainstCivilians = "violence-against-civilians",
        /// A split: the whole → what leaves it.
        Split = "split",
        /// A merger: the constituents → the successor.
        Merger = "merger",
        /// A renaming: the old actor → the new.
        Rename = "rename",
        /// The signing of something.
        Signing = "signing",
        /// A deployment.
        Deployment = "deployment",
        /// A withdrawal.
        Withdrawal = "withdrawal",
        /// A declaration.
        Declaration = "declaration",
        /// A protest.
        Protest = "protest",
        /// A designation: as terrorist, as outlawed.
        Designation = "designation",
        /// None of the others.
        Other = "other",
    }
}

impl EventKind {
    /// The sign that the ties of such an event carry.
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

    /// Whether one side acts and the other is its victim.
    ///
    /// One-sided violence in the sense of the Uppsala Conflict Data Program: against civilians.
    pub const fn is_one_sided(self) -> bool {
        matches!(self, Self::ViolenceAgainstCivilians)
    }

    /// Whether a total of deaths asks such an event for its figure.
    ///
    /// True for every kind of negative sign but `arrest`.
    pub const fn is_violent(self) -> bool {
        matches!(self.sign(), Sign::Negative) && !matches!(self, Self::Arrest)
    }

    /// Whether such an event tells where an actor came from: split, merger, renaming.
    pub const fn is_lineage(self) -> bool {
        matches!(self, Self::Split | Self::Merger | Self::Rename)
    }
}
