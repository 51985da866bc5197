//! Pictures of two views: before, after, and the changes between them.

// options
mod comparison;

// the change of each relation
mod turned;

// drawing
mod heading;
mod panels;
mod sheet;

pub use comparison::{Comparison, DifferentGraphs};
