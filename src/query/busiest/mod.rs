//! The busiest actors, pairs and places, and the events of one of them.
//!
//! `top` is the question and `ranking` its answer. `pass` goes through the events once and scores whom
//! they concern in each of some windows; `rows` then looks up the few that come first.

// whom events concern
mod part;
mod subject;

// who comes first
mod pass;
mod ranking;
mod rows;
mod score;
mod top;

// of one
mod among;
mod of_one;

pub use among::{LeftOut, NothingAmong};
pub use ranking::{Activity, BusyActor, BusyDyad, BusyPlace, RankBy, Ranking, StepRanking};
