//! A view as a page with a timeline, to read, step through and search.

mod to_timeline;

// the data of the page
mod belonging;
mod book;
mod changes;
mod data;
mod events;
mod lanes;
mod levels;
mod relations;

// the page as HTML
mod digest;
mod page;

pub use to_timeline::Timeline;
