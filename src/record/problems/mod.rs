//! Mistakes and warnings: their codes, their texts, and the desk that collects them.

mod code;
mod problem;

mod desk;

pub use code::Code;
pub(crate) use desk::{Desk, shown, shown_to, stands_first};
pub(super) use desk::{Names, did_you_mean};
pub use problem::{Location, Problem, Problems, Severity};
