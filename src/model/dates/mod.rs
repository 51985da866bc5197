//! Dates as texts, each as exact as its source and not more exact.
//!
//! `when` has the type; `parse` has its grammar, built on the numbers of `unit`. All other files
//! deal with a text that was refused: `error` says what is wrong with it, and `remedy` what to
//! write instead.

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
