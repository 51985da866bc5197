//! What changed: who joined and left, split, merged, was renamed, formed, dissolved, allied.

use super::answer::{DaySpan, Grounds};
use super::change::{Change, ChangeKind};
use crate::graph::{StatementRef, Turn};
use crate::model::{
    ActorId, Bounds, Certainty, Day, End, EventKind, Holds, Kind, RelationKind, StatementId, TieId,
    Window,
};
use crate::view::View;
use std::collections::BTreeMap;

/// What makes two findings one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: ChangeKind,
    actor: ActorId,
    other: Option<ActorId>,
    /// The first statement of the happening that brought it about.
    happening: Option<StatementId>,
    /// The tie, where each makes a change of its own.
    tie: Option<TieId>,
}

/// What has been found of a change so far.
#[derive(Debug)]
struct Found {
    days: DaySpan,
    in_time: Option<Holds>,
    known: Holds,
    certainty: Certainty,
    cause: Option<StatementId>,
    statements: Vec<StatementId>,
    despite: Vec<StatementId>,
}

type Findings = BTreeMap<Key, Found>;

/// # What changed
impl<'g> View<'g, '_> {
    /// What changed in the view's window, by time: (earliest, latest, kind, actor, other, cause).
    ///
    /// One change for each stated or derived bound of a membership, an alliance or an actor's active
    /// period, and for each split, merger and renaming. It is certainly in the window if all its
    /// days are, possibly if one is. One departure is one change: `left`, with the split as its
    /// cause.
    ///
    /// # Complexity
    ///
    /// O(log n + bounds that can lie in the window).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ChangeKind, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # msa = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # [[events]]
    /// # id = "msa-leaves"
    /// # kind = "split"
    /// # when = "late 2023-09"
    /// # from = "csp"
    /// # to = "msa"
    /// # by = "msa"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let changes = graph.during(date(2023, 9, 1)..date(2023, 11, 1)).changes();
    /// assert_eq!(changes.len(), 1);
    /// assert_eq!(changes[0].kind, ChangeKind::Left);
    /// assert_eq!(
    ///     changes[0].to_string(),
    ///     "MSA left CSP between 2023-09-21 and 2023-09-30 by split `msa-leaves` \
    ///      (certainly; reported by MSA; no source)",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn changes(self) -> Vec<Change<'g>> {
        let mut findings = Findings::new();
        for turn in self.graph.turns.meeting(0, self.window) {
            match turn.turn {
                Turn::Start(tie) => self.start_of(tie, &mut findings),
                Turn::End(tie) => self.end_of(tie, &mut findings),
                Turn::Lineage(tie) => self.lineage_of(tie, &mut findings),
                Turn::Formation(actor) => self.life_of(actor, ChangeKind::Formed, &mut findings),
                Turn::Dissolution(actor) => {
                    self.life_of(actor, ChangeKind::Dissolved, &mut findings);
                }
            }
        }
        let changes = findings
            .into_iter()
            .filter_map(|(key, found)| self.change(key, found));
        let mut changes: Vec<Change<'g>> = changes.collect();
        changes.sort_by_key(|change| (change.days, change.kind, change.actor, change.other));
        changes
    }

    fn change(self, key: Key, found: Found) -> Option<Change<'g>> {
        let holds = self.shown(found.in_time?.and(found.known))?;
        let graph = self.graph;
        let actor = graph.actor_ref(key.actor);
        let statements = |ids: Vec<StatementId>| -> Vec<StatementRef<'g>> {
            let mut ids = ids;
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().map(|id| graph.statement_ref(id)).collect()
        };
        let grounds = match key.kind {
            ChangeKind::Formed | ChangeKind::Dissolved => Grounds::of_actor(holds, actor),
            _ => Grounds::new(self, holds, found.certainty, statements(found.statements)),
        };
        Some(Change {
            kind: key.kind,
            actor,
            other: key.other.map(|id| graph.actor_ref(id)),
            days: found.days,
            cause: found.cause.map(|id| graph.statement_ref(id)),
            despite: statements(found.despite),
            grounds,
        })
    }

    /// A membership or alliance that begins.
    fn start_of(self, tie: TieId, findings: &mut Findings) {
        let row = self.graph.ties.row(tie);
        let Some((known, kind)) = self.counted_relation(tie) else {
            return;
        };
        let bounds = self.tie_time(tie).bounds;
        let days = DaySpan::new(bounds.first_start(), bounds.last_start());
        let key = Key {
            kind: match kind {
                RelationKind::Membership => ChangeKind::Joined,
                _ => ChangeKind::AllianceMade,
            },
            actor: row.from,
            other: Some(row.to),
            happening: None,
            tie: Some(tie),
        };
        let found = Found {
            days,
            in_time: in_window(days, self.window),
            known,
            certainty: self.graph.statement_ref(row.statement).certainty(),
            cause: None,
            statements: vec![row.statement],
            despite: Vec::new(),
        };
        findings.insert(key, found);
    }

    /// A membership or alliance that ends, by its own end or by an event.
    fn end_of(self, tie: TieId, findings: &mut Findings) {
        let Some((known, _)) = self.counted_relation(tie) else {
            return;
        };
        let held = self.tie_time(tie);
        let row = self.graph.ties.row(tie);
        let relation = self.graph.record().statement(row.statement).relation();
        let has_end = relation.is_some_and(|one| matches!(one.period.end(), End::On(_)));
        if held.cause.is_some() || has_end {
            let known = match held.cause.map(|event| self.known(event)) {
                Some(cause) => known.and(cause.unwrap_or(Holds::Possibly)),
                None if held.is_in_doubt => Holds::Possibly,
                None => known,
            };
            self.departure(tie, held.bounds, held.cause, known, findings);
        }
        if held.is_in_doubt {
            for ending in self.graph.endings.of(tie) {
                match self.known(ending.event) {
                    Some(Holds::Possibly) => {
                        let cause = Some(ending.event);
                        self.departure(tie, ending.bounds, cause, Holds::Possibly, findings);
                    }
                    Some(Holds::Certainly) => break,
                    None => {}
                }
            }
        }
    }

    fn departure(
        self,
        tie: TieId,
        bounds: Bounds,
        cause: Option<StatementId>,
        known: Holds,
        findings: &mut Findings,
    ) {
        let row = self.graph.ties.row(tie);
        let graph = self.graph;
        let kind = match graph.statements.kind(row.statement) {
            Kind::Relation(RelationKind::Membership) => ChangeKind::Left,
            _ => ChangeKind::AllianceEnded,
        };
        let days = DaySpan::new(bounds.first_end(), bounds.last_end());
        let key = Key {
            kind,
            actor: row.from,
            other: Some(row.to),
            happening: cause.map(|event| first_telling(self, event)),
            tie: cause.is_none().then_some(tie),
        };
        let weakest = [Some(row.statement), cause].into_iter().flatten();
        let weakest = weakest.map(|id| graph.statement_ref(id).certainty()).min();
        let certainty = weakest.unwrap_or_default();
        let found = findings.entry(key).or_insert_with(|| Found {
            days,
            in_time: None,
            known,
            certainty,
            cause,
            statements: Vec::new(),
            despite: Vec::new(),
        });
        found.days = found.days.or(days);
        found.in_time = in_window(found.days, self.window);
        found.known = found.known.or(known);
        found.certainty = found.certainty.max(certainty);
        found.cause = found.cause.min(cause).or(cause);
        found.statements.push(row.statement);
        found.statements.extend(cause);
        found.despite.extend(self.despite(tie, days));
    }

    /// Statements of the same kind and pair that certainly hold before and after an end.
    fn despite(self, tie: TieId, days: DaySpan) -> Vec<StatementId> {
        let row = self.graph.ties.row(tie);
        let kind = self.graph.statements.kind(row.statement);
        let run = self.graph.relations.run(row.from.index());
        let same = run.iter().filter(|entry| {
            let other = self.graph.ties.row(entry.tie);
            entry.tie != tie
                && (other.from, other.to) == (row.from, row.to)
                && self.graph.statements.kind(other.statement) == kind
        });
        let holding = same.filter(|entry| {
            let known = self.counted_relation(entry.tie).map(|(known, _)| known);
            let bounds = self.tie_time(entry.tie).bounds;
            let spans_it = days.first != Day::BEFORE_ALL
                && bounds.last_start() < days.first
                && days.last < bounds.first_end();
            known == Some(Holds::Certainly) && spans_it
        });
        holding
            .map(|entry| self.graph.ties.row(entry.tie).statement)
            .collect()
    }

    /// A split, merger or renaming.
    fn lineage_of(self, tie: TieId, findings: &mut Findings) {
        let row = self.graph.ties.row(tie);
        let graph = self.graph;
        let Kind::Event(event) = graph.statements.kind(row.statement) else {
            return;
        };
        if self.counted(row.statement).is_none() || !self.has_ends_among(tie) {
            return;
        }
        let (kind, actor, other) = match event {
            EventKind::Split => (ChangeKind::Split, row.to, row.from),
            EventKind::Merger => (ChangeKind::Merged, row.from, row.to),
            _ => (ChangeKind::Renamed, row.from, row.to),
        };
        let happening = first_telling(self, row.statement);
        if kind == ChangeKind::Split && self.is_departure(actor, other, happening) {
            return;
        }
        let key = Key {
            kind,
            actor,
            other: Some(other),
            happening: Some(happening),
            tie: None,
        };
        let of_pair = self.tellings_of_pair(row.statement, row.from, row.to);
        let Some(surest) = of_pair
            .iter()
            .map(|&(id, _)| id)
            .max_by_key(|&id| (graph.statement_ref(id).certainty(), std::cmp::Reverse(id)))
        else {
            return;
        };
        let days = of_pair.iter().map(|&(id, _)| {
            let (first, last) = graph.statements.days(id);
            DaySpan::new(first, last)
        });
        let mut times = of_pair
            .iter()
            .map(|&(id, _)| self.event_time(id, self.window));
        let is_certain = times.clone().all(|time| time == Some(Holds::Certainly));
        let is_possible = times.any(|time| time.is_some());
        let known = of_pair.iter().map(|&(_, known)| known).max();
        let found = Found {
            days: days
                .reduce(DaySpan::or)
                .unwrap_or(DaySpan::new(Day::BEFORE_ALL, Day::AFTER_ALL)),
            in_time: match (is_certain, is_possible) {
                (true, true) => Some(Holds::Certainly),
                (false, true) => Some(Holds::Possibly),
                _ => None,
            },
            known: known.unwrap_or(Holds::Possibly),
            certainty: graph.statement_ref(surest).certainty(),
            cause: Some(surest),
            statements: of_pair.into_iter().map(|(id, _)| id).collect(),
            despite: Vec::new(),
        };
        findings.insert(key, found);
    }

    /// Whether a split ends a membership of the pair in this view, whatever kinds it shows.
    pub(crate) fn is_departure(
        self,
        leaver: ActorId,
        whole: ActorId,
        happening: StatementId,
    ) -> bool {
        let graph = self.graph;
        graph.relations.run(leaver.index()).iter().any(|entry| {
            let row = graph.ties.row(entry.tie);
            let is_membership =
                graph.statements.kind(row.statement) == Kind::Relation(RelationKind::Membership);
            is_membership
                && (row.from, row.to) == (leaver, whole)
                && self.known(row.statement).is_some()
                && self.is_ended_by(entry.tie, happening)
        })
    }

    fn is_ended_by(self, tie: TieId, happening: StatementId) -> bool {
        for ending in self.graph.endings.of(tie) {
            let known = self.known(ending.event);
            if known.is_some() && first_telling(self, ending.event) == happening {
                return true;
            }
            if known == Some(Holds::Certainly) {
                return false;
            }
        }
        false
    }

    /// A stated start or end of an actor.
    fn life_of(self, actor: ActorId, kind: ChangeKind, findings: &mut Findings) {
        if !self.is_among(actor) {
            return;
        }
        let record = self.graph.record();
        let entry = record.actor(actor);
        let bounds = entry.active.bounds(record.as_of_day(&entry.evidence));
        let days = match kind {
            ChangeKind::Formed => DaySpan::new(bounds.first_start(), bounds.last_start()),
            _ => DaySpan::new(bounds.first_end(), bounds.last_end()),
        };
        let key = Key {
            kind,
            actor,
            other: None,
            happening: None,
            tie: None,
        };
        let found = Found {
            days,
            in_time: in_window(days, self.window),
            known: Holds::Certainly,
            certainty: entry.evidence.certainty,
            cause: None,
            statements: Vec::new(),
            despite: Vec::new(),
        };
        findings.insert(key, found);
    }

    /// How a relation's tie is known, if every filter but the window admits it.
    fn counted_relation(self, tie: TieId) -> Option<(Holds, RelationKind)> {
        let id = self.graph.ties.row(tie).statement;
        let known = self.counted(id)?;
        let kind = self.graph.statements.kind(id).relation()?;
        self.has_ends_among(tie).then_some((known, kind))
    }
}

/// The statement that stands for a whole happening.
fn first_telling(view: View<'_, '_>, id: StatementId) -> StatementId {
    view.graph.told_with(id).map_or(id, |group| group[0])
}

/// How days that a change can come on lie in a window.
fn in_window(days: DaySpan, window: Window) -> Option<Holds> {
    if window == Window::ALL {
        return Some(Holds::Certainly);
    }
    let is_possible = !window.is_empty() && days.first < window.to && days.last >= window.from;
    let is_certain =
        window.from <= days.first && (days.last < window.to || window.to == Day::AFTER_ALL);
    match (is_certain, is_possible) {
        (true, true) => Some(Holds::Certainly),
        (false, true) => Some(Holds::Possibly),
        _ => None,
    }
}
