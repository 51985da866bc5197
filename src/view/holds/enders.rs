//! The splits, mergers and renamings that a view admits.

use super::trial::{Known, Trial};
use crate::graph::Ender;
use crate::model::{Happened, StatementId};
use crate::view::View;

/// A split, merger or renaming, as the view admits it.
pub(super) struct Admitted {
    /// The statements of the happening that end or bound the relation.
    pub(super) naming: Vec<Known>,
    /// All statements of the same happening.
    pub(super) tellings: Vec<Known>,
}

/// # What ends relations
impl View<'_, '_> {
    /// A split, merger or renaming with those of its statements that the filters of evidence admit.
    pub(super) fn admitted_ender(self, ender: &Ender) -> Option<Admitted> {
        let admitted = |ids: &mut dyn Iterator<Item = StatementId>| -> Vec<Known> {
            ids.filter_map(|id| self.as_known(id)).collect()
        };
        let naming = admitted(&mut ender.tellings.iter().copied());
        let first = *ender.tellings.first()?;
        let tellings = admitted(&mut self.graph.tellings(first));
        (!naming.is_empty()).then_some(Admitted { naming, tellings })
    }

    /// The events that count, by time, each with its first counting statement and its possible
    /// days.
    pub(super) fn dated(self, events: &[Admitted], trial: &Trial) -> Vec<(StatementId, Happened)> {
        let counting = events.iter().filter_map(|event| {
            let tellings = trial.counting(&event.naming, &event.tellings);
            let mut naming = event.naming.iter();
            let first = naming.find(|one| tellings.contains(one))?.id;
            let tellings = tellings.iter();
            let tellings = tellings.map(|one| (one.id, event.naming.contains(one)));
            Some((first, self.happened(tellings)))
        });
        let mut dated: Vec<(StatementId, Happened)> = counting.collect();
        dated.sort_by_key(|(first, happened)| (happened.hull(), *first));
        dated
    }
}
