//! Nobody is tied to itself, and not everything can have members.

use super::checked::{Checked, end_actors, steps};
use crate::model::Ends;
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::key::Key;
use std::collections::HashMap;

pub(super) fn self_ties(checked: &Checked<'_>, desk: &mut Desk) {
    for row in &checked.rows.statements {
        if matches!(row.statement.ends, Ends::Alone(_)) {
            continue;
        }
        if let Ends::Directed { from, to } = &row.statement.ends
            && let ([from], [to]) = (&from[..], &to[..])
            && from != to
        {
            continue; // nearly all statements of a large record
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

pub(super) fn no_members(checked: &Checked<'_>, desk: &mut Desk) {
    for row in checked.sound() {
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
