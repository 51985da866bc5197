//! Filters of a view, prepared once at the beginning of a question for the rows of columns.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]

use crate::graph::{Class, FewAdmitted, LastingRun, LastingTie};
use crate::model::{ActorId, Holds, Kinds};
use crate::view::View;

/// The filters of a view, as rows of columns meet them.
///
/// Most views have no filter of evidence or actors that keeps any row out: then no row is asked by itself. Who asks
/// a question of columns makes one of these first, and need not know which filters there are, nor how rows lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filter<'g, 'f> {
    pub(super) view: View<'g, 'f>,
    /// Whether neither evidence nor actors keep any row out, so that each is certainly known.
    is_open: bool,
}

impl<'g, 'f> View<'g, 'f> {
    /// The filters as rows of columns meet them.
    ///
    /// No row of columns is denied or withdrawn.
    #[inline(always)]
    pub(crate) fn filter(self) -> Filter<'g, 'f> {
        let rows = self.graph.summary;
        let is_open = self.among.is_none()
            && self.sources.is_none()
            && rows.least.is_none_or(|least| self.at_least <= least)
            && self
                .known_on
                .is_none_or(|day| rows.known.is_none_or(|known| known <= day));
        Filter {
            view: self,
            is_open,
        }
    }
}

/// # Events
impl Filter<'_, '_> {
    /// Whether every event of columns passes, certainly known.
    #[inline(always)]
    pub(crate) fn lets_all_events_pass(&self) -> bool {
        let kinds = self.view.graph.summary.kinds;
        self.is_open && kinds.minus(self.view.kinds()).is_empty()
    }

    /// Returns how the events of a class are known, if kinds and evidence admit them.
    #[inline]
    pub(crate) fn class(&self, class: &Class) -> Option<Holds> {
        if !self.view.kinds().contains(class.kind) {
            None
        } else if self.is_open {
            Some(Holds::Certainly)
        } else {
            self.view.known_number(class.evidence)
        }
    }

    /// Whether both of two actors are among those of the view.
    #[inline]
    pub(crate) fn pair(&self, one: ActorId, other: ActorId) -> bool {
        self.is_open || self.view.is_among(one) && self.view.is_among(other)
    }

    /// Returns how the event of an exact day at a place is known; `None` if it is not admitted, or one of several
    /// pairs.
    #[inline]
    pub(crate) fn exact_event(&self, place: usize) -> Option<Holds> {
        let exact = &self.view.graph.exact;
        let class = exact.class_at(place);
        let known = self.class(class).filter(|_| !class.is_company)?;
        let is_among = self.view.among.is_none() || {
            let (low, high) = exact.pair(place);
            self.pair(low, high)
        };
        is_among.then_some(known)
    }
}

/// # Relations
impl<'g> Filter<'g, '_> {
    /// Whether every relation of columns passes that can hold in the view's days.
    #[inline(always)]
    fn lets_all_relations_pass(&self) -> bool {
        self.is_open && self.shows_what_can_hold()
    }

    /// Whether a relation of columns that can hold is shown: where no time is in doubt, it does so certainly.
    #[inline(always)]
    fn shows_what_can_hold(&self) -> bool {
        !self.view.certainly || self.view.graph.lasting.is_all_sure()
    }

    /// Whether all ties are relations of columns, and every one that can hold passes.
    pub(crate) fn lets_columns_alone_pass(&self) -> bool {
        let has_events = !self.view.kinds().and(Kinds::EVENTS).is_empty();
        self.lets_all_relations_pass() && self.view.graph.relations.is_empty() && !has_events
    }

    /// Returns how a relation with some evidence and two ends holds, given its holding in time; `None` if it is not
    /// shown.
    #[inline(always)]
    fn relation(
        &self,
        evidence: impl FnOnce() -> u32,
        ends: impl FnOnce() -> [ActorId; 2],
        in_time: Holds,
    ) -> Option<Holds> {
        let known = if self.is_open {
            Holds::Certainly
        } else {
            let is_among = ends().iter().all(|&end| self.view.is_among(end));
            self.view.known_number(evidence()).filter(|_| is_among)?
        };
        self.view.shown(known.and(in_time))
    }

    /// Returns how the relation at a place of the columns holds.
    #[inline]
    pub(crate) fn relation_at(&self, place: usize, in_time: Holds) -> Option<Holds> {
        let lasting = &self.view.graph.lasting;
        // looked up only where they are asked for: each is elsewhere in memory
        let ends = || {
            let span = lasting.span(place);
            [span.from, span.to]
        };
        self.relation(|| lasting.evidence(place), ends, in_time)
    }

    /// A relation that was met in the run of an actor, with how it holds in the view.
    #[inline(always)]
    pub(crate) fn relation_of(&self, actor: ActorId, one: LastingTie) -> Option<LastingTie> {
        let evidence = || self.view.graph.lasting.evidence_in_run(one.at);
        let holds = self.relation(evidence, || [actor, one.other], one.holds)?;
        Some(LastingTie { holds, ..one })
    }

    /// Goes through the relations of an actor's run that pass, in one tight loop.
    #[inline(always)]
    pub(crate) fn fold_relations<B>(
        &self,
        actor: ActorId,
        run: LastingRun<'g>,
        init: B,
        mut each: impl FnMut(B, LastingTie) -> B,
    ) -> B {
        if self.lets_all_relations_pass() {
            return run.fold(init, each);
        }
        if let Some(few) = self.few_classes() {
            return run.fold_admitted(few, init, each);
        }
        let shown = run.filter_map(|one| self.relation_of(actor, one));
        shown.fold(init, &mut each)
    }

    /// The classes of relations that pass, if they are few and actors do not matter.
    #[inline]
    fn few_classes(&self) -> Option<FewAdmitted> {
        let view = self.view;
        let order = view.graph.lasting.order()?;
        let is_asked = view.among.is_some() || view.sources.is_some();
        let is_few = !is_asked && self.shows_what_can_hold() && order.is_few();
        is_few.then(|| FewAdmitted::new(&view.admitted(order), view.certainly))?
    }

    /// Counts the relations of columns that hold: certainly, and only possibly.
    ///
    /// # Complexity
    ///
    /// O(kinds); if evidence excludes some, O(classes); among some actors O(relations), as each is checked.
    pub(crate) fn count_relations(&self) -> (u64, u64) {
        let counted = self.counted_relations();
        let (certainly, possibly) = counted.unwrap_or_else(|| self.asked_relations());
        let is_shown = !self.view.certainly;
        (certainly, if is_shown { possibly } else { 0 })
    }

    /// Counts these relations by prefix sums, or returns `None` if each must be checked.
    fn counted_relations(&self) -> Option<(u64, u64)> {
        let (view, lasting) = (self.view, &self.view.graph.lasting);
        let known_so = |known: Holds, (sure, all): (u64, u64)| match known {
            Holds::Certainly => (sure, all - sure),
            Holds::Possibly => (0, all),
        };
        let all = || lasting.count(view.kinds(), view.window);
        if self.is_open {
            return Some(known_so(Holds::Certainly, all()));
        }
        if view.among.is_some() {
            return None;
        }
        if let Some(evidence) = lasting.only_evidence() {
            let known = view.known_number(evidence);
            return Some(known.map_or((0, 0), |known| known_so(known, all())));
        }
        let admitted = view.admitted(lasting.order()?);
        let mut count = (0, 0);
        for (bits, known) in [
            (&admitted.certainly, Holds::Certainly),
            (&admitted.possibly, Holds::Possibly),
        ] {
            if !bits.is_empty() {
                let (certainly, possibly) = known_so(known, lasting.count_of(view.window, bits)?);
                count = (count.0 + certainly, count.1 + possibly);
            }
        }
        Some(count)
    }

    /// Counts these relations one by one.
    fn asked_relations(&self) -> (u64, u64) {
        let all = self.view.plain_relations();
        all.fold((0, 0), |(certainly, possibly), (_, holds)| match holds {
            Holds::Certainly => (certainly + 1, possibly),
            Holds::Possibly => (certainly, possibly + 1),
        })
    }
}
