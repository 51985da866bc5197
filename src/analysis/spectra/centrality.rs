//! Signed centralities: the PN index, the signed eigenvector, and the signed Laplacian.

use super::spectral::{
    Score, SpectralError, adjacency, components, eigen, frustrated_by_tree, scores,
};
use crate::analysis::signed_graph::wiring::{Wire, Wiring};
use crate::analysis::signed_graph::{DyadSign, SignedGraph};
use crate::model::ActorId;
use crate::model::word::words;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

words! {
    /// Which ties of an actor a score takes into account.
    pub enum TieDirection("direction") {
        /// All ties, whatever their direction.
        All = "all",
        /// The ties that lead to the actor.
        In = "in",
        /// The ties that lead from the actor.
        Out = "out",
    }
}

/// Two eigenvalues count as equal if they differ by less.
const SAME: f64 = 1e-8;

/// The weight of a negative edge in the PN index; a positive edge has 1.
const NEGATIVE: f64 = -2.0;

/// The leading eigenvector of a signed graph, with its eigenvalue.
///
/// It prints as the eigenvalue and one line for each actor. It serialises whole, with `is_reversed`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SignedEigenvector<'g> {
    /// The eigenvalue with the largest absolute value.
    ///
    /// If it is positive, friends mostly have scores of the same sign and foes of opposite signs.
    /// If it is negative, the signs mean the reverse.
    pub eigenvalue: f64,
    /// The entry of each actor in the eigenvector, by key.
    pub scores: Vec<Score<'g>>,
}

impl SignedEigenvector<'_> {
    /// Whether the signs mean the reverse: actors with the same sign stand against each other.
    pub fn is_reversed(&self) -> bool {
        self.eigenvalue < 0.0
    }
}

impl fmt::Display for SignedEigenvector<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reading = if self.is_reversed() {
            "negative, so that those of one sign stand against each other"
        } else {
            "friends mostly have one sign, foes different ones"
        };
        writeln!(f, "eigenvalue {:.4}: {reading}", self.eigenvalue)?;
        self.scores.iter().try_for_each(|one| writeln!(f, "{one}"))
    }
}

impl Serialize for SignedEigenvector<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("SignedEigenvector", 3)?;
        fields.serialize_field("eigenvalue", &self.eigenvalue)?;
        fields.serialize_field("is_reversed", &self.is_reversed())?;
        fields.serialize_field("scores", &self.scores)?;
        fields.end()
    }
}

/// # Signed centralities
impl<'g> SignedGraph<'g> {
    /// The PN index of each actor, by key: friends raise it and foes lower it, near ones more than far ones.
    ///
    /// It is (I − M / (2n − 2))⁻¹ · 1 with M = P − 2N (Everett and Borgatti 2014), where P and N
    /// are the matrices of positive and negative edges and n is the number of actors.
    ///
    /// With a direction, M has the ties that lead from the row's actor to the column's. The index *in* is `(I
    /// − MᵀM / (2n − 2)²)⁻¹ (I + Mᵀ / (2n − 2)) · 1`; for *out*, M and its transpose change places. The
    /// actors are then those with a signed tie in either direction, including ties of ambivalent dyads.
    ///
    /// # Errors
    ///
    /// An error if the system has no single solution (two actors alone who are at odds), or if a
    /// component has more actors than a dense matrix can take.
    ///
    /// # Complexity
    ///
    /// O(n³) for each component of n actors.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record, TieDirection};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # c = { name = "C", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "c"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["b", "c"]
    /// # "#)?;
    /// // everyone is everyone's friend
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// let index = signed.pn_index(TieDirection::All)?;
    /// assert!(index.iter().all(|one| (one.value - 2.0).abs() < 1e-12));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pn_index(&self, direction: TieDirection) -> Result<Vec<Score<'g>>, SpectralError> {
        if direction != TieDirection::All {
            return self.directed_pn_index(direction);
        }
        let wiring = Wiring::of(self);
        let mut values = vec![0.0; wiring.nodes()];
        let scale = scale(wiring.nodes());
        for component in components(&wiring)? {
            let matrix = adjacency(&wiring, &component, scale, NEGATIVE * scale);
            let one = DVector::repeat(component.len(), 1.0);
            place(&component, &solve(&matrix, &one)?, &mut values);
        }
        Ok(scores(self, &values))
    }

    fn directed_pn_index(&self, direction: TieDirection) -> Result<Vec<Score<'g>>, SpectralError> {
        let mut arcs = self.arcs();
        arcs.retain(|arc| arc.2 != DyadSign::Ambivalent);
        let mut actors: Vec<ActorId> = arcs.iter().flat_map(|arc| [arc.0, arc.1]).collect();
        if self.rule().counts_all_actors {
            actors.extend(self.actors().iter().map(|actor| actor.id()));
        }
        actors.sort_unstable();
        actors.dedup();
        let node = |actor: ActorId| actors.partition_point(|&one| one < actor);
        let wires = arcs.iter().map(|&(from, to, sign)| Wire {
            one: node(from),
            other: node(to),
            is_negative: sign == DyadSign::Negative,
        });
        let wiring = Wiring::new(actors.len(), wires.collect());
        let scale = scale(actors.len());
        let mut values = vec![0.0; actors.len()];
        for component in components(&wiring)? {
            let row = |node: usize| component.partition_point(|&one| one < node);
            let mut forth = DMatrix::zeros(component.len(), component.len());
            let own = wiring.wires().iter();
            for wire in own.filter(|wire| component.binary_search(&wire.one).is_ok()) {
                let weight = if wire.is_negative { NEGATIVE } else { 1.0 };
                let at = (row(wire.one), row(wire.other));
                let at = if direction == TieDirection::In {
                    (at.1, at.0)
                } else {
                    at
                };
                forth[at] = weight * scale;
            }
            let one = DVector::repeat(component.len(), 1.0);
            let right = &one + &forth * &one;
            place(
                &component,
                &solve(&(&forth * forth.transpose()), &right)?,
                &mut values,
            );
        }
        let graph = self.graph();
        let all = actors.iter().zip(&values);
        Ok(all
            .map(|(&actor, &value)| Score::new(graph.actor_ref(actor), value))
            .collect())
    }

    /// Signed eigenvector centrality of each actor, with the eigenvalue that says how to read its signs.
    ///
    /// It is the eigenvector of the signed adjacency matrix A for the eigenvalue with the largest absolute
    /// value (Bonacich and Lloyd 2004). It is scaled so that its largest entry by absolute value (the first,
    /// of equal ones) is 1. Actors outside the component of that eigenvalue have 0.
    ///
    /// # Errors
    ///
    /// An error if two eigenvalues share the largest absolute value, so that none is dominant; if a component
    /// has more actors than a dense matrix can take; or if the eigenvalues do not converge.
    ///
    /// # Complexity
    ///
    /// O(n³) for each component of n actors.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # c = { name = "C", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "b", "c"]
    /// # "#)?;
    /// // three actors who are all at odds have one sign, which does not mean that they stand
    /// // together
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// let vector = signed.eigenvector_centrality()?;
    /// assert!(vector.scores.iter().all(|one| (one.value - 1.0).abs() < 1e-12));
    /// assert!((vector.eigenvalue + 2.0).abs() < 1e-12 && vector.is_reversed());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn eigenvector_centrality(&self) -> Result<SignedEigenvector<'g>, SpectralError> {
        let wiring = Wiring::of(self);
        let mut values = vec![0.0; wiring.nodes()];
        let mut most: Option<f64> = None;
        let mut is_shared = false;
        for component in components(&wiring)? {
            let own = eigen(adjacency(&wiring, &component, 1.0, -1.0))?;
            for (place, &value) in own.eigenvalues.iter().enumerate() {
                match most {
                    Some(most) if (value.abs() - most.abs()).abs() <= SAME => is_shared = true,
                    Some(most) if value.abs() < most.abs() => {}
                    _ => {
                        (most, is_shared) = (Some(value), false);
                        values.fill(0.0);
                        for (row, &node) in component.iter().enumerate() {
                            values[node] = own.eigenvectors[(row, place)];
                        }
                    }
                }
            }
        }
        if is_shared {
            return Err(SpectralError::NoDominantEigenvalue);
        }
        let mut largest = 0.0_f64;
        for &value in &values {
            if value.abs() > largest.abs() + SAME {
                largest = value;
            }
        }
        for value in &mut values {
            *value /= largest;
        }
        Ok(SignedEigenvector {
            eigenvalue: most.unwrap_or(0.0),
            scores: scores(self, &values),
        })
    }

    /// The smallest eigenvalue of the signed Laplacian D̄ − A; `None` without actors or for a silent graph.
    ///
    /// It is 0 if and only if a component is balanced (Kunegis et al. 2010). The larger it is, the
    /// farther every component is from balance.
    ///
    /// # Errors
    ///
    /// An error if a component has more actors than a dense matrix can take, or if the eigenvalues
    /// do not converge.
    ///
    /// # Complexity
    ///
    /// O(n³) for each component of n actors.
    pub fn smallest_laplacian_eigenvalue(&self) -> Result<Option<f64>, SpectralError> {
        if self.is_silent() {
            return Ok(None);
        }
        let wiring = Wiring::of(self);
        let mut least: Option<f64> = None;
        let frustrated = frustrated_by_tree(&wiring);
        for component in components(&wiring)? {
            if !component.iter().any(|&node| frustrated[node]) {
                // a balanced component has exactly 0: leave out the rounding error
                return Ok(Some(0.0));
            }
            let mut matrix = adjacency(&wiring, &component, -1.0, 1.0);
            for (row, &node) in component.iter().enumerate() {
                #[allow(clippy::cast_precision_loss, reason = "a degree")]
                let degree = wiring.links(node).len() as f64;
                matrix[(row, row)] = degree;
            }
            let value = eigen(matrix)?.eigenvalues.min();
            least = Some(least.map_or(value, |least| least.min(value)));
        }
        Ok(least)
    }
}

/// 1 / (2n − 2).
fn scale(nodes: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a number of actors")]
    let others = nodes as f64 - 1.0;
    0.5 / others
}

/// x of (I − M) x = right.
fn solve(matrix: &DMatrix<f64>, right: &DVector<f64>) -> Result<DVector<f64>, SpectralError> {
    let size = matrix.nrows();
    let system = DMatrix::identity(size, size) - matrix;
    let solution = system.lu().solve(right);
    let is_sound = |solution: &DVector<f64>| {
        let residue = (solution - matrix * solution - right).amax();
        residue.is_finite() && residue < SAME && solution.amax() < 1.0 / SAME
    };
    solution.filter(is_sound).ok_or(SpectralError::Singular)
}

/// Puts the values of a component's nodes at the indices of these nodes.
fn place(component: &[usize], own: &DVector<f64>, values: &mut [f64]) {
    for (row, &node) in component.iter().enumerate() {
        values[node] = own[row];
    }
}
