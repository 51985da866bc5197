//! The statement of each id.

use crate::record::{Quick, QuickMap, Reader};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// The statement of each id, by a hash of the id: the ids themselves stand in the statements.
///
/// With a copy of each id, the map of a million of them took a tenth of the time of reading their rows,
/// and four times the memory (2026-11-30).
#[derive(Debug, Default)]
pub(super) struct Ids {
    hasher: Quick,
    by_hash: QuickMap<u64, u32>,
    /// Ids whose hash another has.
    others: BTreeMap<Box<str>, u32>,
}

impl Ids {
    /// The first statement of this id.
    pub(super) fn find(&self, reader: &Reader, id: &str) -> Option<usize> {
        let number = self.by_hash.get(&self.hasher.hash_one(id)).copied();
        let number = number.filter(|number| is_of(reader, *number, id));
        let number = number.or_else(|| self.others.get(id).copied());
        number.map(|number| number as usize)
    }

    /// This statement has this id.
    pub(super) fn put(&mut self, reader: &Reader, id: &str, number: usize) {
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
