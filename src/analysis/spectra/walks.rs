//! Walk balance: of the whole graph, and of each actor.

use super::spectral::{
    Score, SpectralError, adjacency, components, eigen, frustrated_by_tree, scores,
};
use crate::analysis::signed_graph::SignedGraph;
use crate::analysis::signed_graph::wiring::Wiring;

/// # Balance by walks
impl<'g> SignedGraph<'g> {
    /// Walk balance W, tr e^A / tr e^|A|; `None` in a graph without edges.
    ///
    /// A is the signed adjacency matrix. Every closed walk counts, longer ones less. W is 1 if and only if
    /// the graph is balanced (Estrada 2019). A graph that [is silent](SignedGraph::is_silent) has `None`.
    ///
    /// # Units
    ///
    /// A share above 0, up to 1.
    ///
    /// # Errors
    ///
    /// An error if a component has more actors than a dense matrix can take, or if the eigenvalues
    /// do not converge.
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
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "c"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["b", "c"]
    /// # "#)?;
    /// // three actors who are all at odds
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// let e = std::f64::consts::E;
    /// let expected = (2.0 * e + e.powi(-2)) / (2.0 / e + e.powi(2));
    /// let walks = signed.walk_balance()?.expect("it has edges");
    /// assert!((walks - expected).abs() < 1e-12);
    /// assert!((signed.local_balance()?[0].value - expected).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn walk_balance(&self) -> Result<Option<f64>, SpectralError> {
        if self.is_silent() {
            return Ok(None);
        }
        let wiring = Wiring::of(self);
        let mut signed = Vec::new();
        let mut unsigned = Vec::new();
        let frustrated = frustrated_by_tree(&wiring);
        for component in components(&wiring)? {
            let of = |negative| eigen(adjacency(&wiring, &component, 1.0, negative));
            let plain = of(1.0)?.eigenvalues;
            if component.iter().any(|&node| frustrated[node]) {
                signed.extend(of(-1.0)?.eigenvalues.iter().copied());
            } else {
                // a balanced component has the eigenvalues of its unsigned twin, to the last digit
                signed.extend(plain.iter().copied());
            }
            unsigned.extend(plain.iter().copied());
        }
        if wiring.wires().is_empty() {
            return Ok(None);
        }
        // no eigenvalue of A exceeds the largest of |A|: nothing overflows
        let most = unsigned.iter().copied().fold(0.0, f64::max);
        let sum = |values: Vec<f64>| {
            values
                .into_iter()
                .map(|one| (one - most).exp())
                .sum::<f64>()
        };
        Ok(Some(sum(signed) / sum(unsigned)))
    }

    /// Local balance κᵢ of each actor, (e^A)ᵢᵢ / (e^|A|)ᵢᵢ, by key.
    ///
    /// It is the share of balanced walks among the closed walks through the actor, weighed as in
    /// [walk balance](Self::walk_balance) (Estrada 2019). A graph that [is
    /// silent](SignedGraph::is_silent) has no scores.
    ///
    /// # Units
    ///
    /// A share above 0, up to 1.
    ///
    /// # Errors
    ///
    /// An error if a component has more actors than a dense matrix can take, or if the eigenvalues
    /// do not converge.
    ///
    /// # Complexity
    ///
    /// O(n³) for each component of n actors.
    pub fn local_balance(&self) -> Result<Vec<Score<'g>>, SpectralError> {
        if self.is_silent() {
            return Ok(Vec::new());
        }
        let wiring = Wiring::of(self);
        let mut values = vec![1.0; wiring.nodes()];
        let frustrated = frustrated_by_tree(&wiring);
        for component in components(&wiring)? {
            if !component.iter().any(|&node| frustrated[node]) {
                continue;
            }
            let unsigned = eigen(adjacency(&wiring, &component, 1.0, 1.0))?;
            let signed = eigen(adjacency(&wiring, &component, 1.0, -1.0))?;
            let most = unsigned.eigenvalues.max();
            for (row, &node) in component.iter().enumerate() {
                let closed = |of: &nalgebra::SymmetricEigen<f64, nalgebra::Dyn>| {
                    let weights = of.eigenvalues.iter().map(|value| (value - most).exp());
                    let entries = of.eigenvectors.row(row);
                    let each = weights
                        .zip(entries.iter())
                        .map(|(weight, x)| weight * x * x);
                    each.sum::<f64>()
                };
                values[node] = closed(&signed) / closed(&unsigned);
            }
        }
        Ok(scores(self, &values))
    }
}
