//! Relations and events as typed rows.

use crate::model::{Certainty, Day, Deaths, EventKind, RelationKind, SourceId};
use std::num::NonZeroU32;

/// The number of an actor in the rows of one [`Bulk`](crate::Bulk).
///
/// The ids of the graph follow the actors' keys instead; [`Bulk::build`](crate::Bulk::build) translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowActor(
    // one more than the number, so that an `Option` of it takes no more space
    NonZeroU32,
);

impl RowActor {
    pub(in crate::graph) const fn new(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    pub(in crate::graph) const fn index(self) -> usize {
        self.number() as usize
    }

    /// The number, from 0: actors are numbered in the order in which they are first named.
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

/// An event as a row: two actors or one, on one day or in a span of days, with at most one source.
///
/// [`Bulk::add_participant`](crate::Bulk::add_participant), [`loss`](crate::Bulk::add_loss), [`place`](crate::Bulk::add_place),
/// [`id`](crate::Bulk::set_id) and [`note`](crate::Bulk::set_note) add further actors, losses, places, an id and a
/// note. An event that needs more (a split, several sources, a toll less sure than the event) is a statement
/// of the [`Record`](crate::Record) [beside](crate::Bulk::onto) the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRow {
    /// The kind of event. Splits, mergers and renamings belong into a record.
    pub kind: EventKind,
    /// The actor that acts, or the actor on one of two sides.
    pub from: RowActor,
    /// The actor that is hit, or on the other side; `None` if the event has only one actor.
    pub to: Option<RowActor>,
    /// Whether the event is directed from one to the other; otherwise the two are two sides.
    pub is_directed: bool,
    /// The first day on which it can have happened.
    pub first: Day,
    /// The last day on which it can have happened; the same day, if the day is known.
    pub last: Day,
    /// How well the event is known: its [certainty](crate#terms).
    pub certainty: Certainty,
    /// The people killed; `None` if there is no figure.
    pub killed: Option<Deaths>,
    /// The source of the row.
    pub source: Option<SourceId>,
    /// The actor who claims, alleges or announced it.
    pub by: Option<RowActor>,
}

impl EventRow {
    /// A reported event between two actors on one day, without a figure. It is two-sided.
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

    /// The two actors, if the row has two.
    pub(in crate::graph) fn pair(&self) -> Option<(RowActor, RowActor)> {
        Some((self.from, self.to?))
    }
}

/// The end of a relation in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowEnd {
    /// On some day from the first to the second, both included. On that day the relation no longer holds.
    On(Day, Day),
    /// The relation goes on: it still held on the record's *as of* day.
    Ongoing,
    /// Nothing is known of its end.
    Unknown,
}

/// A relation of one pair as a row, without text and with at most one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationRow {
    /// The kind of relation.
    pub kind: RelationKind,
    /// The actor that joins, supports or hosts; of a mutual relation either actor.
    pub from: RowActor,
    /// The other actor.
    pub to: RowActor,
    /// Whether the relation is directed from one to the other. A rivalry or belligerence may be
    /// either; for every other kind it follows from the kind.
    pub is_directed: bool,
    /// The first and the last day on which it can have started; `None` if nothing is known of its start.
    pub start: Option<(Day, Day)>,
    /// How it ended, as far as known.
    pub end: RowEnd,
    /// How well the relation is known: its [certainty](crate#terms).
    pub certainty: Certainty,
    /// The source of the row.
    pub source: Option<SourceId>,
    /// The actor who claims, alleges or announced it.
    pub by: Option<RowActor>,
}

impl RelationRow {
    /// A reported relation that started on a day; nothing is known of its end.
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

    /// The same relation, but it ended on a day, on which it no longer holds.
    #[must_use]
    pub const fn until(mut self, end: Day) -> Self {
        self.end = RowEnd::On(end, end);
        self
    }
}
