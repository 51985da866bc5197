//! Statements that count in a view, and how they hold in it.

use crate::graph::{Admitted, ClassOrder, EvidenceRow, Span, StatementRef, TieRef, known_from};
use crate::model::{
    ActorId, Bounds, Certainty, Day, End, Evidence, Holds, Kind, Period, SourceId, StatementId,
    TieId, Toll, Window,
};
use crate::view::View;
use std::borrow::Cow;

/// # Evidence
impl View<'_, '_> {
    /// Returns how the view knows a statement; `None` if the filters of evidence do not admit it.
    pub(crate) fn known(self, id: StatementId) -> Option<Holds> {
        self.known_by(self.graph.evidence_of(id))
    }

    /// Returns how the view knows a statement whose evidence has this number.
    #[inline]
    pub(crate) fn known_number(self, number: u32) -> Option<Holds> {
        if self.sources.is_some() {
            return self.known_by(self.graph.evidence.row(number));
        }
        let fact = self.graph.evidence.fact(number);
        if fact.certainty == Certainty::Denied || fact.certainty < self.at_least {
            return None;
        }
        self.published_by(fact.known, fact.withdrawn)
    }

    /// Returns how the view knows a statement with this evidence; `None` if the filters do not admit it.
    pub(crate) fn known_by(self, row: &EvidenceRow) -> Option<Holds> {
        if row.certainty == Certainty::Denied || row.certainty < self.at_least {
            return None;
        }
        self.published(row)
    }

    /// The classes of plain statements that the filters of kinds and evidence admit.
    #[inline]
    pub(crate) fn admitted(self, order: &ClassOrder) -> Admitted {
        if self.sources.is_some() {
            return order.admitted_by(|kind, evidence| {
                let is_shown = self.kinds().contains(kind);
                is_shown.then(|| self.known_number(evidence)).flatten()
            });
        }
        order.admitted(self.kinds(), self.at_least, self.known_on)
    }

    /// Whether the filters of evidence are those of a view without any.
    pub(crate) fn admits_all_evidence(self) -> bool {
        self.sources.is_none() && self.known_on.is_none() && self.at_least == Certainty::Alleged
    }

    /// Returns how the view knows a denied statement; `None` if the statement is not denied.
    pub(crate) fn known_denied(self, id: StatementId) -> Option<Holds> {
        let row = self.graph.evidence_of(id);
        (row.certainty == Certainty::Denied)
            .then(|| self.published(row))
            .flatten()
    }

    /// Whether the view leaves out a statement for the sole reason that it was withdrawn.
    pub(crate) fn is_withdrawn(self, id: StatementId) -> bool {
        let (row, kind) = (self.graph.evidence_of(id), self.graph.kind_of(id));
        let is_asked = row.certainty == Certainty::Denied || row.certainty >= self.at_least;
        if row.withdrawn == Span::NEVER || !is_asked || !self.kinds().contains(kind) {
            return false;
        }
        let once = self.since_known(row);
        let was_known = once.is_some_and(|known| self.published_by(known, Span::NEVER).is_some());
        let is_in_time = || match kind {
            Kind::Relation(_) => self.own_bounds(id).in_window(self.window),
            Kind::Event(_) => self.own_time(id, self.event_window),
        };
        let is_known = self.published(row).is_some();
        was_known && !is_known && self.is_statement_among(id) && is_in_time().is_some()
    }

    /// Returns how the view knows that one of its sources published the statement, and nobody withdrew it.
    pub(super) fn published(self, row: &EvidenceRow) -> Option<Holds> {
        self.published_by(self.since_known(row)?, row.withdrawn)
    }

    /// The days since which the sources of the view make the statement known; `None` if none of
    /// them does.
    pub(super) fn since_known(self, row: &EvidenceRow) -> Option<Span> {
        let Some(set) = self.sources else {
            return Some(row.known);
        };
        let lent = row.sources.iter().filter(|id| set.contains(**id));
        let mut lent = lent.copied().peekable();
        lent.peek()?;
        Some(known_from(self.graph.record(), lent))
    }

    /// The first day on which a source of the view can have published the statement.
    pub(crate) fn first_known(self, id: StatementId) -> Day {
        let known = self.since_known(self.graph.evidence_of(id));
        known.map_or(Day::BEFORE_ALL, |known| known.first)
    }

    #[inline]
    fn published_by(self, known: Span, withdrawn: Span) -> Option<Holds> {
        let Some(day) = self.known_on else {
            return (withdrawn == Span::NEVER).then_some(Holds::Certainly);
        };
        let certainly = known.last <= day && day < withdrawn.first;
        let possibly = known.first <= day && day < withdrawn.last;
        Holds::from_tests(certainly, possibly)
    }

    /// Whether an answer can rest on the source: the view asks it, and it was possibly published by
    /// then.
    pub(crate) fn admits_source(self, id: SourceId) -> bool {
        let is_asked = self.sources.is_none_or(|set| set.contains(id));
        let published = self.graph.record().source(id).published.as_ref();
        let is_known = match (self.known_on, published) {
            (Some(day), Some(when)) => when.first_day() <= day,
            _ => true,
        };
        is_asked && is_known
    }

    /// Returns how the view knows a statement, if all its filters except the window and the actors admit it.
    pub(crate) fn counted(self, id: StatementId) -> Option<Holds> {
        let kind = self.graph.kind_of(id);
        self.kinds()
            .contains(kind)
            .then(|| self.known(id))
            .flatten()
    }

    /// Whether the view counts the toll of a statement, by the certainty of the toll.
    pub(crate) fn admits_toll(self, id: StatementId, toll: &Toll) -> bool {
        self.admits_toll_of(self.toll_certainty(id, toll))
    }

    /// Whether the view counts a toll of this certainty.
    pub(crate) fn admits_toll_of(self, certainty: Certainty) -> bool {
        certainty != Certainty::Denied && certainty >= self.at_least
    }

    /// The certainty of a toll: its own, or else that of its statement.
    pub(crate) fn toll_certainty(self, id: StatementId, toll: &Toll) -> Certainty {
        let own = || self.graph.evidence_of(id).certainty;
        toll.certainty.unwrap_or_else(own)
    }
}

/// # Actors
impl View<'_, '_> {
    pub(crate) fn is_among(self, actor: ActorId) -> bool {
        self.among.is_none_or(|set| set.contains(actor))
    }

    /// Whether both ends of a tie are among the actors of the view.
    pub(crate) fn has_ends_among(self, tie: TieId) -> bool {
        let row = self.graph.tie_row(tie);
        self.is_among(row.from) && self.is_among(row.to)
    }

    /// Whether a statement counts among the actors of the view: one of its ties does, or all its
    /// actors do.
    pub(crate) fn is_statement_among(self, id: StatementId) -> bool {
        self.among.is_none() || self.graph.is_among(id, |actor| self.is_among(actor))
    }
}

/// # Time
impl<'g> View<'g, '_> {
    /// The bounds of a relation by this statement alone; *ongoing* refers to the day of the view's
    /// sources.
    pub(crate) fn own_bounds(self, id: StatementId) -> Bounds {
        let is_cut = self.sources.is_some() && !self.graph.is_of_row(id);
        if is_cut && self.graph.evidence_of(id).sources.len() > 1 {
            let (period, as_of) = self.period_of(id);
            return period.bounds(as_of);
        }
        self.graph.bounds_of(id)
    }

    /// The period of a relation, and the day to which *ongoing* in it refers: that of the view's
    /// sources.
    pub(crate) fn period_of(self, id: StatementId) -> (Cow<'g, Period>, Option<Day>) {
        let graph = self.graph;
        let period = graph.period_of(id);
        if *period.end() != End::Ongoing {
            return (period, None);
        }
        if graph.is_of_row(id) {
            return (period, graph.as_of_of_row(id));
        }
        let record = graph.record();
        let evidence = &record.statement(id).evidence;
        let as_of = match self.sources {
            Some(set) if evidence.sources.len() > 1 => {
                let asked = evidence.sources.iter().copied();
                let asked = Evidence {
                    sources: asked.filter(|source| set.contains(*source)).collect(),
                    ..Evidence::clone(evidence)
                };
                record.as_of_day(&asked)
            }
            _ => record.as_of_day(evidence),
        };
        (period, as_of)
    }

    /// Returns how an event lies in a window of days, by all its tellings.
    ///
    /// If the view does not admit the statement, this statement alone decides.
    pub(crate) fn event_time(self, id: StatementId, window: Window) -> Option<Holds> {
        if let Some(told) = self.told_time_of(id) {
            return told.in_window(window).map(|(holds, _)| holds);
        }
        self.own_time(id, window)
    }

    /// Returns how an event lies in a window of days, by this statement alone.
    pub(crate) fn own_time(self, id: StatementId, window: Window) -> Option<Holds> {
        let bounds = self.graph.bounds_of(id);
        let (first, last) = (bounds.first_start(), bounds.last_end().previous());
        if first == last {
            return window.contains(first).then_some(Holds::Certainly);
        }
        if self.graph.is_of_row(id) {
            return window.holds_of(first, last);
        }
        let event = self.graph.statement_ref(id).record().event()?;
        match &event.when {
            Some(when) => when.in_window(window),
            None if window == Window::ALL => Some(Holds::Certainly),
            None => (!window.is_empty()).then_some(Holds::Possibly),
        }
    }

    /// Returns how a tie holds in the view; `None` if it does not count.
    ///
    /// If several statements describe one relation, only the first of their ties that the view admits counts; it
    /// represents all of them.
    pub(crate) fn tie_holds(self, tie: TieId) -> Option<Holds> {
        self.tie_standing(tie).map(|(holds, _)| holds)
    }

    /// Returns how a tie holds in the view, and with which certainty; `None` if it does not count.
    pub(crate) fn tie_standing(self, tie: TieId) -> Option<(Holds, Certainty)> {
        let id = self.graph.tie_row(tie).statement;
        let known = self.counted(id)?;
        if !self.has_ends_among(tie) {
            return None;
        }
        let certainty = self.graph.evidence_of(id).certainty;
        let (holds, certainty) = match self.graph.kind_of(id) {
            Kind::Relation(_) if self.graph.limits.is_limited(tie) => {
                let is_first = self.first_telling_of(tie) == Some(tie);
                is_first.then(|| self.tie_time(tie).in_window(self.window))??
            }
            Kind::Relation(_) => {
                let in_time = self.own_bounds(id).in_window(self.window)?;
                (known.and(in_time), certainty)
            }
            Kind::Event(_) => {
                if self.first_telling_of(tie) != Some(tie) {
                    return None;
                }
                if let Some(told) = self.told_time_of_tie(tie) {
                    told.in_window(self.event_window)?
                } else {
                    let in_time = self.own_time(id, self.event_window)?;
                    (known.and(in_time), certainty)
                }
            }
        };
        self.shown(holds).map(|holds| (holds, certainty))
    }

    /// The first tie that the filters of evidence admit, of all ties that describe the same
    /// relation.
    pub(crate) fn first_telling_of(self, tie: TieId) -> Option<TieId> {
        let graph = self.graph;
        let is_known = |tie: TieId| self.known(graph.tie_row(tie).statement).is_some();
        let joined = graph.limits.joined(tie);
        if joined.is_empty() {
            return is_known(tie).then_some(tie);
        }
        joined.iter().copied().find(|&tie| is_known(tie))
    }

    /// The ties of all admitted statements about the same relation of the same pair, in order.
    ///
    /// The tie of an event, or of a relation with one telling, is returned alone.
    pub(crate) fn tellings_of_tie(self, tie: TieId) -> Vec<TieId> {
        let graph = self.graph;
        let joined = graph.limits.joined(tie);
        if joined.is_empty() {
            return vec![tie];
        }
        let is_known = |tie: &TieId| self.known(graph.tie_row(*tie).statement).is_some();
        joined.iter().copied().filter(is_known).collect()
    }

    /// The statements of [`tellings_of_tie`](Self::tellings_of_tie).
    pub(crate) fn statements_of_tie(self, tie: TieId) -> Vec<StatementId> {
        let ties = self.tellings_of_tie(tie).into_iter();
        ties.map(|tie| self.graph.tie_row(tie).statement).collect()
    }

    /// The statements of [`tellings_of_tie`](Self::tellings_of_tie), as handles.
    pub(crate) fn tie_statements(
        self,
        tie: TieRef<'g>,
    ) -> impl Iterator<Item = StatementRef<'g>> + use<'g> {
        let graph = self.graph;
        let ids = self.statements_of_tie(tie.id()).into_iter();
        ids.map(move |id| graph.statement_ref(id))
    }

    /// The certainty of a tie of the view: that of the weakest statement on which its answer rests.
    pub(crate) fn tie_certainty(self, tie: TieId) -> Certainty {
        let id = self.graph.tie_row(tie).statement;
        let own = self.graph.evidence_of(id).certainty;
        let is_simple = !self.graph.limits.is_limited(tie) && self.graph.told_with(id).is_none();
        if is_simple {
            return own;
        }
        self.tie_standing(tie)
            .map_or(own, |(_, certainty)| certainty)
    }

    /// Returns how the statement of an event lies in the view; `None` if it does not count.
    pub(crate) fn event_holds(self, id: StatementId) -> Option<Holds> {
        let known = self.counted(id)?;
        if !self.is_statement_among(id) {
            return None;
        }
        self.shown(known.and(self.event_time(id, self.event_window)?))
    }

    /// Returns the argument, or `None` if the view shows only what is certain and this is not.
    pub(crate) fn shown(self, holds: Holds) -> Option<Holds> {
        (!self.certainly || holds == Holds::Certainly).then_some(holds)
    }
}
