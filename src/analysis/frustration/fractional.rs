//! The best fractional packing of unbalanced cycles: a lower bound by linear programming.
//!
//! Maximise Σ `y_C` over unbalanced cycles C such that no edge carries more than its weight. It is the
//! dual of covering all those cycles by edges, the XOR model of Aref, Mason and Wilson (2018) with its
//! node variables projected out and its triangle cuts extended to all cycles (Barahona and Mahjoub
//! 1986). Cycles come in as the simplex method prices them. Only edges that are full and cycles that
//! are in use make up the matrix that it inverts, so that it stays small; and any packing is a bound,
//! so that rounding cannot prove too much.

use super::SearchBudget;
use super::cycles::{LIMIT, light, lightest, triangles};
use super::kernel::Rest;
use crate::analysis::wiring::Dice;

/// How much more than its weight an edge may carry at most while cycles come and go: no two limits are
/// the same then, and no exchange leaves everything as it was.
const NUDGE: f64 = 1e-6;
/// Below this a number is none.
const ZERO: f64 = 1e-9;
/// Exchanges before the matrix is inverted anew.
const FRESH: usize = 120;
/// More triangles than these are not listed.
const MOST_TRIANGLES: usize = 60_000;
/// More cycles than these in use at a time are not worth the matrix.
const MOST_CYCLES: usize = 1_200;

/// A packing of unbalanced cycles.
#[derive(Debug)]
pub(super) struct Packing {
    /// What it is worth: no division frustrates less.
    pub(super) value: f64,
    /// What of each edge's weight it leaves.
    pub(super) left: Vec<f64>,
    /// How much each edge would add to the worth, were its weight one more: near 1, it is in the way.
    pub(super) prices: Vec<f64>,
    /// Whether no packing is worth more.
    pub(super) is_best: bool,
}

struct Simplex<'r> {
    rest: &'r Rest,
    /// The most that each edge carries.
    limits: Vec<f64>,
    /// What is left of it.
    left: Vec<f64>,
    /// The full edges, and where each stands among them.
    full: Vec<usize>,
    place: Vec<Option<usize>>,
    /// The cycles in use, and how much of each.
    cycles: Vec<Vec<usize>>,
    amounts: Vec<f64>,
    /// A row a cycle in use, a column a full edge: the inverse of which edge is in which cycle.
    inverse: Vec<Vec<f64>>,
    /// What each full edge costs.
    costs: Vec<f64>,
    exchanges: usize,
}

/// Who leaves when something comes in.
enum Leaving {
    Cycle(usize),
    Edge(usize),
}

/// The best packing, or a good one where the budget ends; no better one than needed.
pub(super) fn packing(rest: &Rest, enough: f64, budget: &mut SearchBudget<'_>) -> Packing {
    let mut dice = Dice::new(7);
    let limit = |&weight: &i64| {
        #[allow(clippy::cast_precision_loss, reason = "a number of edges")]
        let weight = weight as f64;
        weight * (1.0 + NUDGE * dice.share())
    };
    let limits: Vec<f64> = rest.weights.iter().map(limit).collect();
    let mut simplex = Simplex {
        rest,
        left: limits.clone(),
        place: vec![None; limits.len()],
        limits,
        full: Vec::new(),
        cycles: Vec::new(),
        amounts: Vec::new(),
        inverse: Vec::new(),
        costs: Vec::new(),
        exchanges: 0,
    };
    let is_best = simplex.run(enough, budget);
    simplex.packing(is_best)
}

impl Simplex<'_> {
    /// Brings in cycles as long as they add to the worth; false if the budget ended before.
    fn run(&mut self, enough: f64, budget: &mut SearchBudget<'_>) -> bool {
        let mut listed = triangles(&self.rest.wiring, MOST_TRIANGLES);
        let mut turn = 0;
        budget.spend(listed.len() as u64 * 8);
        loop {
            let prices = self.prices();
            budget.spend(listed.len() as u64);
            let mut coming: Vec<Vec<usize>> =
                light(&listed, &prices).into_iter().cloned().collect();
            if coming.is_empty() {
                coming = lightest(&self.rest.wiring, &prices, &mut turn, budget);
                listed.extend(coming.iter().cloned());
            }
            if coming.is_empty() {
                return budget.is_left();
            }
            let before = self.exchanges;
            for cycle in coming {
                if self.worth() > enough {
                    return false;
                }
                if !budget.is_left() || self.cycles.len() > MOST_CYCLES {
                    return false;
                }
                let at = cycle.iter().filter_map(|&edge| self.place[edge]);
                let cost: f64 = at.map(|at| self.costs[at]).sum();
                if cost < LIMIT && !(self.enter(cycle, budget) && self.release(budget)) {
                    return false;
                }
            }
            if self.exchanges == before {
                return false;
            }
        }
    }

    fn worth(&self) -> f64 {
        self.amounts.iter().sum::<f64>() / (1.0 + NUDGE)
    }

    fn price(&mut self) {
        self.costs.clear();
        self.costs.resize(self.full.len(), 0.0);
        for row in &self.inverse {
            for (cost, value) in self.costs.iter_mut().zip(row) {
                *cost += value;
            }
        }
    }

    fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.limits.len()];
        for (&edge, &cost) in self.full.iter().zip(&self.costs) {
            prices[edge] = cost;
        }
        prices
    }

    /// Brings in a cycle.
    fn enter(&mut self, cycle: Vec<usize>, budget: &mut SearchBudget<'_>) -> bool {
        let inside: Vec<usize> = cycle.iter().filter_map(|&edge| self.place[edge]).collect();
        let sum = |row: &Vec<f64>| inside.iter().map(|&at| row[at]).sum();
        let falls: Vec<f64> = self.inverse.iter().map(sum).collect();
        let mut used = vec![0.0; self.limits.len()];
        for &edge in &cycle {
            used[edge] += 1.0;
        }
        let Some((amount, leaving)) = self.step(&falls, &mut used, budget) else {
            return false;
        };
        match leaving {
            Leaving::Cycle(at) => {
                let pivot = falls[at];
                for value in &mut self.inverse[at] {
                    *value /= pivot;
                }
                let own = std::mem::take(&mut self.inverse[at]);
                for (row, &fall) in self.inverse.iter_mut().zip(&falls) {
                    if fall != 0.0 && !row.is_empty() {
                        for (value, own) in row.iter_mut().zip(&own) {
                            *value -= fall * own;
                        }
                    }
                }
                self.inverse[at] = own;
                self.cycles[at] = cycle;
                self.amounts[at] = amount;
            }
            Leaving::Edge(edge) => {
                let pivot = used[edge];
                let across = self.across(edge);
                for (row, &fall) in self.inverse.iter_mut().zip(&falls) {
                    if fall != 0.0 {
                        for (value, across) in row.iter_mut().zip(&across) {
                            *value += fall * across / pivot;
                        }
                    }
                    row.push(-fall / pivot);
                }
                let mut own: Vec<f64> = across.iter().map(|value| -value / pivot).collect();
                own.push(1.0 / pivot);
                self.inverse.push(own);
                self.place[edge] = Some(self.full.len());
                self.full.push(edge);
                self.cycles.push(cycle);
                self.amounts.push(amount);
            }
        }
        self.exchanged(budget)
    }

    /// Lets go of full edges that a better packing would not fill.
    fn release(&mut self, budget: &mut SearchBudget<'_>) -> bool {
        loop {
            let worst = self
                .costs
                .iter()
                .enumerate()
                .min_by(|a, b| a.1.total_cmp(b.1));
            let Some((at, _)) = worst.filter(|(_, cost)| **cost < -1e-7) else {
                return true;
            };
            if !budget.is_left() {
                return false;
            }
            let falls: Vec<f64> = self.inverse.iter().map(|row| row[at]).collect();
            let mut used = vec![0.0; self.limits.len()];
            let Some((amount, leaving)) = self.step(&falls, &mut used, budget) else {
                return false;
            };
            let edge = self.full[at];
            match leaving {
                Leaving::Cycle(gone) => {
                    let own = self.inverse.swap_remove(gone);
                    let gone_fall = falls[gone];
                    let mut falls = falls;
                    falls.swap_remove(gone);
                    for (row, &fall) in self.inverse.iter_mut().zip(&falls) {
                        if fall != 0.0 {
                            for (value, own) in row.iter_mut().zip(&own) {
                                *value -= fall * own / gone_fall;
                            }
                        }
                        row.swap_remove(at);
                    }
                    self.cycles.swap_remove(gone);
                    self.amounts.swap_remove(gone);
                    self.place[edge] = None;
                    self.full.swap_remove(at);
                    if let Some(&moved) = self.full.get(at) {
                        self.place[moved] = Some(at);
                    }
                    self.left[edge] = amount;
                }
                Leaving::Edge(next) => {
                    let across = self.across(next);
                    let pivot = across[at];
                    for row in &mut self.inverse {
                        let own = row[at] / pivot;
                        if own != 0.0 {
                            for (value, across) in row.iter_mut().zip(&across) {
                                *value -= own * across;
                            }
                        }
                        row[at] = own;
                    }
                    self.place[edge] = None;
                    self.place[next] = Some(at);
                    self.full[at] = next;
                    self.left[edge] = amount;
                }
            }
            if !self.exchanged(budget) {
                return false;
            }
        }
    }

    /// The row of an edge that is not full, times the inverse.
    fn across(&self, edge: usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.full.len()];
        for (cycle, row) in self.cycles.iter().zip(&self.inverse) {
            if cycle.binary_search(&edge).is_ok() {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += value;
                }
            }
        }
        sums
    }

    /// How far it goes until something is used up, and what; takes it off all others.
    ///
    /// `used` comes in as what the entering thing itself takes of each edge a unit.
    fn step(
        &mut self,
        falls: &[f64],
        used: &mut [f64],
        budget: &mut SearchBudget<'_>,
    ) -> Option<(f64, Leaving)> {
        let size = falls.len() as u64;
        budget.spend(size * size / 2 + 4 * size + used.len() as u64);
        for (cycle, &fall) in self.cycles.iter().zip(falls) {
            if fall != 0.0 {
                for &edge in cycle {
                    used[edge] -= fall;
                }
            }
        }
        let mut best: Option<(f64, f64, Leaving)> = None;
        let mut meet = |left: f64, rate: f64, leaving: Leaving| {
            if rate > ZERO {
                let ratio = left.max(0.0) / rate;
                let is_better = best.as_ref().is_none_or(|(least, pivot, _)| {
                    ratio < least - 1e-12 || (ratio < least + 1e-12 && rate > *pivot)
                });
                if is_better {
                    best = Some((ratio, rate, leaving));
                }
            }
        };
        for (at, &fall) in falls.iter().enumerate() {
            meet(self.amounts[at], fall, Leaving::Cycle(at));
        }
        for (edge, &rate) in used.iter().enumerate() {
            if self.place[edge].is_none() {
                meet(self.left[edge], rate, Leaving::Edge(edge));
            }
        }
        let (amount, _, leaving) = best?;
        for (own, &fall) in self.amounts.iter_mut().zip(falls) {
            *own = (*own - amount * fall).max(0.0);
        }
        for (edge, &rate) in used.iter().enumerate() {
            if self.place[edge].is_none() {
                self.left[edge] = (self.left[edge] - amount * rate).max(0.0);
            }
        }
        if let Leaving::Edge(edge) = leaving {
            self.left[edge] = 0.0;
        }
        Some((amount, leaving))
    }

    /// Counts an exchange, and inverts anew now and then; false if that fails.
    fn exchanged(&mut self, budget: &mut SearchBudget<'_>) -> bool {
        self.exchanges += 1;
        let is_sound = !self.exchanges.is_multiple_of(FRESH) || self.invert(budget);
        self.price();
        is_sound
    }

    fn invert(&mut self, budget: &mut SearchBudget<'_>) -> bool {
        let size = self.full.len();
        let row = |at: usize| {
            let edge = self.full[at];
            let has = |cycle: &Vec<usize>| f64::from(u8::from(cycle.binary_search(&edge).is_ok()));
            let mut row: Vec<f64> = self.cycles.iter().map(has).collect();
            row.extend((0..size).map(|one| f64::from(u8::from(one == at))));
            row
        };
        let mut rows: Vec<Vec<f64>> = (0..size).map(row).collect();
        for column in 0..size {
            budget.spend((size * size / 2) as u64);
            if column % 16 == 0 && !budget.is_left() {
                return false;
            }
            let size_of = |row: &Vec<f64>| row[column].abs();
            let best =
                (column..size).max_by(|&a, &b| size_of(&rows[a]).total_cmp(&size_of(&rows[b])));
            let Some(best) = best.filter(|&at| size_of(&rows[at]) > 1e-7) else {
                return false;
            };
            rows.swap(column, best);
            let pivot = rows[column][column];
            for value in &mut rows[column] {
                *value /= pivot;
            }
            let own = std::mem::take(&mut rows[column]);
            for row in &mut rows {
                if !row.is_empty() && row[column] != 0.0 {
                    let times = row[column];
                    for (value, own) in row[column..].iter_mut().zip(&own[column..]) {
                        *value -= times * own;
                    }
                }
            }
            rows[column] = own;
        }
        self.inverse = rows.into_iter().map(|row| row[size..].to_vec()).collect();
        let limits: Vec<f64> = self.full.iter().map(|&edge| self.limits[edge]).collect();
        self.left.clone_from(&self.limits);
        for (at, row) in self.inverse.iter().enumerate() {
            let amount: f64 = row
                .iter()
                .zip(&limits)
                .map(|(value, limit)| value * limit)
                .sum();
            self.amounts[at] = amount.max(0.0);
            for &edge in &self.cycles[at] {
                self.left[edge] -= self.amounts[at];
            }
        }
        for (left, place) in self.left.iter_mut().zip(&self.place) {
            *left = if place.is_some() { 0.0 } else { left.max(0.0) };
        }
        true
    }

    /// What it comes to, with every edge held to its weight exactly.
    fn packing(&self, is_best: bool) -> Packing {
        let mut loads = vec![0.0; self.limits.len()];
        for (cycle, amount) in self.cycles.iter().zip(&self.amounts) {
            for &edge in cycle {
                loads[edge] += amount;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "numbers of edges")]
        let weights: Vec<f64> = self
            .rest
            .weights
            .iter()
            .map(|&weight| weight as f64)
            .collect();
        let over = loads
            .iter()
            .zip(&weights)
            .map(|(load, weight)| load / weight);
        let scale = 1.0 / over.fold(1.0, f64::max);
        let left = loads.iter().zip(&weights);
        Packing {
            value: self.amounts.iter().sum::<f64>() * scale,
            left: left.map(|(load, weight)| weight - load * scale).collect(),
            prices: self.prices(),
            is_best,
        }
    }
}
