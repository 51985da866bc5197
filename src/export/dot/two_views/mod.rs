//! Two views beside each other: before, after, and what changed.

// what is asked for
mod comparison;

// what became of each relation
mod turned;

// drawn
mod heading;
mod panels;
mod sheet;

pub use comparison::{Comparison, DifferentGraphs};
