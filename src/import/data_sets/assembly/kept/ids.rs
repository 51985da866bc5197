//! A map from each id to its statement.

use super::numbered::Numbered;
use crate::record::{Quick, QuickMap, Reader};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::ops::Range;

/// A map from each id to its first statement.
///
/// Most files have each id once. As long as all ids are distinct and end in numbers, the map is only a bit set of these
/// numbers: looking up each of a million ids in a table took a tenth of the time of reading their rows (2026-12-01).
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Ids {
    /// The number of the first statement that the map covers.
    first: usize,
    met: Numbered,
    /// The full table, built when an id does not fit the bit set or occurs a second time.
    table: Option<Table>,
}

impl Ids {
    /// Makes a map of the statements from this number on.
    pub(in crate::import::data_sets::assembly) fn from(first: usize) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }

    /// Returns the first statement with this id, or maps the id to `number` if there is none.
    pub(in crate::import::data_sets::assembly) fn meet(
        &mut self,
        reader: &Reader,
        id: &str,
        number: usize,
    ) -> Option<usize> {
        if self.table.is_none() && self.met.is_new(id) {
            return None;
        }
        let first = self.first;
        let table = self
            .table
            .get_or_insert_with(|| Table::of(reader, first..number));
        table.meet(reader, id, number)
    }

    /// Returns the first statement with this id.
    pub(in crate::import::data_sets::assembly) fn find(
        &mut self,
        reader: &Reader,
        id: &str,
    ) -> Option<usize> {
        if self.table.is_none() && !self.met.has(id) {
            return None;
        }
        let numbers = self.first..reader.statement_count();
        let table = self.table.get_or_insert_with(|| Table::of(reader, numbers));
        table.find(reader, id)
    }

    /// Maps an id to this statement.
    pub(in crate::import::data_sets::assembly) fn put(
        &mut self,
        reader: &Reader,
        id: &str,
        number: usize,
    ) {
        let first = self.first;
        let table = self
            .table
            .get_or_insert_with(|| Table::of(reader, first..number));
        table.put(reader, id, number);
    }
}

/// A hash table from ids to statements. The ids themselves are read from the statements.
///
/// With a copy of each id, the table for a million of them took a tenth of the time of reading their rows, and four
/// times the memory (2026-11-30).
#[derive(Debug, Default)]
struct Table {
    hasher: Quick,
    by_hash: QuickMap<u64, u32>,
    /// Ids whose hash is taken by another id.
    others: BTreeMap<Box<str>, u32>,
}

impl Table {
    /// Makes the table for these statements.
    fn of(reader: &Reader, numbers: Range<usize>) -> Self {
        let mut own = Self::default();
        drop(own.by_hash.try_reserve(numbers.len()));
        for number in numbers {
            if let Some(statement) = reader.statement_at(number) {
                own.meet(reader, &statement.id, number);
            }
        }
        own
    }

    /// Returns the first statement with this id, or maps the id to `number` if there is none.
    fn meet(&mut self, reader: &Reader, id: &str, number: usize) -> Option<usize> {
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

    /// Returns the first statement with this id.
    fn find(&self, reader: &Reader, id: &str) -> Option<usize> {
        let number = self.by_hash.get(&self.hasher.hash_one(id)).copied();
        let number = number.filter(|number| is_of(reader, *number, id));
        let number = number.or_else(|| self.others.get(id).copied());
        number.map(|number| number as usize)
    }

    /// Maps an id to this statement.
    fn put(&mut self, reader: &Reader, id: &str, number: usize) {
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
