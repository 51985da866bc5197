//! What was asserted, checked.

mod problem;
#[expect(
    clippy::module_inception,
    reason = "the record is what this floor is named for"
)]
mod record;

pub use problem::{Code, Problem, Problems, Severity, Spot};
pub use record::Record;
