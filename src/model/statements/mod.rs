//! One relation or event as one source has it: who is tied, and how many were killed.

mod ends;
mod statement;
mod toll;

// who of them stood together
mod company;

pub use ends::Ends;
pub use statement::{Event, Matter, Relation, Statement};
pub use toll::{Deaths, Loss, Toll};
