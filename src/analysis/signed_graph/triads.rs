//! Triads of a signed graph: the census, the list, and triangle balance.

use super::signed::{DyadSign, SignedEdge, SignedGraph};
use super::wiring::Wiring;
use crate::graph::ActorRef;
use crate::model::Holds;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// How many triads of a signed graph have no, one, two or three negative edges.
///
/// A triad is three actors with an edge between each two. It is balanced if it has no or two
/// negative edges (Heider 1946; Cartwright and Harary 1956). The census serialises as a list of
/// four numbers, or as `null` if the graph [is silent](SignedGraph::is_silent).
///
/// # Examples
///
/// ```
/// use factions::TriadCensus;
///
/// let census = TriadCensus::from([1, 0, 3, 0]);
/// assert_eq!(census.total(), 4);
/// assert_eq!(census.balance(), Some(1.0));
/// assert_eq!(census.to_string(), "+++ 1, ++− 0, +−− 3, −−− 0");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TriadCensus {
    by_negatives: [u64; 4],
    /// Whether the record covers none of the days and nothing happened.
    is_silent: bool,
}

impl From<[u64; 4]> for TriadCensus {
    fn from(by_negatives: [u64; 4]) -> Self {
        Self {
            by_negatives,
            is_silent: false,
        }
    }
}

impl TriadCensus {
    /// The numbers of triads +++, ++−, +−−, −−−.
    pub const fn by_negatives(self) -> [u64; 4] {
        self.by_negatives
    }

    /// The number of all triads.
    pub fn total(self) -> u64 {
        self.by_negatives.iter().sum()
    }

    /// Triangle balance T, the share of balanced triads; `None` without a triad or for a silent graph.
    ///
    /// # Units
    ///
    /// A share from 0 to 1.
    pub fn balance(self) -> Option<f64> {
        let balanced = self.by_negatives[0] + self.by_negatives[2];
        #[allow(clippy::cast_precision_loss, reason = "no view has 2^53 triads")]
        let share = balanced as f64 / self.total() as f64;
        (self.total() > 0 && !self.is_silent).then_some(share)
    }
}

impl Serialize for TriadCensus {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = (!self.is_silent).then_some(self.by_negatives);
        known.serialize(serializer)
    }
}

impl fmt::Display for TriadCensus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_silent {
            return f.write_str("not covered");
        }
        let [none, one, two, three] = self.by_negatives;
        write!(f, "+++ {none}, ++− {one}, +−− {two}, −−− {three}")
    }
}

/// Three actors with an edge between each two.
///
/// It prints as `A, B, C: +−− (balanced)` and serialises with the grounds of its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Triad<'s, 'g> {
    /// The three actors, by key.
    pub actors: [ActorRef<'g>; 3],
    /// The edges between the first and second, first and third, second and third actor.
    pub edges: [&'s SignedEdge<'g>; 3],
}

impl Triad<'_, '_> {
    /// How many of the three edges are negative.
    pub fn negatives(&self) -> usize {
        let is_negative = |edge: &&&SignedEdge<'_>| edge.sign == DyadSign::Negative;
        self.edges.iter().filter(is_negative).count()
    }

    /// Whether no edge or two edges are negative.
    pub fn is_balanced(&self) -> bool {
        self.negatives().is_multiple_of(2)
    }

    /// Whether all three edges certainly have their signs.
    pub fn holds(&self) -> Holds {
        let holds = self.edges.iter().map(|edge| edge.grounds.holds);
        holds.fold(Holds::Certainly, Holds::and)
    }

    fn signs(&self) -> &'static str {
        ["+++", "++−", "+−−", "−−−"][self.negatives()]
    }
}

impl fmt::Display for Triad<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([a, b, c], signs) = (self.actors, self.signs());
        let word = if self.is_balanced() {
            "balanced"
        } else {
            "unbalanced"
        };
        write!(f, "{a}, {b}, {c}: {signs} ({word}; {})", self.holds())
    }
}

impl Serialize for Triad<'_, '_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Triad", 5)?;
        fields.serialize_field("actors", &self.actors)?;
        fields.serialize_field("signs", self.signs())?;
        fields.serialize_field("is_balanced", &self.is_balanced())?;
        fields.serialize_field("holds", &self.holds())?;
        fields.serialize_field("edges", &self.edges)?;
        fields.end()
    }
}

/// # Triads
impl<'g> SignedGraph<'g> {
    /// How many triads have no, one, two or three negative edges.
    ///
    /// # Complexity
    ///
    /// O(Σ d log D) over all edges, where d is the lower and D the higher degree of an edge's ends.
    /// An alliance of n actors has n³/6 triads. There is no limit: a thousand actors, each tied to all
    /// others, take about a second.
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
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "c"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["b", "c"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// assert_eq!(signed.triad_census().by_negatives(), [0, 0, 1, 0]);
    /// assert_eq!(signed.triads()[0].to_string(), "A, B, C: +−− (balanced; certainly)");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn triad_census(&self) -> TriadCensus {
        let wiring = Wiring::of(self);
        let mut census = TriadCensus {
            is_silent: self.is_silent(),
            ..TriadCensus::default()
        };
        wiring.each_triangle(|_, wires| {
            census.by_negatives[wiring.negatives(&wires)] += 1;
            true
        });
        census
    }

    /// Every triad with its edges, by the keys of its actors.
    ///
    /// # Complexity
    ///
    /// As [`triad_census`](Self::triad_census), plus O(triads).
    pub fn triads(&self) -> Vec<Triad<'_, 'g>> {
        let (actors, edges) = (self.actors(), self.edges());
        let mut triads = Vec::new();
        Wiring::of(self).each_triangle(|nodes, wires| {
            triads.push(Triad {
                actors: nodes.map(|node| actors[node]),
                edges: wires.map(|wire| &edges[wire]),
            });
            true
        });
        triads.sort_by_key(|triad| triad.actors);
        triads
    }
}
