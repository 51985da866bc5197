//! The camps of one component: local search, then branch and bound.

use crate::analysis::frustration::SearchBudget;
use crate::analysis::signed_graph::wiring::{Dice, Wiring};
use std::collections::{BTreeMap, BTreeSet};

/// The same camps, numbered in the order of their first nodes.
pub(super) fn in_order(camps: &[usize]) -> Vec<usize> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |&camp| {
        let next = numbers.len();
        *numbers.entry(camp).or_insert(next)
    };
    camps.iter().map(number).collect()
}

/// Two costs count as equal if they differ by less.
const SAME: f64 = 1e-9;
/// A component of more actors than this gets no proof.
const MOST_PROVEN: usize = 300;
/// How many steps it may take to settle whether the camps are the only ones at this cost.
const MOST_STEPS_FOR_ONLY: u64 = 60_000_000;
/// How often a local search starts.
const STARTS: usize = 24;
/// How often at most the best camps are shaken and searched from again, within half of the budget.
const SHAKES: usize = 400;
/// The steps charged for one camp of one actor in a bound, in looks at edges.
const LOOKS: usize = 4;
/// The steps charged for one edge of an actor that looks for a better camp, in a graph too large for caches.
const LOOKS_TO_MOVE: usize = 16;

/// A search for the camps of a connected graph.
pub(super) struct Search<'w, 's> {
    pub(super) wiring: &'w Wiring,
    /// The cost of a positive edge across, and of a negative edge inside.
    pub(super) costs: [f64; 2],
    pub(super) most: usize,
    pub(super) least: usize,
    pub(super) budget: SearchBudget<'s>,
}

/// A descent of the branch and bound.
struct Descent {
    order: Vec<usize>,
    camps: Vec<usize>,
    /// For each node and camp the cost of joining it, from the nodes placed so far.
    joins: Vec<Vec<f64>>,
    /// For each node the cost of its positive edges to placed nodes if it joins none of their camps.
    alone: Vec<f64>,
    best: Vec<usize>,
    least: f64,
    /// Divisions that cost more than the least plus this are not looked at. Below 0 the descent
    /// looks for better ones, above 0 for others that are as good.
    slack: f64,
    /// Whether another division that is as good was found.
    has_other: bool,
}

/// Fills empty camps among the first `least`, with actors of camps that have several.
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
    pub(super) fn cost(&self, camps: &[usize]) -> f64 {
        let (mut across, mut inside) = (0_u32, 0_u32);
        for wire in self.wiring.wires() {
            let is_inside = camps[wire.one] == camps[wire.other];
            across += u32::from(!is_inside && !wire.is_negative);
            inside += u32::from(is_inside && wire.is_negative);
        }
        self.costs[0] * f64::from(across) + self.costs[1] * f64::from(inside)
    }

    /// The best camps found by moving single actors, from several starts.
    pub(super) fn found(&mut self) -> Vec<usize> {
        let nodes = self.wiring.nodes();
        let mut dice = Dice::new(self.budget.seed);
        // each actor starts in the camp of its own number, if it is free
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
                // put it beside another actor: it finds an empty camp anyway where that is better
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

    /// The best camps of fewer, with the actors that cost least split off until there are enough camps.
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

    /// Moves single actors to other camps, or to an empty one, as long as that costs less.
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
                // what each camp saves compared with a camp without links
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

    /// The best camps of all, and whether the budget sufficed to know that.
    pub(super) fn proven(&mut self, first: Vec<usize>) -> (Vec<usize>, bool) {
        let least = self.cost(&first);
        if least < SAME {
            return (first, true);
        }
        if self.wiring.nodes() > MOST_PROVEN {
            return (first, false);
        }
        let mut descent = self.descent(first, least, -SAME);
        let is_done = self.descend(&mut descent, 0, 0, 0.0);
        (descent.best, is_done)
    }

    /// Whether no other camps cost as little; `None` if not known, or not worth more steps.
    pub(super) fn is_only(&mut self, best: &[usize], is_proven: bool) -> Option<bool> {
        if !is_proven {
            return None;
        }
        if self.has_free_change(best) {
            return Some(false);
        }
        if self.wiring.nodes() > MOST_PROVEN {
            return None;
        }
        let whole = self.budget.steps;
        self.budget.steps = (whole / 4).min(MOST_STEPS_FOR_ONLY);
        let share = self.budget.steps;
        let mut descent = self.descent(in_order(best), self.cost(best), SAME);
        let is_done = self.descend(&mut descent, 0, 0, 0.0);
        self.budget.steps = whole - (share - self.budget.steps);
        match (descent.has_other, is_done) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    }

    /// Whether one actor may change its camp, or two camps may become one, at no cost.
    fn has_free_change(&self, camps: &[usize]) -> bool {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for &camp in camps {
            *sizes.entry(camp).or_default() += 1;
        }
        let value = |is_negative| {
            if is_negative {
                -self.costs[1]
            } else {
                self.costs[0]
            }
        };
        // what the edges between two camps would save if both were one
        let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for wire in self.wiring.wires() {
            let (one, other) = (camps[wire.one], camps[wire.other]);
            if one != other {
                *between.entry((one.min(other), one.max(other))).or_default() +=
                    value(wire.is_negative);
            }
        }
        let count = sizes.len();
        let apart = count * count.saturating_sub(1) / 2 > between.len();
        if self.least == 0 && (apart || between.values().any(|saved| saved.abs() <= SAME)) {
            return true;
        }
        (0..camps.len()).any(|node| {
            let own = camps[node];
            if sizes[&own] == 1 {
                return false;
            }
            let mut gains: BTreeMap<usize, f64> = BTreeMap::new();
            for link in self.wiring.links(node) {
                *gains.entry(camps[link.to]).or_default() += value(link.is_negative);
            }
            let stay = gains.get(&own).copied().unwrap_or(0.0);
            let others = sizes.keys().filter(|&&camp| camp != own);
            let can_found = count < self.most;
            let mut moves = others
                .map(|camp| gains.get(camp).copied().unwrap_or(0.0))
                .chain(can_found.then_some(0.0));
            moves.any(|gain| (gain - stay).abs() <= SAME)
        })
    }

    /// A descent from the start, for divisions that cost less than a limit, or as little.
    fn descent(&self, best: Vec<usize>, least: f64, slack: f64) -> Descent {
        let nodes = self.wiring.nodes();
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
        Descent {
            order,
            camps: vec![usize::MAX; nodes],
            joins: vec![vec![0.0; self.most.min(nodes) + 1]; nodes],
            alone: vec![0.0; nodes],
            best,
            least,
            slack,
            has_other: false,
        }
    }

    /// Puts the node at a place of the order into each camp in turn; `false` if the steps ran out.
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
        if bound > descent.least + descent.slack && at < descent.order.len() {
            return true;
        }
        let Some(&node) = descent.order.get(at) else {
            if cost >= descent.least + descent.slack {
                return true;
            }
            if descent.slack > 0.0 {
                descent.has_other = in_order(&descent.camps) != descent.best;
                return !descent.has_other;
            }
            descent.least = cost;
            descent.best.clone_from(&descent.camps);
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

    /// Adds what a node in a camp costs the nodes not yet placed, if they join that camp or do not.
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
