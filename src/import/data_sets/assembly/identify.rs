//! Identification of the actors in statements, once all rows have been read.

use super::assemble::Assembly;
use super::new_actor::entry_of;
use super::told::has_each_once;
use crate::import::report::Treatment;
use crate::model::{ActorId, Content, Day, Ends, IdList, Loss, Statement, Toll, When};
use crate::record::Shared;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Assembly {
    /// Replaces each number in the added statements by the actor that it means.
    pub(super) fn identify(&mut self) {
        if !self.cast.may_change() {
            return;
        }
        let Self {
            reader,
            report,
            cast,
            ..
        } = self;
        let mut tolls = Shared::default();
        for (statement, at) in reader.statements_from(self.first_statement) {
            let about = (days_of(statement), at);
            let meant = |id: ActorId| cast.actor(Some(&mut *report), id, about);
            statement.ends = statement.ends.map(meant);
            stand_once(&mut statement.ends);
            if is_alone(statement) {
                let message = "both sides are the same actor: the event has that one alone";
                report.note(
                    Treatment::Changed,
                    "one-on-both-sides",
                    message,
                    entry_of(at),
                    &statement.id,
                );
            }
            if let Content::Event(event) = &mut statement.content
                && let Some(toll) = event.killed.as_ref().filter(|toll| !toll.of.is_empty())
            {
                let losses = toll.of.iter().map(|loss| Loss {
                    actor: cast.actor(None, loss.actor, about),
                    ..loss
                });
                let of = each_once(losses, toll.deaths.high).into();
                event.killed = Some(tolls.of(Toll {
                    of,
                    ..Toll::clone(toll)
                }));
            }
        }
    }

    /// Replaces actors that stand for several by these several.
    pub(super) fn replace_joint(&mut self) {
        if self.joint.is_empty() {
            return;
        }
        let joint = std::mem::take(&mut self.joint);
        let several = |actors: &[ActorId]| -> IdList<ActorId> {
            let mut each = BTreeSet::new();
            for id in actors {
                match joint.get(id) {
                    Some(parts) => each.extend(parts.iter().copied()),
                    None => each.extend([*id]),
                }
            }
            each.into_iter().collect()
        };
        let mut lost = 0;
        for (statement, at) in self.reader.statements_from(self.first_statement) {
            let own: Vec<ActorId> = statement.ends.actors().collect();
            let own = own.into_iter().filter(|id| joint.contains_key(id));
            let own: Vec<ActorId> = own.collect();
            if own.is_empty() {
                continue;
            }
            let ends = match &statement.ends {
                Ends::Directed { from, to } => Ends::Directed {
                    from: several(from),
                    to: several(to),
                },
                Ends::Mutual(all) => Ends::Mutual(several(all)),
                Ends::Sided(sides) => Ends::Sided(sides.iter().map(several).collect()),
                Ends::Alone(all) => Ends::Alone(several(all)),
            };
            if !has_each_once(&ends) {
                let message = "a joint side against an actor that is a part of it stays one actor: nobody \
                               stands against himself";
                let (report, code) = (&mut self.report, "joint-side-against-its-part");
                report.note(Treatment::Guessed, code, message, at, &statement.id);
                for id in own {
                    if let Some(seat) = self.cast.seat_of_number(id) {
                        self.cast.is_needed(seat);
                    }
                }
                continue;
            }
            statement.ends = ends;
            if let Content::Event(event) = &mut statement.content
                && let Some(toll) = &mut event.killed
                && toll.of.iter().any(|loss| joint.contains_key(&loss.actor))
            {
                lost += 1;
                let own = toll
                    .of
                    .iter()
                    .filter(|loss| !joint.contains_key(&loss.actor));
                *toll = Arc::new(Toll {
                    of: own.collect(),
                    ..Toll::clone(toll)
                });
            }
        }
        if lost > 0 {
            let message = "the deaths of a joint side are those of no one of its actors: they stay \
                           in the total alone";
            self.report
                .note_many(Treatment::Changed, "losses-of-joint-side", message, lost);
        }
    }
}

/// Returns the first and last possible day of a statement; without dates, all days.
pub(super) fn days_of(statement: &Statement) -> (Day, Day) {
    let (first, last) = match &statement.content {
        Content::Event(event) => (event.when.as_ref(), event.when.as_ref()),
        Content::Relation(relation) => (relation.period.start(), relation.period.end().date()),
    };
    (
        first.map_or(Day::BEFORE_ALL, When::first_day),
        last.map_or(Day::AFTER_ALL, When::last_day),
    )
}

/// Removes duplicate actors within a side: two names on it may mean one actor.
pub(super) fn stand_once(ends: &mut Ends) {
    let is_twice = |group: &[ActorId]| {
        group.len() > 1 && group.iter().collect::<BTreeSet<_>>().len() < group.len()
    };
    let once = |group: &[ActorId]| -> IdList<ActorId> {
        let each: BTreeSet<ActorId> = group.iter().copied().collect();
        each.into_iter().collect()
    };
    if !ends.groups().any(is_twice) {
        return;
    }
    *ends = match &*ends {
        Ends::Directed { from, to } => Ends::Directed {
            from: once(from),
            to: once(to),
        },
        Ends::Mutual(all) => Ends::Mutual(once(all)),
        Ends::Sided(sides) => Ends::Sided(sides.iter().map(once).collect()),
        Ends::Alone(all) => Ends::Alone(once(all)),
    };
}

/// Turns an event whose two sides are one actor into an event of that actor alone, and returns whether it did.
///
/// Relations and events of origin need two actors: an actor tied to itself breaks a rule there.
fn is_alone(statement: &mut Statement) -> bool {
    let both = match &statement.ends {
        Ends::Directed { from, to } => Some((&**from, &**to)),
        Ends::Sided(sides) if sides.len() == 2 => Some((&sides[0], &sides[1])),
        Ends::Sided(_) | Ends::Mutual(_) | Ends::Alone(_) => None,
    };
    let one = both.filter(|(one, other)| one == other && one.len() == 1);
    let one = one.map(|(one, _)| one.iter().copied().collect());
    let can_be = matches!(&statement.content, Content::Event(event) if !event.kind.is_lineage());
    match one.filter(|_| can_be) {
        Some(one) => {
            statement.ends = Ends::Alone(one);
            true
        }
        None => false,
    }
}

/// Adds up the losses of each actor, which may have several names in a row.
fn each_once(losses: impl Iterator<Item = Loss>, most: u64) -> Vec<Loss> {
    let mut all: Vec<Loss> = Vec::new();
    for loss in losses {
        match all.iter_mut().find(|one| one.actor == loss.actor) {
            Some(one) => {
                one.deaths += loss.deaths;
                one.deaths.high = one.deaths.high.min(most);
            }
            None => all.push(loss),
        }
    }
    all
}
