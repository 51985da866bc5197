//! What an answer rests on: denials that it must name, deaths whose dead are known, days covered.

use crate::support::answers::{actors, count, ids, is_silent, slow_count, slow_covered, total};
use crate::support::oracle::Oracle;
use crate::support::oracle::happenings::Happening;
use crate::support::oracle::time::number;
use factions::model::Window;
use factions::{Day, Step, TollTotal, View, date};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::collections::BTreeSet;

/// A window of days, some of it beyond the days that random records are about.
pub(crate) fn windows() -> impl Strategy<Value = Window> {
    let first = Day::from(date(2023, 8, 1)).number();
    (first..first + 150, 1..100).prop_map(|(from, length)| Window {
        from: Day::new(from),
        to: Day::new(from + length),
    })
}

pub(crate) fn losses_are_the_oracles(view: View<'_, '_>, oracle: &Oracle<'_>) -> TestCaseResult {
    for actor in actors(oracle.record) {
        let fast = view.losses_of(actor);
        let slow = oracle.losses(&BTreeSet::from([actor]));
        let covered = slow_covered(oracle, oracle.events_window());
        prop_assert_eq!(fast.covered(), covered);
        let slow = slow_count(&slow, is_silent(&slow, covered));
        prop_assert_eq!(count(fast.all()), slow);
    }
    Ok(())
}

pub(crate) fn tolls_of_actors_and_of_two_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let covered = slow_covered(oracle, oracle.events_window());
    let both = |fast: TollTotal, of: BTreeSet<Happening>| {
        let (all, certain) = total(&of);
        let is_silent = is_silent(&all, covered);
        let slow = [&all, &certain].map(|total| slow_count(total, is_silent));
        ([fast.all(), fast.certainly].map(count), slow)
    };
    for a in actors(oracle.record) {
        let toll = view.toll_of(a);
        let (fast, slow) = both(toll, oracle.events_of(&BTreeSet::from([a])));
        prop_assert_eq!(fast, slow);
        prop_assert_eq!(view.series_of(a, Step::Month).total(), toll);
        for b in actors(oracle.record).filter(|&b| b != a) {
            let toll = view.toll_between(a, b);
            let (fast, slow) = both(toll, oracle.dyad(a, b).1);
            prop_assert_eq!(fast, slow);
        }
    }
    Ok(())
}

pub(crate) fn denials_of_happenings_and_relations_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    for one in view.events() {
        let slow = oracle.denials(&ids(&one.grounds.statements));
        prop_assert_eq!(ids(&one.grounds.denied), slow, "{}", one);
    }
    for a in actors(oracle.record) {
        for one in view.allies(a) {
            let slow = oracle.denials(&ids(&one.grounds.statements));
            let fast = ids(&one.grounds.denied);
            prop_assert!(fast.is_subset(&slow), "{}", one);
            // what is denied of others alone is not of these two
            let is_of_two = |id: &factions::StatementId| {
                let ends = &oracle.record.statement(*id).ends;
                let is_pair = |(x, y)| [(x, y), (y, x)].contains(&(a, one.other.id()));
                ends.pairs().into_iter().any(is_pair)
            };
            let missed = slow.difference(&fast).find(|id| is_of_two(id));
            prop_assert_eq!(missed, None, "{}", one);
        }
    }
    Ok(())
}

pub(crate) fn days_are_covered_as_the_oracle_has_them(
    oracle: &Oracle<'_>,
    window: Window,
) -> TestCaseResult {
    let fast = match oracle.lens.known_on {
        Some(day) => {
            let day = Day::new(i32::try_from(day).expect("a day of 2023"));
            oracle.record.covered_as_known_on(window, day)
        }
        None => oracle.record.covered(window),
    };
    let days = (number(window.from), number(window.to));
    prop_assert_eq!(fast, slow_covered(oracle, days));
    Ok(())
}
