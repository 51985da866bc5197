//! Statements that count in a view, the time in which they hold, and their certainty.
//!
//! `holding` combines the statements about one relation. `bounding` and `enders` keep the relation within the lives of
//! its actors. `counted` applies the filters of the view.

// statements, and combinations of those that are only possibly known
mod between;
mod counted;
mod trial;

// relations
mod bounding;
mod enders;
mod holding;
mod standing;

// events
mod happening_time;
mod saying;

// actors
mod existence;
mod narrowing;

pub(crate) use between::{Learnt, Since};
pub use existence::Present;
pub(crate) use trial::LifePart;
