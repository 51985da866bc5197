//! Questions to a view: one file a question.

mod answer;
mod associates;
mod memberships;

pub use answer::{DaySpan, Grounds};
pub use associates::{Associate, Role};
pub use memberships::{Chain, Membership};
