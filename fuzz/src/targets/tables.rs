//! Tables: of a record, and of the data sets of others.

use super::laws::{are_told, comes_back, is_accounted_for, load_error, text};
use factions::Record;
use factions::import::data_sets::DataSetReader;
use factions::record::CsvTables;

/// The line before a table of its name.
pub(crate) const MARK: &str = "=== ";

/// The tables that stand in a text behind one another.
fn split(text: &str) -> CsvTables {
    let mut tables = CsvTables::default();
    for part in text.split(MARK) {
        let (name, rows) = part.split_once('\n').unwrap_or((part, ""));
        if let Some(table) = tables.get_mut(name) {
            rows.clone_into(table);
        }
    }
    tables
}

/// The tables as one text.
pub(crate) fn join(tables: &CsvTables) -> String {
    let mut text = String::new();
    for name in CsvTables::NAMES {
        let table = tables.get(name).unwrap_or_default();
        text.extend([MARK, name, "\n", table]);
    }
    text
}

pub(crate) fn csv(bytes: &[u8]) -> u64 {
    let Some(text) = text(bytes) else { return 0 };
    match Record::from_csv(&split(text)) {
        Ok(record) => comes_back(&record),
        Err(problems) => are_told(&problems, text),
    }
}

/// Rows need not be UTF-8; which data set they are of, the header says.
pub(crate) fn data_sets(bytes: &[u8]) -> u64 {
    match DataSetReader::new().read("rows.csv", bytes) {
        Ok(import) => is_accounted_for(&import),
        Err(error) => load_error(&error, &String::from_utf8_lossy(bytes)),
    }
}
