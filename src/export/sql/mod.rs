//! Questions written as SQL, for engines that read the tables of columns.
//!
//! A text here uses what `DataFusion`, DuckDB and Spark read alike, and nothing of one of them. What it cannot
//! say of a view is an error when it is written, or when it is run: never a wrong table.

// texts, days, lists, and what cannot be said
mod writing;

// what a view asks for
mod lens;

// happenings of the view, as rows
mod listed;
mod plain;
mod subject;

// questions
mod busiest;
mod coalition;
mod counts;
mod relations;

// what they are about, as rows
mod rows;

pub use lens::Sql;
pub use rows::SqlRows;
pub use writing::{NotInSql, SqlQuery};
