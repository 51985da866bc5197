//! The codes of mistakes and warnings.

use crate::model::word::words;

words! {
    /// The code of a problem: the rule of the format that it breaks.
    ///
    /// A code never changes its meaning.
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
        /// The format has no such key in this place.
        UnknownKey = "unknown-key",
        /// A required key is missing, or its text is empty.
        MissingKey = "missing-key",
        /// A value has another type than its key requires.
        WrongType = "wrong-type",
        /// A word is not in its closed list.
        UnknownWord = "unknown-word",
        /// The key of an actor, place or source is not a slug in lower case.
        MalformedKey = "malformed-key",
        /// A country is not written as two capital letters.
        MalformedCountry = "malformed-country",
        /// The file has a format that this reader does not know.
        UnsupportedFormat = "unsupported-format",
        /// A warning: a list contains the same element twice.
        RepeatedEntry = "repeated-entry",

        // names and places
        /// A table contains the same key twice.
        DuplicateKey = "duplicate-key",
        /// A warning: two actors share a name.
        DuplicateAlias = "duplicate-alias",
        /// Two actors have the same id in another data set.
        SharedId = "shared-id",
        /// An entry names an actor that the record does not declare.
        UndeclaredActor = "undeclared-actor",
        /// A statement names a place that the record does not declare.
        UndeclaredPlace = "undeclared-place",
        /// An entry names a source that the record does not declare.
        UndeclaredSource = "undeclared-source",
        /// A file of another format has a link to something that the file does not contain.
        DanglingLink = "dangling-link",
        /// An entry of another format was revoked or deprecated by its publisher, or is a link of
        /// such an entry.
        Revoked = "revoked",
        /// A latitude or longitude lies outside its range of degrees.
        CoordinatesOutOfRange = "coordinates-out-of-range",

        // time
        /// A text is not a date.
        MalformedDate = "malformed-date",
        /// A date has a form that the format refuses, such as a season, a week or a time of day.
        RefusedDate = "refused-date",
        /// A start, an end or a publication names several days instead of one date.
        DaysInPeriod = "days-in-period",
        /// A period contains no day, or one of its `seen` days lies outside it.
        EmptyPeriod = "empty-period",
        /// A date certainly lies after the record's `as_of`; only an end may be the day after it.
        AfterAsOf = "after-as-of",
        /// Two active periods of an actor have no day between them.
        OverlappingPeriods = "overlapping-periods",
        /// A tie joins two actors that cannot have existed on the same day.
        NeverMet = "never-met",
        /// A statement certainly lies outside the active periods of its actor.
        OutsideActivePeriod = "outside-active-period",
        /// A warning: a statement possibly lies outside the active periods of its actor.
        PossiblyOutsideActivePeriod = "possibly-outside-active-period",

        // ends of statements
        /// The ends of a statement have the wrong form or number for its kind.
        WrongEnds = "wrong-ends",
        /// `jointly` is in a statement that is not a directed, hostile event with several actors in `to`.
        MisplacedJointly = "misplaced-jointly",
        /// A statement ties an actor to itself.
        SelfTie = "self-tie",
        /// An actor has a member or part, but actors of its kind cannot have any.
        NoMembers = "no-members",
        /// Memberships form a circle at one time; if the circle contains a `part-of`, this is a
        /// warning.
        MembershipCycle = "membership-cycle",
        /// A warning: memberships possibly form a circle at one time.
        PossibleMembershipCycle = "possible-membership-cycle",
        /// The two actors of a split have memberships, but none of them is possible at the time of
        /// the split.
        SplitWithoutMembership = "split-without-membership",

        // the whole file
        /// A warning: the file may be cut, because its last line is missing or announces more
        /// entries.
        CutShort = "cut-short",

        // evidence
        /// A claim names no claimant.
        UnnamedClaimant = "unnamed-claimant",
        /// The figures of a toll are not in the order low, best, high.
        InvertedToll = "inverted-toll",
        /// The deaths of single actors do not fit into the toll that they are a part of.
        LossesAboveToll = "losses-above-toll",
        /// The `of` of a toll names one actor twice.
        RepeatedLosses = "repeated-losses",
        /// A warning: two statements have the same id and content; they count as one.
        DuplicateId = "duplicate-id",
        /// Two statements have the same id and different content.
        ConflictingId = "conflicting-id",
        /// `same_as` names an id that no other statement has.
        UnknownSameAs = "unknown-same-as",
        /// `same_as` joins relations of different kinds, or a relation and an event.
        JoinedKinds = "joined-kinds",
        /// `withdraws` names an id that no other statement has.
        UnknownWithdraws = "unknown-withdraws",
        /// A warning: `same_as` names a statement that another one withdraws and tells anew; both happenings count.
        JoinedToWithdrawn = "joined-to-withdrawn",
        /// A warning: two statements without ids say the same.
        RepeatedStatement = "repeated-statement",
        /// A warning: no entry names this source.
        UncitedSource = "uncited-source",
        /// A warning: a source has no day of publication.
        UndatedSource = "undated-source",
    }
}
