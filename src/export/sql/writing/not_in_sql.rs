//! The error for a question that SQL over the tables cannot express.

use std::fmt;

/// A question that SQL over the tables cannot express, with a remedy.
///
/// Prints the question and the remedy.
///
/// # Examples
///
/// ```
/// use factions::export::Sql;
/// use factions::date;
///
/// let then = Sql::ever().known_on(date(2023, 10, 31));
/// let error = then.members("csp").expect_err("it depends on what was known of the whole record");
/// assert!(error.to_string().contains("ask the view itself"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotInSql {
    /// The question, or the part of it, that has no SQL.
    pub what: String,
    /// The remedy: another way to get the answer.
    pub remedy: &'static str,
}

impl NotInSql {
    pub(in crate::export::sql) fn new(what: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            what: what.into(),
            remedy,
        }
    }
}

impl fmt::Display for NotInSql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SQL cannot say {}: {}", self.what, self.remedy)
    }
}

impl std::error::Error for NotInSql {}
