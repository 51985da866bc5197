//! The common parts of all answers; this folder has no question.
//!
//! Start with `answer`: it has [`Grounds`](crate::Grounds), the statements and sources of an answer.

// certainty, days, claimants
mod answer;
mod denials;
mod life_grounds;

// counts
mod holds_count;

// sentences
mod wording;

pub use answer::{DaySpan, Grounds};
pub(super) use answer::{as_keys, how_known};
pub(crate) use answer::{denied_in_part, list, who_denies};
pub use holds_count::HoldsCount;
pub(crate) use wording::counted;
pub(super) use wording::{how_long, when_of, when_told, who_did_what};
