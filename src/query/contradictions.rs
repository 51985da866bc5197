//! Statements that cannot all be right.

use super::answer::{DaySpan, Grounds};
use super::climbs::meet;
use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{
    Bounds, Certainty, Holds, Kind, RelationKind, Sign, StatementId, TieId, Window,
};
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
        /// A split, merger or renaming, and a membership or part-of that cannot end by it.
        MemberAfterSplit = "member-after-split",
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
    bounds: Bounds,
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
        self.after_splits(&mut found);
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
            let is_denied = self.known_denied(row.statement).is_some();
            let is_said = self.counted(row.statement).is_some();
            if !(is_denied && self.kinds().contains(kind) || is_said) || !self.has_ends_among(tie) {
                continue;
            }
            let bounds = self.tie_time(tie).bounds;
            if bounds.in_window(self.window).is_none() {
                continue;
            }
            let pair = (row.from.min(row.to), row.from.max(row.to));
            by_pair.entry(pair).or_default().push(Said {
                tie,
                statement: row.statement,
                kind,
                bounds,
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

    /// How two relations of a pair collide, if they do.
    fn collision(self, one: &Said, two: &Said) -> Option<Contradiction<'g>> {
        let ends = |said: &Said| {
            let row = self.graph.tie_row(said.tie);
            (row.from, row.to)
        };
        let is_same = one.kind == two.kind && (ends(one) == ends(two) || !one.kind.is_directed());
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
        let span = meet(meet(one.bounds.span(), two.bounds.span()), self.window);
        if span.is_empty() {
            return None;
        }
        let core = one.bounds.core().zip(two.bounds.core());
        let is_certain = core.is_some_and(|(a, b)| !meet(meet(a, b), self.window).is_empty());
        self.contradiction(
            kind,
            Some(ends(one)),
            span,
            is_certain,
            [one.statement, two.statement],
        )
    }

    fn between_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        let mut told: BTreeMap<_, Vec<StatementId>> = BTreeMap::new();
        for (tie, row) in graph.tie_rows() {
            let Kind::Event(kind) = graph.kind_of(row.statement) else {
                continue;
            };
            let is_denied = self.known_denied(row.statement).is_some();
            let is_counted = self.counted(row.statement).is_some();
            let is_shown = is_counted || is_denied && self.kinds().contains(kind);
            let is_here = self.event_time(row.statement, self.event_window).is_some();
            if is_shown && is_here && self.has_ends_among(tie) {
                let key = (kind, row.from, row.to);
                told.entry(key).or_default().push(row.statement);
            }
        }
        for ((_, from, to), statements) in told {
            for (place, &one) in statements.iter().enumerate() {
                for &two in &statements[place + 1..] {
                    let denied = [one, two].map(|id| self.known_denied(id).is_some());
                    if denied[0] != denied[1] && self.can_be_on_one_day(one, two) {
                        let span = meet(self.span_of(one), self.span_of(two));
                        let is_certain =
                            self.span_of(one) == self.span_of(two) && span.from.next() == span.to;
                        let kind = ContradictionKind::SaidAndDenied;
                        let pair = Some((from, to));
                        found.extend(self.contradiction(kind, pair, span, is_certain, [one, two]));
                    }
                }
            }
        }
        for happening in self.happenings() {
            let statements = &happening.grounds.statements;
            for (place, one) in statements.iter().enumerate() {
                for two in &statements[place + 1..] {
                    let ids = [one.id(), two.id()];
                    if !self.can_be_on_one_day(ids[0], ids[1]) {
                        let (a, b) = (self.span_of(ids[0]), self.span_of(ids[1]));
                        let hull = Window {
                            from: a.from.min(b.from),
                            to: a.to.max(b.to),
                        };
                        let kind = ContradictionKind::DaysCannotMeet;
                        found.extend(self.contradiction(kind, None, hull, true, ids));
                    }
                }
            }
        }
    }

    /// Memberships and parts of the view whose own end or seen days an admitted split, merger or
    /// renaming cannot meet.
    fn after_splits(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        for &(tie, event) in graph.endings.unmet() {
            let row = graph.tie_row(tie);
            if self.known(event).is_some() && self.tie_holds(tie).is_some() {
                let pair = Some((row.from, row.to));
                let span = self.span_of(event);
                let kind = ContradictionKind::MemberAfterSplit;
                let statements = [row.statement, event];
                found.extend(self.contradiction(kind, pair, span, true, statements));
            }
        }
    }

    fn contradiction(
        self,
        kind: ContradictionKind,
        pair: Option<(crate::model::ActorId, crate::model::ActorId)>,
        span: Window,
        is_certain: bool,
        statements: [StatementId; 2],
    ) -> Option<Contradiction<'g>> {
        let known = statements.map(|id| self.known(id).or_else(|| self.known_denied(id)));
        let known = known[0]?.and(known[1]?);
        let in_time = if is_certain {
            Holds::Certainly
        } else {
            Holds::Possibly
        };
        let statements = statements.map(|id| self.graph.statement_ref(id));
        let said = statements
            .iter()
            .map(|one: &StatementRef<'g>| one.certainty());
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

    /// Whether two events can have been on one day.
    fn can_be_on_one_day(self, one: StatementId, two: StatementId) -> bool {
        let record = self.graph.record();
        let when = |id| {
            record
                .statement(id)
                .event()
                .and_then(|event| event.when.as_ref())
        };
        match (when(one), when(two)) {
            (Some(one), Some(two)) => one.meets(two),
            _ => true,
        }
    }
}
