//! Columns of Arrow straight into the columns of a graph.

mod bulk_batches;
mod cells;
mod event_rows;
mod loss_rows;
mod relation_rows;

pub use bulk_batches::BulkBatches;
