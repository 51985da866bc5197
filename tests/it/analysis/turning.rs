//! First clashes on record, networks of events, common enemies and rolling windows, against naive loops.

use crate::support::strategies::record;
use crate::support::tiny;
use factions::{
    ActorGraph, ActorId, ActorRef, ConflictRule, Date, DyadSign, Ends, EventKind, FirstKind,
    Happening, Holds, Measure, RollingWindow, Sign, StatementRef, Step, TollTotal, View, date,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn window(graph: &ActorGraph, from: Date) -> View<'_, 'static> {
    graph.during(from..date(2023, 10, 4))
}

/// How the two stand in an event, by each of its statements: on one side, on opposite ones.
fn together(event: &Happening<'_>, a: ActorId, b: ActorId) -> (bool, bool) {
    together_in(&event.grounds.statements, a, b)
}

/// Whether every telling of an event says so of two actors.
fn all_say(event: &Happening<'_>, is_same: bool, (a, b): (ActorId, ActorId)) -> bool {
    event.grounds.statements.iter().all(|statement| {
        let (same, against) = together_in(&[*statement], a, b);
        if is_same { same } else { against }
    })
}

fn together_in(statements: &[StatementRef<'_>], a: ActorId, b: ActorId) -> (bool, bool) {
    let (mut same, mut against) = (false, false);
    for statement in statements {
        let kind = statement.kind().event().expect("it is of an event");
        let ends = &statement.record().ends;
        let is_joint = statement
            .record()
            .event()
            .is_some_and(|event| event.jointly);
        let is_both = |side: &[ActorId]| side.contains(&a) && side.contains(&b);
        if kind.sign() == Sign::Negative {
            same |= match ends {
                Ends::Directed { from, to } => is_both(from) || is_joint && is_both(to),
                Ends::Sided(sides) => sides.iter().any(is_both),
                Ends::Mutual(_) | Ends::Alone(_) => false,
            };
            let pairs = ends.pairs();
            let is_tied = pairs.contains(&(a, b)) || pairs.contains(&(b, a));
            against |= is_tied && !kind.is_one_sided();
        }
    }
    (same, against)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn networks_of_events_count_each_happening_once(record in record(), day in 20..31_i8) {
        let graph = ActorGraph::new(record);
        let view = window(&graph, date(2023, 8, day));
        let mut counts: BTreeMap<(bool, ActorId, ActorId), [u64; 2]> = BTreeMap::new();
        let mut told_otherwise = BTreeSet::new();
        for event in view.events() {
            for a in graph.actors() {
                for b in graph.actors().filter(|b| a < *b) {
                    let (same, against) = together(&event, a.id(), b.id());
                    for (is_same, counts_here) in [(true, same), (false, against)] {
                        if counts_here && !all_say(&event, is_same, (a.id(), b.id())) {
                            // in the way of a telling that does not say it there was none
                            told_otherwise.insert((is_same, a.id(), b.id()));
                        }
                        if counts_here {
                            let count = counts.entry((is_same, a.id(), b.id())).or_default();
                            count[usize::from(event.grounds.holds == Holds::Possibly)] += 1;
                        }
                    }
                }
            }
        }
        let mut found = BTreeMap::new();
        for (is_same, pairs) in [(true, view.co_belligerents()), (false, view.opponents())] {
            for pair in pairs {
                let key = (is_same, pair.one.id(), pair.other.id());
                found.insert(key, [pair.certainly, pair.possibly]);
                prop_assert!(!pair.grounds.statements.is_empty());
            }
        }
        // a pair that not every telling names may be missing; none is there that no telling names
        for key in found.keys() {
            prop_assert!(counts.contains_key(key), "{:?}", key);
        }
        found.retain(|key, _| !told_otherwise.contains(key));
        counts.retain(|key, _| !told_otherwise.contains(key));
        prop_assert_eq!(found, counts);
    }

    #[test]
    fn a_first_clash_has_none_before_it(record in record(), day in 20..31_i8) {
        let graph = ActorGraph::new(record);
        let view = window(&graph, date(2023, 8, day));
        let is_clash = |event: &Happening<'_>| event.grounds.statements.iter().any(|statement| {
            statement.kind().event() == Some(EventKind::Clash)
        });
        let until = graph.during(..date(2023, 10, 4));
        let firsts = view.firsts_on_record(EventKind::Clash);
        for a in graph.actors() {
            for b in graph.actors().filter(|b| a < *b) {
                let clashes = until.events();
                let clashes: Vec<_> = clashes.iter().filter(|event| {
                    is_clash(event) && event.grounds.statements.iter().any(|statement| {
                        let pairs = statement.record().ends.pairs();
                        let is_clash = statement.kind().event() == Some(EventKind::Clash);
                        is_clash && (pairs.contains(&(a.id(), b.id())) || pairs.contains(&(b.id(), a.id())))
                    })
                }).collect();
                // of those told several times each pair has its own tellings
                if clashes.iter().any(|event| event.grounds.statements.len() > 1) {
                    continue;
                }
                let mut of_pair = firsts.iter().filter(|first| {
                    (first.one, first.other, first.kind) == (a, b, FirstKind::Clash)
                });
                let first = of_pair.next();
                prop_assert!(of_pair.next().is_none());
                let Some(earliest) = clashes.iter().map(|event| event.days.first).min() else {
                    prop_assert!(first.is_none());
                    continue;
                };
                let sure = clashes.iter().filter(|event| event.grounds.holds == Holds::Certainly);
                // what was on several days was so on the first of them
                let by = |event: &&Happening<'_>| {
                    let mut told = event.when.iter().flatten();
                    if told.any(|when| when.is_several()) { event.days.first } else { event.days.last }
                };
                let sure = sure.map(by).min();
                let latest = sure.or(clashes.iter().map(|event| event.days.last).max());
                let latest = latest.expect("there is one");
                let (from, to) = (view.window().from, view.window().to);
                prop_assert_eq!(first.is_some(), latest >= from && earliest < to);
                if let Some(first) = first {
                    prop_assert_eq!((first.days.first, first.days.last), (earliest, latest));
                    let is_certain = sure.is_some() && from <= earliest && latest < to;
                    prop_assert_eq!(first.grounds.holds == Holds::Certainly, is_certain);
                }
            }
        }
    }

    #[test]
    fn common_enemies_are_those_of_a_loop_over_triples(record in record()) {
        let graph = ActorGraph::new(record);
        let signed = graph.ever().signed(ConflictRule::NegativeWins);
        let answer = signed.common_enemies();
        let sign = |a: ActorRef<'_>, b: ActorRef<'_>| signed.dyad(a, b).map(|edge| edge.sign);
        let mut pairs = Vec::new();
        let mut allied = [0, 0];
        for &a in signed.actors() {
            for &b in signed.actors().iter().filter(|&&b| a < b) {
                allied[0] += u64::from(sign(a, b) == Some(DyadSign::Positive));
                let is_enemy = |a, c| sign(a, c) == Some(DyadSign::Negative);
                let actors = signed.actors().iter().copied();
                let enemies = actors.filter(|&c| is_enemy(a, c) && is_enemy(b, c));
                let enemies: Vec<_> = enemies.collect();
                if !enemies.is_empty() {
                    allied[1] += u64::from(sign(a, b) == Some(DyadSign::Positive));
                    pairs.push((a, b, sign(a, b), enemies));
                }
            }
        }
        let found = answer.pairs.iter().map(|p| (p.one, p.other, p.sign, p.enemies.clone()));
        prop_assert_eq!(found.collect::<Vec<_>>(), pairs);
        let base = answer.base_certainly.allied + answer.base_possibly.allied;
        prop_assert_eq!([base, answer.certainly.allied + answer.possibly.allied], allied);
        let n = signed.actors().len() as u64;
        let all = answer.base_certainly.all() + answer.base_possibly.all();
        prop_assert_eq!(all, n * n.saturating_sub(1) / 2);
    }

    #[test]
    fn a_rolling_window_is_the_sum_of_its_steps(record in record(), width in 0..9_usize) {
        let graph = ActorGraph::new(record);
        let series = graph.during(date(2023, 8, 20)..date(2023, 10, 10)).series(Step::Week);
        let windows: Vec<_> = series.rolling(width).collect();
        let expected = (series.steps.len() + 1).saturating_sub(width);
        prop_assert_eq!(windows.len(), if width == 0 { 0 } else { expected });
        for (place, window) in windows.iter().enumerate() {
            let steps = &series.steps[place..place + width];
            let sum = steps.iter().map(|step| step.tally.total);
            prop_assert_eq!(window.total, sum.fold(TollTotal::default(), TollTotal::plus));
        }
        let rows = series.escalation(Measure::Killed, width);
        prop_assert_eq!(rows.len(), windows.len().saturating_sub(width));
        for (place, row) in rows.iter().enumerate() {
            let killed = |from: usize| {
                let steps = &series.steps[from..from + width];
                let killed = steps.iter().map(|step| step.tally.total.certainly.best().unwrap_or(0));
                f64::from(u32::try_from(killed.sum::<u64>()).expect("few"))
            };
            // unknown where a run of steps has violent happenings and no figure, or one that is not covered
            let Some(difference) = row.certainly.difference() else {
                let is_unknown = |window: &RollingWindow<'_, '_>| {
                    window.has_silence() || window.total.certainly.best().is_none()
                };
                prop_assert!(is_unknown(&windows[place]) || is_unknown(&windows[place + width]));
                continue;
            };
            let difference = difference * f64::from(u8::try_from(width).expect("few"));
            let expected = killed(place + width) - killed(place);
            prop_assert!((difference - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn the_series_of_an_actor_sums_to_its_events(record in record(), day in 20..31_i8) {
        let graph = ActorGraph::new(record);
        let view = window(&graph, date(2023, 8, day));
        for view in [view, view.certainly()] {
            for actor in graph.actors() {
                let events = view.events();
                let named = events.iter().filter(|event| event.actors.contains(&actor));
                // what some tellings alone say of a happening need not be so in the window
                let is_by_all = |event: &&factions::Happening<'_>| {
                    let mut tellings = event.grounds.statements.iter();
                    tellings.all(|one| one.record().ends.actors().any(|one| one == actor.id()))
                };
                let by_all = named.clone().filter(is_by_all).count() as u64;
                let series = view.series_of(actor, Step::Week).total().all().happenings;
                prop_assert!((by_all..=named.count() as u64).contains(&series));
            }
        }
    }
}

fn clash(day: &str) -> String {
    format!("[[events]]\nkind = \"clash\"\nwhen = \"{day}\"\nsides = [[\"a\"], [\"b\"]]\n")
}

const PACT: &str = "[[relations]]\nid = \"pact\"\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\n\
                    start = \"2023-03\"\n";

fn graph(body: &str) -> ActorGraph {
    ActorGraph::new(tiny::record("as_of = 2023-12-31", &["a", "b"], body))
}

#[test]
fn a_clash_before_the_alliance_is_not_after_it() {
    let graph = graph(&(PACT.to_owned() + &clash("2023-02-01") + &clash("2023-05-01")));
    let said: Vec<String> = graph
        .ever()
        .firsts_on_record(EventKind::Clash)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "first clash on record of The a and The b on 2023-02-01 (certainly; reported; no source)",
            "first clash on record of The a and The b after alliance `pact` on 2023-05-01 \
             (certainly; reported; no source)",
        ],
    );
}

#[test]
fn a_clash_in_the_month_of_the_alliance_is_only_possibly_after_it() {
    let graph = graph(&(PACT.to_owned() + &clash("2023-03-10")));
    let firsts = graph.ever().firsts_on_record(EventKind::Clash);
    let after = firsts
        .iter()
        .find(|first| first.kind == FirstKind::ClashAfterAlliance);
    let after = after.expect("it may be after");
    assert_eq!(after.grounds.holds, Holds::Possibly);
    assert_eq!(
        graph
            .ever()
            .certainly()
            .firsts_on_record(EventKind::Clash)
            .len(),
        1
    );
}
