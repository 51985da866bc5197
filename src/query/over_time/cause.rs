//! The cause of a relation's end, if not its own stated end.

use crate::graph::{ActorGraph, ActorRef, StatementRef};
use crate::model::{EndCause, Kind};
use serde::Serialize;
use std::fmt;

/// What brought a change about, beside the actor's own joining or leaving.
///
/// It prints as ``split `msa-leaves` `` or `the end of Alder League`. An event serialises as
/// `kind`, `id` and `reason`; the end of an actor as `kind` (`dissolved`) and `actor`.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record};
///
/// let graph = ActorGraph::new(Record::from_toml(r#"
///     [actors]
///     alder = { name = "Alder League", kind = "armed-group", active = { end = "2016-04-09" } }
///     brook = { name = "Brook Guard", kind = "militia" }
///     [[relations]]
///     kind = "alliance"
///     between = ["alder", "brook"]
///     start = "2003-02-01"
/// "#)?);
/// let changes = graph.ever().changes();
/// let ended = changes.iter().find_map(|change| change.cause).expect("the alliance ended");
/// assert_eq!(ended.to_string(), "the end of Alder League");
/// assert!(ended.event().is_none());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cause<'g> {
    /// A split, merger or renaming brought it about.
    Event(StatementRef<'g>),
    /// An active period of this actor ended: nobody is tied to an actor that has ceased to exist.
    Dissolution(ActorRef<'g>),
}

impl<'g> Cause<'g> {
    pub(crate) fn of(graph: &'g ActorGraph, cause: EndCause) -> Self {
        match cause {
            EndCause::Event(id) => Self::Event(graph.statement_ref(id)),
            EndCause::Dissolution(actor, _) => Self::Dissolution(graph.actor_ref(actor)),
        }
    }

    /// The split, merger or renaming; `None` if the cause is the end of an actor.
    pub const fn event(self) -> Option<StatementRef<'g>> {
        match self {
            Self::Event(event) => Some(event),
            Self::Dissolution(_) => None,
        }
    }

    /// The reason that the statement of the event gives.
    pub fn reason(self) -> Option<&'g str> {
        self.event()?.record().reason.as_deref()
    }
}

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => write!(f, "{} `{}`", event.kind(), event.key()),
            Self::Dissolution(actor) => write!(f, "the end of {actor}"),
        }
    }
}

impl Serialize for Cause<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Event<'g> {
            kind: Kind,
            id: &'g str,
            reason: Option<&'g str>,
        }
        #[derive(Serialize)]
        struct Dissolution<'g> {
            kind: &'static str,
            actor: ActorRef<'g>,
        }
        match *self {
            Self::Event(event) => Event {
                kind: event.kind(),
                id: event.key(),
                reason: self.reason(),
            }
            .serialize(serializer),
            Self::Dissolution(actor) => Dissolution {
                kind: "dissolved",
                actor,
            }
            .serialize(serializer),
        }
    }
}
