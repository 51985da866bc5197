//! What the measures by linear algebra share: matrices of components, errors, scores.

use crate::analysis::signed_graph::SignedGraph;
use crate::analysis::signed_graph::wiring::Wiring;
use crate::graph::ActorRef;
use nalgebra::{DMatrix, SymmetricEigen};
use serde::Serialize;
use std::fmt;
use thiserror::Error;

/// Above this many actors that hang together a matrix of them is too large to be worked with.
const MOST_ACTORS: usize = 1_500;

/// Rounds of the eigenvalue iteration for each row before it gives up.
const ROUNDS: usize = 200;

/// Why a measure by linear algebra has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SpectralError {
    /// More actors hang together than a dense matrix is made for.
    #[error("`{actors}` actors hang together, more than `{most}` (narrow the view)")]
    #[non_exhaustive]
    TooLarge {
        /// How many they are.
        actors: usize,
        /// How many are possible.
        most: usize,
    },
    /// The largest absolute eigenvalue is shared: no eigenvector is the one meant.
    #[error("no dominant eigenvalue (narrow the view to one component, or ask for the PN index)")]
    NoDominantEigenvalue,
    /// The system that defines the scores has no single solution.
    #[error("no single solution (narrow the view to more than two actors, or ask for degrees)")]
    Singular,
    /// The eigenvalues did not converge.
    #[error("the eigenvalues did not converge (narrow the view)")]
    NotConverged,
}

/// An actor's score in a measure.
///
/// Prints as `CSP: 1.0345`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Score<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// Its score.
    pub value: f64,
}

impl<'g> Score<'g> {
    pub(super) const fn new(actor: ActorRef<'g>, value: f64) -> Self {
        Self { actor, value }
    }
}

impl fmt::Display for Score<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:.4}", self.actor, self.value)
    }
}

/// The nodes of each component, in order, if none is too large for a matrix.
pub(super) fn components(wiring: &Wiring) -> Result<Vec<Vec<usize>>, SpectralError> {
    let components = wiring.components();
    match components.iter().find(|one| one.len() > MOST_ACTORS) {
        Some(large) => Err(SpectralError::TooLarge {
            actors: large.len(),
            most: MOST_ACTORS,
        }),
        None => Ok(components),
    }
}

/// The signed adjacency of a component: what a positive and what a negative edge weigh.
pub(super) fn adjacency(
    wiring: &Wiring,
    component: &[usize],
    positive: f64,
    negative: f64,
) -> DMatrix<f64> {
    let size = component.len();
    let mut matrix = DMatrix::zeros(size, size);
    for (row, &node) in component.iter().enumerate() {
        for link in wiring.links(node) {
            let column = component.partition_point(|&one| one < link.to);
            matrix[(row, column)] = if link.is_negative { negative } else { positive };
        }
    }
    matrix
}

/// The eigenvalues of a symmetric matrix, and its eigenvectors.
pub(super) fn eigen(
    matrix: DMatrix<f64>,
) -> Result<SymmetricEigen<f64, nalgebra::Dyn>, SpectralError> {
    let rounds = ROUNDS * matrix.nrows().max(1);
    SymmetricEigen::try_new(matrix, f64::EPSILON, rounds).ok_or(SpectralError::NotConverged)
}

/// Scores of all actors of the graph, in their order.
pub(super) fn scores<'g>(signed: &SignedGraph<'g>, values: &[f64]) -> Vec<Score<'g>> {
    let actors = signed.actors().iter().zip(values);
    actors
        .map(|(&actor, &value)| Score::new(actor, value))
        .collect()
}

/// The nodes at an edge that the sides along a spanning forest frustrate: none in a balanced component.
pub(super) fn frustrated_by_tree(wiring: &Wiring) -> Vec<bool> {
    let sides = wiring.sides(|wire| wiring.wires()[wire].is_negative);
    let mut frustrated = vec![false; wiring.nodes()];
    for place in wiring.frustrated(&sides) {
        let wire = wiring.wires()[place];
        frustrated[wire.one] = true;
        frustrated[wire.other] = true;
    }
    frustrated
}
