//! Balance: fixtures with known values, and laws against counting by hand.

use super::network::{Edges, graph, letters};
use factions::{ConflictRule, Frustration, SearchBudget, SignedGraph};
use proptest::prelude::*;

/// K4 of which three are at odds with the second.
const K4: &str = "12- 13+ 14+ 23- 24- 34+";

fn frustration<'g>(signed: &SignedGraph<'g>) -> Frustration<'g> {
    signed.frustration(SearchBudget::default())
}

#[test]
fn a_balanced_clique_has_no_frustration_and_returns_its_camps() {
    let graph = graph(&letters(K4));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    assert_eq!(signed.triad_census().by_negatives(), [1, 0, 3, 0]);
    assert_eq!(signed.triad_census().balance(), Some(1.0));
    let found = frustration(&signed);
    assert_eq!((found.index(), found.normalised()), (Some(0), Some(1.0)));
    assert_eq!(found.is_unique, Some(true));
    let camps = found
        .camps
        .map(|camp| camp.iter().map(|one| one.key()).collect::<Vec<_>>());
    assert_eq!(camps, [vec!["n01", "n03", "n04"], vec!["n02"]]);
    let degrees = signed.degrees();
    assert!(degrees.iter().map(|one| one.all.positive).eq([2, 0, 2, 2]));
    assert!(degrees.iter().map(|one| one.all.negative).eq([1, 3, 1, 1]));
}

#[test]
fn a_friend_of_both_camps_frustrates_one_edge() {
    let edges = letters("12+ 13- 23-");
    let found = graph(&edges);
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    assert_eq!(frustration(&signed).index(), Some(0));
    let found = graph(&letters("12+ 13- 23- 14+ 24+ 34+"));
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    let found = frustration(&signed);
    assert_eq!((found.index(), found.is_unique), (Some(1), Some(true)));
    let edge = &found.frustrated[0];
    assert_eq!((edge.one.key(), edge.other.key()), ("n03", "n04"));
    assert_eq!(edge.grounds.statements.len(), 1);
}

#[test]
fn a_cycle_of_one_foe_is_frustrated_anywhere() {
    let found = graph(&letters("12+ 23+ 34+ 45+ 15-"));
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    let found = frustration(&signed);
    assert_eq!((found.index(), found.is_unique), (Some(1), Some(false)));
    assert_eq!(signed.triad_census().balance(), None);
}

#[test]
fn an_empty_graph_is_balanced() {
    let found = graph(&Edges::new());
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    let found = frustration(&signed);
    assert_eq!((found.index(), found.normalised()), (Some(0), None));
    assert_eq!(found.is_balanced(), Some(true));
}

#[test]
fn a_budget_that_is_over_leaves_bounds_that_hold() {
    let all = (1..=11).flat_map(|one| (one + 1..=12).map(move |other| (one, other, true)));
    let found = graph(&all.collect());
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    let exact = frustration(&signed).index().expect("small enough");
    // twelve all at odds: two sixes
    assert_eq!(exact, 30);
    let is_over = || true;
    for budget in [
        SearchBudget::default().steps(0),
        SearchBudget::default().until(&is_over),
    ] {
        let found = signed.frustration(budget);
        assert!(found.lower <= exact && exact <= found.upper);
    }
}

/// The least number of frustrated edges over all divisions.
fn least(edges: &Edges) -> usize {
    let cost = |sides: u32| {
        let side = |node: u32| sides >> node & 1;
        let is_frustrated = |&&(one, other, is_negative): &&(u32, u32, bool)| {
            (side(one) != side(other)) != is_negative
        };
        edges.iter().filter(is_frustrated).count()
    };
    (0..1_u32 << 12)
        .map(|sides| cost(sides << 1))
        .min()
        .unwrap_or(0)
}

/// Edges among at most twelve nodes, each pair at most once.
fn small() -> impl Strategy<Value = Edges> {
    let pairs: Vec<(u32, u32)> = (1..=11)
        .flat_map(|one| (one + 1..=12).map(move |other| (one, other)))
        .collect();
    proptest::sample::subsequence(pairs, 0..=40).prop_flat_map(|pairs| {
        let signs = proptest::collection::vec(any::<bool>(), pairs.len());
        signs.prop_map(move |signs| {
            let edges = pairs.iter().zip(signs);
            edges
                .map(|(&(one, other), sign)| (one, other, sign))
                .collect()
        })
    })
}

/// The same edges with all signs at a node changed.
fn flipped(edges: &Edges, node: u32) -> Edges {
    let flip = |&(one, other, sign): &(u32, u32, bool)| {
        (one, other, sign != (one == node || other == node))
    };
    edges.iter().map(flip).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn exact_frustration_equals_brute_force(edges in small()) {
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let found = frustration(&signed);
        prop_assert_eq!(found.index(), Some(least(&edges)));
        prop_assert_eq!(found.frustrated.len(), found.upper);
        let is_inside = |key: &str| found.camps[0].iter().any(|one| one.key() == key);
        for edge in signed.edges() {
            let is_across = is_inside(edge.one.key()) != is_inside(edge.other.key());
            let is_negative = edge.sign == factions::DyadSign::Negative;
            let is_frustrated = found.frustrated.contains(edge);
            prop_assert_eq!(is_frustrated, is_across != is_negative);
        }
    }

    #[test]
    fn frustration_exceeds_neither_the_negative_edges_nor_half_of_all(edges in small()) {
        let negative = edges.iter().filter(|edge| edge.2).count();
        let graph = graph(&edges);
        let found = frustration(&graph.ever().signed(ConflictRule::Ambivalent));
        prop_assert!(found.upper <= negative && 2 * found.upper <= edges.len());
        prop_assert!(found.lower <= found.upper);
    }

    #[test]
    fn a_graph_made_balanced_has_no_frustration(edges in small(), sides in any::<u32>()) {
        let across = |one: u32, other: u32| (sides >> one ^ sides >> other) & 1 == 1;
        let balanced: Edges = edges.iter().map(|&(a, b, _)| (a, b, across(a, b))).collect();
        let graph = graph(&balanced);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let found = frustration(&signed);
        prop_assert_eq!(found.index(), Some(0));
        prop_assert_eq!(signed.triad_census().balance().unwrap_or(1.0).to_bits(), 1.0_f64.to_bits());
        let camps = found.camps.iter().zip([false, true]);
        let placed: usize = camps.map(|(camp, _)| camp.len()).sum();
        prop_assert_eq!(placed, signed.actors().len());
    }

    #[test]
    fn changing_all_signs_at_a_node_changes_no_measure(edges in small(), node in 1_u32..=12) {
        let (graph, other) = (graph(&edges), graph(&flipped(&edges, node)));
        let (signed, other) = (
            graph.ever().signed(ConflictRule::Ambivalent),
            other.ever().signed(ConflictRule::Ambivalent),
        );
        prop_assert_eq!(signed.triad_census().balance(), other.triad_census().balance());
        prop_assert_eq!(frustration(&signed).index(), frustration(&other).index());
    }

    #[test]
    fn triads_equal_the_naive_triple_loop(edges in small()) {
        let sign = |a: u32, b: u32| edges.iter().find(|one| (one.0, one.1) == (a, b)).map(|one| one.2);
        let mut census = [0; 4];
        for a in 1..=12 {
            for b in a + 1..=12 {
                for c in b + 1..=12 {
                    if let (Some(x), Some(y), Some(z)) = (sign(a, b), sign(a, c), sign(b, c)) {
                        census[usize::from(x) + usize::from(y) + usize::from(z)] += 1;
                    }
                }
            }
        }
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        prop_assert_eq!(signed.triad_census().by_negatives(), census);
        prop_assert_eq!(signed.triads().len() as u64, signed.triad_census().total());
    }
}
