//! Writes DOT: statements, labels, strokes and colours.
//!
//! All output goes through `writer`, and all user text through `escape`.

// statements and texts
pub(super) mod escape;
mod label;
mod measure;
mod wrap;
mod writer;

// strokes and colours, and the key to them
pub(super) mod key;
pub(super) mod style;
mod theme;

pub(super) use label::{Face, Html, Lines, Set, Value};
pub(in crate::export) use measure::width;
pub(in crate::export) use style::pen;
pub use theme::{Color, Hue, Theme};
pub(super) use theme::{Ink, Tone};
pub(super) use wrap::{brief, wrap};
pub(super) use writer::{Attributes, Writer};
