//! Text as a tree with places, sound or broken.
//!
//! Sound JSON and TOML is read by their libraries. Where it is broken it is read once more by hand, for
//! what can be read of it and for a mistake at each place that cannot.

// where
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
