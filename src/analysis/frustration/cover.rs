//! Exact frustration of larger blocks: bounds by packings, fixed edges, branching on the other edges.

use super::SearchBudget;
use super::branch;
use super::kernel::{Kernel, Rest};
use super::routing::{Aim, Packing, Start, routing};
use super::search::{Division, descend};
use crate::analysis::signed_graph::wiring::{Wire, Wiring};

/// What is proven about a block.
#[derive(Debug)]
pub(super) struct Cover {
    pub(super) lower: usize,
    pub(super) best: Division,
}

/// With more edges than this a single packing may take longer than a caller waits.
pub(super) const MOST_EDGES: usize = 200_000;
/// How far below a whole number the worth of a packing may lie and still mean that number.
const SLACK: f64 = 1e-4;
/// How near to the best division a packing must come to tell which edges no best division frustrates.
const NEAR: f64 = 0.05;

/// The packing of a kernel, as a start for the kernels that it is drawn together to; edges by their ends.
#[derive(Debug, Clone, Default)]
struct Memory {
    cycles: Vec<(Vec<[usize; 2]>, f64)>,
    prices: Vec<([usize; 2], f64)>,
}

impl Memory {
    fn of(rest: &Rest, start: &Start) -> Self {
        let ends = |edge: usize| {
            let wire = rest.wiring.wires()[edge];
            [rest.nodes[wire.one], rest.nodes[wire.other]]
        };
        let cycle = |(edges, amount): &(Vec<usize>, f64)| {
            let edges = edges.iter().map(|&edge| ends(edge));
            (edges.collect(), *amount)
        };
        let prices = start.prices.iter().enumerate();
        Self {
            cycles: start.cycles.iter().map(cycle).collect(),
            prices: prices.map(|(edge, &price)| (ends(edge), price)).collect(),
        }
    }

    fn start(&self, kernel: &Kernel, rest: &Rest) -> Start {
        let mut prices = vec![0.0; rest.weights.len()];
        for &(ends, price) in &self.prices {
            if let Some(edge) = kernel.edge(rest, ends) {
                prices[edge] = f64::max(prices[edge], price);
            }
        }
        let cycles = self.cycles.iter();
        let left = cycles.filter_map(|(ends, amount)| Some((kernel.cycle(rest, ends)?, *amount)));
        Start {
            cycles: left.collect(),
            prices,
        }
    }
}

/// Lower and upper bounds within the budget.
pub(super) fn cover(
    block: &Wiring,
    best: Division,
    packed: &[Vec<usize>],
    budget: &mut SearchBudget<'_>,
) -> Cover {
    let mut search = Search {
        block,
        lower: packed.len(),
        best,
        budget,
    };
    let ends = |&edge: &usize| [block.wires()[edge].one, block.wires()[edge].other];
    let cycles = packed
        .iter()
        .map(|cycle| (cycle.iter().map(ends).collect(), 1.0));
    let memory = Memory {
        cycles: cycles.collect(),
        prices: Vec::new(),
    };
    let is_done = search.open(Kernel::of(block), 0, memory);
    let lower = if is_done {
        search.best.cost
    } else {
        search.lower.min(search.best.cost)
    };
    Cover {
        lower,
        best: search.best,
    }
}

/// Whether no other division frustrates as few edges as the best; `None` if that would cost too
/// much to settle.
///
/// No best division frustrates an edge of which the packing leaves more than the best division costs beyond
/// the packing. Nodes joined by such edges become one, and every division of the few groups left is tried.
pub(super) fn is_only(
    block: &Wiring,
    best: &Division,
    budget: &mut SearchBudget<'_>,
) -> Option<bool> {
    let mut kernel = Kernel::of(block);
    let mut memory = Memory::default();
    for _ in 0..6 {
        if let Some(is_only) = kernel.is_settled() {
            return Some(is_only);
        }
        let rest = kernel.rest();
        let most = number(best.cost) - number(kernel.cost);
        let aim = Aim {
            enough: most - NEAR,
            is_best_wanted: true,
        };
        let start = memory.start(&kernel, &rest);
        let packing = routing(&rest, &rest.sides(best), &start, aim, budget);
        memory = Memory::of(&rest, &packing.start);
        let gap = most - packing.value;
        if !fix(&mut kernel, &rest, &packing, gap + SLACK) {
            break;
        }
    }
    if let Some(is_only) = kernel.is_settled() {
        return Some(is_only);
    }
    let rest = kernel.rest();
    if rest.nodes.len() > branch::MOST_NODES {
        return None;
    }
    let groups = rest.unit_wiring();
    let own = rest.sides(best);
    let mut share = budget.steps.min(branch::MOST_STEPS);
    budget.spend(share);
    let found = branch::branch(&groups, Division::new(&groups, own), &mut share);
    budget.steps += share;
    found.is_unique
}

#[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
fn number(count: usize) -> f64 {
    count as f64
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bound is small and not negative"
)]
fn round_up(bound: f64) -> usize {
    (bound - SLACK).ceil().max(0.0) as usize
}

/// Draws together the nodes of edges that no better division frustrates; `false` if there is no such edge.
fn fix(kernel: &mut Kernel, rest: &Rest, packing: &Packing, gap: f64) -> bool {
    let mut any = false;
    for (wire, &left) in rest.wiring.wires().iter().zip(&packing.left) {
        if left > gap {
            let (one, other) = (rest.nodes[wire.one], rest.nodes[wire.other]);
            kernel.draw(one, other, wire.is_negative);
            any = true;
        }
    }
    any
}

struct Search<'w, 'b, 's> {
    block: &'w Wiring,
    lower: usize,
    best: Division,
    budget: &'b mut SearchBudget<'s>,
}

impl Search<'_, '_, '_> {
    /// Looks for a division better than the best so far; `false` if the budget ended.
    fn open(&mut self, mut kernel: Kernel, depth: usize, mut memory: Memory) -> bool {
        loop {
            kernel.reduce(self.budget);
            if kernel.cost >= self.best.cost {
                return true;
            }
            let rest = kernel.rest();
            if rest.nodes.is_empty() {
                self.keep(kernel.division(self.block, &rest, &[]));
                return true;
            }
            if !self.budget.is_left() {
                return false;
            }
            let groups = rest.unit_wiring();
            let division = descend(&groups, rest.sides(&self.best));
            self.keep(kernel.division(self.block, &rest, &division.sides));
            if kernel.cost >= self.best.cost {
                return true;
            }
            let aim = Aim {
                enough: number(self.best.cost - kernel.cost - 1) + 3.0 * SLACK,
                is_best_wanted: depth == 0,
            };
            self.budget
                .spend(64 * (rest.weights.len() + self.block.nodes()) as u64);
            let start = memory.start(&kernel, &rest);
            let packing = routing(&rest, &division.sides, &start, aim, self.budget);
            let bound = kernel.cost + round_up(packing.value);
            if depth == 0 {
                self.lower = self.lower.max(bound.min(self.best.cost));
            }
            self.improve(&kernel, &rest, &packing.prices);
            if bound >= self.best.cost {
                return true;
            }
            if !self.budget.is_left() {
                return false;
            }
            memory = Memory::of(&rest, &packing.start);
            let gap = number(self.best.cost - kernel.cost - 1) - packing.value;
            if fix(&mut kernel, &rest, &packing, gap + SLACK) {
                continue;
            }
            let Some(wire) = branching(&rest, &packing.prices) else {
                return false;
            };
            let wire = rest.wiring.wires()[wire];
            let (one, other) = (rest.nodes[wire.one], rest.nodes[wire.other]);
            for is_across in [wire.is_negative, !wire.is_negative] {
                let mut child = kernel.clone();
                child.draw(one, other, is_across);
                if !self.open(child, depth + 1, memory.clone()) {
                    return false;
                }
            }
            return true;
        }
    }

    fn keep(&mut self, found: Division) {
        let found = descend(self.block, found.sides);
        if found.cost < self.best.cost {
            self.best = found;
        }
    }

    /// Tries the division that the prices suggest: along a tree of the cheapest edges.
    fn improve(&mut self, kernel: &Kernel, rest: &Rest, prices: &[f64]) {
        let mut order: Vec<usize> = (0..prices.len()).collect();
        order.sort_by(|&a, &b| prices[a].total_cmp(&prices[b]));
        let mut trees = petgraph::unionfind::UnionFind::<usize>::new(rest.wiring.nodes());
        let tree: Vec<Wire> = order
            .into_iter()
            .map(|place| rest.wiring.wires()[place])
            .filter(|wire| trees.union(wire.one, wire.other))
            .collect();
        let tree = Wiring::new(rest.wiring.nodes(), tree);
        let sides = tree.sides(|place| tree.wires()[place].is_negative);
        self.keep(kernel.division(self.block, rest, &sides));
    }
}

/// The edge to branch on: one that is half frustrated and heavy at both ends.
fn branching(rest: &Rest, prices: &[f64]) -> Option<usize> {
    let at = |node: usize| rest.wiring.links(node).len();
    let rank = |&place: &usize| {
        let wire = rest.wiring.wires()[place];
        let open = 0.5 - (prices[place].clamp(0.0, 1.0) - 0.5).abs();
        open * number(at(wire.one) + at(wire.other))
    };
    (0..prices.len()).max_by(|a, b| rank(a).total_cmp(&rank(b)))
}

#[cfg(test)]
mod tests {
    use super::super::packing::packing;
    use super::*;
    use crate::analysis::signed_graph::wiring::Dice;

    /// A made-up block: so many nodes, each pair tied with a chance, a third of them foes.
    fn random(nodes: usize, chance: f64, dice: &mut Dice) -> Wiring {
        let mut wires = Vec::new();
        for one in 0..nodes {
            for other in one + 1..nodes {
                if dice.share() < chance {
                    wires.push(Wire {
                        one,
                        other,
                        is_negative: dice.share() < 0.4,
                    });
                }
            }
        }
        Wiring::new(nodes, wires)
    }

    fn all(block: &Wiring) -> Vec<usize> {
        let sides = |mask: usize| (0..block.nodes()).map(move |node| mask >> node & 1 == 1);
        let masks = 0..1_usize << (block.nodes() - 1);
        let cost = |mask| {
            block
                .frustrated(&sides(mask << 1).collect::<Vec<bool>>())
                .len()
        };
        masks.map(cost).collect()
    }

    #[test]
    fn what_is_proven_equals_brute_force() {
        let mut dice = Dice::new(3);
        for turn in 0..200_u8 {
            let nodes = usize::from(6 + turn % 7);
            let block = random(nodes, 0.3 + 0.1 * f64::from(turn % 8), &mut dice);
            let costs = all(&block);
            let least = costs.iter().min().copied().expect("some division");
            let flat = Division::new(&block, vec![false; block.nodes()]);
            let mut budget = SearchBudget::default();
            let packed = packing(&block, &mut budget);
            let found = cover(&block, flat, &packed, &mut budget);
            assert_eq!((found.lower, found.best.cost), (least, least), "{block:?}");
            if let Some(is_only) = is_only(&block, &found.best, &mut budget) {
                let isolated = (0..block.nodes()).any(|node| block.links(node).is_empty());
                let equal = costs.iter().filter(|&&cost| cost == least).count();
                assert!(isolated || is_only == (equal == 1), "{block:?}");
            }
        }
    }

    #[test]
    fn a_packing_of_a_complete_graph_of_foes_is_a_third_of_its_edges() {
        let mut dice = Dice::new(3);
        let foes = random(7, 2.0, &mut dice);
        let wires = foes.wires().iter().map(|&wire| Wire {
            is_negative: true,
            ..wire
        });
        let foes = Wiring::new(7, wires.collect());
        let rest = Kernel::of(&foes).rest();
        let flat = Division::new(&foes, vec![false; 7]);
        let mut budget = SearchBudget::default();
        let aim = Aim {
            enough: f64::INFINITY,
            is_best_wanted: true,
        };
        let packing = routing(&rest, &flat.sides, &Start::default(), aim, &mut budget);
        assert!((packing.value - 6.9).abs() < 0.2, "{packing:?}");
        let found = cover(&foes, flat, &[], &mut budget);
        assert_eq!((found.lower, found.best.cost), (9, 9));
    }
}
