//! Who comes first, by what, and what each of them did.

use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{Covered, Place, Source, Window};
use crate::query::happenings::TollTotal;
use crate::query::kit::{as_keys, denied_in_part};
use serde::Serialize;
use std::fmt;

words! {
    /// By what the busiest are ranked.
    pub enum RankBy("measure") {
        /// Happenings of every kind.
        Events = "events",
        /// Deaths in the happenings, whosever they were: the best figures.
        Deaths = "deaths",
        /// Deaths that they [suffered](crate::View::losses_of): the best figures.
        Losses = "losses",
    }
}

/// The busiest of a view, the first first.
///
/// They are ranked by all that the view shows, then by what of it is certain; those who are alike in both
/// share a rank, and stand by key. Whoever shares the rank of the last is there, too: there may be more rows
/// than were asked for. Who has none of what is ranked by is not ranked, and who has but unknown figures
/// neither: unknown is not zero. Both are counted.
///
/// An event of several actors, pairs or places is in the row of each: rows are not to be added. What the view
/// counts in all is the [`total`](Self::total).
///
/// Prints a line a row, and whether the record covers the days; serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ranking<T> {
    /// By what they are ranked.
    pub by: RankBy,
    /// The rows, by rank, then by key.
    pub rows: Vec<T>,
    /// How many are ranked in all, those of the rows among them.
    pub ranked: usize,
    /// How many more have an event in the view, and no deaths or losses by the best figures.
    pub none: usize,
    /// How many more have an event in the view, and but deaths or losses that are unknown.
    pub unknown: usize,
    /// All happenings of the view, each counted once; it says whether the record covers the days.
    pub total: TollTotal,
}

/// The busiest of one step of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepRanking<T> {
    /// Its name: `2023-10`.
    pub label: String,
    /// Its days, cut to the view's window.
    pub window: Window,
    /// Who was the busiest in it, as a view of these days has it.
    #[serde(flatten)]
    pub ranking: Ranking<T>,
}

/// What one of the busiest did and lost.
///
/// Prints as `certainly 3 killed in 1 violent happening; losses certainly deaths unknown`, with its events
/// before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Activity<'g> {
    /// The rank: one more than those who come before.
    pub rank: usize,
    /// Its happenings, each counted once, and the deaths in them, whosever they were.
    pub toll: TollTotal,
    /// The deaths that it suffered: of a pair both together, in what happened between them; of a place
    /// all of which it is said whose they were.
    pub losses: TollTotal,
    /// The statements of the happenings, in their order.
    pub statements: Vec<StatementRef<'g>>,
    /// Their sources, of those that the view admits; by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
    /// The known denials of the happenings.
    pub denied: Vec<StatementRef<'g>>,
}

/// One of the busiest actors.
///
/// Prints as `1. JNIM: 5 events, …`; serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BusyActor<'g> {
    /// Who; its events are those that [name it](crate::View::events_of).
    pub actor: ActorRef<'g>,
    /// What it did and lost.
    #[serde(flatten)]
    pub activity: Activity<'g>,
}

/// One of the busiest pairs of actors.
///
/// Prints as `1. CSP – Malian Armed Forces: 5 events, …`; serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BusyDyad<'g> {
    /// The first of the two by key; their events are those with a tie between them, of whatever sign.
    pub one: ActorRef<'g>,
    /// The other.
    pub other: ActorRef<'g>,
    /// What happened between them.
    #[serde(flatten)]
    pub activity: Activity<'g>,
}

/// One of the busiest places.
///
/// Prints as `1. Sibo (Bandiagara): 5 events, …`; serialises with its [`Activity`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BusyPlace<'g> {
    /// Where; its events are those that [were there](crate::View::events_at).
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
