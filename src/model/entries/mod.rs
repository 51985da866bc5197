//! The entries that a record declares and that its statements refer to: actors, sources and places.

// who
mod active_period;
mod actor;
mod data_set_ids;

// where
mod place;

// according to whom
mod evidence;
mod source;

// what files of other formats said beyond this
mod native;

pub use active_period::ActivePeriod;
pub(crate) use active_period::{keep_apart, time_order};
pub use actor::{Actor, Alias};
pub use data_set_ids::DataSetIds;
pub use evidence::Evidence;
pub use native::Native;
pub use place::Place;
pub use source::Source;
