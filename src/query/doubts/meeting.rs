//! Ties of a pair that may contradict each other, found by a sweep over their days and not pair by pair.

use crate::graph::ActorGraph;
use crate::model::{Day, Kind, StatementId, TieId, Window};
use std::collections::BTreeMap;

/// The orientation of a tie of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Neither,
    Up,
    Down,
}

impl Orientation {
    pub(super) fn of(graph: &ActorGraph, tie: TieId) -> Self {
        let row = graph.tie_row(tie);
        if !graph.is_tie_directed(tie) {
            Self::Neither
        } else if row.from <= row.to {
            Self::Up
        } else {
            Self::Down
        }
    }

    /// Returns the orientations that agree with this one.
    const fn same_way(self) -> &'static [Self] {
        match self {
            Self::Neither => &[Self::Neither, Self::Up, Self::Down],
            Self::Up => &[Self::Neither, Self::Up],
            Self::Down => &[Self::Neither, Self::Down],
        }
    }
}

/// The orientation of a tie, and whether the tie is denied.
type Side = (Orientation, bool);

/// The ties of a pair, sorted by what can contradict them: opposite signs, or a denial of the same kind.
#[derive(Debug, Default)]
pub(super) struct Meetings {
    /// Their indices, each with the first to the last day on which it can hold: positive ties, negative ties.
    signed: [Vec<(Window, usize)>; 2],
    by_kind: BTreeMap<Kind, Vec<(Window, usize, Side)>>,
    /// Ties joined by `same_as`: these contradict each other whatever their days.
    together: BTreeMap<(Kind, StatementId), Vec<(usize, Side)>>,
}

impl Meetings {
    pub(super) fn positive(&mut self, place: usize, days: Window) {
        self.signed[0].push((days, place));
    }

    pub(super) fn negative(&mut self, place: usize, days: Window) {
        self.signed[1].push((days, place));
    }

    pub(super) fn said(&mut self, kind: Kind, place: usize, days: Window, side: Side) {
        self.by_kind
            .entry(kind)
            .or_default()
            .push((days, place, side));
    }

    /// Adds a tie that is joined with others; `first` is their first statement.
    pub(super) fn told(&mut self, kind: Kind, first: StatementId, place: usize, side: Side) {
        let all = self.together.entry((kind, first)).or_default();
        all.push((place, side));
    }

    /// The indices of each two ties that may contradict each other, in order.
    ///
    /// # Complexity
    ///
    /// O(n log n + pairs).
    pub(super) fn pairs(self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let [positive, negative] = self.signed;
        if !positive.is_empty() && !negative.is_empty() {
            let side = |all: Vec<(Window, usize)>, side: usize| {
                let all = all.into_iter();
                all.map(move |(days, place)| (days, place, side))
            };
            let all = side(positive, 0).chain(side(negative, 1)).collect();
            sweep(all, &[&[1], &[0]], &mut pairs);
        }
        for all in self.by_kind.into_values() {
            let is_denied = |one: &(Window, usize, Side)| one.2.1;
            let denied = all.iter().filter(|one| is_denied(one)).count();
            if denied == 0 || denied == all.len() {
                continue;
            }
            let all = all.into_iter();
            let all = all.map(|(days, place, side)| (days, place, number(side)));
            sweep(all.collect(), &AGAINST, &mut pairs);
        }
        for all in self.together.into_values() {
            let denied = all.iter().filter(|one| one.1.1);
            for &(one, (way, _)) in denied {
                let others = all
                    .iter()
                    .filter(|(_, (other, is_denied))| !is_denied && way.same_way().contains(other));
                pairs.extend(others.map(|&(two, _)| (one.min(two), one.max(two))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The number of a side: said, in each orientation, then denied.
const fn number((way, is_denied): Side) -> usize {
    way as usize + if is_denied { 3 } else { 0 }
}

/// For each side the sides that contradict it.
const AGAINST: [&[usize]; 6] = [&[3, 4, 5], &[3, 4], &[3, 5], &[0, 1, 2], &[0, 1], &[0, 2]];

/// Adds each two ties of opposite sides whose days meet.
fn sweep(
    mut all: Vec<(Window, usize, usize)>,
    against: &[&[usize]],
    pairs: &mut Vec<(usize, usize)>,
) {
    all.sort_unstable();
    // for each side the ties that may still hold on a later day
    let mut open: Vec<Vec<(Day, usize)>> = vec![Vec::new(); against.len()];
    for (days, place, side) in all {
        for &other in against[side] {
            open[other].retain(|&(to, two)| {
                let meets = days.from < to;
                if meets {
                    pairs.push((place.min(two), place.max(two)));
                }
                meets
            });
        }
        open[side].push((days.to, place));
    }
}

#[cfg(test)]
mod tests {
    use super::{AGAINST, Orientation, number, sweep};
    use crate::model::{Day, Window};

    const WAYS: [Orientation; 3] = [Orientation::Neither, Orientation::Up, Orientation::Down];

    #[test]
    fn said_contradicts_denied_of_the_same_way_round() {
        let sides = || [false, true].map(|denied| WAYS.map(|way| (way, denied)));
        for one in sides().into_iter().flatten() {
            for two in sides().into_iter().flatten() {
                let is_turned = one.0 != two.0 && !WAYS[..1].contains(&one.0);
                let is_same_way = !is_turned || two.0 == Orientation::Neither;
                let is_against = one.1 != two.1 && is_same_way;
                assert_eq!(AGAINST[number(one)].contains(&number(two)), is_against);
            }
        }
    }

    #[test]
    fn a_sweep_finds_what_a_look_at_each_two_finds() {
        let mut seed = 7_u32;
        let mut roll = |sides: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % sides
        };
        for _ in 0..500 {
            let count = roll(12) as usize;
            let mut all = Vec::new();
            for place in 0..count {
                let from = roll(20).cast_signed();
                let to = from + 1 + roll(8).cast_signed();
                let days = Window {
                    from: Day::new(from),
                    to: Day::new(to),
                };
                all.push((days, place, roll(6) as usize));
            }
            let mut slow = Vec::new();
            for (at, one) in all.iter().enumerate() {
                for two in &all[at + 1..] {
                    let is_against = AGAINST[one.2].contains(&two.2);
                    if is_against && !one.0.meet(two.0).is_empty() {
                        slow.push((one.1, two.1));
                    }
                }
            }
            let mut fast = Vec::new();
            sweep(all, &AGAINST, &mut fast);
            fast.sort_unstable();
            assert_eq!(fast, slow);
        }
    }
}
