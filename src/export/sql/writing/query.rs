//! A query as text, with the names of its columns.

use std::fmt;

/// A query as a text that `DataFusion`, DuckDB and Spark read alike.
///
/// The same view gives the same text. Rows come in the order of the first columns. Prints as the text.
///
/// # Examples
///
/// ```
/// use factions::export::Sql;
/// use factions::{Step, date};
///
/// let october = Sql::during(date(2023, 10, 1)..date(2023, 11, 1));
/// let query = october.dyads_by(Step::Month)?;
/// assert_eq!(query.columns()[..4], ["one", "other", "year", "month"]);
/// assert!(query.text().contains("DATE '2023-10-01'"));
/// # Ok::<(), factions::export::NotInSql>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SqlQuery {
    text: String,
    columns: Vec<&'static str>,
    check: Option<String>,
}

impl SqlQuery {
    /// The text, without a semicolon at its end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of its columns, in their order.
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// A query for the number, in the column `happenings`, to which `certainly_happenings` and
    /// `possibly_happenings` must sum; `None` if the query shows only a part of them, or counts none.
    ///
    /// Use it to detect an engine that loses or doubles rows, as one did when a machine of its cluster died:
    /// if the numbers differ, the answer is wrong.
    pub fn check(&self) -> Option<&str> {
        self.check.as_deref()
    }
}

impl fmt::Display for SqlQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Named steps of a query, each of which may build on those before it.
#[derive(Debug, Clone, Default)]
pub(in crate::export::sql) struct Steps(Vec<(&'static str, String)>);

impl Steps {
    /// Adds a step, unless there is one with this name.
    pub(in crate::export::sql) fn add(&mut self, name: &'static str, text: impl Into<String>) {
        if !self.0.iter().any(|one| one.0 == name) {
            self.0.push((name, text.into()));
        }
    }

    /// Returns the whole query, which ends with this `SELECT` from the steps.
    pub(in crate::export::sql) fn select(
        &self,
        columns: Vec<&'static str>,
        select: &str,
    ) -> SqlQuery {
        SqlQuery {
            text: self.with(select),
            columns,
            check: None,
        }
    }

    /// Returns the whole query, with a second one for the number that its counts must sum to.
    pub(in crate::export::sql) fn select_checked(
        &self,
        columns: Vec<&'static str>,
        select: &str,
        check: &str,
    ) -> SqlQuery {
        SqlQuery {
            check: Some(self.with(check)),
            ..self.select(columns, select)
        }
    }

    fn with(&self, select: &str) -> String {
        let steps: Vec<String> = self
            .0
            .iter()
            .map(|(name, text)| format!("  {name} AS (\n{}\n  )", indented(text)))
            .collect();
        let select = trimmed(select);
        if steps.is_empty() {
            select
        } else {
            format!("WITH\n{}\n{select}", steps.join(",\n"))
        }
    }
}

fn indented(text: &str) -> String {
    let text = trimmed(text);
    let lines = text.lines().map(|line| format!("    {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Removes the common indentation and empty lines.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let blanks = |line: &&str| line.len() - line.trim_start().len();
    let margin = lines.iter().map(blanks).min().unwrap_or(0);
    let lines = lines.iter().map(|line| line[margin..].trim_end());
    lines.collect::<Vec<_>>().join("\n")
}
