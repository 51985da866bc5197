//! What every answer carries: days, how it holds, certainty, statements, sources.

use crate::graph::{ActorRef, StatementRef, TieRef};
use crate::model::{ActorId, Certainty, Day, Holds, Source, Spans, Window};
use crate::view::View;
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// The first and the last day that an answer can be about, both included.
///
/// What an answer calls `days` is always one of these; a span whose last day is not in it is a
/// [`Window`](crate::Window), and called so. Serialises as `earliest` and `latest`, `null` where unbounded.
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

    /// Its days, as spans without their last day.
    pub(in crate::query) fn spans(self) -> Spans {
        Spans::One(Window {
            from: self.first,
            to: self.last.next(),
        })
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
/// [hedge](Self::hedges) stands behind it in quotes, a denial at the end: `denied by CMA`. Serialises
/// as `holds`, `certainty`, `by`, `sources`, `statements` and `denied`.
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
    /// The known denials of its statements, in their order: those of their happenings, and those of
    /// the same kind and pair that can be true on one day with them.
    pub denied: Vec<StatementRef<'g>>,
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
        let mut grounds = Self::undenied(view, holds, certainty, statements);
        let ids = grounds.statements.iter().map(|one| one.id());
        grounds.denied = view.denials(ids, None);
        grounds
    }

    /// The same of an answer about two actors: of what is denied of others alone it says nothing.
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

    /// The same of an answer made of ties with all that tell of them, each between its own two.
    pub(crate) fn of_ties(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        ties: impl IntoIterator<Item = TieRef<'g>>,
    ) -> Self {
        Self::of_all_ties(view, holds, certainty, ties.into_iter().collect())
    }

    /// Apart, so that it is compiled once and not for each way to list ties.
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

    /// The same of an answer that is a denial itself.
    pub(crate) fn undenied(
        view: View<'g, '_>,
        holds: Holds,
        certainty: Certainty,
        statements: impl IntoIterator<Item = StatementRef<'g>>,
    ) -> Self {
        Self::of_all(view, holds, certainty, statements.into_iter().collect())
    }

    /// Apart, so that it is compiled once and not for each way to list statements.
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
        // what is said of both is as sure as the weaker
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

/// Sources as their keys, in JSON.
pub(in crate::query) fn as_keys<S: serde::Serializer>(
    sources: &[&Source],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(sources.iter().map(|source| &source.key))
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

/// # Who says it
impl StatementRef<'_> {
    /// Who says what it says: its parties, else who published it, else its id.
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

/// Who denies what these statements deny, each once; `None`: nothing is denied.
pub(crate) fn who_denies(denied: &[StatementRef<'_>]) -> Option<String> {
    let mut who: Vec<String> = denied.iter().map(|one| one.who_says()).collect();
    who.sort_unstable();
    who.dedup();
    (!who.is_empty()).then(|| list(&who))
}

/// The same behind what counts or chains several things: `; in part denied by A`, or nothing.
pub(crate) fn denied_in_part(denied: &[StatementRef<'_>]) -> String {
    who_denies(denied).map_or_else(String::new, |who| format!("; in part denied by {who}"))
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
