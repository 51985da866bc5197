//! The kinds of actors.

use super::word::words;

words! {
    /// The kind of an actor: a state, an armed group, a coalition and so on.
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
        /// A state as a whole.
        State = "state",
        /// A government, whether other states recognise it or not.
        Government = "government",
        /// An army, a police or another force of a state.
        StateForce = "state-force",
        /// A non-state armed group.
        ArmedGroup = "armed-group",
        /// A militia: armed, and local or allied to a government, but not under its command.
        Militia = "militia",
        /// A coalition: an actor whose members are other actors.
        Coalition = "coalition",
        /// A private military company.
        PrivateMilitary = "private-military",
        /// A mission or force that several states send together.
        InternationalForce = "international-force",
        /// An organisation whose members are states.
        InternationalOrganization = "international-organization",
        /// A party, a movement or a civil-society organisation.
        PoliticalOrganization = "political-organization",
        /// A criminal group.
        CriminalGroup = "criminal-group",
        /// A crowd, such as protesters or rioters.
        Crowd = "crowd",
        /// Civilians, named as the victims of one-sided violence.
        Civilians = "civilians",
        /// One person.
        Person = "person",
        /// An actor whom no source names.
        Unidentified = "unidentified",
        /// An actor of none of the other kinds.
        Other = "other",
    }
}

impl ActorKind {
    /// Whether an actor of this kind can have members or parts.
    pub const fn can_have_members(self) -> bool {
        !matches!(
            self,
            Self::State | Self::Person | Self::Crowd | Self::Civilians | Self::Unidentified
        )
    }
}
