//! What is computed on a signed graph by linear algebra, with the feature of that name.
//!
//! # Complexity
//!
//! Matrices are full ones, a row a node of one component: O(n³) each.

// what the measures share
mod spectral;

// the measures
mod centrality;
mod walks;

pub use centrality::{SignedEigenvector, TieDirection};
pub use spectral::{Score, SpectralError};
