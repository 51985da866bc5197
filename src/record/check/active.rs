//! What an actor does lies in its active period.

use super::checked::{Checked, end_actors};
use crate::model::{ActorId, Bounds, Certainty, Day, End, EventKind, Kind, Matter, Period, When};
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::key::Key;
use crate::record::rows::StatementRow;
use std::collections::HashMap;

/// How a statement lies to an active period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Inside,
    /// A day that is stated as possible lies outside for certain.
    PossiblyOutside,
    /// A day on which it certainly held or happened lies outside for certain.
    PartlyOutside,
    Outside,
}

/// Certainly outside, with all of its days or with one, is a mistake.
///
/// Possibly outside is a warning, and only where a stated date reaches beyond every possible day of
/// the actor: a vague date around a vague start is no contradiction, for it narrows the start. What
/// is denied, planned or withdrawn need not have happened.
pub(super) fn outside_active_periods(checked: &Checked<'_>, desk: &mut Desk) {
    let mut active: HashMap<ActorId, Bounds> = HashMap::new();
    for (row, number) in checked.rows.actors.iter().zip(0..) {
        let id = ActorId::new(row.number);
        if checked.actors[id.index()] != Some(number) || row.actor.active.is_empty() {
            continue;
        }
        let period = row.actor.whole_period();
        let bounds = period.bounds(checked.as_of_day(&row.actor.evidence));
        if bounds.is_possible() {
            active.insert(id, bounds);
        }
    }
    if active.is_empty() {
        return;
    }
    for row in checked.sound() {
        let is_asserted = row.statement.evidence.certainty > Certainty::Planned;
        if !is_asserted || checked.is_withdrawn(&row.statement) {
            continue;
        }
        for (id, _) in end_actors(row) {
            let Some(&active) = active.get(&id) else {
                continue;
            };
            let lies = lies(checked, row, active);
            let (key, help) = (checked.key(id), help(active));
            let at = row.spots.of(match &row.statement.matter {
                Matter::Event(_) => Key::When,
                Matter::Relation(r) if r.period.start().is_some() => Key::Start,
                Matter::Relation(r) if *r.period.end() != End::Unknown => Key::End,
                Matter::Relation(_) => Key::Seen,
            });
            match lies {
                Lies::Inside => {}
                Lies::Outside => {
                    let message = format!("`{key}` is not active at this time");
                    desk.error(at, Code::OutsideActivePeriod, message, help);
                }
                Lies::PartlyOutside => {
                    let message = format!("`{key}` is not active at all of this time");
                    desk.error(at, Code::OutsideActivePeriod, message, help);
                }
                Lies::PossiblyOutside => {
                    let message = format!("`{key}` may not be active at this time");
                    desk.warning(at, Code::PossiblyOutsideActivePeriod, message, help);
                }
            }
        }
    }
}

fn help(active: Bounds) -> String {
    let (start, end) = (active.first_start(), active.last_end());
    let span = match (start.is_finite(), end.is_finite()) {
        (true, true) => {
            format!("is active from `{start}` at the earliest to `{end}` at the latest")
        }
        (true, false) => format!("is active from `{start}` at the earliest"),
        (false, true) => format!("is active to `{end}` at the latest"),
        (false, false) => "has an active period".to_owned(),
    };
    format!("it {span}: correct one of the two")
}

fn lies(checked: &Checked<'_>, row: &StatementRow, active: Bounds) -> Lies {
    match &row.statement.matter {
        Matter::Event(event) => match &event.when {
            Some(when) => event_lies(when, row.statement.kind(), active),
            None => Lies::Inside,
        },
        Matter::Relation(relation) => {
            let as_of = checked.as_of_day(&row.statement.evidence);
            relation_lies(&relation.period, relation.period.bounds(as_of), active)
        }
    }
}

fn event_lies(when: &When, kind: Kind, active: Bounds) -> Lies {
    let is_lineage = kind.event().is_some_and(EventKind::is_lineage);
    // what ends an actor lies on the very day on which it is no longer active
    let last = match active.last_end() {
        end if is_lineage => end,
        end => end.previous(),
    };
    let (start, mut ranges) = (active.first_start(), when.possible_ranges());
    if !ranges.any(|(a, b)| a <= last && start <= b) {
        return Lies::Outside;
    }
    if when.first_day() >= start && when.last_day() <= last {
        Lies::Inside
    } else if when.is_several() {
        Lies::PartlyOutside
    } else {
        Lies::PossiblyOutside
    }
}

fn relation_lies(period: &Period, bounds: Bounds, active: Bounds) -> Lies {
    if !bounds.is_possible() {
        return Lies::Inside; // the period has its own mistake
    }
    let (start, end) = (active.first_start(), active.last_end());
    if bounds.first_start() >= end || bounds.last_end() <= start {
        return Lies::Outside;
    }
    let is_seen_outside = period.seen().iter().map(|day| Day::from(*day));
    let is_seen_outside = { is_seen_outside }.any(|day| day < start || end <= day);
    let starts_before = period.start().is_some() && bounds.last_start() < start;
    // a split may still take the place of what is ongoing
    let ends_after = matches!(period.end(), End::On(_)) && bounds.first_end() > end;
    if is_seen_outside || starts_before || ends_after {
        return Lies::PartlyOutside;
    }
    let is_early = period.start().is_some_and(|when| when.first_day() < start);
    let is_late = match period.end() {
        End::Unknown => false,
        End::Ongoing => bounds.first_end().is_finite() && bounds.first_end() > end,
        End::On(when) => when.last_day() > end,
    };
    if is_early || is_late {
        Lies::PossiblyOutside
    } else {
        Lies::Inside
    }
}
