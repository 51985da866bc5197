//! Files into records, and records into text.

// the forms
mod csv;
mod follow_the_money;
mod json;
mod json_lines;
mod json_schema;
mod json_tree;
mod loose;
mod loose_text;
mod print_json;
mod print_toml;
mod stix;
mod toml;
mod toml_lines;
mod toml_loose;
mod toml_tree;

// the files
mod foreign;
mod load;
mod load_error;
mod locate;

pub use json_lines::{JsonLines, Progress};
pub use load_error::LoadError;
