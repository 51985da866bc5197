//! The record, indexed once.

mod access;
mod actor_graph;
mod bulk;
mod handles;
mod lookup;
mod sets;

// how it is stored
mod bulk_rows;
mod class;
mod class_counts;
mod class_order;
mod dated;
mod dated_read;
mod endings;
mod evidence_table;
mod happenings;
mod lasting;
mod lasting_counts;
mod lasting_read;
mod lasting_run;
mod lent;
mod loose;
mod names;
mod packing;
mod plain;
mod plainness;
mod radix;
mod row_classes;
mod row_evidence;
mod rows;
mod runs;
mod span_marks;
mod spans;
mod standing;
mod statements;
mod ties;
mod turns;
mod whole;

pub use actor_graph::ActorGraph;
pub(crate) use actor_graph::Entry;
pub use bulk::Bulk;
pub(crate) use class::Class;
pub(crate) use class_counts::ClassCount;
pub(crate) use class_order::{Admitted, Bits, ClassOrder};
pub(crate) use dated::{Dated, DayStretch, Stretch};
pub(crate) use evidence_table::{EvidenceRow, Span, known_from};
pub use handles::{ActorRef, StatementRef, TieRef};
pub(crate) use lasting_run::{FewAdmitted, FoundPlaces, LastingRun, LastingTie};
pub use lookup::{UnknownActor, UnknownSource};
pub use rows::{EventRow, RelationRow, RowActor, RowEnd};
pub(crate) use runs::Meeting;
pub use sets::{ActorSet, SourceSet};
pub(crate) use spans::{SpanGroup, in_window};
pub(crate) use ties::TieRow;
pub(crate) use turns::Turn;
