//! A view as a picture for Graphviz, in its language DOT.
//!
//! `writing` writes DOT, `scenes` decides which parts of a view a picture shows and where, and then come the
//! three pictures: of one view, of two views compared, and of descent. A folder may use those listed above
//! it.

// statements, labels and styles of DOT
mod writing;

// the contents of a picture and their layout
mod scenes;

// a picture of a view
mod drawing;

// a picture of two views
mod two_views;

// a picture of descent
mod lineage;

pub use drawing::{Camps, Dot, Drawing, DrawingWarning, EventStyle};
pub use lineage::Genealogy;
pub use two_views::{Comparison, DifferentGraphs};
pub use writing::{Color, Hue, Theme};

pub(super) use writing::{pen, width};
