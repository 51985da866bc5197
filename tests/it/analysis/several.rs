//! Several camps, reach and motifs, against naive counting; published values of small networks.

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

/// The network by which the R package signnet shows its centralities: all ratios are one half.
#[cfg(feature = "linear-algebra")]
#[test]
fn published_scores_of_ten_nodes_come_out_to_all_digits() {
    let edges = letters(
        "12+ 14+ 18- 19- 23+ 24- 25+ 26- 27- 34+ 35- 39- 45+ 46- 47- 56+ 58- 5a- 67+ 69+ 6a- 78+ \
         79- 7a+ 89+ 9a+",
    );
    let graph = graph(&edges);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let near = |scores: Vec<factions::Score<'_>>, expected: [f64; 10]| {
        for (score, expected) in scores.iter().zip(expected) {
            assert!((score.value - expected).abs() < 5e-8, "{score} {expected}");
        }
        assert_eq!(scores.len(), 10);
    };
    near(
        signed
            .pn_index(factions::TieDirection::All)
            .expect("solvable"),
        [
            0.900_974_7,
            0.861_348_2,
            0.907_699_7,
            0.861_348_2,
            0.841_065_8,
            0.849_655_8,
            0.861_732_1,
            0.901_590_9,
            0.850_984_8,
            0.907_293_0,
        ],
    );
    near(
        signed.eigenvector_centrality().expect("dominant"),
        [
            -0.622_149_60,
            1.0,
            -0.745_188_50,
            1.0,
            -0.899_900_41,
            0.642_895_92,
            0.358_281_59,
            -0.374_719_21,
            -0.280_874_11,
            -0.078_345_68,
        ],
    );
}
