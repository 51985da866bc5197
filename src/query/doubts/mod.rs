//! What cannot all be right: statements of one record that contradict each other.

mod contradictions;
mod said_level;

pub use contradictions::{Contradiction, ContradictionKind};
