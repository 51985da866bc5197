//! Measures by linear algebra: by hand, and against sums of walks.

use super::network::{Edges, graph, letters};
use factions::{ActorGraph, ConflictRule, Record, Score, SpectralError, TieDirection};

#[track_caller]
fn are_near(scores: &[Score<'_>], expected: &[f64]) {
    assert_eq!(scores.len(), expected.len());
    for (score, expected) in scores.iter().zip(expected) {
        assert!(
            (score.value - expected).abs() < 1e-9,
            "{score} is not {expected}"
        );
    }
}

/// e^A by its power series, A with 1 for + and the weight for −; nodes n01 to n0k.
fn exponential(edges: &Edges, nodes: usize, negative: f64) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; nodes]; nodes];
    for &(one, other, is_negative) in edges {
        let (one, other) = (one as usize - 1, other as usize - 1);
        let weight = if is_negative { negative } else { 1.0 };
        matrix[one][other] = weight;
        matrix[other][one] = weight;
    }
    let mut power: Vec<Vec<f64>> = (0..nodes)
        .map(|row| {
            (0..nodes)
                .map(|column| f64::from(u8::from(row == column)))
                .collect()
        })
        .collect();
    let mut sum = power.clone();
    for step in 1..60 {
        let next = |row: usize, column: usize| {
            let each = (0..nodes).map(|middle| power[row][middle] * matrix[middle][column]);
            each.sum::<f64>() / f64::from(step)
        };
        power = (0..nodes)
            .map(|row| (0..nodes).map(|column| next(row, column)).collect())
            .collect();
        for (row, own) in sum.iter_mut().zip(&power) {
            for (one, more) in row.iter_mut().zip(own) {
                *one += more;
            }
        }
    }
    sum
}

#[test]
fn walk_balance_equals_the_sum_of_all_closed_walks() {
    for text in [
        "12+ 13- 23- 14+ 24+ 34+",
        "12- 23- 13- 34+ 56+ 57- 67+ 58+",
        "12- 13+ 14+ 23- 24- 34+",
    ] {
        let edges = letters(text);
        let nodes = edges
            .iter()
            .map(|edge| edge.1 as usize)
            .max()
            .expect("edges");
        let (signed_walks, walks) = (
            exponential(&edges, nodes, -1.0),
            exponential(&edges, nodes, 1.0),
        );
        let trace = |matrix: &[Vec<f64>]| (0..nodes).map(|node| matrix[node][node]).sum::<f64>();
        let graph = graph(&edges);
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let found = signed.walk_balance().expect("small").expect("edges");
        assert!((found - trace(&signed_walks) / trace(&walks)).abs() < 1e-12);
        let local: Vec<f64> = (0..nodes)
            .map(|node| signed_walks[node][node] / walks[node][node])
            .collect();
        are_near(&signed.local_balance().expect("small"), &local);
    }
}

#[test]
fn a_balanced_graph_has_walk_balance_one_and_laplacian_zero() {
    let graph = graph(&letters("12- 13+ 14+ 23- 24- 34+"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let walks = signed.walk_balance().expect("small").expect("edges");
    assert!((walks - 1.0).abs() < 1e-12);
    let least = signed
        .smallest_laplacian_eigenvalue()
        .expect("small")
        .expect("edges");
    assert!(least.abs() < 1e-12);
}

#[test]
fn three_foes_have_laplacian_one() {
    // D̄ − A of a triangle of foes is 2I + (J − I): eigenvalues 4, 1, 1
    let graph = graph(&letters("12- 13- 23-"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let least = signed
        .smallest_laplacian_eigenvalue()
        .expect("small")
        .expect("edges");
    assert!((least - 1.0).abs() < 1e-12);
}

#[test]
fn all_friends_of_all_have_pn_index_two() {
    let graph = graph(&letters("12+ 13+ 14+ 15+ 23+ 24+ 25+ 34+ 35+ 45+"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    are_near(
        &signed.pn_index(TieDirection::All).expect("solvable"),
        &[2.0; 5],
    );
    // mutual ties: (I − M²)⁻¹ (I + M) = (I − M)⁻¹
    are_near(
        &signed.pn_index(TieDirection::In).expect("solvable"),
        &[2.0; 5],
    );
    are_near(
        &signed.pn_index(TieDirection::Out).expect("solvable"),
        &[2.0; 5],
    );
}

#[test]
fn the_pn_index_of_a_friend_and_a_foe_is_as_by_hand() {
    // 2 is a friend of 1 and a foe of 3, n = 3: x1 = 1 + x2/4, x3 = 1 − x2/2, x2 = 1 + x1/4 − x3/2
    let graph = graph(&letters("12+ 23-"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let second = 0.75 / (1.0 - 1.0 / 16.0 - 0.25);
    let expected = [1.0 + second / 4.0, second, 1.0 - second / 2.0];
    are_near(
        &signed.pn_index(TieDirection::All).expect("solvable"),
        &expected,
    );
}

#[test]
fn two_foes_alone_have_no_pn_index() {
    let graph = graph(&letters("12-"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    assert_eq!(
        signed.pn_index(TieDirection::All),
        Err(SpectralError::Singular)
    );
}

#[test]
fn the_pn_index_in_and_out_follow_the_direction() {
    let text = r#"
format = 1
[actors]
a = { name = "A", kind = "state" }
b = { name = "B", kind = "state" }
c = { name = "C", kind = "state" }
[[relations]]
kind = "support"
from = "a"
to = "b"
[[events]]
kind = "strike"
when = 2023-10-07
from = "a"
to = "c"
"#;
    let graph = ActorGraph::new(Record::from_toml(text).expect("a good record"));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    // M has a row of a alone: 1/4, −1/2. Out: M Mᵀ = 5/16 at a; in: (1 + Mᵀ1) solved by MᵀM
    let a = (1.0 - 0.25) / (1.0 - 5.0 / 16.0);
    are_near(
        &signed.pn_index(TieDirection::Out).expect("solvable"),
        &[a, 1.0, 1.0],
    );
    // y = Mx, x = (1, 5/4, 1/2) + Mᵀ y, y = x_b/4 − x_c/2
    let y = (5.0 / 16.0 - 0.25) / (1.0 - 5.0 / 16.0);
    let expected = [1.0, 1.25 + y / 4.0, 0.5 - y / 2.0];
    are_near(
        &signed.pn_index(TieDirection::In).expect("solvable"),
        &expected,
    );
}

#[test]
fn the_signed_eigenvector_tells_the_camps_and_refuses_a_draw() {
    let camps = graph(&letters("12- 13+ 14+ 23- 24- 34+"));
    let signed = camps.ever().signed(ConflictRule::Ambivalent);
    let vector = signed.eigenvector_centrality().expect("dominant");
    assert!((vector.eigenvalue - 3.0).abs() < 1e-12 && !vector.is_reversed());
    are_near(&vector.scores, &[1.0, -1.0, 1.0, 1.0]);
    // three who are all at odds: one sign, and the eigenvalue says that it means the reverse
    let foes = graph(&letters("12- 13- 23- 45+"));
    let signed = foes.ever().signed(ConflictRule::Ambivalent);
    let vector = signed.eigenvector_centrality().expect("dominant");
    assert!((vector.eigenvalue + 2.0).abs() < 1e-12 && vector.is_reversed());
    are_near(&vector.scores, &[1.0, 1.0, 1.0, 0.0, 0.0]);
    let text = vector.to_string();
    assert!(text.starts_with("eigenvalue -2.0000: negative"), "{text}");
    let json = serde_json::to_value(&vector).expect("plain");
    assert_eq!(json["is_reversed"], true);
    for text in ["12+", "12+ 23+ 13+ 45+ 56+ 46+"] {
        let graph = graph(&letters(text));
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let refused = signed.eigenvector_centrality();
        assert_eq!(refused, Err(SpectralError::NoDominantEigenvalue));
    }
}

#[test]
fn many_who_are_all_at_odds_have_measures_in_closed_form() {
    // A = I − J has −(n − 1) once and 1 else; D̄ − A = (n − 2) I + J; (I − M / (2n − 2)) 1 = 2 · 1
    let nodes = 72_u32;
    let all = (1..nodes).flat_map(|one| (one + 1..=nodes).map(move |other| (one, other, true)));
    let graph = graph(&all.collect());
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let n = f64::from(nodes);
    let walks = signed.walk_balance().expect("small").expect("edges");
    let share = (n - 1.0) * (2.0 - n).exp() * (1.0 + (-n).exp() / (n - 1.0));
    let expected = share / (1.0 + (n - 1.0) * (-n).exp());
    // a share of 3e-29, and still to twelve digits
    assert!((walks / expected - 1.0).abs() < 1e-12, "{walks} {expected}");
    for score in signed.local_balance().expect("small") {
        assert!((score.value / expected - 1.0).abs() < 1e-12);
    }
    let least = signed.smallest_laplacian_eigenvalue().expect("small");
    assert!((least.expect("edges") - (n - 2.0)).abs() < 1e-11);
    let half = vec![0.5; signed.actors().len()];
    are_near(
        &signed.pn_index(TieDirection::All).expect("solvable"),
        &half,
    );
}
