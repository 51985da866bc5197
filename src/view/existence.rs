//! Which actors are in a view.

use super::View;
use crate::graph::ActorRef;
use crate::model::{ActorId, Bounds, Certainty, Holds, Kinds, StatementId, Window};

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
        let exists = self.active_bounds(actor).in_window(self.window);
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

    /// When an actor existed: as stated, narrowed by what is certainly known of it.
    ///
    /// What is stated is narrowed as far as its own days go.
    pub(crate) fn active_bounds(self, actor: ActorId) -> Bounds {
        if !self.is_unfiltered() {
            return self.narrowed_bounds(actor);
        }
        let all = self.graph.active.get_or_init(|| {
            let actors = self.graph.actors();
            actors
                .map(|actor| self.narrowed_bounds(actor.id()))
                .collect()
        });
        all[actor.index()]
    }

    /// Whether no filter but the window differs from the default.
    fn is_unfiltered(self) -> bool {
        let has_sets = self.among.is_some() || self.sources.is_some();
        let is_plain = self.kinds() == Kinds::ALL && self.at_least == Certainty::Alleged;
        is_plain && self.known_on.is_none() && !has_sets
    }

    fn narrowed_bounds(self, actor: ActorId) -> Bounds {
        let record = self.graph.record();
        let entry = record.actor(actor);
        let own = record.whole_active_bounds(entry);
        let (mut last_start, mut first_end) = (own.last_start(), own.first_end());
        for bounds in self.certain_bounds(actor) {
            last_start = last_start.min(bounds.last_start());
            first_end = first_end.max(bounds.first_end());
        }
        let narrowed = Bounds::new(
            own.first_start(),
            last_start.max(own.first_start()),
            first_end.min(own.last_end()),
            own.last_end(),
        );
        narrowed.tightened()
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
        let relations = relations.map(move |(tie, _)| self.tie_time(tie).bounds);
        let tied = graph.events.run(index).iter();
        let tied = tied.map(move |entry| graph.tie_row(entry.tie).statement);
        let beside = graph
            .companies
            .run(index)
            .iter()
            .map(|moment| moment.statement);
        let events = tied.chain(beside);
        let events = events.filter(move |&id| is_certain(id) && self.is_statement_among(id));
        let events = events.map(move |id| graph.bounds_of(id));
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
