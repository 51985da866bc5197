//! Tolls that several statements have, kept once.

use crate::model::Toll;
use crate::record::{Quick, QuickMap, Reader};
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::sync::Arc;

/// The last statement with each toll, by a hash of the toll: the tolls stand in the statements alone.
#[derive(Debug, Default)]
pub(super) struct Tolls {
    hasher: Quick,
    by_hash: QuickMap<u64, u32>,
}

impl Tolls {
    /// The toll of the statement that is taken next; that of an earlier one if it is the same.
    pub(super) fn of(&mut self, reader: &Reader, toll: Toll) -> Arc<Toll> {
        let next = u32::try_from(reader.statement_count()).unwrap_or(u32::MAX);
        match self.by_hash.entry(self.hasher.hash_one(&toll)) {
            Entry::Vacant(slot) => {
                slot.insert(next);
            }
            Entry::Occupied(mut slot) => {
                let known = reader.statement_at(*slot.get() as usize);
                let known = known.and_then(|known| known.event()?.killed.as_ref());
                if let Some(known) = known.filter(|known| ***known == toll) {
                    return Arc::clone(known);
                }
                slot.insert(next);
            }
        }
        Arc::new(toll)
    }
}
