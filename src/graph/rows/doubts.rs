//! Rows that may break a rule together with other statements: the rules of the record check these.

use super::bulk_rows::BulkRows;
use super::row::{EventRow, RelationRow};
use super::stated_rows::period_of;
use super::to_statement::{of_event, of_relation};
use crate::model::{
    ActorId, Bounds, Certainty, Content, Day, Ends, EventKind, RelationKind, Window,
};
use crate::record::{Problems, Record, Section};
use std::collections::HashSet;

/// Asks the record's rules about the rows that may break one of those over several statements: circles
/// of memberships, splits beside memberships, and the days on which actors existed.
///
/// All others are known to break none: a row costs a look at the days of its actors. A relation of an actor
/// whose end is not known is asked about, and so is each row of memberships that can be in a circle.
pub(in crate::graph) fn check(record: &Record, rows: &BulkRows<'_>) -> Result<(), Problems> {
    let steps = rows.relations.iter().filter(|row| is_step(row.kind));
    let in_circle = can_be_circle(steps, rows, record);
    let split = splits(record);
    let lives = Lives::of(record);
    if !in_circle && split.is_empty() && lives.is_empty() {
        return Ok(());
    }
    let relations = (0..).zip(rows.relations).filter(|(_, row)| {
        let (from, to) = (rows.id(row.from), rows.id(row.to));
        let is_of_split = split.contains(&(from, to));
        is_step(row.kind) && (in_circle || is_of_split) || !lives.hold_relation((from, to), row)
    });
    let events = (0..)
        .zip(rows.events.iter())
        .filter(|(place, row)| !lives.hold_event(rows, *place, row));
    let relations = relations.map(|(place, row)| {
        let row = rows.by_ids_of_relation(row);
        (Section::Relations, place, of_relation(&row))
    });
    let events = events.map(|(place, row)| {
        let row = rows.by_ids_of_event(&row);
        (Section::Events, place, of_event(&row, rows.facts(place)))
    });
    record.check_beside(relations.chain(events))
}

/// Whether a relation leads from a member or part to a whole.
const fn is_step(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Membership | RelationKind::PartOf)
}

/// Whether memberships and parts, whenever they hold, can lead from an actor back to itself.
///
/// O(links).
fn can_be_circle<'r>(
    steps: impl Iterator<Item = &'r RelationRow> + Clone,
    rows: &BulkRows<'_>,
    record: &Record,
) -> bool {
    let of_rows = steps.map(|row| (rows.id(row.from), rows.id(row.to)));
    let of_record = record.statements().iter().filter_map(|statement| {
        let Content::Relation(relation) = &statement.content else {
            return None;
        };
        is_step(relation.kind).then(|| statement.ends.pairs())
    });
    let count = record.actors().len();
    let (mut is_member, mut is_whole) = (vec![false; count], vec![false; count]);
    let own: Vec<(ActorId, ActorId)> = of_record.flatten().collect();
    let all = || own.iter().copied().chain(of_rows.clone());
    for (member, whole) in all() {
        is_member[member.index()] = true;
        is_whole[whole.index()] = true;
    }
    // most wholes are in nothing themselves
    let mut is_inner = is_member;
    for (is_inner, is_whole) in is_inner.iter_mut().zip(is_whole) {
        *is_inner &= is_whole;
    }
    if !is_inner.contains(&true) {
        return false;
    }
    let is_inner = |actor: ActorId| is_inner[actor.index()];
    let mut links: Vec<(ActorId, ActorId)> = all()
        .filter(|&(member, whole)| is_inner(member) && is_inner(whole))
        .collect();
    links.sort_unstable();
    links.dedup();
    // by Kahn: whoever nobody is in any more is taken away, and is in nothing any more itself
    let mut members_of = vec![0_u32; count];
    for (_, whole) in &links {
        members_of[whole.index()] += 1;
    }
    let mut free: Vec<ActorId> = links.iter().map(|link| link.0).collect();
    free.dedup();
    free.retain(|actor| members_of[actor.index()] == 0);
    let mut taken = 0;
    while let Some(actor) = free.pop() {
        let first = links.partition_point(|link| link.0 < actor);
        let own = links[first..].iter().take_while(|link| link.0 == actor);
        for (_, whole) in own {
            taken += 1;
            let left = &mut members_of[whole.index()];
            *left -= 1;
            if *left == 0 {
                free.push(*whole);
            }
        }
    }
    taken < links.len()
}

/// The members and wholes of the splits of a record.
fn splits(record: &Record) -> HashSet<(ActorId, ActorId)> {
    let mut pairs = HashSet::new();
    for statement in record.statements() {
        if let (Content::Event(event), Ends::Directed { from, to }) =
            (&statement.content, &statement.ends)
            && event.kind == EventKind::Split
        {
            let whole = from.iter();
            pairs.extend(whole.flat_map(|&whole| to.iter().map(move |&member| (member, whole))));
        }
    }
    pairs
}

/// When each actor existed; `None`: nothing is said of it.
#[derive(Debug)]
struct Lives(Vec<Option<Vec<Life>>>);

/// The days of an active period on which an event, and a relation, of its actor is no mistake.
#[derive(Debug, Clone, Copy)]
struct Life {
    of_event: Window,
    of_relation: Window,
}

impl Lives {
    fn of(record: &Record) -> Self {
        let lives = record.actors().iter().map(|actor| {
            let stated = actor.periods().filter(|(_, evidence)| {
                // what is denied is no life
                evidence.certainty != Certainty::Denied
            });
            let bounds = stated.map(|(period, evidence)| period.bounds(record.as_of_day(evidence)));
            let mut bounds: Vec<Bounds> = bounds.collect();
            actor.periods().next()?;
            bounds.sort_unstable();
            let is_one = bounds.len() == 1;
            let next = bounds.iter().skip(1).map(|bounds| bounds.first_start());
            let next: Vec<Day> = next.chain([Day::AFTER_ALL]).collect();
            let windows = bounds.iter().zip(next).map(|(bounds, next)| {
                // one period ends before the next begins, whatever it says
                let certain = Window {
                    from: bounds.last_start(),
                    to: bounds.first_end().min(next),
                };
                let possible = Window {
                    from: bounds.first_start(),
                    to: bounds.last_end(),
                };
                Life {
                    of_event: if is_one { possible } else { certain },
                    of_relation: certain,
                }
            });
            Some(windows.collect())
        });
        let lives: Vec<Option<Vec<Life>>> = lives.collect();
        if lives.iter().all(Option::is_none) {
            return Self(Vec::new());
        }
        Self(lives)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an actor existed from one day up to another, or nothing is said of it.
    fn hold(
        &self,
        actor: ActorId,
        (first, end): (Day, Day),
        days: impl Fn(&Life) -> Window,
    ) -> bool {
        let Some(Some(lives)) = self.0.get(actor.index()) else {
            return true;
        };
        let mut windows = lives.iter().map(days);
        windows.any(|window| window.from <= first && end <= window.to)
    }

    fn hold_relation(&self, (from, to): (ActorId, ActorId), row: &RelationRow) -> bool {
        if self.is_empty() {
            return true;
        }
        let days = period_of(row.start, row.end).bounds(None);
        let days = (days.first_start(), days.last_end());
        let is_held = |actor: ActorId| self.hold(actor, days, |life| life.of_relation);
        is_held(from) && is_held(to)
    }

    fn hold_event(&self, rows: &BulkRows<'_>, place: usize, row: &EventRow) -> bool {
        if self.is_empty() {
            return true;
        }
        let days = (row.first, row.last.next());
        let is_held = |actor: ActorId| self.hold(actor, days, |life| life.of_event);
        if let Some(ends) = rows.company(place) {
            return ends.actors().all(is_held);
        }
        let mut pair = std::iter::once(row.from).chain(row.to);
        pair.all(|actor| is_held(rows.id(actor)))
    }
}
