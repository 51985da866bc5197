//! A view, drawn: `picture` is what can be asked for, and `draw` the order of the work.

// what is asked for
mod camps;
mod picture;

// the order of the work, and what all parts look at
mod draw;
mod plan;

// the parts
mod boxes;
mod fold;
mod framed;
mod lines;
pub(super) mod title;

pub(super) use boxes::{Portrait, address, frame_id, id_of};
pub use camps::Camps;
pub(super) use draw::{displaced, ease};
pub(super) use lines::{Ends, WORDS, beside, label};
pub(super) use picture::MANY;
pub use picture::{Dot, Drawing, DrawingWarning, EventStyle};
pub(super) use plan::Plan;
