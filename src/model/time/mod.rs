//! How long a relation held and when an event happened, by one statement or by several together.
//!
//! `period` and `covered` hold what a record says. `told`, `tie_time`, `happened` and
//! `happening_time` combine the statements about one thing, so that a view need not do so.

// as a record has it
mod covered;
mod period;

// a relation by its tellings
mod tie_time;
mod told;

// an event by its tellings
mod happened;
mod happening_time;

pub use covered::{Coverage, Covered};
pub(crate) use happened::Happened;
pub(crate) use happening_time::{HappeningLevel, HappeningTime};
pub use period::{End, Period, PeriodProblem};
pub(crate) use tie_time::{EndCause, TieLevel, TieTime};
pub(crate) use told::{SplitMeets, StatedPeriod};
