//! Columns that ties are written into, one after the other, without asking for room at each.

use crate::model::{ActorId, Holds, TieId};

/// Who is tied, by which tie, and how it holds; the columns may be longer than what is written, until
/// they are [cut](Self::finish).
#[derive(Debug)]
pub(crate) struct TieColumns<'c> {
    actors: &'c mut Vec<ActorId>,
    ties: &'c mut Vec<TieId>,
    holds: &'c mut Vec<Holds>,
    /// Whether all hold certainly: how is not asked of each.
    are_all_sure: bool,
    length: usize,
}

impl<'c> TieColumns<'c> {
    /// Columns from their beginning on: what they hold is written over.
    pub(crate) fn new(
        (actors, ties, holds): (&'c mut Vec<ActorId>, &'c mut Vec<TieId>, &'c mut Vec<Holds>),
        are_all_sure: bool,
    ) -> Self {
        Self {
            actors,
            ties,
            holds,
            are_all_sure,
            length: 0,
        }
    }

    /// How many are written.
    pub(crate) const fn len(&self) -> usize {
        self.length
    }

    /// Writes down those of some rows, `most` at most, that are to be.
    ///
    /// Each is written, and the next one over it if it was not to be: no branch is hard to foresee.
    #[inline]
    pub(crate) fn write<H: Fn() -> Holds>(
        &mut self,
        most: usize,
        rows: impl Iterator<Item = (bool, ActorId, TieId, H)>,
    ) {
        let end = self.length + most;
        if self.actors.len() < end || self.ties.len() < end || self.holds.len() < end {
            self.grow(end);
        }
        let actors = &mut self.actors[self.length..end];
        let ties = &mut self.ties[self.length..end];
        let mut at = 0;
        if self.are_all_sure {
            for (is_in, actor, tie, _) in rows {
                (actors[at], ties[at]) = (actor, tie);
                at += usize::from(is_in);
            }
        } else {
            let all = &mut self.holds[self.length..end];
            for (is_in, actor, tie, holds) in rows {
                (actors[at], ties[at], all[at]) = (actor, tie, holds());
                at += usize::from(is_in);
            }
        }
        self.length += at;
    }

    #[cold]
    fn grow(&mut self, end: usize) {
        let length = end.max(2 * self.length);
        self.actors.resize(length, ActorId::new(0));
        self.ties.resize(length, TieId::new(0));
        self.holds.resize(length, Holds::Certainly);
    }

    /// Cuts the columns to what is written.
    pub(crate) fn finish(self) {
        self.actors.truncate(self.length);
        self.ties.truncate(self.length);
        self.holds.truncate(self.length);
        if self.are_all_sure {
            self.holds.fill(Holds::Certainly);
        }
    }
}
