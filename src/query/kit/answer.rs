//! The common parts of all answers: days, holding, certainty, statements and their sources.

use crate::graph::{ActorRef, StatementRef, TieRef};
use crate::model::{ActorId, Certainty, Day, Holds, Source, Spans, Window};
use crate::view::View;
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// The first and the last day that an answer can be about; both are included.
///
/// A field called `days` is always a `DaySpan`. A span that does not include its last day is a
/// [`Window`](crate::Window) instead. A `DaySpan` serialises as `earliest` and `latest`; an
/// unbounded side is `null`.
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
    /// The first day. A day before all others means that the span has no first day.
    pub first: Day,
    /// The last day. A day after all others means that the span has no last day.
    pub last: Day,
}

impl DaySpan {
    /// The span from one day to another; both are included.
    pub const fn new(first: Day, last: Day) -> Self {
        Self { first, last }
    }

    /// The first day as a date, or `None` if the span has no first day.
    pub fn earliest(self) -> Option<Date> {
        self.first.date()
    }

    /// The last day as a date, or `None` if the span has no last day.
    pub fn latest(self) -> Option<Date> {
        self.last.date()
    }

    /// Returns the days as windows, which exclude their last day.
    pub(in crate::query) fn spans(self) -> Spans {
        Spans::One(Window {
            from: self.first,
            to: self.last.next(),
        })
    }

    /// The shortest span that includes both spans.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

impl From<(Day, Day)> for DaySpan {
    /// The span from the first day of a pair to the second.
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

/// What an answer rests on: every answer has its grounds.
///
/// They print as `certainly; claimed by JNIM; source: crisiswatch-2023-10`. Where a source reports
/// or confirms what a party itself announced, they read `reported, on MSA's own word`. The sources'
/// [hedges](Self::hedges) follow in quotes, and a denial stands at the end: `denied by CMA`. They
/// serialise as `holds`, `certainty`, `by`, `sources`, `statements` and `denied`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grounds<'g> {
    /// Whether the answer holds certainly or possibly; this speaks of time alone.
    pub holds: Holds,
    /// How well the answer is known: the certainty of its best statement or chain of statements.
    pub certainty: Certainty,
    /// The actors who claim, allege, plan or announced it, by key: those of the statements with
    /// that certainty.
    pub by: Vec<ActorRef<'g>>,
    /// The sources of the statements, by key.
    pub sources: Vec<&'g Source>,
    /// The statements that the answer rests on, in storage order.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these statements, in storage order: the denials of the same happenings,
    /// and those of the same kind and pair that can be true on one day with one of the statements.
    pub denied: Vec<StatementRef<'g>>,
}

impl<'g> Grounds<'g> {
    /// Builds the grounds of an answer from its statements.
    ///
    /// The sources listed are those that the view admits: asked for, and published by its day.
    pub(crate) fn new(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        statements: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Self {
        let mut grounds = Self::undenied(view, holds, certainty, statements);
        let ids = grounds.statements.iter().map(|one| one.id());
        grounds.denied = view.denials(ids, None);
        grounds
    }

    /// Builds the grounds of an answer about two actors; denials that concern only other actors are left out.
    pub(crate) fn between(
        view: View<'g, '_>,
        pair: (ActorId, ActorId),
        holds: Holds,
        certainty: Certainty,
        statements: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Self {
        let mut grounds = Self::undenied(view, holds, certainty, statements);
        let ids = grounds.statements.iter().map(|one| one.id());
        grounds.denied = view.denials(ids, Some(pair));
        grounds
    }

    /// Builds the grounds of an answer made of ties and all their tellings, each between its own two actors.
    pub(crate) fn of_ties(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        ties: impl IntoIterator<Item = TieRef<'g>>,
    ) -> Self {
        Self::of_all_ties(view, holds, certainty, ties.into_iter().collect())
    }

    /// The body of `of_ties`, apart so that it is compiled once and not for each kind of iterator.
    fn of_all_ties(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        mut ties: Vec<TieRef<'g>>,
    ) -> Self {
        ties.sort_unstable();
        ties.dedup();
        let statements = ties.iter().flat_map(|tie| view.tie_statements(*tie));
        let mut grounds = Self::undenied(view, holds, certainty, statements);
        grounds.denied = view.denials_of_ties(ties.iter().map(|tie| tie.id()));
        grounds
    }

    /// Builds the grounds of an answer that is itself a denial.
    pub(crate) fn undenied(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        statements: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Self {
        Self::of_all(view, holds, certainty, statements.into_iter().collect())
    }

    /// The body of `new`, apart so that it is compiled once and not for each kind of iterator.
    fn of_all(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        mut statements: Vec<StatementRef<'g>>,
    ) -> Self {
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
            denied: Vec::new(),
        }
    }

    /// The hedge words of the statements that are as sure as the answer, as the sources have them; each once.
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

    /// The grounds of an answer that rests on two others, from different views.
    pub(crate) fn of_both(holds: Holds, one: Self, other: Self) -> Self {
        let both = |mut all: Vec<StatementRef<'g>>, more: Vec<StatementRef<'g>>| {
            for statement in more {
                if !all.iter().any(|own| own.key() == statement.key()) {
                    all.push(statement);
                }
            }
            all
        };
        let statements = both(one.statements, other.statements);
        let denied = both(one.denied, other.denied);
        // two answers together are as sure as the weaker one
        let certainty = one.certainty.min(other.certainty);
        let of_weaker = [(one.certainty, one.by), (other.certainty, other.by)];
        let of_weaker = of_weaker.into_iter().filter(|own| own.0 == certainty);
        let mut by: Vec<ActorRef<'g>> = of_weaker.flat_map(|own| own.1).collect();
        by.sort_by_key(|actor| actor.key());
        by.dedup_by_key(|actor| actor.key());
        let mut sources = one.sources;
        sources.extend(other.sources);
        sources.sort_by(|a, b| a.key.cmp(&b.key));
        sources.dedup_by(|a, b| a.key == b.key);
        Self {
            holds,
            certainty,
            by,
            sources,
            statements,
            denied,
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
            [] => f.write_str("; no source")?,
            [one] => write!(f, "; source: {}", one.key)?,
            several => {
                let keys: Vec<&str> = several.iter().map(|source| &*source.key).collect();
                write!(f, "; sources: {}", keys.join(", "))?;
            }
        }
        match who_denies(&self.denied) {
            Some(who) => write!(f, "; denied by {who}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Grounds<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sources: Vec<&str> = self.sources.iter().map(|source| &*source.key).collect();
        let mut fields = serializer.serialize_struct("Grounds", 6)?;
        fields.serialize_field("holds", &self.holds)?;
        fields.serialize_field("certainty", &self.certainty)?;
        fields.serialize_field("by", &self.by)?;
        fields.serialize_field("sources", &sources)?;
        fields.serialize_field("statements", &self.statements)?;
        fields.serialize_field("denied", &self.denied)?;
        fields.end()
    }
}

/// Serialises sources as their keys.
pub(in crate::query) fn as_keys<S: serde::Serializer>(
    sources: &[&Source],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(sources.iter().map(|source| &source.key))
}

/// Describes the certainty and the claimants: `claimed by JNIM`, `reported, on MSA's own word`.
pub(crate) fn how_known(certainty: Certainty, by: &[ActorRef<'_>]) -> String {
    match certainty {
        _ if by.is_empty() => certainty.to_string(),
        Certainty::Reported | Certainty::Confirmed => {
            format!("{certainty}, on {}'s own word", list(by))
        }
        _ => format!("{certainty} by {}", list(by)),
    }
}

/// # Who says it
impl StatementRef<'_> {
    /// The names of whoever makes the statement: its parties, else its publisher, else the source's id.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [sources.wire]
    ///     publisher = "The Wire"
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     certainty = "denied"
    ///     source = "wire"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let denial = graph.statements().next().expect("there is one");
    /// assert_eq!(denial.who_says(), "The Wire");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn who_says(self) -> String {
        let by: Vec<&str> = self.by().map(ActorRef::label).collect();
        if !by.is_empty() {
            return list(&by);
        }
        let sources = self.sources().map(|source| {
            let named = source.publisher.as_deref().or(source.title.as_deref());
            named.unwrap_or(&source.key)
        });
        let mut sources: Vec<&str> = sources.collect();
        sources.dedup();
        match &*sources {
            [] => format!("`{}`, which names nobody", self.key()),
            sources => list(sources),
        }
    }
}

/// The names of those who make these denials, each once; `None` if there is no denial.
pub(crate) fn who_denies(denied: &[StatementRef<'_>]) -> Option<String> {
    let mut who: Vec<String> = denied.iter().map(|one| one.who_says()).collect();
    who.sort_unstable();
    who.dedup();
    (!who.is_empty()).then(|| list(&who))
}

/// The denials of a count or a chain of several things: `; in part denied by A`, or nothing.
pub(crate) fn denied_in_part(denied: &[StatementRef<'_>]) -> String {
    who_denies(denied).map_or_else(String::new, |who| format!("; in part denied by {who}"))
}

/// A list of names in a sentence: `A`, `A and B`, `A, B and C`.
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
