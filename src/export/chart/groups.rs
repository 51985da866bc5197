//! The groups of a stacked chart: each happening is in exactly one, so that no death is counted twice.

use crate::graph::ActorRef;
use crate::model::{ActorId, Ends};
use crate::query::Happening;
use std::collections::{BTreeMap, BTreeSet};

/// The grouping of the happenings of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stack {
    /// No grouping.
    Whole,
    /// By the acting actor.
    Actor,
    /// By the pair of actors.
    Dyad,
}

/// The group of a happening; each has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Whole,
    Actor(ActorId),
    Dyad(ActorId, ActorId),
    /// The group of happenings in which several actors act, or several pairs are tied.
    Several,
    /// The group of happenings in which no actor is named as acting, or no pair is tied.
    Nobody,
    /// The group of all small groups, which are drawn together.
    Rest,
}

/// Returns the group of a happening, from all its statements.
pub(super) fn group(happening: &Happening<'_>, stack: Stack) -> Group {
    let statements = || happening.grounds.statements.iter();
    match stack {
        Stack::Whole => Group::Whole,
        Stack::Actor => {
            let acting = statements().flat_map(|one| match &one.record().ends {
                Ends::Directed { from, .. } => from.to_vec(),
                Ends::Alone(all) | Ends::Mutual(all) => all.to_vec(),
                Ends::Sided(sides) => sides.iter().flatten().copied().collect(),
            });
            let acting: BTreeSet<ActorId> = acting.collect();
            let mut all = acting.into_iter();
            match (all.next(), all.next()) {
                (Some(one), None) => Group::Actor(one),
                (Some(_), Some(_)) => Group::Several,
                (None, _) => Group::Nobody,
            }
        }
        Stack::Dyad => {
            let pairs = statements().flat_map(|one| one.record().ends.pairs());
            let pairs: BTreeSet<(ActorId, ActorId)> =
                pairs.map(|(a, b)| (a.min(b), a.max(b))).collect();
            let mut all = pairs.into_iter();
            match (all.next(), all.next()) {
                (Some((a, b)), None) => Group::Dyad(a, b),
                (Some(_), Some(_)) => Group::Several,
                (None, _) => Group::Nobody,
            }
        }
    }
}

/// Assigns a colour to each group: the groups with the largest sums have their own, all others share one.
pub(super) fn colors(sums: &BTreeMap<Group, u64>) -> BTreeMap<Group, (Group, usize)> {
    let is_own = |group: &Group| matches!(group, Group::Actor(_) | Group::Dyad(..) | Group::Whole);
    let mut own: Vec<(Group, u64)> = sums
        .iter()
        .map(|(&group, &sum)| (group, sum))
        .filter(|(group, _)| is_own(group))
        .collect();
    own.sort_by_key(|&(group, sum)| (std::cmp::Reverse(sum), group));
    let mut found = BTreeMap::new();
    for (at, &(group, _)) in own.iter().enumerate() {
        let shown = if at < 6 {
            (group, at)
        } else {
            (Group::Rest, 6)
        };
        found.insert(group, shown);
    }
    for &group in sums.keys().filter(|group| !is_own(group)) {
        found.insert(group, (group, if group == Group::Nobody { 6 } else { 7 }));
    }
    found
}

/// Returns the name of a group.
pub(super) fn name<'g>(
    group: Group,
    stack: Stack,
    actor: impl Fn(ActorId) -> ActorRef<'g>,
) -> String {
    match (group, stack) {
        (Group::Whole, _) => String::from("all"),
        (Group::Actor(one), _) => actor(one).to_string(),
        (Group::Dyad(a, b), _) => format!("{} – {}", actor(a), actor(b)),
        (Group::Several, Stack::Dyad) => String::from("more than one pair"),
        (Group::Several, _) => String::from("several together"),
        (Group::Nobody, Stack::Dyad) => String::from("no pair"),
        (Group::Nobody, _) => String::from("nobody named"),
        (Group::Rest, _) => String::from("others"),
    }
}
