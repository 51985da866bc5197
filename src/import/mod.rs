//! Files into records, and records into text.

mod locate;
mod print_toml;
mod toml;
