//! Records and rows made of bytes: answers are the oracle's, rows are as their record.

use super::laws::{comes_back, sort};
use crate::campaign::hash;
use crate::support::agree::{self, busiest, check, collectives, moves, rests};
use crate::support::asked::asked;
use crate::support::everything::{answered, written};
use crate::support::oracle::Oracle;
use crate::support::strategies::plan;
use factions::{ActorGraph, View, date};
use plans::{by_rows, event, relation};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

#[path = "../../../tests/it/bulk/plans.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests ask for more of it")]
mod plans;

/// A law: a view answers as the oracle does.
type Law = fn(View<'_, '_>, &Oracle<'_>) -> TestCaseResult;

const LAWS: [Law; 22] = [
    agree::ties_and_actors_are_the_oracles,
    agree::associates_are_the_oracles,
    agree::belonging_is_the_oracles,
    agree::stances_are_the_oracles,
    agree::changes_are_the_oracles,
    agree::events_and_tolls_are_the_oracles,
    agree::denials_and_components_are_the_oracles,
    agree::lineages_and_names_are_the_oracles,
    agree::contradictions_are_the_oracles,
    agree::dyads_are_the_oracles,
    agree::a_series_sums_to_the_toll_and_dates_as_the_oracle,
    busiest::events_of_one_are_the_oracles_in_the_order_of_events,
    collectives::events_and_tolls_of_a_collective_are_the_oracles,
    collectives::losses_and_series_of_a_collective_are_the_oracles,
    collectives::an_event_names_who_took_part_and_by_which_memberships,
    collectives::dyads_of_a_collective_are_the_oracles,
    collectives::adversaries_and_supporters_of_a_collective_are_the_oracles,
    collectives::stances_of_a_collective_are_the_oracles,
    collectives::an_actor_alone_is_a_collective_of_one,
    rests::losses_are_the_oracles,
    rests::tolls_of_actors_and_of_two_are_the_oracles,
    rests::denials_of_happenings_and_relations_are_the_oracles,
];

/// What a strategy makes of dice that bytes are the seed of.
///
/// Bytes that stood in for the dice themselves would run out: behind them come zeros, on which an even
/// choice of three never ends.
fn of_bytes<S: Strategy>(strategy: &S, bytes: &[u8]) -> Option<S::Value> {
    let words = (0..4_u8).map(|salt| hash(&[bytes, &[salt]].concat()));
    let seed: Vec<u8> = words.flat_map(u64::to_le_bytes).collect();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    strategy
        .new_tree(&mut runner)
        .ok()
        .map(|tree| tree.current())
}

pub(crate) fn structured(bytes: &[u8]) -> u64 {
    let numbers = (1..4_usize, 0..25_u32, 0..6_u32, rests::windows());
    let all = (plan(), asked(), asked(), numbers);
    let Some((plan, one, two, (few, within, before, window))) = of_bytes(&all, bytes) else {
        return 0;
    };
    let record = plan.build();
    for law in LAWS {
        holds(&check(&record, &one, law));
    }
    holds(&check(&record, &one, |view, oracle| {
        busiest::the_busiest_are_the_first_of_a_sorted_loop(view, oracle, few)?;
        busiest::the_busiest_of_each_step_are_those_of_the_step_by_itself(view, few)?;
        moves::moves_are_all_pairs_of_a_departure_and_an_arrival_near_enough(
            view, oracle, within, before,
        )?;
        rests::days_are_covered_as_the_oracle_has_them(oracle, window)
    }));
    holds(&agree::differences_are_the_oracles(&record, &one, &two));
    comes_back(&record)
}

fn holds(result: &TestCaseResult) {
    if let Err(error) = result {
        panic!("{error}");
    }
}

pub(crate) fn bulk(bytes: &[u8]) -> u64 {
    let plans = (
        vec(relation(), 0..8),
        vec(event(), 0..12),
        0..20_u8,
        1..20_u8,
    );
    let Some((relations, events, first, days)) = of_bytes(&plans, bytes) else {
        return 0;
    };
    let rows = by_rows(&relations, &events);
    let record = ActorGraph::new(rows.to_record());
    // of the days that the plans are about
    let first = date(2023, 9, 1) + jiff::Span::new().days(i64::from(first));
    let last = first + jiff::Span::new().days(i64::from(days));
    let certain = [&rows, &record].map(|graph| graph.ever().certainly());
    let some_days = [&rows, &record].map(|graph| graph.during(first..last));
    for [one, other] in [certain, some_days] {
        for ((name, one), (_, other)) in answered(one).into_iter().zip(answered(other)) {
            assert_eq!(one, other, "{name}");
        }
        for ((name, one), (_, other)) in written(one).into_iter().zip(written(other)) {
            assert_eq!(one, other, "{name}");
        }
    }
    let kinds = record
        .record()
        .statements()
        .iter()
        .map(|one| format!("{:?}", one.kind()));
    sort(kinds)
}
