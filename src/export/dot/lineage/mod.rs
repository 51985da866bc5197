//! Who came from whom: a lane an actor, a column a date.

// what is asked for
mod genealogy;

// what is shown
mod descent;

// drawn
mod pedigree;
mod sheet;
mod strands;

pub use genealogy::Genealogy;
