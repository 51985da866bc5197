//! Several camps: friends inside and foes across, as far as it goes.

use super::frustration::SearchBudget;
use super::signed::{DyadSign, SignedEdge, SignedGraph};
use super::wiring::{Dice, Wiring};
use crate::graph::ActorRef;
use crate::query::list;
use serde::Serialize;
use std::collections::BTreeSet;
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
    /// So many camps, none of them empty; `None`: as many as are best.
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
    /// So many camps, both signs weighing the same.
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

/// Actors in several camps, with what stands in the way.
///
/// Prints as a sentence and a line for each edge in the way; serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Partition<'g> {
    /// What was asked.
    pub rule: PartitionRule,
    /// The camps, each by key, in the order of the first of each.
    pub camps: Vec<Vec<ActorRef<'g>>>,
    /// α · negative edges inside + (1 − α) · positive edges across, each edge once: half of what
    /// programs print that go over the whole of a symmetric matrix.
    pub cost: f64,
    /// Whether no other camps cost less; if not, these are the best that were found.
    pub is_proven: bool,
    /// The edges in the way: negative inside, positive across; by the keys of their ends.
    pub frustrated: Vec<SignedEdge<'g>>,
}

impl fmt::Display for Partition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proven = if self.is_proven {
            "proven"
        } else {
            "the best found, not proven"
        };
        let camps: Vec<String> = self.camps.iter().map(|camp| list(camp)).collect();
        writeln!(
            f,
            "{} camps, cost {} ({proven}): {}",
            self.camps.len(),
            self.cost,
            camps.join("; ")
        )?;
        self.frustrated
            .iter()
            .try_for_each(|edge| writeln!(f, "{edge}"))
    }
}

/// # Several camps
impl<'g> SignedGraph<'g> {
    /// The division into several camps that has the least in its way; `None`: fewer actors than camps.
    ///
    /// Minimises α · (negative edges inside) + (1 − α) · (positive edges across) over divisions into
    /// so many camps, or over all (Doreian and Mrvar 1996; Davis 1967: clusters; free, correlation
    /// clustering). Small graphs are settled by branch and bound within the budget, others by seeded
    /// local search, shaken and begun again, which says that it is not proven.
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
        let wiring = Wiring::of(self);
        let nodes = wiring.nodes();
        if rule.camps.is_some_and(|camps| camps == 0 || camps > nodes) {
            return None;
        }
        let alpha = rule.alpha.clamp(0.0, 1.0);
        let mut search = Search {
            wiring: &wiring,
            costs: [1.0 - alpha, alpha],
            most: rule.camps.unwrap_or(nodes).max(1),
            least: rule.camps.unwrap_or(0),
            budget,
        };
        let first = search.found();
        let (camps, is_proven) = search.proven(first);
        let is_way = |edge: &&SignedEdge<'g>| {
            let place = |actor| self.actors().partition_point(|&one| one < actor);
            let is_inside = camps[place(edge.one)] == camps[place(edge.other)];
            is_inside == (edge.sign == DyadSign::Negative)
        };
        let mut named: Vec<Vec<ActorRef<'g>>> = Vec::new();
        let mut number: Vec<Option<usize>> = vec![None; nodes];
        for (&actor, &camp) in self.actors().iter().zip(&camps) {
            let at = *number[camp].get_or_insert_with(|| {
                named.push(Vec::new());
                named.len() - 1
            });
            named[at].push(actor);
        }
        Some(Partition {
            rule,
            camps: named,
            cost: search.cost(&camps),
            is_proven,
            frustrated: self.edges().iter().filter(is_way).cloned().collect(),
        })
    }
}

/// A difference of costs below this is none.
const SAME: f64 = 1e-9;
/// Above this many actors a proof is not tried.
const MOST_PROVEN: usize = 300;
/// How often a local search begins.
const STARTS: usize = 24;
/// How often at most what was found is shaken, and searched from there: within half of the budget.
const SHAKES: usize = 400;
/// Looks at edges that take as long as one camp of one actor does in a bound.
const LOOKS: usize = 4;
/// And as one edge of an actor does where that looks for a better camp, in a graph too large for caches.
const LOOKS_TO_MOVE: usize = 16;

struct Search<'w, 's> {
    wiring: &'w Wiring,
    /// Of a positive edge across, of a negative one inside.
    costs: [f64; 2],
    most: usize,
    least: usize,
    budget: SearchBudget<'s>,
}

/// A descent of the branch and bound.
struct Descent {
    order: Vec<usize>,
    camps: Vec<usize>,
    /// For each node and camp what joining it costs by those placed so far.
    joins: Vec<Vec<f64>>,
    /// What the positive edges to those placed cost if it joins none of their camps.
    alone: Vec<f64>,
    best: Vec<usize>,
    least: f64,
}

/// Leaves none of the first so many camps empty, by actors of camps that have several.
fn fill(camps: &mut [usize], least: usize) {
    let mut sizes = vec![0_usize; least];
    for &camp in camps.iter() {
        if let Some(size) = sizes.get_mut(camp) {
            *size += 1;
        }
    }
    let mut next = 0;
    for empty in 0..least {
        if sizes[empty] > 0 {
            continue;
        }
        while camps.get(next).is_some_and(|&camp| sizes[camp] < 2) {
            next += 1;
        }
        if let Some(camp) = camps.get_mut(next) {
            sizes[*camp] -= 1;
            sizes[empty] = 1;
            *camp = empty;
            next += 1;
        }
    }
}

impl Search<'_, '_> {
    fn cost(&self, camps: &[usize]) -> f64 {
        let (mut across, mut inside) = (0_u32, 0_u32);
        for wire in self.wiring.wires() {
            let is_inside = camps[wire.one] == camps[wire.other];
            across += u32::from(!is_inside && !wire.is_negative);
            inside += u32::from(is_inside && wire.is_negative);
        }
        self.costs[0] * f64::from(across) + self.costs[1] * f64::from(inside)
    }

    /// The best camps that moving single actors finds, from several starts.
    fn found(&mut self) -> Vec<usize> {
        let nodes = self.wiring.nodes();
        let mut dice = Dice::new(self.budget.seed);
        // so many camps at the start: each start has its own number if it is free
        let mut best: Vec<usize> = (0..nodes).map(|node| node % self.most).collect();
        if self.least == 0 {
            best.fill(0);
        }
        best = self.moved(best);
        let mut least = self.cost(&best);
        for start in 0..STARTS {
            if !self.budget.is_left() || least < SAME {
                break;
            }
            let camps = if self.least > 0 {
                self.most
            } else {
                1 + start % self.most.min(8)
            };
            let mut from: Vec<usize> = (0..nodes).map(|_| dice.below(camps)).collect();
            fill(&mut from, self.least);
            let to = self.moved(from);
            let cost = self.cost(&to);
            if cost < least - SAME {
                (best, least) = (to, cost);
            }
        }
        if self.least > 0 && self.budget.is_left() && least >= SAME {
            let to = self.split_from_fewer();
            let cost = self.cost(&to);
            if cost < least - SAME {
                (best, least) = (to, cost);
            }
        }
        let half = self.budget.steps / 2;
        for _ in 0..SHAKES {
            if self.budget.steps <= half || !self.budget.is_left() || least < SAME {
                break;
            }
            let mut from = best.clone();
            for _ in 0..=nodes / 12 {
                // beside another: in an empty camp it stands where that is better anyway
                from[dice.below(nodes)] = from[dice.below(nodes)];
            }
            fill(&mut from, self.least);
            let to = self.moved(from);
            let cost = self.cost(&to);
            if cost < least + SAME {
                (best, least) = (to, cost);
            }
        }
        best
    }

    /// The best camps of at most so many, with actors who cost least split off until there are so many.
    fn split_from_fewer(&mut self) -> Vec<usize> {
        let mut fewer = Search { least: 0, ..*self };
        let mut camps = fewer.found();
        self.budget = fewer.budget;
        let mut sizes = vec![0_usize; self.most];
        for &camp in &camps {
            sizes[camp] += 1;
        }
        for empty in 0..self.least {
            if sizes[empty] > 0 {
                continue;
            }
            let loss = |node: usize| {
                let links = self.wiring.links(node).iter();
                let inside = links.filter(|link| camps[link.to] == camps[node]);
                let each = inside.map(|link| {
                    if link.is_negative {
                        -self.costs[1]
                    } else {
                        self.costs[0]
                    }
                });
                each.sum::<f64>()
            };
            let several = (0..camps.len()).filter(|&node| sizes[camps[node]] > 1);
            let cheapest = several.min_by(|&one, &other| loss(one).total_cmp(&loss(other)));
            if let Some(node) = cheapest {
                sizes[camps[node]] -= 1;
                sizes[empty] = 1;
                camps[node] = empty;
            }
        }
        self.budget.spend(self.wiring.wires().len() as u64);
        self.moved(camps)
    }

    /// Moves single actors to other camps, an empty one among them, as long as that costs less.
    fn moved(&mut self, mut camps: Vec<usize>) -> Vec<usize> {
        let nodes = self.wiring.nodes();
        let mut sizes = vec![0_usize; self.most + 1];
        for &camp in &camps {
            sizes[camp] += 1;
        }
        let mut empties: BTreeSet<usize> = (0..self.most).filter(|&one| sizes[one] == 0).collect();
        let mut gains = vec![0.0; self.most + 1];
        let mut is_better = true;
        while is_better && self.budget.is_left() {
            is_better = false;
            for node in 0..nodes {
                let links = self.wiring.links(node);
                self.budget
                    .spend((LOOKS_TO_MOVE * (links.len() + 1)) as u64);
                let own = camps[node];
                if self.least > 0 && sizes[own] == 1 {
                    continue;
                }
                // what each camp saves against one without links
                let mut near: Vec<usize> = links.iter().map(|link| camps[link.to]).collect();
                near.sort_unstable();
                near.dedup();
                for link in links {
                    gains[camps[link.to]] += if link.is_negative {
                        -self.costs[1]
                    } else {
                        self.costs[0]
                    };
                }
                let empty = empties.first().copied();
                let free = (0..self.most).find(|camp| near.binary_search(camp).is_err());
                let places = near.iter().copied().chain(empty).chain(free);
                let places = places.filter(|&camp| self.least == 0 || sizes[camp] > 0);
                let best = places.fold(own, |best, camp| {
                    if gains[camp] > gains[best] + SAME {
                        camp
                    } else {
                        best
                    }
                });
                for camp in near {
                    gains[camp] = 0.0;
                }
                if best != own {
                    sizes[own] -= 1;
                    sizes[best] += 1;
                    empties.remove(&best);
                    if sizes[own] == 0 {
                        empties.insert(own);
                    }
                    camps[node] = best;
                    is_better = true;
                }
            }
        }
        camps
    }

    /// The best camps of all, and whether the budget sufficed to know.
    fn proven(&mut self, first: Vec<usize>) -> (Vec<usize>, bool) {
        let nodes = self.wiring.nodes();
        let least = self.cost(&first);
        if least < SAME {
            return (first, true);
        }
        if nodes > MOST_PROVEN {
            return (first, false);
        }
        let mut order: Vec<usize> = Vec::new();
        let mut tied = vec![0_usize; nodes];
        for _ in 0..nodes {
            let free = (0..nodes).filter(|node| !order.contains(node));
            let next = free
                .max_by_key(|&node| (tied[node], self.wiring.links(node).len(), usize::MAX - node));
            if let Some(node) = next {
                order.push(node);
                for link in self.wiring.links(node) {
                    tied[link.to] += 1;
                }
            }
        }
        let mut descent = Descent {
            order,
            camps: vec![usize::MAX; nodes],
            joins: vec![vec![0.0; self.most.min(nodes) + 1]; nodes],
            alone: vec![0.0; nodes],
            best: first,
            least,
        };
        let is_done = self.descend(&mut descent, 0, 0, 0.0);
        (descent.best, is_done)
    }

    /// Places the node at a place of the order in each camp; false if the steps ran out.
    fn descend(&mut self, descent: &mut Descent, at: usize, camps: usize, cost: f64) -> bool {
        let left = descent.order.len() - at;
        if camps + left < self.least {
            return true;
        }
        let mut bound = cost;
        for &node in &descent.order[at..] {
            let joins = &descent.joins[node][..camps];
            let new = if camps < self.most {
                0.0
            } else {
                f64::INFINITY
            };
            bound += descent.alone[node] + joins.iter().copied().fold(new, f64::min);
        }
        if bound > descent.least - SAME && at < descent.order.len() {
            return true;
        }
        let Some(&node) = descent.order.get(at) else {
            if cost < descent.least - SAME {
                descent.least = cost;
                descent.best.clone_from(&descent.camps);
            }
            return true;
        };
        self.budget.spend((LOOKS * left * (camps + 1)) as u64);
        if !self.budget.is_left() {
            return false;
        }
        let mut places: Vec<(f64, usize)> = (0..camps)
            .map(|camp| (descent.joins[node][camp], camp))
            .collect();
        if camps < self.most {
            places.push((0.0, camps));
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (join, camp) in places {
            descent.camps[node] = camp;
            let own = cost + descent.alone[node] + join;
            self.lay(descent, node, camp, 1.0);
            let is_done = self.descend(descent, at + 1, camps.max(camp + 1), own);
            self.lay(descent, node, camp, -1.0);
            descent.camps[node] = usize::MAX;
            if !is_done {
                return false;
            }
        }
        true
    }

    /// What a node in a camp costs those that are not placed: joining it, or not.
    fn lay(&self, descent: &mut Descent, node: usize, camp: usize, times: f64) {
        for link in self.wiring.links(node) {
            if descent.camps[link.to] == usize::MAX {
                let join = &mut descent.joins[link.to][camp];
                if link.is_negative {
                    *join += times * self.costs[1];
                } else {
                    *join -= times * self.costs[0];
                    descent.alone[link.to] += times * self.costs[0];
                }
            }
        }
    }
}
