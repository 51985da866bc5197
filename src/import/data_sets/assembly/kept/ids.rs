//! The statement of each id.

use crate::record::{Quick, QuickMap, Reader};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

/// The statement of each id, by a hash of the id: the ids themselves stand in the statements.
///
/// With a copy of each id, the map of a million of them took a tenth of the time of reading their rows,
/// and four times the memory (2026-11-30).
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Ids {
    hasher: Quick,
    by_hash: QuickMap<u64, u32>,
    /// Ids whose hash another has.
    others: BTreeMap<Box<str>, u32>,
}

impl Ids {
    /// Makes room for so many more, where there is memory for them.
    pub(in crate::import::data_sets::assembly) fn expect_more(&mut self, ids: usize) {
        drop(self.by_hash.try_reserve(ids));
    }

    /// The first statement of this id; if there is none, it is the one of this number.
    pub(in crate::import::data_sets::assembly) fn meet(
        &mut self,
        reader: &Reader,
        id: &str,
        number: usize,
    ) -> Option<usize> {
        match self.by_hash.entry(self.hasher.hash_one(id)) {
            Entry::Vacant(slot) => {
                slot.insert(u32::try_from(number).unwrap_or(u32::MAX));
                None
            }
            Entry::Occupied(slot) if is_of(reader, *slot.get(), id) => Some(*slot.get() as usize),
            Entry::Occupied(_) => {
                let before = self.others.get(id).map(|number| *number as usize);
                if before.is_none() {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    self.others.insert(id.into(), number);
                }
                before
            }
        }
    }

    /// The first statement of this id.
    pub(in crate::import::data_sets::assembly) fn find(
        &self,
        reader: &Reader,
        id: &str,
    ) -> Option<usize> {
        let number = self.by_hash.get(&self.hasher.hash_one(id)).copied();
        let number = number.filter(|number| is_of(reader, *number, id));
        let number = number.or_else(|| self.others.get(id).copied());
        number.map(|number| number as usize)
    }

    /// This statement has this id.
    pub(in crate::import::data_sets::assembly) fn put(
        &mut self,
        reader: &Reader,
        id: &str,
        number: usize,
    ) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let slot = self
            .by_hash
            .entry(self.hasher.hash_one(id))
            .or_insert(number);
        if *slot == number || is_of(reader, *slot, id) {
            *slot = number;
        } else {
            self.others.insert(id.into(), number);
        }
    }
}

/// Whether a statement has this id.
fn is_of(reader: &Reader, number: u32, id: &str) -> bool {
    let statement = reader.statement_at(number as usize);
    statement.is_some_and(|statement| *statement.id == *id)
}
