//! An upper bound: two sides found by seeded annealing.

use super::SearchBudget;
use crate::analysis::signed_graph::wiring::{Dice, Wiring};

/// Two sides and the number of edges that they frustrate.
#[derive(Debug, Clone)]
pub(super) struct Division {
    pub(super) sides: Vec<bool>,
    pub(super) cost: usize,
}

impl Division {
    pub(super) fn new(wiring: &Wiring, sides: Vec<bool>) -> Self {
        let cost = wiring.frustrated(&sides).len();
        Self { sides, cost }
    }
}

/// The temperatures at which coolings begin, in turns, and the one at which they end.
const HOT: [f64; 2] = [3.0, 9.0];
const COLD: f64 = 0.2;
/// A graph of more nodes than this has fewer and milder coolings.
const LARGE: usize = 1_000;

/// The best division that annealing finds (Kirkpatrick, Gelatt, Vecchi 1983) in several coolings.
///
/// The same seed gives the same division. It stops early at a cost that a lower bound proves.
pub(super) fn search(
    wiring: &Wiring,
    first: Division,
    least: usize,
    budget: &mut SearchBudget<'_>,
) -> Division {
    let mut dice = Dice::new(budget.seed);
    let mut best = descend(wiring, first.sides);
    // all nodes on one side: this never costs more than the negative edges
    let alone = descend(wiring, vec![false; wiring.nodes()]);
    if alone.cost < best.cost {
        best = alone;
    }
    let size = (wiring.nodes() + wiring.wires().len()).max(1) as u64;
    let is_large = wiring.nodes() >= LARGE;
    let (coolings, wished) = if is_large { (4, 600) } else { (16, 1_000) };
    for turn in 0..coolings {
        if best.cost <= least || budget.steps < size || !budget.is_left() {
            break;
        }
        // the rest of the budget is for proofs
        let sweeps = wished.min(budget.steps / 4 / size).max(1);
        budget.spend(sweeps * size);
        let hot = if is_large { 2.0 } else { HOT[turn % 2] };
        let cooled = cool(wiring, best.sides.clone(), (sweeps, hot), &mut dice, budget);
        if cooled.cost < best.cost {
            best = cooled;
        }
    }
    best
}

/// Whether some node may change its side at no cost, so that the division is not the only best one.
pub(super) fn has_free_change(wiring: &Wiring, division: &Division) -> bool {
    let gains = gains(wiring, &division.sides);
    let tied = gains.iter().enumerate();
    tied.filter(|(node, _)| !wiring.links(*node).is_empty())
        .any(|(_, &gain)| gain == 0)
}

/// What a change of side would save for each node: its frustrated minus its satisfied edges.
fn gains(wiring: &Wiring, sides: &[bool]) -> Vec<i32> {
    let gain = |node: usize| {
        let links = wiring.links(node).iter();
        let each = links.map(|link| {
            let is_across = sides[node] != sides[link.to];
            if is_across == link.is_negative { -1 } else { 1 }
        });
        each.sum()
    };
    (0..wiring.nodes()).map(gain).collect()
}

/// Changes the side of a node, and the gains of its neighbours.
fn flip(wiring: &Wiring, node: usize, sides: &mut [bool], gains: &mut [i32]) {
    sides[node] = !sides[node];
    gains[node] = -gains[node];
    for link in wiring.links(node) {
        let is_across = sides[node] != sides[link.to];
        gains[link.to] += if is_across == link.is_negative { -2 } else { 2 };
    }
}

/// Changes sides as long as a single change saves anything.
pub(super) fn descend(wiring: &Wiring, mut sides: Vec<bool>) -> Division {
    let mut gains = gains(wiring, &sides);
    let mut queue: Vec<usize> = (0..wiring.nodes()).rev().collect();
    while let Some(node) = queue.pop() {
        if gains[node] > 0 {
            flip(wiring, node, &mut sides, &mut gains);
            queue.extend(wiring.links(node).iter().map(|link| link.to));
        }
    }
    Division::new(wiring, sides)
}

fn cool(
    wiring: &Wiring,
    mut sides: Vec<bool>,
    (sweeps, hot): (u64, f64),
    dice: &mut Dice,
    budget: &SearchBudget<'_>,
) -> Division {
    let nodes = wiring.nodes();
    let mut gains = gains(wiring, &sides);
    #[allow(clippy::cast_precision_loss, reason = "a few hundred sweeps")]
    let factor = (COLD / hot).powf(1.0 / sweeps as f64);
    let mut heat = hot;
    let mut cost: i64 = 0;
    let (mut least, mut kept) = (0, sides.clone());
    for _ in 0..sweeps {
        if budget.is_interrupted() {
            break;
        }
        for _ in 0..nodes {
            let node = dice.below(nodes);
            let gain = gains[node];
            if gain >= 0 || dice.share() < (f64::from(gain) / heat).exp() {
                flip(wiring, node, &mut sides, &mut gains);
                cost -= i64::from(gain);
            }
        }
        if cost < least {
            least = cost;
            kept.clone_from(&sides);
        }
        heat *= factor;
    }
    let end = descend(wiring, sides);
    let kept = descend(wiring, kept);
    if end.cost < kept.cost { end } else { kept }
}
