//! Splits, mergers and renamings as changes.

use std::collections::BTreeSet;

use factions::{ActorId, EventKind, Holds, RelationKind, StatementId};

use super::Oracle;
use super::changes::Change;
use super::enders::can_hold_before;
use super::evidence::pairs;
use super::time::Days;

impl Oracle<'_> {
    /// `split`, `merged`, `renamed`: one for each happening and pair.
    ///
    /// "`split` is for a splinter that was no member before, or a part-of that ends: that is
    /// descent".
    ///
    /// CHOICE: the window where events have a span of their own. (1) These changes are events, and
    /// are looked for in the span of events. (2) In the window. Taken: (1).
    ///
    /// CHOICE: the days of a happening told on several days. (1) All of its counted statements of
    /// this pair: certainly if all are in the window, possibly if one is. (2) Those of one of
    /// them. Taken: (1).
    pub(super) fn lineage_changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for told in self.told() {
            for kind in [EventKind::Split, EventKind::Merger, EventKind::Rename] {
                let tellers: Vec<_> = told
                    .iter()
                    .filter_map(|&id| Some((id, self.is_told_by(id, kind)?)))
                    .collect();
                let mut found: BTreeSet<(ActorId, ActorId)> = BTreeSet::new();
                for (_, statement) in &tellers {
                    found.extend(pairs(&statement.ends));
                }
                for (from, to) in found {
                    if !self.is_among(from) || !self.is_among(to) {
                        continue;
                    }
                    let mut statements = BTreeSet::new();
                    let mut days = Days {
                        ranges: vec![],
                        is_several: false,
                    };
                    let mut known = Holds::Possibly;
                    for (id, statement) in &tellers {
                        if pairs(&statement.ends).contains(&(from, to)) {
                            let event = statement.event().expect("tellers are events");
                            statements.insert(*id);
                            days.ranges.extend(Days::of(event).ranges);
                            known = known.max(self.counted(statement).expect("told is counted"));
                        }
                    }
                    let Some(holds) = days.holds(self.events_window()) else {
                        continue;
                    };
                    let mut cause = BTreeSet::new();
                    let (word, actor, other) = match kind {
                        EventKind::Merger => ("merged", from, to),
                        EventKind::Rename => ("renamed", from, to),
                        _ => ("split", to, from),
                    };
                    if word == "split" {
                        cause.clone_from(&statements);
                        let departs = self.was_member_before(&statements, to, from);
                        if departs && self.parts_ended(&statements, to, from).is_empty() {
                            continue;
                        }
                    }
                    let certainty = statements.iter().map(|&id| self.certainty_of(id)).max();
                    let mut change = Change {
                        earliest: days.first(),
                        latest: days.last(),
                        kind: word,
                        actor,
                        other: Some(other),
                        holds: holds.min(known),
                        certainty: certainty.expect("a happening has a statement"),
                        statements,
                        cause,
                        despite: BTreeSet::new(),
                    };
                    if word == "split" {
                        let parts = self.parts_ended(&change.statements, to, from);
                        if !parts.is_empty() {
                            change.statements.extend(parts);
                            change.despite = self.despite(RelationKind::PartOf, &change);
                        }
                    }
                    changes.push(change);
                }
            }
        }
        changes
    }

    /// Whether x was a member of y before the split: whether an admitted membership of the pair can
    /// hold, as it runs in this view, on the day before one of the split's days.
    ///
    /// CHOICE: "a splinter that was no member before" in a view that does not show memberships.
    /// (1) What was a member by the evidence is no splinter, whatever kinds or actors the view
    /// shows. (2) Only memberships that the view shows count. Taken: (1).
    ///
    /// CHOICE: a split of a member whose membership cannot meet it. (1) It was a member before, so
    /// there is no `split`. (2) The split ends no membership, so there is one. Taken: (1).
    pub(super) fn was_member_before(
        &self,
        splits: &BTreeSet<StatementId>,
        x: ActorId,
        y: ActorId,
    ) -> bool {
        for (_, statement) in self.numbered() {
            let is_membership = statement
                .relation()
                .is_some_and(|relation| relation.kind == RelationKind::Membership);
            if !is_membership
                || self.admitted(statement).is_none()
                || !pairs(&statement.ends).contains(&(x, y))
            {
                continue;
            }
            // by its own dates: a second split of a member that another one ended is no descent
            let relation = statement.relation().expect("a membership is one");
            let span = self.stated(statement, relation).bounds();
            for &split in splits {
                let event = self
                    .record
                    .statement(split)
                    .event()
                    .expect("a split is an event");
                if can_hold_before(span.s0, span.e1, &Days::of(event)) {
                    return true;
                }
            }
        }
        false
    }

    /// The admitted part-of statements of the pair that the split ends: "or a part-of that ends".
    ///
    /// CHOICE: a split that ends a membership and a part-of of one pair. (1) `left` and `split`.
    /// (2) `left` alone. Taken: (1). The days of that `split` are those of the event.
    pub(super) fn parts_ended(
        &self,
        splits: &BTreeSet<StatementId>,
        x: ActorId,
        y: ActorId,
    ) -> BTreeSet<StatementId> {
        let mut parts = BTreeSet::new();
        for (id, statement) in self.numbered() {
            let is_part = statement
                .relation()
                .is_some_and(|relation| relation.kind == RelationKind::PartOf);
            if is_part
                && self.admitted(statement).is_some()
                && pairs(&statement.ends).contains(&(x, y))
                && let Some(cause) = self.courses(statement, x, y)[0].cause
                && self.same(cause).iter().any(|id| splits.contains(id))
            {
                parts.insert(id);
            }
        }
        parts
    }
}
