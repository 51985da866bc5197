//! Questions of factions in SQL, answered by DataFusion in one process, over more events than a memory holds.
//!
//! The texts are written by [`factions::export::Sql`]; the tables are those of `docs/COLUMNS.md`, a file or a
//! folder of files each. Memory is limited, and what does not fit is spilled to disk.

mod answer;
mod cells;
mod engine;
mod error;
mod kin;
mod lines;
mod narrow;
mod progress;

pub use answer::{Answer, Cell};
pub use engine::{Engine, Limits};
pub use error::ScaleError;
pub use progress::Progress;
