//! One row that is other, as both days have it.

use crate::graph::{ActorRef, StatementRef};
use crate::model::Source;
use crate::query::belonging::Membership;
use crate::query::happenings::Happening;
use crate::query::kit::{as_keys, list};
use crate::query::over_time::{Change, DiffWord};
use serde::Serialize;
use std::fmt;

/// A row of an answer that is other on a later day than on an earlier one, and what did it.
///
/// Prints as the row with a sign before it, and the statements that did it behind it. Of a row that is
/// otherwise the later one is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LearnedRow<'g, T> {
    /// Whether it came, went, or is otherwise.
    pub word: DiffWord,
    /// The row as it was known on the earlier day; `None`: it was not there.
    pub before: Option<T>,
    /// The row as it was known on the later day; `None`: it was not there.
    pub after: Option<T>,
    /// Whether the row itself is another one: `false` where it says the same as surely, and only its
    /// statements, sources or denials are others.
    pub says_other: bool,
    /// The statements that did it: of those on which the row rests, or that can end, date or deny it,
    /// the ones that became known or were withdrawn in between; in their order. Where the row says the
    /// same, also those that found a further source.
    pub by: Vec<StatementRef<'g>>,
    /// Whose active periods it rests on that became known in between, or found a further source; by key.
    pub by_lives_of: Vec<ActorRef<'g>>,
    /// The sources behind what did it that the view admits and that were out on the later day; by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
}

impl<T> LearnedRow<'_, T> {
    /// The row as it is known on the later day, else as it was on the earlier one.
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

/// Rows of which one can say the same as another, though by other statements.
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

/// A row as both days have it; `None`: they have it alike.
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
