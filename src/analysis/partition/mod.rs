//! Several camps in each component, with friends inside and foes across as far as possible.

mod search;

use super::frustration::{SearchBudget, only_in_words};
use crate::analysis::signed_graph::wiring::{Wire, Wiring};
use crate::analysis::signed_graph::{SignedEdge, SignedGraph};
use crate::graph::ActorRef;
use crate::query::list;
use search::{Search, in_order};
use serde::Serialize;
use std::fmt;

/// How many camps to look for, and what an edge in their way costs.
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
    /// The number of camps in each component, none of them empty; `None` for whatever number is best.
    pub camps: Option<usize>,
    /// What a negative edge inside a camp costs; a positive edge across costs 1 − `alpha`.
    pub alpha: f64,
}

impl Default for PartitionRule {
    /// Whatever number of camps is best, with equal weight for both signs.
    fn default() -> Self {
        Self {
            camps: None,
            alpha: 0.5,
        }
    }
}

impl PartitionRule {
    /// This number of camps in each component, with equal weight for both signs.
    pub const fn camps(camps: usize) -> Self {
        Self {
            camps: Some(camps),
            alpha: 0.5,
        }
    }

    /// The same rule, with this weight for a negative edge inside a camp, limited to 0 to 1.
    #[must_use]
    pub const fn weighing_negative(mut self, alpha: f64) -> Self {
        self.alpha = alpha.clamp(0.0, 1.0);
        self
    }
}

/// The actors of each component in several camps, with the edges in their way.
///
/// Each component has its own camps: nothing says how those of one component stand to those of another. It
/// prints as a sentence, one line for each component and one for each edge in the way. It serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Partition<'g> {
    /// The rule that was asked for.
    pub rule: PartitionRule,
    /// The cost: α · negative edges inside + (1 − α) · positive edges across, over all components
    /// that are divided.
    ///
    /// Each edge counts once. Programs that sum over a whole symmetric matrix print twice this.
    pub cost: f64,
    /// Whether no other camps cost less; if `false`, these are the best camps found.
    pub is_proven: bool,
    /// The components, each with its own camps, sorted by their first actors.
    pub components: Vec<ComponentPartition<'g>>,
    /// The components with fewer actors than camps asked for; their actors are in no camp.
    pub undivided: Vec<Vec<ActorRef<'g>>>,
    /// The actors of the graph without an edge, by key; they are in no camp.
    pub alone: Vec<ActorRef<'g>>,
}

/// The camps of one component of a signed graph.
///
/// It prints as `3 camps, cost 1 (proven; no other camps do as well): A; B; C and D` and serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComponentPartition<'g> {
    /// The camps, each by key, sorted by their first actors.
    pub camps: Vec<Vec<ActorRef<'g>>>,
    /// The cost of the edges in the way of these camps.
    pub cost: f64,
    /// Whether no other camps of the component cost less.
    pub is_proven: bool,
    /// Whether all other camps cost more; `None` if that would have cost too much to settle.
    pub is_unique: Option<bool>,
    /// The edges in the way, by the keys of their ends: negative ones inside, positive ones across.
    pub frustrated: Vec<SignedEdge<'g>>,
}

impl<'g> Partition<'g> {
    /// The edges in the way of all camps, by component, then by the keys of their ends.
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
    /// `None` if no component has enough actors for the camps asked for, or if the graph [is
    /// silent](SignedGraph::is_silent).
    ///
    /// The division has the least α · (negative edges inside) + (1 − α) · (positive edges across) of all
    /// divisions into this many camps, or of all divisions whatever (Doreian and Mrvar 1996; Davis 1967 calls
    /// the camps clusters; with a free number of camps it is correlation clustering). Branch and bound
    /// settles small components within the budget. Larger ones get a seeded local search that is shaken and
    /// started again; the answer then says that it is not proven.
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
    /// // three actors who are all at odds: two camps do not fit them, three do
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
        // smaller components first: what they leave of the budget is for the larger ones
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

    /// Divides one component into camps.
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
