//! Rule: an actor that splits from a whole was a member then, if the record has memberships of the two.

use super::checked::{Checked, is_asserted, steps};
use crate::model::{ActorId, Bounds, Certainty, Content, End, Ends, EventKind, Period, When};
use crate::record::format::Key;
use crate::record::problems::Code;
use crate::record::problems::Desk;
use crate::record::unchecked::{QuickSet, StatementRow};
use std::collections::{HashMap, HashSet};

/// Returns the bounds of a period before a split may end it: an open end counts as unknown.
pub(super) fn open_bounds(period: &Period) -> Bounds {
    if *period.end() != End::Ongoing {
        return period.bounds(None);
    }
    let seen = period.seen().to_vec();
    Period::new(period.start().cloned(), End::Unknown, seen).bounds(None)
}

/// A split: the whole, the actors that leave it, and the days.
type Split<'r> = (ActorId, &'r [ActorId], &'r When);

/// The split of a statement.
pub(super) fn split_of(row: &StatementRow) -> Option<Split<'_>> {
    let Content::Event(event) = &row.statement.content else {
        return None;
    };
    let Ends::Directed { from, to } = &row.statement.ends else {
        return None;
    };
    let is_split = event.kind == EventKind::Split && is_asserted(row);
    match (is_split, &from[..], &event.when) {
        (true, &[whole], Some(when)) => Some((whole, to, when)),
        _ => None,
    }
}

pub(super) fn splits_without_membership(checked: &Checked<'_>, desk: &mut Desk) {
    if !checked.met.has_lineage {
        return;
    }
    let splits = checked
        .sound()
        .filter_map(|row| Some((row, split_of(row)?)))
        .filter(|(row, _)| !checked.is_withdrawn(&row.statement));
    let splits: Vec<(&StatementRow, Split<'_>)> = splits.collect();
    if splits.is_empty() {
        return;
    }
    let pairs = splits.iter();
    let pairs = pairs.flat_map(|(_, (whole, leaving, _))| leaving.iter().map(|one| (*one, *whole)));
    let split_pairs: QuickSet<(ActorId, ActorId)> = pairs.collect();
    let unsure = checked.readable().filter(|row| !row.is_sure);
    let unread: HashSet<(ActorId, ActorId)> = unsure
        .flat_map(|row| steps(row).into_iter().map(|step| (step.0, step.1)))
        .collect();
    let mut memberships: HashMap<(ActorId, ActorId), Vec<Bounds>> = HashMap::new();
    for row in checked.sound() {
        let Content::Relation(relation) = &row.statement.content else {
            continue;
        };
        let mut pairs = steps(row).into_iter().map(|step| (step.0, step.1));
        if !pairs.any(|pair| split_pairs.contains(&pair)) {
            continue;
        }
        let is_denied = row.statement.evidence.certainty == Certainty::Denied;
        if is_denied || checked.is_withdrawn(&row.statement) {
            continue;
        }
        for (member, whole, _) in steps(row) {
            let bounds = open_bounds(&relation.period);
            memberships.entry((member, whole)).or_default().push(bounds);
        }
    }
    for (row, (whole, leaving, when)) in splits {
        for (i, &member) in leaving.iter().enumerate() {
            let Some(bounds) = memberships.get(&(member, whole)) else {
                continue;
            };
            if unread.contains(&(member, whole))
                || checked.may_be_lost(member) && checked.may_be_lost(whole)
            {
                continue; // another membership may allow it
            }
            if bounds.iter().any(|bounds| allows(*bounds, when)) {
                continue;
            }
            let (member, whole) = (checked.key(member), checked.key(whole));
            let message = format!(
                "`{member}` splits from `{whole}`, but no membership of it allows `{when}`"
            );
            let help = "correct the day of the split or of the membership, or state the \
                membership that it ends";
            let at = row.spots.element(Key::To, i);
            desk.error(at, Code::SplitWithoutMembership, message, help.to_owned());
        }
    }
}

/// Whether a membership can end on the days of a split, or hold on them.
fn allows(bounds: Bounds, when: &When) -> bool {
    if !bounds.is_possible() {
        return true; // the period has its own mistake
    }
    when.possible_ranges().any(|(first, last)| {
        let can_end = bounds.first_end() <= last && first <= bounds.last_end();
        let can_hold = bounds.first_start() <= last && first < bounds.last_end();
        can_end || can_hold
    })
}
