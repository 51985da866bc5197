//! The list of all tables.

use super::schema::TableSchema;
use super::{entries, statements, times};

impl TableSchema {
    /// The version of all tables: it changes when a column is removed or changes its meaning.
    pub const VERSION: i64 = 1;

    /// All tables in order.
    pub const ALL: [Self; 18] = [
        entries::RECORD,
        entries::COVERAGE,
        entries::SOURCES,
        entries::ACTORS,
        entries::ALIASES,
        entries::PERIODS,
        entries::PLACES,
        statements::RELATIONS,
        statements::EVENTS,
        statements::PARTICIPANTS,
        statements::LOSSES,
        statements::EVENT_PLACES,
        statements::STATEMENT_SOURCES,
        times::PAIRS,
        times::EVENT_DAYS,
        times::TIES,
        times::MEMBERS,
        entries::ENTRIES,
    ];

    /// The table with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name == name)
    }
}
