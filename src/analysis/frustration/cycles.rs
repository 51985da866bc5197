//! Unbalanced cycles that are light by given weights of edges.

use super::SearchBudget;
use crate::analysis::wiring::Wiring;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Weights of edges in whole numbers, for shortest paths without rounding.
const UNIT: f64 = 1e9;
/// A cycle is light below this.
pub(super) const LIMIT: f64 = 1.0 - 1e-6;
/// How many cycles a node may propose at once.
const PROPOSALS: usize = 8;
/// What an edge weighs beside its weight, so that of equals the cycle of fewer edges is lighter.
const HOP: u64 = 100;
/// How many proposals are enough for once.
const ENOUGH: usize = 160;
/// In how many proposals an edge may be: most of them would say the same.
const SAME: usize = 24;

/// Every unbalanced triangle, as its edges in order, up to a number of them.
pub(super) fn triangles(wiring: &Wiring, most: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    wiring.each_triangle(|_, wires| {
        if wiring.negatives(&wires) % 2 == 1 {
            let mut cycle = wires.to_vec();
            cycle.sort_unstable();
            found.push(cycle);
        }
        found.len() < most
    });
    found
}

/// The light ones among some cycles, the lightest first.
pub(super) fn light<'c>(cycles: &'c [Vec<usize>], weights: &[f64]) -> Vec<&'c Vec<usize>> {
    let mut found: Vec<(f64, &Vec<usize>)> = Vec::new();
    for cycle in cycles {
        let weight: f64 = cycle.iter().map(|&wire| weights[wire]).sum();
        if weight < LIMIT {
            found.push((weight, cycle));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let mut load = vec![0; weights.len()];
    found.retain(|(_, cycle)| take(cycle, &mut load));
    found.into_iter().map(|(_, cycle)| cycle).collect()
}

/// Whether no edge of a cycle is in many others; then it is counted in.
fn take(cycle: &[usize], load: &mut [usize]) -> bool {
    let is_new = cycle.iter().all(|&wire| load[wire] < SAME);
    if is_new {
        for &wire in cycle {
            load[wire] += 1;
        }
    }
    is_new
}

/// Light unbalanced cycles of any length, the lightest first; none only if there is none.
///
/// Looks at nodes by turns, from where it ended the last time.
pub(super) fn lightest(
    wiring: &Wiring,
    weights: &[f64],
    turn: &mut usize,
    budget: &mut SearchBudget<'_>,
) -> Vec<Vec<usize>> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weights lie in 0..=1"
    )]
    let whole = |weight: &f64| (weight.clamp(0.0, 1.0) * UNIT).round() as u64;
    let limit = whole(&LIMIT);
    let weights: Vec<u64> = weights.iter().map(|one| whole(one) + HOP).collect();
    let mut found = Vec::new();
    for _ in 0..wiring.nodes() {
        if found.len() >= ENOUGH || !budget.is_left() {
            break;
        }
        *turn = (*turn + 1) % wiring.nodes();
        found.extend(lightest_through(wiring, &weights, *turn, limit, budget));
    }
    found.sort_unstable();
    found.dedup();
    let mut load = vec![0; weights.len()];
    found.retain(|(_, cycle)| take(cycle, &mut load));
    found.into_iter().map(|(_, cycle)| cycle).collect()
}

/// Light unbalanced cycles near a node: two lightest paths from it that an edge closes.
///
/// Paths in the signed double cover: each node stands once for an even number of negative edges
/// passed, once for an odd one.
fn lightest_through(
    wiring: &Wiring,
    weights: &[u64],
    node: usize,
    limit: u64,
    budget: &mut SearchBudget<'_>,
) -> Vec<(u64, Vec<usize>)> {
    let start = 2 * node;
    let mut reached: Vec<Option<(u64, usize, usize)>> = vec![None; 2 * wiring.nodes()];
    let mut queue = BinaryHeap::from([Reverse((0, start))]);
    let mut closings = Vec::new();
    let mut looks = wiring.nodes() as u64 / 4;
    reached[start] = Some((0, start, 0));
    while let Some(Reverse((weight, at))) = queue.pop() {
        if reached[at].is_some_and(|(least, ..)| least < weight) {
            continue;
        }
        for link in wiring.links(at / 2) {
            looks += 1;
            let next = 2 * link.to + usize::from((at % 2 == 1) != link.is_negative);
            let through = weight + weights[link.wire];
            if through >= limit {
                continue;
            }
            // the other level of the same node: both paths and this edge close an odd walk
            let other = reached[next ^ 1].filter(|(other, ..)| other + through < limit);
            if let Some((other, ..)) = other {
                closings.push((other + through, at, link.wire, next ^ 1));
            }
            if reached[next].is_none_or(|(least, ..)| through < least) {
                reached[next] = Some((through, at, link.wire));
                queue.push(Reverse((through, next)));
            }
        }
    }
    budget.spend(2 * looks);
    closings.sort_unstable();
    let path = |mut at: usize, wires: &mut Vec<usize>| {
        while at != start {
            let Some((_, before, by)) = reached[at] else {
                return;
            };
            wires.push(by);
            at = before;
        }
    };
    let walk = |&(weight, one, wire, other): &(u64, usize, usize, usize)| {
        let mut wires = vec![wire];
        path(one, &mut wires);
        path(other, &mut wires);
        (weight, passed_once(wires))
    };
    closings.iter().take(PROPOSALS).map(walk).collect()
}

/// The edges that a closed walk passes an odd number of times: as unbalanced as the walk.
fn passed_once(mut walk: Vec<usize>) -> Vec<usize> {
    walk.sort_unstable();
    let mut once: Vec<usize> = Vec::new();
    for wire in walk {
        if once.last() == Some(&wire) {
            once.pop();
        } else {
            once.push(wire);
        }
    }
    once
}
