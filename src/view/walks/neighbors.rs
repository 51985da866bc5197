//! The ties of an actor in a view, one by one.

#![expect(
    clippy::inline_always,
    reason = "a question of thirty nanoseconds has no time for calls"
)]

use super::actor_events::ActorEvents;
use super::neighbor::Neighbor;
use crate::graph::{Entry, IntoId, LastingRun, LastingTie, Meeting};
use crate::model::{ActorId, Holds, Kinds, StatementId, TieId, Window};
use crate::view::{Filter, View};

/// Finding the places of a pair costs as much as looking at this many events.
const LOOKUP: usize = 16;

/// # Ties
impl<'g, 'f> View<'g, 'f> {
    /// Iterates over the ties of an actor: first those of relations, by kind, then those of events,
    /// by time.
    ///
    /// The iterator collects nothing. An actor with whom there are two ties comes twice. Two sorts
    /// of ties cost more: ties of several statements, and ties that the end of an actor bounds. The
    /// graph computes them when it first meets them, and once more for each view whose evidence
    /// filters (such as [`known_on`](View::known_on)) narrow them.
    ///
    /// # Complexity
    ///
    /// O(log n + relations found). On one day, the iterator also looks at relations that ended
    /// earlier: at most about as many as hold on that day, or some sixty. Finding the events takes
    /// O(log n), then each event takes O(log n).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = "2023"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let a = graph.actor("a")?;
    /// let others = graph.at(date(2024, 1, 1)).neighbors(a).map(|n| n.actor.key());
    /// assert!(others.eq(["b"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn neighbors(self, actor: impl IntoId<ActorId>) -> Neighbors<'g, 'f> {
        let actor = actor.id_in(self.graph);
        let kinds = self.kinds();
        let relations = if kinds.and(Kinds::RELATIONS).is_empty() {
            Relations::none(self)
        } else {
            Relations::of(self, actor)
        };
        let events = if kinds.and(Kinds::EVENTS).is_empty() {
            None
        } else {
            Some(ActorEvents::of(self, actor))
        };
        Neighbors {
            filter: self.filter(),
            actor,
            relations,
            events,
        }
    }

    /// The ties of an actor's relations alone.
    pub(crate) fn relation_neighbors(self, actor: ActorId) -> Neighbors<'g, 'f> {
        self.without_events().neighbors(actor).of(self)
    }

    /// The ties of an actor's events alone.
    pub(crate) fn event_neighbors(self, actor: ActorId) -> Neighbors<'g, 'f> {
        self.without_relations().neighbors(actor).of(self)
    }

    fn without_events(self) -> Self {
        View {
            only: self.kinds().and(Kinds::RELATIONS),
            ..self
        }
    }

    fn without_relations(self) -> Self {
        View {
            only: self.kinds().and(Kinds::EVENTS),
            ..self
        }
    }

    /// The ties between two actors, in the order of [`neighbors`](Self::neighbors), seen from the
    /// first.
    ///
    /// # Complexity
    ///
    /// O(log n + relations of the actor with fewer ties + events of the two). Events of several
    /// statements, of inexact days or of several actors are searched among all such events of that
    /// actor.
    #[track_caller]
    pub fn ties_between(
        self,
        one: impl IntoId<ActorId>,
        other: impl IntoId<ActorId>,
    ) -> impl Iterator<Item = Neighbor<'g>> {
        let (one, other) = (one.id_in(self.graph), other.id_in(self.graph));
        let is_fewer = self.graph.degree(other) < self.graph.degree(one);
        let (here, there) = if is_fewer { (other, one) } else { (one, other) };
        let (filter, kinds) = (self.filter(), self.kinds());
        let has_relations = !kinds.and(Kinds::RELATIONS).is_empty();
        let relations = has_relations.then(|| Relations::of(self, here));
        let has_events = !kinds.and(Kinds::EVENTS).is_empty();
        let mut events = has_events.then(|| ActorEvents::between(self, here, there));
        let events = std::iter::from_fn(move || events.as_mut()?.next(&filter, here));
        let relations = relations.into_iter();
        let relations = relations.flat_map(move |own| own.to(filter, here, move |id| id == there));
        relations.chain(events).filter_map(move |tie| {
            let actor = self.graph.actor_by_id(other)?;
            Some(Neighbor { actor, ..tie })
        })
    }

    /// Calls a function with the ties of an actor that lead to some others, in no particular order.
    ///
    /// The others must be sorted.
    ///
    /// # Complexity
    ///
    /// O(log n + relations + plain events with these others, or all its plain events, whichever is
    /// less).
    pub(crate) fn each_tie_to(
        self,
        here: ActorId,
        there: &[ActorId],
        mut with: impl FnMut(Neighbor<'g>),
    ) {
        let (graph, kinds) = (self.graph, self.kinds());
        let filter = self.filter();
        let is_there = |id: ActorId| there.binary_search(&id).is_ok();
        if !kinds.and(Kinds::RELATIONS).is_empty() {
            Relations::of(self, here)
                .to(filter, here, is_there)
                .for_each(&mut with);
        }
        if kinds.and(Kinds::EVENTS).is_empty() {
            return;
        }
        let other = graph.events.meeting(here.index(), self.event_window);
        let other = other.filter(|entry| is_there(entry.other));
        other
            .filter_map(|entry| self.other_tie(entry))
            .for_each(&mut with);
        let run = graph.exact.of_actor(here, self.event_window);
        if there.len().saturating_mul(LOOKUP) < run.to - run.from {
            for &other in there {
                let mut events = ActorEvents::plain_between(self, here, other);
                let own = std::iter::from_fn(|| events.next(&filter, here));
                own.for_each(&mut with);
            }
        } else {
            let mut events = ActorEvents::plain_of(self, here);
            let own = std::iter::from_fn(|| events.next(&filter, here));
            own.filter(|tie| is_there(tie.actor.id()))
                .for_each(&mut with);
        }
    }

    /// The ties of all relations of the view, by time.
    pub(crate) fn relation_ties(self) -> impl Iterator<Item = (TieId, Holds)> + use<'g, 'f> {
        let graph = self.graph;
        let all = graph.relation_ties.meeting(0, self.window);
        let other = all.filter_map(move |entry| Some((entry.tie, self.tie_holds(entry.tie)?)));
        let plain = self.plain_relations();
        let plain = plain.map(move |(place, holds)| (TieId::new(graph.lasting.tie(place)), holds));
        other.chain(plain)
    }

    /// The plain relations that the view shows, by their places.
    pub(crate) fn plain_relations(self) -> impl Iterator<Item = (usize, Holds)> + use<'g, 'f> {
        let graph = self.graph;
        let plain = graph.lasting.in_window(self.kinds(), self.window);
        let filter = self.filter();
        plain.filter_map(move |(place, in_time)| {
            let holds = filter.relation_at(place, in_time)?;
            Some((place, holds))
        })
    }

    /// Every tie of the view, in the order of ties.
    pub(crate) fn tie_ids(self) -> impl Iterator<Item = (TieId, Holds)> + use<'g, 'f> {
        let all = self.graph.tie_rows();
        all.filter_map(move |(tie, _)| Some((tie, self.tie_holds(tie)?)))
    }

    /// Whether an event that the columns do not count possibly lies in the window, by its own
    /// statement.
    pub(crate) fn is_event_in_window(self, id: StatementId) -> bool {
        let is_counted = self.counted(id).is_some() && self.is_statement_among(id);
        is_counted && self.event_time(id, self.event_window).is_some()
    }

    /// Calls a function for each plain event of exact days in the window that the filters admit, by
    /// day.
    ///
    /// The function gets the place of the event and how the view knows it.
    pub(crate) fn each_exact_event(self, mut with: impl FnMut(usize, Holds)) {
        let exact = &self.graph.exact;
        let run = exact.in_time(self.event_window).stretch;
        let filter = self.filter();
        for at in run.from..run.to {
            let place = exact.place_in_time(at);
            if let Some(known) = filter.exact_event(place) {
                with(place, known);
            }
        }
    }

    /// The statements of events that count and can lie in the event window of the view, by time.
    pub(crate) fn event_statements_in_window(
        self,
    ) -> impl Iterator<Item = StatementId> + use<'g, 'f> {
        let moments = self.graph.event_times.meeting(0, self.event_window);
        let ids = moments.map(|moment| moment.statement);
        let other = ids.filter(move |&id| self.is_event_in_window(id));
        let graph = self.graph;
        let run = graph.exact.in_time(self.event_window).stretch;
        let filter = self.filter();
        let plain = (run.from..run.to).filter_map(move |at| {
            let place = graph.exact.place_in_time(at);
            filter.exact_event(place)?;
            Some(graph.statement_at(place))
        });
        other.chain(plain)
    }
}

/// An iterator over the ties of an actor in a view, made by [`View::neighbors`].
#[derive(Debug, Clone)]
pub struct Neighbors<'g, 'f> {
    filter: Filter<'g, 'f>,
    actor: ActorId,
    relations: Relations<'g>,
    events: Option<ActorEvents<'g>>,
}

/// The relations of an actor: the plain ones, then the others.
#[derive(Debug, Clone)]
struct Relations<'g> {
    plain: LastingRun<'g>,
    other: Option<Meeting<'g, Entry>>,
}

impl<'g> Relations<'g> {
    #[inline(always)]
    fn of(view: View<'g, '_>, actor: ActorId) -> Self {
        let graph = view.graph;
        let is_any = !graph.relations.is_empty();
        Self {
            plain: graph.lasting.of_actor(actor, view.kinds(), view.window),
            other: is_any.then(|| graph.relations.meeting(actor.index(), view.window)),
        }
    }

    #[inline(always)]
    fn none(view: View<'g, '_>) -> Self {
        let nobody = ActorId::new(u32::MAX);
        Self {
            plain: view
                .graph
                .lasting
                .of_actor(nobody, Kinds::NONE, Window::ALL),
            other: None,
        }
    }
}

impl<'g> Relations<'g> {
    /// Returns the ties that lead to some others.
    fn to<'f>(
        self,
        filter: Filter<'g, 'f>,
        actor: ActorId,
        is_there: impl Fn(ActorId) -> bool + Copy,
    ) -> impl Iterator<Item = Neighbor<'g>> {
        let view = filter.view;
        let plain = self.plain.filter(move |one| is_there(one.other));
        let plain = plain.filter_map(move |one| filter.relation_of(actor, one));
        let plain = plain.map(move |one| view.relation_tie(one));
        let other = self.other.into_iter().flatten();
        let other = other.filter(move |entry| is_there(entry.other));
        plain.chain(other.filter_map(move |entry| view.other_tie(entry)))
    }
}

impl<'g, 'f> Neighbors<'g, 'f> {
    /// Adapts the ties to a view that shows more kinds.
    fn of(mut self, view: View<'g, 'f>) -> Self {
        self.filter = view.filter();
        self
    }
}

impl<'g> Iterator for Neighbors<'g, '_> {
    type Item = Neighbor<'g>;

    #[inline(always)]
    fn next(&mut self) -> Option<Neighbor<'g>> {
        let (view, actor) = (self.filter.view, self.actor);
        for one in self.relations.plain.by_ref() {
            if let Some(found) = self.filter.relation_of(actor, one) {
                return Some(view.relation_tie(found));
            }
        }
        if let Some(all) = self.relations.other.as_mut()
            && let Some(found) = all.find_map(|entry| view.other_tie(entry))
        {
            return Some(found);
        }
        self.events.as_mut()?.next(&self.filter, actor)
    }

    /// Runs one tight loop over the plain relations.
    #[inline(always)]
    fn fold<B, F: FnMut(B, Neighbor<'g>) -> B>(self, init: B, mut f: F) -> B {
        let view = self.filter.view;
        let tied = |all, one: LastingTie| f(all, view.relation_tie(one));
        let all = self
            .filter
            .fold_relations(self.actor, self.relations.plain, init, tied);
        if self.relations.other.is_none() && self.events.is_none() {
            return all;
        }
        let rest = Rest {
            filter: self.filter,
            actor: self.actor,
            relations: self.relations.other,
            events: self.events,
        };
        rest.fold(all, f)
    }
}

/// The ties of an actor that remain after its plain relations.
struct Rest<'g, 'f> {
    filter: Filter<'g, 'f>,
    actor: ActorId,
    relations: Option<Meeting<'g, Entry>>,
    events: Option<ActorEvents<'g>>,
}

impl<'g> Iterator for Rest<'g, '_> {
    type Item = Neighbor<'g>;

    fn next(&mut self) -> Option<Neighbor<'g>> {
        let view = self.filter.view;
        if let Some(all) = self.relations.as_mut()
            && let Some(found) = all.find_map(|entry| view.other_tie(entry))
        {
            return Some(found);
        }
        self.events.as_mut()?.next(&self.filter, self.actor)
    }
}
