//! How well a thing is known, and on whose word.

use super::word::words;

words! {
    /// How well a thing is known, from denied to confirmed.
    ///
    /// The words are ordered from the weakest to the strongest. Certainty is not about time: for
    /// that, see [`Holds`](crate::Holds).
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
        /// A party or a source says that it is not so. Such a statement never makes a tie, a
        /// member, a toll or a change.
        Denied = "denied",
        /// A party says that it will do it.
        Planned = "planned",
        /// An opponent or a third party says that it is so; the record need not name the accuser.
        Alleged = "alleged",
        /// A party says that it has done it; the record names the party.
        Claimed = "claimed",
        /// A source reports it. That includes a party's own public act, such as an announcement.
        Reported = "reported",
        /// Somebody independent has confirmed it.
        Confirmed = "confirmed",
    }
}

impl Default for Certainty {
    /// `Reported`: what a statement is that says nothing of its certainty.
    fn default() -> Self {
        Self::Reported
    }
}
