//! Membership of coalitions over time, as the view answers it.

use super::book::Book;
use super::data::MemberItem;
use super::levels::Collected;
use super::relations::view_of_window;
use crate::export::kit::words::known;
use crate::export::kit::{Gathered, cuts};
use crate::export::kit::{rank, runs};
use crate::graph::ActorRef;
use crate::model::{ActorId, Day, RelationKind};
use crate::query::Membership;
use crate::view::View;
use std::collections::BTreeSet;

/// Adds the members of each coalition, direct and through others, at one level of certainty.
pub(super) fn add<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    rows: &Gathered<'g>,
    level: usize,
    all: &mut Collected<MemberItem>,
) {
    for whole in coalitions(rows) {
        let ever = view.members(whole);
        let ties: BTreeSet<_> = ever
            .iter()
            .flat_map(|membership| &membership.chains)
            .flat_map(|chain| chain.ties.iter().map(|tie| tie.id()))
            .collect();
        let days: Vec<Day> = ties
            .into_iter()
            .flat_map(|tie| {
                let time = view.tie_time(tie);
                let readings = time.iter().flat_map(|level| level.readings.as_slice());
                readings
                    .flat_map(|bounds| cuts(*bounds))
                    .collect::<Vec<Day>>()
            })
            .collect();
        let asked = view_of_window(view);
        // one query per run for all members, then merged into runs for each member
        let answers = runs(view.window(), days, |day| Some(asked(day).members(whole)));
        let members: BTreeSet<ActorId> = ever.iter().map(|one| one.member.id()).collect();
        for member in members {
            let mut own: Vec<(i32, i32, MemberItem)> = Vec::new();
            for (from, to, answer) in &answers {
                let Some(found) = answer.iter().find(|one| one.member.id() == member) else {
                    continue;
                };
                let found = item(book, found);
                match own.last_mut() {
                    Some(last) if last.1 == *from && last.2 == found => last.1 = *to,
                    _ => own.push((*from, *to, found)),
                }
            }
            for (from, to, mut found) in own {
                found.run = (from, to, found.run.2);
                all.add(level, found);
            }
        }
    }
}

/// Returns the actors that have a member.
fn coalitions(rows: &Gathered<'_>) -> BTreeSet<ActorId> {
    let memberships = rows.statements.iter().filter(|row| {
        let relation = row.statement.record().relation();
        relation.is_some_and(|relation| relation.kind == RelationKind::Membership)
    });
    memberships
        .flat_map(|row| row.ties.iter().map(|tie| tie.tie.to().id()))
        .collect()
}

fn item<'g>(book: &mut Book<'g, '_>, membership: &Membership<'g>) -> MemberItem {
    let grounds = &membership.grounds;
    let through = membership.through().into_iter();
    MemberItem {
        whole: book.actor(membership.whole.id()),
        member: book.actor(membership.member.id()),
        run: (0, 0, rank(grounds.holds)),
        certainty: grounds.certainty.as_str(),
        known: known(grounds),
        through: book.actor_list(through.map(ActorRef::id)),
        statements: book.statement_list(grounds.statements.iter().copied()),
        denied: book.statement_list(grounds.denied.iter().copied()),
    }
}
