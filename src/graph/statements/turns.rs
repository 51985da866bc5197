//! Every bound at which something begins or ends, in one run by time.

use super::limits::Limits;
use super::lives::Lives;
use super::runs::{Runs, Spanned};
use super::statement_columns::Statements;
use super::ties::Ties;
use crate::model::{ActorId, Bounds, Day, EventKind, Kind, RelationKind, StatementId, TieId};
use crate::record::Record;

/// Something that a change can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// A stated start of a membership, part-of or alliance, or one that the start of an actor or a
    /// split before a return makes.
    Start(TieId),
    /// A stated end of one, or one that an event or the end of an actor makes.
    End(TieId),
    /// A split, merger or renaming.
    Lineage(TieId),
    /// A stated start of an actor's active period of this number, in the order of its entry.
    Formation(ActorId, u32),
    /// A stated end of such a period.
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
    (lives, limits): (&Lives, &Limits),
    days_of: impl Fn(StatementId) -> (Day, Day),
    stated: impl Fn(StatementId) -> Option<Stated>,
    mut is_plain: impl FnMut(TieId) -> bool,
) -> Runs<TurnInTime> {
    let mut turns = Vec::new();
    let mut add = |(first, last), turn| turns.push((0, TurnInTime { first, last, turn }));
    for (tie, row) in ties.iter() {
        let bounds = columns.bounds(row.statement);
        match columns.kind(row.statement) {
            Kind::Relation(_) if is_plain(tie) => {}
            Kind::Relation(kind) if kind.is_step() || kind == RelationKind::Alliance => {
                let Some(stated) = stated(row.statement) else {
                    continue;
                };
                // whatever a view knows of it, a start that is made lies between these days: the day for which
                // *ongoing* speaks may be later in a view of fewer sources
                let last = if stated.has_end {
                    bounds.last_start()
                } else {
                    Day::AFTER_ALL
                };
                let made = (limits.is_limited(tie) && stated.start.is_none())
                    .then(|| first_bound(lives, limits, (row.from, row.to)))
                    .flatten()
                    .map(|first| (first, last));
                if let Some(days) = stated.start.or(made) {
                    add(days, Turn::Start(tie));
                }
                let own = stated.has_end.then(|| ends(bounds));
                // whatever a view knows of it, an end that is made lies between these days
                let made = limits
                    .is_limited(tie)
                    .then(|| last_bound(lives, limits, (row.from, row.to)))
                    .flatten()
                    .map(|last| (bounds.first_start(), last));
                let all = own.into_iter().chain(made);
                let hull = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
                if let Some(days) = hull {
                    add(days, Turn::End(tie));
                }
            }
            Kind::Event(EventKind::Split | EventKind::Merger | EventKind::Rename) => {
                add(days_of(row.statement), Turn::Lineage(tie));
            }
            _ => {}
        }
    }
    for number in (0_u32..).take(record.actors().len()) {
        let id = ActorId::new(number);
        for (life, place) in lives.of(id).iter().zip(0_u32..) {
            // as stated: a view may not know what narrows them
            if life.has_start {
                add(life.start, Turn::Formation(id, place));
            }
            if life.has_end {
                add(life.end, Turn::Dissolution(id, place));
            }
        }
    }
    Runs::new(1, turns, |turn| *turn)
}

fn ends(bounds: Bounds) -> (Day, Day) {
    (bounds.first_end(), bounds.last_end())
}

/// The first day before which a split or the start of an actor can let a relation not begin.
fn first_bound(lives: &Lives, limits: &Limits, (from, to): (ActorId, ActorId)) -> Option<Day> {
    let splits = limits.splits(from, to).iter().map(|ender| ender.days.0);
    let lives = [from, to].into_iter().flat_map(|actor| lives.of(actor));
    let starts = lives.filter(|life| life.has_start);
    splits.chain(starts.map(|life| life.start.0)).min()
}

/// The last day on which a split, merger, renaming or the end of an actor can end a relation.
fn last_bound(lives: &Lives, limits: &Limits, (from, to): (ActorId, ActorId)) -> Option<Day> {
    let successions = [from, to]
        .into_iter()
        .flat_map(|actor| limits.successions(actor));
    let events = limits.splits(from, to).iter().chain(successions);
    let events = events.map(|ender| ender.days.1);
    let lives = [from, to].into_iter().flat_map(|actor| lives.of(actor));
    let ends = lives.filter(|life| life.has_end);
    events.chain(ends.map(|life| life.bounds.last_end())).max()
}
