//! Every possible world of small records, held to the oracle and to the library.

use std::collections::BTreeSet;

use crate::support::cases::cases;
use crate::support::oracle::changes::Change;
use crate::support::oracle::tolls::Total;
use crate::support::oracle::{Lens, Oracle};
use crate::support::strategies::small::{DAYS, small, small_of_events, small_of_pairs};
use crate::support::tiny::day;
use crate::support::worlds::{Relation, Worlds, in_all_or_one};
use factions::{Certainty, Holds, Record, StatementId};
use proptest::prelude::*;
use proptest::sample::select;

/// The number of a day of January 2023.
fn january(day_of_month: i64) -> i64 {
    day("2023-01-01") + day_of_month - 1
}

/// A window of the days that small records name, and what a view may hide.
fn lenses() -> impl Strategy<Value = Lens> {
    let window = (DAYS.0 - 1..=DAYS.1 + 1, 1..6_i64);
    let known_on = proptest::option::weighted(0.5, 10..20_i64);
    let at_least = select(vec![Certainty::Alleged, Certainty::Reported]);
    (window, known_on, at_least).prop_map(|((from, length), known_on, at_least)| Lens {
        known_on: known_on.map(january),
        at_least,
        ..Lens::during((january(from), january((from + length).min(DAYS.1 + 2))))
    })
}

fn worlds<'r>(oracle: &'r Oracle<'r>) -> Worlds<'r> {
    Worlds::new(oracle, (january(DAYS.0), january(DAYS.1 + 1)))
}

const STEPS: [Certainty; 3] = [
    Certainty::Confirmed,
    Certainty::Reported,
    Certainty::Alleged,
];

/// How a relation is in the window: in each of its worlds, or in one; also in one of the worlds that
/// the surer tellings leave.
fn in_window(ways: &dyn Fn(Certainty) -> Vec<Relation>, (a, b): (i64, i64)) -> Option<Holds> {
    let holds = |certainty: Certainty| {
        let mut each = Vec::new();
        for way in ways(certainty) {
            match way.worlds {
                None => each.push(false),
                Some(worlds) => each.extend(worlds.iter().map(|&(s, e)| s < b && a < e)),
            }
        }
        in_all_or_one(each.into_iter())
    };
    let all = holds(Certainty::Denied);
    let surer = STEPS.iter().find_map(|&step| holds(step));
    all.or(surer.map(|_| Holds::Possibly))
}

/// The counted statements of a change, and what is said of its days.
fn told(changes: &BTreeSet<Change>, words: [&str; 3], of: &BTreeSet<StatementId>) -> Vec<Change> {
    let mut told: Vec<Change> = changes.iter().cloned().collect();
    told.retain(|change| words.contains(&change.kind) && change.statements == *of);
    told
}

/// Whether the days of a bound in each way that has one are those of the change, which is certain
/// exactly if all of them are in the window, and there if one is.
fn is_as_in(
    worlds: &Worlds<'_>,
    ways: &[(Option<BTreeSet<i64>>, bool)],
    window: (i64, i64),
    changes: &[Change],
) -> Result<(), TestCaseError> {
    let days: BTreeSet<i64> = ways
        .iter()
        .filter_map(|way| way.0.clone())
        .flatten()
        .collect();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
        prop_assert!(changes.is_empty(), "{changes:?}");
        return Ok(());
    };
    let in_each = ways.iter().all(|way| way.0.is_some() && way.1);
    let is_in = |day: &i64| window.0 <= *day && *day < window.1;
    for change in changes {
        prop_assert_eq!(
            (change.earliest, change.latest),
            (worlds.bound(first), worlds.bound(last))
        );
        let is_certain = in_each && is_in(&first) && is_in(&last);
        prop_assert_eq!(change.holds == Holds::Certainly, is_certain);
    }
    if days.iter().any(is_in) {
        prop_assert_eq!(changes.len(), 1, "{:?} {:?}", days, changes);
    }
    Ok(())
}

/// Whether a happening is in the window in each of its worlds, and its deaths.
type ToldIn = (Vec<bool>, Option<(u64, u64, u64)>);

fn text(record: &Record) -> String {
    record.to_toml()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn relations_hold_as_their_worlds_do(record in small(), lens in lenses()) {
        let oracle = Oracle::new(&record, lens.clone());
        let worlds = worlds(&oracle);
        for pair in oracle.all_pairs() {
            let found = oracle.tie(&pair).map(|tie| tie.holds);
            let in_worlds = in_window(&|step| worlds.relation(&pair, step), lens.window);
            prop_assert_eq!(found, in_worlds, "{:?} {}", pair, text(&record));
        }
    }

    #[test]
    fn changes_lie_where_the_worlds_have_them(record in small(), lens in lenses()) {
        let oracle = Oracle::new(&record, lens.clone());
        let worlds = worlds(&oracle);
        let changes = oracle.changes();
        let pairs = oracle.all_pairs();
        for pair in &pairs {
            let tellers = oracle.tellers(&pair.thing, |one| pair.is_named_by(one));
            let one_certainty: BTreeSet<Certainty> =
                tellers.iter().map(|&id| oracle.certainty_of(id)).collect();
            let is_lone = pairs.iter().filter(|other| other.kind == pair.kind).count() == 1;
            let has_split = !oracle.splits(pair).is_empty();
            // tellings that are not equally sure have days of their own, several memberships that
            // one split ends are one departure, and a split of a part is descent
            let is_part = pair.kind == factions::RelationKind::PartOf;
            let many = oracle.events().iter().any(|event| event.statements.len() > 1);
            if tellers.is_empty() || one_certainty.len() > 1 || many {
                continue;
            }
            let ways = worlds.relation(pair, Certainty::Denied);
            let is_known = |way: &Relation| way.worlds.is_some();
            let of = |has: fn(&Relation) -> bool, day: fn(&(i64, i64)) -> i64| {
                let of_way = |way: &Relation| {
                    let worlds = way.worlds.as_ref().filter(|_| has(way));
                    (worlds.map(|all| all.iter().map(day).collect()), is_known(way))
                };
                ways.iter().map(of_way).collect::<Vec<(Option<BTreeSet<i64>>, bool)>>()
            };
            let starts = told(&changes, ["joined", "integrated", "alliance-made"], &tellers);
            if pair.kind != factions::RelationKind::Rivalry {
                is_as_in(&worlds, &of(|way| way.has_start, |run| run.0), lens.window, &starts)?;
            }
            if (!has_split || is_lone && !is_part)
                && pair.kind != factions::RelationKind::Rivalry
            {
                let ends = told(&changes, ["left", "separated", "alliance-ended"], &tellers);
                is_as_in(&worlds, &of(|way| way.has_end, |run| run.1), lens.window, &ends)?;
            }
        }
    }

    #[test]
    fn ties_of_events_hold_as_their_worlds_do(record in small_of_pairs(), lens in lenses()) {
        let oracle = Oracle::new(&record, lens.clone());
        let worlds = worlds(&oracle);
        let (from, to) = lens.window;
        let ties = oracle.ties();
        for pair in oracle.event_pairs() {
            let named = |one: &factions::Statement| {
                pair.is_named_by(one) && oracle.counted(one).is_some()
            };
            let is_in = |world: Option<BTreeSet<i64>>| {
                world.is_some_and(|days| days.iter().any(|day| from <= *day && *day < to))
            };
            let at = |step| -> Vec<bool> {
                worlds.happening(&pair.thing, step, &named).into_iter().map(is_in).collect()
            };
            let each = at(Certainty::Denied);
            let surer = STEPS.iter().any(|&step| at(step).contains(&true));
            let holds = in_all_or_one(each.iter().copied()).or(surer.then_some(Holds::Possibly));
            let found = ties.iter().find(|tie| tie.is_of(&pair));
            prop_assert_eq!(found.map(|tie| tie.holds), holds, "{:?} {}", pair, text(&record));
        }
    }

    #[test]
    fn happenings_and_totals_are_those_of_all_worlds(record in small_of_events(), lens in lenses()) {
        let oracle = Oracle::new(&record, lens.clone());
        let worlds = worlds(&oracle);
        let (from, to) = lens.window;
        let counted = |one: &factions::Statement| oracle.counted(one).is_some();
        let mut all: Vec<ToldIn> = Vec::new();
        let events = oracle.events();
        for thing in oracle.things(|one| one.event().is_some()) {
            let is_in = |world: Option<BTreeSet<i64>>| {
                world.is_some_and(|days| days.iter().any(|day| from <= *day && *day < to))
            };
            let at = |step| -> Vec<bool> {
                worlds.happening(&thing, step, &counted).into_iter().map(is_in).collect()
            };
            let each = at(Certainty::Denied);
            let surer = STEPS.iter().any(|&step| at(step).contains(&true));
            let holds = in_all_or_one(each.iter().copied())
                .or(surer.then_some(Holds::Possibly));
            let found = events.iter().find(|event| event.thing == thing);
            prop_assert_eq!(found.map(|event| event.holds), holds, "{}", text(&record));
            let toll = found.and_then(|event| event.toll);
            let toll = toll.map(|toll| (toll.low, toll.best.unwrap_or(toll.low), toll.high));
            // what a surer telling leaves possible is one more world
            let mut each = each;
            if surer && !each.contains(&true) {
                each.push(true);
            }
            if each.contains(&true) {
                all.push((each, toll));
            }
        }
        // a world of all of them is a world of each
        let mut totals: Vec<(u64, u64, u64)> = vec![(0, 0, 0)];
        for (each, toll) in &all {
            let toll = toll.unwrap_or_default();
            let mut next = BTreeSet::new();
            for (low, high, count) in totals {
                for &is_in in each {
                    let (l, h, c) = if is_in { (toll.0, toll.2, 1) } else { (0, 0, 0) };
                    next.insert((low + l, high + h, count + c));
                }
            }
            totals = next.into_iter().collect();
        }
        let (total, certain): (Total, Total) = oracle.toll();
        prop_assert_eq!(Some(total.low), totals.iter().map(|one| one.0).min());
        prop_assert_eq!(Some(total.high), totals.iter().map(|one| one.1).max());
        prop_assert_eq!(Some(certain.happenings as u64), totals.iter().map(|one| one.2).min());
        prop_assert_eq!(Some(total.happenings as u64), totals.iter().map(|one| one.2).max());
        let best: u64 = all.iter().filter_map(|one| one.1).map(|toll| toll.1).sum();
        prop_assert_eq!(total.best, best);
    }
}
