//! Exact frustration of small blocks by branch and bound, suffix by suffix.

use super::search::Division;
use crate::analysis::signed_graph::wiring::Wiring;

/// A block of more nodes than this is not tried by branching alone.
pub(super) const MOST_NODES: usize = 64;
/// How many steps branching may take before other means are tried.
pub(super) const MOST_STEPS: u64 = 2_000_000;

/// What branching has proven: the least cost, or a lower bound if the steps ran out.
#[derive(Debug)]
pub(super) struct Branched {
    pub(super) lower: usize,
    pub(super) best: Division,
    /// Whether every division of least cost frustrates the same edges; `None` if not settled.
    pub(super) is_unique: Option<bool>,
}

/// Nodes in an order in which each has many links to those before it, and the costs of what follows.
struct Tree<'w> {
    order: Vec<usize>,
    /// For each place the links to later places: the place, and whether the link is negative.
    later: Vec<Vec<(usize, bool)>>,
    /// The least cost of the edges among the nodes from each place on (Russian doll search).
    rest: Vec<usize>,
    steps: &'w mut u64,
}

/// The state of a descent: the sides so far, and what each later node costs on either side.
struct Descent {
    sides: Vec<bool>,
    costs: Vec<[usize; 2]>,
    limit: usize,
    best: Option<Vec<bool>>,
    found: usize,
    most_found: usize,
}

/// Bounds for a block of few nodes, and the optimum if the steps suffice.
///
/// Russian doll search (Verfaillie, Lemaître, Schiex 1996): the optimum of each suffix of the order
/// is a bound for the longer suffixes.
pub(super) fn branch(wiring: &Wiring, best: Division, steps: &mut u64) -> Branched {
    let order = order(wiring);
    let mut place = vec![0; order.len()];
    for (at, &node) in order.iter().enumerate() {
        place[node] = at;
    }
    let later = |(at, &node): (usize, &usize)| {
        let links = wiring.links(node).iter();
        let links = links.filter(|link| place[link.to] > at);
        links
            .map(|link| (place[link.to], link.is_negative))
            .collect()
    };
    let later: Vec<Vec<(usize, bool)>> = order.iter().enumerate().map(later).collect();
    let nodes = order.len();
    let mut tree = Tree {
        order,
        later,
        rest: vec![0; nodes + 1],
        steps,
    };
    let mut best = best;
    for from in (0..nodes).rev() {
        // one more than is known to suffice, which at first is the division that the search found
        let known = if from == 0 {
            best.cost
        } else {
            tree.rest[from + 1] + tree.later[from].len().div_ceil(2)
        };
        let mut descent = Descent::new(nodes, known, 1);
        let is_done = tree.descend(from, from, 0, &mut descent);
        if !is_done {
            return Branched {
                lower: tree.rest[from + 1],
                best,
                is_unique: None,
            };
        }
        tree.rest[from] = if descent.best.is_some() {
            descent.limit
        } else {
            known
        };
        if let (0, Some(sides)) = (from, descent.best) {
            best = tree.division(wiring, &sides);
        }
    }
    let lower = best.cost;
    let mut twice = Descent::new(nodes, best.cost + 1, 2);
    let is_done = tree.descend(0, 0, 0, &mut twice);
    let is_unique = match (twice.found, is_done) {
        (2.., _) => Some(false),
        (_, true) => Some(true),
        _ => None,
    };
    Branched {
        lower,
        best,
        is_unique,
    }
}

impl Descent {
    fn new(nodes: usize, limit: usize, most_found: usize) -> Self {
        Self {
            sides: vec![false; nodes],
            costs: vec![[0, 0]; nodes],
            limit,
            best: None,
            found: 0,
            most_found,
        }
    }
}

impl Tree<'_> {
    /// Tries both sides of the node at a place; `false` if the steps ran out.
    ///
    /// It looks for one solution below the limit, which each solution lowers, or for several equal ones.
    fn descend(&mut self, first: usize, at: usize, cost: usize, descent: &mut Descent) -> bool {
        let nodes = self.order.len();
        if at == nodes && cost >= descent.limit {
            return true;
        }
        if at == nodes {
            descent.found += 1;
            descent.best = Some(descent.sides.clone());
            if descent.most_found == 1 {
                descent.limit = cost;
            }
            return true;
        }
        let open = &descent.costs[at..];
        let least: usize = open.iter().map(|costs| costs[0].min(costs[1])).sum();
        if cost + least + self.rest[at] >= descent.limit {
            return true;
        }
        let Some(left) = self.steps.checked_sub((nodes - at) as u64) else {
            return false;
        };
        *self.steps = left;
        let cheaper = usize::from(descent.costs[at][1] < descent.costs[at][0]);
        let sides = [cheaper == 1, cheaper == 0];
        let sides = if at == first {
            &[false][..]
        } else {
            &sides[..]
        };
        for &side in sides {
            let own = descent.costs[at][usize::from(side)];
            descent.sides[at] = side;
            self.lay(at, side, descent, true);
            let is_done = self.descend(first, at + 1, cost + own, descent);
            self.lay(at, side, descent, false);
            if !is_done {
                return false;
            }
            let is_enough = descent.most_found > 1 && descent.found >= descent.most_found;
            if is_enough {
                return true;
            }
        }
        true
    }

    /// Adds, or takes back, what a node on a side costs the later nodes.
    fn lay(&self, at: usize, side: bool, descent: &mut Descent, is_added: bool) {
        for &(place, is_negative) in &self.later[at] {
            // the side of the later node that frustrates the edge
            let bad = usize::from(side == is_negative);
            let cost = &mut descent.costs[place][bad];
            *cost = if is_added { *cost + 1 } else { *cost - 1 };
        }
    }

    fn division(&self, wiring: &Wiring, by_place: &[bool]) -> Division {
        let mut sides = vec![false; by_place.len()];
        for (at, &node) in self.order.iter().enumerate() {
            sides[node] = by_place[at];
        }
        Division::new(wiring, sides)
    }
}

/// The nodes, each the one with most links to those before it; of equal ones that of higher degree.
fn order(wiring: &Wiring) -> Vec<usize> {
    let nodes = wiring.nodes();
    let mut tied = vec![0; nodes];
    let mut is_taken = vec![false; nodes];
    let mut order = Vec::with_capacity(nodes);
    for _ in 0..nodes {
        let free = (0..nodes).filter(|&node| !is_taken[node]);
        let rank = |&node: &usize| (tied[node], wiring.links(node).len(), usize::MAX - node);
        let Some(next) = free.max_by_key(rank) else {
            break;
        };
        is_taken[next] = true;
        order.push(next);
        for link in wiring.links(next) {
            tied[link.to] += 1;
        }
    }
    order
}
