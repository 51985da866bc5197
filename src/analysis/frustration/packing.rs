//! A lower bound: unbalanced cycles that share no edge, each of which costs one.

use super::SearchBudget;
use crate::analysis::wiring::Wiring;
use std::collections::VecDeque;

/// Edge-disjoint unbalanced cycles, found greedily: no division frustrates fewer edges.
///
/// Triangles first, then the shortest cycles that are left, as long as there are steps.
pub(super) fn packing(wiring: &Wiring, budget: &mut SearchBudget<'_>) -> Vec<Vec<usize>> {
    let mut is_used = vec![false; wiring.wires().len()];
    let mut found = Vec::new();
    let mut take = |wires: &[usize], is_used: &mut Vec<bool>| {
        for &wire in wires {
            is_used[wire] = true;
        }
        let mut cycle = wires.to_vec();
        cycle.sort_unstable();
        found.push(cycle);
    };
    // of the triangles those first whose edges are in few others
    let mut load = vec![0_u32; wiring.wires().len()];
    let mut triangles = Vec::new();
    wiring.each_triangle(|_, wires| {
        budget.spend(1);
        if wiring.negatives(&wires) % 2 == 1 {
            for wire in wires {
                load[wire] += 1;
            }
            triangles.push(wires);
        }
        budget.steps > 0
    });
    let weight = |wires: &[usize; 3]| wires.iter().map(|&wire| load[wire]).sum::<u32>();
    triangles.sort_by_cached_key(weight);
    for wires in &triangles {
        if wires.iter().all(|&wire| !is_used[wire]) {
            take(wires, &mut is_used);
        }
    }
    for wire in 0..wiring.wires().len() {
        while budget.is_left() && !is_used[wire] {
            let Some(cycle) = shortest_through(wiring, wire, &is_used, budget) else {
                break;
            };
            take(&cycle, &mut is_used);
        }
    }
    found
}

/// A shortest unbalanced cycle through an edge that avoids the used ones.
///
/// A walk in the signed double cover: each node stands once for an even number of negative edges
/// passed, once for an odd one. A walk that meets a node on both levels holds a shorter cycle; it is
/// dropped rather than mended.
fn shortest_through(
    wiring: &Wiring,
    through: usize,
    is_used: &[bool],
    budget: &mut SearchBudget<'_>,
) -> Option<Vec<usize>> {
    let wire = wiring.wires()[through];
    let start = 2 * wire.one + usize::from(wire.is_negative);
    let goal = 2 * wire.other + 1;
    let mut came_by: Vec<Option<(usize, usize)>> = vec![None; 2 * wiring.nodes()];
    let mut queue = VecDeque::from([start]);
    came_by[start] = Some((start, through));
    while let Some(at) = queue.pop_front() {
        if at == goal {
            break;
        }
        for link in wiring.links(at / 2) {
            budget.spend(1);
            let next = 2 * link.to + usize::from((at % 2 == 1) != link.is_negative);
            if link.wire != through && !is_used[link.wire] && came_by[next].is_none() {
                came_by[next] = Some((at, link.wire));
                queue.push_back(next);
            }
        }
    }
    let mut cycle = vec![through];
    let mut at = goal;
    while at != start {
        let (before, by) = came_by[at]?;
        cycle.push(by);
        at = before;
    }
    let length = cycle.len();
    cycle.sort_unstable();
    cycle.dedup();
    (cycle.len() == length).then_some(cycle)
}
