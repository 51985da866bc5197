//! Where the statements lie that others name by their ids.

use crate::record::{QuickMap, QuickSet, Record};

/// The place of each statement that is named by its own id.
///
/// Few are: an id whose end is the end of none of these is not looked for.
pub(in crate::graph) fn places<'r>(
    record: &'r Record,
    named: impl Iterator<Item = &'r str>,
) -> QuickMap<&'r str, u32> {
    let mut places = QuickMap::default();
    let named: Vec<&str> = named.collect();
    if named.is_empty() {
        return places;
    }
    let bits = (named.len() * 16).next_power_of_two().trailing_zeros();
    let mut ends = vec![false; 1 << bits];
    for id in &named {
        ends[end_of(id, bits)] = true;
    }
    let named: QuickSet<&str> = named.into_iter().collect();
    for (place, statement) in (0_u32..).zip(record.statements()) {
        let id = &*statement.id;
        if statement.has_own_id && ends[end_of(id, bits)] && named.contains(id) {
            places.insert(id, place);
        }
    }
    places
}

/// The end of an id as a number of so many bits.
fn end_of(id: &str, bits: u32) -> usize {
    let bytes = id.as_bytes();
    let end = bytes.last_chunk().copied().unwrap_or_else(|| {
        let mut short = [0; 8];
        short[..bytes.len()].copy_from_slice(bytes);
        short
    });
    let mixed = u64::from_le_bytes(end).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> (64 - bits)).unwrap_or(0)
}
