//! What counts during a computation: which statements, and which possibly known things are left
//! out.

use crate::graph::LifeKnown;
use crate::model::{ActorId, Certainty, Holds, StatementId};
use crate::view::View;

/// How many choices of what is only possibly known are tried, before they are tried one by one.
const MOST_TRIED: usize = 64;

/// A statement as a view that admits it knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: StatementId,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
}

/// # Evidence of one telling
impl View<'_, '_> {
    /// A statement as this view knows it, if the filters of evidence admit it.
    pub(crate) fn as_known(self, id: StatementId) -> Option<Known> {
        Some(Known {
            id,
            holds: self.known(id)?,
            certainty: self.graph.evidence_of(id).certainty,
        })
    }
}

/// The certainties of tellings, the surest first, each once.
pub(crate) fn certainties<'k>(tellings: impl Iterator<Item = &'k Known>) -> Vec<Certainty> {
    let mut all: Vec<Certainty> = tellings.map(|one| one.certainty).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    all
}

/// What is only possibly known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    Statement(StatementId),
    /// A part of an active period of this number of an actor.
    Life(ActorId, usize, LifePart),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LifePart {
    Start,
    End,
    /// What it says beside its bounds.
    Rest,
}

impl LifeKnown {
    /// Whether this part is known.
    pub(super) const fn has(self, part: LifePart) -> bool {
        match part {
            LifePart::Start => self.start,
            LifePart::End => self.end,
            LifePart::Rest => self.rest,
        }
    }
}

/// The ways in which something only possibly known may be left out, or in part: the least first.
pub(super) type Alternatives = Vec<Vec<Doubt>>;

impl Doubt {
    /// With it and without it.
    pub(super) fn alternatives(self) -> Alternatives {
        vec![Vec::new(), vec![self]]
    }
}

/// What of an active period is left out in each way in which it may be known, if there are several.
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

/// Every choice of what is left out, the one that leaves out least first.
///
/// Of many: the one that leaves out least, the one that leaves out most, and each thing alone and
/// all but each.
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

/// Which statements and bounds count while a thing is worked out.
pub(super) struct Trial {
    pub(super) least: Certainty,
    /// What is only possibly known, and left out.
    pub(super) without: Vec<Doubt>,
}

impl Trial {
    /// Whether a telling is neither weaker than asked for nor left out.
    pub(super) fn counts(&self, one: Known) -> bool {
        self.least <= one.certainty && !self.without.contains(&Doubt::Statement(one.id))
    }

    /// The tellings of a happening that count: those left out do not, nor weaker ones than asked for,
    /// unless all that name what is asked for are weaker.
    pub(super) fn counting(&self, naming: &[Known], tellings: &[Known]) -> Vec<Known> {
        let surest = naming.iter().map(|one| one.certainty).max();
        let least = surest.map_or(self.least, |surest| surest.min(self.least));
        let counts = |one: &&Known| {
            least <= one.certainty && !self.without.contains(&Doubt::Statement(one.id))
        };
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
