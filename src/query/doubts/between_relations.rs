//! Relations of a pair that cannot all be right: of opposite sign, or said and denied, on one day.

use super::contradictions::{Contradiction, ContradictionKind, apart};
use super::meeting::{Meetings, Orientation};
use super::said_level::{SaidLevel, meeting_certainty};
use crate::model::{
    ActorId, Bounds, Certainty, Holds, RelationKind, Sign, Spans, StatedPeriod, StatementId, TieId,
    Window,
};
use crate::view::View;

/// A tie of a relation between two actors, said or denied.
struct Said {
    tie: TieId,
    statement: StatementId,
    kind: RelationKind,
    /// The days on which it can hold, and on which it certainly holds.
    spans: Spans,
    core: Option<Window>,
    known: Holds,
    is_denied: bool,
    /// The days by the tellings of each certainty and of higher ones.
    levels: Vec<SaidLevel>,
}

/// # Statements that cannot all be right
impl<'g> View<'g, '_> {
    pub(super) fn between_relations(self, found: &mut Vec<Contradiction<'g>>) {
        for tie in self.graph.limits.all_joined() {
            let row = self.graph.tie_row(tie);
            let is_told = self.is_relation_shown(tie)
                && self.known_denied(row.statement).is_none()
                && self.first_telling_of(tie) == Some(tie);
            if is_told && !self.tie_time(tie).all.meets {
                self.tellings_apart(tie, (row.from, row.to), found);
            }
        }
        for of_pair in self
            .relations_by_pair()
            .chunk_by(|one, next| one.0 == next.0)
        {
            if !self.may_collide(of_pair) {
                continue;
            }
            let said = of_pair.iter().filter_map(|&(_, tie)| self.said(tie));
            let said: Vec<Said> = said.collect();
            for (one, two) in self.meetings(&said).pairs() {
                found.extend(self.collision(&said[one], &said[two]));
            }
        }
    }

    fn is_relation_shown(self, tie: TieId) -> bool {
        let kind = self.graph.kind_of(self.graph.tie_row(tie).statement);
        kind.relation().is_some() && self.kinds().contains(kind) && self.has_ends_among(tie)
    }

    /// The relations that can hold in the window, or are denied for a day in it, with their two actors.
    fn relations_by_pair(self) -> Vec<((ActorId, ActorId), TieId)> {
        let graph = self.graph;
        let other = graph.relation_ties.meeting(0, self.window);
        let plain = graph.lasting.in_window(self.kinds(), self.window);
        let plain = plain.map(|(place, _)| TieId::new(graph.lasting.tie(place)));
        let all = other.map(|entry| entry.tie).chain(plain);
        let shown = all.filter(|&tie| self.is_relation_shown(tie));
        let with_pair = shown.map(|tie| {
            let row = graph.tie_row(tie);
            ((row.from.min(row.to), row.from.max(row.to)), tie)
        });
        let mut all: Vec<_> = with_pair.collect();
        all.sort_unstable();
        all
    }

    /// Whether two relations of a pair have opposite signs, or one is denied.
    fn may_collide(self, of_pair: &[((ActorId, ActorId), TieId)]) -> bool {
        if of_pair.len() < 2 {
            return false;
        }
        let graph = self.graph;
        let (mut signs, mut is_denied, mut is_said) = ([false; 2], false, false);
        for &(_, tie) in of_pair {
            let id = graph.tie_row(tie).statement;
            if graph.evidence_of(id).certainty == Certainty::Denied {
                is_denied = true;
                continue;
            }
            is_said = true;
            match graph.kind_of(id).sign() {
                Sign::Positive => signs[0] = true,
                Sign::Negative => signs[1] = true,
                Sign::Neutral => {}
            }
        }
        is_denied && is_said || signs == [true; 2]
    }

    /// Returns the relation that a tie states or denies; `None` if it does not count, or if another telling represents
    /// it.
    fn said(self, tie: TieId) -> Option<Said> {
        let graph = self.graph;
        let row = graph.tie_row(tie);
        let kind = graph.kind_of(row.statement).relation()?;
        let denied = self.known_denied(row.statement);
        let (spans, core, known, levels) = if let Some(known) = denied {
            let bounds = self.own_bounds(row.statement);
            let (spans, core) = (Spans::One(bounds.span()), bounds.core());
            let level = SaidLevel {
                certainty: Certainty::Confirmed,
                spans: spans.clone(),
                core,
            };
            (spans, core, known, vec![level])
        } else {
            if self.first_telling_of(tie) != Some(tie) {
                return None;
            }
            self.possibly().tie_standing(tie)?;
            let held = self.tie_time(tie);
            let readings = held.iter().flat_map(|level| level.readings.as_slice());
            let spans = Spans::of(readings.map(|bounds| bounds.span()).collect());
            let levels = held.iter().map(|level| SaidLevel {
                certainty: level.certainty,
                spans: level.readings.spans(),
                core: level.readings.core(),
            });
            let (core, known) = (held.all.readings.core(), held.all.known);
            (spans, core, known, levels.collect())
        };
        spans.meets(self.window).then_some(Said {
            tie,
            statement: row.statement,
            kind,
            spans,
            core,
            known,
            is_denied: denied.is_some(),
            levels,
        })
    }

    /// Sorts the relations of a pair by what may contradict them.
    fn meetings(self, said: &[Said]) -> Meetings {
        let graph = self.graph;
        let mut meetings = Meetings::default();
        for (place, one) in said.iter().enumerate() {
            let days = one.spans.hull();
            match one.kind.sign() {
                Sign::Positive if !one.is_denied => meetings.positive(place, days),
                Sign::Negative if !one.is_denied => meetings.negative(place, days),
                _ => {}
            }
            let way = Orientation::of(graph, one.tie);
            meetings.said(one.kind.into(), place, days, (way, one.is_denied));
            if let Some(group) = graph.told_with(one.statement) {
                meetings.told(one.kind.into(), group[0], place, (way, one.is_denied));
            }
        }
        meetings
    }

    /// Finds the tellings of one relation that cannot meet.
    fn tellings_apart(
        self,
        tie: TieId,
        pair: (ActorId, ActorId),
        found: &mut Vec<Contradiction<'g>>,
    ) {
        let tellings = self.statements_of_tie(tie).into_iter();
        let tellings: Vec<_> = tellings.map(|id| (id, self.told(id))).collect();
        let kind = ContradictionKind::TellingsCannotMeet;
        let can_meet = |one: &StatedPeriod, two: &StatedPeriod| one.and(two).is_possible();
        for (one, two) in apart(&tellings, |one, two| !can_meet(&one.1, &two.1)) {
            let bounds = [one.0, two.0].map(|id| self.own_bounds(id));
            let in_window = bounds.map(|bounds| bounds.in_window(self.window));
            let known = self.known(one.0).min(self.known(two.0));
            if let Some(holds) = in_window[0].min(in_window[1]).min(known) {
                let [a, b] = bounds.map(Bounds::span);
                let hull = Window {
                    from: a.from.min(b.from),
                    to: a.to.max(b.to),
                };
                let ids = [one.0, two.0];
                found.extend(self.contradiction(kind, Some(pair), hull, holds, ids));
            }
        }
    }

    fn collision(self, one: &Said, two: &Said) -> Option<Contradiction<'g>> {
        let ends = |said: &Said| {
            let row = self.graph.tie_row(said.tie);
            (row.from, row.to)
        };
        let is_directed = |said: &Said| self.graph.is_tie_directed(said.tie);
        let is_same_way = ends(one) == ends(two) || !(is_directed(one) && is_directed(two));
        let is_same = one.kind == two.kind && is_same_way;
        let signs = [one.kind.sign(), two.kind.sign()];
        let is_opposite = signs.contains(&Sign::Positive) && signs.contains(&Sign::Negative);
        let kinds = [one.kind, two.kind];
        let kind = match (one.is_denied, two.is_denied) {
            (false, false) if is_opposite => {
                let is_member = kinds.contains(&RelationKind::Membership);
                if is_member && kinds.contains(&RelationKind::Belligerence) {
                    ContradictionKind::MemberAtWar
                } else {
                    ContradictionKind::OppositeSigns
                }
            }
            (true, false) | (false, true) if is_same => ContradictionKind::SaidAndDenied,
            _ => return None,
        };
        let ids = [one.statement, two.statement];
        if kind == ContradictionKind::SaidAndDenied && self.graph.is_told_with(ids) {
            let denied = if one.is_denied { one } else { two };
            let in_window = self.own_bounds(denied.statement).in_window(self.window)?;
            return self.denied_itself([one.tie, two.tie], ids, in_window.and(denied.known));
        }
        let days = one.spans.meet(&two.spans);
        let days = days.meet(&Spans::One(self.window)).hull();
        if days.is_empty() {
            return None;
        }
        let core = one.core.zip(two.core);
        let is_certain = core.is_some_and(|(a, b)| !a.meet(b).meet(self.window).is_empty());
        let holds = if is_certain {
            one.known.and(two.known)
        } else {
            Holds::Possibly
        };
        let levels = [&*one.levels, &*two.levels];
        let certainty = meeting_certainty(levels, self.window, is_certain);
        self.contradiction_of(kind, Some(ends(one)), days, (holds, certainty), ids)
    }
}
