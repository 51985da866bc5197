//! Handles: a graph and the number of a thing in it.

use super::into_id::{ACTOR, Checked, STATEMENT, TIE, foreign};
use super::{ActorGraph, IntoId};
use crate::model::{
    Actor, ActorId, Certainty, Deaths, Kind, Source, Statement, StatementId, TieId,
};
use std::fmt;

/// Declares a handle: a graph reference and an id.
macro_rules! handle {
    ($(#[$meta:meta])* $name:ident($id:ident), $words:ident, $called:expr, $order:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $name<'g> {
            graph: &'g ActorGraph,
            id: $id,
        }

        impl<'g> $name<'g> {
            pub(crate) const fn new(graph: &'g ActorGraph, id: $id) -> Self {
                Self { graph, id }
            }

            /// The number of this thing in its graph.
            pub const fn id(self) -> $id {
                self.id
            }

            /// The graph that this handle belongs to.
            pub const fn graph(self) -> &'g ActorGraph {
                self.graph
            }
        }

        impl From<$name<'_>> for $id {
            fn from(handle: $name<'_>) -> Self {
                handle.id
            }
        }

        impl Checked<$id> for $name<'_> {
            #[inline]
            #[track_caller]
            fn id_in(self, graph: &ActorGraph) -> $id {
                if !std::ptr::eq(self.graph, graph) {
                    foreign(&$words, $called(self));
                }
                self.id
            }

            #[inline]
            fn with_graph(&self) -> ($id, Option<&ActorGraph>) {
                (self.id, Some(self.graph))
            }
        }

        impl PartialEq for $name<'_> {
            /// Whether both have the same number in the very same graph.
            fn eq(&self, other: &Self) -> bool {
                self.id == other.id && std::ptr::eq(self.graph, other.graph)
            }
        }

        impl Eq for $name<'_> {}

        impl PartialOrd for $name<'_> {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name<'_> {
            /// Compares by storage order; between handles of different graphs the order means nothing.
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                if std::ptr::eq(self.graph, other.graph) {
                    return $order(self.graph, self.id, other.id);
                }
                let address = |graph: &ActorGraph| std::ptr::from_ref(graph).addr();
                let own = (self.id, address(self.graph));
                own.cmp(&(other.id, address(other.graph)))
            }
        }

        impl std::hash::Hash for $name<'_> {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.id.hash(state);
            }
        }
    };
}

handle! {
    /// An actor of a graph.
    ///
    /// It prints as its short name if it has one, else as its name. It serialises as its key.
    ActorRef(ActorId), ACTOR, ActorRef::key, |_, one: ActorId, other: ActorId| one.cmp(&other)
}
handle! {
    /// A statement of a graph.
    ///
    /// It serialises as its id.
    StatementRef(StatementId), STATEMENT, StatementRef::key, ActorGraph::order_of_statements
}
handle! {
    /// A tie of a graph: what one statement says of one pair of actors.
    TieRef(TieId), TIE, |tie: TieRef<'_>| tie.id.number(), ActorGraph::order_of_ties
}

/// # Handles
impl ActorGraph {
    /// Every actor, by key.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = ActorRef<'_>> {
        let count = u32::try_from(self.record().actors().len()).unwrap_or(u32::MAX);
        (0..count).map(|number| self.actor_ref(ActorId::new(number)))
    }

    /// The actor with this number; `None` if the graph has no such number.
    pub fn actor_by_id(&self, id: ActorId) -> Option<ActorRef<'_>> {
        (id.index() < self.record().actors().len()).then(|| self.actor_ref(id))
    }

    /// Every statement: those of the record in storage order, then those of rows.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = StatementRef<'_>> {
        let count = u32::try_from(self.statement_count()).unwrap_or(u32::MAX);
        (0..count).map(|number| self.statement_ref(StatementId::new(number)))
    }

    /// The statement with this id, written or made from its content; `None` if no statement has it.
    ///
    /// # Complexity
    ///
    /// O(statements), as the graph keeps no index of ids.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "msa-in-csp"
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// assert_eq!(graph.statement("msa-in-csp"), graph.statements().next());
    /// assert_eq!(graph.statement("msa-leaves"), None);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn statement(&self, id: &str) -> Option<StatementRef<'_>> {
        self.statements().find(|one| one.key() == id)
    }

    /// The tie with this number; `None` if the graph has no such number.
    pub fn tie_by_id(&self, id: TieId) -> Option<TieRef<'_>> {
        (id.index() < self.tie_count()).then(|| TieRef::new(self, id))
    }

    pub(crate) const fn actor_ref(&self, id: ActorId) -> ActorRef<'_> {
        ActorRef::new(self, id)
    }

    pub(crate) const fn statement_ref(&self, id: StatementId) -> StatementRef<'_> {
        StatementRef::new(self, id)
    }

    pub(crate) const fn tie_ref(&self, id: TieId) -> TieRef<'_> {
        TieRef::new(self, id)
    }
}

impl<'g> ActorRef<'g> {
    /// The actor as its record has it.
    pub fn record(self) -> &'g Actor {
        self.graph.record().actor(self.id)
    }

    /// The key.
    pub fn key(self) -> &'g str {
        &self.record().key
    }

    /// The full name.
    pub fn name(self) -> &'g str {
        &self.record().name
    }

    /// The short name if there is one, else the full name.
    pub fn label(self) -> &'g str {
        self.record().label()
    }
}

impl fmt::Display for ActorRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

impl fmt::Debug for ActorRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActorRef({} = {})", self.id.number(), self.key())
    }
}

impl serde::Serialize for ActorRef<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'g> StatementRef<'g> {
    /// The statement as its record has it; a [row](crate::Bulk) as a record would have it.
    ///
    /// The statement of a row is made when you first ask for it, and is then kept.
    pub fn record(self) -> &'g Statement {
        self.graph.statement_whole(self.id)
    }

    /// The id of the statement, written in the record or made from the content.
    pub fn key(self) -> &'g str {
        &self.record().id
    }

    /// The kind of relation or event.
    pub fn kind(self) -> Kind {
        self.graph.kind_of(self.id)
    }

    /// How well the statement is known: its [certainty](crate#terms).
    pub fn certainty(self) -> Certainty {
        self.graph.evidence_of(self.id).certainty
    }

    /// The actors who claim, allege, plan or announced what it says.
    pub fn by(self) -> impl Iterator<Item = ActorRef<'g>> {
        let by = self.record().evidence.by.iter();
        by.map(move |&id| self.graph.actor_ref(id))
    }

    /// The sources of the statement, by key.
    pub fn sources(self) -> impl Iterator<Item = &'g Source> {
        let sources = self.record().evidence.sources.iter();
        sources.map(move |&id| self.graph.record().source(id))
    }

    /// The deaths that the statement gives, whatever a view's filters admit; `None` if it gives no figure.
    pub fn deaths(self) -> Option<Deaths> {
        if self.graph.is_of_row(self.id) {
            return self.graph.deaths_of_row(self.id);
        }
        Some(self.record().event()?.killed.as_ref()?.deaths)
    }
}

impl fmt::Debug for StatementRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatementRef({} = {})", self.id.number(), self.key())
    }
}

impl serde::Serialize for StatementRef<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'g> TieRef<'g> {
    /// The statement that makes the tie.
    pub fn statement(self) -> StatementRef<'g> {
        StatementRef::new(self.graph, self.graph.statement_of_tie(self.id))
    }

    /// The kind of relation or event.
    pub fn kind(self) -> Kind {
        self.statement().kind()
    }

    /// The actor where the tie starts: who acts, joins or supports. Of a mutual tie the one with
    /// the lower number.
    pub fn from(self) -> ActorRef<'g> {
        self.graph.actor_ref(self.graph.tie_row(self.id).from)
    }

    /// The actor where the tie leads. Of a mutual tie the one with the higher number.
    pub fn to(self) -> ActorRef<'g> {
        self.graph.actor_ref(self.graph.tie_row(self.id).to)
    }

    /// Whether the tie is directed from one end to the other.
    pub fn is_directed(self) -> bool {
        self.graph.is_tie_directed(self.id)
    }

    /// The end that is not this actor; `None` if the actor is at neither end.
    #[track_caller]
    pub fn other(self, actor: impl IntoId<ActorId>) -> Option<ActorRef<'g>> {
        let (row, actor) = (self.graph.tie_row(self.id), actor.id_in(self.graph));
        match actor {
            _ if actor == row.from => Some(self.to()),
            _ if actor == row.to => Some(self.from()),
            _ => None,
        }
    }
}

impl fmt::Debug for TieRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, from, to) = (self.kind(), self.from().key(), self.to().key());
        write!(f, "TieRef({} = {from} {kind} {to})", self.id.number())
    }
}
