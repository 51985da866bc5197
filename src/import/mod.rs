//! Files become records, and records become text.

// text as a tree with places, and back
mod print;
mod trees;

// formats of other programs
mod foreign;

// data sets that others publish
#[cfg(feature = "data-sets")]
pub mod data_sets;

// the crate's own forms
mod csv;
mod json;
mod json_lines;
mod toml;

// the result of reading a file in another format
mod crosswalk;
mod outcome;
mod report;

// files by their ending, and the record that comes with the crate
mod load;
mod load_error;
mod mali;

// folders of columns
#[cfg(feature = "parquet")]
mod parquet;

pub use crate::record::ImportedRows;
pub use crosswalk::{Crosswalk, CrosswalkRow};
pub use json_lines::{JsonLines, Progress};
pub use load_error::LoadError;
pub use outcome::Import;
#[cfg(feature = "parquet")]
pub use parquet::{ParquetBatches, ParquetTables};
pub use report::{Candidate, ImportNote, ImportReport, Occurrence, Treatment};
