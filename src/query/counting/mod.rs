//! How often and how many: totals, series, and the same for many actors at once.
//!
//! Read `counts` first: a total is what the columns of the graph know, and each other happening by itself.
//!
//! # Complexity
//!
//! What the columns hold costs two searches in a sorted column and a difference of running counts,
//! whatever lies between; all else costs a look at each happening.

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
