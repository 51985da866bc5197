//! The ties of an actor in a view, one by one.

use super::View;
use crate::graph::{ActorRef, Entry, Meeting, TieRef};
use crate::model::{ActorId, Holds, StatementId, TieId};

/// A tie seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Neighbor<'g> {
    /// The actor at the other end.
    pub actor: ActorRef<'g>,
    /// The tie.
    pub tie: TieRef<'g>,
    /// Whether the tie holds certainly in the view.
    pub holds: Holds,
}

/// # Ties
impl<'g, 'f> View<'g, 'f> {
    /// The ties of an actor, one by one: those of relations, then those of events, each by time.
    ///
    /// Nothing is collected; an actor with two ties comes twice. An id of a larger graph has none.
    ///
    /// # Complexity
    ///
    /// O(log n) to begin, then O(1) a tie.
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
    pub fn neighbors(self, actor: impl Into<ActorId>) -> Neighbors<'g, 'f> {
        let index = actor.into().index();
        Neighbors {
            view: self,
            relations: self.graph.relations.meeting(index, self.window),
            events: self.graph.events.meeting(index, self.event_window),
        }
    }

    /// The ties of an actor's relations alone.
    pub(crate) fn relation_neighbors(self, actor: ActorId) -> Neighbors<'g, 'f> {
        Neighbors {
            events: self.graph.events.meeting(usize::MAX, self.event_window),
            ..self.neighbors(actor)
        }
    }

    /// The ties of an actor's events alone.
    pub(crate) fn event_neighbors(self, actor: ActorId) -> Neighbors<'g, 'f> {
        Neighbors {
            relations: self.graph.relations.meeting(usize::MAX, self.window),
            ..self.neighbors(actor)
        }
    }

    /// The ties between two actors, in the same order, seen from the first.
    ///
    /// # Complexity
    ///
    /// O(log n + ties of the one that has fewer).
    pub fn ties_between(
        self,
        one: impl Into<ActorId>,
        other: impl Into<ActorId>,
    ) -> impl Iterator<Item = Neighbor<'g>> {
        let (one, other) = (one.into(), other.into());
        let is_fewer = self.graph.degree(other) < self.graph.degree(one);
        let (here, there) = if is_fewer { (other, one) } else { (one, other) };
        let ties = self
            .neighbors(here)
            .filter(move |tie| tie.actor.id() == there);
        ties.filter_map(move |tie| {
            let actor = self.graph.actor_by_id(other)?;
            Some(Neighbor { actor, ..tie })
        })
    }

    /// Every relation's tie of the view, by time.
    pub(crate) fn relation_ties(self) -> impl Iterator<Item = (TieId, Holds)> + use<'g, 'f> {
        let all = self.graph.relation_ties.meeting(0, self.window);
        all.filter_map(move |entry| Some((entry.tie, self.tie_holds(entry.tie)?)))
    }

    /// Every tie of the view, in the order of ties.
    pub(crate) fn tie_ids(self) -> impl Iterator<Item = (TieId, Holds)> + use<'g, 'f> {
        let all = self.graph.ties.iter();
        all.filter_map(move |(tie, _)| Some((tie, self.tie_holds(tie)?)))
    }

    /// The statements of events that can lie in the view's event window and count, by time.
    pub(crate) fn event_statements_in_window(
        self,
    ) -> impl Iterator<Item = StatementId> + use<'g, 'f> {
        let moments = self.graph.event_times.meeting(0, self.event_window);
        let ids = moments.map(|moment| moment.statement);
        ids.filter(move |&id| {
            let is_counted = self.counted(id).is_some() && self.is_statement_among(id);
            is_counted && self.event_time(id, self.event_window).is_some()
        })
    }
}

/// Iterates over the ties of an actor in a view.
///
/// Made by [`View::neighbors`].
#[derive(Debug, Clone)]
pub struct Neighbors<'g, 'f> {
    view: View<'g, 'f>,
    relations: Meeting<'g, Entry>,
    events: Meeting<'g, Entry>,
}

impl<'g> Iterator for Neighbors<'g, '_> {
    type Item = Neighbor<'g>;

    fn next(&mut self) -> Option<Neighbor<'g>> {
        let view = self.view;
        let all = self.relations.by_ref().chain(self.events.by_ref());
        let mut shown = all.filter_map(|entry| {
            Some(Neighbor {
                actor: view.graph.actor_ref(entry.other),
                tie: view.graph.tie_ref(entry.tie),
                holds: view.tie_holds(entry.tie)?,
            })
        });
        shown.next()
    }
}
