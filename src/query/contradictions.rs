//! Statements that cannot all be right.

use super::answer::{DaySpan, Grounds};
use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{
    ActorId, Certainty, Day, EventKind, Holds, Kind, Readings, RelationKind, Sign, Spans,
    StatementId, TieId, Told, Window,
};
use crate::view::{TieTime, View};
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
        /// Statements of one happening, or of one relation, whose days cannot meet.
        DaysCannotMeet = "days-cannot-meet",
        /// A split, and a membership or part-of that goes on after it or cannot end by it.
        MemberAfterSplit = "member-after-split",
        /// A merger or renaming, and a relation of the old actor that goes on or begins after it.
        RelationAfterMerger = "relation-after-merger",
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
    readings: Readings,
    in_window: Holds,
    is_denied: bool,
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
            let is_denied = self.known_denied(row.statement).is_some();
            let readings = if is_denied {
                Readings::One(self.own_bounds(row.statement))
            } else if self.first_telling_of(tie) == Some(tie) {
                let time = self.tie_time(tie);
                if !time.all.meets {
                    self.tellings_apart(tie, (row.from, row.to), &time, found);
                }
                time.all.readings
            } else {
                continue;
            };
            let Some(in_window) = readings.in_window(self.window) else {
                continue;
            };
            let pair = (row.from.min(row.to), row.from.max(row.to));
            by_pair.entry(pair).or_default().push(Said {
                tie,
                statement: row.statement,
                kind,
                readings,
                in_window,
                is_denied,
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

    /// The tellings of one relation whose days cannot meet.
    fn tellings_apart(
        self,
        tie: TieId,
        pair: (ActorId, ActorId),
        time: &TieTime,
        found: &mut Vec<Contradiction<'g>>,
    ) {
        let Some((in_window, _)) = time.in_window(self.window) else {
            return;
        };
        let tellings: Vec<(StatementId, Told)> = self
            .statements_of_tie(tie)
            .into_iter()
            .map(|id| (id, self.told(id)))
            .collect();
        let span = time.all.readings.spans().hull();
        let kind = ContradictionKind::DaysCannotMeet;
        let mut is_found = false;
        for (place, one) in tellings.iter().enumerate() {
            for two in &tellings[place + 1..] {
                if one.1.and(two.1).is_none() {
                    let ids = vec![one.0, two.0];
                    found.extend(self.contradiction(kind, Some(pair), span, in_window, ids));
                    is_found = true;
                }
            }
        }
        if !is_found {
            let ids = tellings.into_iter().map(|telling| telling.0).collect();
            found.extend(self.contradiction(kind, Some(pair), span, in_window, ids));
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
        let spans = one.readings.spans().meet(&two.readings.spans());
        let days = spans.meet(&Spans::One(self.window)).hull();
        if days.is_empty() {
            return None;
        }
        let each = one.readings.as_slice().iter();
        let is_certain = each.clone().all(|a| {
            let mut others = two.readings.as_slice().iter();
            others.all(|b| a.last_start() < b.first_end() && b.last_start() < a.first_end())
        });
        let holds = if is_certain {
            one.in_window.and(two.in_window)
        } else {
            Holds::Possibly
        };
        let ids = vec![one.statement, two.statement];
        self.contradiction(kind, Some(ends(one)), days, holds, ids)
    }

    fn between_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        let mut told: BTreeMap<_, Vec<(StatementId, TieId, Holds)>> = BTreeMap::new();
        for (tie, row) in graph.tie_rows() {
            let Kind::Event(kind) = graph.kind_of(row.statement) else {
                continue;
            };
            let is_denied = self.known_denied(row.statement).is_some();
            let is_counted = self.counted(row.statement).is_some();
            let is_shown = is_counted || is_denied && self.kinds().contains(kind);
            if !is_shown || !self.has_ends_among(tie) {
                continue;
            }
            if let Some(holds) = self.event_time(row.statement, self.event_window) {
                let pair = (row.from.min(row.to), row.from.max(row.to));
                let key = (kind, pair);
                told.entry(key)
                    .or_default()
                    .push((row.statement, tie, holds));
            }
        }
        for statements in told.into_values() {
            for (place, &one) in statements.iter().enumerate() {
                for &two in &statements[place + 1..] {
                    found.extend(self.said_and_denied(one, two));
                }
            }
        }
        for happening in self.possibly().happenings() {
            let statements = &happening.grounds.statements;
            if statements.len() < 2 {
                continue;
            }
            let kind = ContradictionKind::DaysCannotMeet;
            let ids = || statements.iter().map(|one| one.id());
            let Some(time) = self.happening_time(statements[0].id()) else {
                continue;
            };
            if time.all.happened.meets() {
                continue;
            }
            let Some((in_window, _)) = time.in_window(self.event_window) else {
                continue;
            };
            let mut is_found = false;
            for (place, one) in ids().enumerate() {
                for two in ids().skip(place + 1) {
                    if !self.happened([one, two].into_iter()).meets() {
                        let (a, b) = (self.span_of(one), self.span_of(two));
                        let hull = Window {
                            from: a.from.min(b.from),
                            to: a.to.max(b.to),
                        };
                        let pair = vec![one, two];
                        found.extend(self.contradiction(kind, None, hull, in_window, pair));
                        is_found = true;
                    }
                }
            }
            if !is_found {
                let (first, last) = time.all.happened.hull();
                let hull = Window {
                    from: first,
                    to: last.next(),
                };
                found.extend(self.contradiction(kind, None, hull, in_window, ids().collect()));
            }
        }
    }

    fn said_and_denied(
        self,
        one: (StatementId, TieId, Holds),
        two: (StatementId, TieId, Holds),
    ) -> Option<Contradiction<'g>> {
        let graph = self.graph;
        let denied = [one.0, two.0].map(|id| self.known_denied(id).is_some());
        let [a, b] = [one.1, two.1].map(|tie| graph.tie_row(tie));
        let are_directed = graph.is_tie_directed(one.1) && graph.is_tie_directed(two.1);
        let is_same_way = (a.from, a.to) == (b.from, b.to) || !are_directed;
        if denied[0] == denied[1] || !is_same_way {
            return None;
        }
        let days = [one.0, two.0].map(|id| self.possible_days(id));
        let [a, b] = &days;
        let common = a.meet(b);
        if common.is_empty() {
            return None;
        }
        let days = common.hull();
        let is_certain = a == b && days.from.next() == days.to;
        let holds = if is_certain {
            one.2.and(two.2)
        } else {
            Holds::Possibly
        };
        let kind = ContradictionKind::SaidAndDenied;
        let row = graph.tie_row(one.1);
        let ids = vec![one.0, two.0];
        self.contradiction(kind, Some((row.from, row.to)), days, holds, ids)
    }

    /// The possible days of an event, by all that tell of it, if it is not denied.
    fn possible_days(self, id: StatementId) -> Spans {
        let whole = |(first, last): (Day, Day)| Window {
            from: first,
            to: last.next(),
        };
        if let Some(time) = self.happening_time(id) {
            let ways = time.all.happened.ways().iter();
            let ranges = ways.flat_map(|days| days.ranges().iter().copied());
            return Spans::of(ranges.map(whole).collect());
        }
        if self.graph.is_of_row(id) {
            return Spans::One(self.span_of(id));
        }
        let event = self.graph.record().statement(id).event();
        let when = event.and_then(|event| event.when.as_ref());
        when.map_or(Spans::ALL, |when| {
            Spans::of(when.possible_ranges().map(whole).collect())
        })
    }

    fn after_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        for &tie in graph.limits.limited() {
            let Some((holds, _)) = self.possibly().tie_standing(tie) else {
                continue;
            };
            let row = graph.tie_row(tie);
            for (event, unmet) in self.tie_time(tie).all.unmet {
                let Some(in_time) = self.event_time(event, self.event_window) else {
                    continue;
                };
                let kind = match graph.kind_of(event) {
                    Kind::Event(EventKind::Split) => ContradictionKind::MemberAfterSplit,
                    _ => ContradictionKind::RelationAfterMerger,
                };
                let holds = holds.and(in_time).and(unmet);
                let pair = Some((row.from, row.to));
                let (first, last) = self.days_of_event(event);
                let span = Window {
                    from: first,
                    to: last.next(),
                };
                let ids = vec![row.statement, event];
                found.extend(self.contradiction(kind, pair, span, holds, ids));
            }
        }
    }

    fn contradiction(
        self,
        kind: ContradictionKind,
        pair: Option<(crate::model::ActorId, crate::model::ActorId)>,
        span: Window,
        in_time: Holds,
        statements: Vec<StatementId>,
    ) -> Option<Contradiction<'g>> {
        let known = statements.iter();
        let known = known.map(|&id| self.known(id).or_else(|| self.known_denied(id)));
        let known = known.collect::<Option<Vec<Holds>>>()?.into_iter().min()?;
        let statements: Vec<StatementRef<'g>> = statements
            .into_iter()
            .map(|id| self.graph.statement_ref(id))
            .collect();
        let said = statements.iter().map(|one| one.certainty());
        let said = said.filter(|&certainty| certainty != Certainty::Denied);
        Some(Contradiction {
            kind,
            actor: pair.map(|(a, b)| self.graph.actor_ref(a.min(b))),
            other: pair.map(|(a, b)| self.graph.actor_ref(a.max(b))),
            days: DaySpan::new(span.from, span.to.previous()),
            grounds: Grounds::new(self, in_time.and(known), said.min()?, statements),
        })
    }

    /// The days that a statement can touch.
    fn span_of(self, id: StatementId) -> Window {
        self.graph.bounds_of(id).span()
    }
}
