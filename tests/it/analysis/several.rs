//! Several camps, against all divisions; and reach along lasting ties.

use super::network::{Edges, graph, letters};
use factions::{ConflictRule, PartitionRule, ReachRule, SearchBudget};
use proptest::prelude::*;

/// The least cost over all divisions of seven nodes, and over those into so many camps.
fn least(edges: &Edges, camps: Option<usize>, present: &[u32], alpha: f64) -> f64 {
    let mut least = f64::INFINITY;
    let nodes = u32::try_from(present.len()).expect("few");
    for code in 0..7_u32.pow(nodes) {
        let camp = |place: u32| code / 7_u32.pow(place) % 7;
        // the first of each camp counts on
        let used: std::collections::BTreeSet<u32> = (0..nodes).map(camp).collect();
        if camps.is_some_and(|camps| camps != used.len()) {
            continue;
        }
        let of = |node: u32| {
            let place = present.iter().position(|&one| one == node);
            camp(u32::try_from(place.expect("present")).expect("few"))
        };
        let cost = |&(one, other, is_negative): &(u32, u32, bool)| match of(one) == of(other) {
            true if is_negative => alpha,
            false if !is_negative => 1.0 - alpha,
            _ => 0.0,
        };
        least = least.min(edges.iter().map(cost).sum());
    }
    least
}

fn small() -> impl Strategy<Value = Edges> {
    let pairs: Vec<(u32, u32)> = (1..=4)
        .flat_map(|one| (one + 1..=5).map(move |other| (one, other)))
        .collect();
    proptest::sample::subsequence(pairs, 1..=10).prop_flat_map(|pairs| {
        let signs = proptest::collection::vec(any::<bool>(), pairs.len());
        signs.prop_map(move |signs| {
            let edges = pairs.iter().zip(signs);
            edges
                .map(|(&(one, other), sign)| (one, other, sign))
                .collect()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn several_camps_cost_as_little_as_brute_force_finds(edges in small(), alpha in 0.1_f64..0.9) {
        let mut present: Vec<u32> = edges.iter().flat_map(|edge| [edge.0, edge.1]).collect();
        present.sort_unstable();
        present.dedup();
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        for camps in [None, Some(1), Some(2), Some(3)] {
            let rule = camps.map_or_else(PartitionRule::default, PartitionRule::camps).weighing_negative(alpha);
            let found = signed.partition(rule, SearchBudget::default());
            if camps.is_some_and(|camps| camps > present.len()) {
                prop_assert!(found.is_none());
                continue;
            }
            let found = found.expect("enough actors");
            prop_assert!(found.is_proven);
            prop_assert!((found.cost - least(&edges, camps, &present, alpha)).abs() < 1e-9);
            prop_assert!(camps.is_none_or(|camps| camps == found.camps.len()));
        }
    }
}

#[test]
fn who_is_reached_on_lasting_ties_is_the_component() {
    let graph = graph(&letters("12+ 23+ 45+"));
    let start = graph.actor("n01").expect("an actor");
    let reached = graph.ever().reach(start, ReachRule::default());
    let keys: Vec<&str> = reached.iter().map(|one| one.actor.key()).collect();
    assert_eq!(keys, ["n02", "n03"]);
    let through: Vec<&str> = reached[1].through.iter().map(|one| one.key()).collect();
    assert_eq!(through, ["n01", "n02", "n03"]);
}
