//! Views: the graph on a day or during a span of days, as its filters let it be seen.
//!
//! `lens` has the view itself, a small `Copy` value with the methods that narrow it. `holds`
//! decides what counts in a view and when, `walks` goes along its ties, and `coverage` says for
//! which days the record speaks.

// the view, and its filters as rows of columns meet them
mod coverage;
mod filter;
mod lens;

// what counts in it, when and how surely
mod holds;

// going along its ties
mod walks;

pub(crate) use filter::Filter;
pub use holds::Present;
pub(crate) use holds::{Learnt, Since};
pub use lens::View;
pub use walks::{
    ActorIds, ActorRefs, AllTieEdges, Component, Connected, EdgeId, Neighbor, Neighbors, TieEdge,
    TieEdges, TieNeighbors, UndirectedView, VisitedActors,
};

pub(crate) use holds::LifePart;
