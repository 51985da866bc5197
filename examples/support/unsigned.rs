//! Centralities that know no sign: what a signed graph is like when friend and foe are both a tie.

use factions::{ActorRef, SignedGraph};
use std::collections::VecDeque;

/// Betweenness, closeness and core number of each actor of a signed graph.
///
/// Each value is what rustworkx-core and networkx compute, which `tests/rustworkx` holds it to.
#[derive(Debug)]
pub(crate) struct Unsigned<'g> {
    actors: Vec<ActorRef<'g>>,
    betweenness: Vec<f64>,
    closeness: Vec<f64>,
    cores: Vec<usize>,
}

impl<'g> Unsigned<'g> {
    /// O(n·m): a search from each actor.
    pub(crate) fn of(signed: &SignedGraph<'g>) -> Self {
        let actors = signed.actors().len();
        let mut neighbors = vec![Vec::new(); actors];
        for edge in signed.edges() {
            // both are among the actors, which are in order
            let [one, other] = [edge.one, edge.other]
                .map(|actor| signed.actors().partition_point(|before| *before < actor));
            neighbors[one].push(other);
            neighbors[other].push(one);
        }
        let mut betweenness = vec![0.0; actors];
        let mut closeness = Vec::with_capacity(actors);
        for start in 0..actors {
            let search = Search::from(start, &neighbors);
            search.add_pairs(&mut betweenness);
            closeness.push(search.closeness());
        }
        // the share of the pairs of others, each counted from both its ends
        if actors > 2 {
            let pairs = number((actors - 1) * (actors - 2));
            for value in &mut betweenness {
                *value /= pairs;
            }
        }
        Self {
            actors: signed.actors().to_vec(),
            betweenness,
            closeness,
            cores: cores(&neighbors),
        }
    }

    /// The share of pairs of others whose shortest ways lead through the actor (Freeman 1977).
    pub(crate) fn betweenness(&self, actor: ActorRef<'g>) -> Option<f64> {
        self.betweenness.get(self.place(actor)?).copied()
    }

    /// How near all others are; where not all can be reached, the form of Wasserman and Faust (1994).
    pub(crate) fn closeness(&self, actor: ActorRef<'g>) -> Option<f64> {
        self.closeness.get(self.place(actor)?).copied()
    }

    /// The largest k of a k-core that the actor is in: a part in which each has k neighbours (Seidman 1983).
    pub(crate) fn core_number(&self, actor: ActorRef<'g>) -> Option<usize> {
        self.cores.get(self.place(actor)?).copied()
    }

    fn place(&self, actor: ActorRef<'g>) -> Option<usize> {
        self.actors.binary_search(&actor).ok()
    }
}

/// The shortest ways from one node to all that it reaches.
struct Search {
    /// In the order of their distance, the start first.
    reached: Vec<usize>,
    distances: Vec<Option<usize>>,
    /// How many shortest ways lead to each node.
    ways: Vec<f64>,
    /// The nodes before each on these ways.
    before: Vec<Vec<usize>>,
}

impl Search {
    fn from(start: usize, neighbors: &[Vec<usize>]) -> Self {
        let nodes = neighbors.len();
        let mut search = Self {
            reached: Vec::new(),
            distances: vec![None; nodes],
            ways: vec![0.0; nodes],
            before: vec![Vec::new(); nodes],
        };
        search.distances[start] = Some(0);
        search.ways[start] = 1.0;
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((node, distance)) = queue.pop_front() {
            search.reached.push(node);
            for &next in &neighbors[node] {
                if search.distances[next].is_none() {
                    search.distances[next] = Some(distance + 1);
                    queue.push_back((next, distance + 1));
                }
                if search.distances[next] == Some(distance + 1) {
                    search.ways[next] += search.ways[node];
                    search.before[next].push(node);
                }
            }
        }
        search
    }

    /// Adds for each node the share of the ways from the start that lead through it (Brandes 2001).
    fn add_pairs(&self, betweenness: &mut [f64]) {
        let mut shares = vec![0.0; betweenness.len()];
        for &node in self.reached.iter().skip(1).rev() {
            let share = (1.0 + shares[node]) / self.ways[node];
            for &before in &self.before[node] {
                shares[before] += self.ways[before] * share;
            }
            betweenness[node] += shares[node];
        }
    }

    fn closeness(&self) -> f64 {
        let others = self.reached.len() - 1;
        if others == 0 {
            return 0.0;
        }
        let distances = self.distances.iter().flatten().sum();
        let share = number(others) / number(self.distances.len() - 1);
        number(others) / number(distances) * share
    }
}

/// Of each node: those with the fewest neighbours left are taken away, again and again.
fn cores(neighbors: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = neighbors.iter().map(Vec::len).collect();
    let mut cores = vec![0; neighbors.len()];
    let mut rest: Vec<usize> = (0..neighbors.len()).collect();
    let mut core = 0;
    while let Some(place) = (0..rest.len()).min_by_key(|&place| left[rest[place]]) {
        let node = rest.swap_remove(place);
        core = core.max(left[node]);
        cores[node] = core;
        for &other in &neighbors[node] {
            left[other] = left[other].saturating_sub(1);
        }
    }
    cores
}

#[allow(clippy::cast_precision_loss, reason = "a number of actors or steps")]
fn number(count: usize) -> f64 {
    count as f64
}
