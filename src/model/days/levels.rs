//! One thing that several statements describe: how it looks by the surer statements, and by all.

use super::day::Day;
use super::window::Holds;

/// A thing by all its tellings, and by only those that have at least a certain certainty.
///
/// A weaker telling never lends its dates to a stronger one. So the certainty of an answer is the
/// highest at which it still holds in the same way when all weaker tellings are left out. What only
/// a weaker telling excludes stays possible, at the certainty of the stronger one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Levels<T> {
    /// By all tellings.
    pub(crate) all: T,
    /// The thing by the stronger tellings only, from the strongest down; empty if all are equally
    /// certain.
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

    /// How the thing holds, and at which level; the function is called for each level.
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
    /// The days of the thing, how they lie in a window, and at which level; the functions are
    /// called for each level.
    ///
    /// The days are those by all tellings, if these can lie in the window. Otherwise they are those
    /// of the strongest level whose days can. The level is the strongest one whose days are no
    /// wider, and at which the thing holds as well.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::Certainty;

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
}
