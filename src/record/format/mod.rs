//! The format: a neutral tree, the keys in it, the places in it, and its tables.
//!
//! Both files and drafts become this tree, and records are written from it.

// the tree
mod at;
mod key;
mod slug;
mod tree;

// tables
mod csv;

// the columns of tables
mod package;

// JSON text
mod json;

// seals on exported files
mod seal;

pub(crate) use at::{At, Section};
pub(super) use at::{CodeAt, Spots};
pub use csv::CsvTables;
pub(crate) use csv::{
    Column, Derived, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS, OF_PERIODS, columns, columns_of,
    elements, harmless, has_outer_space, list_cell, push_cell, text_of_harmless,
};
pub(crate) use json::{
    date as json_date, digits as json_digits, float as json_float, quoted as json_quoted,
    tree as json_tree,
};
pub(super) use key::Key;
pub(crate) use package::data_package;
pub(crate) use seal::{Fnv, STIX_AUTHOR, STIX_EXTENSION, seal, seal_of_texts};
pub(crate) use slug::{KeyMaker, is_slug, slug};
pub(super) use tree::stamp;
pub(crate) use tree::{Entry, Node, Value};
