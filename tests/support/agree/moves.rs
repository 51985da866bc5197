//! Moves from one coalition to another are those of a loop over every departure and every arrival.

use crate::support::answers::{changed, slow_changed, things};
use crate::support::oracle::Oracle;
use crate::support::oracle::time::number;
use factions::{Holds, MoveRule, View};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

/// The worse of two words.
fn both(one: Holds, other: Holds) -> Holds {
    if one == Holds::Certainly { other } else { one }
}

pub(crate) fn moves_are_all_pairs_of_a_departure_and_an_arrival_near_enough(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
    within: u32,
    before: u32,
) -> TestCaseResult {
    let (n, m) = (i64::from(within), i64::from(before));
    let changes: Vec<_> = slow_changed(oracle, oracle.changes())
        .into_iter()
        .map(|one| one.0)
        .collect();
    let mut slow = Vec::new();
    for left in changes.iter().filter(|one| one.1 == "left") {
        for joined in changes.iter().filter(|one| one.1 == "joined") {
            if left.2 != joined.2 || left.3 == joined.3 {
                continue;
            }
            // every day on which it can have left beside every day on which it can have joined
            let (least, most) = (joined.0.0 - left.0.1, joined.0.1 - left.0.0);
            let near = if -m <= least && most <= n {
                Holds::Certainly
            } else if least <= n && -m <= most {
                Holds::Possibly
            } else {
                continue;
            };
            let holds = both(both(left.4.0, joined.4.0), near);
            if oracle.lens.certainly && holds == Holds::Possibly {
                continue;
            }
            let certainty = left.4.1.min(joined.4.1);
            let statements: Vec<_> = left.5.union(&joined.5).copied().collect();
            slow.push((
                joined.0, left.0, left.2, left.3, joined.3, holds, certainty, statements,
            ));
        }
    }
    slow.sort();
    let moves = view.moves(MoveRule::within(within).or_before(before));
    let mut fast: Vec<_> = { moves.iter() }
        .map(|one| {
            let days = |days: factions::DaySpan| (number(days.first), number(days.last));
            let both = [one.left.clone(), one.joined.clone()];
            // of the grounds the cause is a part
            let causes = changed(oracle, &both).into_iter().flat_map(|one| one.0.5);
            let own = one.grounds.statements.iter().map(|one| one.id());
            let statements = things(oracle, own.chain(causes));
            (
                days(one.joined.days),
                days(one.left.days),
                one.actor.id(),
                Some(one.from.id()),
                Some(one.to.id()),
                one.grounds.holds,
                one.grounds.certainty,
                statements.into_iter().collect::<Vec<_>>(),
            )
        })
        .collect();
    prop_assert!(fast.is_sorted_by_key(|one| (one.0, one.1)));
    fast.sort();
    prop_assert_eq!(fast, slow);
    Ok(())
}
