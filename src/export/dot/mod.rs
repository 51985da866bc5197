//! A view as a picture for Graphviz, in its language DOT.

mod camps;
mod comparison;
mod genealogy;
mod picture;

// what a picture shows, and where
mod around;
mod frames;
mod lanes;
mod layout;
mod scene;
mod tips;
mod turned;

// how it is drawn
mod boxes;
mod descent;
mod draw;
mod fold;
mod key;
mod lines;
mod panels;
mod pedigree;
mod plan;
mod sheet;
mod strands;
mod style;
mod theme;
mod title;

// how it is written
pub(super) mod dates;
mod escape;
mod label;
pub(super) mod words;
mod wrap;
mod writer;

pub use camps::Camps;
pub use comparison::{Comparison, DifferentGraphs};
pub use genealogy::Genealogy;
pub use picture::{ClashStyle, Dot, Drawing, DrawingWarning};
pub(super) use style::pen;
pub use theme::{Color, Hue, Theme};
