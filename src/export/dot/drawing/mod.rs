//! The picture of a view: `picture` has its options, and `draw` the order of the work.

// options
mod camps;
mod picture;

// the order of the work, and the data shared by all parts
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
