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

use crate::analysis::signed_graph::wiring::{self, Wiring};
use crate::analysis::signed_graph::{SignedEdge, SignedGraph};
use crate::graph::ActorRef;
use crate::query::list;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// How few edges keep a signed graph from balance, between bounds, with the camps that show it.
///
/// The frustration index L, or line index of balance (Harary 1959): the least number of edges whose
/// removal, or change of sign, leaves a graph that falls into two camps, friends inside and foes
/// across. [`lower`](Self::lower) is proven, [`upper`](Self::upper) is what the camps attain; where the
/// two meet it is exact.
///
/// Camps are those of a component: of actors that positive and negative edges hold together. Nothing
/// says how the camps of one component stand to those of another, so they are never set side by side. A
/// camp is no alliance: two whom nothing ties are in one where a common enemy puts them there.
///
/// Of a graph that [is silent](SignedGraph::is_silent) no figure is known: the camps are those of the
/// relations alone.
///
/// Prints as a sentence, a line for each component and one for each frustrated edge; serialises whole,
/// and with `null` for all of it where it is silent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Frustration<'g> {
    /// No division into two camps frustrates fewer edges than these.
    pub lower: usize,
    /// So many edges do the camps frustrate.
    pub upper: usize,
    /// The edges of either sign in the graph.
    pub edges: usize,
    /// The components, each with its own camps, in the order of the first actor of each.
    pub components: Vec<ComponentCamps<'g>>,
    /// The actors of the graph that no edge touches, by key: they are in no camp.
    pub alone: Vec<ActorRef<'g>>,
    is_silent: bool,
}

/// The two camps of one component of a signed graph, and what stands in their way.
///
/// Prints as `A and B against C: 1 of 3 edges frustrated (proven; no other camps do as well)`;
/// serialises whole.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ComponentCamps<'g> {
    /// No division of the component into two camps frustrates fewer of its edges than these.
    pub lower: usize,
    /// So many of its edges do these camps frustrate.
    pub upper: usize,
    /// Its edges of either sign.
    pub edges: usize,
    /// The two camps, by key, the first actor of the component in the first; the second is empty where
    /// all stand together.
    pub camps: [Vec<ActorRef<'g>>; 2],
    /// The edges that they frustrate: positive across, negative inside; by the keys of their ends.
    pub frustrated: Vec<SignedEdge<'g>>,
    /// Whether no other camps do as well; `None`: not settled within the budget.
    pub is_unique: Option<bool>,
}

impl<'g> Frustration<'g> {
    /// Whether L is exact: the bounds meet.
    pub const fn is_proven(&self) -> bool {
        self.lower == self.upper
    }

    /// Whether it is of days that the record does not cover, and without a happening.
    pub const fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// L, where it is exact; `None`: it is not, or the graph is silent.
    pub fn index(&self) -> Option<usize> {
        (self.is_proven() && !self.is_silent).then_some(self.upper)
    }

    /// Whether the graph is balanced; `None`: not proven, or the graph is silent.
    pub const fn is_balanced(&self) -> Option<bool> {
        match (self.lower, self.upper) {
            _ if self.is_silent => None,
            (_, 0) => Some(true),
            (0, _) => None,
            _ => Some(false),
        }
    }

    /// Normalised frustration F: 1 − 2L / m, by the upper bound; `None`: no edge, or a silent graph.
    ///
    /// 1 for a balanced graph, never below 0 (Aref and Wilson 2018). Where L is not proven, F is at
    /// least this.
    pub fn normalised(&self) -> Option<f64> {
        normalised(self.upper, self.edges).filter(|_| !self.is_silent)
    }

    /// The frustrated edges of all components, by component and the keys of their ends.
    pub fn frustrated(&self) -> impl Iterator<Item = &SignedEdge<'g>> {
        self.components.iter().flat_map(|one| &one.frustrated)
    }
}

impl ComponentCamps<'_> {
    /// Whether its L is exact: the bounds meet.
    pub const fn is_proven(&self) -> bool {
        self.lower == self.upper
    }

    /// Its L, where it is exact.
    pub fn index(&self) -> Option<usize> {
        self.is_proven().then_some(self.upper)
    }

    /// Its normalised frustration F: 1 − 2L / m, by the upper bound; `None` without an edge.
    pub fn normalised(&self) -> Option<f64> {
        normalised(self.upper, self.edges)
    }

    /// How many actors hang together in it.
    pub fn actors(&self) -> usize {
        self.camps.iter().map(Vec::len).sum()
    }
}

fn normalised(frustrated: usize, edges: usize) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
    let share = 2.0 * frustrated as f64 / edges as f64;
    (edges > 0).then_some(1.0 - share)
}

impl fmt::Display for Frustration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lower, upper, edges) = (self.lower, self.upper, self.edges);
        if self.is_silent {
            return writeln!(f, "not covered");
        }
        if self.is_proven() {
            writeln!(
                f,
                "{upper} of {edges} edges are frustrated at least (proven)"
            )?;
        } else {
            writeln!(
                f,
                "between {lower} and {upper} of {edges} edges are frustrated at least (not proven)"
            )?;
        }
        for component in &self.components {
            writeln!(f, "{component}")?;
        }
        if !self.alone.is_empty() {
            writeln!(f, "in no camp: {}", list(&self.alone))?;
        }
        self.frustrated().try_for_each(|edge| writeln!(f, "{edge}"))
    }
}

impl fmt::Display for ComponentCamps<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = &self.camps;
        if second.is_empty() {
            write!(f, "{} together", list(first))?;
        } else {
            write!(f, "{} against {}", list(first), list(second))?;
        }
        let (lower, upper, edges) = (self.lower, self.upper, self.edges);
        let word = if edges == 1 { "edge" } else { "edges" };
        if self.is_proven() {
            write!(f, ": {upper} of {edges} {word} frustrated (proven; ")?;
        } else {
            write!(
                f,
                ": {lower} to {upper} of {edges} {word} frustrated (not proven; "
            )?;
        }
        write!(f, "{})", only_in_words(self.is_unique))
    }
}

/// Whether other camps do as well, in words.
pub(super) const fn only_in_words(is_unique: Option<bool>) -> &'static str {
    match is_unique {
        Some(true) => "no other camps do as well",
        Some(false) => "other camps do as well",
        None => "whether other camps do as well is not settled",
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
        let mut fields = serializer.serialize_struct("Frustration", 4)?;
        let is_known = !self.is_silent;
        fields.serialize_field("frustration", &is_known.then_some(bounds))?;
        fields.serialize_field("normalised_frustration", &self.normalised())?;
        fields.serialize_field("components", &is_known.then_some(&self.components))?;
        fields.serialize_field("alone", &is_known.then_some(&self.alone))?;
        fields.end()
    }
}

impl Serialize for ComponentCamps<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bounds = Bounds {
            lower: self.lower,
            upper: self.upper,
            proven: self.is_proven(),
        };
        let mut fields = serializer.serialize_struct("ComponentCamps", 7)?;
        fields.serialize_field("actors", &self.actors())?;
        fields.serialize_field("edges", &self.edges)?;
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
    /// The frustration index within a budget, and the camps of each component that attain its upper bound.
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
    /// let only = &frustration.components[0];
    /// assert_eq!(only.frustrated[0].to_string(), "C – D: positive (certainly; reported; no source)");
    /// assert_eq!((only.camps[1].len(), only.is_unique), (1, Some(true)));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn frustration(&self, budget: SearchBudget<'_>) -> Frustration<'g> {
        let wiring = Wiring::of(self);
        let components = wiring.components();
        let settled = settle::settle(&wiring, &components, budget);
        let edges = wiring.edges_of(&components);
        let mut answer = Frustration {
            lower: 0,
            upper: 0,
            edges: self.edges().len(),
            components: Vec::new(),
            alone: Vec::new(),
            is_silent: self.is_silent(),
        };
        let known = components.iter().zip(&edges).zip(settled.components);
        for ((nodes, edges), (lower, is_unique)) in known {
            if let (&[node], []) = (nodes.as_slice(), edges.as_slice()) {
                answer.alone.push(self.actors()[node]);
                continue;
            }
            let camp = |side| {
                let own = nodes.iter().filter(|&&node| settled.sides[node] == side);
                own.map(|&node| self.actors()[node]).collect()
            };
            let is_frustrated =
                |edge: &&usize| wiring::is_frustrated(wiring.wires()[**edge], &settled.sides);
            let frustrated = edges.iter().filter(is_frustrated);
            let frustrated: Vec<_> = frustrated.map(|&at| self.edges()[at].clone()).collect();
            let upper = frustrated.len();
            answer.lower += lower;
            answer.upper += upper;
            answer.components.push(ComponentCamps {
                lower,
                upper,
                edges: edges.len(),
                camps: [camp(false), camp(true)],
                frustrated,
                is_unique,
            });
        }
        answer
    }
}
