//! Changes: actors that joined and left, split, merged, were renamed, formed, dissolved or allied.

use super::cause::Cause;
use super::change::{Change, ChangeKind};
use super::ends_together::{EndLevel, merged_ends};
use crate::graph::{TieRow, Turn};
use crate::model::{
    ActorId, Certainty, Day, EndCause, EventKind, Holds, Kind, RelationKind, StatementId, TieId,
    TieLevel, TieTime, When, Window,
};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::{LifePart, View};
use std::collections::BTreeMap;

/// The key of a change: findings with equal keys are one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: ChangeKind,
    actor: ActorId,
    other: Option<ActorId>,
    /// The cause; of an event the first statement of its happening.
    cause: Option<EndCause>,
    /// The tie, if each tie makes a separate change.
    tie: Option<TieId>,
}

/// The findings about a change so far.
#[derive(Debug)]
struct ChangeSoFar {
    days: DaySpan,
    in_time: Option<Holds>,
    known: Holds,
    certainty: Certainty,
    cause: Option<EndCause>,
    statements: Vec<StatementId>,
}

type Findings = BTreeMap<Key, ChangeSoFar>;

/// # What changed
impl<'g> View<'g, '_> {
    /// What changed in the view's window, sorted by first day, last day, kind, actor, other and
    /// cause, then by the statements that it rests on.
    ///
    /// There is one change for each start and end that is stated or follows from a statement: of a
    /// membership, a part-of, an alliance, or an actor's active period. There also is one for each
    /// split, merger and renaming. A change is certainly in the window if all its possible days
    /// are, possibly if one is.
    ///
    /// One departure is one change: a member that splits off has `left`, with the split as the cause.
    ///
    /// # Complexity
    ///
    /// O(log n + starts and ends that can lie in the window).
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
        self.changes_of(|_| true)
    }

    /// The changes that come from those turns that a test accepts.
    pub(in crate::query) fn changes_of(self, is_asked: impl Fn(Turn) -> bool) -> Vec<Change<'g>> {
        let mut findings = Findings::new();
        let turns = |window| {
            let turns = self.graph.turns.meeting(0, window).map(|turn| turn.turn);
            turns.filter(|&turn| is_asked(turn))
        };
        for turn in turns(self.event_window) {
            if let Turn::Lineage(tie) = turn {
                self.lineage_of(tie, &mut findings);
            }
        }
        for turn in turns(self.window) {
            match turn {
                Turn::Start(tie) => self.start_of(tie, &mut findings),
                Turn::End(tie) => self.end_of(tie, &mut findings),
                Turn::Lineage(_) => {}
                Turn::Formation(actor, number) => {
                    self.life_of((actor, number), ChangeKind::Formed, &mut findings);
                }
                Turn::Dissolution(actor, number) => {
                    self.life_of((actor, number), ChangeKind::Dissolved, &mut findings);
                }
            }
        }
        for kind in [
            RelationKind::Membership,
            RelationKind::PartOf,
            RelationKind::Alliance,
        ] {
            let lasting = &self.graph.lasting;
            let (begun, ended) = lasting.turning(kind, self.window);
            let tie = |place: usize| TieId::new(lasting.tie(place));
            let begun = begun.map(tie).filter(|&tie| is_asked(Turn::Start(tie)));
            begun.for_each(|tie| self.start_of(tie, &mut findings));
            let ended = ended.iter().map(|&place| tie(place as usize));
            let ended = ended.filter(|&tie| is_asked(Turn::End(tie)));
            ended.for_each(|tie| self.end_of(tie, &mut findings));
        }
        let changes = findings
            .into_iter()
            .filter_map(|(key, found)| self.change(key, &found));
        let mut changes: Vec<Change<'g>> = changes.collect();
        let order = |change: &Change<'g>| {
            let ends = (change.actor, change.other);
            (change.days, change.kind, ends, change.cause)
        };
        changes.sort_by(|one, other| {
            let by_order = order(one).cmp(&order(other));
            let [one, other] = [one, other].map(|change| &change.grounds.statements);
            by_order.then_with(|| one.cmp(other))
        });
        changes
    }

    fn change(self, key: Key, found: &ChangeSoFar) -> Option<Change<'g>> {
        let holds = self.shown(found.in_time?.and(found.known))?;
        let graph = self.graph;
        let actor = graph.actor_ref(key.actor);
        let despite = self.despite(key, found.days, &found.statements);
        let despite = despite.into_iter().map(|id| graph.statement_ref(id));
        let statements = found.statements.iter().map(|&id| graph.statement_ref(id));
        let pair = (key.actor, key.other.unwrap_or(key.actor));
        let grounds = match (key.kind, key.cause.or(found.cause)) {
            (
                ChangeKind::Formed | ChangeKind::Dissolved,
                Some(EndCause::Dissolution(actor, number)),
            ) => Grounds::of_life(self, holds, actor, number),
            (_, Some(EndCause::Dissolution(actor, number))) => {
                let own = Grounds::between(self, pair, holds, found.certainty, statements);
                own.with_life(self, actor, number)
            }
            _ => Grounds::between(self, pair, holds, found.certainty, statements),
        };
        Some(Change {
            kind: key.kind,
            actor,
            other: key.other.map(|id| graph.actor_ref(id)),
            days: found.days,
            cause: found.cause.map(|cause| Cause::of(graph, cause)),
            despite: despite.collect(),
            grounds,
        })
    }

    /// Adds the start of a membership, part-of or alliance.
    fn start_of(self, tie: TieId, findings: &mut Findings) {
        let Some((tie, kind)) = self.counted_relation(tie) else {
            return;
        };
        let row = self.graph.tie_row(tie);
        let course = self.tie_time(tie);
        let holds = |level: &TieLevel| {
            let in_time = in_window_of(level.start?, &level.starts, self.window)?;
            Some(in_time.and(level.start_known()))
        };
        let Some((days, holds, level)) = course.dated(|level| level.start, holds) else {
            return;
        };
        let kind = match kind {
            RelationKind::Membership => ChangeKind::Joined,
            RelationKind::PartOf => ChangeKind::Integrated,
            _ => ChangeKind::AllianceMade,
        };
        let key = Key {
            kind,
            actor: row.from,
            other: Some(row.to),
            cause: None,
            tie: Some(tie),
        };
        let found = ChangeSoFar {
            days: DaySpan::from(days),
            in_time: Some(holds),
            known: Holds::Certainly,
            certainty: level.certainty,
            cause: None,
            statements: self.statements_of_tie(tie),
        };
        findings.insert(key, found);
    }

    /// Adds the end of a membership, part-of or alliance, by its own end or by something else.
    ///
    /// All memberships of a pair that one split ends are one departure.
    fn end_of(self, tie: TieId, findings: &mut Findings) {
        let Some((tie, kind)) = self.counted_relation(tie) else {
            return;
        };
        let row = self.graph.tie_row(tie);
        let split = |course: &TieTime| {
            let first = course.all.causes.first().copied();
            first.filter(|cause| self.is_split(*cause))
        };
        let course = self.tie_time(tie);
        let by = split(&course).map(|cause| self.whole_cause(cause));
        let kind = match kind {
            RelationKind::Membership => ChangeKind::Left,
            // a part-of that a split ends is listed as the split alone
            RelationKind::PartOf if by.is_some() => return,
            RelationKind::PartOf => ChangeKind::Separated,
            _ => ChangeKind::AllianceEnded,
        };
        let key = Key {
            kind,
            actor: row.from,
            other: Some(row.to),
            cause: by,
            tie: by.is_none().then_some(tie),
        };
        if findings.contains_key(&key) {
            return;
        }
        let mut ties = vec![(tie, course)];
        if by.is_some() {
            let of_pair = self.admitted_steps(row.from, row.to, RelationKind::Membership);
            let others = of_pair.into_iter().filter_map(|other| {
                let is_other = self.counted_relation(other)?.0 == other && other != tie;
                let course = self.tie_time(other);
                let same = split(&course).map(|cause| self.whole_cause(cause)) == by;
                (is_other && same).then_some((other, course))
            });
            ties.extend(others);
        }
        let best = ties.iter().map(|(_, course)| course.surest()).max();
        let ends = merged_ends(ties.iter().map(|(_, course)| &**course));
        let holds_at = |end: &EndLevel| {
            let in_time = in_window_of(end.days?, &end.ranges, self.window)?;
            Some(in_time.and(end.holds))
        };
        // of the tellings that date the change, so that its cause is of no others
        let has_all = holds_at(&ends.all).is_some();
        let of_all = &ends.all.causes;
        let holds = |end: &EndLevel| {
            let by_one = |one: &EndCause| end.causes.iter().any(|other| self.are_one(*one, *other));
            let is_so = !has_all || of_all.is_empty() || of_all.iter().any(by_one);
            holds_at(end).filter(|_| is_so)
        };
        let Some((days, holds, end)) = ends.dated(|end| end.days, holds) else {
            return;
        };
        let causes = if has_all { of_all } else { &end.causes };
        let certainty = best.map_or(end.certainty, |best| best.min(end.certainty));
        let mut statements: Vec<StatementId> = Vec::new();
        let mut of_causes: Vec<Certainty> = Vec::new();
        for &cause in causes {
            match cause {
                EndCause::Event(event) => {
                    let tellings = self.admitted_tellings(event, row);
                    let each = tellings.iter();
                    of_causes.extend(each.map(|&id| self.graph.evidence_of(id).certainty));
                    statements.extend(tellings);
                }
                EndCause::Dissolution(actor, _) => {
                    // in any of its periods
                    let levels = ties.iter().flat_map(|(_, course)| course.iter());
                    let enders = levels.flat_map(|level| &level.may_be_ended_by);
                    let lives = self.graph.lives.of(actor);
                    let own = enders.filter_map(|ender| match *ender {
                        EndCause::Dissolution(one, number) if one == actor => Some(number),
                        _ => None,
                    });
                    let lives = own.filter_map(|number| lives.get(number as usize));
                    of_causes.extend(lives.map(|life| life.certainty));
                }
            }
        }
        let own = ties
            .iter()
            .flat_map(|(tie, _)| self.statements_of_tie(*tie));
        statements.extend(own);
        let found = ChangeSoFar {
            days: DaySpan::from(days),
            in_time: Some(holds),
            known: Holds::Certainly,
            certainty: of_causes
                .into_iter()
                .max()
                .map_or(certainty, |cause| cause.min(certainty)),
            cause: causes.first().copied(),
            statements,
        };
        findings.insert(key, found);
    }

    fn is_split(self, cause: EndCause) -> bool {
        match cause {
            EndCause::Event(event) => self.graph.kind_of(event) == Kind::Event(EventKind::Split),
            EndCause::Dissolution(..) => false,
        }
    }

    /// One cause for all that it ends: of an event the first statement of its happening.
    fn whole_cause(self, cause: EndCause) -> EndCause {
        match cause {
            EndCause::Event(event) => EndCause::Event(self.graph.first_of(event)),
            EndCause::Dissolution(..) => cause,
        }
    }

    fn are_one(self, one: EndCause, other: EndCause) -> bool {
        self.whole_cause(one) == self.whole_cause(other)
    }

    /// Returns the statements of an event's happening that end the same tie, if the evidence filters admit them.
    pub(super) fn admitted_tellings(self, event: StatementId, row: TieRow) -> Vec<StatementId> {
        let graph = self.graph;
        let tellings = graph.tellings(event).filter(|&id| {
            let Kind::Event(kind) = graph.kind_of(id) else {
                return false;
            };
            let mut pairs = graph.statement_ref(id).record().ends.pairs().into_iter();
            let ends_it = pairs.any(|(from, to)| match kind {
                EventKind::Split => (from, to) == (row.to, row.from),
                EventKind::Merger | EventKind::Rename => from == row.from || from == row.to,
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
            ChangeKind::Separated => RelationKind::PartOf,
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
            let is_of_pair = graph.kind_of(row.statement) == Kind::Relation(kind)
                && (row.from, Some(row.to)) == (actor, key.other)
                && !ended.contains(&row.statement)
                && days.first.is_finite();
            if !is_of_pair || self.counted_relation(tie).map(|found| found.0) != Some(tie) {
                return false;
            }
            let course = self.tie_time(tie);
            let bounds = course.bounds();
            course.all.known == Holds::Certainly
                && bounds.last_start() < days.first
                && days.last < bounds.first_end()
        });
        holding
            .flat_map(|tie| self.statements_of_tie(tie))
            .collect()
    }

    /// Adds a split, merger or renaming.
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
        let happening = self.graph.first_of(row.statement);
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
            cause: Some(EndCause::Event(happening)),
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
        let in_window = |days| in_window(days, self.event_window);
        let saying: Vec<StatementId> = of_pair.iter().map(|&(id, _)| id).collect();
        let (days, in_time, certainty) = match self.told_time(&saying) {
            Some(course) => {
                let dated = course.dated(
                    |level| Some(level.happened.hull()),
                    |level| {
                        let days = DaySpan::from(level.happened.hull());
                        let own = level.happened.in_window(self.event_window)?;
                        let is_always = level.happened.is_in_every_way();
                        let own = if is_always { Holds::Certainly } else { own };
                        in_window(days).map(|holds| holds.and(own))
                    },
                );
                let Some((days, in_time, level)) = dated else {
                    return;
                };
                let own = graph.statement_ref(surest).certainty();
                (DaySpan::from(days), Some(in_time), own.min(level.certainty))
            }
            None => (
                DaySpan::from(graph.days_of(surest)),
                self.days_in_window(surest),
                graph.statement_ref(surest).certainty(),
            ),
        };
        let known = of_pair.iter().map(|&(_, known)| known).max();
        let found = ChangeSoFar {
            days,
            in_time,
            known: known.unwrap_or(Holds::Possibly),
            certainty,
            cause: Some(EndCause::Event(surest)),
            statements: of_pair.into_iter().map(|(id, _)| id).chain(parts).collect(),
        };
        findings.insert(key, found);
    }

    /// Returns whether the days of an event lie in the window: certainly if all do, possibly if one does.
    fn days_in_window(self, id: StatementId) -> Option<Holds> {
        let window = self.event_window;
        let (first, last) = self.graph.days_of(id);
        let hull = in_window(DaySpan::new(first, last), window)?;
        let event = self.graph.statement_ref(id).record().event()?;
        let mut ranges = event.when.iter().flat_map(When::possible_ranges);
        let is_in = |(first, last)| in_window(DaySpan::new(first, last), window).is_some();
        (event.when.is_none() || ranges.any(is_in)).then_some(hull)
    }

    /// Whether the pair can have an admitted membership on the day before one of a split's days.
    ///
    /// The kinds and actors of the view do not matter here. Such a split is a departure, not descent.
    pub(crate) fn was_member_before(
        self,
        leaver: ActorId,
        whole: ActorId,
        happening: StatementId,
    ) -> bool {
        let memberships = self.admitted_steps(leaver, whole, RelationKind::Membership);
        let mut memberships = memberships.into_iter();
        memberships.any(|tie| self.touches(happening, tie))
    }

    /// The statements of the pair's part-of relations that a split's happening can end in this view.
    ///
    /// An earlier split that is only possibly known may have ended them before it, or may not.
    pub(crate) fn parts_ended(
        self,
        leaver: ActorId,
        whole: ActorId,
        happening: StatementId,
    ) -> Vec<StatementId> {
        let parts = self.admitted_steps(leaver, whole, RelationKind::PartOf);
        let ended = parts.into_iter().filter(|&tie| {
            let course = self.tie_time(tie);
            let mut enders = course.all.may_be_ended_by.iter();
            enders.any(|&ender| self.whole_cause(ender) == EndCause::Event(happening))
        });
        ended.flat_map(|tie| self.statements_of_tie(tie)).collect()
    }

    /// The ties of one kind from a member or part to its whole that the evidence filters admit.
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

    /// Adds a stated start or end of an actor's active period.
    fn life_of(self, (actor, number): (ActorId, u32), kind: ChangeKind, findings: &mut Findings) {
        let place = number as usize;
        let Some(life) = self.graph.lives.of(actor).get(place) else {
            return;
        };
        let (known, part) = match kind {
            ChangeKind::Formed => (self.start_known(actor, place, life), LifePart::Start),
            _ => (self.end_known(actor, place, life), LifePart::End),
        };
        let Some(known) = known.filter(|_| self.is_among(actor)) else {
            return;
        };
        let Some(lived) = self.stated_life(actor, place, part) else {
            return;
        };
        let bounds = lived.bounds;
        let days = match kind {
            ChangeKind::Formed => DaySpan::new(bounds.first_start(), bounds.last_start()),
            _ => DaySpan::new(bounds.first_end(), bounds.last_end()),
        };
        let key = Key {
            kind,
            actor,
            other: None,
            cause: Some(EndCause::Dissolution(actor, number)),
            tie: None,
        };
        let found = ChangeSoFar {
            days,
            in_time: in_window(days, self.window),
            known,
            certainty: life.certainty,
            cause: None,
            statements: Vec::new(),
        };
        findings.insert(key, found);
    }

    /// Returns the tie that represents all tellings of a relation, if every filter but the window admits it.
    fn counted_relation(self, tie: TieId) -> Option<(TieId, RelationKind)> {
        let tie = self.first_telling_of(tie)?;
        let kind = self
            .graph
            .kind_of(self.graph.tie_row(tie).statement)
            .relation()?;
        (self.kinds().contains(kind) && self.has_ends_among(tie)).then_some((tie, kind))
    }
}

/// Returns whether days that depend on a reading lie in a window: possibly only if the days of one reading can.
fn in_window_of(hull: (Day, Day), ways: &[(Day, Day)], window: Window) -> Option<Holds> {
    let can = |days: (Day, Day)| in_window(DaySpan::from(days), window);
    let holds = can(hull)?;
    (ways.is_empty() || ways.iter().any(|days| can(*days).is_some())).then_some(holds)
}

/// Returns whether the possible days of a change lie in a window.
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
