//! What a query is written with: words, named steps, and what cannot be said.

mod not_in_sql;
mod query;
mod words;

pub use not_in_sql::NotInSql;
pub use query::SqlQuery;
pub(super) use query::Steps;
pub(super) use words::{Days, all_of, day, is_one_of, number_of, quoted};
