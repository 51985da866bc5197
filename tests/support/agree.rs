//! Every question's answer beside the naive oracle's: each function is a law of one view.

pub(crate) mod busiest;
pub(crate) mod collectives;
pub(crate) mod moves;
pub(crate) mod rests;

use super::answers::{
    Changed, actors, belonging, changed, count, ids, is_silent, others, slow_changed, slow_count,
    slow_covered, slow_others, thing, things,
};
use super::asked::Asked;
use super::oracle::members::Towards;
use super::oracle::said::figures;
use super::oracle::time::number;
use super::oracle::{Oracle, diff};
use factions::{
    ActorGraph, ActorId, Difference, Holds, Membership, Record, RelationKind, StatementId, Step,
    View,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A record, its graph, what is asked, and the oracle's lens.
pub(crate) fn check(
    record: &Record,
    asked: &Asked,
    test: impl Fn(View<'_, '_>, &Oracle<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let graph = ActorGraph::new(record.clone());
    let sets = asked.sets();
    let oracle = Oracle::new(record, asked.lens());
    test(asked.view(&graph, &sets), &oracle).map_err(|error| match error {
        TestCaseError::Fail(reason) => {
            TestCaseError::fail(format!("{reason}\n{asked:?}\n{}", record.to_toml()))
        }
        reject @ TestCaseError::Reject(_) => reject,
    })
}

fn only_changes<T>(all: &[(Changed, T)]) -> Vec<Changed> {
    all.iter().map(|one| one.0.clone()).collect()
}

pub(crate) fn ties_and_actors_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    let mut fast = BTreeSet::new();
    for actor in actors(oracle.record) {
        for neighbor in view.neighbors(actor) {
            let tie = neighbor.tie;
            let (a, b) = (tie.from().id(), tie.to().id());
            let first = thing(oracle, tie.statement().id());
            fast.insert((first, tie.kind(), a, b, tie.is_directed(), neighbor.holds));
        }
    }
    let slow: BTreeSet<_> = { oracle.ties().into_iter() }
        .map(|tie| {
            let first = thing(oracle, tie.statement);
            (first, tie.kind, tie.a, tie.b, tie.is_directed, tie.holds)
        })
        .collect();
    prop_assert_eq!(fast, slow);
    let fast: BTreeMap<ActorId, Holds> = view
        .actors()
        .map(|one| (one.actor.id(), one.holds))
        .collect();
    prop_assert_eq!(fast, oracle.actors());
    Ok(())
}

pub(crate) fn associates_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for a in actors(oracle.record) {
        prop_assert_eq!(others(view.allies(a)), slow_others(oracle.allies(a)));
        prop_assert_eq!(others(view.partners(a)), slow_others(oracle.partners(a)));
        prop_assert_eq!(
            others(view.adversaries(a)),
            slow_others(oracle.adversaries(a))
        );
        prop_assert_eq!(
            others(view.supporters(a)),
            slow_others(oracle.supporters(a))
        );
        prop_assert_eq!(others(view.clients(a)), slow_others(oracle.clients(a)));
        prop_assert_eq!(others(view.patrons(a)), slow_others(oracle.patrons(a)));
        prop_assert_eq!(
            others(view.affiliates(a)),
            slow_others(oracle.affiliates(a))
        );
        prop_assert_eq!(others(view.victims(a)), slow_others(oracle.victims(a)));
        prop_assert_eq!(others(view.attackers(a)), slow_others(oracle.attackers(a)));
    }
    Ok(())
}

pub(crate) fn belonging_is_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for a in actors(oracle.record) {
        for nested in [false, true] {
            let down =
                |answers: Vec<Membership<'_>>| belonging(&answers, !nested, |one| one.member.id());
            let up =
                |answers: Vec<Membership<'_>>| belonging(&answers, !nested, |one| one.whole.id());
            let slow = |kind, way| oracle.reached(a, kind, way, nested);
            let (membership, part) = (RelationKind::Membership, RelationKind::PartOf);
            prop_assert_eq!(down(view.members(a)), slow(membership, Towards::Down));
            prop_assert_eq!(up(view.coalitions(a)), slow(membership, Towards::Up));
            prop_assert_eq!(down(view.parts(a)), slow(part, Towards::Down));
            prop_assert_eq!(up(view.wholes(a)), slow(part, Towards::Up));
        }
    }
    Ok(())
}

pub(crate) fn stances_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for a in actors(oracle.record) {
        for b in actors(oracle.record) {
            let fast = view.stance(a, b);
            let slow = oracle.stance(a, b);
            let ways: BTreeSet<_> = fast
                .ways
                .iter()
                .map(|way| {
                    let actors: Vec<_> = way.actors.iter().map(|one| one.id()).collect();
                    let ties = way
                        .ties
                        .iter()
                        .map(|tie| thing(oracle, tie.statement().id()));
                    let ties: Vec<_> = ties.collect();
                    let sign = way.sign.unwrap_or(factions::Sign::Neutral);
                    (way.length, sign, way.holds, way.certainty, actors, ties)
                })
                .collect();
            let slow_ways: BTreeSet<_> = slow
                .ways
                .iter()
                .cloned()
                .map(|way| {
                    let ties = way.statements.iter().map(|&id| thing(oracle, id));
                    let (actors, ties): (_, Vec<_>) = (way.actors, ties.collect());
                    (way.length, way.sign, way.holds, way.certainty, actors, ties)
                })
                .collect();
            prop_assert_eq!(ways, slow_ways);
            prop_assert_eq!(fast.word.as_str(), slow.word);
            let grounds = fast.grounds.as_ref();
            prop_assert_eq!(grounds.map(|grounds| grounds.holds), slow.holds);
            prop_assert_eq!(grounds.map(|grounds| grounds.certainty), slow.certainty);
        }
    }
    Ok(())
}

pub(crate) fn changes_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    let mut fast = changed(oracle, &view.changes());
    let mut slow = slow_changed(oracle, oracle.changes());
    fast.sort();
    slow.sort();
    let (one, two): (Vec<_>, Vec<_>) = (only_changes(&fast), only_changes(&slow));
    prop_assert_eq!(one, two);
    for ((change, fast), (_, slow)) in fast.iter().zip(&slow) {
        let is_named = fast.map_or(slow.is_empty(), |cause| slow.contains(&cause));
        prop_assert!(is_named, "{:?}: {:?} is not among {:?}", change, fast, slow);
    }
    Ok(())
}

pub(crate) fn events_and_tolls_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    let fast: BTreeSet<_> = view
        .events()
        .iter()
        .map(|one| {
            let grounds = &one.grounds;
            let toll = one.killed.as_ref().map(|killed| figures(&killed.deaths));
            let statements = ids(&grounds.statements);
            (
                statements,
                grounds.holds,
                grounds.certainty,
                toll,
                one.is_violent(),
            )
        })
        .collect();
    let slow: BTreeSet<_> = oracle
        .events()
        .into_iter()
        .map(|one| {
            (
                one.statements,
                one.holds,
                one.certainty,
                one.toll,
                one.is_violent,
            )
        })
        .collect();
    prop_assert_eq!(fast, slow);
    let toll = view.toll();
    let (all, certain) = oracle.toll();
    let covered = slow_covered(oracle, oracle.events_window());
    prop_assert_eq!((view.covered(), toll.covered()), (covered, covered));
    let is_silent = is_silent(&all, covered);
    prop_assert_eq!(count(toll.all()), slow_count(&all, is_silent));
    prop_assert_eq!(count(toll.certainly), slow_count(&certain, is_silent));
    prop_assert_eq!(toll.possibly.violent, all.violent_possibly as u64);
    Ok(())
}

pub(crate) fn denials_and_components_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    let fast: BTreeMap<StatementId, Holds> = view
        .denied()
        .iter()
        .filter(|one| one.toll.is_none())
        .map(|one| (one.statement.id(), one.grounds.holds))
        .collect();
    prop_assert_eq!(fast, oracle.denied());
    let fast: BTreeSet<BTreeSet<ActorId>> = view
        .components()
        .iter()
        .map(|one| one.actors.iter().map(|actor| actor.id()).collect())
        .collect();
    let slow = oracle.components();
    prop_assert_eq!(&fast, &slow);
    // the same as numbers: who is alone is in no group
    let connected = view.connected();
    let sizes = slow.iter().map(BTreeSet::len).filter(|&size| size > 1);
    prop_assert_eq!(connected.count(), sizes.clone().count());
    prop_assert_eq!(connected.largest(), sizes.max().unwrap_or(0));
    for a in actors(oracle.record) {
        for b in actors(oracle.record) {
            let mut groups = slow.iter();
            let is_together = groups.any(|all| all.contains(&a) && all.contains(&b));
            prop_assert_eq!(connected.is_together(a, b), a == b || is_together);
        }
    }
    Ok(())
}

pub(crate) fn lineages_and_names_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for a in actors(oracle.record) {
        let lineage = view.lineage(a);
        let relatives = |all: &[factions::Relative<'_>]| -> BTreeMap<ActorId, Holds> {
            all.iter().map(|one| (one.actor.id(), one.holds)).collect()
        };
        prop_assert_eq!(relatives(&lineage.ancestors), oracle.ancestors(a));
        prop_assert_eq!(relatives(&lineage.descendants), oracle.descendants(a));
        let names = view.names(a);
        let names = { names.iter() }.map(|one| (one.name.to_owned(), one.is_own, one.holds));
        prop_assert_eq!(names.collect::<BTreeSet<_>>(), oracle.names(a));
    }
    Ok(())
}

pub(crate) fn contradictions_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    let fast: BTreeSet<_> = view
        .contradictions()
        .iter()
        .map(|one| {
            let statements = ids(&one.grounds.statements);
            let pair = one.actor.zip(one.other).map(|(a, b)| (a.id(), b.id()));
            // of tellings that cannot meet each is told of
            let statements = match one.kind.as_str() {
                "days-cannot-meet" | "tellings-cannot-meet" => statements,
                _ => things(oracle, statements),
            };
            (one.kind.as_str(), statements, pair, one.grounds.holds)
        })
        .collect();
    let slow: BTreeSet<_> = oracle
        .contradictions()
        .into_iter()
        .map(|one| {
            let statements = BTreeSet::from([one.statements.0, one.statements.1]);
            let statements = match one.kind {
                "days-cannot-meet" | "tellings-cannot-meet" => statements,
                _ => things(oracle, statements),
            };
            (one.kind, statements, one.pair, one.holds)
        })
        .collect();
    prop_assert_eq!(fast, slow);
    Ok(())
}

pub(crate) fn dyads_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for a in actors(oracle.record) {
        for b in actors(oracle.record).filter(|&b| b != a) {
            let dyad = view.dyad(a, b);
            let (ties, happenings) = oracle.dyad(a, b);
            let fast = dyad.relations.iter().map(|one| one.tie().statement().id());
            let slow = ties.into_iter().filter(|tie| tie.kind.relation().is_some());
            let slow = slow.map(|tie| tie.statement);
            prop_assert_eq!(things(oracle, fast), things(oracle, slow));
            let fast: BTreeSet<_> = dyad
                .events
                .iter()
                .map(|one| (ids(&one.grounds.statements), one.grounds.holds))
                .collect();
            let slow: BTreeSet<_> = happenings
                .into_iter()
                .map(|one| (one.statements, one.holds))
                .collect();
            prop_assert_eq!(fast, slow);
        }
    }
    Ok(())
}

pub(crate) fn differences_are_the_oracles(
    record: &Record,
    one: &Asked,
    two: &Asked,
) -> Result<(), TestCaseError> {
    let graph = ActorGraph::new(record.clone());
    let (sets, more) = (one.sets(), two.sets());
    let (first, second) = (one.view(&graph, &sets), two.view(&graph, &more));
    let rows = first.diff(second);
    let (first, second) = (
        Oracle::new(record, one.lens()),
        Oracle::new(record, two.lens()),
    );
    let mut slow = diff(&first, &second);
    slow.retain(|(kind, ..), _| kind.relation().is_some());
    prop_assert_eq!(rows.len(), slow.len());
    for ((kind, a, b, _), expected) in slow {
        let is_of_pair = |row: &&Difference<'_>| {
            let ends = (row.actor.id(), row.other.id());
            row.kind == kind && expected.ways.contains(&ends)
        };
        let said: Vec<_> = rows.iter().filter(is_of_pair).collect();
        let [row] = &*said else {
            return Err(TestCaseError::fail(format!(
                "{kind} of {a:?} and {b:?}: {said:?}"
            )));
        };
        prop_assert_eq!(
            (row.word.as_str(), row.grounds.holds),
            (expected.word, expected.holds)
        );
    }
    Ok(())
}

pub(crate) fn a_series_sums_to_the_toll_and_dates_as_the_oracle(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> Result<(), TestCaseError> {
    for step in Step::ALL {
        let series = view.series(*step);
        prop_assert_eq!(series.total(), view.toll());
        let steps: Vec<(i64, i64)> = series
            .steps
            .iter()
            .map(|one| (number(one.window.from), number(one.window.to)))
            .collect();
        let (slow, not_dated) = oracle.series(&steps);
        let fast = series.steps.iter().map(|one| count(one.tally.total.all()));
        let covered = steps.iter().map(|&days| slow_covered(oracle, days));
        let covered: Vec<_> = covered.collect();
        let slow = slow.iter().zip(&covered);
        let slow = slow.map(|(row, &covered)| slow_count(row, is_silent(row, covered)));
        prop_assert_eq!(fast.collect::<Vec<_>>(), slow.collect::<Vec<_>>());
        let fast = series.steps.iter().map(|one| one.tally.total.covered());
        prop_assert_eq!(fast.collect::<Vec<_>>(), covered);
        let is_silent = is_silent(&not_dated, view.covered());
        let not_dated = slow_count(&not_dated, is_silent);
        prop_assert_eq!(count(series.not_dated.total.all()), not_dated);
    }
    Ok(())
}
