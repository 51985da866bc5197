//! A lower bound: unbalanced cycles that share no edge, each of which costs one.

use super::SearchBudget;
use crate::analysis::wiring::Wiring;

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
    let mut paths = Paths::new(wiring);
    for wire in 0..wiring.wires().len() {
        while budget.is_left() && !is_used[wire] {
            let Some(cycle) = paths.unbalanced_through(wire, &is_used, budget) else {
                break;
            };
            take(&cycle, &mut is_used);
        }
    }
    found
}

/// How a search came to a node of the double cover.
#[derive(Debug, Clone, Copy, Default)]
struct Came {
    /// In which search, and from which of its two ends.
    search: u32,
    is_from_goal: bool,
    before: usize,
    by: usize,
}

/// Searches for short paths, one behind the other.
struct Paths<'w> {
    wiring: &'w Wiring,
    came: Vec<Came>,
    search: u32,
}

impl<'w> Paths<'w> {
    fn new(wiring: &'w Wiring) -> Self {
        Self {
            wiring,
            came: vec![Came::default(); 2 * wiring.nodes()],
            search: 0,
        }
    }

    /// A short unbalanced cycle through an edge that avoids the used ones.
    ///
    /// Two walks in the signed double cover that meet: each node stands once for an even number of
    /// negative edges passed, once for an odd one. A walk that passes an edge on both levels holds a
    /// shorter cycle; it is dropped rather than mended.
    fn unbalanced_through(
        &mut self,
        through: usize,
        is_used: &[bool],
        budget: &mut SearchBudget<'_>,
    ) -> Option<Vec<usize>> {
        let wire = self.wiring.wires()[through];
        let start = 2 * wire.one + usize::from(wire.is_negative);
        let goal = 2 * wire.other + 1;
        self.search += 1;
        for (end, is_from_goal) in [(start, false), (goal, true)] {
            self.came[end] = Came {
                search: self.search,
                is_from_goal,
                before: end,
                by: through,
            };
        }
        let mut edges = [vec![start], vec![goal]];
        while edges.iter().all(|edge| !edge.is_empty()) {
            let side = usize::from(edges[1].len() < edges[0].len());
            let mut next = Vec::new();
            for &at in &edges[side] {
                for link in self.wiring.links(at / 2) {
                    budget.spend(1);
                    if link.wire == through || is_used[link.wire] {
                        continue;
                    }
                    let to = 2 * link.to + usize::from((at % 2 == 1) != link.is_negative);
                    let came = self.came[to];
                    if came.search != self.search {
                        self.came[to] = Came {
                            search: self.search,
                            is_from_goal: side == 1,
                            before: at,
                            by: link.wire,
                        };
                        next.push(to);
                    } else if came.is_from_goal != (side == 1) {
                        return self.cycle([at, to], [link.wire, through]);
                    }
                }
            }
            edges[side] = next;
        }
        None
    }

    /// The edges of two walks back from where they meet, and those that join them.
    fn cycle(&self, meeting: [usize; 2], joints: [usize; 2]) -> Option<Vec<usize>> {
        let mut cycle = joints.to_vec();
        for mut at in meeting {
            while self.came[at].before != at {
                cycle.push(self.came[at].by);
                at = self.came[at].before;
            }
        }
        let length = cycle.len();
        cycle.sort_unstable();
        cycle.dedup();
        (cycle.len() == length).then_some(cycle)
    }
}
