//! What a picture shows of a view, and where.
//!
//! `scene` is asked first, `frames` and `lanes` next, and `layout` puts them into columns.

// what
mod around;
mod joint;
mod line;
mod scene;
pub(super) mod tips;

// where
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
