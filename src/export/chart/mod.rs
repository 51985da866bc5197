//! Counts over time as small SVG pictures.

mod frame;
mod groups;
mod series;
mod size;

pub use series::SeriesChart;
pub use size::SizeChart;

pub(super) use frame::in_a_page;
