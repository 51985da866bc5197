//! The tables of columns that query engines read: their names, columns and meanings.

mod all;
#[cfg(feature = "arrow")]
mod arrow;
mod entries;
mod schema;
mod shared;
mod statements;
mod times;

#[cfg(feature = "arrow")]
pub(crate) use arrow::text_of_list;
pub use schema::{ColumnSchema, ColumnType, TableSchema};
