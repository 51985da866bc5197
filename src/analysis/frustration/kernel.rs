//! A signed graph in which nodes that surely stand on fixed sides of one another are one.

use super::search::Division;
use crate::analysis::wiring::{Wire, Wiring};
use std::collections::BTreeMap;

/// A block with some of its nodes drawn together; parallel edges are one edge with a weight.
///
/// Of friends and foes that an edge joins after that, the fewer are frustrated whatever the sides.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    /// For each node its neighbours, and by how much more they are friends (below 0: foes).
    links: Vec<BTreeMap<usize, i64>>,
    /// For each node the one that it was drawn to, and whether it stands on the other side.
    drawn: Vec<Option<(usize, bool)>>,
    /// The weight of edges that every division left over frustrates.
    pub(super) cost: usize,
}

/// What is left of a kernel, as numbers from 0.
#[derive(Debug)]
pub(super) struct Rest {
    pub(super) wiring: Wiring,
    /// What each of its edges weighs.
    pub(super) weights: Vec<i64>,
    /// The kernel's node for each of its nodes.
    pub(super) nodes: Vec<usize>,
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

    /// The node that a node was drawn to, and whether it stands on the other side of it.
    fn root(&self, mut node: usize) -> (usize, bool) {
        let mut is_across = false;
        while let Some((to, across)) = self.drawn[node] {
            (node, is_across) = (to, is_across != across);
        }
        (node, is_across)
    }

    /// Draws nodes together as long as some optimum has them so.
    ///
    /// A node goes with its neighbour if this edge weighs as much as all its others (so do all nodes
    /// of degree 1 and 2), a balanced triangle becomes one node if its edges outweigh what leads out
    /// of it (Lange, Andres, Swoboda 2019).
    pub(super) fn reduce(&mut self) {
        let mut queue: Vec<usize> = (0..self.links.len()).rev().collect();
        while let Some(node) = queue.pop() {
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

    /// The neighbour that outweighs all others.
    fn leader(&self, node: usize) -> Option<(usize, bool)> {
        let (&to, &weight) = self.links[node]
            .iter()
            .max_by_key(|(_, weight)| weight.abs())?;
        (2 * weight.abs() >= self.weight_at(node)).then_some((to, weight < 0))
    }

    /// A neighbour with which it forms a balanced triangle that outweighs its surroundings.
    fn triangle(&self, node: usize) -> Option<(usize, bool)> {
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

    /// Whether all nodes are one; or else some node may change its side at no cost; or neither.
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
