//! One change: its kind, actors, days, cause and grounds.

use super::cause::Cause;
use crate::graph::{ActorRef, StatementRef};
use crate::model::EventKind;
use crate::model::word::words;
use crate::query::kit::{DaySpan, Grounds};
use serde::Serialize;
use std::fmt;

words! {
    /// The kinds of change.
    pub enum ChangeKind("change") {
        /// A membership began.
        Joined = "joined",
        /// A membership ended.
        Left = "left",
        /// A splinter that was no member before came off its whole, or a part came off it by a split.
        Split = "split",
        /// A constituent merged into its successor.
        Merged = "merged",
        /// An actor took another name.
        Renamed = "renamed",
        /// An actor came into being.
        Formed = "formed",
        /// An actor ceased to be.
        Dissolved = "dissolved",
        /// A part-of began.
        Integrated = "integrated",
        /// A part-of ended, but not by a split.
        Separated = "separated",
        /// An alliance began.
        AllianceMade = "alliance-made",
        /// An alliance ended.
        AllianceEnded = "alliance-ended",
    }
}

/// One change, with the first and the last day on which it can have happened.
///
/// It prints as a sentence and serialises with its days and [`Grounds`]. The JSON of `joined`,
/// `left`, `split`, `integrated` and `separated` has `coalition`, with the same content as `other`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change<'g> {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The actor that joined, left, split off, merged, took another name, formed, dissolved or allied.
    pub actor: ActorRef<'g>,
    /// The coalition or whole, the successor, the actor of the new name, or the ally; `None` for
    /// formations and dissolutions.
    pub other: Option<ActorRef<'g>>,
    /// The days on which it can have happened; of an end, the first day on which the relation no longer held.
    pub days: DaySpan,
    /// The split, merger, renaming or end of an actor that brought it about, if one did: by the same
    /// tellings as the days.
    pub cause: Option<Cause<'g>>,
    /// For an end: statements of the same kind and pair that certainly hold before and after it.
    pub despite: Vec<StatementRef<'g>>,
    /// What the change rests on.
    pub grounds: Grounds<'g>,
}

impl<'g> Change<'g> {
    /// The coalition or whole, if the change is `joined`, `left`, `split`, `integrated` or `separated`.
    pub fn coalition(&self) -> Option<ActorRef<'g>> {
        match self.kind {
            ChangeKind::Joined
            | ChangeKind::Left
            | ChangeKind::Split
            | ChangeKind::Integrated
            | ChangeKind::Separated => self.other,
            _ => None,
        }
    }

    /// Describes the change and its actors, without days and cause: `MSA left CSP`.
    pub(crate) fn what(&self) -> String {
        let actor = self.actor;
        match (self.kind, self.other) {
            (ChangeKind::Joined, Some(other)) => format!("{actor} joined {other}"),
            (ChangeKind::Left, Some(other)) => format!("{actor} left {other}"),
            (ChangeKind::Split, Some(other)) => format!("{actor} split from {other}"),
            (ChangeKind::Integrated, Some(other)) => format!("{actor} became part of {other}"),
            (ChangeKind::Separated, Some(other)) => format!("{actor} separated from {other}"),
            (ChangeKind::Merged, Some(other)) => format!("{actor} merged into {other}"),
            (ChangeKind::Renamed, Some(other)) => format!("{actor} was renamed {other}"),
            (ChangeKind::AllianceMade, Some(other)) => format!("{actor} and {other} allied"),
            (ChangeKind::AllianceEnded, Some(other)) => {
                format!("{actor} and {other} ended their alliance")
            }
            (kind, _) => format!("{actor} {kind}"),
        }
    }

    /// Why it happened, in the words of the record.
    pub fn reason(&self) -> Option<&'g str> {
        let statements = || self.grounds.statements.iter();
        let of_cause = self.cause.and_then(Cause::reason);
        of_cause.or_else(|| statements().find_map(|one| one.record().reason.as_deref()))
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what(), self.days)?;
        if let Some(cause) = self.cause {
            // the verb has already named the split, merger or renaming
            if matches!(
                (
                    self.kind,
                    cause.event().and_then(|event| event.kind().event())
                ),
                (ChangeKind::Split, Some(EventKind::Split))
                    | (ChangeKind::Merged, Some(EventKind::Merger))
                    | (ChangeKind::Renamed, Some(EventKind::Rename))
            ) {
                let key = cause.event().map_or("", |event| event.key());
                write!(f, " in `{key}`")?;
            } else {
                write!(f, " by {cause}")?;
            }
        }
        if let Some(reason) = self.reason() {
            write!(f, ", because: {reason}")?;
        }
        if !self.despite.is_empty() {
            let ids: Vec<&str> = self.despite.iter().map(|one| one.key()).collect();
            write!(f, ", despite {}", ids.join(", "))?;
        }
        write!(f, " ({})", self.grounds)
    }
}

impl Serialize for Change<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a, 'g> {
            kind: ChangeKind,
            actor: ActorRef<'g>,
            coalition: Option<ActorRef<'g>>,
            other: Option<ActorRef<'g>>,
            #[serde(flatten)]
            days: DaySpan,
            cause: Option<Cause<'g>>,
            reason: Option<&'g str>,
            despite: &'a [StatementRef<'g>],
            #[serde(flatten)]
            grounds: &'a Grounds<'g>,
        }
        let row = Row {
            kind: self.kind,
            actor: self.actor,
            coalition: self.coalition(),
            other: self.other,
            days: self.days,
            cause: self.cause,
            reason: self.reason(),
            despite: &self.despite,
            grounds: &self.grounds,
        };
        row.serialize(serializer)
    }
}
