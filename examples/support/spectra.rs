//! What linear algebra measures on a signed graph, where the examples have the feature `linear-algebra`.

use factions::{ActorRef, SignedGraph};

/// Why the measures have no value in examples that were built without the feature.
#[cfg(not(feature = "linear-algebra"))]
const LEFT_OUT: &str = "it is not measured: add `--features linear-algebra` to `cargo run`";

/// The scores of actors by linear algebra, and what has none.
#[derive(Debug, Default)]
pub(crate) struct Spectra<'g> {
    pub(crate) pn_index: Scores<'g>,
    pub(crate) pn_index_in: Scores<'g>,
    pub(crate) pn_index_out: Scores<'g>,
    pub(crate) eigenvector: Scores<'g>,
    pub(crate) local_balance: Scores<'g>,
    /// The eigenvalue of the eigenvector; where it is negative, the signs mean the reverse.
    pub(crate) eigenvalue: Option<f64>,
    pub(crate) eigenvector_is_reversed: Option<bool>,
    pub(crate) smallest_laplacian_eigenvalue: Option<f64>,
    /// Why a measure has no value.
    pub(crate) missing: Vec<String>,
}

/// The score of each actor by one measure; empty where it has no value.
#[derive(Debug, Default)]
pub(crate) struct Scores<'g>(Vec<(ActorRef<'g>, f64)>);

impl<'g> Scores<'g> {
    pub(crate) fn of(&self, actor: ActorRef<'g>) -> Option<f64> {
        let score = self.0.iter().find(|(of, _)| *of == actor);
        score.map(|(_, value)| *value)
    }
}

/// Balanced among all closed walks; `None` on days that are not covered. Fails with the reason why it has no value.
#[cfg(feature = "linear-algebra")]
pub(crate) fn walk_balance(signed: &SignedGraph<'_>) -> Result<Option<f64>, String> {
    signed.walk_balance().map_err(|error| error.to_string())
}

#[cfg(not(feature = "linear-algebra"))]
pub(crate) fn walk_balance(_: &SignedGraph<'_>) -> Result<Option<f64>, String> {
    Err(LEFT_OUT.to_owned())
}

#[cfg(feature = "linear-algebra")]
impl<'g> Spectra<'g> {
    pub(crate) fn of(signed: &SignedGraph<'g>) -> Self {
        use factions::{Score, SignedEigenvector, SpectralError, TieDirection};

        let mut missing = Vec::new();
        let mut keep = |name: &str, scores: Result<Vec<Score<'g>>, SpectralError>| match scores {
            Ok(scores) => Scores(scores.iter().map(|of| (of.actor, of.value)).collect()),
            Err(error) => {
                missing.push(format!("{name}: {error}"));
                Scores::default()
            }
        };
        let pn_index = keep("PN index", signed.pn_index(TieDirection::All));
        let pn_index_in = keep("PN index in", signed.pn_index(TieDirection::In));
        let pn_index_out = keep("PN index out", signed.pn_index(TieDirection::Out));
        let found = signed.eigenvector_centrality();
        let eigenvalue = found.as_ref().ok().map(|found| found.eigenvalue);
        let eigenvector_is_reversed = found.as_ref().ok().map(SignedEigenvector::is_reversed);
        let eigenvector = keep("eigenvector", found.map(|found| found.scores));
        let local_balance = keep("local balance", signed.local_balance());
        Self {
            pn_index,
            pn_index_in,
            pn_index_out,
            eigenvector,
            local_balance,
            eigenvalue,
            eigenvector_is_reversed,
            smallest_laplacian_eigenvalue: signed.smallest_laplacian_eigenvalue().ok().flatten(),
            missing,
        }
    }
}

#[cfg(not(feature = "linear-algebra"))]
impl Spectra<'_> {
    pub(crate) fn of(_: &SignedGraph<'_>) -> Self {
        let what = "PN index, eigenvector, local balance, eigenvalue of the signed Laplacian";
        Self {
            missing: vec![format!("{what}: {LEFT_OUT}")],
            ..Self::default()
        }
    }
}
