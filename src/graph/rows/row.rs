//! Relations and events as typed rows.

use crate::model::{Certainty, Day, Deaths, EventKind, RelationKind, SourceId};
use std::num::NonZeroU32;

/// The number of an actor in the rows of one [`Bulk`](crate::Bulk).
///
/// The graph's own ids follow the keys: [`Bulk::build`](crate::Bulk::build) turns one into the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowActor(
    // one more than the number, so that an `Option` of it is no wider
    NonZeroU32,
);

impl RowActor {
    pub(in crate::graph) const fn new(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    pub(in crate::graph) const fn index(self) -> usize {
        self.number() as usize
    }

    /// The number, from 0: actors are numbered as they are first named.
    pub const fn number(self) -> u32 {
        self.0.get() - 1
    }
}

/// Which side of an event row an actor is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowSide {
    /// The side of the row's `from`.
    From,
    /// The side of the row's `to`.
    To,
}

/// An event as a row: two actors or one alone, one day or a span of days, at most one source.
///
/// Further actors on a side, whose the dead were, places, an id and a note are said of it by
/// [`Bulk::beside`](crate::Bulk::beside), [`loss`](crate::Bulk::loss), [`place`](crate::Bulk::place),
/// [`id`](crate::Bulk::id) and [`note`](crate::Bulk::note). What needs more (a split, several sources, a
/// toll less sure than the event) is a statement of the [`Record`](crate::Record) that the rows are laid
/// [onto](crate::Bulk::onto).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRow {
    /// What happened; splits, mergers and renamings are for the record.
    pub kind: EventKind,
    /// Who acts, or one side.
    pub from: RowActor,
    /// Whom it hits, or the other side; `None`: the actor stands alone.
    pub to: Option<RowActor>,
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
            to: Some(to),
            is_directed: false,
            first: day,
            last: day,
            certainty: Certainty::Reported,
            killed: None,
            source: None,
            by: None,
        }
    }

    /// A reported event of one actor alone on one day, without a figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Bulk, Day, EventKind, EventRow, date};
    ///
    /// let mut bulk = Bulk::new();
    /// let jnim = bulk.actor("jnim", ActorKind::ArmedGroup);
    /// let day = Day::from(date(2023, 8, 8));
    /// let blockade = EventRow::alone(EventKind::Other, jnim, day);
    /// let graph = bulk.build(&[], &[blockade])?;
    /// assert_eq!(graph.ever().event_count_of(graph.actor("jnim")?).certainly, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn alone(kind: EventKind, actor: RowActor, day: Day) -> Self {
        Self {
            to: None,
            ..Self::new(kind, actor, actor, day)
        }
    }

    /// The two actors, if nobody stands alone.
    pub(in crate::graph) fn pair(&self) -> Option<(RowActor, RowActor)> {
        Some((self.from, self.to?))
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
