//! Side families, which have no tie to the others: described in words where there are many lanes.

use super::stroke::stroke;
use crate::export::kit::words;
use crate::graph::ActorRef;
use crate::model::ActorId;
use crate::query::{Change, ChangeKind};
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet};

/// Up to this number of actors, all have a lane.
const LANES: usize = 20;
/// The most actors of a side family, and the least ratio of the largest family to it.
const ASIDE: (usize, usize) = (6, 2);

/// Separates the changes of side families from those that are drawn.
///
/// If `drawn` is true, all changes are drawn; if it is false, none of a side family. `None` decides by the
/// number of actors.
pub(super) fn parted<'g>(
    changes: Vec<Change<'g>>,
    drawn: Option<bool>,
) -> (Vec<Change<'g>>, Vec<Vec<Change<'g>>>) {
    let actors: Vec<ActorId> = changes
        .iter()
        .flat_map(ends)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    if drawn.unwrap_or(actors.len() <= LANES) {
        return (changes, Vec::new());
    }
    let number = |id: ActorId| actors.binary_search(&id).unwrap_or_default();
    let mut joined = UnionFind::<usize>::new(actors.len());
    for change in &changes {
        if let Some(other) = change.other {
            joined.union(number(change.actor.id()), number(other.id()));
        }
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..actors.len() {
        *sizes.entry(joined.find(at)).or_default() += 1;
    }
    let largest = sizes.values().copied().max().unwrap_or_default();
    let mut kept = Vec::new();
    let mut aside: BTreeMap<usize, Vec<Change<'g>>> = BTreeMap::new();
    for change in changes {
        let family = joined.find(number(change.actor.id()));
        let size = sizes[&family];
        if size <= ASIDE.0 && size * ASIDE.1 <= largest {
            aside.entry(family).or_default().push(change);
        } else {
            kept.push(change);
        }
    }
    (kept, aside.into_values().collect())
}

fn ends(change: &Change<'_>) -> Vec<ActorId> {
    let ends = [Some(change.actor), change.other];
    ends.into_iter().flatten().map(ActorRef::id).collect()
}

/// Returns the number of actors in side families.
pub(super) fn actors(aside: &[Vec<Change<'_>>]) -> usize {
    let all: BTreeSet<ActorId> = aside.iter().flatten().flat_map(ends).collect();
    all.len()
}

/// Describes a side family in one sentence, its changes in order of time.
pub(super) fn sentence(changes: &[Change<'_>], when: impl Fn(&Change<'_>) -> String) -> String {
    let clause = |change: &Change<'_>| {
        let other = change.other.map(ActorRef::label).unwrap_or_default();
        let what = match change.kind {
            ChangeKind::Formed => String::from("formed"),
            ChangeKind::Dissolved => String::from("dissolved"),
            kind => stroke(kind)
                .map_or_else(String::new, |stroke| format!("{} {other}", stroke.to_other)),
        };
        let doubt = words::doubt(&change.grounds);
        let doubt = doubt.map_or_else(String::new, |doubt| format!("; {doubt}"));
        format!("{} {what} ({}{doubt})", change.actor.label(), when(change))
    };
    let clauses: Vec<String> = changes.iter().map(clause).collect();
    format!("{}.", clauses.join(", "))
}
