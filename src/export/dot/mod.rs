//! A view as a picture for Graphviz, in its language DOT.

mod picture;

// what a picture shows, and where
mod frames;
mod lanes;
mod layout;
mod scene;

// how it is drawn
mod boxes;
mod draw;
mod fold;
mod key;
mod lines;
mod plan;
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

pub use picture::{ClashStyle, Dot, Drawing, DrawingWarning};
pub(super) use style::pen;
pub use theme::{Color, Hue, Theme};
