//! The busiest actors, pairs and places, and the events of one of them.
//!
//! `top` has the questions and `ranking` their answers. `pass` reads the events once and scores every actor,
//! pair or place in each of some windows. `rows` then looks up the few that rank first.

// the events of each subject
mod part;
mod subject;

// the ranking
mod pass;
mod ranking;
mod rows;
mod score;
mod top;

// the events of one actor or place
mod among;
mod of_one;

pub use among::{ActorLeftOut, NothingAmong};
pub use ranking::{Activity, BusyActor, BusyDyad, BusyPlace, RankBy, Ranking, StepRanking};
