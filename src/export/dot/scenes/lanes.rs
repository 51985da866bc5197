//! Orders the actors in a column, so that those with ties are next to each other.

use super::frames::{Frame, Frames};
use super::scene::Scene;
use crate::model::ActorId;
use petgraph::unionfind::UnionFind;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Up to this number of blocks, all orders are tried.
const TRIED_IN_FULL: usize = 6;
/// Up to this number of blocks, each is moved to every place to find the best one.
const TRIED_ONE_BY_ONE: usize = 48;
/// The number of such rounds; with more blocks, the rounds in which each moves to the middle of its
/// neighbours.
const ROUNDS: usize = 4;

/// Orders the actors of a column from top to bottom, keeping frames together.
pub(super) fn order(column: &[ActorId], scene: &Scene<'_>, frames: &Frames) -> Vec<ActorId> {
    let here: BTreeSet<ActorId> = column.iter().copied().collect();
    let lines = scene.lines.iter().map(|line| (line.from, line.to));
    let left = scene
        .departures
        .iter()
        .map(|left| (left.member, left.coalition));
    let ties: Vec<(ActorId, ActorId)> = lines
        .chain(left)
        .chain(frames.displaced.iter().copied())
        .filter(|(from, to)| here.contains(from) && here.contains(to))
        .collect();
    let chains: BTreeMap<ActorId, Vec<Frame>> = column
        .iter()
        .map(|&actor| {
            let mut chain = frames.chain(actor);
            chain.reverse();
            (actor, chain)
        })
        .collect();
    let whole = Level {
        chains: &chains,
        ties: &ties,
    };
    whole.ordered(column, 0, &BTreeMap::new())
}

/// A unit that moves as a whole: an actor, or a frame with its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Frame(Frame),
    Actor(ActorId),
}

/// Data for ordering at every level of nested frames.
#[derive(Debug, Clone, Copy)]
struct Level<'a> {
    /// The frames around each actor from the outside in.
    chains: &'a BTreeMap<ActorId, Vec<Frame>>,
    ties: &'a [(ActorId, ActorId)],
}

/// Whether each actor outside the current frame lies above it.
type Above = BTreeMap<ActorId, bool>;

impl Level<'_> {
    fn ordered(self, actors: &[ActorId], depth: usize, above: &Above) -> Vec<ActorId> {
        let mut blocks: BTreeMap<Block, Vec<ActorId>> = BTreeMap::new();
        for &actor in actors {
            let frame = self.chains.get(&actor).and_then(|chain| chain.get(depth));
            let block = frame.map_or(Block::Actor(actor), |&frame| Block::Frame(frame));
            blocks.entry(block).or_default().push(actor);
        }
        let block_of: BTreeMap<ActorId, usize> = blocks
            .values()
            .enumerate()
            .flat_map(|(place, actors)| actors.iter().map(move |&actor| (actor, place)))
            .collect();
        let mut links = Links::default();
        for &(from, to) in self.ties {
            match (block_of.get(&from), block_of.get(&to)) {
                (Some(&from), Some(&to)) if from != to => {
                    *links.inner.entry((from.min(to), from.max(to))).or_default() += 1;
                }
                (Some(&block), None) => links.outward(block, above.get(&to)),
                (None, Some(&block)) => links.outward(block, above.get(&from)),
                _ => {}
            }
        }
        let best = shortest(blocks.len(), &links);
        let mut places = vec![0; best.len()];
        for (place, &block) in best.iter().enumerate() {
            places[block] = place;
        }
        let blocks: Vec<(Block, Vec<ActorId>)> = blocks.into_iter().collect();
        let mut all = Vec::new();
        for &number in &best {
            match &blocks[number] {
                (Block::Actor(actor), _) => all.push(*actor),
                (Block::Frame(_), actors) => {
                    let mut above = above.clone();
                    for (&actor, &block) in &block_of {
                        above.insert(actor, places[block] < places[number]);
                    }
                    all.extend(self.ordered(actors, depth + 1, &above));
                }
            }
        }
        all
    }
}

/// The weights of ties between blocks, and between a block and everything above or below all blocks.
#[derive(Debug, Default)]
pub(in crate::export::dot) struct Links {
    pub(in crate::export::dot) inner: BTreeMap<(usize, usize), usize>,
    up: BTreeMap<usize, usize>,
    down: BTreeMap<usize, usize>,
}

impl Links {
    fn outward(&mut self, block: usize, above: Option<&bool>) {
        match above {
            Some(true) => *self.up.entry(block).or_default() += 1,
            Some(false) => *self.down.entry(block).or_default() += 1,
            None => {}
        }
    }

    /// Returns the total length of all lines; lengths are squared, so that one long line counts more than
    /// several short ones.
    fn length(&self, order: &[usize]) -> usize {
        let count = order.len();
        let mut places = vec![0; count];
        for (place, &block) in order.iter().enumerate() {
            places[block] = place;
        }
        let cost = |distance: usize| distance * distance;
        let inner = self.inner.iter();
        let inner = inner.map(|(&(a, b), weight)| weight * cost(places[a].abs_diff(places[b])));
        let up = self
            .up
            .iter()
            .map(|(&block, weight)| weight * cost(places[block] + 1));
        let down = self.down.iter();
        let down = down.map(|(&block, weight)| weight * cost(count - places[block]));
        inner.chain(up).chain(down).sum()
    }
}

/// Returns the order of blocks with the shortest links; among equals, the first.
///
/// # Complexity
///
/// For many blocks it finds a good order, not the best: O(rounds × (blocks + links) log blocks).
pub(in crate::export::dot) fn shortest(count: usize, links: &Links) -> Vec<usize> {
    if count > TRIED_ONE_BY_ONE {
        return short(count, links);
    }
    let mut best: Vec<usize> = (0..count).collect();
    let mut least = links.length(&best);
    if count <= TRIED_IN_FULL {
        let mut order = best.clone();
        while next_order(&mut order) {
            let now = links.length(&order);
            if now < least {
                (least, best) = (now, order.clone());
            }
        }
        return best;
    }
    // move one block at a time to its best place, until the length stops falling
    for _ in 0..count.min(ROUNDS) {
        let before = least;
        for block in 0..count {
            let rest: Vec<usize> = best
                .iter()
                .copied()
                .filter(|&other| other != block)
                .collect();
            for place in 0..count {
                let mut order = rest.clone();
                order.insert(place, block);
                let now = links.length(&order);
                if now < least {
                    (least, best) = (now, order);
                }
            }
        }
        if least == before {
            break;
        }
    }
    best
}

/// Returns a good order of many blocks: linked blocks are together, and each is near the middle of its
/// neighbours.
fn short(count: usize, links: &Links) -> Vec<usize> {
    let mut groups = UnionFind::<usize>::new(count);
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(one, other) in links.inner.keys() {
        groups.union(one, other);
        near[one].push(other);
        near[other].push(one);
    }
    let groups = groups.into_labeling();
    // groups tied to something above come first; the rest are sorted by their first block
    let pull = |block: usize| {
        let weight = |side: &BTreeMap<usize, usize>| side.get(&block).copied().unwrap_or(0);
        weight(&links.down).cmp(&weight(&links.up))
    };
    let mut firsts: BTreeMap<usize, (Ordering, usize)> = BTreeMap::new();
    for (block, &group) in groups.iter().enumerate() {
        let first = firsts.entry(group).or_insert((pull(block), block));
        first.0 = first.0.min(pull(block));
    }
    let mut order: Vec<usize> = (0..count).collect();
    let mut places: Vec<usize> = order.clone();
    for _ in 0..ROUNDS {
        let middle = |block: usize| match &near[block][..] {
            [] => 2 * places[block],
            all => 2 * all.iter().map(|&other| places[other]).sum::<usize>() / all.len(),
        };
        order.sort_by_cached_key(|&block| {
            (
                firsts.get(&groups[block]),
                middle(block) + 2 * places[block],
                block,
            )
        });
        for (place, &block) in order.iter().enumerate() {
            places[block] = place;
        }
    }
    order
}

/// Advances to the next order in lexicographic order; returns `false` after the last one.
fn next_order(order: &mut [usize]) -> bool {
    let Some(at) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    let other = order
        .iter()
        .rposition(|&value| value > order[at])
        .unwrap_or(at);
    order.swap(at, other);
    order[at + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_comes_once() {
        let mut order = vec![0, 1, 2, 3];
        let mut seen = BTreeSet::from([order.clone()]);
        while next_order(&mut order) {
            assert!(seen.insert(order.clone()));
        }
        assert_eq!(seen.len(), 24);
    }

    #[test]
    fn linked_blocks_stand_together() {
        let links = |inner| Links {
            inner,
            ..Links::default()
        };
        let two = links(BTreeMap::from([((0, 3), 1), ((1, 3), 1)]));
        assert_eq!(shortest(4, &two), [0, 3, 1, 2]);
        let chain: BTreeMap<_, _> = (0..8).map(|at| ((at, at + 1), 1)).collect();
        assert_eq!(shortest(9, &links(chain)), (0..9).collect::<Vec<_>>());
        // among many blocks, pairs stay together, too
        let pairs: BTreeMap<_, _> = (0..100).map(|at| ((at, at + 100), 1)).collect();
        let order = shortest(200, &links(pairs));
        assert!(
            order.chunks(2).all(|pair| pair[0].abs_diff(pair[1]) == 100),
            "{order:?}"
        );
    }
}
