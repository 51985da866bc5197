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

/// How few edges keep a signed graph from balance, between two bounds, with the camps that show it.
///
/// The frustration index L, or line index of balance (Harary 1959), is the least number of edges
/// that must be removed, or change their sign, so that the graph falls into two camps with friends
/// inside and foes across. [`lower`](Self::lower) is proven; [`upper`](Self::upper) is what the
/// camps reach. Where the two are equal, L is exact.
///
/// Each component has its own camps; a component is a set of actors that positive and negative
/// edges connect. Nothing says how the camps of one component stand to those of another, so the
/// library never puts them together. A camp is not an alliance: two actors without any tie are in
/// one camp if a common enemy puts them there.
///
/// If the graph [is silent](SignedGraph::is_silent), no figure is known. The camps then show only
/// its relations.
///
/// It prints as a sentence, one line for each component and one for each frustrated edge. It
/// serialises whole, with `null` for everything if the graph is silent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Frustration<'g> {
    /// The lower bound: no division into two camps frustrates fewer edges.
    pub lower: usize,
    /// The upper bound: the number of edges that these camps frustrate.
    pub upper: usize,
    /// The number of positive and negative edges in the graph.
    pub edges: usize,
    /// The components, each with its own camps, sorted by their first actors.
    pub components: Vec<ComponentCamps<'g>>,
    /// The actors of the graph without an edge, by key; they are in no camp.
    pub alone: Vec<ActorRef<'g>>,
    is_silent: bool,
}

/// The two camps of one component of a signed graph, and the edges in their way.
///
/// It prints as `A and B against C: 1 of 3 edges frustrated (proven; no other camps do as well)`
/// and serialises whole.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ComponentCamps<'g> {
    /// The lower bound: no division of the component into two camps frustrates fewer edges.
    pub lower: usize,
    /// The upper bound: the number of edges that these camps frustrate.
    pub upper: usize,
    /// The number of positive and negative edges in the component.
    pub edges: usize,
    /// The two camps, by key; the component's first actor is in the first camp. The second camp is
    /// empty if all actors stand together.
    pub camps: [Vec<ActorRef<'g>>; 2],
    /// The edges that the camps frustrate, by the keys of their ends: positive ones across,
    /// negative ones inside.
    pub frustrated: Vec<SignedEdge<'g>>,
    /// Whether no other camps are as good; `None` if the budget did not suffice to tell.
    pub is_unique: Option<bool>,
}

impl<'g> Frustration<'g> {
    /// Whether L is exact, because the two bounds are equal.
    pub const fn is_proven(&self) -> bool {
        self.lower == self.upper
    }

    /// Whether the record covers none of the days and the view has no happening.
    pub const fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// L, the frustration index; `None` if it is not exact or the graph is silent.
    pub fn index(&self) -> Option<usize> {
        (self.is_proven() && !self.is_silent).then_some(self.upper)
    }

    /// Whether the graph is balanced; `None` if that is not proven or the graph is silent.
    pub const fn is_balanced(&self) -> Option<bool> {
        match (self.lower, self.upper) {
            _ if self.is_silent => None,
            (_, 0) => Some(true),
            (0, _) => None,
            _ => Some(false),
        }
    }

    /// Normalised frustration F = 1 − 2L / m, by the upper bound; `None` without an edge or for a
    /// silent graph.
    ///
    /// m is the number of edges. F is 1 for a balanced graph and never below 0 (Aref and Wilson
    /// 2018). If L is not proven, F is at least this.
    pub fn normalised(&self) -> Option<f64> {
        normalised(self.upper, self.edges).filter(|_| !self.is_silent)
    }

    /// The frustrated edges of all components, by component, then by the keys of their ends.
    pub fn frustrated(&self) -> impl Iterator<Item = &SignedEdge<'g>> {
        self.components.iter().flat_map(|one| &one.frustrated)
    }
}

impl ComponentCamps<'_> {
    /// Whether the L of the component is exact, because its two bounds are equal.
    pub const fn is_proven(&self) -> bool {
        self.lower == self.upper
    }

    /// The L of the component; `None` if it is not exact.
    pub fn index(&self) -> Option<usize> {
        self.is_proven().then_some(self.upper)
    }

    /// Normalised frustration F = 1 − 2L / m of the component, by the upper bound; `None` without an edge.
    pub fn normalised(&self) -> Option<f64> {
        normalised(self.upper, self.edges)
    }

    /// The number of actors in the component.
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

/// Whether other camps are as good, in words.
pub(super) const fn only_in_words(is_unique: Option<bool>) -> &'static str {
    match is_unique {
        Some(true) => "no other camps do as well",
        Some(false) => "other camps do as well",
        None => "whether other camps do as well is not settled",
    }
}

/// The bounds as they serialise.
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
    /// The frustration index, computed within a budget, and camps for each component that reach its
    /// upper bound.
    ///
    /// Bridges cost nothing. The index adds up over biconnected blocks, and balanced blocks cost
    /// nothing. For every other block, seeded annealing gives an upper bound. Unbalanced cycles
    /// that together use no edge beyond its weight give a lower bound: this is the dual of the
    /// linear relaxation of the XOR model of Aref, Mason and Wilson (2018), with cuts for all
    /// unbalanced cycles. Where the two bounds differ, branch and bound continues from them.
    ///
    /// # Complexity
    ///
    /// O(edges) for a balanced graph, else up to the budget. For large graphs the first packing of
    /// cycles may take O(edges × unbalanced cycles) in addition.
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
