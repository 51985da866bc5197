//! Counts over time as small SVG pictures.

mod frame;
mod groups;
mod key;
mod series;
mod size;

pub use series::SeriesChart;
pub use size::SizeChart;
