//! What an actor is.

use super::word::words;

words! {
    /// What an actor is: a state, an armed group, a coalition, …
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorKind;
    ///
    /// let kind: ActorKind = "armed-group".parse()?;
    /// assert_eq!(kind, ActorKind::ArmedGroup);
    /// assert!(kind.can_have_members());
    /// assert!(!ActorKind::Civilians.can_have_members());
    /// # Ok::<(), factions::UnknownWord>(())
    /// ```
    pub enum ActorKind("actor kind") {
        /// A state as such.
        State = "state",
        /// A government, recognised or not.
        Government = "government",
        /// An army, police or other force of a state.
        StateForce = "state-force",
        /// A non-state armed group.
        ArmedGroup = "armed-group",
        /// A militia: armed, local or allied to a government, without its chain of command.
        Militia = "militia",
        /// A coalition of actors.
        Coalition = "coalition",
        /// A private military company.
        PrivateMilitary = "private-military",
        /// A mission or force of several states.
        InternationalForce = "international-force",
        /// An organisation of states.
        InternationalOrganization = "international-organization",
        /// A party, movement or civil-society organisation.
        PoliticalOrganization = "political-organization",
        /// A criminal group.
        CriminalGroup = "criminal-group",
        /// A crowd: protesters, rioters.
        Crowd = "crowd",
        /// Civilians: who is hit by one-sided violence.
        Civilians = "civilians",
        /// One person.
        Person = "person",
        /// An actor whom no source names.
        Unidentified = "unidentified",
        /// None of the others.
        Other = "other",
    }
}

impl ActorKind {
    /// Whether others can be members or parts of such an actor.
    pub const fn can_have_members(self) -> bool {
        !matches!(
            self,
            Self::State | Self::Person | Self::Crowd | Self::Civilians | Self::Unidentified
        )
    }
}
