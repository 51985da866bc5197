//! Several camps in each component: friends inside and foes across, as far as it goes.

mod search;

use super::frustration::{SearchBudget, only_in_words};
use crate::analysis::signed_graph::wiring::{Wire, Wiring};
use crate::analysis::signed_graph::{SignedEdge, SignedGraph};
use crate::graph::ActorRef;
use crate::query::list;
use search::{Search, in_order};
use serde::Serialize;
use std::fmt;

/// How many camps are asked for, and what counts how much.
///
/// # Examples
///
/// ```
/// use factions::PartitionRule;
///
/// let rule = PartitionRule::camps(3).weighing_negative(0.25);
/// assert_eq!((rule.camps, rule.alpha), (Some(3), 0.25));
/// assert_eq!(PartitionRule::default().camps, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartitionRule {
    /// So many camps in each component, none of them empty; `None`: as many as are best.
    pub camps: Option<usize>,
    /// What a negative edge inside a camp costs; a positive one across costs one less this.
    pub alpha: f64,
}

impl Default for PartitionRule {
    /// As many camps as are best, both signs weighing the same.
    fn default() -> Self {
        Self {
            camps: None,
            alpha: 0.5,
        }
    }
}

impl PartitionRule {
    /// So many camps in each component, both signs weighing the same.
    pub const fn camps(camps: usize) -> Self {
        Self {
            camps: Some(camps),
            alpha: 0.5,
        }
    }

    /// The same, with this weight of a negative edge inside a camp, cut to 0 and 1.
    #[must_use]
    pub const fn weighing_negative(mut self, alpha: f64) -> Self {
        self.alpha = alpha.clamp(0.0, 1.0);
        self
    }
}

/// The actors of each component in several camps, with what stands in the way.
///
/// Camps are those of a component: nothing says how those of one stand to those of another. Prints as
/// a sentence, a line for each component and one for each edge in the way; serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Partition<'g> {
    /// What was asked.
    pub rule: PartitionRule,
    /// α · negative edges inside + (1 − α) · positive edges across, of all that is divided, each edge
    /// once: half of what programs print that go over the whole of a symmetric matrix.
    pub cost: f64,
    /// Whether no other camps cost less; if not, these are the best that were found.
    pub is_proven: bool,
    /// The components, each with its own camps, in the order of the first actor of each.
    pub components: Vec<ComponentPartition<'g>>,
    /// The components that have fewer actors than camps are asked for: nobody is in a camp.
    pub undivided: Vec<Vec<ActorRef<'g>>>,
    /// The actors of the graph that no edge touches, by key: they are in no camp.
    pub alone: Vec<ActorRef<'g>>,
}

/// The camps of one component of a signed graph.
///
/// Prints as `3 camps, cost 1 (proven; no other camps do as well): A; B; C and D`; serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComponentPartition<'g> {
    /// The camps, each by key, in the order of the first of each.
    pub camps: Vec<Vec<ActorRef<'g>>>,
    /// What the edges in their way cost.
    pub cost: f64,
    /// Whether no other camps of the component cost less.
    pub is_proven: bool,
    /// Whether all other camps cost more; `None`: not settled, as it would not have been cheap.
    pub is_unique: Option<bool>,
    /// The edges in the way: negative inside, positive across; by the keys of their ends.
    pub frustrated: Vec<SignedEdge<'g>>,
}

impl<'g> Partition<'g> {
    /// The edges in the way of all camps, by component and the keys of their ends.
    pub fn frustrated(&self) -> impl Iterator<Item = &SignedEdge<'g>> {
        self.components.iter().flat_map(|one| &one.frustrated)
    }
}

const fn proven_in_words(is_proven: bool) -> &'static str {
    if is_proven {
        "proven"
    } else {
        "the best found, not proven"
    }
}

impl fmt::Display for Partition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.components.len();
        let word = if count == 1 {
            "component"
        } else {
            "components"
        };
        let (cost, proven) = (self.cost, proven_in_words(self.is_proven));
        writeln!(f, "{count} {word} in camps, cost {cost} ({proven})")?;
        for component in &self.components {
            writeln!(f, "{component}")?;
        }
        for actors in &self.undivided {
            writeln!(f, "fewer than the camps: {}", list(actors))?;
        }
        if !self.alone.is_empty() {
            writeln!(f, "in no camp: {}", list(&self.alone))?;
        }
        self.frustrated().try_for_each(|edge| writeln!(f, "{edge}"))
    }
}

impl fmt::Display for ComponentPartition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let camps: Vec<String> = self.camps.iter().map(|camp| list(camp)).collect();
        let word = if camps.len() == 1 { "camp" } else { "camps" };
        write!(
            f,
            "{} {word}, cost {} ({}; {}): {}",
            camps.len(),
            self.cost,
            proven_in_words(self.is_proven),
            only_in_words(self.is_unique),
            camps.join("; ")
        )
    }
}

/// # Several camps
impl<'g> SignedGraph<'g> {
    /// The division of each component into several camps that has the least in its way.
    ///
    /// `None`: no component has so many actors, or the graph [is silent](SignedGraph::is_silent).
    ///
    /// Minimises α · (negative edges inside) + (1 − α) · (positive edges across) over divisions into so
    /// many camps, or over all (Doreian and Mrvar 1996;
    /// Davis 1967: clusters; free, correlation clustering). Small components are settled by branch and
    /// bound within the budget, others by seeded local search, shaken and begun again, which says that it
    /// is not proven.
    ///
    /// # Complexity
    ///
    /// Up to the budget.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, PartitionRule, Record, SearchBudget};
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
    /// // three who are all at odds: two camps do not fit them, three do
    /// let graph = ActorGraph::new(record);
    /// let signed = graph.ever().signed(ConflictRule::Ambivalent);
    /// let budget = SearchBudget::default();
    /// assert_eq!(signed.partition(PartitionRule::camps(2), budget).map(|one| one.cost), Some(0.5));
    /// assert_eq!(signed.partition(PartitionRule::default(), budget).map(|one| one.cost), Some(0.0));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn partition(
        &self,
        rule: PartitionRule,
        budget: SearchBudget<'_>,
    ) -> Option<Partition<'g>> {
        if self.is_silent() {
            return None;
        }
        let wiring = Wiring::of(self);
        let components = wiring.components();
        let edges = wiring.edges_of(&components);
        let mut answer = Partition {
            rule,
            cost: 0.0,
            is_proven: true,
            components: Vec::new(),
            undivided: Vec::new(),
            alone: Vec::new(),
        };
        let mut divided: Vec<usize> = Vec::new();
        for (place, nodes) in components.iter().enumerate() {
            if edges[place].is_empty() {
                answer
                    .alone
                    .extend(nodes.iter().map(|&node| self.actors()[node]));
            } else if rule.camps.is_some_and(|camps| camps > nodes.len()) {
                let actors = nodes.iter().map(|&node| self.actors()[node]);
                answer.undivided.push(actors.collect());
            } else {
                divided.push(place);
            }
        }
        if rule.camps == Some(0) || (rule.camps.is_some() && divided.is_empty()) {
            return None;
        }
        // the smaller ones first: what they leave of the budget is for the larger ones
        divided.sort_by_key(|&place| (edges[place].len(), place));
        let mut budget = budget;
        let mut found: Vec<(usize, ComponentPartition<'g>)> = Vec::new();
        for place in divided {
            let own = self.divided(
                rule,
                (&components[place], &edges[place]),
                &wiring,
                &mut budget,
            );
            found.push((place, own));
        }
        found.sort_by_key(|(place, _)| *place);
        for (_, component) in found {
            answer.cost += component.cost;
            answer.is_proven &= component.is_proven;
            answer.components.push(component);
        }
        Some(answer)
    }

    /// One component in camps.
    fn divided(
        &self,
        rule: PartitionRule,
        (nodes, edges): (&[usize], &[usize]),
        whole: &Wiring,
        budget: &mut SearchBudget<'_>,
    ) -> ComponentPartition<'g> {
        let wiring = whole.cut_out(edges);
        let alpha = rule.alpha.clamp(0.0, 1.0);
        let mut search = Search {
            wiring: &wiring,
            costs: [1.0 - alpha, alpha],
            most: rule.camps.unwrap_or(nodes.len()).max(1),
            least: rule.camps.unwrap_or(0),
            budget: *budget,
        };
        let first = search.found();
        let (camps, is_proven) = search.proven(first);
        let is_unique = search.is_only(&camps, is_proven);
        *budget = search.budget;
        let mut named: Vec<Vec<ActorRef<'g>>> = Vec::new();
        for (&node, camp) in nodes.iter().zip(in_order(&camps)) {
            if camp == named.len() {
                named.push(Vec::new());
            }
            named[camp].push(self.actors()[node]);
        }
        let is_way = |&(wire, _): &(&Wire, &usize)| {
            (camps[wire.one] == camps[wire.other]) == wire.is_negative
        };
        let ways = wiring.wires().iter().zip(edges).filter(is_way);
        ComponentPartition {
            camps: named,
            cost: search.cost(&camps),
            is_proven,
            is_unique,
            frustrated: ways.map(|(_, &at)| self.edges()[at].clone()).collect(),
        }
    }
}
