//! The plain relations of one actor, kind by kind.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]
#![expect(
    clippy::explicit_counter_loop,
    reason = "a zipped counter makes a branch of what is none"
)]

use super::checkpoints::LONG;
use super::columns::Lasting;
use super::item::{Item, index};
use super::tie_columns::TieColumns;
use crate::graph::evidence::class_order::{Admitted, Bits, FEW};
use crate::model::{ActorId, Day, Holds, Kinds, TieId, Window};

/// A relation met in an actor's run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastingTie {
    pub(crate) other: ActorId,
    pub(crate) tie: u32,
    /// Where it lies in the runs.
    pub(crate) at: usize,
    pub(crate) holds: Holds,
}

impl Lasting {
    /// The relations of an actor that can hold in a window, kind by kind, each by time.
    #[inline(always)]
    pub(crate) fn of_actor(&self, actor: ActorId, kinds: Kinds, window: Window) -> LastingRun<'_> {
        let (from, to) = self.offsets(window);
        let at = actor.index().saturating_mul(self.kinds.len());
        let is_known = !self.kinds.is_empty()
            && at.saturating_add(self.kinds.len()) < self.run_starts.len()
            && !window.is_empty();
        LastingRun {
            lasting: self,
            kinds,
            next_kind: if is_known { 0 } else { self.kinds.len() },
            base: at,
            items: &[],
            first: 0,
            rest: (0, 0),
            from,
            to,
            is_from_ever: window.from == Day::BEFORE_ALL,
        }
    }
}

impl Lasting {
    /// How many relations of the classes in a set hold in a window: certainly, and in all; `None`: no
    /// classes are counted.
    ///
    /// # Complexity
    ///
    /// O(classes).
    pub(crate) fn count_of(&self, window: Window, bits: &Bits) -> Option<(u64, u64)> {
        let counts = self.counts()?;
        if window.is_empty() {
            return Some((0, 0));
        }
        let is_from_ever = window.from == Day::BEFORE_ALL;
        Some(counts.hold(self.offsets(window), is_from_ever, bits))
    }
}

/// So many are written into columns at a time.
const PIECE: usize = 128;

/// Iterates over the relations of an actor that can hold in a window.
///
/// It goes through the run of each kind; of a long one first through what held at the last point
/// before the window, then through the rest of the run.
#[derive(Debug, Clone)]
pub(crate) struct LastingRun<'g> {
    lasting: &'g Lasting,
    kinds: Kinds,
    next_kind: usize,
    base: usize,
    /// What is left, and where it lies in the runs.
    items: &'g [Item],
    first: usize,
    /// Where the rest of the run lies, behind these.
    rest: (u32, u32),
    from: u16,
    to: u16,
    is_from_ever: bool,
}

impl LastingRun<'_> {
    #[inline(always)]
    fn tie(&self, at: usize, Item { other, start, end }: Item) -> LastingTie {
        let lasting = self.lasting;
        LastingTie {
            other,
            // who does not look at it does not load it
            tie: lasting.run_ties.get(at).copied().unwrap_or_default(),
            at,
            holds: lasting.holds(start, end, self.from, self.is_from_ever),
        }
    }

    /// Goes to the rest of the run, or the run of the next kind; `None`: there is none.
    #[inline(always)]
    fn turn(&mut self) -> Option<()> {
        let (from, to) = std::mem::take(&mut self.rest);
        if from >= to {
            return self.next_run();
        }
        self.first = index(from);
        self.items = &self.lasting.run[self.first..index(to)];
        Some(())
    }

    /// Goes to the run of the next kind that is asked for and has one; `None`: there is none.
    #[inline(always)]
    fn next_run(&mut self) -> Option<()> {
        let lasting = self.lasting;
        loop {
            let kind = *lasting.kinds.get(self.next_kind)?;
            let at = self.base + self.next_kind;
            self.next_kind += 1;
            if !self.kinds.contains(kind) {
                continue;
            }
            self.first = index(lasting.run_starts[at]);
            let end = lasting.run_starts[at + 1];
            self.items = &lasting.run[self.first..index(end)];
            if self.items.len() > LONG
                && let Some(held) = lasting.standing.held(self.first, self.from)
            {
                let (from, to) = held.copies;
                self.first = index(from);
                self.items = &lasting.run[self.first..index(to)];
                self.rest = (held.rest, end);
                return Some(());
            }
            if !self.items.is_empty() {
                return Some(());
            }
        }
    }
}

impl Iterator for LastingRun<'_> {
    type Item = LastingTie;

    #[inline]
    fn next(&mut self) -> Option<LastingTie> {
        loop {
            while let Some((&item, rest)) = self.items.split_first() {
                if item.start >= self.to {
                    // so do all that follow
                    (self.items, self.rest) = (&[], (0, 0));
                    break;
                }
                let at = self.first;
                (self.items, self.first) = (rest, at + 1);
                if item.end > self.from {
                    return Some(self.tie(at, item));
                }
            }
            self.turn()?;
        }
    }

    /// One pass over each run, in the form that compilers make without a branch where little is done
    /// with each: the item is loaded before it is known whether it holds.
    #[inline(always)]
    fn fold<B, F: FnMut(B, LastingTie) -> B>(mut self, init: B, mut f: F) -> B {
        let mut all = init;
        loop {
            let mut at = self.first;
            for item in self.items {
                let (other, start, end) = (item.other, item.start, item.end);
                if start >= self.to {
                    break;
                }
                all = if end > self.from {
                    f(all, self.tie(at, Item { other, start, end }))
                } else {
                    all
                };
                at += 1;
            }
            if self.turn().is_none() {
                return all;
            }
        }
    }
}

/// Which classes pass, and which of them are certainly known: so few that they need no memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FewAdmitted {
    all: [u64; FEW],
    sure: [u64; FEW],
}

impl FewAdmitted {
    /// Of what is admitted; without what is only possibly known, where only what is certain is shown.
    #[inline]
    pub(crate) fn new(admitted: &Admitted, is_certain_only: bool) -> Option<Self> {
        let (sure, maybe) = (admitted.certainly.few()?, admitted.possibly.few()?);
        let mut all = sure;
        if !is_certain_only {
            for (own, more) in all.iter_mut().zip(maybe) {
                *own |= more;
            }
        }
        Some(Self { all, sure })
    }
}

impl LastingRun<'_> {
    /// One pass over what is of classes that pass: what is only possibly known holds possibly.
    #[inline(always)]
    pub(crate) fn fold_admitted<B, F: FnMut(B, LastingTie) -> B>(
        mut self,
        FewAdmitted { all: bits, sure }: FewAdmitted,
        init: B,
        mut f: F,
    ) -> B {
        let has = |bits: &[u64; FEW], rank: u16| {
            bits[usize::from(rank) / 64 % FEW] >> (rank % 64) & 1 == 1
        };
        let ranks = &self.lasting.run_ranks;
        let mut all = init;
        loop {
            let mut at = self.first;
            let own = ranks.get(at..at + self.items.len()).unwrap_or_default();
            for (item, &rank) in self.items.iter().zip(own) {
                let (other, start, end) = (item.other, item.start, item.end);
                if start >= self.to {
                    break;
                }
                all = if (end > self.from) & has(&bits, rank) {
                    let mut tie = self.tie(at, Item { other, start, end });
                    if !has(&sure, rank) {
                        tie.holds = Holds::Possibly;
                    }
                    f(all, tie)
                } else {
                    all
                };
                at += 1;
            }
            if self.turn().is_none() {
                return all;
            }
        }
    }

    /// Goes to the first run that there is, and leaves out what begins after the window.
    #[inline(always)]
    pub(crate) fn ready(mut self) -> Self {
        let is_any = self.turn().is_some();
        if is_any && self.items.first().is_some_and(|item| item.start >= self.to) {
            (self.items, self.rest) = (&[], (0, 0));
        }
        self
    }

    /// Writes down all that can hold.
    #[inline(always)]
    pub(crate) fn write_into(mut self, columns: &mut TieColumns<'_>) {
        let lasting = self.lasting;
        loop {
            let ties = lasting.run_ties.get(self.first..).unwrap_or_default();
            let (from, to, is_from_ever) = (self.from, self.to, self.is_from_ever);
            // no room is made for what begins later
            for (items, ties) in self.items.chunks(PIECE).zip(ties.chunks(PIECE)) {
                if items.first().is_none_or(|item| item.start >= to) {
                    break;
                }
                let rows = items.iter().zip(ties);
                let in_time = rows.take_while(move |(item, _)| item.start < to);
                columns.write(
                    items.len(),
                    in_time.map(move |(&Item { other, start, end }, &tie)| {
                        let holds = move || lasting.holds(start, end, from, is_from_ever);
                        (end > from, other, TieId::new(tie), holds)
                    }),
                );
            }
            if self.turn().is_none() {
                return;
            }
        }
    }
}
