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
mod levels;
mod neighbors;
mod undirected;
mod visit;

pub use components::Component;
pub use connected::Connected;
pub(crate) use enders::EndCause;
pub use existence::Present;
pub(crate) use holding::{TieLevel, TieTime};
pub use lens::View;
pub(crate) use levels::Levels;
pub use neighbors::{Neighbor, Neighbors};
pub use undirected::UndirectedView;
pub use visit::{
    ActorIds, ActorRefs, AllTieEdges, EdgeId, TieEdge, TieEdges, TieNeighbors, VisitedActors,
};
