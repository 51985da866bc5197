//! Statements that cannot all be right.

use super::said_level::{SaidLevel, meeting_certainty};
use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{
    ActorId, Bounds, Certainty, Day, EventKind, Holds, Kind, RelationKind, Sign, Spans,
    StatementId, TieId, Told, Window,
};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

words! {
    /// Why statements cannot all be right.
    pub enum ContradictionKind("contradiction") {
        /// Two relations of opposite sign of a pair at one time.
        OppositeSigns = "opposite-signs",
        /// Member of an actor, and at war with it.
        MemberAtWar = "member-at-war",
        /// The same kind and pair said and denied.
        SaidAndDenied = "said-and-denied",
        /// Statements of one happening whose days cannot meet.
        DaysCannotMeet = "days-cannot-meet",
        /// A split, and a membership or part-of that goes on after it or cannot end by it.
        MemberAfterSplit = "member-after-split",
        /// A merger or renaming, and a relation of the old actor that goes on or begins after it.
        RelationAfterMerger = "relation-after-merger",
        /// Tellings of one relation whose starts, ends and seen days cannot meet.
        TellingsCannotMeet = "tellings-cannot-meet",
    }
}

/// Two statements that cannot both be right, or not in every reading.
///
/// Prints as a sentence; serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contradiction<'g> {
    /// Why they cannot.
    pub kind: ContradictionKind,
    /// The one actor of the pair, the first by key; `None`: a happening.
    pub actor: Option<ActorRef<'g>>,
    /// The other.
    pub other: Option<ActorRef<'g>>,
    /// The days on which they can collide.
    #[serde(flatten)]
    pub days: DaySpan,
    /// Certainly: they collide in every reading of their dates. Certainty is that of the weaker.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Contradiction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let (Some(actor), Some(other)) = (self.actor, self.other) {
            write!(f, " of {actor} and {other}")?;
        }
        let statements = self.grounds.statements.iter();
        let ids: Vec<String> = statements
            .map(|one| format!("`{}` ({})", one.key(), one.kind()))
            .collect();
        write!(
            f,
            " {}: {} ({})",
            self.days,
            ids.join(" and "),
            self.grounds
        )
    }
}

/// A relation's tie of a pair, said or denied.
struct Said {
    tie: TieId,
    statement: StatementId,
    kind: RelationKind,
    /// The days on which it can hold, and on which it certainly does.
    spans: Spans,
    core: Option<Window>,
    known: Holds,
    is_denied: bool,
    /// The same by tellings of each certainty and surer ones.
    levels: Vec<SaidLevel>,
}

/// # What cannot all be right
impl<'g> View<'g, '_> {
    /// Statements of the view that cannot all be right, by kind, then days, then actors.
    ///
    /// Denied statements, which count nowhere else, are always looked at.
    ///
    /// # Complexity
    ///
    /// O(ties of the graph), and the pairs of statements of each pair of actors.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ContradictionKind, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = 2023-01-01
    /// # end = 2023-06-01
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "b"]
    /// # start = 2023-05-01
    /// # end = 2023-07-01
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let found = graph.ever().contradictions();
    /// assert_eq!(found[0].kind, ContradictionKind::OppositeSigns);
    /// assert_eq!(found[0].days.to_string(), "between 2023-05-01 and 2023-05-31");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn contradictions(self) -> Vec<Contradiction<'g>> {
        let mut found = Vec::new();
        self.between_relations(&mut found);
        self.between_events(&mut found);
        self.after_events(&mut found);
        found.retain(|one| self.shown(one.grounds.holds).is_some());
        found.sort_by(|a, b| {
            let key = |one: &Contradiction<'g>| (one.kind, one.days, one.actor, one.other);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.grounds.statements.cmp(&b.grounds.statements))
        });
        found.dedup();
        found
    }

    fn between_relations(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        let mut by_pair: BTreeMap<_, Vec<Said>> = BTreeMap::new();
        for (tie, row) in graph.tie_rows() {
            let Kind::Relation(kind) = graph.kind_of(row.statement) else {
                continue;
            };
            if !self.kinds().contains(kind) || !self.has_ends_among(tie) {
                continue;
            }
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
            } else if self.first_telling_of(tie) == Some(tie) {
                let time = self.tie_time(tie);
                if !time.all.meets {
                    self.tellings_apart(tie, (row.from, row.to), found);
                }
                if self.possibly().tie_standing(tie).is_none() {
                    continue;
                }
                let readings = time.iter().flat_map(|level| level.readings.as_slice());
                let spans = Spans::of(readings.map(|bounds| bounds.span()).collect());
                let levels = time.iter().map(|level| SaidLevel {
                    certainty: level.certainty,
                    spans: level.readings.spans(),
                    core: level.readings.core(),
                });
                let (core, known) = (time.all.readings.core(), time.all.known);
                (spans, core, known, levels.collect())
            } else {
                continue;
            };
            if !spans.meets(self.window) {
                continue;
            }
            let pair = (row.from.min(row.to), row.from.max(row.to));
            by_pair.entry(pair).or_default().push(Said {
                tie,
                statement: row.statement,
                kind,
                spans,
                core,
                known,
                is_denied: denied.is_some(),
                levels,
            });
        }
        for said in by_pair.values().filter(|said| said.len() > 1) {
            for (place, one) in said.iter().enumerate() {
                for two in &said[place + 1..] {
                    found.extend(self.collision(one, two));
                }
            }
        }
    }

    /// The tellings of one relation that cannot meet.
    fn tellings_apart(
        self,
        tie: TieId,
        pair: (ActorId, ActorId),
        found: &mut Vec<Contradiction<'g>>,
    ) {
        let tellings = self.statements_of_tie(tie).into_iter();
        let tellings: Vec<_> = tellings.map(|id| (id, self.told(id))).collect();
        let kind = ContradictionKind::TellingsCannotMeet;
        let can_meet = |one: &Told, two: &Told| one.and(two).is_possible();
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

    /// A statement and a denial that `same_as` joins to it: they contradict each other whatever their
    /// days.
    fn denied_itself(
        self,
        ties: [TieId; 2],
        ids: [StatementId; 2],
        denied: Holds,
    ) -> Option<Contradiction<'g>> {
        let possibly = self.possibly();
        let said = ties.into_iter().find_map(|tie| possibly.tie_standing(tie));
        let [a, b] = ids.map(|id| self.span_of(id));
        let days = if a.meet(b).is_empty() {
            Window {
                from: a.from.min(b.from),
                to: a.to.max(b.to),
            }
        } else {
            a.meet(b)
        };
        let row = self.graph.tie_row(ties[0]);
        let kind = ContradictionKind::SaidAndDenied;
        let (said, certainty) = said?;
        let words = (said.and(denied), Some(certainty));
        self.contradiction_of(kind, Some((row.from, row.to)), days, words, ids)
    }

    fn between_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        let mut told: BTreeMap<_, Vec<(StatementId, TieId)>> = BTreeMap::new();
        let all = self.possibly();
        for (tie, row) in graph.tie_rows() {
            let Kind::Event(kind) = graph.kind_of(row.statement) else {
                continue;
            };
            let is_denied = self.known_denied(row.statement).is_some();
            let is_here = if is_denied {
                let is_shown = self.kinds().contains(kind) && self.has_ends_among(tie);
                is_shown && self.event_time(row.statement, self.event_window).is_some()
            } else {
                all.tie_standing(tie).is_some()
            };
            if is_here {
                let pair = (row.from.min(row.to), row.from.max(row.to));
                let key = (kind, pair);
                told.entry(key).or_default().push((row.statement, tie));
            }
        }
        for statements in told.into_values() {
            for (place, &one) in statements.iter().enumerate() {
                for &two in &statements[place + 1..] {
                    found.extend(self.said_and_denied(one, two));
                }
            }
        }
        for first in graph.happenings.firsts() {
            if graph.kind_of(first).event().is_none() {
                continue;
            }
            let counted = self.counted_tellings(first);
            let ids: Vec<StatementId> = counted.into_iter().map(|one| one.0).collect();
            let is_apart = |one: &StatementId, two: &StatementId| {
                !self
                    .happened([(*one, true), (*two, true)].into_iter())
                    .meets()
            };
            if ids.len() < 2 || self.happened(ids.iter().map(|&id| (id, true))).meets() {
                continue;
            }
            for (&one, &two) in apart(&ids, is_apart) {
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

    fn said_and_denied(
        self,
        one: (StatementId, TieId),
        two: (StatementId, TieId),
    ) -> Option<Contradiction<'g>> {
        let graph = self.graph;
        let denied = [one.0, two.0].map(|id| self.known_denied(id).is_some());
        let [a, b] = [one.1, two.1].map(|tie| graph.tie_row(tie));
        let are_directed = graph.is_tie_directed(one.1) && graph.is_tie_directed(two.1);
        let is_same_way = (a.from, a.to) == (b.from, b.to) || !are_directed;
        if denied[0] == denied[1] || !is_same_way {
            return None;
        }
        let ids = [one.0, two.0];
        if graph.is_told_with(ids) {
            let id = if denied[0] { one.0 } else { two.0 };
            let in_window = self.own_time(id, self.event_window)?;
            let denied = in_window.and(self.known_denied(id)?);
            return self.denied_itself([one.1, two.1], ids, denied);
        }
        let window = Spans::One(self.event_window);
        let levels = [one, two].map(|one| self.possible_days(one.1));
        let [a, b] = [0, 1].map(|at| {
            let each = levels[at].iter().flat_map(|level| level.spans.as_slice());
            Spans::of(each.copied().collect())
        });
        let days = a.meet(&b).meet(&window);
        if days.is_empty() {
            return None;
        }
        let days = days.hull();
        // both certainly on one and the same day, by all that tell of them
        let core = |at: usize| levels[at].last().and_then(|level| level.core);
        let both = core(0).zip(core(1));
        let is_certain = both.is_some_and(|(a, b)| !a.meet(b).meet(self.event_window).is_empty());
        let known = [one, two].map(|one| {
            let said = self.told_time_of_tie(one.1);
            let own = || self.known(one.0).or_else(|| self.known_denied(one.0));
            said.map(|time| time.all.known).or_else(own)
        });
        let holds = if is_certain {
            known[0]?.and(known[1]?)
        } else {
            Holds::Possibly
        };
        let kind = ContradictionKind::SaidAndDenied;
        let row = graph.tie_row(one.1);
        let levels = [&*levels[0], &*levels[1]];
        let certainty = meeting_certainty(levels, self.event_window, is_certain);
        let words = (holds, certainty);
        self.contradiction_of(kind, Some((row.from, row.to)), days, words, ids)
    }

    /// The possible days of an event's tie, by tellings of each certainty and surer ones; the last by all.
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
        if let Some(time) = self.told_time_of_tie(tie) {
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
        let certainty = match self.known_denied(id) {
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

    fn after_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        for &tie in graph.limits.limited() {
            let row = graph.tie_row(tie);
            let is_shown = self.counted(row.statement).is_some() && self.has_ends_among(tie);
            if !is_shown || self.first_telling_of(tie) != Some(tie) {
                continue;
            }
            for (event, holds) in self.unmet_enders(tie) {
                let kind = match graph.kind_of(event) {
                    Kind::Event(EventKind::Split) => ContradictionKind::MemberAfterSplit,
                    _ => ContradictionKind::RelationAfterMerger,
                };
                let pair = Some((row.from, row.to));
                let (first, last) = self.days_of_event(event);
                let span = Window {
                    from: first,
                    to: last.next(),
                };
                let ids = [row.statement, event];
                found.extend(self.contradiction(kind, pair, span, holds, ids));
            }
        }
    }

    fn contradiction(
        self,
        kind: ContradictionKind,
        pair: Option<(ActorId, ActorId)>,
        span: Window,
        holds: Holds,
        statements: [StatementId; 2],
    ) -> Option<Contradiction<'g>> {
        self.contradiction_of(kind, pair, span, (holds, None), statements)
    }

    /// One with a certainty of its own; without one it is as sure as the weaker of its statements.
    fn contradiction_of(
        self,
        kind: ContradictionKind,
        pair: Option<(ActorId, ActorId)>,
        span: Window,
        (holds, certainty): (Holds, Option<Certainty>),
        statements: [StatementId; 2],
    ) -> Option<Contradiction<'g>> {
        let statements: Vec<StatementRef<'g>> = match (kind, pair) {
            (ContradictionKind::DaysCannotMeet | ContradictionKind::TellingsCannotMeet, _)
            | (_, None) => {
                let both = statements.map(|id| self.graph.statement_ref(id));
                both.to_vec()
            }
            (_, Some(pair)) => self.all_tellings(statements, pair),
        };
        let said = statements.iter().map(|one| one.certainty());
        let said = said.filter(|&certainty| certainty != Certainty::Denied);
        let certainty = certainty.or(said.min())?;
        let grounds = match pair {
            Some(pair) => Grounds::between(self, pair, holds, certainty, statements),
            None => Grounds::new(self, holds, certainty, statements),
        };
        Some(Contradiction {
            kind,
            actor: pair.map(|(a, b)| self.graph.actor_ref(a.min(b))),
            other: pair.map(|(a, b)| self.graph.actor_ref(a.max(b))),
            days: DaySpan::new(span.from, span.to.previous()),
            grounds,
        })
    }

    /// Statements with all that tell the same of the pair, or of one of the two.
    fn all_tellings(
        self,
        statements: [StatementId; 2],
        pair: (ActorId, ActorId),
    ) -> Vec<StatementRef<'g>> {
        let graph = self.graph;
        let told = statements.into_iter().flat_map(|id| {
            let kind = graph.kind_of(id);
            let is_denied = self.known_denied(id).is_some();
            let tellings = graph.tellings(id).filter(move |&other| {
                let is_of_pair = graph
                    .pairs_of(other)
                    .0
                    .iter()
                    .any(|&(a, b)| [a, b].contains(&pair.0) || [a, b].contains(&pair.1));
                let is_told = self.known(other).is_some() && !is_denied;
                other == id || is_told && graph.kind_of(other) == kind && is_of_pair
            });
            tellings.map(|id| graph.statement_ref(id))
        });
        told.collect()
    }

    /// The days that a statement can touch.
    fn span_of(self, id: StatementId) -> Window {
        self.graph.bounds_of(id).span()
    }
}

/// Each two tellings that cannot meet; all of them, if each two can and all together cannot.
fn apart<T>(tellings: &[T], cannot_meet: impl Fn(&T, &T) -> bool) -> Vec<(&T, &T)> {
    let each = tellings.iter().enumerate();
    let pairs = each.flat_map(|(place, one)| {
        let others = tellings[place + 1..].iter();
        others.map(move |two| (one, two))
    });
    let pairs: Vec<(&T, &T)> = pairs.collect();
    let is_apart = |pair: &&(&T, &T)| cannot_meet(pair.0, pair.1);
    let apart: Vec<(&T, &T)> = pairs.iter().filter(is_apart).copied().collect();
    if apart.is_empty() { pairs } else { apart }
}
