//! What ends a membership besides its own end: splits, mergers and renamings.

use super::statements::{Statements, open_bounds};
use super::ties::Ties;
use crate::model::{
    ActorId, Bounds, Certainty, Day, End, Ends, EventKind, Matter, Relation, RelationKind,
    StatementId, TieId, When,
};
use crate::record::Record;
use std::borrow::Cow;
use std::collections::HashMap;

/// An event that ends a membership or part-of, and the bounds that the tie then has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) event: StatementId,
    pub(crate) bounds: Bounds,
}

/// For each tie that an event can end, the endings: the earliest event first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Endings {
    by_tie: Vec<(TieId, Box<[Ending]>)>,
    unmet: Vec<(TieId, StatementId)>,
}

impl Endings {
    /// Finds what each split, merger and renaming ends.
    ///
    /// `relation_of` gives what an undenied relation is, `None` for other statements.
    pub(crate) fn new<'r>(
        record: &'r Record,
        columns: &Statements,
        ties: &Ties,
        relation_of: impl Fn(StatementId) -> Option<Cow<'r, Relation>>,
    ) -> Self {
        let departures = departures(record);
        let mut endings = Self::default();
        for (tie, row) in ties.iter() {
            let kind = columns.kind(row.statement).relation();
            let leaving = departures.get(&row.from).map_or(&[][..], Vec::as_slice);
            if leaving.is_empty() || !kind.is_some_and(RelationKind::is_step) {
                continue;
            }
            let Some(relation) = relation_of(row.statement) else {
                continue;
            };
            let mut found = Vec::new();
            for departure in leaving {
                if departure.whole.is_some_and(|whole| whole != row.to) {
                    continue;
                }
                match ended(&relation, departure.when) {
                    Met::Ends(bounds) => found.push(Ending {
                        event: departure.event,
                        bounds,
                    }),
                    Met::Contradicts => endings.unmet.push((tie, departure.event)),
                    Met::Untouched => {}
                }
            }
            if !found.is_empty() {
                found.sort_by_key(|ending| (columns.days(ending.event), ending.event));
                endings.by_tie.push((tie, found.into_boxed_slice()));
            }
        }
        endings
    }

    /// The events that can end a tie, the earliest first.
    pub(crate) fn of(&self, tie: TieId) -> &[Ending] {
        match self.by_tie.binary_search_by_key(&tie, |pair| pair.0) {
            Ok(place) => &self.by_tie[place].1,
            Err(_) => &[],
        }
    }

    /// Memberships that go on although an event should have ended them.
    pub(crate) fn unmet(&self) -> &[(TieId, StatementId)] {
        &self.unmet
    }
}

/// Somebody leaves one whole, or (`None`) everything.
struct Departure<'r> {
    event: StatementId,
    whole: Option<ActorId>,
    when: Option<&'r When>,
}

/// The departures of each actor. A denied one is none.
fn departures(record: &Record) -> HashMap<ActorId, Vec<Departure<'_>>> {
    let mut departures: HashMap<ActorId, Vec<Departure<'_>>> = HashMap::new();
    for (number, statement) in (0_u32..).zip(record.statements()) {
        let (Matter::Event(event), Ends::Directed { from, to }) =
            (&statement.matter, &statement.ends)
        else {
            continue;
        };
        if statement.evidence.certainty == Certainty::Denied {
            continue;
        }
        let departure = |whole| Departure {
            event: StatementId::new(number),
            whole,
            when: event.when.as_ref(),
        };
        match event.kind {
            EventKind::Split => {
                for &whole in from {
                    for &leaver in to {
                        let all = departures.entry(leaver).or_default();
                        all.push(departure(Some(whole)));
                    }
                }
            }
            EventKind::Merger | EventKind::Rename => {
                for &old in from {
                    departures.entry(old).or_default().push(departure(None));
                }
            }
            _ => {}
        }
    }
    departures
}

/// What an event does to a membership of the pair.
#[derive(Debug, PartialEq, Eq)]
enum Met {
    /// It ends the tie, which then has these bounds.
    Ends(Bounds),
    /// It should end the tie, but the tie's own end or seen days do not allow it.
    Contradicts,
    /// The tie cannot hold on the day before any of the event's days.
    Untouched,
}

/// Ends a relation on one of an event's days, if that can be.
fn ended(relation: &Relation, when: Option<&When>) -> Met {
    let own = open_bounds(&relation.period);
    // it can hold on the day before one of the days
    if meeting(when, own.first_start().next(), own.last_end()).is_none() {
        return Met::Untouched;
    }
    // one of them is after the start and every seen day
    if meeting(when, own.first_end(), own.last_end()).is_none() {
        return Met::Contradicts;
    }
    let stated = match relation.period.end() {
        End::On(end) => meeting(when, end.first_day(), end.last_day()),
        End::Unknown | End::Ongoing => meeting(when, Day::BEFORE_ALL, Day::AFTER_ALL),
    };
    stated.map_or(Met::Contradicts, |(first, last)| {
        let seen = relation.period.seen().iter().copied().map(Day::from);
        let bounds = Bounds::new(own.first_start(), own.last_start(), first, last);
        Met::Ends(seen.fold(bounds, Bounds::see).tightened())
    })
}

/// The first and last of an event's possible days within a span of days, both included.
fn meeting(when: Option<&When>, first: Day, last: Day) -> Option<(Day, Day)> {
    let Some(when) = when else {
        return (first <= last).then_some((first, last));
    };
    let cut = |(from, to): (Day, Day)| (from.max(first), to.min(last));
    let mut met = when.possible_ranges().map(cut).filter(|(a, b)| a <= b);
    let (from, to) = met.next()?;
    Some((from, met.last().map_or(to, |range| range.1)))
}
