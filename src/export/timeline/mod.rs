//! A view as a page with a timeline, to read, step through and search.

mod to_timeline;

// what the page knows
mod belonging;
mod book;
mod changes;
mod data;
mod events;
mod lanes;
mod levels;
mod relations;

// how it is written
mod digest;
mod page;

pub use to_timeline::Timeline;
