//! The lanes from top to bottom: coalitions with their members, and friends next to each other.

use super::book::Book;
use super::data::Group;
use crate::export::kit::Gathered;
use crate::model::{ActorId, Day, Kind, Sign};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts these actors into lanes: below their coalitions, then in the requested groups, then the rest.
pub(super) fn lanes<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    rows: &Gathered<'g>,
    shown: &BTreeSet<ActorId>,
    asked: &[(String, BTreeSet<ActorId>)],
) -> Vec<Group> {
    let homes = homes(view, shown);
    let mut inside: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for (&member, &whole) in &homes {
        inside.entry(whole).or_default().push(member);
    }
    let mut blocks: Vec<(Option<String>, Vec<ActorId>)> = Vec::new();
    let mut taken: BTreeSet<ActorId> = BTreeSet::new();
    let is_root = |id: &ActorId| !homes.contains_key(id);
    for (title, actors) in asked {
        let own: Vec<ActorId> = actors
            .iter()
            .copied()
            .filter(|id| shown.contains(id) && is_root(id) && taken.insert(*id))
            .collect();
        if !own.is_empty() {
            blocks.push((Some(title.clone()), next_to_each_other(rows, &own)));
        }
    }
    let free = |id: &ActorId| is_root(id) && !taken.contains(id);
    let (frames, rest): (Vec<ActorId>, Vec<ActorId>) = shown
        .iter()
        .copied()
        .filter(free)
        .partition(|id| inside.contains_key(id));
    let frames = frames.into_iter().map(|root| (None, vec![root]));
    let mut all: Vec<(Option<String>, Vec<ActorId>)> = frames.collect();
    all.append(&mut blocks);
    if !rest.is_empty() {
        let title = (!all.is_empty()).then(|| String::from("Others"));
        all.push((title, next_to_each_other(rows, &rest)));
    }
    let mut groups = Vec::new();
    for (title, roots) in all {
        let mut lanes = Vec::new();
        for root in roots {
            below(book, &inside, root, 0, &mut lanes);
        }
        groups.push(Group { title, lanes });
    }
    groups
}

fn below(
    book: &mut Book<'_, '_>,
    inside: &BTreeMap<ActorId, Vec<ActorId>>,
    actor: ActorId,
    depth: usize,
    lanes: &mut Vec<(usize, usize)>,
) {
    lanes.push((book.actor(actor), depth));
    for &member in inside.get(&actor).into_iter().flatten() {
        below(book, inside, member, depth + 1, lanes);
    }
}

/// Returns for each member the coalition that its lane is below: the innermost, then the one that began
/// first, then the one with the lowest number. No actor is below itself.
fn homes(view: View<'_, '_>, shown: &BTreeSet<ActorId>) -> BTreeMap<ActorId, ActorId> {
    let mut wholes: BTreeMap<ActorId, BTreeMap<ActorId, Day>> = BTreeMap::new();
    let mut above: BTreeMap<ActorId, usize> = BTreeMap::new();
    for &id in shown {
        let all = view.coalitions(id);
        above.insert(id, all.len());
        for one in all.iter().filter(|one| one.is_direct()) {
            if shown.contains(&one.whole.id()) {
                let own = wholes.entry(id).or_default();
                own.insert(one.whole.id(), one.days.first);
            }
        }
    }
    let mut homes: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for (member, wholes) in wholes {
        let mut candidates: Vec<(ActorId, Day)> = wholes.into_iter().collect();
        candidates.sort_by_key(|&(whole, start)| {
            let inner = above.get(&whole).copied().unwrap_or_default();
            (std::cmp::Reverse(inner), start, whole)
        });
        let is_below = |whole: ActorId| {
            let mut at = Some(whole);
            while let Some(id) = at {
                if id == member {
                    return true;
                }
                at = homes.get(&id).copied();
            }
            false
        };
        let home = candidates.iter().find(|(whole, _)| !is_below(*whole));
        if let Some(&(whole, _)) = home {
            homes.insert(member, whole);
        }
    }
    homes
}

/// Sorts actors so that those on good terms are adjacent.
fn next_to_each_other(rows: &Gathered<'_>, actors: &[ActorId]) -> Vec<ActorId> {
    let mut friends: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
    for row in &rows.statements {
        let kind = row.statement.kind();
        if kind.sign() != Sign::Positive || !matches!(kind, Kind::Relation(_)) {
            continue;
        }
        for tie in &row.ties {
            let (from, to) = (tie.tie.from().id(), tie.tie.to().id());
            friends.entry(from).or_default().insert(to);
            friends.entry(to).or_default().insert(from);
        }
    }
    let mut left: BTreeSet<ActorId> = actors.iter().copied().collect();
    let mut order = Vec::new();
    let many = |id: &ActorId| friends.get(id).map_or(0, BTreeSet::len);
    while let Some(start) = left
        .iter()
        .copied()
        .max_by_key(|id| (many(id), std::cmp::Reverse(*id)))
    {
        left.remove(&start);
        let mut next = std::collections::VecDeque::from([start]);
        while let Some(id) = next.pop_front() {
            order.push(id);
            for &friend in friends.get(&id).into_iter().flatten() {
                if left.remove(&friend) {
                    next.push_back(friend);
                }
            }
        }
    }
    order
}
