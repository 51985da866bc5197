//! How two actors stood over time: spells of one sign, how long they last, who changed sides.
//!
//! `presence` says on which days a tie counts; `history` makes spells of it.

// spells
mod by_step;
mod history;
mod presence;

// what is asked of them
mod firsts;
mod survival;
mod switches;

pub use by_step::StepStanding;
pub use firsts::{FirstKind, FirstOnRecord};
pub use history::{DyadHistory, Spell, SpellRule};
pub(super) use presence::{NO_DAY, TieDays, bridge, meet};
pub(super) use survival::share;
pub use survival::{Lifetime, Survival, SurvivalCurve, SurvivalStep};
pub use switches::{SideSwitch, SignChange};
