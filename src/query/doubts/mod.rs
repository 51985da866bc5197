//! What cannot all be right: statements of one record that contradict each other.

mod between_events;
mod between_relations;
mod contradictions;
mod meeting;
mod said_level;

pub use contradictions::{Contradiction, ContradictionKind};
