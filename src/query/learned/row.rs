//! One row that differs, as both days have it.

use crate::graph::{ActorRef, StatementRef};
use crate::model::Source;
use crate::query::belonging::Membership;
use crate::query::happenings::Happening;
use crate::query::kit::{as_keys, list};
use crate::query::over_time::{Change, DiffWord};
use serde::Serialize;
use std::fmt;

/// A row of an answer that differs between an earlier and a later day, with what made it differ.
///
/// It prints as a sign, the row, and the statements that made it differ. Of a changed row it prints
/// the later version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LearnedRow<'g, T> {
    /// Whether the row came, went or changed.
    pub word: DiffWord,
    /// The row as known on the earlier day; `None` if it was not there.
    pub before: Option<T>,
    /// The row as known on the later day; `None` if it is not there.
    pub after: Option<T>,
    /// Whether the row itself says something else. `false` means that it says the same with the
    /// same certainty, and only its statements, sources or denials differ.
    pub says_other: bool,
    /// The statements that made it differ, in storage order.
    ///
    /// A statement that became known or was withdrawn between the days stands here if the row rests
    /// on it, or if it can end, date or deny the row. If the row says the same, statements that
    /// found a further source stand here too.
    pub by: Vec<StatementRef<'g>>,
    /// The actors whose active periods the row rests on and that became known between the days, or
    /// found a further source; by key.
    pub by_lives_of: Vec<ActorRef<'g>>,
    /// The sources behind these that the view admits and that were published by the later day, by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
}

impl<T> LearnedRow<'_, T> {
    /// The row as known on the later day, or else as known on the earlier one.
    pub fn latest(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl<T: fmt::Display> fmt::Display for LearnedRow<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.word {
            DiffWord::Come => "+",
            DiffWord::Gone => "−",
            DiffWord::Changed => "~",
        };
        f.write_str(sign)?;
        if let Some(row) = self.latest() {
            write!(f, " {row}")?;
        }
        let mut by: Vec<String> = self
            .by
            .iter()
            .map(|one| format!("`{}`", one.key()))
            .collect();
        let lives = self.by_lives_of.iter();
        by.extend(lives.map(|actor| format!("when {actor} was active")));
        if by.is_empty() {
            return Ok(());
        }
        write!(f, ", by {}", list(&by))
    }
}

/// Rows that can be equal in content, though they rest on other statements.
pub(super) trait Says: PartialEq {
    fn says_the_same(&self, other: &Self) -> bool;
}

impl Says for Membership<'_> {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.grounds.holds, one.grounds.certainty, one.days);
        said(self) == said(other)
    }
}

impl Says for Change<'_> {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.grounds.holds, one.grounds.certainty, one.days);
        said(self) == said(other) && self.cause == other.cause
    }
}

impl Says for Happening<'_> {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.grounds.holds, one.grounds.certainty, one.days);
        let killed = |one: &Self| {
            let killed = one.killed.as_ref();
            killed.map(|killed| (killed.deaths, killed.certainty, killed.of.clone()))
        };
        said(self) == said(other) && killed(self) == killed(other)
    }
}

/// Pairs the rows of both days; returns `None` if they are equal.
pub(super) fn beside<T: Says>(
    before: Option<T>,
    after: Option<T>,
) -> Option<LearnedRow<'static, T>> {
    let (word, says_other) = match (&before, &after) {
        (Some(one), Some(other)) if one == other => return None,
        (Some(one), Some(other)) => (DiffWord::Changed, !one.says_the_same(other)),
        (Some(_), None) => (DiffWord::Gone, true),
        (None, Some(_)) => (DiffWord::Come, true),
        (None, None) => return None,
    };
    Some(LearnedRow {
        word,
        before,
        after,
        says_other,
        by: Vec::new(),
        by_lives_of: Vec::new(),
        sources: Vec::new(),
    })
}
