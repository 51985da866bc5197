//! What was asserted, checked.
//!
//! Whatever a record comes from — a file, or code — it becomes a tree, is read into
//! rows, meets the same rules, and is built only if it breaks none.

// the way in
mod at;
mod build;
mod check;
mod csv;
mod desk;
mod draft;
mod intern;
mod key;
mod lost;
mod merge;
mod part;
mod read;
mod rows;
mod schema;
mod seal;
mod tree;
mod write;

// what comes out
mod code;
mod problem;
#[expect(
    clippy::module_inception,
    reason = "the record is what this floor is named for"
)]
mod record;

pub(crate) use at::{At, Section};
pub(crate) use check::losses_problems;
pub(crate) use csv::{
    Column, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS, OF_PERIODS, columns, elements, harmless,
    list_cell, push_row, text_of_harmless,
};
pub(crate) use desk::Desk;
pub(crate) use desk::{shown, stands_first};
pub(crate) use read::{Reader, is_slug, slug};
pub(crate) use schema::schema;
pub(crate) use seal::{STIX_AUTHOR, STIX_EXTENSION, seal};
pub(crate) use tree::{Entry, Node, Value};
pub(crate) use write::native_node;

pub use code::Code;
pub use csv::CsvTables;
pub use draft::{
    ActorDraft, Draft, EventDraft, PeriodDraft, PlaceDraft, RelationDraft, SourceDraft, TollDraft,
    Words,
};
pub use part::Part;
pub use problem::{Problem, Problems, Severity, Spot};
pub use record::Record;
