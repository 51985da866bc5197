//! Parts of queries: quoted text, conditions on days, named steps, and the error for other questions.

mod not_in_sql;
mod query;
mod words;

pub use not_in_sql::NotInSql;
pub use query::SqlQuery;
pub(super) use query::Steps;
pub(super) use words::{Days, all_of, day, is_one_of, number_of, quoted};
