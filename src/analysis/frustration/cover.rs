//! Exact frustration as a cover of unbalanced cycles, by linear programming and cuts.
//!
//! Minimise Σ fₑ so that every unbalanced cycle has an edge with fₑ = 1: the XOR model of Aref, Mason
//! and Wilson (2018) with its node variables projected out, which leaves their triangle cuts and the
//! same for longer cycles (Barahona and Mahjoub 1986). Cycles come in as far as they are violated.

use super::SearchBudget;
use super::search::{Division, descend};
use crate::analysis::wiring::{Wire, Wiring, is_frustrated};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// What is proven about a block.
#[derive(Debug)]
pub(super) struct Cover {
    pub(super) lower: usize,
    pub(super) best: Division,
}

/// Above this many edges one relaxation may take longer than a caller waits.
pub(super) const MOST_EDGES: usize = 4_000;
/// How far a relaxation may lie below a whole number that it means.
const SLACK: f64 = 1e-5;
/// Weights of edges in whole numbers, for shortest paths without rounding.
const UNIT: f64 = 1e6;

/// Unbalanced cycles, each as its edges in order.
type Cuts = BTreeSet<Vec<usize>>;

/// Bounds from below and above by cutting planes, then branch and bound, within the budget.
///
/// `packed` are unbalanced cycles that share no edge: the bound that they give is the first.
pub(super) fn cover(
    wiring: &Wiring,
    best: Division,
    lower: usize,
    packed: &[Vec<usize>],
    budget: &mut SearchBudget<'_>,
) -> Cover {
    let mut cover = Cover { lower, best };
    let mut cuts = first_cuts(wiring, packed);
    cover.relax(wiring, &mut cuts, None, budget);
    while cover.lower < cover.best.cost && budget.is_left() {
        let Some(solved) = solve_whole(wiring, &cuts, &cover.best, budget) else {
            break;
        };
        cover.raise(solved.bound);
        cover.improve(wiring, &solved.values);
        let found = separate(wiring, &solved.values);
        if found.is_empty() {
            break;
        }
        cuts.extend(found);
    }
    cover
}

/// Whether no other set of edges of this size balances the graph; `None`: not settled cheaply.
pub(super) fn is_only(
    wiring: &Wiring,
    best: &Division,
    packed: &[Vec<usize>],
    budget: &mut SearchBudget<'_>,
) -> Option<bool> {
    let mut other = Cover {
        lower: 0,
        best: Division {
            sides: best.sides.clone(),
            cost: best.cost + 1,
        },
    };
    let mut cuts = first_cuts(wiring, packed);
    other.relax(
        wiring,
        &mut cuts,
        Some(&wiring.frustrated(&best.sides)),
        budget,
    );
    (other.lower > best.cost).then_some(true)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bound is small and not negative"
)]
fn round_up(bound: f64) -> usize {
    (bound - SLACK).ceil().max(0.0) as usize
}

impl Cover {
    fn raise(&mut self, bound: f64) {
        self.lower = self.lower.max(round_up(bound)).min(self.best.cost);
    }

    /// Solves the linear relaxation, cut by cut, as far as the bounds do not meet.
    ///
    /// With edges that are `barred` for a division that frustrates not all of these.
    fn relax(
        &mut self,
        wiring: &Wiring,
        cuts: &mut Cuts,
        barred: Option<&[usize]>,
        budget: &mut SearchBudget<'_>,
    ) {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let add = |_| problem.add_var(1.0, (0.0, 1.0));
        let variables: Vec<Variable> = (0..wiring.wires().len()).map(add).collect();
        let row = |cut: &[usize]| -> Vec<(Variable, f64)> {
            cut.iter().map(|&wire| (variables[wire], 1.0)).collect()
        };
        for cut in cuts.iter() {
            problem.add_constraint(row(cut), ComparisonOp::Ge, 1.0);
        }
        if let Some(barred) = barred {
            #[allow(clippy::cast_precision_loss, reason = "a number of edges")]
            problem.add_constraint(row(barred), ComparisonOp::Le, barred.len() as f64 - 1.0);
        }
        let solved = problem
            .solve()
            .ok()
            .and_then(|outcome| outcome.into_solution().ok());
        let Some(mut solution) = solved else {
            return;
        };
        let mut spent = 0;
        loop {
            let values: Vec<f64> = variables
                .iter()
                .map(|&one| solution.var_value(one))
                .collect();
            let pivots = solution.stats().lp_iterations;
            budget.spend((pivots - spent) * wiring.wires().len() as u64);
            spent = pivots;
            self.raise(solution.objective());
            if barred.is_none() {
                self.improve(wiring, &values);
            }
            if self.lower >= self.best.cost || !budget.is_left() {
                return;
            }
            let found = separate(wiring, &values);
            if found.is_empty() {
                return;
            }
            for cut in found {
                let weight: f64 = cut
                    .iter()
                    .map(|&wire| solution.var_value(variables[wire]))
                    .sum();
                if weight > 1.0 - 1e-4 {
                    continue;
                }
                let added = solution.add_constraint(row(&cut), ComparisonOp::Ge, 1.0);
                cuts.insert(cut);
                let Some(next) = added.ok().and_then(|outcome| outcome.into_solution().ok()) else {
                    return;
                };
                solution = next;
            }
        }
    }

    /// Tries the division that the relaxation suggests: along a tree of the least frustrated edges.
    fn improve(&mut self, wiring: &Wiring, values: &[f64]) {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let mut trees = petgraph::unionfind::UnionFind::<usize>::new(wiring.nodes());
        let wire = |place: usize| wiring.wires()[place];
        let tree: Vec<Wire> = order
            .into_iter()
            .map(wire)
            .filter(|wire| trees.union(wire.one, wire.other))
            .collect();
        let tree = Wiring::new(wiring.nodes(), tree);
        let sides = tree.sides(|place| tree.wires()[place].is_negative);
        let found = descend(wiring, sides);
        if found.cost < self.best.cost {
            self.best = found;
        }
    }
}

struct Solved {
    bound: f64,
    values: Vec<f64>,
}

/// Solves the whole problem over the cuts so far, from a known division.
fn solve_whole(
    wiring: &Wiring,
    cuts: &Cuts,
    known: &Division,
    budget: &mut SearchBudget<'_>,
) -> Option<Solved> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let add = |_| problem.add_binary_var(1.0);
    let variables: Vec<Variable> = (0..wiring.wires().len()).map(add).collect();
    for cut in cuts {
        let row = cut.iter().map(|&wire| (variables[wire], 1.0));
        problem.add_constraint(row, ComparisonOp::Ge, 1.0);
    }
    let mut options = SolveOptions::default();
    let value = |wire: Wire| f64::from(u8::from(is_frustrated(wire, &known.sides)));
    let wires = wiring.wires().iter().zip(&variables);
    options.warm_start = Some(
        wires
            .map(|(wire, &variable)| (variable, value(*wire)))
            .collect(),
    );
    options.node_limit = Some((budget.steps / (20 * wiring.wires().len() as u64)).max(1));
    let outcome = problem.solve_with(options).ok()?;
    let stats = outcome.stats();
    budget.spend((stats.lp_iterations + stats.nodes_solved) * wiring.wires().len() as u64);
    let solution = outcome.solution()?;
    Some(Solved {
        bound: stats.best_bound.unwrap_or(0.0),
        values: variables
            .iter()
            .map(|&one| solution.var_value(one))
            .collect(),
    })
}

/// Cycles to begin with: the packed ones, and so many triangles that each edge is in a few.
fn first_cuts(wiring: &Wiring, packed: &[Vec<usize>]) -> Cuts {
    let mut load = vec![0; wiring.wires().len()];
    let mut cuts: Cuts = packed.iter().cloned().collect();
    wiring.each_triangle(|_, wires| {
        if wiring.negatives(&wires) % 2 == 1 && wires.iter().any(|&wire| load[wire] < 12) {
            for wire in wires {
                load[wire] += 1;
            }
            let mut cut = wires.to_vec();
            cut.sort_unstable();
            cuts.insert(cut);
        }
        true
    });
    cuts
}

/// Violated unbalanced cycles, the lightest first: triangles, and a few near each node.
fn separate(wiring: &Wiring, values: &[f64]) -> Vec<Vec<usize>> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "values lie in 0..=1"
    )]
    let weights: Vec<u64> = values
        .iter()
        .map(|value| (value.clamp(0.0, 1.0) * UNIT).round() as u64)
        .collect();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a constant"
    )]
    let limit = (UNIT * (1.0 - 1e-4)) as u64;
    let mut found = Vec::new();
    wiring.each_triangle(|_, wires| {
        let weight: u64 = wires.iter().map(|&wire| weights[wire]).sum();
        if weight < limit && wiring.negatives(&wires) % 2 == 1 {
            let mut cut = wires.to_vec();
            cut.sort_unstable();
            found.push((weight, cut));
        }
        true
    });
    for node in 0..wiring.nodes() {
        found.extend(lightest_through(wiring, &weights, node, limit));
    }
    found.sort_unstable();
    found.dedup();
    // no edge in very many at once: most of them would say the same
    let mut load = vec![0; values.len()];
    found.retain(|(_, cut)| {
        let is_new = cut.iter().all(|&wire| load[wire] < 10);
        if is_new {
            for &wire in cut {
                load[wire] += 1;
            }
        }
        is_new
    });
    found.into_iter().map(|(_, cut)| cut).collect()
}

/// How many cycles a node may propose at once.
const PROPOSALS: usize = 6;

/// Light unbalanced cycles near a node: two lightest paths from it that an edge closes.
fn lightest_through(
    wiring: &Wiring,
    weights: &[u64],
    node: usize,
    limit: u64,
) -> Vec<(u64, Vec<usize>)> {
    let start = 2 * node;
    let mut reached: Vec<Option<(u64, usize, usize)>> = vec![None; 2 * wiring.nodes()];
    let mut queue = BinaryHeap::from([Reverse((0, start))]);
    let mut closings = Vec::new();
    reached[start] = Some((0, start, 0));
    while let Some(Reverse((weight, at))) = queue.pop() {
        if reached[at].is_some_and(|(least, ..)| least < weight) {
            continue;
        }
        for link in wiring.links(at / 2) {
            let next = 2 * link.to + usize::from((at % 2 == 1) != link.is_negative);
            let through = weight + weights[link.wire];
            if through >= limit {
                continue;
            }
            // the other level of the same node: both paths and this edge close an odd walk
            if let Some((other, ..)) =
                reached[next ^ 1].filter(|(other, ..)| other + through < limit)
            {
                closings.push((other + through, at, link.wire, next ^ 1));
            }
            if reached[next].is_none_or(|(least, ..)| through < least) {
                reached[next] = Some((through, at, link.wire));
                queue.push(Reverse((through, next)));
            }
        }
    }
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
