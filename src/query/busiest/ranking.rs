//! Rankings by a measure, with the activity of each ranked actor, pair or place.

use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{Covered, Place, Source, Window};
use crate::query::happenings::{Claims, TollTotal};
use crate::query::kit::{as_keys, denied_in_part};
use serde::Serialize;
use std::fmt;

words! {
    /// What the busiest are ranked by.
    pub enum RankBy("measure") {
        /// By their happenings, of every kind.
        Events = "events",
        /// By the deaths in their happenings, whoever died, at the best figures.
        Deaths = "deaths",
        /// By the deaths that they [suffered](crate::View::losses_of), at the best figures.
        Losses = "losses",
    }
}

/// The busiest actors, pairs or places of a view, the first rank first.
///
/// They are ranked by all that the view shows, then by what of it is certain. Those that are equal
/// in both share a rank and stand by key. If several share the last rank, all of them are listed,
/// so there may be more rows than you asked for.
///
/// Nobody is ranked who has nothing of what is ranked: `none` counts these. Nobody is ranked either
/// whose figures are all unknown, as unknown is not zero: `unknown` counts these.
///
/// An event of several actors, pairs or places is in the row of each of them, so do not add rows
/// up. What the view counts in all is the [`total`](Self::total).
///
/// It prints one line for each row, then whether the record covers the days. It serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ranking<T> {
    /// What they are ranked by.
    pub by: RankBy,
    /// The rows, by rank, then by key.
    pub rows: Vec<T>,
    /// How many have a rank, with and without a row here.
    pub ranked: usize,
    /// How many more have an event in the view, but no deaths or losses by the best figures.
    pub none: usize,
    /// How many more have an event in the view, but whose deaths or losses are all unknown.
    pub unknown: usize,
    /// All happenings of the view, each counted once; the total says whether the record covers the days.
    pub total: TollTotal,
    /// The same without what is only planned, alleged or claimed: of what is reported or confirmed alone.
    pub reported: TollTotal,
}

/// The busiest of one step of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepRanking<T> {
    /// The name of the step: `2023-10`.
    pub label: String,
    /// The days of the step, cut to the view's window.
    pub window: Window,
    /// The ranking that a view of these days gives.
    #[serde(flatten)]
    pub ranking: Ranking<T>,
}

/// What one of the busiest did and lost.
///
/// After the number of its events it prints as `certainly 3 killed in 1 violent happening; losses
/// certainly deaths unknown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Activity<'g> {
    /// The rank: one more than the number of those that come before.
    pub rank: usize,
    /// The happenings, each counted once, and the deaths in them, whoever died.
    pub toll: TollTotal,
    /// The deaths that the actor suffered. Of a pair: those that both suffered, in the events
    /// between them. Of a place: all deaths of which a statement says whose they were.
    pub losses: TollTotal,
    /// The statements of the happenings, in storage order.
    pub statements: Vec<StatementRef<'g>>,
    /// The sources of these statements that the view admits, by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
    /// The known denials of the happenings.
    pub denied: Vec<StatementRef<'g>>,
    /// What of it is only planned, alleged or claimed; in the order of statements.
    #[serde(skip_serializing_if = "Claims::is_empty")]
    pub claims: Claims<'g>,
}

/// One of the busiest actors.
///
/// It prints as `1. JNIM: 5 events, …` and serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BusyActor<'g> {
    /// The actor. Its events are those in which it [takes part](crate::View::events_of).
    pub actor: ActorRef<'g>,
    /// What the actor did and lost.
    #[serde(flatten)]
    pub activity: Activity<'g>,
}

/// One of the busiest pairs of actors.
///
/// It prints as `1. CSP – Malian Armed Forces: 5 events, …` and serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BusyDyad<'g> {
    /// The first of the two by key. The pair's events are those with a tie between the two, of whatever sign.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// What happened between the two.
    #[serde(flatten)]
    pub activity: Activity<'g>,
}

/// One of the busiest places.
///
/// It prints as `1. Sibo (Bandiagara): 5 events, …` and serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BusyPlace<'g> {
    /// The place. Its events are those that [happened there](crate::View::events_at).
    #[serde(serialize_with = "as_key")]
    pub place: &'g Place,
    /// What happened there.
    #[serde(flatten)]
    pub activity: Activity<'g>,
}

fn as_key<S: serde::Serializer>(place: &Place, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&place.key)
}

impl fmt::Display for Activity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sure, more) = (
            self.toll.certainly.happenings,
            self.toll.possibly.happenings,
        );
        match (sure, more) {
            (0, 1) => f.write_str("possibly 1 event")?,
            (0, 1..) => write!(f, "possibly {more} events")?,
            (1, _) => f.write_str("1 event")?,
            _ => write!(f, "{sure} events")?,
        }
        if sure > 0 && more > 0 {
            write!(f, ", possibly {more} more")?;
        }
        write!(f, "; {}", self.toll)?;
        if self.losses.all().with_figure > 0 {
            write!(f, "; losses: {}", self.losses)?;
        }
        f.write_str(&self.claims.and_claims())?;
        f.write_str(&denied_in_part(&self.denied))
    }
}

impl fmt::Display for BusyActor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = &self.activity;
        write!(f, "{}. {}: {own}", own.rank, self.actor)
    }
}

impl fmt::Display for BusyDyad<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = &self.activity;
        write!(f, "{}. {} – {}: {own}", own.rank, self.one, self.other)
    }
}

impl fmt::Display for BusyPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = &self.activity;
        write!(f, "{}. {}: {own}", own.rank, self.place)
    }
}

impl<T: fmt::Display> fmt::Display for Ranking<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.iter().try_for_each(|row| writeln!(f, "{row}"))?;
        let more = self.ranked - self.rows.len();
        if more > 0 {
            writeln!(f, "{more} more come after them")?;
        }
        let what = match self.by {
            RankBy::Losses => "losses",
            RankBy::Events | RankBy::Deaths => "deaths",
        };
        if self.none > 0 {
            writeln!(f, "{} more without {what}", self.none)?;
        }
        if self.unknown > 0 {
            writeln!(f, "{} more whose {what} are unknown", self.unknown)?;
        }
        match self.total.covered() {
            Covered::Yes => Ok(()),
            Covered::Partly => writeln!(f, "partly covered"),
            Covered::No => writeln!(f, "not covered"),
        }
    }
}

impl<T: fmt::Display> fmt::Display for StepRanking<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:\n{}", self.label, self.ranking)
    }
}
