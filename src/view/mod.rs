//! The graph as of a date.
//!
//! `lens` is the view itself: a small `Copy` value, narrowed by its methods.

// the view
mod coverage;
mod lens;

// what counts in it, when and how surely
mod holds;

// going along its ties
mod walks;

pub use holds::Present;
pub(crate) use holds::{Learnt, Since};
pub use lens::View;
pub use walks::{
    ActorIds, ActorRefs, AllTieEdges, Component, Connected, EdgeId, Neighbor, Neighbors, TieEdge,
    TieEdges, TieNeighbors, UndirectedView, VisitedActors,
};

pub(crate) use holds::LifePart;
