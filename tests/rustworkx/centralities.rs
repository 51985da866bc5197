//! Centralities that rustworkx-core computes on the graph that is handed over, and those of `position`.

#[path = "../../examples/support/unsigned.rs"]
mod unsigned;

use factions::{ActorGraph, ActorRef, ConflictRule, Record, SignRule};
use proptest::prelude::*;
use rustworkx_core::centrality::{betweenness_centrality, closeness_centrality};
use rustworkx_core::connectivity::core_number;
use unsigned::Unsigned;

/// Above so many nodes it would take several threads, which add up in another order in each run.
const NEVER_PARALLEL: usize = usize::MAX;

/// So many actors, and alliances and rivalries (`true`) of two.
fn record(actors: usize, ties: &[(usize, usize, bool)]) -> Record {
    let of_actor =
        |actor| format!("n{actor:02} = {{ name = \"N {actor}\", kind = \"armed-group\" }}\n");
    let of_tie = |&(one, other, is_rivalry): &(usize, usize, bool)| {
        let (one, other) = (one % actors, other % actors);
        let kind = if is_rivalry { "rivalry" } else { "alliance" };
        let ends = format!("\"n{one:02}\", \"n{other:02}\"");
        (one != other).then(|| format!("[[relations]]\nkind = \"{kind}\"\nbetween = [{ends}]\n"))
    };
    let mut text = "format = 1\n[actors]\n".to_owned();
    text.extend((0..actors).map(of_actor));
    text.extend(ties.iter().filter_map(of_tie));
    Record::from_toml(&text).expect("actors and ties of them")
}

fn is_near(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
        (found, expected) => found == expected,
    }
}

proptest! {
    /// Pieces of several sizes, actors without a tie, and dyads of both signs, which are no edges.
    #[test]
    fn position_has_the_centralities_of_rustworkx(
        actors in 1..16_usize,
        ties in prop::collection::vec((0..16_usize, 0..16_usize, prop::bool::weighted(0.4)), 0..40),
    ) {
        let graph = ActorGraph::new(record(actors, &ties));
        let signed = graph.ever().signed(SignRule::default().with_all_actors());
        let own = Unsigned::of(&signed);
        let network = signed.to_petgraph();
        let betweenness = betweenness_centrality(&network, false, true, NEVER_PARALLEL);
        let closeness = closeness_centrality(&network, true, NEVER_PARALLEL);
        let cores = core_number(&network);
        prop_assert_eq!(network.node_count(), actors);
        for node in network.node_indices() {
            let (actor, place) = (network[node], node.index());
            let expected = betweenness[place];
            prop_assert!(is_near(own.betweenness(actor), expected), "{actor}: {expected:?}");
            let expected = closeness[place];
            prop_assert!(is_near(own.closeness(actor), expected), "{actor}: {expected:?}");
            prop_assert_eq!(own.core_number(actor), cores.get(&node).copied());
        }
    }
}

#[test]
fn a_broker_is_on_every_way() {
    let graph = ActorGraph::new(record(3, &[(0, 1, false), (0, 2, false)]));
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let network = signed.to_petgraph();
    let scores = betweenness_centrality(&network, false, true, NEVER_PARALLEL);
    assert_eq!(scores, [Some(1.0), Some(0.0), Some(0.0)]);
    let own = Unsigned::of(&signed);
    let own = |actor: &ActorRef<'_>| own.betweenness(*actor);
    assert!(signed.actors().iter().map(own).eq(scores));
}
