//! The tree of a record, printed.

pub(super) mod json;
pub(super) mod toml;
