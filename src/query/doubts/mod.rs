//! Which statements of one record contradict each other, so that they cannot all be right.

mod between_events;
mod between_relations;
mod contradictions;
mod meeting;
mod said_level;

pub use contradictions::{Contradiction, ContradictionKind};
