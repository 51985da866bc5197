//! Assigns lanes to rows: successive names of an actor share a row, and lines cross few lanes.

use super::descent::{Death, Descents, Turn};
use crate::graph::ActorRef;
use crate::query::ChangeKind;
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet};

/// The most rounds in which every lane is moved to its best row.
const ROUNDS: usize = 8;

/// Up to this number of chains they are ordered as a whole; more are ordered family by family.
const WHOLE: usize = 400;

/// The most swaps of neighbours in a picture with more chains.
const SWAPS: usize = 1 << 24;

/// The rows of a genealogy, from top to bottom.
#[derive(Debug)]
pub(super) struct Rows {
    /// The row of each lane.
    pub(super) of: Vec<usize>,
    pub(super) count: usize,
    /// The number of actors in families that were too large to be ordered.
    pub(super) tangled: usize,
}

impl Rows {
    /// Assigns lanes to rows.
    ///
    /// # Complexity
    ///
    /// O(lanes² × changes of a lane) up to [`WHOLE`] chains. With more chains, this holds for each family,
    /// with at most [`SWAPS`] × changes of a lane for all families together.
    pub(super) fn new(descents: &Descents<'_>) -> Self {
        let lanes = &descents.lanes;
        let mut chains = chains(descents);
        chains.sort_by_key(|chain| {
            let first = &lanes[chain[0]];
            (first.start, first.actor)
        });
        let mut chain_of = vec![0; lanes.len()];
        for (number, chain) in chains.iter().enumerate() {
            for &lane in chain {
                chain_of[lane] = number;
            }
        }
        let tangle = Tangle::new(descents, &chains, &chain_of);
        let (best, tangled) = if chains.len() <= WHOLE {
            let naive: Vec<usize> = (0..chains.len()).collect();
            let mut families = naive.clone();
            let family = |chain: usize| lanes[chains[chain][0]].family.unwrap_or(usize::MAX);
            families.sort_by_key(|&chain| (family(chain), chain));
            let orders = [naive, families].map(|order| tangle.untangled(order));
            let [one, other] = orders;
            (if other.0 < one.0 { other.1 } else { one.1 }, 0)
        } else {
            let (order, left) = tangle.untangled_by_families(SWAPS);
            let actors = left.into_iter().map(|chain| chains[chain].len());
            (order, actors.sum())
        };
        let mut row = vec![0; best.len()];
        for (place, &chain) in best.iter().enumerate() {
            row[chain] = place;
        }
        Self {
            of: chain_of.into_iter().map(|chain| row[chain]).collect(),
            count: best.len(),
            tangled,
        }
    }
}

/// Returns chains of lanes that share a row, because each is the next name of the one before.
fn chains(descents: &Descents<'_>) -> Vec<Vec<usize>> {
    let (lanes, turns) = (&descents.lanes, &descents.turns);
    let mut next: Vec<Option<usize>> = vec![None; lanes.len()];
    let mut has_earlier = vec![false; lanes.len()];
    for turn in turns {
        let (old, Some(new)) = (turn.change.actor, turn.change.other) else {
            continue;
        };
        let (Some(old), Some(new)) = (descents.lane(old.id()), descents.lane(new.id())) else {
            continue;
        };
        let goes_on = turn.change.kind == ChangeKind::Renamed
            && lanes[old].death == Death::Told
            && (lanes[old].end, lanes[new].start) == (turn.column, turn.column)
            && lanes[old].start < turn.column
            && turn.column < lanes[new].end;
        if goes_on && next[old].is_none() && !has_earlier[new] && is_plain(old, turn, descents) {
            next[old] = Some(new);
            has_earlier[new] = true;
        }
    }
    let firsts = (0..lanes.len()).filter(|&lane| !has_earlier[lane]);
    firsts
        .map(|first| std::iter::successors(Some(first), |&lane| next[lane]).collect())
        .collect()
}

/// Whether only the renaming ties the old name to a lane that begins on the same day.
fn is_plain(old: usize, renaming: &Turn<'_>, descents: &Descents<'_>) -> bool {
    let lanes = &descents.lanes;
    let begins = |actor: ActorRef<'_>| {
        let lane = descents.lane(actor.id());
        lane.is_some_and(|lane| lanes[lane].start == renaming.column)
    };
    let mut others = descents.turns_of(lanes[old].actor).filter(|turn| {
        turn.column == renaming.column && turn.change.other != renaming.change.other
    });
    !others.any(|turn| {
        let ends = [Some(turn.change.actor), turn.change.other];
        ends.into_iter().flatten().any(begins)
    })
}

/// The data from which the cost of an order is computed.
#[derive(Debug)]
struct Tangle {
    /// The first and the last column of each chain; a chain is in the way of lines in these columns.
    spans: Vec<(usize, usize)>,
    /// The ties of each chain: another chain, and the column.
    ties: Vec<Vec<(usize, usize)>>,
}

/// The cost of an order: the number of lines that cross lanes, then the length of lines.
type Cost = (i64, i64);

impl Tangle {
    fn new(descents: &Descents<'_>, chains: &[Vec<usize>], chain_of: &[usize]) -> Self {
        let lanes = &descents.lanes;
        let span = |chain: &Vec<usize>| {
            let first = chain.iter().map(|&lane| lanes[lane].start).min();
            let last = chain.iter().map(|&lane| lanes[lane].end).max();
            (first.unwrap_or_default(), last.unwrap_or_default())
        };
        let chain = |actor| Some(chain_of[descents.lane(actor)?]);
        let mut all: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        for turn in &descents.turns {
            let other = turn.change.other.and_then(|other| chain(other.id()));
            if let (Some(one), Some(other)) = (chain(turn.change.actor.id()), other)
                && one != other
            {
                all.insert((one.min(other), one.max(other), turn.column));
            }
        }
        let mut ties = vec![Vec::new(); chains.len()];
        for (one, other, column) in all {
            ties[one].push((other, column));
            ties[other].push((one, column));
        }
        Self {
            spans: chains.iter().map(span).collect(),
            ties,
        }
    }

    fn is_in_the_way(&self, chain: usize, column: usize) -> bool {
        let (first, last) = self.spans[chain];
        (first..=last).contains(&column)
    }

    fn cost(&self, order: &[usize]) -> Cost {
        let mut place = vec![0; order.len()];
        for (at, &chain) in order.iter().enumerate() {
            place[chain] = at;
        }
        let (mut crossings, mut length) = (0, 0);
        for (one, ties) in self.ties.iter().enumerate() {
            for &(other, column) in ties.iter().filter(|tie| tie.0 > one) {
                let [top, bottom] = [place[one].min(place[other]), place[one].max(place[other])];
                let passed = order[top + 1..bottom].iter();
                let crossed = passed.filter(|&&chain| self.is_in_the_way(chain, column));
                crossings += signed(crossed.count());
                length += signed(bottom - top);
            }
        }
        (crossings, length)
    }

    /// Improves an order, and returns it with its cost, which never exceeds that of the first order.
    fn untangled(&self, mut order: Vec<usize>) -> (Cost, Vec<usize>) {
        for _ in 0..ROUNDS {
            let mut is_better = false;
            for chain in 0..order.len() {
                is_better |= self.moved(&mut order, chain);
            }
            if !is_better {
                break;
            }
        }
        (self.cost(&order), order)
    }

    /// Orders each group of tied chains by itself, from the smallest group on, as long as there are swaps
    /// left. Returns the order, and the chains of the groups for which there were too few swaps.
    fn untangled_by_families(&self, mut swaps: usize) -> (Vec<usize>, Vec<usize>) {
        let mut groups = self.groups();
        let mut by_size: Vec<usize> = (0..groups.len()).collect();
        by_size.sort_by_key(|&number| groups[number].len());
        let mut left_out = Vec::new();
        for number in by_size {
            let group = &mut groups[number];
            // a chain is moved from its place to one end, to the other end, and back
            let needed = 3 * ROUNDS * group.len() * group.len();
            if needed > swaps {
                left_out.extend(group.iter().copied());
                continue;
            }
            swaps -= needed;
            let (_, order) = self.part(group).untangled((0..group.len()).collect());
            *group = order.into_iter().map(|place| group[place]).collect();
        }
        (groups.concat(), left_out)
    }

    /// Groups chains that are tied to each other; groups are sorted by their first chain.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut joined = UnionFind::<usize>::new(self.ties.len());
        for (one, ties) in self.ties.iter().enumerate() {
            for &(other, _) in ties {
                joined.union(one, other);
            }
        }
        let mut number: BTreeMap<usize, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for chain in 0..self.ties.len() {
            let next = groups.len();
            let group = *number.entry(joined.find(chain)).or_insert(next);
            if group == next {
                groups.push(Vec::new());
            }
            groups[group].push(chain);
        }
        groups
    }

    /// Returns a tangle of some chains only, which have no ties to others, numbered from 0 in this order.
    fn part(&self, chains: &[usize]) -> Self {
        let place = |chain: usize| chains.binary_search(&chain).ok();
        let ties = chains.iter().map(|&chain| {
            let all = self.ties[chain].iter();
            all.filter_map(|&(other, column)| Some((place(other)?, column)))
                .collect()
        });
        Self {
            spans: chains.iter().map(|&chain| self.spans[chain]).collect(),
            ties: ties.collect(),
        }
    }

    /// Moves a chain to its best place, and returns whether the order improved.
    fn moved(&self, order: &mut [usize], chain: usize) -> bool {
        let mut place = vec![0; order.len()];
        for (at, &other) in order.iter().enumerate() {
            place[other] = at;
        }
        let from = place[chain];
        let (mut now, mut best, mut best_place) = ((0, 0), (0, 0), from);
        let mut swap = |order: &mut [usize], upper: usize, now: &mut Cost| {
            let gain = self.swapped(order[upper], order[upper + 1], &place);
            *now = (now.0 + gain.0, now.1 + gain.1);
            place[order[upper]] += 1;
            place[order[upper + 1]] -= 1;
            order.swap(upper, upper + 1);
        };
        for upper in (0..from).rev() {
            swap(order, upper, &mut now);
            if now < best {
                (best, best_place) = (now, upper);
            }
        }
        for upper in 0..order.len().saturating_sub(1) {
            swap(order, upper, &mut now);
            if now < best {
                (best, best_place) = (now, upper + 1);
            }
        }
        for upper in (best_place..order.len().saturating_sub(1)).rev() {
            swap(order, upper, &mut now);
        }
        best < (0, 0)
    }

    /// Returns the change in cost if two neighbours are swapped.
    fn swapped(&self, upper: usize, lower: usize, place: &[usize]) -> Cost {
        let (mut crossings, mut length) = (0, 0);
        for (mover, passed, is_down) in [(upper, lower, true), (lower, upper, false)] {
            for &(other, column) in &self.ties[mover] {
                if other == passed {
                    continue;
                }
                let is_nearer = (place[other] > place[mover]) == is_down;
                let sign = if is_nearer { -1 } else { 1 };
                length += sign;
                if self.is_in_the_way(passed, column) {
                    crossings += sign;
                }
            }
        }
        (crossings, length)
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tangle(count: usize, lines: &[(usize, usize, usize)], spans: &[(usize, usize)]) -> Tangle {
        let mut ties = vec![Vec::new(); count];
        for &(one, other, column) in lines {
            if one % count != other % count {
                ties[one % count].push((other % count, column));
                ties[other % count].push((one % count, column));
            }
        }
        let spans = (0..count).map(|at| {
            let (first, length) = spans[at];
            (first, first + length)
        });
        Tangle {
            spans: spans.collect(),
            ties,
        }
    }

    proptest! {
        #[test]
        fn an_order_crosses_no_more_than_the_one_it_came_from(
            count in 1..14_usize,
            lines in prop::collection::vec((0..14_usize, 0..14_usize, 0..9_usize), 0..30),
            spans in prop::collection::vec((0..9_usize, 0..9_usize), 14),
        ) {
            let tangle = tangle(count, &lines, &spans);
            let naive: Vec<usize> = (0..count).collect();
            let (cost, order) = tangle.untangled(naive.clone());
            // the sum of the changes by swaps is the cost of the whole
            prop_assert_eq!(cost, tangle.cost(&order));
            prop_assert!(cost <= tangle.cost(&naive));
            let mut all = order.clone();
            all.sort_unstable();
            prop_assert_eq!(&all, &naive);
            // in a small order, no single move improves it
            let mut again = order.clone();
            for chain in 0..count {
                let before = tangle.cost(&again);
                let is_better = tangle.moved(&mut again, chain);
                prop_assert_eq!(is_better, tangle.cost(&again) < before);
            }
            // ordering by families loses no chain, and is never worse than leaving families in their order
            let apart: Vec<usize> = tangle.groups().concat();
            let (order, left) = tangle.untangled_by_families(usize::MAX);
            prop_assert!(left.is_empty() && tangle.cost(&order) <= tangle.cost(&apart));
            let (kept, left) = tangle.untangled_by_families(0);
            prop_assert_eq!((&kept, left.len()), (&apart, count));
            let mut all = order;
            all.sort_unstable();
            prop_assert_eq!(all, naive);
        }
    }
}
