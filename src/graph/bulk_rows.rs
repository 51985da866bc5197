//! Rows that were checked, on their way into the graph.

use super::row_classes::RowClasses;
use super::row_evidence::Told;
use super::rows::{EventRow, RelationRow, RowActor};
use crate::model::{ActorId, Deaths, Loss};

/// Rows without a mistake, and the id of each of their actors.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BulkRows<'r> {
    pub(super) ids: &'r [ActorId],
    pub(super) relations: &'r [RelationRow],
    pub(super) events: &'r [EventRow],
    pub(super) told: Option<&'r Told>,
    /// The classes of plain events among them.
    pub(super) classes: Option<&'r RowClasses>,
    /// Whose the dead of events were, by the place of the event and by actor.
    pub(super) losses: &'r [RowLoss],
}

/// Deaths of one actor among those of the event at a place among the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowLoss {
    pub(super) event: usize,
    pub(super) actor: RowActor,
    pub(super) deaths: Deaths,
}

impl BulkRows<'_> {
    #[inline]
    pub(super) fn id(&self, actor: RowActor) -> ActorId {
        self.ids[actor.index()]
    }

    /// Whether anything is said of whose the dead of an event were.
    #[inline]
    pub(super) fn has_losses(&self, event: usize) -> bool {
        !self.losses.is_empty() && losses_of(self.losses, event).next().is_some()
    }

    /// Whose the dead of an event were, by actor.
    pub(super) fn losses(&self, event: usize) -> Vec<Loss> {
        let own = losses_of(self.losses, event).map(|loss| Loss {
            actor: self.id(loss.actor),
            deaths: loss.deaths,
        });
        let mut own: Vec<Loss> = own.collect();
        own.sort_unstable();
        own
    }
}

/// The losses of the event at a place, of all in the order of places.
pub(super) fn losses_of(all: &[RowLoss], event: usize) -> impl Iterator<Item = &RowLoss> {
    let first = all.partition_point(|loss| loss.event < event);
    all[first..]
        .iter()
        .take_while(move |loss| loss.event == event)
}
