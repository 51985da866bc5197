//! Sets of actors and of sources, which a view borrows as filters.

use super::into_id::Origin;
use super::{ActorGraph, IntoId};
use crate::model::{ActorId, SourceId};

/// Declares a set of ids as a bit set.
macro_rules! set {
    ($(#[$meta:meta])* $name:ident($id:ident, $what:literal, $whole:literal)) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            words: Vec<u64>,
            origin: Origin,
        }

        impl $name {
            /// Whether an id is in the set.
            ///
            /// # Panics
            ///
            /// If a handle belongs to another graph than those that the set was made of.
            ///
            /// # Complexity
            ///
            /// O(1).
            #[track_caller]
            pub fn contains(&self, id: impl IntoId<$id>) -> bool {
                let index = self.origin.id_of(id, $what).index();
                self.words
                    .get(index / 64)
                    .is_some_and(|word| word >> (index % 64) & 1 == 1)
            }

            /// How many ids are in the set.
            pub fn len(&self) -> usize {
                self.words.iter().map(|word| word.count_ones() as usize).sum()
            }

            /// Whether no id is in the set.
            pub fn is_empty(&self) -> bool {
                self.words.iter().all(|&word| word == 0)
            }

            fn insert(&mut self, id: $id) {
                let index = id.index();
                if self.words.len() <= index / 64 {
                    self.words.resize(index / 64 + 1, 0);
                }
                self.words[index / 64] |= 1 << (index % 64);
            }
        }

        impl<I: IntoId<$id>> FromIterator<I> for $name {
            /// Panics if the handles belong to several graphs.
            fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
                let mut set = Self::default();
                for id in ids {
                    let (id, graph) = id.with_graph();
                    set.origin = set.origin.and(graph.into(), $what);
                    set.insert(id);
                }
                set
            }
        }

        impl $name {
            /// Panics if the set was made of another graph's handles or keys.
            #[track_caller]
            pub(crate) fn check_in(&self, graph: &ActorGraph) {
                let _ = Origin::of(graph).and(self.origin, $whole);
            }
        }
    };
}

set! {
    /// A set of actors, for [`View::among`](crate::View::among) to borrow.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorId, ActorSet};
    ///
    /// let set: ActorSet = [0, 70].map(ActorId::new).into_iter().collect();
    /// assert!(set.contains(ActorId::new(70)));
    /// assert_eq!(set.len(), 2);
    /// ```
    ActorSet(ActorId, "an actor", "a set of actors")
}
set! {
    /// A set of sources, for [`View::from_sources`](crate::View::from_sources) to borrow.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{SourceId, SourceSet};
    ///
    /// let set: SourceSet = [SourceId::new(3)].into_iter().collect();
    /// assert!(!set.contains(SourceId::new(4)));
    /// ```
    SourceSet(SourceId, "a source", "a set of sources")
}

impl ActorGraph {
    /// The set of the actors with these keys or names.
    ///
    /// # Errors
    ///
    /// An error for the first word that no actor has as a key or name, or that several have as a name.
    pub fn actor_set<'a>(
        &self,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Result<ActorSet, super::UnknownActor> {
        words.into_iter().map(|word| self.actor(word)).collect()
    }

    /// The set of the sources with these keys.
    ///
    /// # Errors
    ///
    /// An error for the first key that no source has, with the nearest key.
    ///
    /// # Complexity
    ///
    /// O(keys × log sources); O(sources) if it fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [sources]
    /// # crisiswatch = { title = "CrisisWatch", published = "2023-11" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let sources = graph.source_set(["crisiswatch"])?;
    /// assert_eq!(graph.ever().from_sources(&sources).events().len(), 0);
    ///
    /// let error = graph.source_set(["crisis-watch"]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no source has the key `crisis-watch` (did you mean `crisiswatch`?)",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn source_set<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a str>,
    ) -> Result<SourceSet, super::UnknownSource> {
        let record = self.record();
        let id = |key: &str| {
            let known = || record.sources().iter().map(|source| &*source.key);
            record
                .source_by_key(key)
                .ok_or_else(|| super::UnknownSource::new(key, known()))
        };
        let mut set: SourceSet = keys.into_iter().map(id).collect::<Result<_, _>>()?;
        set.origin = Origin::of(self);
        Ok(set)
    }
}
