//! The cheapest ways around frustrated edges.

use super::SearchBudget;
use super::kernel::passed_once;
use crate::analysis::signed_graph::wiring::Wiring;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The unit of costs in whole numbers, so that shortest ways have no rounding.
const UNIT: f64 = 1e9;

/// Searches for the cheapest ways from a node, one after another.
///
/// They run in the signed double cover with the signs that the division sees: each node stands once
/// for an even number of frustrated edges passed and once for an odd one.
pub(super) struct Ways {
    /// Whether ways may pass frustrated edges too.
    pub(super) is_any_way: bool,
    /// What an edge costs beside its price.
    pub(super) hop: f64,
    /// The cost of the way to each node, and the node and edge before it.
    costs: Vec<u64>,
    before: Vec<(usize, usize)>,
    /// Costs and nodes; of equal costs the lower node first.
    queue: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Ways {
    pub(super) fn new(nodes: usize, hop: f64) -> Self {
        Self {
            is_any_way: false,
            hop,
            costs: vec![u64::MAX; 2 * nodes],
            before: vec![(0, 0); 2 * nodes],
            queue: BinaryHeap::new(),
        }
    }

    /// Reaches those of some targets whose way from a node costs less than 1.
    pub(super) fn spread(
        &mut self,
        wiring: &Wiring,
        (prices, is_frustrated): (&[f64], &[bool]),
        (from, targets): (usize, &[usize]),
        budget: &mut SearchBudget<'_>,
    ) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "prices are small and not negative"
        )]
        let whole = |price: f64| (price * UNIT) as u64;
        let limit = whole(1.0);
        self.costs.fill(u64::MAX);
        self.queue.clear();
        self.costs[2 * from] = 0;
        self.queue.push(Reverse((0, 2 * from)));
        let mut open = targets.len();
        let mut looks = wiring.nodes() as u64;
        while let Some(Reverse((cost, at))) = self.queue.pop() {
            looks += 12;
            if self.costs[at] < cost {
                continue;
            }
            if at % 2 == 0 && targets.contains(&(at / 2)) {
                open -= 1;
                if open == 0 {
                    break;
                }
            }
            for link in wiring.links(at / 2) {
                looks += 1;
                let is_flipped = is_frustrated[link.wire];
                if is_flipped && !self.is_any_way {
                    continue;
                }
                let next = 2 * link.to + usize::from((at % 2 == 1) != is_flipped);
                let through = cost + whole(prices[link.wire] + self.hop);
                if through < limit.min(self.costs[next]) {
                    self.costs[next] = through;
                    self.before[next] = (at, link.wire);
                    self.queue.push(Reverse((through, next)));
                }
            }
        }
        budget.spend(5 * looks);
    }

    /// The cost of the way to a node; `None` if it is not less than 1.
    pub(super) fn cost(&self, to: usize) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "below 1e9")]
        let cost = self.costs[2 * to] as f64 / UNIT;
        (cost < 1.0).then_some(cost)
    }

    /// The cycle of an edge and the way around it: the edges passed an odd number of times.
    pub(super) fn back(&self, from: usize, to: usize, around: usize) -> Option<Vec<usize>> {
        if self.costs[2 * to] == u64::MAX {
            return None;
        }
        let mut walk = vec![around];
        let mut at = 2 * to;
        while at != 2 * from {
            let (before, by) = self.before[at];
            walk.push(by);
            at = before;
        }
        Some(passed_once(walk))
    }
}
