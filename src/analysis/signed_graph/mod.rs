//! The signed graph of a view, with one edge for each dyad, and what is counted on its edges.
//!
//! `signed` is the graph. `wiring` is the same graph as plain numbers, for computations.

// the graph
mod signed;
pub(super) mod wiring;

// counts
mod common_enemies;
mod degrees;
mod triads;

pub use common_enemies::{CommonEnemies, CommonEnemy, PairCount};
pub use degrees::{ActorDegrees, Cohesion, Degree};
pub(super) use signed::surest;
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use triads::{Triad, TriadCensus};
