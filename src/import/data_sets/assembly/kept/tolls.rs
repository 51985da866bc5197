//! A cache of tolls, so that equal ones share memory.

use crate::model::Toll;
use crate::record::Quick;
use std::hash::BuildHasher;
use std::sync::Arc;

/// The number of tolls in the cache: it fits into the processor's cache.
const KEPT: usize = 1 << 14;

/// A direct-mapped cache of tolls, by hash.
///
/// The most frequent tolls, a few deaths of the busiest pairs, recur soon. A table of all tolls is larger than the
/// processor's cache, and looking into it took a tenth of the time in which a million rows were read (2026-11-30).
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Tolls {
    hasher: Quick,
    kept: Vec<Option<(u64, Arc<Toll>)>>,
}

impl Tolls {
    /// Returns this toll, shared with an equal one if the cache has it.
    pub(in crate::import::data_sets::assembly) fn of(&mut self, toll: Toll) -> Arc<Toll> {
        if self.kept.is_empty() {
            self.kept = vec![None; KEPT];
        }
        let hash = self.hasher.hash_one(&toll);
        let place = usize::try_from(hash % KEPT as u64).unwrap_or(0);
        if let Some((own, known)) = &self.kept[place]
            && *own == hash
            && **known == toll
        {
            return Arc::clone(known);
        }
        let new = Arc::new(toll);
        self.kept[place] = Some((hash, Arc::clone(&new)));
        new
    }
}
