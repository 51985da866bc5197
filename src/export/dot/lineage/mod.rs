//! Who came from whom: a lane an actor, a column a date.

// what is asked for
mod genealogy;

// what is shown
mod aside;
mod descent;
mod stroke;

// where it lies
mod chart;
mod rows;
mod slots;
mod strands;

// drawn
mod legend;
mod pedigree;
mod sheet;

pub use genealogy::Genealogy;
