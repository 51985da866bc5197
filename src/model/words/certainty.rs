//! How sure a statement is, and who says so.

use super::word::words;

words! {
    /// How sure a statement is, from denied to confirmed.
    ///
    /// The order of the words is their order in strength.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Certainty;
    ///
    /// assert!(Certainty::Alleged < Certainty::Claimed);
    /// assert!(Certainty::Reported < Certainty::Confirmed);
    /// assert_eq!(Certainty::default(), Certainty::Reported);
    /// ```
    pub enum Certainty("certainty") {
        /// A party or source says that it is not so: never a tie, a member, a toll or a change.
        Denied = "denied",
        /// A party says that it will.
        Planned = "planned",
        /// An opponent or third party says so; the accuser may be unnamed.
        Alleged = "alleged",
        /// A party says that it has; the claimant is named.
        Claimed = "claimed",
        /// A source reports it. A party's own public act, reported by a source, is `reported`.
        Reported = "reported",
        /// Independently confirmed.
        Confirmed = "confirmed",
    }
}

impl Default for Certainty {
    /// `Reported`: what a statement is that says nothing of its certainty.
    fn default() -> Self {
        Self::Reported
    }
}
