//! Statements that count in a computation, and possibly known ones that it leaves out.

use crate::graph::LifeKnown;
use crate::model::{ActorId, Certainty, Holds, StatementId};
use crate::view::View;

/// The largest number of combinations of doubts that is tried; with more, each doubt is tried by
/// itself.
const MOST_TRIED: usize = 64;

/// A statement that a view admits, with how the view knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: StatementId,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
}

/// # Evidence of one telling
impl View<'_, '_> {
    /// The statement as this view knows it, if the filters of evidence admit it.
    pub(crate) fn as_known(self, id: StatementId) -> Option<Known> {
        Some(Known {
            id,
            holds: self.known(id)?,
            certainty: self.graph.evidence_of(id).certainty,
        })
    }
}

/// The certainties of the tellings, from the strongest down, without duplicates.
pub(crate) fn certainties<'k>(tellings: impl Iterator<Item = &'k Known>) -> Vec<Certainty> {
    let mut all: Vec<Certainty> = tellings.map(|one| one.certainty).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    all
}

/// Something that a view knows only possibly, so that a trial may leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    Statement(StatementId),
    /// A part of the active period with this number of an actor.
    Life(ActorId, usize, LifePart),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LifePart {
    Start,
    End,
    /// Everything that the period states besides its start and end.
    Rest,
}

impl LifeKnown {
    /// Whether the view knows this part.
    pub(super) const fn has(self, part: LifePart) -> bool {
        match part {
            LifePart::Start => self.start,
            LifePart::End => self.end,
            LifePart::Rest => self.rest,
        }
    }
}

/// The sets of doubts that may be left out together, the smallest first.
pub(super) type Alternatives = Vec<Vec<Doubt>>;

impl Doubt {
    /// The two alternatives for one doubt: leave out nothing, or leave it out.
    pub(super) fn alternatives(self) -> Alternatives {
        vec![Vec::new(), vec![self]]
    }
}

/// The alternatives for one active period: what each way of knowing it leaves out; `None` if there
/// is only one.
pub(super) fn of_life(
    (actor, number): (ActorId, usize),
    ways: &[LifeKnown],
    parts: &[LifePart],
) -> Option<Alternatives> {
    let mut alternatives: Alternatives = Vec::new();
    for way in ways {
        let known = parts.iter().filter(|&&part| !way.has(part));
        let known = known.filter(|&&part| ways.iter().any(|way| way.has(part)));
        let left_out = known
            .map(|&part| Doubt::Life(actor, number, part))
            .collect();
        if !alternatives.contains(&left_out) {
            alternatives.push(left_out);
        }
    }
    alternatives.sort_by_key(Vec::len);
    (alternatives.len() > 1).then_some(alternatives)
}

/// Every combination of alternatives, the one that leaves out least first.
///
/// If there are too many combinations, only some are returned. In each of these, one doubt takes
/// each of its alternatives in turn, while all the others leave out as little as they can, or as
/// much as they can.
pub(super) fn choices(doubts: &[Alternatives]) -> Vec<Vec<Doubt>> {
    let count = doubts
        .iter()
        .try_fold(1_usize, |count, one| count.checked_mul(one.len()));
    if count.is_some_and(|count| count <= MOST_TRIED) {
        let none = vec![Vec::new()];
        return doubts.iter().fold(none, |so_far, one| {
            let longer = |before: &Vec<Doubt>| {
                let before = before.clone();
                one.iter().map(move |more| [&before[..], more].concat())
            };
            so_far.iter().flat_map(longer).collect()
        });
    }
    // all others with as little or as much left out
    let with = |place: usize, way: usize, is_most: bool| -> Vec<Doubt> {
        let each = doubts.iter().enumerate().filter_map(|(at, one)| {
            let other = if is_most { one.last() } else { one.first() };
            if at == place { one.get(way) } else { other }
        });
        each.flatten().copied().collect()
    };
    let each = doubts.iter().enumerate();
    let each = each.flat_map(|(place, one)| (0..one.len()).map(move |way| (place, way)));
    each.flat_map(|(place, way)| [with(place, way, false), with(place, way, true)])
        .collect()
}

/// The statements and bounds that count in one computation.
pub(super) struct Trial {
    pub(super) least: Certainty,
    /// The doubts that this trial leaves out.
    pub(super) without: Vec<Doubt>,
}

impl Trial {
    /// Whether a telling that is only possibly known is left out.
    pub(super) fn leaves_out(&self, one: Known) -> bool {
        self.without.contains(&Doubt::Statement(one.id))
    }

    /// Whether a telling counts: it is at least as strong as asked for, and not left out.
    pub(super) fn counts(&self, one: Known) -> bool {
        self.least <= one.certainty && !self.leaves_out(one)
    }

    /// The tellings of a happening that count.
    ///
    /// A telling does not count if it is left out, or weaker than asked for. If all tellings in
    /// `naming` are weaker than asked for, then the strongest of them sets the limit instead.
    pub(super) fn counting(&self, naming: &[Known], tellings: &[Known]) -> Vec<Known> {
        let surest = naming.iter().map(|one| one.certainty).max();
        let least = surest.map_or(self.least, |surest| surest.min(self.least));
        let counts = |one: &&Known| least <= one.certainty && !self.leaves_out(**one);
        tellings.iter().filter(counts).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(count: u32) -> Vec<Alternatives> {
        let ids = (0..count).map(StatementId::new);
        ids.map(|id| Doubt::Statement(id).alternatives()).collect()
    }

    #[test]
    fn few_are_left_out_in_every_combination() {
        assert_eq!(choices(&[]), [Vec::<Doubt>::new()]);
        let sizes = choices(&doubts(2)).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes, [0, 1, 1, 2]);
        let many = choices(&doubts(70));
        assert!(many.len() < 300 && many[0].is_empty() && many.iter().any(|one| one.len() == 70));
    }

    #[test]
    fn parts_of_a_period_are_left_out_as_they_may_be_known_together() {
        let actor = ActorId::new(0);
        let known = |start, end| LifeKnown {
            start,
            end,
            rest: true,
        };
        let parts = [LifePart::Start, LifePart::End];
        let ways = [known(false, false), known(true, false), known(true, true)];
        let alternatives = of_life((actor, 0), &ways, &parts).expect("there are several");
        let [start, end] = parts.map(|part| Doubt::Life(actor, 0, part));
        assert_eq!(alternatives, [vec![], vec![end], vec![start, end]]);
        assert_eq!(of_life((actor, 0), &ways[2..], &parts), None);
    }
}
