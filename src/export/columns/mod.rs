//! Columns for other engines: Arrow batches, streams and Parquet files, as `docs/COLUMNS.md` describes them.

// rows into batches
mod rows;

// what goes into them
mod entries;
mod statements;
mod times;

// all of them, in memory and as streams
mod batches;
mod write;

// files
#[cfg(feature = "parquet")]
mod parquet;

pub use batches::ColumnTables;
#[cfg(feature = "parquet")]
pub use parquet::ParquetForm;
