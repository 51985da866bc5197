//! The graph as of a date.

mod counted;
mod existence;
mod lens;
mod neighbors;

pub(crate) use counted::days_between;
pub use existence::Present;
pub use lens::View;
pub use neighbors::{Neighbor, Neighbors};
