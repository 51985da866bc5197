//! A record: a checked collection of actors, sources, places and statements.
//!
//! A record may come from a file or from code. Either way, the reader makes a tree of it, reads the
//! tree into rows, and checks all rows against the same rules. Only rows that break no rule become
//! a record. There is one shortcut: JSON statements without any mistake or rarity become rows
//! directly, without a tree.

// the tree, its keys and the places in it
mod format;

// mistakes and warnings
mod problems;

// rows before the checks
mod unchecked;

// the checked record
mod built;

// the rules
mod check;

// comparison of two records
mod compared;

// reading
mod apart;
mod aside;
mod draft;
mod merge;
mod read;

// JSON statements, without a tree
mod direct;

// the format as a schema
mod schema;

// tables for query engines
mod columns;

// reading STIX objects
mod stix;

pub use apart::ImportedRows;
pub use built::{Part, Record};
pub use columns::{ColumnSchema, ColumnType, TableSchema};
pub use compared::{
    EntryChange, EntryType, EntryValue, EntryWord, KeyChange, NotApplied, RecordComparison,
};
pub use draft::{
    ActorDraft, Draft, EventDraft, PeriodDraft, PlaceDraft, RelationDraft, SourceDraft, TollDraft,
    Words,
};
pub use format::CsvTables;
pub use problems::{Code, Location, Problem, Problems, Severity};

pub(crate) use aside::SetAside;
pub(crate) use built::{Apart, LineLinks, SECTIONS, by_content, native_node};
pub(crate) use check::losses_problems;
#[cfg(feature = "arrow")]
pub(crate) use columns::text_of_list;
pub(crate) use direct::Direct;
pub(crate) use format::{
    At, Column, Derived, Entry, Fnv, KeyMaker, Node, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS,
    OF_PERIODS, STIX_AUTHOR, STIX_EXTENSION, Section, Value, columns, columns_of, data_package,
    elements, harmless, has_outer_space, is_slug, json_date, json_digits, json_float, json_quoted,
    json_tree, list_cell, push_cell, seal, seal_of_texts, slug, text_of_harmless,
};
pub(crate) use problems::{Desk, shown, shown_to, stands_first};
pub(crate) use read::Reader;
pub(crate) use schema::schema;
pub(crate) use stix::{
    is_one_moment, stix_actor, stix_place, stix_relation, stix_section, stix_time,
};
#[cfg(feature = "data-sets")]
pub(crate) use unchecked::Shared;
pub(crate) use unchecked::{Quick, QuickMap, QuickSet};
