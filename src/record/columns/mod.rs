//! The tables of columns that other engines read: which there are, and what each column holds.

mod entries;
mod schema;
mod statements;
mod times;

pub use schema::{ColumnSchema, ColumnType, TableSchema};
