//! Questions written as SQL, for query engines that read the tables of columns.
//!
//! The SQL here is the common dialect of `DataFusion`, DuckDB and Spark. A question that it cannot express
//! ends in an error, either when the query is written or when it runs, and never in a wrong table.

// texts, days, lists, and the error for questions that SQL cannot express
mod writing;

// the filters of a view
mod lens;

// the happenings of a view as rows
mod listed;
mod plain;
mod subject;

// questions
mod busiest;
mod coalition;
mod counts;
mod relations;

// the events of a question as rows
mod rows;

pub use lens::Sql;
pub use rows::SqlRows;
pub use writing::{NotInSql, SqlQuery};
