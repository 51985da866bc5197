//! Components: which actors are connected by ties.

use crate::graph::ActorRef;
use crate::model::{ActorId, Holds, Kinds};
use crate::view::View;
use petgraph::unionfind::UnionFind;

/// A component: actors that ties of the view connect, whatever the kind and direction of the ties.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Component<'g> {
    /// The actors of the component, by key.
    pub actors: Vec<ActorRef<'g>>,
    /// How the component holds.
    ///
    /// It holds certainly if its actors are certainly in the view, and ties that hold certainly
    /// connect them. Otherwise it holds possibly.
    pub holds: Holds,
}

/// # Components
impl<'g> View<'g, '_> {
    /// The components of the view, by the key of their first actor.
    ///
    /// An actor without ties is a component by itself. Ties of every kind that the view shows
    /// connect actors, so you may want to narrow the view with [`only`](View::only) first.
    ///
    /// # Complexity
    ///
    /// O(ties of the window + pairs with events + actors and, where filters matter, their statements).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, RelationKind};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # c = { name = "C", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "c"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let components = graph.ever().only(RelationKind::Alliance).components();
    /// let sizes: Vec<usize> = components.iter().map(|c| c.actors.len()).collect();
    /// assert_eq!(sizes, [2, 1]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn components(self) -> Vec<Component<'g>> {
        let mut joined = self.joined();
        let count = self.graph.record().actors().len();
        // the index of each component, at the root of its actors
        let mut places: Vec<Option<usize>> = vec![None; count];
        let mut components: Vec<(ActorId, Component<'g>)> = Vec::new();
        for actor in self.graph.actors() {
            let id = actor.id();
            let holds = if joined.is_tied[id.index()] {
                Some(Holds::Certainly)
            } else {
                self.actor_holds(id)
            };
            let Some(holds) = holds else {
                continue;
            };
            let root = joined.possibly.find_mut(id.number()) as usize;
            let place = *places[root].get_or_insert_with(|| {
                let component = Component {
                    actors: Vec::new(),
                    holds: Holds::Certainly,
                };
                components.push((id, component));
                components.len() - 1
            });
            let (first, component) = &mut components[place];
            let together = joined.is_surely(*first, id);
            let held = if together { holds } else { Holds::Possibly };
            component.actors.push(actor);
            component.holds = component.holds.and(held);
        }
        components.into_iter().map(|one| one.1).collect()
    }

    /// Finds which actors are connected, possibly and certainly.
    ///
    /// In most graphs nearly all ties connect actors that are connected already. It does not look
    /// at those.
    fn joined(self) -> Joined {
        let graph = self.graph;
        let mut joined = Joined::new(graph.record().actors().len());
        for entry in graph.relation_ties.meeting(0, self.window) {
            let row = graph.tie_row(entry.tie);
            if joined.is_surely(row.from, row.to) {
                continue;
            }
            if let Some(holds) = self.tie_holds(entry.tie) {
                joined.join(row.from, row.to, holds);
            }
        }
        for (place, holds) in self.plain_relations() {
            let span = graph.lasting.span(place);
            joined.join(span.from, span.to, holds);
        }
        if self.kinds().and(Kinds::EVENTS).is_empty() {
            return joined;
        }
        for moment in graph.event_times.meeting(0, self.event_window) {
            let id = moment.statement;
            if !self.kinds().contains(graph.kind_of(id)) {
                continue;
            }
            let mut is_known = true;
            graph.each_pair_of(id, |from, to| {
                is_known &= joined.is_surely(from, to);
            });
            let Some(holds) = (!is_known).then(|| self.event_holds(id)).flatten() else {
                continue;
            };
            // for a pair with several tellings, an actor's own answer may differ
            let is_once = graph.told_with(id).is_none();
            graph.each_pair_of(id, |from, to| {
                if self.is_among(from) && self.is_among(to) {
                    joined.union(from, to, holds);
                    joined.tie_both(from, to, is_once && holds == Holds::Certainly);
                }
            });
        }
        self.join_exact(&mut joined);
        // relations with several tellings may hold better than one telling alone
        for tie in graph.limits.all_joined() {
            let row = graph.tie_row(tie);
            if joined.is_surely(row.from, row.to) {
                continue;
            }
            if let Some(holds) = self.tie_holds(tie) {
                joined.join(row.from, row.to, holds);
            }
        }
        joined
    }

    /// Connects the pairs of events with exact days: by pair, or in a short window by event.
    fn join_exact(self, joined: &mut Joined) {
        let exact = &self.graph.exact;
        let filter = self.filter();
        let holds = |place: usize| {
            let class = exact.class_at(place);
            let known = filter.class(class).filter(|_| !class.is_company);
            known.and_then(|known| self.shown(known))
        };
        let run = exact.in_time(self.event_window).stretch;
        if run.to - run.from < exact.pairs().len() {
            for at in run.from..run.to {
                let place = exact.place_in_time(at);
                let (low, high) = exact.pair(place);
                let is_asked = self.is_among(low) && self.is_among(high);
                if !is_asked || joined.is_surely(low, high) {
                    continue;
                }
                if let Some(holds) = holds(place) {
                    joined.join(low, high, holds);
                }
            }
            return;
        }
        for (number, &(low, high)) in exact.pairs().iter().enumerate() {
            let is_asked = low != high && self.is_among(low) && self.is_among(high);
            if !is_asked || joined.is_surely(low, high) {
                continue;
            }
            let places = exact.of_pair(number, self.event_window);
            let mut best = None;
            for place in places.from..places.to {
                best = best.max(holds(place));
                if best == Some(Holds::Certainly) {
                    break;
                }
            }
            if let Some(holds) = best {
                joined.join(low, high, holds);
            }
        }
    }
}

/// Sets of actors that ties connect; the sets grow together.
struct Joined {
    possibly: UnionFind<u32>,
    surely: UnionFind<u32>,
    /// Whether an actor has a tie that holds certainly.
    is_tied: Vec<bool>,
}

impl Joined {
    fn new(actors: usize) -> Self {
        Self {
            possibly: UnionFind::new(actors),
            surely: UnionFind::new(actors),
            is_tied: vec![false; actors],
        }
    }

    /// Whether certain ties already connect the two, so that one more changes nothing.
    fn is_surely(&mut self, one: ActorId, other: ActorId) -> bool {
        self.surely.find_mut(one.number()) == self.surely.find_mut(other.number())
    }

    fn join(&mut self, one: ActorId, other: ActorId, holds: Holds) {
        self.union(one, other, holds);
        self.tie_both(one, other, holds == Holds::Certainly);
    }

    fn union(&mut self, one: ActorId, other: ActorId, holds: Holds) {
        self.possibly.union(one.number(), other.number());
        if holds == Holds::Certainly {
            self.surely.union(one.number(), other.number());
        }
    }

    fn tie_both(&mut self, one: ActorId, other: ActorId, is_certain: bool) {
        for actor in [one, other] {
            self.is_tied[actor.index()] |= is_certain;
        }
    }
}
