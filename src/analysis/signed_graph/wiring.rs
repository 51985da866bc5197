//! A signed graph as numbers: nodes from 0, edges by index, links both ways.

use super::signed::{DyadSign, SignedGraph};

/// An edge between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wire {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) is_negative: bool,
}

/// A link from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) to: usize,
    pub(crate) wire: usize,
    pub(crate) is_negative: bool,
}

/// A signed graph as numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wiring {
    wires: Vec<Wire>,
    starts: Vec<usize>,
    links: Vec<Link>,
}

impl Wiring {
    pub(crate) fn new(nodes: usize, wires: Vec<Wire>) -> Self {
        let mut starts = vec![0; nodes + 1];
        for wire in &wires {
            starts[wire.one + 1] += 1;
            starts[wire.other + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let unset = Link {
            to: 0,
            wire: 0,
            is_negative: false,
        };
        let mut links = vec![unset; 2 * wires.len()];
        let mut next = starts.clone();
        for (place, wire) in wires.iter().enumerate() {
            for (from, to) in [(wire.one, wire.other), (wire.other, wire.one)] {
                links[next[from]] = Link {
                    to,
                    wire: place,
                    is_negative: wire.is_negative,
                };
                next[from] += 1;
            }
        }
        for node in 0..nodes {
            links[starts[node]..starts[node + 1]].sort_unstable_by_key(|link| link.to);
        }
        Self {
            wires,
            starts,
            links,
        }
    }

    /// The wiring of a signed graph: edges in its order, nodes as indices of its actors.
    pub(crate) fn of(signed: &SignedGraph<'_>) -> Self {
        let actors = signed.actors();
        let place = |actor| actors.partition_point(|one| *one < actor);
        let wires = signed.edges().iter().map(|edge| Wire {
            one: place(edge.one),
            other: place(edge.other),
            is_negative: edge.sign == DyadSign::Negative,
        });
        Self::new(actors.len(), wires.collect())
    }

    pub(crate) fn nodes(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(crate) fn wires(&self) -> &[Wire] {
        &self.wires
    }

    /// The links of a node, by the node that they lead to.
    pub(crate) fn links(&self, node: usize) -> &[Link] {
        &self.links[self.starts[node]..self.starts[node + 1]]
    }

    /// The nodes of each component, in order; the components in the order of their first nodes.
    pub(crate) fn components(&self) -> Vec<Vec<usize>> {
        let mut components: Vec<Vec<usize>> = Vec::new();
        let mut is_seen = vec![false; self.nodes()];
        for first in 0..self.nodes() {
            if is_seen[first] {
                continue;
            }
            is_seen[first] = true;
            let mut component = vec![first];
            let mut next = 0;
            while let Some(&node) = component.get(next) {
                for link in self.links(node) {
                    if !is_seen[link.to] {
                        is_seen[link.to] = true;
                        component.push(link.to);
                    }
                }
                next += 1;
            }
            component.sort_unstable();
            components.push(component);
        }
        components
    }

    /// For each component the indices of its edges, in order.
    pub(crate) fn edges_of(&self, components: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut component_of = vec![0; self.nodes()];
        for (number, nodes) in components.iter().enumerate() {
            for &node in nodes {
                component_of[node] = number;
            }
        }
        let mut edges = vec![Vec::new(); components.len()];
        for (place, wire) in self.wires.iter().enumerate() {
            edges[component_of[wire.one]].push(place);
        }
        edges
    }

    /// Some of the edges as a graph of their own: its edge i is edge `edges[i]` of the whole.
    pub(crate) fn cut_out(&self, edges: &[usize]) -> Self {
        let ends = |&edge: &usize| [self.wires[edge].one, self.wires[edge].other];
        let mut nodes: Vec<usize> = edges.iter().flat_map(ends).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let place = |node: usize| nodes.partition_point(|&one| one < node);
        let wires = edges.iter().map(|&edge| {
            let wire = self.wires[edge];
            Wire {
                one: place(wire.one),
                other: place(wire.other),
                ..wire
            }
        });
        Self::new(nodes.len(), wires.collect())
    }

    /// The edges that a division into two sides frustrates: positive ones across, negative ones inside.
    pub(crate) fn frustrated(&self, sides: &[bool]) -> Vec<usize> {
        let wires = self.wires.iter().enumerate();
        let frustrated = wires.filter(|(_, wire)| is_frustrated(**wire, sides));
        frustrated.map(|(place, _)| place).collect()
    }

    /// Two sides such that every edge lies as the caller says, starting at the first node of each component.
    ///
    /// `is_across` says of an edge whether its ends are on different sides. Where its answers
    /// contradict each other, the first one met counts.
    pub(crate) fn sides(&self, is_across: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut sides = vec![None; self.nodes()];
        let mut stack = Vec::new();
        for first in 0..self.nodes() {
            if sides[first].is_none() {
                sides[first] = Some(false);
                stack.push((first, false));
            }
            while let Some((node, side)) = stack.pop() {
                for link in self.links(node) {
                    if sides[link.to].is_none() {
                        let other = side != is_across(link.wire);
                        sides[link.to] = Some(other);
                        stack.push((link.to, other));
                    }
                }
            }
        }
        sides.into_iter().map(|side| side == Some(true)).collect()
    }

    /// Calls a function with each triangle once: its nodes in order, and its edges 1–2, 1–3, 2–3.
    ///
    /// It stops when the function returns false.
    ///
    /// # Complexity
    ///
    /// O(Σ d log D) over all edges, where d is the lower and D the higher degree of an edge's ends.
    pub(crate) fn each_triangle(&self, mut call: impl FnMut([usize; 3], [usize; 3]) -> bool) {
        // the edges from the first node, by the nodes that they lead to
        let mut wire_to = vec![None; self.nodes()];
        for one in 0..self.nodes() {
            let links = self.links(one);
            let after = links.partition_point(|link| link.to <= one);
            for link in &links[after..] {
                wire_to[link.to] = Some(link.wire);
            }
            for (place, second) in links.iter().enumerate().skip(after) {
                // look for common neighbours beyond the second node: each of the shorter run by a mark or
                // by a search in the longer one
                let mine = &links[place + 1..];
                let others = self.links(second.to);
                let others = &others[others.partition_point(|link| link.to <= second.to)..];
                let mut third = |to, wires| call([one, second.to, to], wires);
                let is_on = if others.len() <= mine.len() * others.len().max(2).ilog2() as usize {
                    others.iter().all(|link| {
                        let left = wire_to[link.to];
                        left.is_none_or(|left| third(link.to, [second.wire, left, link.wire]))
                    })
                } else {
                    mine.iter().all(|link| {
                        let at = others.binary_search_by_key(&link.to, |link| link.to);
                        at.ok().is_none_or(|at| {
                            third(link.to, [second.wire, link.wire, others[at].wire])
                        })
                    })
                };
                if !is_on {
                    return;
                }
            }
            for link in &links[after..] {
                wire_to[link.to] = None;
            }
        }
    }

    /// How many of these edges are negative.
    pub(crate) fn negatives(&self, wires: &[usize]) -> usize {
        wires
            .iter()
            .filter(|&&wire| self.wires[wire].is_negative)
            .count()
    }
}

/// Whether a division into two sides frustrates an edge.
pub(crate) fn is_frustrated(wire: Wire, sides: &[bool]) -> bool {
    (sides[wire.one] != sides[wire.other]) != wire.is_negative
}

/// Pseudo-random numbers from a seed: the same on every machine (xorshift64*, Vigna 2016).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below a bound; 0 for the bound 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let high = u128::from(self.next()) * bound as u128;
        usize::try_from(high >> 64).unwrap_or(0)
    }

    /// A number from 0 up to, and without, 1.
    pub(crate) fn share(&mut self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }
}
