//! Groups of actors that ties connect, as a union-find over their numbers.

use crate::graph::{ActorGraph, IntoId, Origin};
use crate::model::{ActorId, Kind};
use crate::view::View;

/// The groups of actors that ties of a view connect, as numbers.
///
/// [`View::connected`] makes it. An actor without ties is in no group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connected {
    /// Union-find parents, as numbers of actors; a root is its own parent.
    parents: Vec<u32>,
    sizes: Vec<u32>,
    origin: Origin,
}

impl Connected {
    fn new(graph: &ActorGraph) -> Self {
        let actors = graph.record().actors().len();
        let count = u32::try_from(actors).unwrap_or(u32::MAX);
        Self {
            parents: (0..count).collect(),
            sizes: vec![1; actors],
            origin: Origin::of(graph),
        }
    }

    #[inline]
    fn find(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let above = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = above;
            at = above;
        }
        at
    }

    #[inline]
    fn join(&mut self, one: ActorId, other: ActorId) {
        let (one, other) = (self.find(one.number()), self.find(other.number()));
        if one == other {
            return;
        }
        let is_larger = self.sizes[one as usize] >= self.sizes[other as usize];
        let (top, under) = if is_larger {
            (one, other)
        } else {
            (other, one)
        };
        self.parents[under as usize] = top;
        self.sizes[top as usize] += self.sizes[under as usize];
    }

    fn groups(&self) -> impl Iterator<Item = u32> {
        let all = (0_u32..).zip(&self.parents).zip(&self.sizes);
        let tops = all.filter(|((at, parent), size)| at == *parent && **size > 1);
        tops.map(|(_, size)| *size)
    }

    /// The number of groups; each has at least two actors.
    pub fn count(&self) -> usize {
        self.groups().count()
    }

    /// The number of actors in the largest group; 0 if no actors are tied.
    pub fn largest(&self) -> usize {
        self.groups().max().map_or(0, |size| size as usize)
    }

    /// Whether a chain of ties leads from one actor to the other.
    ///
    /// # Panics
    ///
    /// Panics if an actor is of another graph: see [`IntoId`].
    #[track_caller]
    pub fn is_together(&self, one: impl IntoId<ActorId>, other: impl IntoId<ActorId>) -> bool {
        let top = |actor: ActorId| {
            let mut at = actor.number();
            while self.parents[at as usize] != at {
                at = self.parents[at as usize];
            }
            at
        };
        let (one, other) = (self.id_of(one), self.id_of(other));
        top(one) == top(other)
    }

    #[track_caller]
    fn id_of(&self, actor: impl IntoId<ActorId>) -> ActorId {
        let id = self.origin.id_of(actor, "an actor");
        assert!(
            id.index() < self.parents.len(),
            "no actor of {} has the number {}: its id is of another graph",
            self.parents.len(),
            id.number()
        );
        id
    }
}

/// # Components
impl View<'_, '_> {
    /// The groups of actors that the ties of the view connect, as numbers.
    ///
    /// They are the same as [`components`](Self::components), but without the names of the actors,
    /// without actors that have no tie, and without the word for how they hold.
    ///
    /// # Complexity
    ///
    /// O(ties that begin before the window's end + actors).
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
    /// let groups = graph.ever().only(RelationKind::Alliance).connected();
    /// assert_eq!((groups.count(), groups.largest()), (1, 2));
    /// assert!(groups.is_together(graph.actor("a")?, graph.actor("c")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn connected(self) -> Connected {
        let graph = self.graph;
        let mut groups = Connected::new(graph);
        for entry in graph.relation_ties.meeting(0, self.window) {
            if self.tie_holds(entry.tie).is_some() {
                let row = graph.tie_row(entry.tie);
                groups.join(row.from, row.to);
            }
        }
        for tie in graph.limits.all_joined() {
            if self.tie_holds(tie).is_some() {
                let row = graph.tie_row(tie);
                groups.join(row.from, row.to);
            }
        }
        for (place, _) in self.plain_relations() {
            let span = graph.lasting.span(place);
            groups.join(span.from, span.to);
        }
        if Kind::all().any(|kind| kind.event().is_some() && self.kinds().contains(kind)) {
            for id in self.event_statements_in_window() {
                if self.event_holds(id).is_none() {
                    continue;
                }
                let (pairs, _) = graph.pairs_of(id);
                for (one, other) in pairs {
                    if self.is_among(one) && self.is_among(other) {
                        groups.join(one, other);
                    }
                }
            }
        }
        groups
    }
}
