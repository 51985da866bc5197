//! What the measures by linear algebra have in common: matrices of components, errors, scores.

use crate::analysis::signed_graph::SignedGraph;
use crate::analysis::signed_graph::wiring::Wiring;
use crate::graph::ActorRef;
use nalgebra::{DMatrix, SymmetricEigen};
use serde::Serialize;
use std::fmt;
use thiserror::Error;

/// A component of more actors than this is too large for a dense matrix.
const MOST_ACTORS: usize = 1_500;

/// How many rounds for each row the eigenvalue iteration may take before it gives up.
const ROUNDS: usize = 200;

/// Why a measure by linear algebra has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SpectralError {
    /// A component has more actors than a dense matrix can take.
    #[error("`{actors}` actors hang together, more than `{most}` (narrow the view)")]
    #[non_exhaustive]
    TooLarge {
        /// The number of actors in the component.
        actors: usize,
        /// The largest number of actors that is possible.
        most: usize,
    },
    /// Two eigenvalues share the largest absolute value, so that no eigenvector is the leading one.
    #[error("no dominant eigenvalue (narrow the view to one component, or ask for the PN index)")]
    NoDominantEigenvalue,
    /// The system of equations that defines the scores has no single solution.
    #[error("no single solution (narrow the view to more than two actors, or ask for degrees)")]
    Singular,
    /// The eigenvalues did not converge.
    #[error("the eigenvalues did not converge (narrow the view)")]
    NotConverged,
}

/// The score of one actor in a measure.
///
/// It prints as `CSP: 1.0345`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Score<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The score.
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

/// The nodes of each component, in order; an error if a component is too large for a matrix.
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

/// The signed adjacency matrix of a component, given the weights of positive and negative edges.
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

/// The scores of all actors of the graph, in their order.
pub(super) fn scores<'g>(signed: &SignedGraph<'g>, values: &[f64]) -> Vec<Score<'g>> {
    let actors = signed.actors().iter().zip(values);
    actors
        .map(|(&actor, &value)| Score::new(actor, value))
        .collect()
}

/// The nodes at edges that the sides along a spanning forest frustrate: none in a balanced component.
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
