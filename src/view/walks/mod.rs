//! Going along the ties of a view: neighbours, components, petgraph's traits.
//!
//! # Complexity
//!
//! Neighbours are read from columns sorted by actor and day, with checkpoints in long runs: a look costs
//! about as many ties as hold on the day.

// neighbours
mod actor_events;
mod neighbor;
mod neighbors;

// who hangs together
mod components;
mod connected;

// for petgraph
mod undirected;
mod visit;

pub use components::Component;
pub use connected::Connected;
pub use neighbor::Neighbor;
pub use neighbors::Neighbors;
pub use undirected::UndirectedView;
pub use visit::{
    ActorIds, ActorRefs, AllTieEdges, EdgeId, TieEdge, TieEdges, TieNeighbors, VisitedActors,
};
