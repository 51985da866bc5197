//! Texts, days and lists as SQL literals, and conditions on days.

use super::not_in_sql::NotInSql;
use crate::model::{Day, Window};

/// Returns a text in single quotes; quotes inside are doubled.
///
/// # Errors
///
/// If the text has a backslash or a control character, because engines read these in different ways.
pub(in crate::export::sql) fn quoted(text: &str) -> Result<String, NotInSql> {
    if text.contains(|c: char| c == '\\' || c.is_control()) {
        return Err(NotInSql::new(
            format!("{text:?} alike in all engines"),
            "name it by a key, which has lower-case letters, digits and hyphens",
        ));
    }
    Ok(format!("'{}'", text.replace('\'', "''")))
}

/// Returns the condition that a column equals one of some texts.
pub(in crate::export::sql) fn is_one_of(
    column: &str,
    texts: &[String],
) -> Result<String, NotInSql> {
    let texts: Result<Vec<String>, NotInSql> = texts.iter().map(|text| quoted(text)).collect();
    Ok(match texts?.as_slice() {
        [] => String::from("FALSE"),
        [one] => format!("{column} = {one}"),
        several => format!("{column} IN ({})", several.join(", ")),
    })
}

/// Returns a day as a literal.
pub(in crate::export::sql) fn day(day: Day) -> Result<String, NotInSql> {
    let date = day.date().filter(|date| (1..=9999).contains(&date.year()));
    let date = date.ok_or_else(|| {
        NotInSql::new(
            format!("the day {day}"),
            "ask for days from year 1 on, or leave the window open",
        )
    })?;
    Ok(format!("DATE '{date}'"))
}

/// A window of days, as conditions.
#[derive(Debug, Clone)]
pub(in crate::export::sql) struct Days {
    window: Window,
    from: Option<String>,
    to: Option<String>,
}

impl Days {
    pub(in crate::export::sql) fn new(window: Window) -> Result<Self, NotInSql> {
        let bound = |one: Day| one.is_finite().then(|| day(one)).transpose();
        let (from, to) = if window.is_empty() {
            (None, None)
        } else {
            (bound(window.from)?, bound(window.to)?)
        };
        Ok(Self { window, from, to })
    }

    /// Whether the window is all of time.
    pub(in crate::export::sql) fn are_all(&self) -> bool {
        self.window == Window::ALL
    }

    /// The condition that some day from the first to the last is in the window; `NULL` is unbounded.
    pub(in crate::export::sql) fn meet(&self, first: &str, last: &str) -> String {
        if self.window.is_empty() {
            return String::from("FALSE");
        }
        let from = self.from.as_ref();
        let from = from.map(|from| format!("({last} IS NULL OR {last} >= {from})"));
        let to = self.to.as_ref();
        let to = to.map(|to| format!("({first} IS NULL OR {first} < {to})"));
        all_of(from.into_iter().chain(to))
    }

    /// The condition that all days from the first to the last are in the window.
    pub(in crate::export::sql) fn hold(&self, first: &str, last: &str) -> String {
        if self.window.is_empty() {
            return String::from("FALSE");
        }
        let from = self.from.as_ref().map(|from| format!("{first} >= {from}"));
        let to = self.to.as_ref().map(|to| format!("{last} < {to}"));
        all_of(from.into_iter().chain(to))
    }

    /// The condition that something may hold in the window, given its first possible start and its last
    /// possible end.
    pub(in crate::export::sql) fn meet_open(&self, first_start: &str, last_end: &str) -> String {
        if self.window.is_empty() {
            return String::from("FALSE");
        }
        let from = self.from.as_ref();
        let from = from.map(|from| format!("({last_end} IS NULL OR {from} < {last_end})"));
        let to = self.to.as_ref();
        let to = to.map(|to| format!("({first_start} IS NULL OR {first_start} < {to})"));
        all_of(from.into_iter().chain(to))
    }

    /// The condition that something certainly holds on some day of the window, given its last possible start
    /// and its first possible end, or that it goes on.
    pub(in crate::export::sql) fn certainly_touch(
        &self,
        last_start: &str,
        first_end: &str,
        goes_on: &str,
    ) -> String {
        if self.window.is_empty() {
            return String::from("FALSE");
        }
        let from = self.from.as_ref();
        let from = from.map(|from| format!("({goes_on} OR {from} < {first_end})"));
        let to = self.to.as_ref().map(|to| format!("{last_start} < {to}"));
        all_of(from.into_iter().chain(to))
    }
}

/// Joins conditions with `AND`; `TRUE` if there are none.
pub(in crate::export::sql) fn all_of(conditions: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = conditions.into_iter().collect();
    if all.is_empty() {
        return String::from("TRUE");
    }
    all.join(" AND ")
}

/// Returns 1 for true and 0 for false, because engines agree on how to sum numbers, but not truth values.
pub(in crate::export::sql) fn number_of(condition: &str) -> String {
    match condition {
        "TRUE" => String::from("1"),
        "FALSE" => String::from("0"),
        _ => format!("CASE WHEN {condition} THEN 1 ELSE 0 END"),
    }
}
