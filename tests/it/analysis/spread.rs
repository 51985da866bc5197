//! Reach, motifs and fragmentation, against loops over days and over threes of events.

use crate::support::tiny;
use factions::{ActorGraph, Date, EventKind, Family, ReachRule, RelationKind, Step, View, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const ACTORS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const DAYS: i32 = 90;

/// A tie that lasts: from, to, whether it is directed, its first day, the day after its last.
type Tie = (usize, usize, bool, i32, i32);
/// An event: from, to, whether it is directed, its day, and to how many more it leads.
type Blow = (usize, usize, bool, i32, usize);

fn day(number: i32) -> Date {
    date(2023, 1, 1).saturating_add(jiff::ToSpan::days(number))
}

fn ends() -> impl Strategy<Value = (usize, usize)> {
    let ends = (0..ACTORS.len(), 1..ACTORS.len());
    ends.prop_map(|(from, step)| (from, (from + step) % ACTORS.len()))
}

fn ties() -> impl Strategy<Value = Vec<Tie>> {
    let tie = (ends(), any::<bool>(), -10..DAYS, 1..25);
    let tie = tie.prop_map(|((from, to), is_directed, first, days)| {
        (from, to, is_directed, first, first + days)
    });
    proptest::collection::vec(tie, 1..14)
}

fn blows() -> impl Strategy<Value = Vec<Blow>> {
    let blow = (ends(), any::<bool>(), -5..DAYS + 5, 0..2_usize);
    let blow =
        blow.prop_map(|((from, to), is_directed, on, more)| (from, to, is_directed, on, more));
    proptest::collection::vec(blow, 1..24)
}

/// Whom an event hits: one, or the next actor, too.
fn hit(&(from, to, _, _, more): &Blow) -> Vec<usize> {
    let next = (to + 1) % ACTORS.len();
    [to, next]
        .into_iter()
        .take(1 + more)
        .filter(|one| *one != from)
        .collect()
}

fn graph(ties: &[Tie], blows: &[Blow]) -> ActorGraph {
    let mut body = String::new();
    for &(from, to, is_directed, first, end) in ties {
        let (from, to, first, end) = (ACTORS[from], ACTORS[to], day(first), day(end));
        let (kind, ends) = if is_directed {
            ("support", format!("from = \"{from}\"\nto = \"{to}\""))
        } else {
            ("alliance", format!("between = [\"{from}\", \"{to}\"]"))
        };
        body += &["[[relations]]\nkind = \"", kind, "\"\n", &ends].concat();
        body += &[
            "\nstart = ",
            &first.to_string(),
            "\nend = ",
            &end.to_string(),
            "\n",
        ]
        .concat();
    }
    for blow in blows {
        let to: Vec<String> = hit(blow)
            .iter()
            .map(|&one| format!("\"{}\"", ACTORS[one]))
            .collect();
        let (from, to, on) = (ACTORS[blow.0], to.join(", "), day(blow.3).to_string());
        let (kind, ends) = if blow.2 {
            ("strike", format!("from = \"{from}\"\nto = [{to}]"))
        } else {
            ("clash", format!("sides = [[\"{from}\"], [{to}]]"))
        };
        body += &[
            "[[events]]\nkind = \"",
            kind,
            "\"\nwhen = ",
            &on,
            "\n",
            &ends,
            "\n",
        ]
        .concat();
    }
    ActorGraph::new(tiny::record("", &ACTORS, &body))
}

fn window(graph: &ActorGraph) -> View<'_, 'static> {
    graph.during(day(0)..day(DAYS))
}

/// The first day on which each is reached from `a`, by spreading day after day.
fn spread(ties: &[Tie], wait: Option<i32>) -> BTreeMap<&'static str, Date> {
    let mut last = BTreeMap::from([(0, 0)]);
    let mut first = BTreeMap::new();
    for now in 0..DAYS {
        let mut is_new = true;
        while is_new {
            is_new = false;
            for &(from, to, is_directed, start, end) in ties {
                let ways = [(from, to), (to, from)];
                let ways = ways.iter().take(if is_directed { 1 } else { 2 });
                for &(from, to) in ways.filter(|_| start <= now && now < end) {
                    let has = last.get(&from).is_some_and(|&since| {
                        from == 0 || wait.is_none_or(|wait| now - since <= wait)
                    });
                    if has && last.get(&to) != Some(&now) {
                        last.insert(to, now);
                        first.entry(to).or_insert(now);
                        is_new = true;
                    }
                }
            }
        }
    }
    first.remove(&0);
    first
        .into_iter()
        .map(|(actor, on)| (ACTORS[actor], day(on)))
        .collect()
}

/// A contact: its day, its ends, whether it is directed.
type Contact = (i32, usize, usize, bool);

/// How three contacts read, letters in the order in which actors come in: the first way of all.
fn read(three: [Contact; 3]) -> String {
    let one_way = |turned: u32| {
        let mut names: Vec<usize> = Vec::new();
        let mut steps = Vec::new();
        for (place, &(_, mut from, mut to, is_directed)) in three.iter().enumerate() {
            if !is_directed && turned >> place & 1 == 1 {
                std::mem::swap(&mut from, &mut to);
            }
            let [from, to] = [from, to].map(|one| {
                let known = names.iter().position(|name| *name == one);
                known.unwrap_or_else(|| {
                    names.push(one);
                    names.len() - 1
                })
            });
            steps.push(if is_directed {
                (from, to, true)
            } else {
                (from.min(to), from.max(to), false)
            });
        }
        steps
    };
    let best = (0..8).map(one_way).min().unwrap_or_default();
    let letter = |place: usize| ["A", "B", "C"][place];
    let steps = best.into_iter().map(|(from, to, is_directed)| {
        [
            letter(from),
            if is_directed { "→" } else { "–" },
            letter(to),
        ]
        .concat()
    });
    steps.collect::<Vec<_>>().join(", ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn who_is_reached_is_who_a_spread_day_by_day_reaches(ties in ties()) {
        let graph = graph(&ties, &[]);
        let start = graph.actor("a").expect("an actor");
        for wait in [None, Some(0), Some(4), Some(20)] {
            let rule = wait.map_or_else(ReachRule::default, |days: i32| {
                ReachRule::waiting_at_most(days.unsigned_abs())
            });
            let view = window(&graph);
            let reached = view.reach(start, rule);
            for one in &reached {
                prop_assert_eq!(one.certainly, Some(one.earliest));
                prop_assert_eq!(one.through.len(), one.statements.len() + 1);
            }
            let found = reached.iter().map(|one| (one.actor.key(), one.earliest.date().expect("a day")));
            prop_assert_eq!(found.collect::<BTreeMap<_, _>>(), spread(&ties, wait));
            // of one kind alone
            let pacts: Vec<Tie> = ties.iter().filter(|tie| !tie.2).copied().collect();
            let reached = view.only(RelationKind::Alliance).reach(start, rule);
            let found: BTreeSet<&str> = reached.iter().map(|one| one.actor.key()).collect();
            prop_assert_eq!(found, spread(&pacts, wait).into_keys().collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn motifs_are_those_of_a_loop_over_all_threes(blows in blows(), within in 0..40_i32) {
        let graph = graph(&[], &blows);
        let mut contacts: Vec<Contact> = Vec::new();
        for blow in blows.iter().filter(|blow| (0..DAYS).contains(&blow.3)) {
            contacts.extend(hit(blow).into_iter().map(|to| if blow.2 {
                (blow.3, blow.0, to, true)
            } else {
                (blow.3, blow.0.min(to), blow.0.max(to), false)
            }));
        }
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for &one in &contacts {
            for &two in contacts.iter().filter(|two| two.0 > one.0) {
                for &three in contacts.iter().filter(|three| three.0 > two.0) {
                    let all = [one, two, three].into_iter().flat_map(|one| [one.1, one.2]);
                    if three.0 - one.0 <= within && all.collect::<BTreeSet<_>>().len() <= 3 {
                        *expected.entry(read([one, two, three])).or_default() += 1;
                    }
                }
            }
        }
        let census = window(&graph).motifs(within.unsigned_abs());
        let found = census.motifs.iter().map(|one| (one.motif.to_string(), one.count));
        prop_assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
        prop_assert!(census.left_out.is_empty());
    }

    #[test]
    fn an_effective_number_is_one_by_the_squares_of_the_shares(blows in blows()) {
        let graph = graph(&[], &blows);
        let family = [0, 1, 2];
        let ids = family.map(|one| graph.actor(ACTORS[one]).expect("an actor").id());
        let steps = window(&graph).fragmentation(&Family::Actors(ids.to_vec()), Step::Month);
        let mut all = 0.0;
        for (step, month) in steps.iter().zip([1, 2, 3]) {
            let of_month = blows.iter().filter(|blow| {
                (0..DAYS).contains(&blow.3) && day(blow.3).month() == month
            });
            let weights = family.map(|actor| {
                let named = of_month.clone().filter(|blow| blow.0 == actor || hit(blow).contains(&actor));
                f64::from(u32::try_from(named.count()).expect("few"))
            });
            let sum: f64 = weights.iter().sum();
            all += sum;
            let squares: f64 = weights.iter().map(|weight| (weight / sum).powi(2)).sum();
            match step.possibly.effective {
                None => prop_assert!(sum < 0.5),
                Some(effective) => prop_assert!((effective - 1.0 / squares).abs() < 1e-9),
            }
            let largest = weights.iter().copied().fold(0.0, f64::max) / sum;
            prop_assert!(step.possibly.largest.is_none_or(|share| (share - largest).abs() < 1e-12));
        }
        prop_assert_eq!(steps.len(), 3);
        let events = window(&graph).only([EventKind::Strike, EventKind::Clash]).events().len();
        prop_assert!(all <= 3.0 * f64::from(u32::try_from(events).expect("few")));
    }
}
