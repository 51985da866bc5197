//! A lower bound: unbalanced cycles that share no edge, each of which costs one.

use super::SearchBudget;
use crate::analysis::signed_graph::wiring::Wiring;

/// Edge-disjoint unbalanced cycles, found greedily: no division frustrates fewer edges than there are cycles.
///
/// Triangles come first, then the shortest cycles that are left, as long as there are steps.
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
    // of the triangles take first those whose edges are in few others
    let mut load = vec![0_u32; wiring.wires().len()];
    let mut triangles = Vec::new();
    let mut seen = 0_u32;
    wiring.each_triangle(|_, wires| {
        budget.spend(1);
        seen = seen.wrapping_add(1);
        if wiring.negatives(&wires) % 2 == 1 {
            for wire in wires {
                load[wire] += 1;
            }
            triangles.push(wires);
        }
        budget.steps > 0 && (!seen.is_multiple_of(1024) || budget.is_left())
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
        while budget.is_left() && !is_used[wire] && !paths.is_balanced_at(wire) {
            // without a cycle the walk has marked what is balanced, or the budget has ended
            let found = paths.unbalanced_from(wire, &is_used, budget);
            let Some(cycle) = found.filter(|cycle| !cycle.is_empty()) else {
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
    /// The search that came, and from which of its two ends.
    search: u32,
    is_from_goal: bool,
    before: usize,
    by: usize,
}

/// Searches for short paths, one after another.
struct Paths<'w> {
    wiring: &'w Wiring,
    came: Vec<Came>,
    search: u32,
    /// The nodes from which no unbalanced cycle can be reached any more.
    is_balanced: Vec<bool>,
}

impl<'w> Paths<'w> {
    fn new(wiring: &'w Wiring) -> Self {
        Self {
            wiring,
            came: vec![Came::default(); 2 * wiring.nodes()],
            search: 0,
            is_balanced: vec![false; wiring.nodes()],
        }
    }

    /// Whether no unbalanced cycle is left in the component of an edge.
    fn is_balanced_at(&self, wire: usize) -> bool {
        self.is_balanced[self.wiring.wires()[wire].one]
    }

    /// A short unbalanced cycle at or near an edge that avoids the used edges.
    ///
    /// Two walks meet in the signed double cover, in which each node stands once for an even number
    /// of negative edges passed and once for an odd one. If they never meet, everything that they
    /// reached is balanced, and stays so.
    fn unbalanced_from(
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
        let mut seen = vec![start, goal];
        let mut edges = [vec![start], vec![goal]];
        while edges.iter().all(|edge| !edge.is_empty()) {
            let side = usize::from(edges[1].len() < edges[0].len());
            let mut next = Vec::new();
            for &at in &edges[side] {
                for link in self.wiring.links(at / 2) {
                    budget.spend(3);
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
                        seen.push(to);
                    } else if came.is_from_goal != (side == 1) {
                        return Some(self.cycle([at, to], [link.wire, through]));
                    }
                }
            }
            edges[side] = next;
        }
        // the walk that ended has reached everything in the component of the edge
        let is_from_goal = edges[1].is_empty();
        for place in seen {
            if self.came[place].is_from_goal == is_from_goal {
                self.is_balanced[place / 2] = true;
            }
        }
        None
    }

    /// An unbalanced cycle from the closed walk of two walks and the edges that join them.
    ///
    /// A walk may pass a node on both levels. Balanced loops are cut off until an unbalanced one is
    /// left; there is one, as the whole is unbalanced.
    fn cycle(&self, [one, other]: [usize; 2], [joint, through]: [usize; 2]) -> Vec<usize> {
        let back = |mut at: usize| {
            let mut steps = vec![(at / 2, through)];
            while self.came[at].before != at {
                if let Some(last) = steps.last_mut() {
                    last.1 = self.came[at].by;
                }
                at = self.came[at].before;
                steps.push((at / 2, through));
            }
            steps
        };
        // each node with the edge that leads to the next: from the meeting point to one end, over
        // the first edge to the other end, and back
        let mut walk = back(one);
        let mut home = back(other);
        home.reverse();
        // an edge read backwards belongs to the node before it
        let wires = home.iter().skip(1).map(|step| step.1).chain([joint]);
        walk.extend(home.iter().map(|step| step.0).zip(wires));
        let mut place = std::collections::BTreeMap::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        for &(node, wire) in walk.iter().chain(walk.first()) {
            if let Some(&at) = place.get(&node) {
                let wires: Vec<usize> = open[at..].iter().map(|step| step.1).collect();
                if self.wiring.negatives(&wires) % 2 == 1 {
                    return wires;
                }
                for (gone, _) in open.drain(at..) {
                    place.remove(&gone);
                }
            }
            place.insert(node, open.len());
            open.push((node, wire));
        }
        Vec::new()
    }
}
