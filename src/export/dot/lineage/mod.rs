//! Pictures of descent: one lane for each actor, one column for each date.

// options
mod genealogy;

// contents
mod aside;
mod descent;
mod stroke;

// positions
mod chart;
mod rows;
mod slots;
mod strands;

// drawing
mod legend;
mod pedigree;
mod sheet;

pub use genealogy::Genealogy;
