//! Which actors are in a view.

use super::View;
use crate::graph::{ActorRef, Lived, known_from};
use crate::model::{
    ActorId, Bounds, Certainty, Day, End, Evidence, Holds, Kinds, Period, SourceId, StatementId,
    Window,
};
use std::borrow::Cow;

/// An actor in a view, and how it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Present<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// Whether it is there certainly: it exists in the window, or has a tie or event there.
    pub holds: Holds,
}

/// # Actors
impl<'g, 'f> View<'g, 'f> {
    /// The actors of the view, by key: those that exist in its window or have a tie or event there.
    ///
    /// # Complexity
    ///
    /// O(actors); with filters, and the first time without, O(actors + their statements).
    pub fn actors(self) -> impl Iterator<Item = Present<'g>> + use<'g, 'f> {
        let all = self.graph.actors();
        all.filter_map(move |actor| {
            let holds = self.actor_holds(actor.id())?;
            Some(Present { actor, holds })
        })
    }

    /// How an actor is in the view; `None`: it is not.
    ///
    /// # Complexity
    ///
    /// O(statements of the actor).
    pub fn actor_holds(self, actor: impl Into<ActorId>) -> Option<Holds> {
        let actor = actor.into();
        self.graph.actor_by_id(actor)?;
        if !self.is_among(actor) {
            return None;
        }
        let lives = self.lives(actor);
        let exists = lives
            .iter()
            .filter_map(|life| life.bounds.in_window(self.window))
            .max();
        let exists = exists.and_then(|holds| self.shown(holds));
        if exists == Some(Holds::Certainly) {
            return exists;
        }
        let tied = self.neighbors(actor).map(|neighbor| neighbor.holds);
        let there = self.companies(actor).map(|(_, holds)| holds);
        let mut best = exists;
        for holds in tied.chain(there) {
            best = best.max(Some(holds));
            if holds == Holds::Certainly {
                break;
            }
        }
        best
    }

    /// From the first to the last of the active periods of an actor.
    pub(crate) fn active_bounds(self, actor: ActorId) -> Bounds {
        let lives = self.lives(actor);
        let first = lives.iter().map(|life| life.bounds);
        let last = first.clone();
        let first = first.min_by_key(|bounds| (bounds.first_start(), bounds.last_start()));
        let last = last.max_by_key(|bounds| (bounds.last_end(), bounds.first_end()));
        first.zip(last).map_or(Bounds::UNKNOWN, |(first, last)| {
            Bounds::new(
                first.first_start(),
                first.last_start(),
                last.first_end(),
                last.last_end(),
            )
        })
    }

    /// The active periods of an actor, as this view knows them: as stated, narrowed by what is
    /// certainly known of it; by time. There is at least one.
    ///
    /// What is stated is narrowed as far as its own days go.
    pub(crate) fn lives(self, actor: ActorId) -> Cow<'g, [Lived]> {
        if !self.is_unfiltered() {
            return Cow::Owned(self.narrowed_lives(actor, Holds::Certainly));
        }
        let all = self.graph.active.get_or_init(|| {
            let actors = self.graph.actors();
            let lives = actors.map(|actor| self.narrowed_lives(actor.id(), Holds::Certainly));
            lives.map(Vec::into_boxed_slice).collect()
        });
        Cow::Borrowed(&all[actor.index()])
    }

    /// Whether no filter but the window differs from the default.
    fn is_unfiltered(self) -> bool {
        let has_sets = self.among.is_some() || self.sources.is_some();
        let is_plain = self.kinds() == Kinds::ALL && self.at_least == Certainty::Alleged;
        is_plain && self.known_on.is_none() && !has_sets
    }

    /// The active periods with the bounds that are known at least so, narrowed.
    pub(crate) fn narrowed_lives(self, actor: ActorId, least: Holds) -> Vec<Lived> {
        let mut lives = self.known_lives(actor, least);
        let mut narrow: Vec<(Day, Day)> = lives
            .iter()
            .map(|life| (life.bounds.last_start(), life.bounds.first_end()))
            .collect();
        for bounds in self.certain_bounds(actor) {
            let mut homes = (0..lives.len())
                .filter(|&place| lives.len() == 1 || can_lie_within(bounds, lives[place].bounds));
            if let (Some(place), None) = (homes.next(), homes.next()) {
                let (last_start, first_end) = &mut narrow[place];
                *last_start = (*last_start).min(bounds.last_start());
                *first_end = (*first_end).max(bounds.first_end());
            }
        }
        for (life, (last_start, first_end)) in lives.iter_mut().zip(narrow) {
            let own = life.bounds;
            let narrowed = Bounds::new(
                own.first_start(),
                last_start.max(own.first_start()),
                first_end.min(own.last_end()),
                own.last_end(),
            );
            life.bounds = narrowed.tightened();
        }
        lives.sort_by_key(|life| (life.bounds, life.number));
        lives
    }

    /// The active periods with the bounds that are known at least so; one of which nothing is known,
    /// if there is no such bound.
    fn known_lives(self, actor: ActorId, least: Holds) -> Vec<Lived> {
        let record = self.graph.record();
        let periods = record.actor(actor).periods();
        let mut lives = Vec::new();
        let stated = self.graph.lives.of(actor).iter().zip(periods).enumerate();
        for (number, (life, (period, evidence))) in stated {
            let has_start = self.start_known(actor, number, life) >= Some(least);
            let has_end = self.end_known(actor, number, life) >= Some(least);
            let is_seen = self.is_evidence_known(evidence);
            if !has_start && !has_end && !is_seen {
                continue;
            }
            let start = period.start().filter(|_| has_start).cloned();
            let end = match period.end() {
                End::On(when) if has_end => End::On(when.clone()),
                End::Ongoing if is_seen => End::Ongoing,
                _ => End::Unknown,
            };
            let seen = if is_seen {
                period.seen().to_vec()
            } else {
                Vec::new()
            };
            lives.push(Lived {
                number: Some(number),
                bounds: Period::new(start, end, seen).bounds(record.as_of_day(evidence)),
            });
        }
        if lives.is_empty() {
            lives.push(Lived {
                number: None,
                bounds: Bounds::UNKNOWN,
            });
        }
        self.end_lives(actor, least, &mut lives);
        lives
    }

    /// Ends the active period in which alone a merger or renaming of the actor can lie, unless it
    /// certainly goes on.
    fn end_lives(self, actor: ActorId, least: Holds, lives: &mut [Lived]) {
        for ender in self.graph.limits.successions(actor) {
            let Some(ender) = self.admitted_ender(ender) else {
                continue;
            };
            if ender.naming.iter().map(|one| one.known).max() < Some(least) {
                continue;
            }
            let tellings = ender.tellings.iter().map(|one| one.id);
            let (first, last) = self.happened(tellings).hull();
            let mut homes = lives.iter_mut().filter(|life| {
                life.bounds.first_start() <= last && first <= life.bounds.last_end()
            });
            let (Some(life), None) = (homes.next(), homes.next()) else {
                continue;
            };
            let own = life.bounds;
            if last < own.first_end() {
                continue;
            }
            let (mut from, mut to) = (own.first_end().max(first), own.last_end().min(last));
            if to < from {
                (from, to) = (first, last);
            }
            let ended = Bounds::new(own.first_start(), own.last_start(), from, to);
            life.bounds = ended.tightened();
        }
    }

    /// Whether the filters of evidence admit that of an active period, certainly known.
    fn is_evidence_known(self, evidence: &Evidence) -> bool {
        let asked = |id: &SourceId| self.sources.is_none_or(|set| set.contains(*id));
        let mut sources = evidence.sources.iter().copied().filter(asked).peekable();
        if self.sources.is_some() && sources.peek().is_none() {
            return false;
        }
        let known = known_from(self.graph.record(), sources);
        evidence.certainty >= self.at_least
            && evidence.certainty != Certainty::Denied
            && self.known_on.is_none_or(|day| known.last <= day)
    }

    /// The bounds of every certainly known counted statement of an actor.
    fn certain_bounds(self, actor: ActorId) -> impl Iterator<Item = Bounds> + use<'g, 'f> {
        let index = actor.index();
        let graph = self.graph;
        let is_certain = move |id: StatementId| self.counted(id) == Some(Holds::Certainly);
        let relations = graph
            .relation_entries(actor, Window::ALL)
            .filter(move |&(tie, _)| {
                self.has_ends_among(tie) && is_certain(graph.statement_of_tie(tie))
            });
        let relations = relations.map(move |(tie, _)| self.tie_time(tie).bounds());
        let tied = graph.events.run(index).iter();
        let tied = tied.map(move |entry| graph.tie_row(entry.tie).statement);
        let beside = graph
            .companies
            .run(index)
            .iter()
            .map(|moment| moment.statement);
        let events = tied.chain(beside);
        let events = events.filter(move |&id| is_certain(id) && self.is_statement_among(id));
        let events = events.map(move |id| self.bounds_of_event(id));
        let dated = self.dated_edges(actor).into_iter().flatten();
        relations.chain(events).chain(dated)
    }

    /// The bounds of the first and the last certainly known plain event of an actor.
    ///
    /// Those between them narrow nothing further.
    fn dated_edges(self, actor: ActorId) -> [Option<Bounds>; 2] {
        let dated = &self.graph.dated;
        let run = dated.of_actor(actor, Window::ALL);
        let is_certain = |&at: &usize| {
            let place = dated.place_in_run(at);
            let class = &dated.classes[dated.class(place)];
            let (low, high) = match self.among {
                Some(_) => dated.pair(place),
                None => (actor, actor),
            };
            self.known_class(class) == Some(Holds::Certainly)
                && self.is_among(low)
                && self.is_among(high)
        };
        let bounds = |at: usize| {
            let day = dated.day_in_run(at);
            Bounds::new(day, day, day.next(), day.next())
        };
        let mut all = run.from..run.to;
        let first = all.find(is_certain).map(bounds);
        let last = (run.from..run.to).rev().find(is_certain).map(bounds);
        [first, last]
    }

    /// The events of the view in which an actor stands alone or beside others.
    pub(crate) fn companies(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = (StatementId, Holds)> + use<'g, 'f> {
        let moments = self
            .graph
            .companies
            .meeting(actor.index(), self.event_window);
        moments.filter_map(move |moment| {
            let id = moment.statement;
            Some((id, self.event_holds(id)?))
        })
    }
}

/// Whether what has these bounds can lie within an active period.
fn can_lie_within(bounds: Bounds, life: Bounds) -> bool {
    let within = Bounds::new(
        bounds.first_start().max(life.first_start()),
        bounds.last_start(),
        bounds.first_end(),
        bounds.last_end().min(life.last_end()),
    );
    within.is_possible()
}
