//! Measures that linear algebra computes on a signed graph, with the feature `linear-algebra`.
//!
//! # Complexity
//!
//! Matrices are dense, with one row for each node of a component: O(n³) each.

// what the measures share
mod spectral;

// the measures
mod centrality;
mod walks;

pub use centrality::{SignedEigenvector, TieDirection};
pub use spectral::{Score, SpectralError};
