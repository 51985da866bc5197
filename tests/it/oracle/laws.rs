//! Laws of the design that the oracle itself must keep, on records at random.

use super::*;
use crate::support::cases::cases;
use crate::support::oracle::{OPEN, diff};
use crate::support::strategies;
use factions::{Certainty, Kind, Kinds, RelationKind};
use proptest::prelude::*;

/// A window around the days of the random records, and filters of every sort, by chance.
fn lenses() -> impl Strategy<Value = Lens> {
    let first = day("2023-08-20");
    let window =
        (0..50_i64, 1..50_i64).prop_map(move |(from, days)| (first + from, first + from + days));
    let window = prop_oneof![
        4 => window.clone(),
        1 => Just(EVER),
        1 => window.prop_map(|(from, _)| (from, OPEN)),
    ];
    let maybe = |days: std::ops::Range<i64>| proptest::option::weighted(0.3, days);
    let at_least = proptest::sample::select(Certainty::ALL);
    (window, maybe(0..60), maybe(0..90), at_least, any::<bool>()).prop_map(
        move |(window, events, known_on, at_least, certainly)| Lens {
            events: events.map(|from| (first + from, first + from + 9)),
            known_on: known_on.map(|day| first + day),
            at_least,
            certainly,
            ..Lens::during(window)
        },
    )
}

fn ties(record: &Record, lens: &Lens) -> BTreeSet<crate::support::oracle::ties::Tie> {
    Oracle::new(record, lens.clone()).ties()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_filter_of_kinds_or_actors_never_adds_a_tie(
        record in strategies::record(),
        lens in lenses(),
        codes in proptest::collection::vec(any::<bool>(), 64),
    ) {
        let all = ties(&record, &lens);
        let kinds: Kinds = Kind::all().zip(&codes).filter(|(_, is_in)| **is_in).map(|(kind, _)| kind).collect();
        let only = Lens { only: Some(kinds), ..lens.clone() };
        prop_assert!(ties(&record, &only).is_subset(&all));
        let without = Lens { without: Some(kinds), ..lens.clone() };
        prop_assert_eq!(ties(&record, &only).len() + ties(&record, &without).len(), all.len());
        let actors = Oracle::new(&record, lens.clone()).all_actors();
        let among = actors.zip(&codes).filter(|(_, is_in)| **is_in).map(|(actor, _)| actor).collect();
        let among = Lens { among: Some(among), ..lens };
        prop_assert!(ties(&record, &among).is_subset(&all));
    }

    #[test]
    fn a_certain_view_shows_what_holds_certainly(record in strategies::record(), lens in lenses()) {
        let certain = Lens { certainly: true, ..lens.clone() };
        let mut all = ties(&record, &Lens { certainly: false, ..lens });
        all.retain(|tie| tie.holds == Holds::Certainly);
        prop_assert_eq!(ties(&record, &certain), all);
    }

    #[test]
    fn every_certain_row_of_a_diff_of_two_days_is_a_change(
        record in strategies::record(),
        first in 0..50_i64,
        days in 1..40_i64,
    ) {
        let first = day("2023-08-20") + first;
        let (a, b) = (Lens::at(first), Lens::at(first + days));
        let changes = Oracle::new(&record, Lens::during((first + 1, first + days + 1))).changes();
        let rows = diff(&Oracle::new(&record, a), &Oracle::new(&record, b));
        for ((kind, x, y, _), row) in rows {
            if row.holds != Holds::Certainly || row.word == "changed" {
                continue;
            }
            let words = if kind == Kind::from(RelationKind::Membership) {
                ["joined", "left"]
            } else if kind == Kind::from(RelationKind::Alliance) {
                ["alliance-made", "alliance-ended"]
            } else {
                continue;
            };
            let word = words[usize::from(row.word == "gone")];
            let is_it = |change: &&Change| {
                change.kind == word && change.actor == x && change.other == Some(y)
            };
            prop_assert!(changes.iter().any(|change| is_it(&change)), "{word} {x:?} {y:?}");
        }
    }

    #[test]
    fn steps_and_the_row_without_a_step_sum_to_the_total(
        record in strategies::record(),
        lens in lenses(),
        step in 1..20_i64,
    ) {
        let oracle = Oracle::new(&record, lens);
        let first = day("2023-08-01");
        let steps: Vec<_> = (0..100 / step).map(|place| (first + place * step, first + (place + 1) * step)).collect();
        let (rows, undated) = oracle.series(&steps);
        let total = oracle.toll().0;
        let sum = |figure: fn(&crate::support::oracle::tolls::Total) -> u64| {
            rows.iter().map(figure).sum::<u64>() + figure(&undated)
        };
        prop_assert_eq!(sum(|total| total.low), total.low);
        prop_assert_eq!(sum(|total| total.best), total.best);
        prop_assert_eq!(sum(|total| total.high), total.high);
        prop_assert_eq!(sum(|total| total.without_best as u64), total.without_best as u64);
        prop_assert_eq!(sum(|total| total.happenings as u64), total.happenings as u64);
        prop_assert_eq!(sum(|total| total.violent_possibly as u64), total.violent_possibly as u64);
    }

    #[test]
    fn every_question_has_an_answer_and_a_stance_reads_alike_from_both_ends(
        record in strategies::record(),
        lens in lenses(),
    ) {
        let oracle = Oracle::new(&record, lens);
        let shown: BTreeSet<_> = oracle.actors().into_keys().collect();
        for tie in oracle.ties() {
            prop_assert!(shown.contains(&tie.a) && shown.contains(&tie.b));
        }
        prop_assert_eq!(oracle.components().iter().flatten().count(), shown.len());
        oracle.contradictions();
        oracle.denied();
        for change in oracle.changes() {
            prop_assert!(change.earliest <= change.latest, "{change:?}");
        }
        for a in oracle.all_actors() {
            let direct = oracle.members(a, false);
            let nested = oracle.members(a, true);
            prop_assert!(direct.iter().all(|(b, holds)| nested[b] >= *holds));
            oracle.ancestors(a);
            for (b, holds) in oracle.coalitions(a, true) {
                prop_assert_eq!(oracle.members(b, true).get(&a).copied(), Some(holds));
            }
            for b in oracle.all_actors() {
                let (one, two) = (oracle.stance(a, b), oracle.stance(b, a));
                prop_assert_eq!((one.word, one.holds, one.certainty), (two.word, two.holds, two.certainty));
                prop_assert_eq!(one.ways.len(), two.ways.len());
            }
        }
    }
}
