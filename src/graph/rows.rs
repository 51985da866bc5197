//! Relations and events as typed rows.

use crate::model::{Certainty, Day, Deaths, EventKind, RelationKind, SourceId};

/// The number of an actor in the rows of one [`Bulk`](super::Bulk).
///
/// The graph's own ids follow the keys: [`Bulk::build`](super::Bulk::build) turns one into the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowActor(u32);

impl RowActor {
    pub(super) const fn new(number: u32) -> Self {
        Self(number)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number, from 0: actors are numbered as they are first named.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// An event of one pair as a row: no text, one day or a span of days, at most one source.
///
/// What needs more (several actors on a side, a place, a split, a note) is a statement of the
/// [`Record`](crate::Record) that the rows are laid [onto](super::Bulk::onto).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRow {
    /// What happened; splits, mergers and renamings are for the record.
    pub kind: EventKind,
    /// Who acts, or one side.
    pub from: RowActor,
    /// Whom it hits, or the other side.
    pub to: RowActor,
    /// Whether it reads from one to the other; otherwise they are two sides.
    pub is_directed: bool,
    /// The first day on which it can have been.
    pub first: Day,
    /// The last day on which it can have been: the same, if the day is known.
    pub last: Day,
    /// How sure it is.
    pub certainty: Certainty,
    /// How many were killed; `None`: no figure.
    pub killed: Option<Deaths>,
    /// Where it comes from.
    pub source: Option<SourceId>,
    /// Who claims, alleges or announced it.
    pub by: Option<RowActor>,
}

impl EventRow {
    /// A reported event of two sides on one day, without a figure.
    pub const fn new(kind: EventKind, from: RowActor, to: RowActor, day: Day) -> Self {
        Self {
            kind,
            from,
            to,
            is_directed: false,
            first: day,
            last: day,
            certainty: Certainty::Reported,
            killed: None,
            source: None,
            by: None,
        }
    }
}

/// The end of a relation in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowEnd {
    /// On some day from one to another, both included: it no longer holds on that day.
    On(Day, Day),
    /// It goes on, so on the record's *as of* day.
    Ongoing,
    /// Nothing is known of its end.
    Unknown,
}

/// A relation of one pair as a row: no text, at most one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationRow {
    /// What it is.
    pub kind: RelationKind,
    /// Who joins, supports, hosts; of a mutual one either.
    pub from: RowActor,
    /// The other.
    pub to: RowActor,
    /// Whether it reads from one to the other: of a rivalry or belligerence either may be; of the
    /// other kinds it follows from the kind.
    pub is_directed: bool,
    /// The first and the last day on which it can have begun; `None`: nothing is known of it.
    pub start: Option<(Day, Day)>,
    /// How it ended.
    pub end: RowEnd,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it comes from.
    pub source: Option<SourceId>,
    /// Who claims, alleges or announced it.
    pub by: Option<RowActor>,
}

impl RelationRow {
    /// A reported relation that began on a day; nothing is known of its end.
    pub const fn new(kind: RelationKind, from: RowActor, to: RowActor, start: Day) -> Self {
        Self {
            kind,
            from,
            to,
            is_directed: kind.is_directed(),
            start: Some((start, start)),
            end: RowEnd::Unknown,
            certainty: Certainty::Reported,
            source: None,
            by: None,
        }
    }

    /// The same relation, ended on a day: it no longer holds on it.
    #[must_use]
    pub const fn until(mut self, end: Day) -> Self {
        self.end = RowEnd::On(end, end);
        self
    }
}
