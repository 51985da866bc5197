//! The plain relations of one actor, kind by kind.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]

use super::lasting::{BLOCK, Item, Lasting, index};
use crate::model::{ActorId, Day, Holds, Kinds, Window};

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
        let at = actor.index() * self.kinds.len();
        let is_known = !self.kinds.is_empty()
            && at + self.kinds.len() < self.run_starts.len()
            && !window.is_empty();
        LastingRun {
            lasting: self,
            kinds,
            next_kind: if is_known { 0 } else { self.kinds.len() },
            base: at,
            items: &[],
            first: 0,
            blocks: &[],
            marks: 0,
            block: 0,
            from,
            to,
            is_from_ever: window.from == Day::BEFORE_ALL,
        }
    }
}

impl Lasting {
    /// How many relations of some kinds hold in a window, certainly and only possibly, where `known`
    /// says how what has an evidence is known.
    ///
    /// # Complexity
    ///
    /// O(kinds and evidence · log n).
    pub(crate) fn count_known(
        &self,
        kinds: Kinds,
        window: Window,
        known: impl Fn(u32) -> Option<Holds>,
    ) -> (u64, u64) {
        let (mut certainly, mut possibly) = (0, 0);
        let mut add = |evidence, sure: u64, all: u64| match known(evidence) {
            Some(Holds::Certainly) => {
                certainly += sure;
                possibly += all - sure;
            }
            Some(Holds::Possibly) => possibly += all,
            None => {}
        };
        let is_from_ever = window.from == Day::BEFORE_ALL;
        match (self.counts(), self.only_evidence()) {
            _ if window.is_empty() => {}
            (Some(counts), _) => counts.each(kinds, self.offsets(window), is_from_ever, add),
            (None, Some(evidence)) => {
                let (sure, all) = self.count(kinds, window);
                add(evidence, sure, all);
            }
            (None, None) => {}
        }
        (certainly, possibly)
    }
}

/// Which items of a block hold in a window: a bit an item.
///
/// Eight are compared at once, without a branch: as many machines can do.
#[inline(always)]
fn marks(block: &[Item], from: u16, to: u16) -> u64 {
    #[expect(clippy::needless_bitwise_bool, reason = "`&&` would be a branch")]
    let holds = |item: &Item| u8::from((item.start < to) & (item.end > from));
    let (eights, rest) = block.as_chunks::<8>();
    let mut marks = 0;
    for (place, eight) in eights.iter().enumerate() {
        let flags = eight.each_ref().map(holds);
        // brings the lowest bits of the eight bytes together in the highest one
        let bits = u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        marks |= bits << (8 * place);
    }
    for (bit, item) in (8 * eights.len()..).zip(rest) {
        marks |= u64::from(holds(item)) << bit;
    }
    marks
}

/// Iterates over the relations of an actor that can hold in a window.
///
/// It goes block by block: one pass without a branch marks what holds, then the marks are taken.
#[derive(Debug, Clone)]
pub(crate) struct LastingRun<'g> {
    lasting: &'g Lasting,
    kinds: Kinds,
    next_kind: usize,
    base: usize,
    /// What is left of the run of a kind, and where it lies in the runs.
    items: &'g [Item],
    first: usize,
    /// The latest ends of the blocks that are left; none for a short run.
    blocks: &'g [u16],
    /// What of the block before `first` holds and was not yet given: a bit an item.
    marks: u64,
    block: usize,
    from: u16,
    to: u16,
    is_from_ever: bool,
}

impl LastingRun<'_> {
    #[inline]
    fn tie(&self, at: usize, item: Item) -> LastingTie {
        let lasting = self.lasting;
        LastingTie {
            other: item.other,
            // who does not look at it does not load it
            tie: lasting.run_ties.get(at).copied().unwrap_or_default(),
            at,
            holds: lasting.holds(item.start, item.end, self.from, self.is_from_ever),
        }
    }

    /// Marks what holds of the next block; `false`: there is none.
    #[inline(always)]
    fn turn(&mut self) -> bool {
        loop {
            if self.items.is_empty() {
                if !self.next_run() {
                    return false;
                }
                continue;
            }
            let (block, rest) = self.items.split_at(self.items.len().min(BLOCK));
            let is_past = match self.blocks.split_first() {
                Some((&end, blocks)) => {
                    self.blocks = blocks;
                    end <= self.from
                }
                None => false,
            };
            self.items = rest;
            self.block = self.first;
            self.first += block.len();
            if is_past {
                continue;
            }
            self.marks = marks(block, self.from, self.to);
            if self.marks != 0 {
                return true;
            }
        }
    }

    /// Goes to the run of the next kind that is asked for; `false`: there is none.
    #[inline(always)]
    fn next_run(&mut self) -> bool {
        let lasting = self.lasting;
        while let Some(&kind) = lasting.kinds.get(self.next_kind) {
            let at = self.base + self.next_kind;
            self.next_kind += 1;
            if !self.kinds.contains(kind) {
                continue;
            }
            let first = index(lasting.run_starts[at]);
            let run = &lasting.run[first..index(lasting.run_starts[at + 1])];
            self.first = first;
            self.items = run;
            self.blocks = &[];
            if run.len() > BLOCK {
                self.items = &run[..run.partition_point(|item| item.start < self.to)];
                self.blocks = &lasting.block_ends[index(lasting.block_starts[at])..];
            }
            return true;
        }
        false
    }
}

impl Iterator for LastingRun<'_> {
    type Item = LastingTie;

    #[inline]
    fn next(&mut self) -> Option<LastingTie> {
        if self.marks == 0 && !self.turn() {
            return None;
        }
        let at = self.block + self.marks.trailing_zeros() as usize;
        self.marks &= self.marks - 1;
        let item = self.lasting.run.get(at)?;
        Some(self.tie(at, *item))
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, LastingTie) -> B>(mut self, init: B, mut f: F) -> B {
        let mut all = init;
        while self.marks != 0 || self.turn() {
            let mut marks = std::mem::take(&mut self.marks);
            let block = self.lasting.run.get(self.block..).unwrap_or_default();
            while marks != 0 {
                let bit = marks.trailing_zeros() as usize;
                marks &= marks - 1;
                if let Some(item) = block.get(bit) {
                    all = f(all, self.tie(self.block + bit, *item));
                }
            }
        }
        all
    }
}
