//! Rows that were checked, on their way into the graph.

use super::row_classes::RowClasses;
use super::row_evidence::Told;
use super::rows::{EventRow, RelationRow, RowActor};
use crate::model::ActorId;

/// Rows without a mistake, and the id of each of their actors.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BulkRows<'r> {
    pub(super) ids: &'r [ActorId],
    pub(super) relations: &'r [RelationRow],
    pub(super) events: &'r [EventRow],
    pub(super) told: Option<&'r Told>,
    /// The classes of plain events among them.
    pub(super) classes: Option<&'r RowClasses>,
}

impl BulkRows<'_> {
    #[inline]
    pub(super) fn id(&self, actor: RowActor) -> ActorId {
        self.ids[actor.index()]
    }
}
