//! A view as a picture for Graphviz, in its language DOT.
//!
//! First comes how DOT is written, then what a picture shows of a view, then the three pictures: of
//! one view, of two views compared, and of descent. A folder may use those listed above it.

// how it is written
mod writing;

// what a picture shows, and where
mod scenes;

// a view
mod drawing;

// two views
mod two_views;

// who came from whom
mod lineage;

pub use drawing::{Camps, Dot, Drawing, DrawingWarning, EventStyle};
pub use lineage::Genealogy;
pub use two_views::{Comparison, DifferentGraphs};
pub use writing::{Color, Hue, Theme};

pub(super) use writing::{pen, width};
