//! A lower bound by routing: what a division frustrates is led around over other edges.
//!
//! A packing is a set of unbalanced cycles that together use no edge beyond its weight. It is worth what its
//! cycles carry, and no division frustrates less. The best packing is the dual of the XOR model of Aref,
//! Mason and Wilson (2018), with its node variables projected out and its triangle cuts extended to all
//! cycles (Barahona and Mahjoub 1986). Each cycle passes an edge that a given division frustrates, and is a
//! way around that edge. If the division is the best one, most of these ways use satisfied edges alone. So
//! the packing is a flow of many commodities, one for each frustrated edge. Shortest paths find the ways; the
//! method of multipliers (Hestenes 1969) shares the flow among them, edge by edge (gradient projection,
//! Bertsekas 1976). Every packing is a bound, so rounding cannot prove too much.

use super::SearchBudget;
use super::kernel::Rest;
use super::ways::Ways;

/// What an edge costs in a way beside its price, so that the shorter of two equal ways is cheaper.
const HOP: f64 = 1e-4;
/// A way that costs less than this counts as free.
const SETTLED: f64 = 1e-2;
/// How often shares are evened out between two searches for ways.
const EVENINGS: usize = 24;
/// The largest number of searches for ways, and of searches without a better packing.
const MOST_ROUNDS: usize = 400;
const MOST_IDLE: usize = 40;
/// A packing need not come nearer than this to what is possible.
const NEAR: f64 = 0.2;
/// How many searches there are between two looks at the bound that the prices allow.
const CHECK: usize = 8;

/// A packing of unbalanced cycles.
#[derive(Debug)]
pub(super) struct Packing {
    /// The worth of the packing: no division frustrates less.
    pub(super) value: f64,
    /// How much of each edge's weight the packing leaves.
    pub(super) left: Vec<f64>,
    /// How much the worth would grow if the edge's weight were one more: near 1, the edge is in the
    /// way. Empty if the budget ended before.
    pub(super) prices: Vec<f64>,
    /// A start for another packing that is much the same.
    pub(super) start: Start,
}

/// Where a packing begins: cycles with what they carry, and the prices of edges.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) cycles: Vec<(Vec<usize>, f64)>,
    pub(super) prices: Vec<f64>,
}

/// How good a packing should be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    /// The worth that is enough.
    pub(super) enough: f64,
    /// Whether the best packing is of use where none is good enough.
    pub(super) is_best_wanted: bool,
}

/// An unbalanced cycle, and how much it carries.
#[derive(Debug)]
struct Way {
    edges: Vec<usize>,
    amount: f64,
}

/// A frustrated edge and the ways around it; the part on no way is left out, at a cost of 1.
#[derive(Debug)]
struct Demand {
    edge: usize,
    from: usize,
    to: usize,
    ways: Vec<Way>,
    left_out: f64,
}

struct Routing<'r> {
    rest: &'r Rest,
    /// The weight of each edge, and what it carries.
    limits: Vec<f64>,
    loads: Vec<f64>,
    is_frustrated: Vec<bool>,
    /// The demands, sorted by the nodes from which their ways are searched.
    demands: Vec<Demand>,
    /// The part of the prices that stays while shares are evened out.
    multipliers: Vec<f64>,
    prices: Vec<f64>,
}

/// The best packing, or a good one if the budget ends.
///
/// `sides` should be as good a division as is known: the better it is, the fewer ways there are to look at.
pub(super) fn routing(
    rest: &Rest,
    sides: &[bool],
    start: &Start,
    aim: Aim,
    budget: &mut SearchBudget<'_>,
) -> Packing {
    let enough = aim.enough;
    let mut routing = Routing::new(rest, sides);
    routing.begin(start);
    let mut ways = Ways::new(rest.wiring.nodes(), HOP);
    let mut best = routing.packing();
    let mut last = 0;
    for round in 1..=MOST_ROUNDS {
        if best.value > enough || round > last + MOST_IDLE || !budget.is_left() {
            break;
        }
        routing.search(&mut ways, budget);
        for _ in 0..EVENINGS {
            routing.even_out(budget);
        }
        routing.multipliers.clone_from(&routing.prices);
        let found = routing.packing();
        budget.spend(8 * found.left.len() as u64);
        if found.value > best.value {
            if found.value > best.value + 1e-3 {
                last = round;
            }
            best = found;
        }
        if round % CHECK == 0 && best.value <= enough {
            let Some(cover) = routing.cover(&mut ways, budget) else {
                break;
            };
            let each = cover.iter().zip(&routing.limits);
            let most: f64 = each.map(|(price, limit)| price * limit).sum();
            let is_hopeless = most < enough && ways.is_any_way;
            if is_hopeless && (!aim.is_best_wanted || most < best.value + NEAR) {
                break;
            }
            ways.is_any_way |= most < enough;
        }
    }
    best.prices = routing.cover(&mut ways, budget).unwrap_or_default();
    best.start.prices = routing.multipliers;
    let ways = routing.demands.into_iter().flat_map(|demand| demand.ways);
    let carrying = ways.filter(|way| way.amount > 0.0);
    best.start.cycles = carrying.map(|way| (way.edges, way.amount)).collect();
    best
}

impl<'r> Routing<'r> {
    fn new(rest: &'r Rest, sides: &[bool]) -> Self {
        let wires = rest.wiring.wires();
        #[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
        let limits: Vec<f64> = rest.weights.iter().map(|&weight| weight as f64).collect();
        let frustrated = rest.wiring.frustrated(sides);
        let mut is_frustrated = vec![false; wires.len()];
        let mut at = vec![0; rest.wiring.nodes()];
        for &edge in &frustrated {
            is_frustrated[edge] = true;
            at[wires[edge].one] += 1;
            at[wires[edge].other] += 1;
        }
        // search from the end that more frustrated edges share: one search then finds the ways of all
        let demand = |edge: usize| {
            let (one, other) = (wires[edge].one, wires[edge].other);
            let is_turned = (at[one], one) < (at[other], other);
            let (from, to) = if is_turned {
                (other, one)
            } else {
                (one, other)
            };
            Demand {
                edge,
                from,
                to,
                ways: Vec::new(),
                left_out: limits[edge],
            }
        };
        let mut demands: Vec<Demand> = frustrated.into_iter().map(demand).collect();
        demands.sort_by_key(|demand| (demand.from, demand.edge));
        Self {
            rest,
            is_frustrated,
            demands,
            loads: vec![0.0; limits.len()],
            multipliers: vec![0.0; limits.len()],
            prices: vec![0.0; limits.len()],
            limits,
        }
    }

    fn begin(&mut self, start: &Start) {
        if !start.prices.is_empty() {
            self.multipliers.clone_from(&start.prices);
            self.prices.clone_from(&start.prices);
        }
        let mut places = vec![None; self.limits.len()];
        for (place, demand) in self.demands.iter().enumerate() {
            places[demand.edge] = Some(place);
        }
        for (edges, amount) in &start.cycles {
            debug_assert!(self.is_unbalanced_cycle(edges), "{edges:?}");
            let Some(place) = edges.iter().find_map(|&edge| places[edge]) else {
                continue;
            };
            let demand = &mut self.demands[place];
            let amount = amount.min(demand.left_out);
            demand.left_out -= amount;
            let edges = edges.clone();
            demand.ways.push(Way { edges, amount });
        }
        for place in 0..self.demands.len() {
            let ways = std::mem::take(&mut self.demands[place].ways);
            for way in &ways {
                self.carry(&way.edges, way.amount);
            }
            self.demands[place].ways = ways;
        }
    }

    /// Whether edges make up cycles that every division frustrates an odd number of times.
    fn is_unbalanced_cycle(&self, edges: &[usize]) -> bool {
        let wiring = &self.rest.wiring;
        let ends = |&edge: &usize| [wiring.wires()[edge].one, wiring.wires()[edge].other];
        let mut nodes: Vec<usize> = edges.iter().flat_map(ends).collect();
        nodes.sort_unstable();
        let mut at_node = nodes.chunk_by(|a, b| a == b);
        at_node.all(|run| run.len() % 2 == 0) && wiring.negatives(edges) % 2 == 1
    }

    /// Whether a frustrated edge is led around at next to no cost, so that no other way would save anything.
    fn is_settled(&self, demand: &Demand) -> bool {
        let mut ways = demand.ways.iter().filter(|way| way.amount > 0.0);
        demand.left_out <= 0.0 && ways.all(|way| self.cost(&way.edges) < SETTLED)
    }

    fn cost(&self, way: &[usize]) -> f64 {
        way.iter().map(|&edge| self.prices[edge] + HOP).sum()
    }

    fn carry(&mut self, way: &[usize], amount: f64) {
        for &edge in way {
            self.loads[edge] += amount;
            let beyond = self.loads[edge] - self.limits[edge];
            self.prices[edge] = (self.multipliers[edge] + beyond).max(0.0);
        }
    }

    /// The demands from each node, as ranges of the list.
    fn groups(&self) -> Vec<(usize, usize)> {
        let chunks = self.demands.chunk_by(|a, b| a.from == b.from);
        let group = |first: &mut usize, chunk: &[Demand]| {
            let begin = *first;
            *first += chunk.len();
            Some((begin, *first))
        };
        chunks.scan(0, group).collect()
    }

    fn spread(&self, targets: &[usize], ways: &mut Ways, budget: &mut SearchBudget<'_>) {
        let from = self.demands[targets[0]].from;
        let to: Vec<usize> = targets
            .iter()
            .map(|&place| self.demands[place].to)
            .collect();
        let edges = (&*self.prices, &*self.is_frustrated);
        ways.spread(&self.rest.wiring, edges, (from, &to), budget);
    }

    /// Finds the cheapest way around each frustrated edge at the current prices, and evens out the shares.
    fn search(&mut self, ways: &mut Ways, budget: &mut SearchBudget<'_>) {
        for (first, end) in self.groups() {
            let is_open = |&place: &usize| !self.is_settled(&self.demands[place]);
            let open: Vec<usize> = (first..end).filter(is_open).collect();
            if open.is_empty() {
                continue;
            }
            if !budget.is_left() {
                return;
            }
            self.spread(&open, ways, budget);
            for place in open {
                let demand = &mut self.demands[place];
                let Some(edges) = ways.back(demand.from, demand.to, demand.edge) else {
                    continue;
                };
                demand.ways.retain(|way| way.amount > 0.0);
                if demand.ways.iter().all(|way| way.edges != edges) {
                    demand.ways.push(Way { edges, amount: 0.0 });
                }
                self.even(place);
            }
        }
    }

    fn even_out(&mut self, budget: &mut SearchBudget<'_>) {
        let mut looks = 0;
        for place in 0..self.demands.len() {
            looks += self.even(place);
        }
        budget.spend(looks);
    }

    /// Moves the flow around a frustrated edge to its cheapest ways; returns how many steps that took.
    fn even(&mut self, place: usize) -> u64 {
        let mut ways = std::mem::take(&mut self.demands[place].ways);
        let costs = ways.iter().map(|way| self.cost(&way.edges)).enumerate();
        let Some((best, mut least)) = costs.min_by(|a, b| a.1.total_cmp(&b.1)) else {
            return 1;
        };
        let mut looks = 0;
        for other in 0..ways.len() {
            looks += 10 + 6 * ways[other].edges.len() as u64;
            if other == best || ways[other].amount == 0.0 {
                continue;
            }
            let cost = self.cost(&ways[other].edges);
            if cost <= least {
                continue;
            }
            let inside = |edge: &&usize| ways[best].edges.contains(edge);
            let shared = ways[other].edges.iter().filter(inside).count();
            let apart = ways[other].edges.len() + ways[best].edges.len() - 2 * shared;
            let moved = ((cost - least) / number(apart)).min(ways[other].amount);
            ways[other].amount -= moved;
            ways[best].amount += moved;
            self.carry(&ways[other].edges, -moved);
            self.carry(&ways[best].edges, moved);
            least = self.cost(&ways[best].edges);
        }
        let way = &mut ways[best];
        let left_out = self.demands[place].left_out;
        let moved = ((1.0 - least) / number(way.edges.len())).clamp(-way.amount, left_out);
        way.amount += moved;
        self.demands[place].left_out -= moved;
        self.carry(&way.edges, moved);
        self.demands[place].ways = ways;
        looks
    }

    /// The value of each edge, such that every way and the edge that it leads around add up to at least 1.
    ///
    /// So no packing of such ways is worth more than all edges by their weights. `None` if the budget ended.
    fn cover(&self, ways: &mut Ways, budget: &mut SearchBudget<'_>) -> Option<Vec<f64>> {
        let mut cover = self.prices.clone();
        ways.hop = 0.0;
        for (first, end) in self.groups() {
            if !budget.is_left() {
                return None;
            }
            let group: Vec<usize> = (first..end).collect();
            self.spread(&group, ways, budget);
            for demand in &self.demands[first..end] {
                let around = ways.cost(demand.to).unwrap_or(1.0) + self.prices[demand.edge];
                cover[demand.edge] += (1.0 - around).max(0.0);
            }
        }
        ways.hop = HOP;
        Some(cover)
    }

    /// The packing, with every edge held to its weight.
    fn packing(&self) -> Packing {
        // sum up anew: what was added and taken away again may have left a trace
        let mut over = vec![0.0; self.limits.len()];
        let ways = || self.demands.iter().flat_map(|demand| &demand.ways);
        for way in ways() {
            for &edge in &way.edges {
                over[edge] += way.amount / self.limits[edge];
            }
        }
        let mut left = self.limits.clone();
        let mut value = 0.0;
        for way in ways() {
            let most = way.edges.iter().map(|&edge| over[edge]);
            let amount = way.amount / most.fold(1.0, f64::max);
            value += amount;
            for &edge in &way.edges {
                left[edge] -= amount;
            }
        }
        Packing {
            value,
            left,
            prices: Vec::new(),
            start: Start::default(),
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
fn number(count: usize) -> f64 {
    count.max(1) as f64
}
