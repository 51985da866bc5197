//! Changes: in a span of days, between two views, and in the descent of actors.
//!
//! `change` is one change; `changes` finds them all.

// single changes
mod cause;
mod change;
mod changes;
mod ends_together;
mod moves;

// two views or days compared
mod diff;
mod turnover;

// an actor through time
mod lineage;
mod names;

pub use cause::Cause;
pub use change::{Change, ChangeKind};
pub use diff::{DiffWord, Difference};
pub use lineage::{Descent, Lineage, Relative};
pub use moves::{Move, MoveRule};
pub use names::NameInTime;
pub use turnover::PairTurn;
