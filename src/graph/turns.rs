//! Every bound at which something begins or ends, in one run by time.

use super::endings::Endings;
use super::runs::{Runs, Spanned};
use super::statements::Statements;
use super::ties::Ties;
use crate::model::{ActorId, Bounds, Day, End, EventKind, Kind, RelationKind, StatementId, TieId};
use crate::record::Record;

/// Something that a change can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// A stated start of a membership or alliance.
    Start(TieId),
    /// A stated end of a membership or alliance, or one made by an event.
    End(TieId),
    /// A split, merger or renaming.
    Lineage(TieId),
    /// A stated start of an actor's active period of this number.
    Formation(ActorId, u32),
    /// A stated end of an actor's active period of this number.
    Dissolution(ActorId, u32),
}

/// A turn with the days on which it can be, whatever the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TurnInTime {
    first: Day,
    last: Day,
    pub(crate) turn: Turn,
}

impl Spanned for TurnInTime {
    fn first(&self) -> Day {
        self.first
    }
    fn last(&self) -> Day {
        self.last
    }
}

/// What a relation states of its ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stated {
    /// The first and last day of its start.
    pub(crate) start: Option<(Day, Day)>,
    /// Whether a day of its end is stated.
    pub(crate) has_end: bool,
}

/// Collects every turn of a record, but for those of plain relations: their columns know them.
pub(crate) fn turns(
    record: &Record,
    columns: &Statements,
    ties: &Ties,
    endings: &Endings,
    stated: impl Fn(StatementId) -> Option<Stated>,
    mut is_plain: impl FnMut(TieId) -> bool,
) -> Runs<TurnInTime> {
    let mut turns = Vec::new();
    let mut add = |(first, last), turn| turns.push((0, TurnInTime { first, last, turn }));
    for (tie, row) in ties.iter() {
        let bounds = columns.bounds(row.statement);
        match columns.kind(row.statement) {
            Kind::Relation(_) if is_plain(tie) => {}
            Kind::Relation(RelationKind::Membership | RelationKind::Alliance) => {
                let Some(stated) = stated(row.statement) else {
                    continue;
                };
                if let Some(days) = stated.start {
                    add(days, Turn::Start(tie));
                }
                let own = stated.has_end.then(|| ends(bounds));
                let made = endings.of(tie).iter().map(|ending| ends(ending.bounds));
                let all = own.into_iter().chain(made);
                let hull = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
                if let Some(days) = hull {
                    add(days, Turn::End(tie));
                }
            }
            Kind::Event(EventKind::Split | EventKind::Merger | EventKind::Rename) => {
                add(columns.days(row.statement), Turn::Lineage(tie));
            }
            _ => {}
        }
    }
    for (number, actor) in (0_u32..).zip(record.actors()) {
        let id = ActorId::new(number);
        for ((period, evidence), place) in actor.periods().zip(0_u32..) {
            let bounds = period.bounds(record.as_of_day(evidence));
            if period.start().is_some() {
                add(
                    (bounds.first_start(), bounds.last_start()),
                    Turn::Formation(id, place),
                );
            }
            if let End::On(_) = period.end() {
                add(ends(bounds), Turn::Dissolution(id, place));
            }
        }
    }
    Runs::new(1, turns, |turn| *turn)
}

fn ends(bounds: Bounds) -> (Day, Day) {
    (bounds.first_end(), bounds.last_end())
}
