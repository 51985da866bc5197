//! Goes along the ties of a view: neighbours, components, and petgraph's traits.
//!
//! # Complexity
//!
//! The ties of an actor lie in columns that are sorted by actor and day, with checkpoints in long
//! runs. Reading the neighbours on a day costs about as many steps as ties hold on that day.

// neighbours
mod actor_events;
mod neighbor;
mod neighbors;

// connected actors
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
