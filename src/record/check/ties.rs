//! Rules: no actor is tied to itself, and only some kinds of actors have members.

use super::checked::{Checked, end_actors, steps};
use crate::model::{ActorId, Content, Ends, Sign};
use crate::record::format::Key;
use crate::record::problems::Code;
use crate::record::problems::Desk;
use std::collections::HashMap;

pub(super) fn self_ties(checked: &Checked<'_>, desk: &mut Desk) {
    for row in checked.statements() {
        if matches!(row.statement.ends, Ends::Alone(_)) {
            continue;
        }
        if let Ends::Directed { from, to } = &row.statement.ends
            && let ([from], [to]) = (&from[..], &to[..])
            && from != to
        {
            continue; // nearly all statements of a large record
        }
        if !names_one_twice(&row.statement.ends) {
            continue;
        }
        // the group in which each actor was met first: an end, a side, or itself
        let mut groups = HashMap::new();
        let group_of_each = row.statement.ends.groups().enumerate();
        let group_of_each = group_of_each.flat_map(|(i, group)| group.iter().map(move |_| i));
        for ((id, at), group) in end_actors(row).into_iter().zip(group_of_each) {
            if *groups.entry(id).or_insert(group) != group {
                let message = format!("`{}` is tied to itself", checked.key(id));
                let help = "name it on one end only".to_owned();
                desk.error(at, Code::SelfTie, message, help);
            }
        }
    }
}

/// Whether an actor may appear twice: true if one does, and also, without a search, for a long
/// list.
fn names_one_twice(ends: &Ends) -> bool {
    const FEW: usize = 8;
    let mut met = [ActorId::default(); FEW];
    for (count, id) in ends.actors().enumerate() {
        if count == FEW || met[..count].contains(&id) {
            return true;
        }
        met[count] = id;
    }
    false
}

/// Reports `jointly` unless a directed, hostile event hit several actors.
pub(super) fn misplaced_jointly(checked: &Checked<'_>, desk: &mut Desk) {
    for row in checked.readable() {
        let Content::Event(event) = &row.statement.content else {
            continue;
        };
        if !event.jointly {
            continue;
        }
        let has_sides = event.kind.sign() == Sign::Negative && !event.kind.is_one_sided();
        let (message, help) = match &row.statement.ends {
            _ if !has_sides => (
                format!("`jointly` has no meaning for the kind `{}`", event.kind),
                "take it out: it is of hostile events that have two sides, such as a `clash`",
            ),
            Ends::Directed { to, .. } if is_several(to) => continue,
            Ends::Directed { .. } => (
                "`jointly` needs two actors or more in `to`".to_owned(),
                "name those who stood together in `to`, or take `jointly` out",
            ),
            Ends::Sided(_) => (
                "`jointly` is of `from` and `to`".to_owned(),
                "take it out: the actors of one side stood together anyway",
            ),
            Ends::Mutual(_) | Ends::Alone(_) => (
                "`jointly` is of `from` and `to`".to_owned(),
                "take it out, or write who hit whom as `from` and `to`, or as `sides`",
            ),
        };
        let at = row.spots.of(Key::Jointly);
        desk.error(at, Code::MisplacedJointly, message, help.to_owned());
    }
}

/// Whether a list names two different actors or more.
fn is_several(list: &[ActorId]) -> bool {
    list.iter().any(|id| *id != list[0])
}

pub(super) fn no_members(checked: &Checked<'_>, desk: &mut Desk) {
    for row in checked.readable() {
        if steps(row).is_empty() {
            continue;
        }
        let Ends::Directed { to, .. } = &row.statement.ends else {
            continue;
        };
        for (i, &whole) in to.iter().enumerate() {
            let Some(actor) = checked.actor(whole) else {
                continue;
            };
            let kind = actor.actor.kind;
            if actor.has_kind && !kind.can_have_members() {
                let key = checked.key(whole);
                let message = format!("`{key}` is of kind `{kind}`, which has no members or parts");
                let help = "`from` is the member or part, `to` the whole: correct the ends, or \
                    the kind of the actor";
                let at = row.spots.element(Key::To, i);
                desk.error(at, Code::NoMembers, message, help.to_owned());
            }
        }
    }
}
