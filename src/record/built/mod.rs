//! The record: made of checked rows, and written as a tree again.

mod digest;
mod part;
mod record;

// from rows
pub(super) mod build;

// into a tree, or into bytes
mod line;
mod sink;
mod write;

pub(crate) use build::{Apart, by_content};
pub(super) use digest::Digest;
pub(crate) use line::LineLinks;
pub use part::Part;
pub use record::Record;
pub(in crate::record) use record::as_of_day;
pub(crate) use write::{SECTIONS, native_node};
pub(super) use write::{Tables, covers_node, place_entries, source_entries};
