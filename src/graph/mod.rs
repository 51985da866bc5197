//! The record, indexed once.

mod access;
mod actor_graph;
mod bulk;
mod graph_number;
mod handles;
mod into_id;
mod lookup;
mod sets;

// how it is stored: each folder says what lives there
mod events;
mod evidence;
mod relations;
mod rows;
mod spans;
mod statements;

// what filters must know of all columns
mod column_summary;
mod whole;

pub use actor_graph::ActorGraph;
pub(crate) use actor_graph::Entry;
pub use bulk::Bulk;
pub(crate) use events::exact::{ExactEvents, Stretch};
pub(crate) use events::exact_read::EventSlice;
pub(crate) use evidence::class::Class;
pub(crate) use evidence::class_order::{Admitted, AdmittedClasses, ClassOrder};
pub(crate) use evidence::event_sums::EventSums;
pub(crate) use evidence::table::{EvidenceRow, Span, known_from};
pub use handles::{ActorRef, StatementRef, TieRef};
pub use into_id::IntoId;
pub(crate) use into_id::Origin;
pub use lookup::{UnknownActor, UnknownSource};
pub(crate) use relations::run::{FewAdmitted, LastingRun, LastingTie};
pub(crate) use relations::tie_columns::TieColumns;
pub use rows::row::{EventRow, RelationRow, RowActor, RowEnd, RowSide};
pub use sets::{ActorSet, SourceSet};
pub(crate) use spans::columns::{SpanGroup, SpanSlice};
pub(crate) use statements::limits::Ender;
pub(crate) use statements::lives::{Life, LifeKnown, Lived};
pub(crate) use statements::runs::Meeting;
pub(crate) use statements::ties::TieRow;
pub(crate) use statements::turns::Turn;
