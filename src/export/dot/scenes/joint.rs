//! Lines between actors that fought on one side in the events of a picture.

use super::line::{Line, MOST_PAIRS};
use crate::analysis::EventPair;
use crate::export::dot::writing::style::Look;
use crate::export::kit::{run_in_words, when_in_words};
use crate::graph::StatementRef;
use crate::model::{ActorId, Statement, StatementId};
use crate::query::counted;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Returns a line for each pair that was on one side of an event, unless a line already shows them as allies
/// or partners; and the number of events with too many actors on one side for such lines.
pub(super) fn lines<'g>(view: View<'g, '_>, known: &[Line<'g>]) -> (Vec<Line<'g>>, usize) {
    let pair_of = |one: ActorId, other: ActorId| (one.min(other), one.max(other));
    let lasting = known.iter().filter(|line| {
        matches!(line.look, Look::Alliance | Look::Cooperation) && line.until.is_none()
    });
    let known: BTreeSet<(ActorId, ActorId)> =
        lasting.map(|line| pair_of(line.from, line.to)).collect();
    let mut crowds: BTreeMap<StatementId, bool> = BTreeMap::new();
    let mut is_crowd = |one: &StatementRef<'g>| {
        let is = crowds.entry(one.id());
        *is.or_insert_with(|| pair_count(one.record()) > MOST_PAIRS)
    };
    let mut lines = Vec::new();
    let (pairs, crowded) = view.co_belligerents_but_of_crowds(MOST_PAIRS);
    for pair in pairs {
        if known.contains(&pair_of(pair.one.id(), pair.other.id()))
            || pair.grounds.statements.iter().all(&mut is_crowd)
        {
            continue;
        }
        lines.push(Line {
            look: Look::Beside,
            from: pair.one.id(),
            to: pair.other.id(),
            is_directed: false,
            until: None,
            events: Some(said(&pair)),
            grounds: pair.grounds,
        });
    }
    (lines, crowded)
}

/// Returns the number of pairs that a statement puts on one side.
fn pair_count(statement: &Statement) -> usize {
    let sides = statement.joint_sides().map(<[ActorId]>::len);
    let pairs = sides.map(|all| all.saturating_mul(all.saturating_sub(1)) / 2);
    pairs.fold(0, usize::saturating_add)
}

/// Describes the number and days of events: `on one side in 3 events, 7 to 15 Oct 2023`.
fn said(pair: &EventPair<'_>) -> String {
    let all = pair.certainly + pair.possibly;
    let mut text = format!("on one side in {}", counted(all, "event"));
    if pair.certainly > 0 && pair.possibly > 0 {
        text = format!("{text}, {} of them possibly", pair.possibly);
    }
    let mut events = pair.grounds.statements.iter();
    let when = match &mut events {
        // a single date appears as its source writes it
        all if pair.grounds.statements.len() == 1 => all
            .next()
            .and_then(|one| one.record().event()?.when.as_ref())
            .map(when_in_words),
        _ => run_in_words(pair.days.first, pair.days.last),
    };
    match when {
        Some(when) => format!("{text}, {when}"),
        None => text,
    }
}
