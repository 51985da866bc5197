//! How a question takes an actor, a statement, a tie, a place or a source: only one of its own graph.

use super::ActorGraph;
use super::graph_number::GraphNumber;
use crate::model::{ActorId, PlaceId, SourceId, StatementId, TieId};
use std::fmt;

/// An actor, statement, tie, place or source as an argument of a question: a handle or an id.
///
/// `impl IntoId<ActorId>` means an [`ActorRef`](super::ActorRef) or an [`ActorId`]; the same goes
/// for statements, ties, places and sources. The trait is sealed.
///
/// # Panics
///
/// Every question that takes one panics if it belongs to another graph, and names the caller's
/// line. A handle of another graph always panics. An id panics if the graph has no such number; a
/// number that both graphs have cannot be told apart.
///
/// The library never panics on input, whatever a file or text says. But a handle is no input: the
/// program got it from a graph, and passing it to another graph is a mistake of the program, like
/// an index past the end of a slice. An answer about another actor would be worse. To find the same
/// thing in another graph, use its key ([`ActorGraph::actor`]). To ask without a panic whether a
/// graph has an id, use [`ActorGraph::actor_by_id`] and [`ActorGraph::tie_by_id`].
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record};
///
/// let text = "format = 1\n[actors]\ncma = { name = \"CMA\", kind = \"coalition\" }";
/// let one = ActorGraph::new(Record::from_toml(text)?);
/// let other = ActorGraph::new(Record::from_toml(text)?);
/// let cma = one.actor("cma")?;
/// assert!(one.ever().members(cma).is_empty());
/// assert!(one.ever().members(cma.id()).is_empty());
/// assert!(other.ever().members(other.actor(cma.key())?).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```should_panic
/// # use factions::{ActorGraph, Record};
/// # let text = "format = 1\n[actors]\ncma = { name = \"CMA\", kind = \"coalition\" }";
/// # let one = ActorGraph::new(Record::from_toml(text).unwrap());
/// # let other = ActorGraph::new(Record::from_toml(text).unwrap());
/// # let cma = one.actor("cma").unwrap();
/// // actor `cma` is of another graph (find it by its key in the graph that is asked)
/// other.ever().members(cma);
/// ```
pub trait IntoId<Id>: sealed::Checked<Id> {}

impl<Id, T: sealed::Checked<Id>> IntoId<Id> for T {}

pub(super) use sealed::Checked;

pub(super) mod sealed {
    use super::ActorGraph;

    #[expect(
        unnameable_types,
        reason = "the trait above is sealed by nobody being able to name this one"
    )]
    pub trait Checked<Id>: Copy {
        /// The id in the graph that is asked; panics if it belongs to another.
        fn id_in(self, graph: &ActorGraph) -> Id;

        /// The id, unchecked, and the graph that it is known to belong to, if any.
        fn with_graph(&self) -> (Id, Option<&ActorGraph>);
    }
}

/// What a message calls a thing, and how to find it in the right graph.
pub(super) struct Words {
    what: &'static str,
    remedy: &'static str,
}

pub(super) const ACTOR: Words = Words {
    what: "actor",
    remedy: "find it by its key in the graph that is asked",
};
pub(super) const STATEMENT: Words = Words {
    what: "statement",
    remedy: "find it by its id in the graph that is asked",
};
pub(super) const TIE: Words = Words {
    what: "tie",
    remedy: "take it from an answer of the graph that is asked",
};
const PLACE: Words = Words {
    what: "place",
    remedy: "find it by its key in the record of the graph that is asked",
};
const SOURCE: Words = Words {
    what: "source",
    remedy: "find it by its key in the record of the graph that is asked",
};

/// Declares for an id which numbers a graph does not have.
macro_rules! checked {
    ($id:ident: $words:ident, $count:expr) => {
        impl Checked<$id> for $id {
            #[inline]
            #[track_caller]
            fn id_in(self, graph: &ActorGraph) -> $id {
                let count = $count(graph);
                if self.index() >= count {
                    no_such(&$words, self.number(), count);
                }
                self
            }

            #[inline]
            fn with_graph(&self) -> ($id, Option<&ActorGraph>) {
                (*self, None)
            }
        }
    };
}

checked!(ActorId: ACTOR, |graph: &ActorGraph| graph.record().actors().len());
checked!(StatementId: STATEMENT, ActorGraph::statement_count);
checked!(TieId: TIE, ActorGraph::tie_count);
checked!(PlaceId: PLACE, |graph: &ActorGraph| graph.record().places().len());
checked!(SourceId: SOURCE, |graph: &ActorGraph| graph.record().sources().len());

/// Kept out of line, as every question makes this check.
#[cold]
#[inline(never)]
#[track_caller]
fn no_such(words: &Words, number: u32, count: usize) -> ! {
    let Words { what, remedy } = words;
    panic!("no {what} of {count} has the number {number}: its id is of another graph ({remedy})")
}

#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn foreign(words: &Words, name: impl fmt::Display) -> ! {
    let Words { what, remedy } = words;
    panic!("{what} `{name}` is of another graph ({remedy})")
}

impl ActorGraph {
    /// The id of a handle or id; panics if it belongs to another graph.
    #[inline]
    #[track_caller]
    pub(crate) fn id_of<Id>(&self, one: impl IntoId<Id>) -> Id {
        one.id_in(self)
    }

    /// The ids of several handles or ids.
    #[track_caller]
    pub(crate) fn ids_of<Id, T: IntoId<Id>, C: Default + Extend<Id>>(
        &self,
        all: impl IntoIterator<Item = T>,
    ) -> C {
        let mut ids = C::default();
        // the message would name a closure as the caller
        for one in all {
            ids.extend([one.id_in(self)]);
        }
        ids
    }
}

/// The graph that a set or an answer was made from, as far as known, without borrowing it.
///
/// All origins are equal, as they are no part of what a set or an answer says.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin(Option<GraphNumber>);

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl Origin {
    pub(crate) const fn of(graph: &ActorGraph) -> Self {
        Self(Some(graph.number))
    }

    /// The id of a thing that must not belong to another graph; whether its number exists is not checked.
    #[inline]
    #[track_caller]
    pub(crate) fn id_of<Id>(self, one: impl IntoId<Id>, what: &str) -> Id {
        let (id, graph) = one.with_graph();
        let _ = self.and(graph.into(), what);
        id
    }

    /// The one origin of two, if only one is known; panics if they differ.
    #[inline]
    #[track_caller]
    pub(crate) fn and(self, other: Self, what: &str) -> Self {
        match (self.0, other.0) {
            (Some(one), Some(two)) if one != two => mixed(what),
            (one, two) => Self(one.or(two)),
        }
    }
}

impl From<Option<&ActorGraph>> for Origin {
    fn from(graph: Option<&ActorGraph>) -> Self {
        Self(graph.map(|graph| graph.number))
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn mixed(what: &str) -> ! {
    panic!("{what} is of another graph (make it with the graph that is asked)")
}
