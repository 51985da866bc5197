//! The record, indexed once.

mod actor_graph;
mod handles;
mod lookup;
mod sets;

// how it is stored
mod endings;
mod evidence_table;
mod happenings;
mod names;
mod runs;
mod statements;
mod ties;
mod turns;

pub use actor_graph::ActorGraph;
pub(crate) use actor_graph::Entry;
pub(crate) use evidence_table::{EvidenceRow, Span, known_from};
pub use handles::{ActorRef, StatementRef, TieRef};
pub use lookup::{UnknownActor, UnknownSource};
pub(crate) use runs::Meeting;
pub use sets::{ActorSet, SourceSet};
pub(crate) use ties::TieRow;
pub(crate) use turns::Turn;
