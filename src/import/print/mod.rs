//! The tree of a record, printed, and the schema of the format.

pub(super) mod json;
mod json_schema;
pub(super) mod toml;
