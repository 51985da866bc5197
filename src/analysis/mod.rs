//! Analyses of signed networks: one file a question.

mod signed;

pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
