//! What changed: from day to day, between two views, and where actors came from.
//!
//! `change` is one change and `changes` finds them all.

// each change
mod cause;
mod change;
mod changes;
mod ends_together;
mod moves;

// two days beside each other
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
