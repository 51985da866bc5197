//! Counts of events and deaths: totals, series by steps of time, and counts for many actors at once.
//!
//! Read `counts` first: a total is the sum of the counts from the columns of the graph, and of each other happening.
//!
//! # Complexity
//!
//! Events in columns cost two binary searches in a sorted column and one difference of prefix sums, however many lie
//! between. Every other happening is looked at.

// totals
mod columns;
mod counts;

// by steps of the calendar
mod column_steps;
mod series;
mod step_tolls;

// for many at once
mod batch;
mod united;

pub use batch::{Batch, NeighborColumns};
pub(super) use columns::{ColumnEvent, ColumnOwner};
pub(super) use series::Row;
pub use series::{Series, StepCount, Tally};
pub use step_tolls::StepTolls;
pub(super) use united::United;
