//! The record, indexed once.
//!
//! Read `actor_graph` first: it is the graph, and how it is built from a record and rows. Each
//! folder has a page of its own, and uses only the folders listed before it:
//!
//! | folder | what it has |
//! |---|---|
//! | `evidence` | what filters look at: evidence, classes of events, prefix sums by class |
//! | `statements` | statements and their ties one by one, and what ends them |
//! | `rows` | rows on their way in: their content, their rules, the statements that they become |
//! | `relations` | relations of one pair with exact bounds, in columns |
//! | `events` | events of exact days, in columns |
//! | `spans` | events of uncertain days, in columns, and what events of both kinds count by steps of the calendar |
//! | `batches` | batches of Arrow, read as rows |
//!
//! A question asks the columns first. Then it looks one by one at what the columns do not hold:
//! happenings with several tellings, tolls less sure than their event, events of several days. The
//! columns of a folder are private to it.

mod access;
mod actor_graph;
mod bulk;
mod graph_number;
mod handles;
mod into_id;
mod lookup;
mod order;
mod sets;
mod whole;

// how it is stored: each folder has a page that says what it has
mod events;
mod evidence;
mod relations;
mod rows;
mod spans;
mod statements;

// columns of other engines, on their way in
#[cfg(feature = "arrow")]
mod batches;

// what filters must know of all columns
mod column_summary;

pub use actor_graph::ActorGraph;
pub(crate) use actor_graph::Entry;
#[cfg(feature = "arrow")]
pub use batches::BulkBatches;
pub use bulk::Bulk;
pub(crate) use events::exact::{DayStretch, ExactEvents, Stretch};
pub(crate) use events::exact_read::EventSlice;
pub(crate) use evidence::class::Class;
pub(crate) use evidence::class_order::{Admitted, AdmittedClasses, ClassOrder, EventClasses};
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
pub(crate) use statements::runs::{Meeting, Runs, Spanned};
pub(crate) use statements::ties::TieRow;
pub(crate) use statements::turns::Turn;
