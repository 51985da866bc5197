//! The ties of an actor in a view, one by one.

use super::View;
use crate::graph::{ActorRef, Entry, LastingRun, Meeting, Stretch, TieRef};
use crate::model::{ActorId, Holds, Kinds, StatementId, TieId, Window};
use std::iter::Peekable;

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
    /// The ties of an actor, one by one: those of relations, kind by kind, then those of events by time.
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
    #[inline]
    pub fn neighbors(self, actor: impl Into<ActorId>) -> Neighbors<'g, 'f> {
        let actor = actor.into();
        let kinds = self.kinds();
        let relations = if kinds.and(Kinds::RELATIONS).is_empty() {
            Relations::none(self)
        } else {
            Relations::of(self, actor)
        };
        let events = if kinds.and(Kinds::EVENTS).is_empty() {
            Events::none(self)
        } else {
            Events::of(self, actor)
        };
        Neighbors {
            view: self,
            is_free: self.admits_all_plain() && self.among.is_none(),
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
        let is_free = self.admits_all_plain();
        plain.filter_map(move |(place, in_time)| {
            let span = graph.lasting.span(place);
            if !self.is_among(span.from) || !self.is_among(span.to) {
                return None;
            }
            let known = if is_free {
                Holds::Certainly
            } else {
                let evidence = graph.lasting.evidence(place);
                self.known_by(graph.evidence.row(evidence))?
            };
            let holds = self.shown(known.and(in_time))?;
            Some((place, holds))
        })
    }

    /// Every tie of the view, in the order of ties.
    pub(crate) fn tie_ids(self) -> impl Iterator<Item = (TieId, Holds)> + use<'g, 'f> {
        let all = self.graph.tie_rows();
        all.filter_map(move |(tie, _)| Some((tie, self.tie_holds(tie)?)))
    }

    /// The statements of events that can lie in the view's event window and count, by time.
    pub(crate) fn event_statements_in_window(
        self,
    ) -> impl Iterator<Item = StatementId> + use<'g, 'f> {
        let moments = self.graph.event_times.meeting(0, self.event_window);
        let ids = moments.map(|moment| moment.statement);
        let other = ids.filter(move |&id| {
            let is_counted = self.counted(id).is_some() && self.is_statement_among(id);
            is_counted && self.event_time(id, self.event_window).is_some()
        });
        let graph = self.graph;
        let run = graph.dated.in_time(self.event_window);
        let is_free = self.admits_all_plain() && self.kinds() == Kinds::ALL;
        let plain = (run.from..run.to).filter_map(move |at| {
            let place = graph.dated.place_in_time(at);
            if !is_free {
                self.known_class(&graph.dated.classes[graph.dated.class(place)])?;
            }
            if self.among.is_some() {
                let (low, high) = graph.dated.pair(place);
                if !self.is_among(low) || !self.is_among(high) {
                    return None;
                }
            }
            Some(graph.statement_at(place))
        });
        other.chain(plain)
    }
}

/// Iterates over the ties of an actor in a view.
///
/// Made by [`View::neighbors`].
#[derive(Debug, Clone)]
pub struct Neighbors<'g, 'f> {
    view: View<'g, 'f>,
    /// Whether no filter but kinds and time can matter to what is plain.
    is_free: bool,
    actor: ActorId,
    relations: Relations<'g>,
    events: Events<'g>,
}

/// An actor's relations: the plain ones, then the others.
#[derive(Debug, Clone)]
struct Relations<'g> {
    plain: LastingRun<'g>,
    other: Meeting<'g, Entry>,
}

/// An actor's events: the plain ones and the others, by time.
#[derive(Debug, Clone)]
struct Events<'g> {
    plain: Stretch,
    other: Peekable<Meeting<'g, Entry>>,
}

impl<'g> Relations<'g> {
    #[inline]
    fn of(view: View<'g, '_>, actor: ActorId) -> Self {
        let graph = view.graph;
        Self {
            plain: graph.lasting.of_actor(actor, view.kinds(), view.window),
            other: graph.relations.meeting(actor.index(), view.window),
        }
    }

    #[inline]
    fn none(view: View<'g, '_>) -> Self {
        let graph = view.graph;
        Self {
            plain: graph
                .lasting
                .of_actor(ActorId::new(u32::MAX), Kinds::NONE, Window::ALL),
            other: graph.relations.meeting(usize::MAX, view.window),
        }
    }
}

impl<'g> Events<'g> {
    fn of(view: View<'g, '_>, actor: ActorId) -> Self {
        let graph = view.graph;
        Self {
            plain: graph.dated.of_actor(actor, view.event_window),
            other: graph
                .events
                .meeting(actor.index(), view.event_window)
                .peekable(),
        }
    }

    #[inline]
    fn none(view: View<'g, '_>) -> Self {
        let none = view.graph.events.meeting(usize::MAX, Window::ALL);
        Self {
            plain: Stretch { from: 0, to: 0 },
            other: none.peekable(),
        }
    }
}

impl<'g, 'f> Neighbors<'g, 'f> {
    /// The same ties, for a view that shows more kinds.
    fn of(mut self, view: View<'g, 'f>) -> Self {
        self.view = view;
        self
    }

    /// The next plain event that the view shows.
    fn plain_event(&mut self, at: usize) -> Option<Neighbor<'g>> {
        let view = self.view;
        let dated = &view.graph.dated;
        let place = dated.place_in_run(at);
        let class = &dated.classes[dated.class(place)];
        let known = if self.is_free {
            view.kinds()
                .contains(class.kind)
                .then_some(Holds::Certainly)?
        } else {
            view.known_class(class)?
        };
        let (low, high) = dated.pair(place);
        if !view.is_among(low) || !view.is_among(high) {
            return None;
        }
        let other = if low == self.actor { high } else { low };
        Some(Neighbor {
            actor: view.graph.actor_ref(other),
            tie: view.graph.tie_ref(TieId::new(dated.tie(place))),
            holds: view.shown(known)?,
        })
    }

    fn next_relation(&mut self) -> Option<Neighbor<'g>> {
        let view = self.view;
        let graph = view.graph;
        for one in self.relations.plain.by_ref() {
            let known = if self.is_free {
                Holds::Certainly
            } else {
                let row = graph.evidence.row(graph.lasting.evidence_in_run(one.at));
                match view.known_by(row) {
                    Some(known) if view.is_among(one.other) && view.is_among(self.actor) => known,
                    _ => continue,
                }
            };
            if let Some(holds) = view.shown(known.and(one.holds)) {
                return Some(Neighbor {
                    actor: graph.actor_ref(one.other),
                    tie: graph.tie_ref(TieId::new(one.tie)),
                    holds,
                });
            }
        }
        self.relations.other.find_map(|entry| {
            Some(Neighbor {
                actor: graph.actor_ref(entry.other),
                tie: graph.tie_ref(entry.tie),
                holds: view.tie_holds(entry.tie)?,
            })
        })
    }

    fn next_event(&mut self) -> Option<Neighbor<'g>> {
        let view = self.view;
        let graph = view.graph;
        loop {
            let at = self.events.plain.from;
            let is_plain = at < self.events.plain.to;
            let is_plain = match self.events.other.peek() {
                None if !is_plain => return None,
                Some(entry) if is_plain => {
                    let day = graph.dated.day_in_run(at);
                    let tie = TieId::new(graph.dated.tie(graph.dated.place_in_run(at)));
                    (day, day, tie) < (entry.first, entry.last, entry.tie)
                }
                _ => is_plain,
            };
            let found = if is_plain {
                self.events.plain.from += 1;
                self.plain_event(at)
            } else {
                self.events.other.next().and_then(|entry| {
                    Some(Neighbor {
                        actor: graph.actor_ref(entry.other),
                        tie: graph.tie_ref(entry.tie),
                        holds: view.tie_holds(entry.tie)?,
                    })
                })
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl<'g> Iterator for Neighbors<'g, '_> {
    type Item = Neighbor<'g>;

    #[inline]
    fn next(&mut self) -> Option<Neighbor<'g>> {
        self.next_relation().or_else(|| self.next_event())
    }
}
