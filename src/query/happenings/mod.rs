//! Happenings, each once however many statements describe it, and the number of people killed.
//!
//! `events` answers the question; `killed` and `toll` are its answers about the dead. `outline` is a happening without
//! names and sentences, for code that only counts.

// each happening
mod as_said;
mod events;
mod in_order;
mod outline;

// only claimed
mod claims;

// the dead
mod killed;
mod losses;
mod toll;

// denials
mod denied;

// two actors
mod dyad;

pub(super) use as_said::{names, ties};
pub(super) use claims::Said;
pub use claims::{Claim, Claims};
pub use denied::Denial;
pub use dyad::{Dyad, DyadRelation};
pub use events::Happening;
pub(crate) use killed::how_many_killed;
pub use killed::{Killed, KilledOf};
pub use losses::Losses;
pub(super) use losses::sum_of_losses;
pub(crate) use outline::Outline;
pub use toll::{Count, TollTotal};
