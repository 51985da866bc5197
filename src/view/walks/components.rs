//! Who hangs together.

use crate::graph::ActorRef;
use crate::model::{ActorId, Holds};
use crate::view::View;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// Actors that hang together by ties, whatever their kind and direction.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Component<'g> {
    /// Its actors, by key.
    pub actors: Vec<ActorRef<'g>>,
    /// Certainly: its actors are certainly there, and ties that hold certainly keep it together.
    pub holds: Holds,
}

/// # Components
impl<'g> View<'g, '_> {
    /// The components of the view, by their first actor's key; an actor without ties is one alone.
    ///
    /// Ties of every kind that the view shows connect: narrow it by [`only`](View::only) first.
    ///
    /// # Complexity
    ///
    /// O(ties of the window + actors and, where filters matter, their statements).
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
        let count = self.graph.record().actors().len();
        let mut joined = UnionFind::<u32>::new(count);
        let mut surely_joined = UnionFind::<u32>::new(count);
        let mut join = |from: ActorId, to: ActorId, holds| {
            joined.union(from.number(), to.number());
            if holds == Holds::Certainly {
                surely_joined.union(from.number(), to.number());
            }
        };
        for (tie, holds) in self.relation_ties() {
            let row = self.graph.tie_row(tie);
            join(row.from, row.to, holds);
        }
        // those that several tellings have may hold better than one of these
        for tie in self.graph.limits.all_joined() {
            if let Some(holds) = self.tie_holds(tie) {
                let row = self.graph.tie_row(tie);
                join(row.from, row.to, holds);
            }
        }
        for id in self.event_statements_in_window() {
            let Some(holds) = self.event_holds(id) else {
                continue;
            };
            let (pairs, _) = self.graph.pairs_of(id);
            for (from, to) in pairs {
                if self.is_among(from) && self.is_among(to) {
                    join(from, to, holds);
                }
            }
        }
        let mut groups: BTreeMap<u32, Component<'g>> = BTreeMap::new();
        let mut first_of: BTreeMap<u32, ActorId> = BTreeMap::new();
        for present in self.actors() {
            let id = present.actor.id();
            let root = joined.find(id.number());
            let first = *first_of.entry(root).or_insert(id);
            let together = surely_joined.equiv(first.number(), id.number());
            let held = if together {
                present.holds
            } else {
                Holds::Possibly
            };
            let component = groups.entry(first.number()).or_insert_with(|| Component {
                actors: Vec::new(),
                holds: Holds::Certainly,
            });
            component.actors.push(present.actor);
            component.holds = component.holds.and(held);
        }
        groups.into_values().collect()
    }
}
