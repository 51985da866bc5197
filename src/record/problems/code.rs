//! The stable codes of mistakes and warnings.

use crate::model::word::words;

words! {
    /// The stable code of a problem: what rule of the format it breaks.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::Code;
    ///
    /// assert_eq!(Code::EmptyPeriod.as_str(), "empty-period");
    /// assert_eq!("self-tie".parse(), Ok(Code::SelfTie));
    /// ```
    pub enum Code("problem code") {
        // the text
        /// The text is not well-formed TOML or JSON.
        Syntax = "syntax",
        /// A key that the format does not have in this place.
        UnknownKey = "unknown-key",
        /// A key that has to be there is not, or its text is empty.
        MissingKey = "missing-key",
        /// A value of another type than its key takes.
        WrongType = "wrong-type",
        /// A word that is not in its closed list.
        UnknownWord = "unknown-word",
        /// A key of an actor, place or source that is no lower-case slug.
        MalformedKey = "malformed-key",
        /// A country that is not two capital letters.
        MalformedCountry = "malformed-country",
        /// The file is of a format that this reader does not know.
        UnsupportedFormat = "unsupported-format",
        /// A warning: an element that stands twice in one list.
        RepeatedEntry = "repeated-entry",

        // who and where
        /// The same key twice in one table.
        DuplicateKey = "duplicate-key",
        /// A warning: two actors share a name.
        DuplicateAlias = "duplicate-alias",
        /// An id of another data set that two actors have.
        SharedId = "shared-id",
        /// An actor that is not declared.
        UndeclaredActor = "undeclared-actor",
        /// A place that is not declared.
        UndeclaredPlace = "undeclared-place",
        /// A source that is not declared.
        UndeclaredSource = "undeclared-source",
        /// A link of another format to what is not in its file.
        DanglingLink = "dangling-link",
        /// An entry of another format that its publisher revoked or deprecated, or a link of it.
        Revoked = "revoked",
        /// Latitude or longitude beyond the globe.
        CoordinatesOutOfRange = "coordinates-out-of-range",

        // time
        /// Not a date.
        MalformedDate = "malformed-date",
        /// A date in a form that is refused: a season, a week, a time of day.
        RefusedDate = "refused-date",
        /// Several days where one date is meant: in a start, an end, a publication.
        DaysInPeriod = "days-in-period",
        /// A period without a day, or with a seen day outside it.
        EmptyPeriod = "empty-period",
        /// A date that certainly lies after the record's `as_of`; an end may be the day after it.
        AfterAsOf = "after-as-of",
        /// Two active periods of an actor with no day between them.
        OverlappingPeriods = "overlapping-periods",
        /// A tie of two actors that cannot have existed on one day.
        NeverMet = "never-met",
        /// A statement that certainly lies outside the active periods of its actor.
        OutsideActivePeriod = "outside-active-period",
        /// A warning: a statement that possibly lies outside the active periods of its actor.
        PossiblyOutsideActivePeriod = "possibly-outside-active-period",

        // who is tied
        /// The wrong form or number of ends for the kind.
        WrongEnds = "wrong-ends",
        /// `jointly` on what is no directed event of negative kind with several actors in `to`.
        MisplacedJointly = "misplaced-jointly",
        /// A tie of an actor with itself.
        SelfTie = "self-tie",
        /// A member or part of what cannot have any.
        NoMembers = "no-members",
        /// Memberships in a circle at one time; with a part in it, a warning.
        MembershipCycle = "membership-cycle",
        /// A warning: memberships that may be in a circle at one time.
        PossibleMembershipCycle = "possible-membership-cycle",
        /// A split that no membership of the pair allows.
        SplitWithoutMembership = "split-without-membership",

        // the whole file
        /// A warning: fewer entries than the last line says, or no last line: the file may be cut.
        CutShort = "cut-short",

        // evidence
        /// A claim without a claimant.
        UnnamedClaimant = "unnamed-claimant",
        /// Figures of a toll out of order: low, best, high.
        InvertedToll = "inverted-toll",
        /// Deaths of single actors that do not fit into the toll that they are part of.
        LossesAboveToll = "losses-above-toll",
        /// One actor twice in the `of` of one toll.
        RepeatedLosses = "repeated-losses",
        /// A warning: the same id and content twice; it counts once.
        DuplicateId = "duplicate-id",
        /// The same id with other content.
        ConflictingId = "conflicting-id",
        /// `same_as` names no statement that could be the same.
        UnknownSameAs = "unknown-same-as",
        /// `same_as` joins relations of different kinds, or a relation and an event.
        JoinedKinds = "joined-kinds",
        /// `withdraws` names no statement that could be withdrawn.
        UnknownWithdraws = "unknown-withdraws",
        /// A warning: the same statement twice, without ids.
        RepeatedStatement = "repeated-statement",
        /// A warning: a source that nothing rests on.
        UncitedSource = "uncited-source",
        /// A warning: a source without a day of publication.
        UndatedSource = "undated-source",
    }
}
