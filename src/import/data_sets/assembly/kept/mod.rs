//! What is kept so that it can be found again, and what is known of all rows.
//!
//! `ids` has the statement of each id, `numbered` which ids were met at all, `tolls` equal tolls, `cited` what statements
//! name, and `spoken` the days of which the rows speak.

mod cited;
mod ids;
mod numbered;
mod spoken;
mod tolls;

pub(super) use cited::{Cited, actors_of};
pub(super) use ids::Ids;
pub(super) use spoken::{Spoken, is_of};
pub(super) use tolls::Tolls;
