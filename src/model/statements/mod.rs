//! A statement: one relation or event as one source has it, with who is tied and how many were killed.

mod deaths;
mod ends;
mod losses;
mod sides;
mod statement;
mod toll;

// who of them stood together
mod company;

pub use deaths::{Deaths, Loss};
pub use ends::Ends;
pub use losses::Losses;
pub use sides::Sides;
pub use statement::{Content, Event, Relation, Statement};
pub use toll::Toll;
