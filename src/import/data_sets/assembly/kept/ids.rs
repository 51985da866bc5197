//! The statement of each id.

use super::numbered::Numbered;
use crate::record::{Quick, QuickMap, Reader};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::ops::Range;

/// The statement of each id.
///
/// Most files have each id once. As long as all ids end in numbers, it is only known which of these numbers were
/// met: to look each of a million ids up in a table took a tenth of the time of reading their rows (2026-12-01).
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Ids {
    /// The first statement that has an id of this data set.
    first: usize,
    met: Numbered,
    /// `None`: no id was met twice.
    table: Option<Table>,
}

impl Ids {
    /// Of the statements from one on, by its number.
    pub(in crate::import::data_sets::assembly) fn from(first: usize) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }

    /// The first statement of this id; if there is none, it is the one of this number.
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

    /// The first statement of this id.
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

    /// This statement has this id.
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

/// The statement of each id, by a hash of the id: the ids themselves stand in the statements.
///
/// With a copy of each id, the map of a million of them took a tenth of the time of reading their rows,
/// and four times the memory (2026-11-30).
#[derive(Debug, Default)]
struct Table {
    hasher: Quick,
    by_hash: QuickMap<u64, u32>,
    /// Ids whose hash another has.
    others: BTreeMap<Box<str>, u32>,
}

impl Table {
    /// That of these statements.
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

    /// The first statement of this id; if there is none, it is the one of this number.
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

    /// The first statement of this id.
    fn find(&self, reader: &Reader, id: &str) -> Option<usize> {
        let number = self.by_hash.get(&self.hasher.hash_one(id)).copied();
        let number = number.filter(|number| is_of(reader, *number, id));
        let number = number.or_else(|| self.others.get(id).copied());
        number.map(|number| number as usize)
    }

    /// This statement has this id.
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
