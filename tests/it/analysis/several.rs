//! Several camps, against all divisions; and reach along lasting ties.

use super::network::{Edges, graph, letters, pieces};
use factions::{ConflictRule, PartitionRule, ReachRule, SearchBudget};
use proptest::prelude::*;

/// The least cost over all divisions of some nodes, or those into so many camps, and how many cost it.
fn least(edges: &Edges, camps: Option<usize>, present: &[u32], alpha: f64) -> (f64, usize) {
    let nodes = present.len();
    let mut costs: Vec<f64> = Vec::new();
    // each division once: a node joins a camp that is there, or founds the next
    let mut divisions = vec![Vec::new()];
    for _ in 0..nodes {
        let mut further = Vec::new();
        for division in &divisions {
            let next = division.iter().max().map_or(0, |most| most + 1);
            for camp in 0..=next {
                further.push([division.as_slice(), &[camp]].concat());
            }
        }
        divisions = further;
    }
    for division in divisions {
        let count = division.iter().max().map_or(0, |most| most + 1);
        if camps.is_some_and(|camps| camps != count) {
            continue;
        }
        let of = |node: u32| {
            division[present
                .iter()
                .position(|&one| one == node)
                .expect("present")]
        };
        let cost = |&(one, other, is_negative): &(u32, u32, bool)| match of(one) == of(other) {
            true if is_negative => alpha,
            false if !is_negative => 1.0 - alpha,
            _ => 0.0,
        };
        costs.push(edges.iter().map(cost).sum());
    }
    let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let count = costs.iter().filter(|&&cost| cost < least + 1e-9).count();
    (least, count)
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
    fn several_camps_of_each_piece_cost_as_little_as_brute_force_finds(
        edges in small(),
        alpha in prop_oneof![Just(0.5), 0.1_f64..0.9],
    ) {
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let pieces = pieces(&edges);
        for camps in [None, Some(1), Some(2), Some(3)] {
            let rule = camps.map_or_else(PartitionRule::default, PartitionRule::camps).weighing_negative(alpha);
            let found = signed.partition(rule, SearchBudget::default());
            let (large, few): (Vec<_>, Vec<_>) = pieces
                .iter()
                .partition(|(nodes, _)| camps.is_none_or(|camps| camps <= nodes.len()));
            let Some(found) = found else {
                prop_assert!(large.is_empty());
                continue;
            };
            prop_assert!(found.is_proven && found.alone.is_empty());
            prop_assert_eq!(found.undivided.len(), few.len());
            prop_assert_eq!(found.components.len(), large.len());
            let mut sum = 0.0;
            for (component, (nodes, own)) in found.components.iter().zip(large) {
                let mut keys: Vec<&str> = component.camps.iter().flatten().map(|one| one.key()).collect();
                keys.sort_unstable();
                prop_assert_eq!(keys, nodes.iter().map(|node| format!("n{node:02}")).collect::<Vec<_>>());
                let (cost, count) = least(own, camps, nodes, alpha);
                prop_assert!((component.cost - cost).abs() < 1e-9);
                prop_assert_eq!(component.is_unique, Some(count == 1));
                prop_assert!(camps.is_none_or(|camps| camps == component.camps.len()));
                sum += cost;
            }
            prop_assert!((found.cost - sum).abs() < 1e-9);
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
