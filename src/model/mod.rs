//! The words: what can be said about the actors of a conflict.

mod bounds;
mod day;
mod period;
mod when;
mod when_advice;
mod when_error;
mod when_parse;
mod when_spelling;
mod when_unit;
mod window;

pub use bounds::Bounds;
pub use day::Day;
pub use period::{End, Period, PeriodProblem};
pub use when::When;
pub use when_error::{WhenError, WhenMistake};
pub use window::{Holds, Window};
