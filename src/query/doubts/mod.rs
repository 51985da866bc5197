//! Contradictions: statements of one record that cannot all be right.

mod between_events;
mod between_relations;
mod contradictions;
mod meeting;
mod said_level;

pub use contradictions::{Contradiction, ContradictionKind};
