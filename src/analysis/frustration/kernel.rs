//! A signed graph in which nodes whose sides are surely fixed to each other are drawn together to one.

use super::SearchBudget;
use super::search::Division;
use crate::analysis::signed_graph::wiring::{Wire, Wiring};
use std::collections::BTreeMap;

/// A node with more links than this is not searched for triangles: hardly one outweighs what leads out of it.
const MOST_LINKS: usize = 48;

/// A block with some of its nodes drawn together; parallel edges become one edge with a weight.
///
/// If an edge then joins friends and foes, the fewer of the two are frustrated whatever the sides.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    /// For each node its neighbours, each with the number of friendly minus hostile edges.
    links: Vec<BTreeMap<usize, i64>>,
    /// For each node the node that it was drawn to, and whether it stands on the other side.
    drawn: Vec<Option<(usize, bool)>>,
    /// The weight of the edges that every remaining division frustrates.
    pub(super) cost: usize,
}

/// What is left of a kernel, as numbers from 0.
#[derive(Debug)]
pub(super) struct Rest {
    pub(super) wiring: Wiring,
    /// The weight of each of its edges.
    pub(super) weights: Vec<i64>,
    /// The kernel's node for each of its nodes.
    pub(super) nodes: Vec<usize>,
}

impl Rest {
    /// The sides of its nodes in a division of the block.
    pub(super) fn sides(&self, division: &Division) -> Vec<bool> {
        self.nodes
            .iter()
            .map(|&node| division.sides[node])
            .collect()
    }

    /// The same graph, with as many parallel edges as each edge weighs.
    pub(super) fn unit_wiring(&self) -> Wiring {
        let wires = self.wiring.wires().iter().zip(&self.weights);
        let parallel = wires.flat_map(|(&wire, &weight)| (0..weight).map(move |_| wire));
        Wiring::new(self.nodes.len(), parallel.collect())
    }
}

impl Kernel {
    pub(super) fn of(block: &Wiring) -> Self {
        let mut kernel = Self {
            links: vec![BTreeMap::new(); block.nodes()],
            drawn: vec![None; block.nodes()],
            cost: 0,
        };
        for wire in block.wires() {
            let weight = if wire.is_negative { -1 } else { 1 };
            kernel.add(wire.one, wire.other, weight);
        }
        kernel
    }

    fn add(&mut self, one: usize, other: usize, weight: i64) {
        let before = self.links[one].get(&other).copied().unwrap_or(0);
        let both = before + weight;
        let doubled = before.abs() + weight.abs() - both.abs();
        self.cost += usize::try_from(doubled / 2).unwrap_or(0);
        for (one, other) in [(one, other), (other, one)] {
            if both == 0 {
                self.links[one].remove(&other);
            } else {
                self.links[one].insert(other, both);
            }
        }
    }

    /// Puts a node on a side of another for good.
    pub(super) fn draw(&mut self, node: usize, to: usize, is_across: bool) {
        let ((node, first), (to, second)) = (self.root(node), self.root(to));
        if node == to {
            return;
        }
        let is_across = is_across != (first != second);
        let links = std::mem::take(&mut self.links[node]);
        for (other, weight) in links {
            self.links[other].remove(&node);
            if other != to {
                self.add(to, other, if is_across { -weight } else { weight });
            } else if (weight < 0) != is_across {
                self.cost += usize::try_from(weight.abs()).unwrap_or(0);
            }
        }
        self.drawn[node] = Some((to, is_across));
    }

    /// The node that a node was drawn to in the end, and whether it stands on the other side of it.
    fn root(&self, mut node: usize) -> (usize, bool) {
        let mut is_across = false;
        while let Some((to, across)) = self.drawn[node] {
            (node, is_across) = (to, is_across != across);
        }
        (node, is_across)
    }

    /// Draws nodes together as long as some best division keeps them so.
    ///
    /// A node joins its neighbour if their edge weighs as much as all its other edges; so do all
    /// nodes of degree 1 and 2. A balanced triangle becomes one node if its edges outweigh those
    /// that lead out of it (Lange, Andres, Swoboda 2019). It ends when the budget ends.
    pub(super) fn reduce(&mut self, budget: &mut SearchBudget<'_>) {
        let mut queue: Vec<usize> = (0..self.links.len()).rev().collect();
        while let Some(node) = queue.pop() {
            let degree = self.links[node].len().min(MOST_LINKS) as u64;
            budget.spend(8 * degree * degree);
            if !budget.is_left() {
                return;
            }
            let next = self.leader(node).or_else(|| self.triangle(node));
            let Some((to, is_across)) = next else {
                continue;
            };
            queue.extend(self.links[node].keys().copied());
            self.draw(node, to, is_across);
            queue.extend(self.links[to].keys().copied());
            queue.push(to);
        }
    }

    fn weight_at(&self, node: usize) -> i64 {
        self.links[node].values().map(|weight| weight.abs()).sum()
    }

    /// The neighbour that outweighs all other neighbours.
    fn leader(&self, node: usize) -> Option<(usize, bool)> {
        let (&to, &weight) = self.links[node]
            .iter()
            .max_by_key(|(_, weight)| weight.abs())?;
        (2 * weight.abs() >= self.weight_at(node)).then_some((to, weight < 0))
    }

    /// A neighbour with which the node forms a balanced triangle that outweighs its surroundings.
    fn triangle(&self, node: usize) -> Option<(usize, bool)> {
        if self.links[node].len() > MOST_LINKS {
            return None;
        }
        let own = self.weight_at(node);
        for (&second, &left) in &self.links[node] {
            for (&third, &right) in self.links[node].range(second + 1..) {
                let Some(&far) = self.links[second].get(&third) else {
                    continue;
                };
                if (left < 0) ^ (right < 0) ^ (far < 0) {
                    continue;
                }
                let (left, right, far) = (left.abs(), right.abs(), far.abs());
                let out = own - left - right;
                let out_second = self.weight_at(second) - left - far;
                let out_third = self.weight_at(third) - right - far;
                let stays = |inner: i64, one: i64, two: i64| inner >= one.min(two);
                if stays(left + right, out, out_second + out_third)
                    && stays(left + far, out_second, out + out_third)
                    && stays(right + far, out_third, out + out_second)
                {
                    return Some((second, self.links[node][&second] < 0));
                }
            }
        }
        None
    }

    /// The edges of what is left that make up an unbalanced cycle, given by its nodes; `None` if they do not.
    pub(super) fn cycle(&self, rest: &Rest, ends: &[[usize; 2]]) -> Option<Vec<usize>> {
        let mut walk = Vec::with_capacity(ends.len());
        for &[one, other] in ends {
            // two nodes that are one now have nothing between them; where friends and foes
            // cancelled each other out no edge is left
            if self.root(one).0 != self.root(other).0 {
                walk.push(self.edge(rest, [one, other])?);
            }
        }
        let once = passed_once(walk);
        (rest.wiring.negatives(&once) % 2 == 1).then_some(once)
    }

    /// The edge of what is left between two nodes.
    pub(super) fn edge(&self, rest: &Rest, ends: [usize; 2]) -> Option<usize> {
        let place = |node| rest.nodes.binary_search(&self.root(node).0).ok();
        let [one, other] = [place(ends[0])?, place(ends[1])?];
        let links = rest.wiring.links(one);
        let at = links.binary_search_by_key(&other, |link| link.to).ok()?;
        Some(links[at].wire)
    }

    /// Whether all nodes are one (`true`), or some node may change its side at no cost (`false`);
    /// else `None`.
    pub(super) fn is_settled(&self) -> Option<bool> {
        let roots = || (0..self.links.len()).filter(|&node| self.drawn[node].is_none());
        if roots().count() < 2 {
            return Some(true);
        }
        let is_loose = roots().any(|node| self.links[node].is_empty());
        is_loose.then_some(false)
    }

    pub(super) fn rest(&self) -> Rest {
        let is_left = |&node: &usize| !self.links[node].is_empty();
        let nodes: Vec<usize> = (0..self.links.len()).filter(is_left).collect();
        let place = |node: usize| nodes.partition_point(|&one| one < node);
        let (mut wires, mut weights) = (Vec::new(), Vec::new());
        for &one in &nodes {
            for (&other, &weight) in self.links[one].range(one + 1..) {
                wires.push(Wire {
                    one: place(one),
                    other: place(other),
                    is_negative: weight < 0,
                });
                weights.push(weight.abs());
            }
        }
        Rest {
            wiring: Wiring::new(nodes.len(), wires),
            weights,
            nodes,
        }
    }

    /// The division of the block, given the sides of the nodes that are left.
    pub(super) fn division(&self, block: &Wiring, rest: &Rest, sides: &[bool]) -> Division {
        let mut of_root = vec![false; self.links.len()];
        for (&node, &side) in rest.nodes.iter().zip(sides) {
            of_root[node] = side;
        }
        let side = |node: usize| {
            let (root, is_across) = self.root(node);
            of_root[root] != is_across
        };
        Division::new(block, (0..self.links.len()).map(side).collect())
    }
}

/// The edges that a closed walk passes an odd number of times, in order.
pub(super) fn passed_once(mut walk: Vec<usize>) -> Vec<usize> {
    walk.sort_unstable();
    let runs = walk.chunk_by(|a, b| a == b);
    let once = runs.filter(|run| run.len() % 2 == 1).map(|run| run[0]);
    once.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_over_edges_that_cancel_each_other_out_is_none() {
        // 0 and 1 become one: from there to 2 a friend and a foe, to 3 two foes
        let wires = [
            (0, 2, false),
            (1, 2, true),
            (0, 3, true),
            (1, 3, true),
            (2, 3, false),
        ];
        let wires = wires.map(|(one, other, is_negative)| Wire {
            one,
            other,
            is_negative,
        });
        let mut kernel = Kernel::of(&Wiring::new(4, wires.to_vec()));
        let rest = kernel.rest();
        assert!(kernel.cycle(&rest, &[[0, 2], [2, 3], [0, 3]]).is_some());
        kernel.draw(1, 0, false);
        assert_eq!(kernel.cost, 1);
        let rest = kernel.rest();
        assert_eq!(kernel.cycle(&rest, &[[0, 2], [2, 3], [0, 3]]), None);
        assert_eq!(kernel.cycle(&rest, &[[1, 3], [0, 3]]), None);
        assert_eq!(kernel.edge(&rest, [1, 3]), kernel.edge(&rest, [3, 0]));
    }
}
