//! Classes of events: what filters look at.

use crate::model::{ActorId, Deaths, Ends, EventKind};

/// More classes than this are not kept apart: what is of another goes the longer way.
pub(in crate::graph) const MOST_CLASSES: usize = 4096;

/// Which way an event reads between the lower and the higher number of its pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Orientation {
    /// Two sides, neither before the other.
    Sided,
    /// From the lower to the higher.
    Up,
    /// From the higher to the lower.
    Down,
}

/// What kind of toll an event has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Figure {
    /// None.
    Unknown,
    /// One with a best figure.
    Best,
    /// A range alone.
    Range,
}

impl Figure {
    /// What kind a toll is of.
    #[inline]
    pub(in crate::graph) const fn of(deaths: Option<Deaths>) -> Self {
        match deaths {
            None => Self::Unknown,
            Some(Deaths { best: None, .. }) => Self::Range,
            Some(_) => Self::Best,
        }
    }

    /// Whether a toll is given.
    #[inline]
    pub(crate) const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

/// All of an event but its day, pair and toll: what filters look at. Equal ones are one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Class {
    pub(crate) kind: EventKind,
    pub(crate) orientation: Orientation,
    /// The row in the table of evidence.
    pub(crate) evidence: u32,
    /// Who claims or announced it, if one does.
    pub(crate) by: Option<ActorId>,
    /// What kind of toll is given.
    pub(crate) figure: Figure,
    /// Whether it has several actors on a side, or one alone.
    pub(crate) is_company: bool,
}

/// The classes that were met last, and what was found out about each: rows of a few classes come in any order.
#[derive(Debug, Clone)]
pub(in crate::graph) struct RecentClasses<T>(Vec<Option<(Class, T)>>);

impl<T> Default for RecentClasses<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> RecentClasses<T> {
    const SLOTS: usize = 256;

    /// What was found out about a class, or what `find` finds out now.
    #[inline]
    pub(in crate::graph) fn get(&mut self, class: &Class, find: impl FnOnce() -> T) -> T {
        let form = class.kind as usize * 9 + class.orientation as usize * 3 + class.figure as usize;
        let slot = (form ^ (class.evidence as usize).wrapping_mul(97)) % Self::SLOTS;
        if self.0.is_empty() {
            self.0.resize(Self::SLOTS, None);
        }
        match self.0[slot] {
            Some((own, found)) if own == *class => found,
            _ => {
                let found = find();
                self.0[slot] = Some((*class, found));
                found
            }
        }
    }
}

impl Orientation {
    /// How an event of two reads.
    #[inline]
    pub(in crate::graph) fn of(is_directed: bool, from: ActorId, to: ActorId) -> Self {
        if !is_directed {
            Self::Sided
        } else if from < to {
            Self::Up
        } else {
            Self::Down
        }
    }

    /// How a statement of one pair reads; `None`: it has several, or none.
    pub(in crate::graph) fn of_ends(ends: &Ends) -> Option<Orientation> {
        match ends {
            Ends::Directed { from, to } => match (&**from, &**to) {
                ([from], [to]) => Some(Orientation::of(true, *from, *to)),
                _ => None,
            },
            Ends::Mutual(all) => (all.len() == 2).then_some(Orientation::Sided),
            Ends::Sided(sides) => {
                let is_pair = sides.len() == 2 && sides.iter().all(|side| side.len() == 1);
                is_pair.then_some(Orientation::Sided)
            }
            Ends::Alone(_) => None,
        }
    }
}
