//! One thing told several times: how it is by its surer tellings, and by all.

use super::View;
use crate::model::{Certainty, Day, Holds, StatementId};

/// How many tellings that are only possibly known are tried in every combination.
const MOST_TRIED: usize = 6;

/// A statement as a view that admits it knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: StatementId,
    pub(crate) known: Holds,
    pub(crate) certainty: Certainty,
}

/// A thing by all its tellings, and by those alone that are at least as sure as some are.
///
/// A weaker telling never lends its dates to a surer one: the certainty of an answer is the highest
/// at which it is still so when all weaker tellings are left out. What only a weaker telling
/// excludes stays possible, at the surer one's certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Levels<T> {
    /// By all tellings.
    pub(crate) all: T,
    /// By the surer ones alone, the surest first; empty where all tellings are as sure.
    pub(crate) surer: Vec<T>,
}

impl<T> Levels<T> {
    pub(crate) const fn one(all: T) -> Self {
        Self {
            all,
            surer: Vec::new(),
        }
    }

    /// The surest first, that of all tellings last.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.surer.iter().chain(std::iter::once(&self.all))
    }

    /// How it is, and at which level: `ask` is put to each.
    pub(crate) fn best(&self, ask: impl Fn(&T) -> Option<Holds>) -> Option<(Holds, &T)> {
        if self.surer.is_empty() {
            return ask(&self.all).map(|holds| (holds, &self.all));
        }
        let is_certain = ask(&self.all) == Some(Holds::Certainly);
        self.iter().find_map(|level| {
            let holds = ask(level)?;
            let counts = !is_certain || holds == Holds::Certainly;
            counts.then_some((if is_certain { holds } else { Holds::Possibly }, level))
        })
    }
}

impl<T> Levels<T> {
    /// The days of it, how they are in a window and at which level: `days` and `holds` are put to
    /// each.
    ///
    /// The days are those by all tellings, if these can be in the window; else those of the surest
    /// level whose days can. The level is the surest whose days are no wider, and that holds as well.
    pub(crate) fn dated(
        &self,
        days: impl Fn(&T) -> Option<(Day, Day)>,
        holds: impl Fn(&T) -> Option<Holds>,
    ) -> Option<((Day, Day), Holds, &T)> {
        let at = |level| Some((days(level)?, holds(level)?));
        if let Some((all, holds)) = at(&self.all) {
            let level = self.iter().find(|level| {
                at(level)
                    .is_some_and(|(days, own)| all.0 <= days.0 && days.1 <= all.1 && holds <= own)
            });
            return Some((all, holds, level.unwrap_or(&self.all)));
        }
        self.surer
            .iter()
            .find_map(|level| at(level).map(|(days, _)| (days, Holds::Possibly, level)))
    }
}

/// # One thing told several times
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weaker_telling_lends_certainty_at_its_own_level_only() {
        let levels = Levels {
            all: (Certainty::Alleged, Some(Holds::Certainly)),
            surer: vec![(Certainty::Confirmed, Some(Holds::Possibly))],
        };
        let (holds, level) = levels.best(|level| level.1).expect("it holds");
        assert_eq!((holds, level.0), (Holds::Certainly, Certainty::Alleged));
        let excluded = Levels {
            all: (Certainty::Alleged, None),
            ..levels.clone()
        };
        let (holds, level) = excluded.best(|level| level.1).expect("it stays possible");
        assert_eq!((holds, level.0), (Holds::Possibly, Certainty::Confirmed));
    }

    #[test]
    fn few_are_left_out_in_every_combination() {
        assert_eq!(left_out(0), [0]);
        assert_eq!(left_out(2), [0, 1, 2, 3]);
        assert!(left_out(70).len() < 130);
    }
}
