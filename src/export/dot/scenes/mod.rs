//! The contents of a picture of a view, and their layout.
//!
//! `scene` comes first, then `frames` and `lanes`, and `layout` puts everything into columns.

// contents
mod around;
mod joint;
mod line;
mod scene;
pub(super) mod tips;

// layout
mod frames;
pub(super) mod lanes;
mod layout;

pub(super) use around::around;
pub(super) use frames::{Frame, Frames};
pub(super) use layout::Layout;
pub(super) use line::{Line, MOST_PAIRS};
pub(super) use scene::{
    Belonging, Deed, Departure, Involvement, Scene, Ties, actor, last_day, look, until,
};
