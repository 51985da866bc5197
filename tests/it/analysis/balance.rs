//! Balance: fixtures with known values, and laws against counting by hand.

use super::network::{Edges, graph, letters, pieces};
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
    let [found] = &found.components[..] else {
        panic!("one component: {found}");
    };
    assert_eq!(found.is_unique, Some(true));
    let camps = found
        .camps
        .each_ref()
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
    let found = &found.components[0];
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
    let found = &found.components[0];
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

/// The least number of frustrated edges over all divisions, and how many divisions have it.
fn least(edges: &Edges) -> (usize, usize) {
    let cost = |sides: u32| {
        let side = |node: u32| sides >> node & 1;
        let is_frustrated = |&&(one, other, is_negative): &&(u32, u32, bool)| {
            (side(one) != side(other)) != is_negative
        };
        edges.iter().filter(is_frustrated).count()
    };
    let costs: Vec<usize> = (0..1_u32 << 12).map(|sides| cost(sides << 1)).collect();
    let least = costs.iter().copied().min().unwrap_or(0);
    (least, costs.iter().filter(|&&cost| cost == least).count())
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

/// Few edges, so that there are several pieces.
fn sparse() -> impl Strategy<Value = Edges> {
    small().prop_map(|edges| edges.into_iter().step_by(3).collect())
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
        prop_assert_eq!(found.index(), Some(least(&edges).0));
        prop_assert_eq!(found.frustrated().count(), found.upper);
        let mut firsts = found.components.iter().flat_map(|one| &one.camps[0]);
        let firsts: Vec<&str> = firsts.by_ref().map(|one| one.key()).collect();
        let is_inside = |key: &str| firsts.contains(&key);
        for edge in signed.edges() {
            let is_across = is_inside(edge.one.key()) != is_inside(edge.other.key());
            let is_negative = edge.sign == factions::DyadSign::Negative;
            let is_frustrated = found.frustrated().any(|one| one == edge);
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
    fn each_piece_has_camps_of_its_own_and_says_whether_they_are_the_only_ones(edges in sparse()) {
        let whole = graph(&edges);
        let found = frustration(&whole.ever().signed(ConflictRule::Ambivalent));
        let pieces = pieces(&edges);
        prop_assert_eq!(found.components.len(), pieces.len());
        prop_assert!(found.alone.is_empty());
        let mut sum = 0;
        for (component, (nodes, own)) in found.components.iter().zip(pieces) {
            let mut keys: Vec<&str> = component.camps.iter().flatten().map(|one| one.key()).collect();
            keys.sort_unstable();
            prop_assert_eq!(keys, nodes.iter().map(|node| format!("n{node:02}")).collect::<Vec<_>>());
            prop_assert_eq!(component.camps[0][0].key(), format!("n{:02}", nodes[0]));
            prop_assert_eq!(component.edges, own.len());
            let negative = own.iter().filter(|edge| edge.2).count();
            prop_assert!(component.upper <= negative && 2 * component.upper <= own.len());
            // `least` counts each division twice, and once more for each node that is not of the piece
            let (least, count) = least(&own);
            prop_assert_eq!(component.index(), Some(least));
            let others = 12 - nodes.len();
            prop_assert_eq!(component.is_unique, Some(count == 2 << others));
            // alone, the piece is the same
            let piece = graph(&own);
            let alone = frustration(&piece.ever().signed(ConflictRule::Ambivalent));
            prop_assert_eq!(alone.components[0].camps.each_ref().map(Vec::len), component.camps.each_ref().map(Vec::len));
            sum += component.upper;
        }
        prop_assert_eq!(found.index(), Some(sum));
    }

    #[test]
    fn without_a_step_to_take_the_bounds_hold_and_no_more_than_half_is_frustrated(edges in small()) {
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let found = signed.frustration(SearchBudget::default().steps(0));
        let (least, _) = least(&edges);
        prop_assert!(found.lower <= least && least <= found.upper);
        prop_assert!(2 * found.upper <= edges.len());
        prop_assert!(found.normalised().is_none_or(|share| (0.0..=1.0).contains(&share)));
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
        // the camps are the sides, in each piece of the graph one way round or the other
        let placed: usize = found.components.iter().map(factions::ComponentCamps::actors).sum();
        prop_assert_eq!(placed, signed.actors().len());
        let is_inside = |node: u32| {
            let key = format!("n{node:02}");
            found.components.iter().any(|of| of.camps[0].iter().any(|one| one.key() == key))
        };
        for (nodes, _) in pieces(&balanced) {
            let turned: Vec<bool> = nodes.iter().map(|&one| is_inside(one) == (sides >> one & 1 == 1)).collect();
            prop_assert!(turned.iter().all(|one| *one == turned[0]));
        }
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
        prop_assert_eq!(frustration(&signed).normalised(), frustration(&other).normalised());
        let is_unique = [&signed, &other].map(|one| {
            let found = frustration(one).components;
            found.into_iter().map(|one| one.is_unique).collect::<Vec<_>>()
        });
        prop_assert_eq!(&is_unique[0], &is_unique[1]);
        #[cfg(feature = "linear-algebra")]
        {
            let walks = [&signed, &other].map(|one| one.walk_balance().expect("small").unwrap_or(1.0));
            prop_assert!((walks[0] - walks[1]).abs() < 1e-12);
            let least = [&signed, &other].map(factions::SignedGraph::smallest_laplacian_eigenvalue);
            let least = least.map(|one| one.expect("small").unwrap_or(0.0));
            prop_assert!((least[0] - least[1]).abs() < 1e-12);
            let local = [&signed, &other].map(|one| one.local_balance().expect("small"));
            for (own, other) in local[0].iter().zip(&local[1]) {
                prop_assert!((own.value - other.value).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn triads_equal_the_naive_triple_loop(edges in small()) {
        let sign = |a: u32, b: u32| edges.iter().find(|one| (one.0, one.1) == (a, b)).map(|one| one.2);
        let mut census = [0; 4];
        let mut listed = Vec::new();
        for a in 1..=12 {
            for b in a + 1..=12 {
                for c in b + 1..=12 {
                    if let (Some(x), Some(y), Some(z)) = (sign(a, b), sign(a, c), sign(b, c)) {
                        let negatives = usize::from(x) + usize::from(y) + usize::from(z);
                        census[negatives] += 1;
                        listed.push(([a, b, c].map(|node| format!("n{node:02}")), negatives));
                    }
                }
            }
        }
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        prop_assert_eq!(signed.triad_census().by_negatives(), census);
        let triads = signed.triads();
        let found = triads.iter().map(|one| (one.actors.map(|actor| actor.key().to_owned()), one.negatives()));
        prop_assert_eq!(found.collect::<Vec<_>>(), listed);
        for triad in &triads {
            let statements = triad.edges.iter().map(|edge| edge.grounds.statements.len());
            prop_assert_eq!(statements.sum::<usize>(), 3);
        }
    }
}
