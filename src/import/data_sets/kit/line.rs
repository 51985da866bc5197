//! A row on its way into a table.

use crate::record::At;
use csv::ByteRecord;

/// A record of cells, and where it begins.
pub(in crate::import::data_sets) type Line = (ByteRecord, At);

/// The name of a column: in lower case, words joined by `_`.
pub(in crate::import::data_sets) fn name_of(cell: &[u8]) -> String {
    let name = String::from_utf8_lossy(cell);
    let name = name.trim().trim_matches('"').to_lowercase();
    name.replace([' ', '.', '-'], "_")
}
