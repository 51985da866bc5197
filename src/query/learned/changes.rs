//! Changes that are known differently on two days.

use super::because::Because;
use super::row::{LearnedRow, beside};
use super::touched::Touched;
use crate::graph::{ActorRef, Turn};
use crate::model::{ActorId, RelationKind, StatementId, TieId};
use crate::query::belonging::STEPS;
use crate::query::over_time::{Cause, Change, ChangeKind};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The kinds of relation whose start and end are changes.
const LASTING: [RelationKind; 3] = [
    RelationKind::Membership,
    RelationKind::PartOf,
    RelationKind::Alliance,
];

impl<'g> Touched<'g, '_> {
    /// The changes that differ: of relations that may hold differently, of events that end them,
    /// and of actors that the statements name.
    pub(super) fn changes(&self) -> Vec<LearnedRow<'g, Change<'g>>> {
        let lasting = self.pairs.iter().filter(|pair| LASTING.contains(&pair.0));
        let ties: HashSet<TieId> = lasting.flat_map(|&pair| self.ties_of(pair)).collect();
        let graph = self.views[0].graph;
        let mut events: BTreeSet<StatementId> = self.events.clone();
        for &(kind, from, to) in &self.pairs {
            if kind.is_step() {
                let splits = graph.limits.splits(from, to).iter();
                let tellings = splits.flat_map(|one| &one.tellings);
                events.extend(tellings.map(|&id| graph.first_of(id)));
            }
        }
        let is_asked = |turn: Turn| match turn {
            Turn::Start(tie) | Turn::End(tie) => ties.contains(&tie),
            Turn::Lineage(tie) => {
                let id = graph.statement_of_tie(tie);
                events.contains(&graph.first_of(id))
            }
            Turn::Formation(actor, _) | Turn::Dissolution(actor, _) => self.actors.contains(&actor),
        };
        let [before, after] = self.views.map(|view| view.changes_of(is_asked));
        let named = self.by_actor();
        let rows = pairs(before, after)
            .into_iter()
            .filter_map(|(before, after)| {
                let row = beside(before, after)?;
                let because = self.why(&row, &named);
                Some(because.did(self, row))
            });
        let mut rows: Vec<LearnedRow<'g, Change<'g>>> = rows.collect();
        rows.sort_by_key(|row| {
            row.latest()
                .map(|one| (one.days, one.kind, one.actor, one.other, row.word))
        });
        rows
    }

    fn why(
        &self,
        row: &LearnedRow<'_, Change<'g>>,
        named: &BTreeMap<ActorId, Vec<StatementId>>,
    ) -> Because {
        let mut because = Because::default();
        for one in row.before.iter().chain(&row.after) {
            because.of_grounds(self, &one.grounds);
            let event = one.cause.and_then(Cause::event);
            for one in one.despite.iter().copied().chain(event) {
                because.of_statement(self, one.id());
            }
            let actor = one.actor.id();
            let Some(other) = one.other else {
                // everything that is certainly known of an actor narrows its active periods
                because.of_actor(self, actor);
                because.extend(named.get(&actor).into_iter().flatten().copied());
                continue;
            };
            let kinds: &[RelationKind] = match one.kind {
                ChangeKind::Joined | ChangeKind::Left => &[RelationKind::Membership],
                ChangeKind::Integrated | ChangeKind::Separated => &[RelationKind::PartOf],
                ChangeKind::AllianceMade | ChangeKind::AllianceEnded => &[RelationKind::Alliance],
                ChangeKind::Split => &STEPS,
                _ => &[],
            };
            for &kind in kinds {
                because.of_pair(self, (kind, actor, other.id()));
            }
            if one.kind == ChangeKind::Split {
                // a split that was no departure before, or is one now
                let splits = self.views[0].graph.limits.splits(actor, other.id());
                because.extend(splits.iter().flat_map(|split| &split.tellings).copied());
            }
        }
        because
    }
}

/// Changes that only one of two days has, or that the days have differently. Changes of one kind
/// and pair that share a statement make one row.
fn pairs<'g>(
    mut before: Vec<Change<'g>>,
    mut after: Vec<Change<'g>>,
) -> Vec<(Option<Change<'g>>, Option<Change<'g>>)> {
    let is_in = |list: &[Change<'g>], one: &Change<'g>| {
        // both lists are sorted by days first
        let start = list.partition_point(|other| other.days < one.days);
        let same_days = list[start..]
            .iter()
            .take_while(|other| other.days == one.days);
        { same_days }.any(|other| other == one)
    };
    let alike: Vec<bool> = before.iter().map(|one| is_in(&after, one)).collect();
    let all = before.clone();
    after.retain(|one| !is_in(&all, one));
    let mut alike = alike.into_iter();
    before.retain(|_| alike.next() == Some(false));
    let mut rows = Vec::new();
    let mut left: Vec<Option<Change<'g>>> = after.into_iter().map(Some).collect();
    let mut by_whom: BTreeMap<(ChangeKind, ActorId, Option<ActorId>), Vec<usize>> = BTreeMap::new();
    let whom = |one: &Change<'g>| (one.kind, one.actor.id(), one.other.map(ActorRef::id));
    for (place, one) in left.iter().enumerate() {
        if let Some(one) = one {
            by_whom.entry(whom(one)).or_default().push(place);
        }
    }
    for one in before {
        let same = by_whom.get(&whom(&one)).into_iter().flatten();
        let place = { same }.find(|&&place| {
            let other = left[place].as_ref();
            other.is_some_and(|other| is_same_change(&one, other))
        });
        let other = place.and_then(|&place| left[place].take());
        rows.push((Some(one), other));
    }
    rows.extend(left.into_iter().flatten().map(|one| (None, Some(one))));
    rows
}

/// Whether two versions of a change are the same change: they share a statement, or have none.
fn is_same_change(one: &Change<'_>, other: &Change<'_>) -> bool {
    let (own, others) = (&one.grounds.statements, &other.grounds.statements);
    own.is_empty() && others.is_empty() || own.iter().any(|id| others.contains(id))
}
