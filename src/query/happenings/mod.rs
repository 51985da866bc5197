//! What happened: each happening once, however often it is told, and how many it killed.
//!
//! `events` is the question, `killed` and `toll` are what it has to say of the dead. `outline` is the
//! same without names and sentences, for those who only count.

// each happening
mod as_said;
mod events;
mod in_order;
mod outline;

// the dead
mod killed;
mod losses;
mod toll;

// what is denied
mod denied;

// two actors
mod dyad;

pub(super) use as_said::{names, ties};
pub use denied::Denial;
pub use dyad::{Dyad, DyadRelation};
pub use events::Happening;
pub(crate) use killed::how_many_killed;
pub use killed::{Killed, KilledOf};
pub use losses::Losses;
pub(super) use losses::sum_of_losses;
pub(crate) use outline::Outline;
pub use toll::{Count, TollTotal};
