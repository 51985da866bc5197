//! Tolls that are known differently on two days.

use super::because::Because;
use super::row::{LearnedRow, beside};
use super::touched::Touched;
use crate::query::happenings::Happening;

impl<'g> Touched<'g, '_> {
    /// The happenings that differ and from which totals of deaths expect a figure.
    pub(super) fn tolls(&self) -> Vec<LearnedRow<'g, Happening<'g>>> {
        let events = self.events.iter().filter_map(|&id| {
            let [before, after] = self.views.map(|view| {
                let happening = view.happening(id)?;
                let counts = happening.is_violent() || happening.killed.is_some();
                counts.then_some(happening)
            });
            let row = beside(before, after)?;
            let mut because = Because::default();
            because.of_statement(self, id);
            for one in row.before.iter().chain(&row.after) {
                because.of_grounds(self, &one.grounds);
            }
            Some(because.did(self, row))
        });
        let mut rows: Vec<LearnedRow<'g, Happening<'g>>> = events.collect();
        rows.sort_by_key(|row| row.latest().map(Happening::order));
        rows
    }
}
