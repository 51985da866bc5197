//! petgraph's visit traits on views: the one file that names them.
//!
//! | trait | `View` | `UndirectedView` |
//! |---|---|---|
//! | `IntoNeighbors`, `IntoEdges`, `IntoEdgeReferences` | yes | yes |
//! | `IntoNeighborsDirected`, `IntoEdgesDirected` | yes | yes, both directions alike |
//! | `IntoNodeIdentifiers`, `IntoNodeReferences` | yes | yes |
//! | `NodeIndexable`, `Visitable`, `GraphProp`, `Data` | yes | yes |
//! | `NodeCount`, `NodeCompactIndexable` | no | no |
//!
//! Every tie is an edge, so two actors with several ties have parallel edges. Not every algorithm
//! counts parallel edges as it should. [`View::to_petgraph_of_dyads`] has one edge for all ties
//! from one actor to another.
//!
//! The last two traits are left out on purpose. The ids of a view have gaps where it hides actors,
//! and algorithms that require compact ids would give wrong answers in silence. For such algorithms
//! use [`View::to_petgraph`], with one edge for each tie, or [`View::to_petgraph_of_dyads`]. A
//! program that gives a view to such an algorithm does not compile:
//!
//! ```compile_fail,E0277
//! # let graph = factions::ActorGraph::new(factions::Record::from_toml("format = 1").expect("an empty record"));
//! petgraph::algo::page_rank(graph.ever(), 0.85_f64, 10);
//! ```

use crate::graph::{ActorRef, TieRef};
use crate::model::{ActorId, TieId};
use crate::view::{Neighbors, UndirectedView, View};
use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, GraphRef, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeIndexable, NodeRef, VisitMap, Visitable,
};
use petgraph::{Directed, Direction, Graph, Undirected};
use std::collections::BTreeMap;

/// The id of an edge: its tie, and whether the edge goes from the second end to the first.
///
/// In a directed view a mutual tie makes two edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId {
    /// The tie.
    pub tie: TieId,
    /// Whether the edge goes from [`TieRef::to`] to [`TieRef::from`].
    pub is_reversed: bool,
}

/// An edge as petgraph sees it: a tie, read from `source` to `target`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieEdge<'g> {
    source: ActorId,
    target: ActorId,
    tie: TieRef<'g>,
}

impl<'g> TieEdge<'g> {
    /// The tie that makes the edge.
    pub const fn tie(self) -> TieRef<'g> {
        self.tie
    }

    fn new(source: ActorId, target: ActorId, tie: TieRef<'g>) -> Self {
        Self {
            source,
            target,
            tie,
        }
    }
}

impl<'g> EdgeRef for TieEdge<'g> {
    type NodeId = ActorId;
    type EdgeId = EdgeId;
    type Weight = TieRef<'g>;

    fn source(&self) -> ActorId {
        self.source
    }

    fn target(&self) -> ActorId {
        self.target
    }

    fn weight(&self) -> &TieRef<'g> {
        &self.tie
    }

    fn id(&self) -> EdgeId {
        EdgeId {
            tie: self.tie.id(),
            is_reversed: self.source != self.tie.from().id(),
        }
    }
}

/// The set of actors that an algorithm has visited.
#[derive(Debug, Clone, Default)]
pub struct VisitedActors {
    seen: Vec<bool>,
}

impl VisitMap<ActorId> for VisitedActors {
    fn visit(&mut self, actor: ActorId) -> bool {
        let seen = self.seen.get_mut(actor.index());
        seen.is_some_and(|seen| !std::mem::replace(seen, true))
    }

    fn is_visited(&self, actor: &ActorId) -> bool {
        self.seen.get(actor.index()).copied().unwrap_or(false)
    }

    fn unvisit(&mut self, actor: ActorId) -> bool {
        let seen = self.seen.get_mut(actor.index());
        seen.is_some_and(std::mem::take)
    }
}

/// An iterator over the edges of an actor, as petgraph sees them.
#[derive(Debug, Clone)]
pub struct TieEdges<'g, 'f> {
    actor: ActorId,
    direction: Direction,
    /// Whether the ties' own direction is looked at.
    is_directed: bool,
    neighbors: Neighbors<'g, 'f>,
}

impl<'g> Iterator for TieEdges<'g, '_> {
    type Item = TieEdge<'g>;

    fn next(&mut self) -> Option<TieEdge<'g>> {
        let actor = self.actor;
        let (is_out, is_directed) = (self.direction == Direction::Outgoing, self.is_directed);
        self.neighbors.find_map(|neighbor| {
            let (other, tie) = (neighbor.actor.id(), neighbor.tie);
            let (source, target) = if is_out {
                (actor, other)
            } else {
                (other, actor)
            };
            let fits = !is_directed || !tie.is_directed() || tie.from().id() == source;
            fits.then(|| TieEdge::new(source, target, tie))
        })
    }
}

/// An iterator over the actors at the other ends of an actor's edges.
#[derive(Debug, Clone)]
pub struct TieNeighbors<'g, 'f> {
    edges: TieEdges<'g, 'f>,
}

impl Iterator for TieNeighbors<'_, '_> {
    type Item = ActorId;

    fn next(&mut self) -> Option<ActorId> {
        let actor = self.edges.actor;
        let edge = self.edges.next()?;
        Some(if edge.source == actor {
            edge.target
        } else {
            edge.source
        })
    }
}

/// An iterator over every edge of a view, as petgraph sees them.
#[derive(Debug, Clone)]
pub struct AllTieEdges<'g, 'f> {
    view: View<'g, 'f>,
    next: u32,
    /// The second edge of a mutual tie, which comes next.
    held: Option<TieEdge<'g>>,
    is_directed: bool,
}

impl<'g> Iterator for AllTieEdges<'g, '_> {
    type Item = TieEdge<'g>;

    fn next(&mut self) -> Option<TieEdge<'g>> {
        if let Some(held) = self.held.take() {
            return Some(held);
        }
        loop {
            let tie = self.view.graph.tie_by_id(TieId::new(self.next))?;
            self.next += 1;
            if self.view.tie_holds(tie.id()).is_none() {
                continue;
            }
            let (from, to) = (tie.from().id(), tie.to().id());
            if self.is_directed && !tie.is_directed() {
                self.held = Some(TieEdge::new(to, from, tie));
            }
            return Some(TieEdge::new(from, to, tie));
        }
    }
}

/// An iterator over the numbers of a view's actors.
#[derive(Debug, Clone)]
pub struct ActorIds<'g, 'f> {
    view: View<'g, 'f>,
    next: u32,
}

impl Iterator for ActorIds<'_, '_> {
    type Item = ActorId;

    fn next(&mut self) -> Option<ActorId> {
        loop {
            let actor = self.view.graph.actor_by_id(ActorId::new(self.next))?.id();
            self.next += 1;
            if self.view.actor_holds(actor).is_some() {
                return Some(actor);
            }
        }
    }
}

/// An iterator over the handles of a view's actors.
#[derive(Debug, Clone)]
pub struct ActorRefs<'g, 'f> {
    ids: ActorIds<'g, 'f>,
}

impl<'g> Iterator for ActorRefs<'g, '_> {
    type Item = ActorRef<'g>;

    fn next(&mut self) -> Option<ActorRef<'g>> {
        let id = self.ids.next()?;
        Some(self.ids.view.graph.actor_ref(id))
    }
}

impl NodeRef for ActorRef<'_> {
    type NodeId = ActorId;
    type Weight = Self;

    fn id(&self) -> ActorId {
        Self::id(*self)
    }

    fn weight(&self) -> &Self {
        self
    }
}

/// Implements the traits for a lens: its view, its type of edges, and how to get at its view.
macro_rules! visit {
    ($lens:ident, $edge_type:ty, |$self:ident| $view:expr) => {
        impl GraphBase for $lens<'_, '_> {
            type EdgeId = EdgeId;
            type NodeId = ActorId;
        }

        impl GraphRef for $lens<'_, '_> {}

        impl<'g> Data for $lens<'g, '_> {
            type NodeWeight = ActorRef<'g>;
            type EdgeWeight = TieRef<'g>;
        }

        impl GraphProp for $lens<'_, '_> {
            type EdgeType = $edge_type;
        }

        impl<'g, 'f> IntoNeighbors for $lens<'g, 'f> {
            type Neighbors = TieNeighbors<'g, 'f>;

            fn neighbors($self, actor: ActorId) -> Self::Neighbors {
                let edges = IntoEdges::edges($self, actor);
                TieNeighbors { edges }
            }
        }

        impl<'g, 'f> IntoNeighborsDirected for $lens<'g, 'f> {
            type NeighborsDirected = TieNeighbors<'g, 'f>;

            fn neighbors_directed($self, actor: ActorId, way: Direction) -> TieNeighbors<'g, 'f> {
                let edges = IntoEdgesDirected::edges_directed($self, actor, way);
                TieNeighbors { edges }
            }
        }

        impl<'g, 'f> IntoEdgeReferences for $lens<'g, 'f> {
            type EdgeRef = TieEdge<'g>;
            type EdgeReferences = AllTieEdges<'g, 'f>;

            fn edge_references($self) -> Self::EdgeReferences {
                AllTieEdges {
                    view: $view,
                    next: 0,
                    held: None,
                    is_directed: <$edge_type as petgraph::EdgeType>::is_directed(),
                }
            }
        }

        impl<'g, 'f> IntoEdges for $lens<'g, 'f> {
            type Edges = TieEdges<'g, 'f>;

            fn edges($self, actor: ActorId) -> Self::Edges {
                IntoEdgesDirected::edges_directed($self, actor, Direction::Outgoing)
            }
        }

        impl<'g, 'f> IntoEdgesDirected for $lens<'g, 'f> {
            type EdgesDirected = TieEdges<'g, 'f>;

            fn edges_directed($self, actor: ActorId, direction: Direction) -> TieEdges<'g, 'f> {
                TieEdges {
                    actor,
                    direction,
                    is_directed: <$edge_type as petgraph::EdgeType>::is_directed(),
                    neighbors: $view.neighbors(actor),
                }
            }
        }

        impl<'g, 'f> IntoNodeIdentifiers for $lens<'g, 'f> {
            type NodeIdentifiers = ActorIds<'g, 'f>;

            fn node_identifiers($self) -> Self::NodeIdentifiers {
                ActorIds {
                    view: $view,
                    next: 0,
                }
            }
        }

        impl<'g, 'f> IntoNodeReferences for $lens<'g, 'f> {
            type NodeRef = ActorRef<'g>;
            type NodeReferences = ActorRefs<'g, 'f>;

            fn node_references($self) -> Self::NodeReferences {
                let ids = IntoNodeIdentifiers::node_identifiers($self);
                ActorRefs { ids }
            }
        }

        impl NodeIndexable for $lens<'_, '_> {
            fn node_bound(&$self) -> usize {
                $view.graph.record().actors().len()
            }

            fn to_index(&self, actor: ActorId) -> usize {
                actor.index()
            }

            fn from_index(&self, index: usize) -> ActorId {
                ActorId::new(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }

        impl Visitable for $lens<'_, '_> {
            type Map = VisitedActors;

            fn visit_map(&self) -> VisitedActors {
                let seen = vec![false; self.node_bound()];
                VisitedActors { seen }
            }

            fn reset_map(&self, map: &mut VisitedActors) {
                map.seen.clear();
                map.seen.resize(self.node_bound(), false);
            }
        }
    };
}

visit!(View, Directed, |self| self);
visit!(UndirectedView, Undirected, |self| self.view);

/// # Graph algorithms
impl<'g> View<'g, '_> {
    /// A petgraph graph of the view with compact node numbers, and one edge for each tie.
    ///
    /// Its weights are actors and ties. A mutual tie makes two edges, and several ties from one
    /// actor to another make parallel edges. Not every algorithm expects parallel edges.
    /// `page_rank` of petgraph 0.8.3, for example, counts them when it divides the rank of a node,
    /// but passes the rank on only once. For such algorithms use
    /// [`to_petgraph_of_dyads`](Self::to_petgraph_of_dyads).
    ///
    /// # Complexity
    ///
    /// O(actors + ties of the graph).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     [[relations]]
    ///     kind = "cooperation"
    ///     between = ["a", "b"]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let compact = graph.ever().to_petgraph();
    /// assert_eq!((compact.node_count(), compact.edge_count()), (2, 4));
    /// assert_eq!(petgraph::algo::connected_components(&compact), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_petgraph(self) -> Graph<ActorRef<'g>, TieRef<'g>> {
        let mut graph = Graph::new();
        let mut nodes = vec![None; self.graph.record().actors().len()];
        for actor in self.node_references() {
            nodes[actor.id().index()] = Some(graph.add_node(actor));
        }
        for edge in self.edge_references() {
            let ends = (nodes[edge.source.index()], nodes[edge.target.index()]);
            if let (Some(source), Some(target)) = ends {
                graph.add_edge(source, target, edge.tie);
            }
        }
        graph
    }

    /// A petgraph graph of the view with one edge from an actor to another, for all their ties.
    ///
    /// The weight of an edge is the list of the ties that lead this way, in the graph's order of
    /// ties. A mutual tie leads both ways. The edges are sorted by the keys of their ends.
    ///
    /// # Complexity
    ///
    /// O(actors + t log t) for t ties of the graph.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     c = { name = "C", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "support"
    ///     from = "a"
    ///     to = "b"
    ///     [[relations]]
    ///     kind = "hosting"
    ///     from = "a"
    ///     to = "b"
    ///     [[relations]]
    ///     kind = "support"
    ///     from = "a"
    ///     to = "c"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let dyads = graph.ever().to_petgraph_of_dyads();
    /// assert_eq!(dyads.edge_weights().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    /// // who has two ties to one actor and one to another passes on as much to both
    /// let ranks = petgraph::algo::page_rank(&dyads, 0.85_f64, 50);
    /// assert!((ranks[1] - ranks[2]).abs() < 1e-9);
    /// assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_petgraph_of_dyads(self) -> Graph<ActorRef<'g>, Vec<TieRef<'g>>> {
        let mut graph = Graph::new();
        let mut nodes = vec![None; self.graph.record().actors().len()];
        for actor in self.node_references() {
            nodes[actor.id().index()] = Some(graph.add_node(actor));
        }
        let mut dyads: BTreeMap<(ActorId, ActorId), Vec<TieRef<'g>>> = BTreeMap::new();
        for edge in self.edge_references() {
            let ties = dyads.entry((edge.source, edge.target)).or_default();
            ties.push(edge.tie);
        }
        for ((source, target), mut ties) in dyads {
            ties.sort_unstable();
            ties.dedup();
            if let (Some(source), Some(target)) = (nodes[source.index()], nodes[target.index()]) {
                graph.add_edge(source, target, ties);
            }
        }
        graph
    }
}
