//! The graph as of a date.

mod bounding;
mod components;
mod connected;
mod counted;
mod coverage;
mod enders;
mod existence;
mod happening_time;
mod holding;
mod lens;
mod neighbors;
mod saying;
mod standing;
mod trial;
mod undirected;
mod visit;

pub use components::Component;
pub use connected::Connected;
pub use existence::Present;
pub use lens::View;
pub use neighbors::{Neighbor, Neighbors};
pub(crate) use trial::LifePart;
pub use undirected::UndirectedView;
pub use visit::{
    ActorIds, ActorRefs, AllTieEdges, EdgeId, TieEdge, TieEdges, TieNeighbors, VisitedActors,
};
