//! Rows that were checked, on their way into the graph.

use super::classes::RowClasses;
use super::evidence::UsedEvidence;
use super::extras::Extras;
use super::packed_rows::EventsIn;
use super::row::{EventRow, RelationRow, RowActor, RowSide};
use crate::model::{ActorId, Ends, IdList, Loss, PlaceId};

static NO_EXTRAS: Extras = Extras::none();

/// Rows without a mistake, and the id of each of their actors.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct BulkRows<'r> {
    pub(in crate::graph) ids: &'r [ActorId],
    pub(in crate::graph) relations: &'r [RelationRow],
    pub(in crate::graph) events: EventsIn<'r>,
    pub(in crate::graph) told: Option<&'r UsedEvidence>,
    /// The classes of plain events among them.
    pub(in crate::graph) classes: Option<&'r RowClasses>,
    /// What is said of events beside their fields.
    pub(in crate::graph) extras: Option<&'r Extras>,
}

/// What a row of an event says beside its pair, days, evidence and toll.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::graph) struct RowFacts<'r> {
    /// Several actors on a side, or one alone.
    pub(in crate::graph) company: Option<Ends>,
    pub(super) losses: Vec<Loss>,
    pub(super) places: Vec<PlaceId>,
    pub(super) id: Option<&'r str>,
    pub(super) note: Option<&'r str>,
}

impl<'r> RowFacts<'r> {
    /// Those of the row at a place, or of the statement with a number; `id` gives the id of an actor.
    pub(in crate::graph) fn of(
        extras: &'r Extras,
        event: usize,
        row: &EventRow,
        id: impl Fn(RowActor) -> ActorId,
    ) -> Self {
        let losses = extras.losses_of(event).map(|(actor, deaths)| Loss {
            actor: id(actor),
            deaths,
        });
        let mut losses: Vec<Loss> = losses.collect();
        losses.sort_unstable();
        Self {
            company: company_of(extras.beside_of(event), row, id),
            losses,
            places: extras.places_of(event).collect(),
            id: extras.id_of(event),
            note: extras.note_of(event),
        }
    }
}

/// The ends of a row of several actors on a side, or of one alone; `None`: it has two actors.
pub(in crate::graph) fn company_of(
    beside: impl Iterator<Item = (RowSide, RowActor)>,
    row: &EventRow,
    id: impl Fn(RowActor) -> ActorId,
) -> Option<Ends> {
    let mut beside = beside.peekable();
    if row.to.is_some() && beside.peek().is_none() {
        return None;
    }
    let (mut from, mut to) = (vec![id(row.from)], Vec::new());
    to.extend(row.to.map(&id));
    for (side, actor) in beside {
        match side {
            RowSide::From => from.push(id(actor)),
            RowSide::To => to.push(id(actor)),
        }
    }
    let [from, to] = [from, to].map(|side| {
        let mut side = IdList::from(side);
        side.sort_each_once();
        side
    });
    Some(if row.to.is_none() {
        Ends::Alone(from)
    } else if row.is_directed {
        Ends::Directed { from, to }
    } else {
        let mut sides = vec![from, to];
        sides.sort_unstable();
        Ends::Sided(sides.into())
    })
}

impl<'r> BulkRows<'r> {
    #[inline]
    pub(in crate::graph) fn id(&self, actor: RowActor) -> ActorId {
        self.ids[actor.index()]
    }

    /// The event row at a place.
    #[inline]
    pub(in crate::graph) fn event(&self, place: usize) -> EventRow {
        self.events.at(place)
    }

    fn by_id(&self, actor: RowActor) -> RowActor {
        RowActor::new(self.id(actor).number())
    }

    /// A relation row whose actors have the numbers of their ids.
    pub(in crate::graph) fn by_ids_of_relation(&self, row: &RelationRow) -> RelationRow {
        RelationRow {
            from: self.by_id(row.from),
            to: self.by_id(row.to),
            by: row.by.map(|by| self.by_id(by)),
            ..*row
        }
    }

    /// An event row whose actors have the numbers of their ids.
    pub(in crate::graph) fn by_ids_of_event(&self, row: &EventRow) -> EventRow {
        EventRow {
            from: self.by_id(row.from),
            to: row.to.map(|to| self.by_id(to)),
            by: row.by.map(|by| self.by_id(by)),
            ..*row
        }
    }

    /// Whether the columns of exact events hold all that an event row says.
    #[inline]
    pub(in crate::graph) fn is_bare(&self, event: usize) -> bool {
        !self.has_extras(event) && self.event(event).to.is_some()
    }

    /// Whether anything is said of an event row beside its fields.
    #[inline]
    pub(in crate::graph) fn has_extras(&self, event: usize) -> bool {
        self.extras.is_some_and(|all| all.has(event))
    }

    /// The ends of an event row of several actors on a side, or of one alone; `None`: it has two actors.
    pub(in crate::graph) fn company(&self, event: usize) -> Option<Ends> {
        if self.is_bare(event) {
            return None;
        }
        let extras = self.extras.unwrap_or(&NO_EXTRAS);
        let beside = extras.beside_of(event);
        company_of(beside, &self.event(event), |actor| self.id(actor))
    }

    /// What an event row says beside its fields.
    pub(in crate::graph) fn facts(&self, event: usize) -> RowFacts<'r> {
        let extras = self.extras.unwrap_or(&NO_EXTRAS);
        RowFacts::of(extras, event, &self.event(event), |actor| self.id(actor))
    }
}
