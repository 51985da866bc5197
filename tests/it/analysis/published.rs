//! Published networks: every printed digit of every published value comes out.

use crate::support::tiny;
use factions::{ActorGraph, ConflictRule, DyadSign, PartitionRule, Record, SearchBudget};

/// The tribes in the order that published values have.
const TRIBES: [&str; 16] = [
    "gavev", "kotun", "ove", "alika", "nagam", "gahuk", "masil", "ukudz", "notoh", "kohik",
    "geham", "asaro", "uheto", "seuve", "nagad", "gama",
];

fn tribes() -> ActorGraph {
    let record = Record::load("tests/data/good/highland_tribes.toml");
    ActorGraph::new(record.expect("a good record"))
}

/// Balance of the highland tribes (Read 1954) as the R package signnet prints it (its vignette on
/// structural balance and its paper of 2022), and L = 7 with proof as Aref and Wilson (2018) have it.
#[test]
fn the_balance_of_the_highland_tribes_is_as_published() {
    let graph = tribes();
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    assert_eq!((signed.actors().len(), signed.edges().len()), (16, 58));
    let counts = DyadSign::ALL.iter().map(|&sign| signed.count(sign));
    assert!(counts.eq([29, 29, 0]));
    let census = signed.triad_census();
    assert_eq!(census.by_negatives(), [19, 2, 40, 7]);
    let balance = census.balance().expect("it has triads");
    assert_eq!(format!("{balance:.7}"), "0.8676471");

    let found = signed.frustration(SearchBudget::default());
    assert_eq!((found.index(), found.frustrated().count()), (Some(7), 7));
    let normalised = found.normalised().expect("it has edges");
    assert_eq!(format!("{normalised:.7}"), "0.7586207");
    let camp: Vec<&str> = found.components[0].camps[1]
        .iter()
        .map(|one| one.key())
        .collect();
    assert_eq!(camp, ["gama", "gavev", "kotun", "nagad"]);
    assert_eq!(found.components[0].is_unique, Some(true));
}

/// Three camps with two alliances across, signnet's membership; its criterion, 2, counts each edge of
/// weight ½ in both directions.
#[test]
fn the_three_camps_of_the_highland_tribes_are_as_published() {
    let graph = tribes();
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let found = signed.partition(PartitionRule::camps(3), SearchBudget::default());
    let found = found.expect("enough tribes");
    assert!(found.is_proven && (2.0 * found.cost - 2.0).abs() < 1e-12);
    let in_the_way = found
        .frustrated()
        .map(|edge| (edge.one.key(), edge.other.key()));
    assert!(in_the_way.eq([("masil", "nagam"), ("masil", "uheto")]));
    let mut camps = vec![0; TRIBES.len()];
    for (number, camp) in found.components[0].camps.iter().enumerate() {
        for tribe in camp {
            let at = TRIBES.iter().position(|one| *one == tribe.key());
            camps[at.expect("a tribe")] = number;
        }
    }
    // 2 2 1 1 3 1 1 1 3 3 1 1 3 3 2 2, with our camps in the order of the first of each by key
    assert_eq!(camps, [1, 1, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0, 2, 2, 1, 1]);
}

/// A full graph of four with its arcs both ways, of signs that differ by direction: signnet's tests.
#[test]
fn net_degrees_in_and_out_are_as_published() {
    let signs = "-++--+-++--+";
    let arcs = (0..4).flat_map(|one| (0..4).map(move |other| (one, other)));
    let arcs = arcs.filter(|(one, other)| one != other).zip(signs.chars());
    let relation = |((from, to), sign)| {
        let kind = if sign == '+' { "support" } else { "rivalry" };
        format!("[[relations]]\nkind = \"{kind}\"\nfrom = \"n{from}\"\nto = \"n{to}\"\n")
    };
    let body: String = arcs.map(relation).collect();
    let graph = ActorGraph::new(tiny::record("", &["n0", "n1", "n2", "n3"], &body));
    let degrees = graph.ever().signed(ConflictRule::Ambivalent).degrees();
    assert!(
        degrees
            .iter()
            .map(|one| one.incoming.net())
            .eq([-3, -1, 1, 3])
    );
    assert!(
        degrees
            .iter()
            .map(|one| one.outgoing.net())
            .eq([1, -1, 1, -1])
    );
}

#[cfg(feature = "linear-algebra")]
mod spectral {
    use super::super::network::{graph, letters};
    use super::*;
    use factions::{Score, SignedGraph, SpectralError, TieDirection};

    /// Rounds scores as they are published, after the sign of the first of the expected ones.
    #[track_caller]
    fn print_as(scores: &[f64], expected: &[&str]) {
        let digits = expected[0].split('.').nth(1).map_or(0, str::len);
        let is_turned = expected[0].starts_with('-') != (scores[0] < 0.0);
        let sign = if is_turned { -1.0 } else { 1.0 };
        let printed = scores
            .iter()
            .map(|score| format!("{:.digits$}", sign * score));
        assert_eq!(printed.collect::<Vec<_>>(), expected);
    }

    fn values(scores: &[Score<'_>]) -> Vec<f64> {
        scores.iter().map(|score| score.value).collect()
    }

    #[test]
    fn the_walks_and_the_eigenvector_of_the_highland_tribes_are_as_published() {
        let graph = tribes();
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let walks = signed.walk_balance().expect("small").expect("edges");
        assert_eq!(format!("{walks:.7}"), "0.3575761");
        let scores = signed.eigenvector_centrality().expect("dominant");
        let of = |key: &&str| {
            let score = scores.scores.iter().find(|score| score.actor.key() == *key);
            score.expect("a tribe").value
        };
        let scores: Vec<f64> = TRIBES.iter().map(of).collect();
        print_as(
            &scores,
            &[
                "-1.00000000",
                "-0.88879594",
                "0.71609511",
                "0.36818769",
                "0.74303157",
                "0.95454966",
                "0.76017717",
                "0.67100494",
                "0.21063522",
                "0.23890028",
                "0.69639725",
                "0.91352983",
                "0.23390770",
                "0.05855799",
                "-0.91193923",
                "-0.98724909",
            ],
        );
    }

    /// The network by which signnet shows its centralities: all ratios are one half.
    #[test]
    fn the_scores_of_ten_nodes_are_as_published() {
        let graph = graph(&letters(
            "12+ 14+ 18- 19- 23+ 24- 25+ 26- 27- 34+ 35- 39- 45+ 46- 47- 56+ 58- 5a- 67+ 69+ 6a- \
             78+ 79- 7a+ 89+ 9a+",
        ));
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        assert!(
            signed
                .degrees()
                .iter()
                .all(|one| one.all.ratio() == Some(0.5))
        );
        let index = signed.pn_index(TieDirection::All).expect("solvable");
        print_as(
            &values(&index),
            &[
                "0.9009747",
                "0.8613482",
                "0.9076997",
                "0.8613482",
                "0.8410658",
                "0.8496558",
                "0.8617321",
                "0.9015909",
                "0.8509848",
                "0.9072930",
            ],
        );
        let vector = signed.eigenvector_centrality().expect("dominant");
        print_as(
            &values(&vector.scores),
            &[
                "-0.62214960",
                "1.00000000",
                "-0.74518850",
                "1.00000000",
                "-0.89990041",
                "0.64289592",
                "0.35828159",
                "-0.37471921",
                "-0.28087411",
                "-0.07834568",
            ],
        );
    }

    /// All friends of all but one pair: signnet's tests have the vector, and of all friends PN 2.
    #[test]
    fn the_vector_of_five_with_one_foe_is_as_published() {
        let graph = graph(&letters("12- 13+ 14+ 15+ 23+ 24+ 25+ 34+ 35+ 45+"));
        let signed = graph.ever().signed(ConflictRule::Ambivalent);
        let vector = signed.eigenvector_centrality().expect("dominant");
        print_as(
            &values(&vector.scores),
            &[
                "0.68614066",
                "0.68614066",
                "1.00000000",
                "1.00000000",
                "1.00000000",
            ],
        );
    }

    /// signnet's network of nine whose adjacency has no dominant eigenvalue.
    #[test]
    fn nine_in_three_cliques_have_no_dominant_eigenvalue() {
        let graph = graph(&letters(
            "12+ 13+ 14- 17- 23+ 25- 28- 36- 39- 45+ 46+ 47- 56+ 58- 69- 78+ 79+ 89+",
        ));
        let signed: SignedGraph<'_> = graph.ever().signed(ConflictRule::Ambivalent);
        assert_eq!(
            signed.eigenvector_centrality(),
            Err(SpectralError::NoDominantEigenvalue)
        );
    }
}
