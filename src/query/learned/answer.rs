//! The answer: everything that became known between two days.

use super::row::LearnedRow;
use crate::graph::{ActorRef, StatementRef};
use crate::model::{Day, Kind};
use crate::query::belonging::Membership;
use crate::query::happenings::{Happening, TollTotal};
use crate::query::kit::{DaySpan, Grounds, how_long, list, when_told, who_did_what};
use crate::query::over_time::Change;
use crate::query::stances::StanceWord;
use serde::Serialize;
use std::fmt;

/// A statement that became known, or was withdrawn, between two days.
///
/// It prints as a sentence and serialises with its days and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LearnedStatement<'g> {
    /// The statement.
    pub statement: StatementRef<'g>,
    /// The kind of its relation or event.
    pub kind: Kind,
    /// The days on which it can have been published or withdrawn; `on` in JSON.
    #[serde(rename = "on")]
    pub days: DaySpan,
    /// The statements that withdraw it, as far as they can be published by the later day.
    ///
    /// It is empty if the statement became known, or if its own entry says that it was withdrawn.
    pub withdrawn_by: Vec<StatementRef<'g>>,
    /// What the answer rests on.
    ///
    /// It holds certainly if the statement certainly was published, or withdrawn, between the two
    /// days, and what it says is certainly in the view's window.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for LearnedStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&who_did_what(self.statement))?;
        let graph = self.statement.graph();
        let days = match self.kind {
            Kind::Relation(_) => how_long(graph.bounds_of(self.statement.id())),
            Kind::Event(_) => when_told(
                &[self.statement],
                DaySpan::from(graph.days_of(self.statement.id())),
            ),
        };
        write!(f, " {days} ({})", self.grounds)
    }
}

/// How two actors stand to each other, without the ways that show it.
///
/// It prints as a sentence and serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StanceSummary<'g> {
    /// The actor whose key comes first.
    pub actor: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How the two stand, in one word.
    pub word: StanceWord,
    /// What the stance rests on: the shortest ways.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for StanceSummary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, other) = (self.actor, self.other);
        match self.word {
            StanceWord::Positive => write!(f, "{actor} stands with {other}"),
            StanceWord::Negative => write!(f, "{actor} stands against {other}"),
            StanceWord::Ambivalent => write!(f, "{actor} stands both with and against {other}"),
            StanceWord::Neutral => write!(f, "{actor} and {other} are neutral"),
            StanceWord::None => write!(f, "nothing ties {actor} and {other} in this view"),
        }?;
        write!(f, " ({})", self.grounds)
    }
}

/// What became known between two days, and which answers differ because of it.
///
/// [`View::learned`](crate::View::learned) makes it. It prints one line for each statement and row,
/// under headings. It serialises with all its parts.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// let record = Record::from_toml(r#"
///     [sources.wire]
///     published = 2023-10-08
///     [sources.correction]
///     published = 2023-10-20
///     [actors]
///     jnim = { name = "JNIM", kind = "armed-group" }
///     army = { name = "Army", kind = "state-force" }
///     [[events]]
///     id = "ambush"
///     kind = "clash"
///     when = 2023-10-07
///     from = "jnim"
///     to = "army"
///     killed = 16
///     source = "wire"
///     [[events]]
///     id = "no-ambush"
///     kind = "declaration"
///     when = 2023-10-19
///     actor = "army"
///     withdraws = "ambush"
///     source = "correction"
/// "#)?;
/// let graph = ActorGraph::new(record);
/// let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
/// let learned = october.learned(date(2023, 10, 15), date(2023, 10, 31));
/// let told = learned.to_string();
/// let lines: Vec<&str> = told.lines().collect();
/// assert_eq!(lines[0], "learnt after 2023-10-15, up to 2023-10-31");
/// assert!(lines[4].ends_with("(certainly; reported; source: wire), by `no-ambush`"));
/// assert!(lines[6].starts_with("  − clash by JNIM → Army on 2023-10-07; 16 killed"));
/// assert_eq!(learned.stances[0].by[0].key(), "ambush");
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Learned<'g> {
    /// The earlier day; what was published on it was known already.
    pub from: Day,
    /// The later day; what was published on it is known.
    pub to: Day,
    /// The statements that became known, by day of publication.
    pub known: Vec<LearnedStatement<'g>>,
    /// The statements that were withdrawn, by day of withdrawal.
    pub withdrawn: Vec<LearnedStatement<'g>>,
    /// The memberships that differ, then the part-of relations, by whole and member; direct and
    /// through others.
    pub members: Vec<LearnedRow<'g, Membership<'g>>>,
    /// The changes that differ, in the order of [`View::changes`](crate::View::changes).
    pub changes: Vec<LearnedRow<'g, Change<'g>>>,
    /// The happenings that differ and from which totals of deaths expect a figure, in the order of
    /// [`View::events`](crate::View::events).
    pub tolls: Vec<LearnedRow<'g, Happening<'g>>>,
    /// The stances that differ, by key: another word, or the same word more or less surely.
    ///
    /// A further way to the same stance is no difference: two actors that fight each other do so no
    /// more after one more clash.
    pub stances: Vec<LearnedRow<'g, StanceSummary<'g>>>,
    /// The deaths of all happenings of the view, as known on the earlier day.
    pub toll_before: TollTotal,
    /// The deaths of all happenings of the view, as known on the later day.
    pub toll_after: TollTotal,
}

impl Learned<'_> {
    /// Whether nothing became known, nothing was withdrawn, and no answer differs.
    pub const fn is_empty(&self) -> bool {
        self.known.is_empty()
            && self.withdrawn.is_empty()
            && self.members.is_empty()
            && self.changes.is_empty()
            && self.tolls.is_empty()
            && self.stances.is_empty()
    }
}

/// Writes lines under a heading; without lines it writes nothing.
fn part<T: fmt::Display>(f: &mut fmt::Formatter<'_>, heading: &str, all: &[T]) -> fmt::Result {
    if all.is_empty() {
        return Ok(());
    }
    write!(f, "\n{heading}:")?;
    for one in all {
        write!(f, "\n  {one}")?;
    }
    Ok(())
}

impl fmt::Display for Learned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "learnt after {}, up to {}", self.from, self.to)?;
        if self.is_empty() {
            return f.write_str(": nothing");
        }
        part(f, "became known", &self.known)?;
        let withdrawn = self.withdrawn.iter().map(|one| {
            let by: Vec<String> = { one.withdrawn_by.iter() }
                .map(|one| format!("`{}`", one.key()))
                .collect();
            if by.is_empty() {
                one.to_string()
            } else {
                format!("{one}, by {}", list(&by))
            }
        });
        part(f, "withdrawn", &withdrawn.collect::<Vec<String>>())?;
        part(f, "members", &self.members)?;
        part(f, "changes", &self.changes)?;
        part(f, "deaths", &self.tolls)?;
        let [before, after] = [self.toll_before, self.toll_after].map(|toll| toll.to_string());
        if before != after {
            part(
                f,
                "deaths in all",
                &[format!("before {before}; now {after}")],
            )?;
        }
        part(f, "stances", &self.stances)
    }
}
