//! Centralities that know no sign, computed by rustworkx-core on the graph that the crate hands over.

use factions::{ActorRef, SignedGraph};
use rustworkx_core::centrality::{betweenness_centrality, closeness_centrality};
use rustworkx_core::connectivity::core_number;
use rustworkx_core::dictmap::DictMap;
use rustworkx_core::petgraph::graph::NodeIndex;

/// Above so many nodes it would take several threads, which add up in another order in each run.
const NEVER_PARALLEL: usize = usize::MAX;

/// Betweenness, closeness and core number of each actor of a signed graph.
#[derive(Debug)]
pub(crate) struct Unsigned<'g> {
    actors: Vec<ActorRef<'g>>,
    betweenness: Vec<Option<f64>>,
    closeness: Vec<Option<f64>>,
    cores: DictMap<NodeIndex, usize>,
}

impl<'g> Unsigned<'g> {
    pub(crate) fn of(signed: &SignedGraph<'g>) -> Self {
        let network = signed.to_petgraph();
        Self {
            actors: signed.actors().to_vec(),
            // the share of pairs, ends not counted
            betweenness: betweenness_centrality(&network, false, true, NEVER_PARALLEL),
            // where not all can be reached, the form of Wasserman and Faust
            closeness: closeness_centrality(&network, true, NEVER_PARALLEL),
            cores: core_number(network),
        }
    }

    pub(crate) fn betweenness(&self, actor: ActorRef<'g>) -> Option<f64> {
        self.betweenness.get(self.place(actor)?).copied().flatten()
    }

    pub(crate) fn closeness(&self, actor: ActorRef<'g>) -> Option<f64> {
        self.closeness.get(self.place(actor)?).copied().flatten()
    }

    pub(crate) fn core_number(&self, actor: ActorRef<'g>) -> Option<usize> {
        let place = self.place(actor)?;
        self.cores.get(&NodeIndex::new(place)).copied()
    }

    fn place(&self, actor: ActorRef<'g>) -> Option<usize> {
        self.actors.binary_search(&actor).ok()
    }
}
