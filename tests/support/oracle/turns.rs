//! Splits, mergers and renamings as changes.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, EventKind, RelationKind, Statement, StatementId};

use super::Oracle;
use super::changes::{ByCertainty, Change, Said, settle};
use super::evidence::pairs;
use super::lives::{Cause, at};
use super::splits::{Meeting, Split};
use super::time::Days;
use super::told::{Ladder, Thing, Ways, is_ever};

impl Oracle<'_> {
    /// `split`, `merged`, `renamed`: one for each happening and pair.
    ///
    /// "`split` is for a splinter that was no member before, or a part-of that ends: that is
    /// descent"; "happenings told twice give one."
    ///
    /// CHOICE: the window where events have a span of their own. (1) These changes are events, and
    /// are looked for in the span of events. (2) In the window. Taken: (1).
    pub(super) fn lineage_changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (thing, kind, (from, to)) in self.turns() {
            if !self.is_among(from) || !self.is_among(to) {
                continue;
            }
            let named = |one: &Statement| is_turn(one, kind, (from, to));
            let statements = self.counting(&thing, named);
            let counted = |one: &Statement| named(one) && self.counted(one).is_some();
            let Some(best) = self.best_of(&thing, counted) else {
                continue;
            };
            let window = self.events_window();
            let by = by_certainty(&self.days_of(&thing, named), window);
            let Some((said, holds, certainty)) = settle(&by, window) else {
                continue;
            };
            let (word, actor, other) = match kind {
                EventKind::Merger => ("merged", from, to),
                EventKind::Rename => ("renamed", from, to),
                _ => ("split", to, from),
            };
            let mut change = Change {
                earliest: said.days.first(),
                latest: said.days.last(),
                kind: word,
                actor,
                other: Some(other),
                holds,
                certainty: certainty.min(best),
                statements,
                cause: BTreeSet::new(),
                despite: BTreeSet::new(),
            };
            let tellers = change.statements.iter();
            change.cause = tellers.map(|&id| Cause::Statement(id)).collect();
            if word == "split" {
                if !self.is_descent(&thing, to, from) {
                    continue;
                }
                let parts = self.parts_ended(&thing, to, from);
                if !parts.is_empty() {
                    change.statements.extend(parts);
                    change.despite = self.despite(RelationKind::PartOf, &change);
                }
            }
            changes.push(change);
        }
        changes
    }

    /// Every split, merger and renaming of a pair, as `from` → `to`.
    pub(super) fn turns(&self) -> BTreeSet<(Thing, EventKind, (ActorId, ActorId))> {
        let mut turns = BTreeSet::new();
        for (id, statement) in self.numbered() {
            for kind in [EventKind::Split, EventKind::Merger, EventKind::Rename] {
                if self.is_told_by(id, kind).is_some() {
                    for pair in pairs(&statement.ends) {
                        turns.insert((self.same(id), kind, pair));
                    }
                }
            }
        }
        turns
    }

    /// "(a split that ends a membership is a departure, not descent)": of x from y.
    pub(super) fn is_descent(&self, thing: &Thing, x: ActorId, y: ActorId) -> bool {
        !self.was_member_before(thing, x, y) || !self.parts_ended(thing, x, y).is_empty()
    }

    /// Whether x was a member of y before the split: whether an admitted membership of the pair can
    /// hold, within the periods of its actors, on the day before one of the split's days, and is not
    /// one that came after it.
    ///
    /// CHOICE: "a splinter that was no member before" in a view that does not show memberships.
    /// (1) What was a member by the evidence is no splinter, whatever kinds or actors the view
    /// shows. (2) Only memberships that the view shows count. Taken: (1).
    ///
    /// CHOICE: a split of a member whose membership cannot meet it, or that another split ended. (1)
    /// It was a member before, so there is no `split`. (2) The split ends no membership, so there is
    /// one. Taken: (1).
    ///
    /// CHOICE: the pair has a membership that is a return. (1) It begins on or after the split, so x
    /// was no member before by it. (2) Its dates alone would allow a day before. Taken: (1).
    fn was_member_before(&self, thing: &Thing, x: ActorId, y: ActorId) -> bool {
        self.met(thing, RelationKind::Membership, x, y)
            .iter()
            .any(|(_, meeting)| !matches!(meeting, Meeting::Untouched | Meeting::Return(_)))
    }

    /// The admitted part-of statements of the pair that the split ends: "or a part-of that ends".
    ///
    /// CHOICE: a split that ends a membership and a part-of of one pair. (1) `left` and `split`.
    /// (2) `left` alone. Taken: (1). The days of that `split` are those of the event.
    pub(super) fn parts_ended(
        &self,
        thing: &Thing,
        x: ActorId,
        y: ActorId,
    ) -> BTreeSet<StatementId> {
        let mut parts = BTreeSet::new();
        for pair in self.all_pairs() {
            if (pair.kind, pair.a, pair.b) != (RelationKind::PartOf, x, y) {
                continue;
            }
            let Some(runs) = self.runs(&pair) else {
                continue;
            };
            let mut courses = runs.all().iter().flatten();
            if courses.any(|course| course.split.as_ref() == Some(thing)) {
                parts.extend(self.tellers(&pair.thing, |one| pair.is_named_by(one)));
            }
        }
        parts
    }

    /// How each relation of this kind between x and y meets the split, by itself, in each of the
    /// ways in which both may have been.
    pub(super) fn met(
        &self,
        thing: &Thing,
        kind: RelationKind,
        x: ActorId,
        y: ActorId,
    ) -> Vec<(Thing, Meeting)> {
        let mut met = Vec::new();
        for pair in self.all_pairs() {
            if (pair.kind, pair.a, pair.b) != (kind, x, y)
                || self
                    .tellers(&pair.thing, |one| pair.is_named_by(one))
                    .is_empty()
            {
                continue;
            }
            let splits = self
                .splits(&pair)
                .into_iter()
                .filter(|split| split.0 == *thing);
            for (_, ladder) in splits {
                for days in at(&ladder, Certainty::Denied).days() {
                    let split = Split {
                        thing: thing.clone(),
                        tellers: BTreeSet::new(),
                        days: days.clone(),
                    };
                    let has_other = self.has_other_before(&pair, days.first(), Certainty::Denied);
                    for course in self.bounded(&pair, Certainty::Denied).iter().flatten() {
                        met.push((pair.thing.clone(), course.meeting(&split, has_other)));
                    }
                }
            }
        }
        met
    }
}

/// Whether a statement tells a split, merger or renaming of the pair.
pub(super) fn is_turn(statement: &Statement, kind: EventKind, pair: (ActorId, ActorId)) -> bool {
    statement.event().is_some_and(|event| event.kind == kind)
        && pairs(&statement.ends).contains(&pair)
}

/// What is told of the days of an event at each certainty.
///
/// CHOICE: the days of a happening whose tellings cannot meet. (1) All days of all its ways. (2) Those
/// of one of them. Taken: (1).
fn by_certainty(ladder: &Ladder<Ways>, window: (i64, i64)) -> ByCertainty {
    let mut by = ByCertainty::new();
    for &certainty in Certainty::ALL {
        let ways = at(ladder, certainty);
        let ranges: Vec<(i64, i64)> = { ways.days() }
            .flat_map(|days| days.ranges.clone())
            .collect();
        let said = (!ranges.is_empty()).then(|| {
            let days = Days {
                ranges,
                is_several: false,
            };
            let is_so_in_each = ways.iter().all(Option::is_some);
            Said::new(
                days,
                is_so_in_each || is_ever(window) && ways.is_told_always,
            )
        });
        by.insert(certainty, said);
    }
    by
}
