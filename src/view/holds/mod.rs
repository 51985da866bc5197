//! What counts in a view, when, and how surely.
//!
//! A relation holds by its tellings together (`holding`), within the lives of its actors (`bounding`,
//! `enders`), by the filters of the view (`counted`).

// which statements, and which of what is only possibly known
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
