//! What counts while a thing is worked out: which tellings, and what only possibly known is left out.

use super::View;
use crate::model::{ActorId, Certainty, Holds, StatementId};

/// How many tellings that are only possibly known are tried in every combination.
const MOST_TRIED: usize = 6;

/// A statement as a view that admits it knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: StatementId,
    pub(crate) known: Holds,
    pub(crate) certainty: Certainty,
}

/// # Evidence of one telling
impl View<'_, '_> {
    /// A statement as this view knows it, if the filters of evidence admit it.
    pub(crate) fn as_known(self, id: StatementId) -> Option<Known> {
        Some(Known {
            id,
            known: self.known(id)?,
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

/// The sets of things only possibly known that are left out in turn, each as bits, none first.
///
/// Every set of a few; of many none, all, each alone and all but each.
pub(crate) fn left_out(count: usize) -> Vec<u64> {
    if count <= MOST_TRIED {
        return (0..1_u64 << count).collect();
    }
    let count = count.min(63);
    let all = (1_u64 << count) - 1;
    let each = (0..count).map(|place| 1_u64 << place);
    let mut sets: Vec<u64> = [0, all].into_iter().chain(each.clone()).collect();
    sets.extend(each.map(|one| all & !one));
    sets
}

/// A bound of an active period of an actor; without one, that the period was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LifeBound {
    pub(super) actor: ActorId,
    pub(super) number: usize,
    pub(super) part: LifePart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LifePart {
    Start,
    End,
    Rest,
}

/// Which statements count while a thing is worked out.
pub(super) struct Trial {
    pub(super) least: Certainty,
    /// What is only possibly known, and left out.
    pub(super) without: Vec<StatementId>,
    /// The bounds of active periods that are only possibly known, and left out.
    pub(super) without_bounds: Vec<LifeBound>,
}

impl Trial {
    /// The tellings that count: those left out do not, nor weaker ones than asked for, unless all
    /// are weaker.
    pub(super) fn counting(&self, tellings: &[Known]) -> Vec<Known> {
        let surest = tellings.iter().map(|one| one.certainty).max();
        let least = surest.map_or(self.least, |surest| surest.min(self.least));
        let counts = |one: &&Known| least <= one.certainty && !self.without.contains(&one.id);
        tellings.iter().filter(counts).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::left_out;

    #[test]
    fn few_are_left_out_in_every_combination() {
        assert_eq!(left_out(0), [0]);
        assert_eq!(left_out(2), [0, 1, 2, 3]);
        assert!(left_out(70).len() < 130);
    }
}
