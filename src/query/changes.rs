//! What changed: who joined and left, split, merged, was renamed, formed, dissolved, allied.

use super::answer::{DaySpan, Grounds};
use super::change::{Change, ChangeKind};
use crate::graph::{TieRow, Turn};
use crate::model::{
    ActorId, Certainty, Day, EventKind, Holds, Kind, RelationKind, StatementId, TieId, When, Window,
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
    /// The number of the active period that begins or ends.
    period: u32,
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
    ///      (certainly; reported, on MSA's own word; no source)",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn changes(self) -> Vec<Change<'g>> {
        let mut findings = Findings::new();
        for turn in self.graph.turns.meeting(0, self.event_window) {
            if let Turn::Lineage(tie) = turn.turn {
                self.lineage_of(tie, &mut findings);
            }
        }
        for turn in self.graph.turns.meeting(0, self.window) {
            match turn.turn {
                Turn::Start(tie) => self.start_of(tie, &mut findings),
                Turn::End(tie) => self.end_of(tie, &mut findings),
                Turn::Lineage(_) => {}
                Turn::Formation(actor, period) => {
                    self.life_of(actor, period, ChangeKind::Formed, &mut findings);
                }
                Turn::Dissolution(actor, period) => {
                    self.life_of(actor, period, ChangeKind::Dissolved, &mut findings);
                }
            }
        }
        for kind in [RelationKind::Membership, RelationKind::Alliance] {
            let lasting = &self.graph.lasting;
            let (begun, ended) = lasting.turning(kind, self.window);
            let tie = |place: usize| TieId::new(lasting.tie(place));
            begun.for_each(|place| self.start_of(tie(place), &mut findings));
            let ended = ended.iter().map(|&place| tie(place as usize));
            ended.for_each(|tie| self.end_of(tie, &mut findings));
        }
        let changes = findings
            .into_iter()
            .filter_map(|(key, found)| self.change(key, &found));
        let mut changes: Vec<Change<'g>> = changes.collect();
        changes.sort_by_key(|change| (change.days, change.kind, change.actor, change.other));
        changes
    }

    fn change(self, key: Key, found: &Found) -> Option<Change<'g>> {
        let holds = self.shown(found.in_time?.and(found.known))?;
        let graph = self.graph;
        let actor = graph.actor_ref(key.actor);
        let despite = self.despite(key, found.days, &found.statements);
        let despite = despite.into_iter().map(|id| graph.statement_ref(id));
        let statements = found.statements.iter().map(|&id| graph.statement_ref(id));
        let grounds = match key.kind {
            ChangeKind::Formed | ChangeKind::Dissolved => Grounds::of_actor(holds, actor),
            _ => Grounds::new(self, holds, found.certainty, statements),
        };
        Some(Change {
            kind: key.kind,
            actor,
            other: key.other.map(|id| graph.actor_ref(id)),
            days: found.days,
            cause: found.cause.map(|id| graph.statement_ref(id)),
            despite: despite.collect(),
            grounds,
        })
    }

    /// A membership or alliance that begins.
    fn start_of(self, tie: TieId, findings: &mut Findings) {
        let row = self.graph.tie_row(tie);
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
            period: 0,
        };
        let found = Found {
            days,
            in_time: in_window(days, self.window),
            known,
            certainty: self.graph.statement_ref(row.statement).certainty(),
            cause: None,
            statements: vec![row.statement],
        };
        findings.insert(key, found);
    }

    /// A membership or alliance that ends, by its own end or by an event.
    fn end_of(self, tie: TieId, findings: &mut Findings) {
        let (Some((known, kind)), held) = (self.counted_relation(tie), self.tie_time(tie)) else {
            return;
        };
        let Some((first, last)) = held.end else {
            return;
        };
        let row = self.graph.tie_row(tie);
        let days = DaySpan::new(first, last);
        let key = Key {
            kind: match kind {
                RelationKind::Membership => ChangeKind::Left,
                _ => ChangeKind::AllianceEnded,
            },
            actor: row.from,
            other: Some(row.to),
            happening: held.cause.map(|event| first_telling(self, event)),
            tie: held.cause.is_none().then_some(tie),
            period: 0,
        };
        let cause = held
            .cause
            .map_or_else(Vec::new, |event| self.admitted_tellings(event, row));
        let surest = cause
            .iter()
            .map(|&id| self.graph.statement_ref(id).certainty())
            .max();
        let own = self.graph.statement_ref(row.statement).certainty();
        let certainty = surest.map_or(own, |surest| surest.min(own));
        let found = findings.entry(key).or_insert_with(|| Found {
            days,
            in_time: None,
            known: Holds::Possibly,
            certainty,
            cause: held.cause,
            statements: Vec::new(),
        });
        found.days = found.days.or(days);
        found.in_time = in_window(found.days, self.window);
        found.known = found.known.or(if held.is_ended {
            known
        } else {
            Holds::Possibly
        });
        found.certainty = found.certainty.max(certainty);
        found.cause = found.cause.min(held.cause);
        found.statements.push(row.statement);
        found.statements.extend(cause);
    }

    /// The statements of an event's happening that end the same tie, if the evidence admits them.
    fn admitted_tellings(self, event: StatementId, row: TieRow) -> Vec<StatementId> {
        let graph = self.graph;
        let tellings = graph.tellings(event).filter(|&id| {
            let Kind::Event(kind) = graph.kind_of(id) else {
                return false;
            };
            let mut pairs = graph.statement_ref(id).record().ends.pairs().into_iter();
            let ends_it = pairs.any(|(from, to)| match kind {
                EventKind::Split => (from, to) == (row.to, row.from),
                EventKind::Merger | EventKind::Rename => from == row.from,
                _ => false,
            });
            ends_it && self.known(id).is_some()
        });
        tellings.collect()
    }

    /// Statements of the same kind and pair that certainly hold before and after an end.
    fn despite(self, key: Key, days: DaySpan, ended: &[StatementId]) -> Vec<StatementId> {
        let kind = match key.kind {
            ChangeKind::Left => RelationKind::Membership,
            ChangeKind::AllianceEnded => RelationKind::Alliance,
            _ => return Vec::new(),
        };
        let (graph, actor) = (self.graph, key.actor);
        let day_before = Window {
            from: days.first.previous(),
            to: days.first,
        };
        let run = graph
            .relation_entries(actor, day_before)
            .map(|(tie, _)| tie);
        let holding = run.filter(|&tie| {
            let row = graph.tie_row(tie);
            let bounds = self.tie_time(tie).bounds;
            graph.kind_of(row.statement) == Kind::Relation(kind)
                && (row.from, Some(row.to)) == (actor, key.other)
                && !ended.contains(&row.statement)
                && self.counted(row.statement) == Some(Holds::Certainly)
                && days.first.is_finite()
                && bounds.last_start() < days.first
                && days.last < bounds.first_end()
        });
        holding.map(|tie| graph.tie_row(tie).statement).collect()
    }

    /// A split, merger or renaming.
    fn lineage_of(self, tie: TieId, findings: &mut Findings) {
        let row = self.graph.tie_row(tie);
        let graph = self.graph;
        let Kind::Event(event) = graph.kind_of(row.statement) else {
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
        let mut parts = Vec::new();
        if kind == ChangeKind::Split {
            parts = self.parts_ended(actor, other, happening);
            if parts.is_empty() && self.was_member_before(actor, other, happening) {
                return;
            }
        }
        let key = Key {
            kind,
            actor,
            other: Some(other),
            happening: Some(happening),
            tie: None,
            period: 0,
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
            let (first, last) = graph.days_of(id);
            DaySpan::new(first, last)
        });
        let in_time = of_pair.iter().map(|&(id, _)| self.days_in_window(id));
        let is_certain = in_time.clone().all(|holds| holds == Some(Holds::Certainly));
        let is_possible = in_time.flatten().next().is_some();
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
            statements: of_pair.into_iter().map(|(id, _)| id).chain(parts).collect(),
        };
        findings.insert(key, found);
    }

    /// How an event's days lie in the window: certainly if all do, possibly if one does.
    fn days_in_window(self, id: StatementId) -> Option<Holds> {
        let window = self.event_window;
        let (first, last) = self.graph.days_of(id);
        let hull = in_window(DaySpan::new(first, last), window)?;
        let event = self.graph.statement_ref(id).record().event()?;
        let mut ranges = event.when.iter().flat_map(When::possible_ranges);
        let is_in = |(first, last)| in_window(DaySpan::new(first, last), window).is_some();
        (event.when.is_none() || ranges.any(is_in)).then_some(hull)
    }

    /// Whether an admitted membership of the pair can, by its own dates, hold on the day before one
    /// of a split's days.
    ///
    /// Whatever kinds and actors the view shows. Such a split is a departure, not descent.
    pub(crate) fn was_member_before(
        self,
        leaver: ActorId,
        whole: ActorId,
        happening: StatementId,
    ) -> bool {
        let graph = self.graph;
        let memberships = self.admitted_steps(leaver, whole, RelationKind::Membership);
        memberships.into_iter().any(|tie| {
            let bounds = graph.bounds_of(graph.tie_row(tie).statement);
            let (start, end) = (bounds.first_start(), bounds.last_end());
            graph.tellings(happening).any(|id| {
                let event = graph.statement_ref(id).record().event();
                let mut ranges = event
                    .and_then(|event| event.when.as_ref())
                    .into_iter()
                    .flat_map(When::possible_ranges);
                let is_dated = event.is_some_and(|event| event.when.is_some());
                let can_be = |(first, last): (Day, Day)| first <= end && start < last;
                self.known(id).is_some() && (!is_dated || ranges.any(can_be))
            })
        })
    }

    /// The statements of parts of the pair that a split's happening ends in this view.
    pub(crate) fn parts_ended(
        self,
        leaver: ActorId,
        whole: ActorId,
        happening: StatementId,
    ) -> Vec<StatementId> {
        let parts = self.admitted_steps(leaver, whole, RelationKind::PartOf);
        let ended = parts.into_iter().filter(|&tie| {
            let cause = self.tie_time(tie).cause;
            cause.is_some_and(|cause| first_telling(self, cause) == happening)
        });
        ended.map(|tie| self.graph.tie_row(tie).statement).collect()
    }

    /// The ties of one kind from a member or part to its whole that the evidence admits.
    fn admitted_steps(self, part: ActorId, whole: ActorId, kind: RelationKind) -> Vec<TieId> {
        let graph = self.graph;
        let run = graph
            .relation_entries(part, Window::ALL)
            .map(|(tie, _)| tie);
        let admitted = run.filter(|&tie| {
            let row = graph.tie_row(tie);
            (row.from, row.to) == (part, whole)
                && graph.kind_of(row.statement) == Kind::Relation(kind)
                && self.known(row.statement).is_some()
        });
        admitted.collect()
    }

    /// A stated start or end of an actor.
    fn life_of(self, actor: ActorId, period: u32, kind: ChangeKind, findings: &mut Findings) {
        if !self.is_among(actor) {
            return;
        }
        let record = self.graph.record();
        let entry = record.actor(actor);
        let Some((own, evidence)) = entry.periods().nth(period as usize) else {
            return;
        };
        let bounds = match entry.active.len() {
            1 => self.active_bounds(actor),
            _ => own.bounds(record.as_of_day(evidence)),
        };
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
            period,
        };
        let found = Found {
            days,
            in_time: in_window(days, self.window),
            known: Holds::Certainly,
            certainty: evidence.certainty,
            cause: None,
            statements: Vec::new(),
        };
        findings.insert(key, found);
    }

    /// How a relation's tie is known, if every filter but the window admits it.
    fn counted_relation(self, tie: TieId) -> Option<(Holds, RelationKind)> {
        let id = self.graph.tie_row(tie).statement;
        let known = self.counted(id)?;
        let kind = self.graph.kind_of(id).relation()?;
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
