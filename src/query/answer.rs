//! What every answer carries: days, how it holds, certainty, statements, sources.

use crate::graph::{ActorRef, StatementRef};
use crate::model::{Certainty, Day, Holds, Source};
use crate::view::View;
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// The first and the last day that an answer can be about, both included.
///
/// Serialises as `earliest` and `latest`, `null` where unbounded.
///
/// # Examples
///
/// ```
/// use factions::{Day, DaySpan, date};
///
/// let days = DaySpan::new(Day::from(date(2023, 9, 21)), Day::from(date(2023, 9, 30)));
/// assert_eq!(days.to_string(), "between 2023-09-21 and 2023-09-30");
/// assert_eq!(days.earliest(), Some(date(2023, 9, 21)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySpan {
    /// The first day; before all: unbounded.
    pub first: Day,
    /// The last day; after all: unbounded.
    pub last: Day,
}

impl DaySpan {
    /// The days from one to another, both included.
    pub const fn new(first: Day, last: Day) -> Self {
        Self { first, last }
    }

    /// The first day; `None`: unbounded.
    pub fn earliest(self) -> Option<Date> {
        self.first.date()
    }

    /// The last day; `None`: unbounded.
    pub fn latest(self) -> Option<Date> {
        self.last.date()
    }

    /// The days from the first of both to the last of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

impl From<(Day, Day)> for DaySpan {
    /// From the first to the last of a pair of days.
    fn from((first, last): (Day, Day)) -> Self {
        Self { first, last }
    }
}

impl fmt::Display for DaySpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest(), self.latest()) {
            (Some(first), Some(last)) if first == last => write!(f, "on {first}"),
            (Some(first), Some(last)) => write!(f, "between {first} and {last}"),
            (Some(first), None) => write!(f, "on or after {first}"),
            (None, Some(last)) => write!(f, "on or before {last}"),
            (None, None) => f.write_str("on a day unknown"),
        }
    }
}

impl Serialize for DaySpan {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("DaySpan", 2)?;
        fields.serialize_field("earliest", &self.first)?;
        fields.serialize_field("latest", &self.last)?;
        fields.end()
    }
}

/// What an answer rests on: no answer is without it.
///
/// Prints as `certainly; claimed by JNIM; source: crisiswatch-2023-10`; what a source reports or
/// confirms that a party announced is on its own word: `reported, on MSA's own word`. A
/// [hedge](Self::hedges) stands behind it in quotes. Serialises as
/// `holds`, `certainty`, `by`, `sources` and `statements`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grounds<'g> {
    /// Whether it holds certainly: this speaks of time alone.
    pub holds: Holds,
    /// How sure it is: the certainty of its best statement or chain of statements.
    pub certainty: Certainty,
    /// Who claims, alleges, plans or announced it, of the statements that are as sure; by key.
    pub by: Vec<ActorRef<'g>>,
    /// The sources of its statements, by key.
    pub sources: Vec<&'g Source>,
    /// The statements, in their order.
    pub statements: Vec<StatementRef<'g>>,
}

impl<'g> Grounds<'g> {
    /// The grounds of an answer made of these statements.
    ///
    /// Of their sources those stand that the view admits: published by then, among those asked.
    pub(crate) fn new(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        statements: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Self {
        let mut statements: Vec<_> = statements.into_iter().collect();
        statements.sort_unstable();
        statements.dedup();
        let as_sure = statements.iter().filter(|one| one.certainty() == certainty);
        let mut by: Vec<_> = as_sure.flat_map(|one| one.by()).collect();
        by.sort_unstable();
        by.dedup();
        let evidence = statements.iter().map(|one| &one.record().evidence);
        let named = evidence.flat_map(|evidence| evidence.sources.iter().copied());
        let mut sources: Vec<_> = named.filter(|&id| view.admits_source(id)).collect();
        sources.sort_unstable();
        sources.dedup();
        Self {
            holds,
            certainty,
            by,
            sources: sources
                .into_iter()
                .map(|id| view.graph().record().source(id))
                .collect(),
            statements,
        }
    }

    /// The hedge words of its statements that are as sure, as the sources have them; each once.
    pub fn hedges(&self) -> Vec<&'g str> {
        let mut hedges = Vec::new();
        for one in &self.statements {
            let hedge = one.record().evidence.hedge.as_deref();
            if let Some(hedge) = hedge.filter(|_| one.certainty() == self.certainty)
                && !hedges.contains(&hedge)
            {
                hedges.push(hedge);
            }
        }
        hedges
    }

    /// The grounds of an answer that rests on two, of different views.
    pub(crate) fn of_both(holds: Holds, one: Self, other: Self) -> Self {
        let mut statements = one.statements;
        for statement in other.statements {
            if !statements.iter().any(|own| own.key() == statement.key()) {
                statements.push(statement);
            }
        }
        let mut by = one.by;
        by.extend(other.by);
        by.sort_by_key(|actor| actor.key());
        by.dedup_by_key(|actor| actor.key());
        let mut sources = one.sources;
        sources.extend(other.sources);
        sources.sort_by(|a, b| a.key.cmp(&b.key));
        sources.dedup_by(|a, b| a.key == b.key);
        Self {
            holds,
            certainty: one.certainty.max(other.certainty),
            by,
            sources,
            statements,
        }
    }
}

impl fmt::Display for Grounds<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = how_known(self.certainty, &self.by);
        write!(f, "{}; {known}", self.holds)?;
        for hedge in self.hedges() {
            write!(f, ", “{hedge}”")?;
        }
        match &*self.sources {
            [] => f.write_str("; no source"),
            [one] => write!(f, "; source: {}", one.key),
            several => {
                let keys: Vec<&str> = several.iter().map(|source| &*source.key).collect();
                write!(f, "; sources: {}", keys.join(", "))
            }
        }
    }
}

impl Serialize for Grounds<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sources: Vec<&str> = self.sources.iter().map(|source| &*source.key).collect();
        let mut fields = serializer.serialize_struct("Grounds", 5)?;
        fields.serialize_field("holds", &self.holds)?;
        fields.serialize_field("certainty", &self.certainty)?;
        fields.serialize_field("by", &self.by)?;
        fields.serialize_field("sources", &sources)?;
        fields.serialize_field("statements", &self.statements)?;
        fields.end()
    }
}

/// How sure a thing is and who says so: `claimed by JNIM`, `reported, on MSA's own word`.
pub(crate) fn how_known(certainty: Certainty, by: &[ActorRef<'_>]) -> String {
    match certainty {
        _ if by.is_empty() => certainty.to_string(),
        Certainty::Reported | Certainty::Confirmed => {
            format!("{certainty}, on {}'s own word", list(by))
        }
        _ => format!("{certainty} by {}", list(by)),
    }
}

/// Names in a sentence: `A`, `A and B`, `A, B and C`.
pub(crate) fn list<T: fmt::Display>(names: &[T]) -> String {
    match names {
        [] => String::from("nobody"),
        [one] => one.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} and {last}", first.join(", "))
        }
    }
}
