//! Each block is settled by itself, by the means that its size allows; then all are joined.

use super::search::Division;
use super::{SearchBudget, blocks, branch, cover, packing, search};
use crate::analysis::signed_graph::wiring::Wiring;

/// What is known of a graph, component by component.
pub(super) struct Settled {
    pub(super) sides: Vec<bool>,
    /// For each component a lower bound, and whether its sides are the only best ones.
    pub(super) components: Vec<(usize, Option<bool>)>,
}

/// Settles each block by itself, smaller ones first, and joins their sides.
///
/// A component has no edges beside those of its blocks and bridges, so what is known of these is known of it.
pub(super) fn settle(
    wiring: &Wiring,
    components: &[Vec<usize>],
    mut budget: SearchBudget<'_>,
) -> Settled {
    let mut known = vec![(0, Some(true)); components.len()];
    let mut component_of = vec![0; wiring.nodes()];
    for (number, nodes) in components.iter().enumerate() {
        for &node in nodes {
            component_of[node] = number;
        }
    }
    let mut is_across: Vec<bool> = wiring.wires().iter().map(|wire| wire.is_negative).collect();
    let mut blocks = blocks::blocks(wiring);
    blocks.sort_by_key(Vec::len);
    for edges in blocks {
        let block = wiring.cut_out(&edges);
        let (bound, best, is_only) = settle_block(&block, &mut budget);
        if let Some(&first) = edges.first() {
            let own = &mut known[component_of[wiring.wires()[first].one]];
            own.0 += bound;
            own.1 = match (own.1, is_only) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        for (&edge, wire) in edges.iter().zip(block.wires()) {
            is_across[edge] = best.sides[wire.one] != best.sides[wire.other];
        }
    }
    Settled {
        sides: wiring.sides(|wire| is_across[wire]),
        components: known,
    }
}

/// A lower bound, the best division, and whether it is the only best one.
fn settle_block(block: &Wiring, budget: &mut SearchBudget<'_>) -> (usize, Division, Option<bool>) {
    let sides = block.sides(|wire| block.wires()[wire].is_negative);
    let by_tree = Division::new(block, sides);
    if by_tree.cost == 0 {
        return (0, by_tree, Some(true));
    }
    let packed = packing::packing(block, budget);
    let best = search::search(block, by_tree, packed.len(), budget);
    let (mut lower, mut best) = (packed.len().min(best.cost), best);
    if lower == best.cost && search::has_free_change(block, &best) {
        return (lower, best, Some(false));
    }
    if block.nodes() <= branch::MOST_NODES && budget.is_left() {
        let mut share = (budget.steps / 8).min(branch::MOST_STEPS);
        budget.spend(share);
        let branched = branch::branch(block, best, &mut share);
        budget.steps += share;
        lower = lower.max(branched.lower);
        best = branched.best;
        if lower == best.cost && branched.is_unique.is_some() {
            return (lower, best, branched.is_unique);
        }
    }
    if block.wires().len() <= cover::MOST_EDGES && budget.is_left() && lower < best.cost {
        let covered = cover::cover(block, best, &packed, budget);
        (lower, best) = (lower.max(covered.lower), covered.best);
    }
    let is_only = if lower < best.cost {
        None
    } else if search::has_free_change(block, &best) {
        Some(false)
    } else {
        is_only(block, &best, budget)
    };
    (lower, best, is_only)
}

/// How many steps it may take to settle whether a best division is the only one.
const MOST_STEPS_FOR_ONLY: u64 = 60_000_000;

fn is_only(block: &Wiring, best: &Division, budget: &mut SearchBudget<'_>) -> Option<bool> {
    // the answer is worth only a part of the steps that are left
    let mut share = SearchBudget {
        steps: (budget.steps / 4).min(MOST_STEPS_FOR_ONLY),
        ..*budget
    };
    let is_small = block.wires().len() <= cover::MOST_EDGES && share.is_left();
    let before = share.steps;
    let answer = is_small.then(|| cover::is_only(block, best, &mut share));
    budget.spend(before - share.steps);
    answer.flatten()
}
