//! Events that cannot all be right: said and denied on one day, or dated to days that cannot meet.

use super::contradictions::{Contradiction, ContradictionKind, each_two};
use super::meeting::{Meetings, Orientation};
use super::said_level::{SaidLevel, meeting_certainty};
use crate::model::{
    ActorId, Certainty, Day, EventKind, Holds, Kind, Spans, StatementId, TieId, Window,
};
use crate::view::View;

/// A tie of an event between two actors, said or denied.
struct SaidEvent {
    tie: TieId,
    statement: StatementId,
    is_denied: bool,
    /// Its possible days by the tellings of each certainty and of higher ones; the last entry is by all.
    levels: Vec<SaidLevel>,
}

/// # Statements that cannot all be right
impl<'g> View<'g, '_> {
    pub(super) fn between_events(self, found: &mut Vec<Contradiction<'g>>) {
        self.denied_events(found);
        let graph = self.graph;
        for first in graph.happenings.firsts() {
            if graph.kind_of(first).event().is_none() || !self.may_several_be_in_window(first) {
                continue;
            }
            let counted = self.counted_tellings(first);
            let ids: Vec<StatementId> = counted.into_iter().map(|one| one.0).collect();
            if ids.len() < 2 || self.happened(ids.iter().map(|&id| (id, true))).meets() {
                continue;
            }
            for (one, two) in self.days_apart(&ids) {
                let in_window = [one, two].map(|id| self.own_time(id, self.event_window));
                let known = self.known(one).min(self.known(two));
                let Some(holds) = in_window[0].min(in_window[1]).min(known) else {
                    continue;
                };
                let (a, b) = (self.span_of(one), self.span_of(two));
                let hull = Window {
                    from: a.from.min(b.from),
                    to: a.to.max(b.to),
                };
                let kind = ContradictionKind::DaysCannotMeet;
                found.extend(self.contradiction(kind, None, hull, holds, [one, two]));
            }
        }
    }

    /// Returns each two events whose days cannot meet; all of them, if each two can meet but not all together.
    ///
    /// # Complexity
    ///
    /// O(n log n + answer) for n dates that are one day or range each. One that leaves days out, or is of several
    /// days, is compared with each.
    fn days_apart(self, ids: &[StatementId]) -> Vec<(StatementId, StatementId)> {
        let spans: Vec<(Day, Day, bool)> = ids.iter().map(|&id| self.dated_span(id)).collect();
        let mut pairs = Vec::new();
        let mut by_end: Vec<usize> = (0..ids.len()).collect();
        by_end.sort_unstable_by_key(|&place| spans[place].1);
        for (one, (first, last, is_range)) in spans.iter().enumerate() {
            let over = by_end.iter().take_while(|&&two| spans[two].1 < *first);
            pairs.extend(over.map(|&two| (one.min(two), one.max(two))));
            if *is_range {
                continue;
            }
            for (two, other) in spans.iter().enumerate() {
                let is_asked = other.2 || one < two;
                let is_around = other.0 <= *last && *first <= other.1;
                let both = || [ids[one], ids[two]].map(|id| (id, true)).into_iter();
                if is_asked && is_around && !self.happened(both()).meets() {
                    pairs.push((one.min(two), one.max(two)));
                }
            }
        }
        if pairs.is_empty() {
            pairs = each_two(ids.len()).collect();
        }
        pairs.sort_unstable();
        let pairs = pairs.into_iter();
        pairs.map(|(one, two)| (ids[one], ids[two])).collect()
    }

    /// Returns the first and last possible day of an event by its own date, and whether that is all the date says.
    fn dated_span(self, id: StatementId) -> (Day, Day, bool) {
        let event = self.graph.record().statement(id).event();
        let Some(when) = event.and_then(|event| event.when.as_ref()) else {
            return (Day::BEFORE_ALL, Day::AFTER_ALL, true);
        };
        let is_range = !when.is_several() && when.possible_ranges().nth(1).is_none();
        (when.first_day(), when.last_day(), is_range)
    }

    /// Whether at least two tellings of a happening can be in the window, each by its own days.
    fn may_several_be_in_window(self, first: StatementId) -> bool {
        let window = self.event_window;
        let in_window = self.graph.tellings(first).filter(|&id| {
            let (first, last) = self.graph.days_of(id);
            window.meets_range(first, last)
        });
        in_window.take(2).count() == 2
    }

    /// Finds the events of one kind and pair that are said and denied.
    fn denied_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        for (kind, low, high) in graph.denials.kinds_and_pairs() {
            let Kind::Event(event) = kind else {
                continue;
            };
            if !self.kinds().contains(event) || !self.is_among(low) || !self.is_among(high) {
                continue;
            }
            let denied = graph.denials.between(kind, low, high).filter(|&tie| {
                let id = graph.tie_row(tie).statement;
                let is_known = self.known_denied(id).is_some();
                is_known && self.event_time(id, self.event_window).is_some()
            });
            let denied: Vec<TieId> = denied.collect();
            if denied.is_empty() {
                continue;
            }
            let mut ties = self.said_of_pair(event, low, high);
            if ties.is_empty() {
                continue;
            }
            ties.extend(denied);
            ties.sort_unstable();
            let said = ties.into_iter().map(|tie| self.said_event(tie));
            let said: Vec<SaidEvent> = said.collect();
            let mut meetings = Meetings::default();
            for (place, one) in said.iter().enumerate() {
                let days = one.levels.iter().map(|level| level.spans.hull());
                let days = days.reduce(|a, b| Window {
                    from: a.from.min(b.from),
                    to: a.to.max(b.to),
                });
                let side = (Orientation::of(graph, one.tie), one.is_denied);
                if let Some(days) = days {
                    meetings.said(kind, place, days, side);
                }
                if let Some(group) = graph.told_with(one.statement) {
                    meetings.told(kind, group[0], place, side);
                }
            }
            for (one, two) in meetings.pairs() {
                found.extend(self.said_and_denied(&said[one], &said[two]));
            }
        }
    }

    /// The ties of events of a kind and pair that are possibly in the view.
    fn said_of_pair(self, kind: EventKind, low: ActorId, high: ActorId) -> Vec<TieId> {
        let (graph, window, view) = (self.graph, self.event_window, self.possibly());
        let (mut ties, filter) = (Vec::new(), view.filter());
        if let Some(pair) = graph.exact.pair_number(low, high) {
            let places = graph.exact.of_pair(pair, window);
            let places = (places.from..places.to).filter(|&place| {
                let class = graph.exact.class_at(place);
                class.kind == kind && !class.is_company && filter.class(class).is_some()
            });
            ties.extend(places.map(|place| TieId::new(graph.exact.tie(place))));
        }
        let run = |actor: ActorId| graph.events.meeting(actor.index(), window);
        let is_fewer = graph.events.run(low.index()).len() < graph.events.run(high.index()).len();
        let (run, other) = if is_fewer {
            (run(low), high)
        } else {
            (run(high), low)
        };
        let of_pair = run.filter(|entry| entry.other == other).map(|one| one.tie);
        ties.extend(of_pair.filter(|&tie| {
            let id = graph.tie_row(tie).statement;
            graph.kind_of(id) == Kind::Event(kind) && view.tie_standing(tie).is_some()
        }));
        ties
    }

    fn said_event(self, tie: TieId) -> SaidEvent {
        let statement = self.graph.tie_row(tie).statement;
        SaidEvent {
            tie,
            statement,
            is_denied: self.known_denied(statement).is_some(),
            levels: self.possible_days(tie),
        }
    }

    fn said_and_denied(self, one: &SaidEvent, two: &SaidEvent) -> Option<Contradiction<'g>> {
        let graph = self.graph;
        let ids = [one.statement, two.statement];
        if graph.is_told_with(ids) {
            let id = if one.is_denied {
                one.statement
            } else {
                two.statement
            };
            let in_window = self.own_time(id, self.event_window)?;
            let denied = in_window.and(self.known_denied(id)?);
            return self.denied_itself([one.tie, two.tie], ids, denied);
        }
        let window = Spans::One(self.event_window);
        let [a, b] = [one, two].map(|one| {
            let each = one.levels.iter().flat_map(|level| level.spans.as_slice());
            Spans::of(each.copied().collect())
        });
        let days = a.meet(&b).meet(&window);
        if days.is_empty() {
            return None;
        }
        let days = days.hull();
        // both certainly on one common day, by all their tellings
        let core = |one: &SaidEvent| one.levels.last().and_then(|level| level.core);
        let both = core(one).zip(core(two));
        let is_certain = both.is_some_and(|(a, b)| !a.meet(b).meet(self.event_window).is_empty());
        let known = [one, two].map(|one| {
            if one.is_denied {
                return self.known_denied(one.statement);
            }
            let said = self.told_time_of_tie(one.tie);
            said.map(|time| time.all.known)
                .or_else(|| self.known(one.statement))
        });
        let holds = if is_certain {
            known[0]?.and(known[1]?)
        } else {
            Holds::Possibly
        };
        let kind = ContradictionKind::SaidAndDenied;
        let row = graph.tie_row(one.tie);
        let levels = [&*one.levels, &*two.levels];
        let certainty = meeting_certainty(levels, self.event_window, is_certain);
        let words = (holds, certainty);
        self.contradiction_of(kind, Some((row.from, row.to)), days, words, ids)
    }

    /// The possible days of an event's tie, by the tellings of each certainty and of higher ones;
    /// the last entry is by all.
    fn possible_days(self, tie: TieId) -> Vec<SaidLevel> {
        let id = self.graph.tie_row(tie).statement;
        let whole = |(first, last): (Day, Day)| Window {
            from: first,
            to: last.next(),
        };
        let level = |certainty, ranges: Vec<(Day, Day)>, is_sure: bool| {
            let spans = Spans::of(ranges.into_iter().map(whole).collect());
            let hull = spans.hull();
            let is_one_day = is_sure && hull.from.next() == hull.to;
            SaidLevel {
                certainty,
                core: is_one_day.then_some(hull),
                spans,
            }
        };
        let denied = self.known_denied(id);
        // a denial has its own days, whatever the days of the denied statement
        let told = denied
            .is_none()
            .then(|| self.told_time_of_tie(tie))
            .flatten();
        if let Some(time) = told {
            let each = time.iter().map(|one| {
                let ways = one.happened.ways().iter();
                let ranges = ways.flat_map(|days| days.ranges().iter().copied());
                level(
                    one.certainty,
                    ranges.collect(),
                    one.happened.is_in_every_way(),
                )
            });
            return each.collect();
        }
        let certainty = match denied {
            Some(_) => Certainty::Confirmed,
            None => self.graph.evidence_of(id).certainty,
        };
        if self.graph.is_of_row(id) {
            let span = self.span_of(id);
            return vec![level(
                certainty,
                vec![(span.from, span.to.previous())],
                true,
            )];
        }
        let event = self.graph.record().statement(id).event();
        let when = event.and_then(|event| event.when.as_ref());
        let all = || vec![(Day::BEFORE_ALL, Day::AFTER_ALL)];
        let ranges = when.map_or_else(all, |when| when.possible_ranges().collect());
        vec![level(certainty, ranges, true)]
    }
}
