//! Text as a tree with places, sound or broken.
//!
//! Libraries read sound JSON and TOML. This crate reads a broken text a second time, to keep its readable parts and to
//! report each place that cannot be read.

// places
mod locate;

// sound
pub(super) mod json_tree;
mod toml_tree;

// broken
mod loose;
mod loose_text;
mod toml_lines;
pub(super) mod toml_loose;

pub(super) use locate::Locator;
pub(super) use toml_tree::node;
