//! How two actors stood over time: spells of one sign, how long they last, and who changed sides.
//!
//! `presence` says on which days a tie counts; `history` joins these days to spells.

// spells
mod by_step;
mod history;
mod presence;

// questions about spells
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
