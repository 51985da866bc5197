//! Columns for query engines: Arrow batches, streams and Parquet files, as in `docs/COLUMNS.md`.

// rows into batches
mod rows;

// the contents of the tables
mod entries;
mod statements;
mod times;

// all tables, in memory and as streams
mod batches;
mod write;

// files
#[cfg(feature = "parquet")]
mod parquet;

pub use batches::ColumnTables;
#[cfg(feature = "parquet")]
pub use parquet::ParquetForm;
