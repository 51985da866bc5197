//! The parts that every answer is made of; no question stands here.
//!
//! Start with `answer`: it has [`Grounds`](crate::Grounds), which say what an answer rests on.

// how sure, since when, according to whom
mod answer;
mod denials;
mod life_grounds;

// how many
mod holds_count;

// in words
mod wording;

pub use answer::{DaySpan, Grounds};
pub(super) use answer::{as_keys, how_known};
pub(crate) use answer::{denied_in_part, list, who_denies};
pub use holds_count::HoldsCount;
pub(crate) use wording::counted;
pub(super) use wording::{how_long, when_of, when_told, who_did_what};
