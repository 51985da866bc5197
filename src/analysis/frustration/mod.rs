//! The frustration index: how few edges keep a signed graph from balance, and its two camps.

mod blocks;
mod branch;
mod budget;
mod cover;
mod kernel;
mod packing;
mod routing;
mod search;
mod settle;
mod ways;

pub use budget::SearchBudget;

use super::signed::{SignedEdge, SignedGraph};
use super::wiring::Wiring;
use crate::graph::ActorRef;
use crate::query::list;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// How few edges keep a signed graph from balance, between bounds, with the camps that show it.
///
/// The frustration index L, or line index of balance (Harary 1959): the least number of edges whose
/// removal, or change of sign, leaves a graph that falls into two camps, friends inside and foes
/// across. [`lower`](Self::lower) is proven, [`upper`](Self::upper) is what [`camps`](Self::camps)
/// attain; where the two meet it is exact.
///
/// Prints as a sentence and a line for each frustrated edge; serialises whole.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Frustration<'g> {
    /// No division into two camps frustrates fewer edges than these.
    pub lower: usize,
    /// So many edges does the division into these camps frustrate.
    pub upper: usize,
    /// The edges of either sign in the graph.
    pub edges: usize,
    /// The two camps, by key. Camps of actors that no edges connect are set side by side at will: the
    /// first actor of each component by key is in the first camp.
    pub camps: [Vec<ActorRef<'g>>; 2],
    /// The edges that it frustrates: positive across, negative inside; by the keys of their ends.
    pub frustrated: Vec<SignedEdge<'g>>,
    /// Whether no other set of as few edges would do; `None`: not settled within the budget.
    pub is_unique: Option<bool>,
}

impl Frustration<'_> {
    /// Whether L is exact: the bounds meet.
    pub const fn is_proven(&self) -> bool {
        self.lower == self.upper
    }

    /// L, where it is exact.
    pub fn index(&self) -> Option<usize> {
        self.is_proven().then_some(self.upper)
    }

    /// Whether the graph is balanced; `None`: not proven.
    pub const fn is_balanced(&self) -> Option<bool> {
        match (self.lower, self.upper) {
            (_, 0) => Some(true),
            (0, _) => None,
            _ => Some(false),
        }
    }

    /// Normalised frustration F: 1 − 2L / m, by the upper bound; `None` without an edge.
    ///
    /// 1 for a balanced graph, never below 0 (Aref and Wilson 2018). Where L is not proven, F is at
    /// least this.
    pub fn normalised(&self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
        let share = 2.0 * self.upper as f64 / self.edges as f64;
        (self.edges > 0).then_some(1.0 - share)
    }
}

impl fmt::Display for Frustration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lower, upper, edges) = (self.lower, self.upper, self.edges);
        if self.is_proven() {
            write!(
                f,
                "{upper} of {edges} edges are frustrated at least (proven)"
            )?;
        } else {
            write!(
                f,
                "between {lower} and {upper} of {edges} edges are frustrated at least (not proven)"
            )?;
        }
        let [first, second] = &self.camps;
        writeln!(f, ": {} against {}", list(first), list(second))?;
        for edge in &self.frustrated {
            writeln!(f, "{edge}")?;
        }
        Ok(())
    }
}

/// Bounds as they serialise.
#[derive(Serialize)]
struct Bounds {
    lower: usize,
    upper: usize,
    proven: bool,
}

impl Serialize for Frustration<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bounds = Bounds {
            lower: self.lower,
            upper: self.upper,
            proven: self.is_proven(),
        };
        let mut fields = serializer.serialize_struct("Frustration", 5)?;
        fields.serialize_field("frustration", &bounds)?;
        fields.serialize_field("normalised_frustration", &self.normalised())?;
        fields.serialize_field("is_unique", &self.is_unique)?;
        fields.serialize_field("camps", &self.camps)?;
        fields.serialize_field("frustrated", &self.frustrated)?;
        fields.end()
    }
}

/// # Balance
impl<'g> SignedGraph<'g> {
    /// The frustration index within a budget, and the camps that attain its upper bound.
    ///
    /// Bridges cost nothing, and the index adds up over biconnected blocks, of which balanced ones
    /// cost nothing. What is left is bounded from above by seeded annealing, and from below by unbalanced
    /// cycles that carry no edge beyond its weight: the linear relaxation of the XOR model of Aref, Mason
    /// and Wilson (2018) with cuts for all unbalanced cycles, seen from its dual. Where the two bounds do
    /// not meet, branch and bound goes on with them.
    ///
    /// # Complexity
    ///
    /// O(edges) if balanced, else up to the budget. Of large graphs the first packing of cycles may take
    /// O(edges · unbalanced cycles) in addition.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record, SearchBudget};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # c = { name = "C", kind = "armed-group" }
    /// # d = { name = "D", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "c"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["b", "c"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "d"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["b", "d"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["c", "d"]
    /// # "#)?;
    /// // a and b are allied against c; d is allied with all three
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// let frustration = signed.frustration(SearchBudget::default());
    /// assert_eq!(frustration.index(), Some(1));
    /// assert_eq!(frustration.frustrated[0].to_string(), "C – D: positive (certainly; reported; no source)");
    /// assert_eq!(frustration.camps[1].len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn frustration(&self, budget: SearchBudget<'_>) -> Frustration<'g> {
        let wiring = Wiring::of(self);
        let settled = settle::settle(&wiring, budget);
        let sides = |side| {
            let actors = self.actors().iter().zip(&settled.sides);
            let camp = actors.filter(move |(_, own)| **own == side);
            camp.map(|(&actor, _)| actor).collect()
        };
        let frustrated = wiring.frustrated(&settled.sides);
        Frustration {
            lower: settled.lower,
            upper: frustrated.len(),
            edges: self.edges().len(),
            camps: [sides(false), sides(true)],
            frustrated: frustrated
                .into_iter()
                .map(|place| self.edges()[place].clone())
                .collect(),
            is_unique: settled.is_unique,
        }
    }
}
