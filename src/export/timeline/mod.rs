//! A view as a page: a timeline to look at, step through and ask.

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
