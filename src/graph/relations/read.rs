//! Reading the columns of relations.

use super::columns::{Lasting, LastingSpan, NO_SPAN};
use super::counts::LastingCounts;
use super::item::{OPEN, index};
use crate::graph::evidence::class_order::ClassOrder;
use crate::model::{ActorId, Day, Holds, Kinds, RelationKind, Window};

/// # Reading
impl Lasting {
    /// A window in days of the columns: from at most the last day of a stated end.
    pub(in crate::graph) fn offsets(&self, window: Window) -> (u16, u16) {
        let offset = |day: Day, most: u16| {
            let days = i64::from(day.number()) - i64::from(self.first_day);
            u16::try_from(days.clamp(0, i64::from(most))).unwrap_or(most)
        };
        (offset(window.from, OPEN - 1), offset(window.to, OPEN))
    }

    /// Whether what is open at its end holds certainly, in a window that begins on an offset.
    #[inline]
    pub(in crate::graph) fn holds(
        &self,
        start: u16,
        end: u16,
        from: u16,
        is_from_ever: bool,
    ) -> Holds {
        let until = || self.open_until.get(usize::from(end.wrapping_sub(OPEN)));
        let is_certain = end < OPEN
            || is_from_ever
            || until().is_none_or(|until| until.is_none_or(|until| from < until.max(start + 1)));
        if is_certain {
            Holds::Certainly
        } else {
            Holds::Possibly
        }
    }

    pub(in crate::graph) fn counts(&self) -> Option<&LastingCounts> {
        self.counts.as_deref()
    }

    /// The classes of their kinds and evidence, where there are several of evidence, and not too many.
    pub(crate) fn order(&self) -> Option<&ClassOrder> {
        self.counts.as_ref().map(|counts| &counts.order)
    }

    /// The evidence of all, where there is but one.
    pub(crate) fn only_evidence(&self) -> Option<u32> {
        let is_one = self.run_evidence.is_empty();
        self.span_evidence.first().copied().filter(|_| is_one)
    }

    pub(crate) fn degree(&self, actor: ActorId) -> usize {
        let kinds = self.kinds.len();
        let at = actor.index() * kinds;
        match (self.run_starts.get(at), self.run_starts.get(at + kinds)) {
            (Some(&from), Some(&to)) if kinds > 0 => index(to - from),
            _ => 0,
        }
    }

    /// How many relations of some kinds hold in a window: certainly, and certainly or possibly.
    ///
    /// # Complexity
    ///
    /// O(kinds).
    pub(crate) fn count(&self, kinds: Kinds, window: Window) -> (u64, u64) {
        if window.is_empty() {
            return (0, 0);
        }
        let (from, to) = self.offsets(window);
        let last = self.days.saturating_sub(1);
        let (from, to) = (usize::from(from).min(last), usize::from(to).min(last));
        let is_from_ever = window.from == Day::BEFORE_ALL;
        let (mut certainly, mut all) = (0, 0);
        for (place, &kind) in self.kinds.iter().enumerate() {
            if !kinds.contains(kind) {
                continue;
            }
            let row = place * self.days;
            let started = u64::from(self.starts[row + to]);
            let gone = |table: &[u32]| {
                if is_from_ever {
                    0
                } else {
                    u64::from(table[row + from])
                }
            };
            all += started.saturating_sub(gone(&self.ends));
            certainly += started.saturating_sub(gone(&self.sure_ends));
        }
        (certainly, all)
    }

    /// The ties, with how they hold, of the relations of some kinds that can hold in a window.
    pub(crate) fn in_window(
        &self,
        kinds: Kinds,
        window: Window,
    ) -> impl Iterator<Item = (usize, Holds)> + use<'_> {
        let (from, to) = self.offsets(window);
        let is_from_ever = window.from == Day::BEFORE_ALL;
        let is_empty = window.is_empty();
        let all = self.kinds.iter().enumerate();
        let wanted = all.filter(move |&(_, &kind)| !is_empty && kinds.contains(kind));
        wanted.flat_map(move |(place, _)| {
            let begun = self.starts[place * self.days + usize::from(to).min(self.days - 1)];
            let first = index(self.kind_starts[place]);
            let spans = &self.spans[first..first + index(begun)];
            let open = spans
                .iter()
                .enumerate()
                .filter(move |(_, span)| span.end > from);
            open.map(move |(at, span)| {
                let holds = self.holds(span.start, span.end, from, is_from_ever);
                (first + at, holds)
            })
        })
    }

    pub(crate) fn span(&self, place: usize) -> LastingSpan {
        self.spans[place]
    }

    pub(crate) fn tie(&self, place: usize) -> u32 {
        self.span_ties[place]
    }

    pub(crate) fn evidence(&self, place: usize) -> u32 {
        let own = self.span_evidence.get(place);
        own.or(self.span_evidence.first()).copied().unwrap_or(0)
    }

    /// The spans of a kind that begin, and those that end, on days of a window.
    pub(crate) fn turning(
        &self,
        kind: RelationKind,
        window: Window,
    ) -> (std::ops::Range<usize>, &[u32]) {
        let Ok(place) = self.kinds.binary_search(&kind) else {
            return (0..0, &[]);
        };
        let last = self.days.saturating_sub(1);
        let (from, to) = self.offsets(window);
        let (from, to) = (usize::from(from).min(last), usize::from(to).min(last));
        let row = place * self.days;
        let first = index(self.kind_starts[place]);
        let begin = first + index(self.starts[row + from])..first + index(self.starts[row + to]);
        // how many of the kinds before have an end
        let before: usize = (0..place)
            .map(|one| index(self.ends[one * self.days + last]))
            .sum();
        let ended = |day: usize| match day.checked_sub(1) {
            Some(day) => before + index(self.ends[row + day]),
            None => before,
        };
        let end = &self.by_end[ended(from)..ended(to).max(ended(from))];
        (begin, end)
    }

    /// A day in the columns, for [`holds_on`](Self::holds_on).
    pub(crate) fn on(&self, day: Day) -> (u16, u16) {
        self.offsets(Window {
            from: day,
            to: day.next(),
        })
    }

    /// Whether a relation can hold on a day.
    #[inline]
    pub(crate) fn holds_on(&self, place: usize, (from, to): (u16, u16)) -> bool {
        let span = self.spans[place];
        span.start < to && span.end > from
    }

    /// The relations of the same kind, pair and direction that stand before one, the nearest first:
    /// none, if all of them end by a day.
    #[inline]
    pub(crate) fn before(
        &self,
        place: usize,
        (from, _): (u16, u16),
    ) -> impl Iterator<Item = usize> {
        let is_any = self.spans[place].latest_before > from;
        self.along(place, 0, is_any)
    }

    /// Those that stand after it: none, if all of them begin after a day.
    #[inline]
    pub(crate) fn after(&self, place: usize, (_, to): (u16, u16)) -> impl Iterator<Item = usize> {
        let is_any = self.spans[place].next_start < to;
        self.along(place, 1, is_any)
    }

    #[inline]
    fn along(&self, place: usize, way: usize, is_any: bool) -> impl Iterator<Item = usize> {
        let next = move |at: usize| {
            let next = self.chain[at][way];
            (next != NO_SPAN).then(|| index(next))
        };
        let first = if is_any { next(place) } else { None };
        std::iter::successors(first, move |&at| next(at))
    }

    /// Whether what can hold on a day does so certainly, all the columns through.
    pub(crate) fn is_all_sure(&self) -> bool {
        self.is_all_sure
    }
}

impl Lasting {
    /// The rows of evidence that its relations have.
    pub(crate) fn evidence_rows(&self) -> impl Iterator<Item = u32> {
        self.span_evidence.iter().copied()
    }

    pub(crate) fn evidence_in_run(&self, at: usize) -> u32 {
        let own = self.run_evidence.get(at);
        own.or(self.span_evidence.first()).copied().unwrap_or(0)
    }
}
