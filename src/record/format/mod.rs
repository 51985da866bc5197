//! The format: a neutral tree, its keys, the places in it, and its tables.
//!
//! Texts and code become this tree, and records are written as it.

// the tree
mod at;
mod key;
mod slug;
mod tree;

// the same as tables
mod csv;

// sealed for others
mod seal;

pub(crate) use at::{At, Section};
pub(super) use at::{CodeAt, Spots};
pub use csv::CsvTables;
pub(crate) use csv::{
    Column, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS, OF_PERIODS, columns, elements, harmless,
    list_cell, push_row, text_of_harmless,
};
pub(super) use key::Key;
pub(crate) use seal::{STIX_AUTHOR, STIX_EXTENSION, seal};
pub(crate) use slug::{KeyMaker, is_slug, slug};
pub(super) use tree::stamp;
pub(crate) use tree::{Entry, Node, Value};
