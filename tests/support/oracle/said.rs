//! What a record says, read out of its fields: the one file that knows how the library spells it.

use factions::model::Coverage;
use factions::{Actor, ActorId, Deaths, Event, Evidence, Period, Record, Toll, When};

use super::time::first_and_last;

/// Every active period of an actor with what it rests on: "Periods rest on the evidence of the
/// actor's entry, or on their own".
pub(crate) fn active_periods(actor: &Actor) -> Vec<(&Period, &Evidence)> {
    let each = actor.active.iter();
    each.map(|one| {
        let own = one.evidence.as_ref();
        (&one.period, own.unwrap_or(&actor.evidence))
    })
    .collect()
}

/// "that they stood together is said by `sides` or by `jointly = true` (a joint convoy)".
pub(crate) fn is_jointly(event: &Event) -> bool {
    event.jointly
}

/// Figures of deaths as they are told: a range may be without a best figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Figures {
    pub(crate) low: u64,
    pub(crate) best: Option<u64>,
    pub(crate) high: u64,
}

/// "`best` may be missing where a source gives a range alone".
pub(crate) fn figures(deaths: &Deaths) -> Figures {
    Figures {
        low: deaths.low,
        best: deaths.best,
        high: deaths.high,
    }
}

/// "`killed.of = [{ actor = "…", low, best, high }]` says whose the dead were".
pub(crate) fn losses(toll: &Toll) -> Vec<(ActorId, Figures)> {
    let each = toll.of.iter();
    each.map(|row| (row.actor, figures(&row.deaths))).collect()
}

/// For which days a record, or each record that was merged into it, speaks of events: the possible
/// days of the start and of the end ("as of any period the first day that is not covered"), as far
/// as they are known: "the end … is the day after `as_of` where none is stated" stands there already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Covers {
    pub(crate) start: Option<(i64, i64)>,
    pub(crate) end: Option<(i64, i64)>,
}

pub(crate) fn covers(record: &Record) -> Vec<Covers> {
    let covers = |part: &Coverage| Covers {
        start: part.start.as_ref().map(first_and_last),
        end: part.end.as_ref().map(first_and_last),
    };
    record.covers().iter().map(covers).collect()
}

/// The first and last possible days of each publication that is told of: "without a dated source"
/// are those of whom nothing is.
pub(crate) fn published(record: &Record, evidence: &Evidence) -> Vec<(i64, i64)> {
    let dated = |id: &factions::SourceId| record.source(*id).published.as_ref();
    let whens: Vec<&When> = evidence.sources.iter().filter_map(dated).collect();
    whens.into_iter().map(first_and_last).collect()
}
