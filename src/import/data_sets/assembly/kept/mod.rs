//! Lookups and caches of the assembly, and the days that all rows cover.
//!
//! `ids` maps each id to its statement, `numbered` is a bit set of the ids that were met, `tolls` shares equal tolls,
//! `cited` collects the places and sources that statements cite, and `spoken` the days that the rows cover.

mod cited;
mod ids;
mod numbered;
mod spoken;
mod tolls;

pub(super) use cited::{Cited, actors_of};
pub(super) use ids::Ids;
pub(super) use spoken::{Spoken, is_of};
pub(super) use tolls::Tolls;
