//! Dates as texts: each as exact as its source, and no more.
//!
//! `when` is the type; `parse` is its grammar, over the numbers of `unit`. Everything else is asked only
//! about a text that is refused: what is wrong with it (`error`), and what to write instead (`remedy`).

// a date, and its grammar
mod mend;
mod parse;
mod strict;
mod unit;
mod when;

// why a text is refused, and the way out
mod advice;
mod error;
mod group;
mod remedy;
mod spelling;

// every refused form
#[cfg(test)]
mod refused;

pub use error::{WhenError, WhenMistake};
pub(crate) use parse::is_date;
pub use when::When;
