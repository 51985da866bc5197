//! Files into records, and records into text.

// the forms
mod csv;
mod json;
mod json_lines;
mod json_schema;
mod json_tree;
mod print_json;
mod print_toml;
mod toml;

// the files
mod load;
mod load_error;
mod locate;

pub use json_lines::{JsonLines, Progress};
pub use load_error::LoadError;
