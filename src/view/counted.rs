//! Which statements count in a view, and how they hold in it.

use super::View;
use crate::graph::{Admitted, Class, ClassOrder, EvidenceRow, Span, known_from};
use crate::model::{
    ActorId, Bounds, Certainty, Day, End, Holds, Kind, SourceId, StatementId, TieId, Toll, Window,
};

/// When a relation's tie holds in a view, and how it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TieTime {
    /// Its bounds; an event that is only possibly known limits what is certain alone.
    pub(crate) bounds: Bounds,
    /// The earliest split, merger or renaming that may end it.
    pub(crate) cause: Option<StatementId>,
    /// The first and last day of its end, with and without events only possibly known; `None`: no
    /// end is stated or derived.
    pub(crate) end: Option<(Day, Day)>,
    /// Whether it has such an end with and without events that are only possibly known.
    pub(crate) is_ended: bool,
}

/// # Evidence
impl View<'_, '_> {
    /// How a statement is known, if the filters of evidence admit it at all.
    pub(crate) fn known(self, id: StatementId) -> Option<Holds> {
        self.known_by(self.graph.evidence_of(id))
    }

    /// How what has the evidence of this number is known.
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

    /// How what has this evidence is known, if the filters of evidence admit it at all.
    pub(crate) fn known_by(self, row: &EvidenceRow) -> Option<Holds> {
        if row.certainty == Certainty::Denied || row.certainty < self.at_least {
            return None;
        }
        self.published(row)
    }

    /// Whether the filters of evidence let all plain relations and events pass, certainly known.
    ///
    /// These are never denied or withdrawn.
    #[inline]
    pub(crate) fn admits_all_plain(self) -> bool {
        let plain = self.graph.plainness;
        self.sources.is_none()
            && plain.least.is_none_or(|least| self.at_least <= least)
            && self
                .known_on
                .is_none_or(|day| plain.known.is_none_or(|known| known <= day))
    }

    /// How the plain events of a class are known, if kinds and evidence admit them.
    #[inline]
    pub(crate) fn known_class(self, class: &Class) -> Option<Holds> {
        let is_shown = self.kinds().contains(class.kind);
        is_shown
            .then(|| self.known_number(class.evidence))
            .flatten()
    }

    /// The classes of what is plain that kinds and evidence admit.
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

    /// How a denied statement is known; `None` for one that is not denied.
    pub(crate) fn known_denied(self, id: StatementId) -> Option<Holds> {
        let row = self.graph.evidence_of(id);
        (row.certainty == Certainty::Denied)
            .then(|| self.published(row))
            .flatten()
    }

    /// Whether it was published, by these sources, and not withdrawn.
    fn published(self, row: &EvidenceRow) -> Option<Holds> {
        let known = match self.sources {
            None => row.known,
            Some(set) => {
                let lent = row.sources.iter().filter(|id| set.contains(**id));
                let mut lent = lent.copied().peekable();
                lent.peek()?;
                known_from(self.graph.record(), lent)
            }
        };
        self.published_by(known, row.withdrawn)
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

    /// Whether a source can be behind an answer: one of those asked, and possibly published by then.
    pub(crate) fn admits_source(self, id: SourceId) -> bool {
        let is_asked = self.sources.is_none_or(|set| set.contains(id));
        let published = self.graph.record().source(id).published.as_ref();
        let is_known = match (self.known_on, published) {
            (Some(day), Some(when)) => when.first_day() <= day,
            _ => true,
        };
        is_asked && is_known
    }

    /// How a statement is known, if every filter but the window and the actors admits it.
    pub(crate) fn counted(self, id: StatementId) -> Option<Holds> {
        let kind = self.graph.kind_of(id);
        self.kinds()
            .contains(kind)
            .then(|| self.known(id))
            .flatten()
    }

    /// Whether a toll counts: its own certainty, else its statement's, is enough.
    pub(crate) fn admits_toll(self, id: StatementId, toll: &Toll) -> bool {
        let certainty = self.toll_certainty(id, toll);
        certainty != Certainty::Denied && certainty >= self.at_least
    }

    /// The certainty of a toll: its own, else its statement's.
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

    /// Whether a tie's ends are both among the view's actors.
    pub(crate) fn has_ends_among(self, tie: TieId) -> bool {
        let row = self.graph.tie_row(tie);
        self.is_among(row.from) && self.is_among(row.to)
    }

    /// Whether a statement counts among the view's actors: one of its ties does, or all its actors.
    pub(crate) fn is_statement_among(self, id: StatementId) -> bool {
        if self.among.is_none() {
            return true;
        }
        if self.graph.is_of_row(id) {
            let ends = self.graph.pair_of_row(id);
            return self.is_among(ends.0) && self.is_among(ends.1);
        }
        let ends = &self.graph.statement_ref(id).record().ends;
        let mut pairs = ends.pairs().into_iter();
        pairs.any(|(a, b)| self.is_among(a) && self.is_among(b))
            || ends.actors().all(|actor| self.is_among(actor))
    }
}

/// # Time
impl View<'_, '_> {
    /// When a relation's tie holds, with the splits that this view knows of.
    pub(crate) fn tie_time(self, tie: TieId) -> TieTime {
        let id = self.graph.tie_row(tie).statement;
        let (mut cause, mut doubted) = (None, None);
        let mut end: Option<(Day, Day)> = None;
        let mut ends = |bounds: Bounds| {
            let (first, last) = (bounds.first_end(), bounds.last_end());
            end = Some(end.map_or((first, last), |(a, b)| (first.min(a), last.max(b))));
        };
        let mut last = None;
        for ending in self.graph.endings.of(tie) {
            let Some(known) = self.known(ending.event) else {
                continue;
            };
            cause = cause.or(Some(ending.event));
            ends(ending.bounds);
            if known == Holds::Certainly {
                last = Some(ending.bounds);
                break;
            }
            doubted = Some(doubted.map_or(ending.bounds, |so_far| common(so_far, ending.bounds)));
        }
        let own = self.own_bounds(id);
        let is_ended = last.is_some() || self.graph.has_stated_end(id);
        if last.is_none() && is_ended {
            ends(own);
        }
        let bounds = last.unwrap_or(own);
        TieTime {
            bounds: doubted.map_or(bounds, |doubted| common(bounds, doubted)),
            cause,
            end,
            is_ended,
        }
    }

    /// The bounds of a relation by itself; *ongoing* speaks for the day of the view's sources.
    pub(crate) fn own_bounds(self, id: StatementId) -> Bounds {
        let bounds = self.graph.bounds_of(id);
        let Some(set) = self.sources else {
            return bounds;
        };
        if self.graph.is_of_row(id) {
            // it has one source at most
            return bounds;
        }
        let record = self.graph.record();
        let statement = record.statement(id);
        match statement.relation() {
            Some(relation)
                if *relation.period.end() == End::Ongoing
                    && statement.evidence.sources.len() > 1 =>
            {
                let mut evidence = statement.evidence.clone();
                evidence.sources.retain(|source| set.contains(*source));
                relation.period.bounds(record.as_of_day(&evidence))
            }
            _ => bounds,
        }
    }

    /// How an event lies in a window of days.
    pub(crate) fn event_time(self, id: StatementId, window: Window) -> Option<Holds> {
        let bounds = self.graph.bounds_of(id);
        let (first, last) = (bounds.first_start(), bounds.last_end().previous());
        if first == last {
            return window.contains(first).then_some(Holds::Certainly);
        }
        if self.graph.is_of_row(id) {
            return Holds::from_tests(
                window.contains_range(first, last),
                window.meets_range(first, last),
            );
        }
        let event = self.graph.statement_ref(id).record().event()?;
        match &event.when {
            Some(when) => when.in_window(window),
            None if window == Window::ALL => Some(Holds::Certainly),
            None => (!window.is_empty()).then_some(Holds::Possibly),
        }
    }

    /// How a tie holds in the view; `None`: it does not count.
    pub(crate) fn tie_holds(self, tie: TieId) -> Option<Holds> {
        let id = self.graph.tie_row(tie).statement;
        let known = self.counted(id)?;
        if !self.has_ends_among(tie) {
            return None;
        }
        let in_time = match self.graph.kind_of(id) {
            Kind::Relation(_) => self.tie_time(tie).bounds.in_window(self.window)?,
            Kind::Event(_) => self.event_time(id, self.event_window)?,
        };
        self.shown(known.and(in_time))
    }

    /// How an event's statement lies in the view; `None`: it does not count.
    pub(crate) fn event_holds(self, id: StatementId) -> Option<Holds> {
        let known = self.counted(id)?;
        if !self.is_statement_among(id) {
            return None;
        }
        self.shown(known.and(self.event_time(id, self.event_window)?))
    }

    /// The same, or `None` where the view shows only what is certain.
    pub(crate) fn shown(self, holds: Holds) -> Option<Holds> {
        (!self.certainly || holds == Holds::Certainly).then_some(holds)
    }
}

/// What two readings of a period share: the possible days of the first, the certain days of both.
fn common(first: Bounds, second: Bounds) -> Bounds {
    Bounds::new(
        first.first_start(),
        first.last_start().max(second.last_start()),
        first.first_end().min(second.first_end()),
        first.last_end(),
    )
}
