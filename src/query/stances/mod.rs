//! Who stands with whom and who against whom, by ties of their own and by ways through others.
//!
//! `associates` asks one actor's own ties; `stance` asks about two actors, along all the `ways` between.

mod associates;

mod stance;
mod ways;

pub(super) use associates::is_in_role;
pub use associates::{Associate, Role};
pub use stance::{Stance, StanceWord};
pub use ways::{WayBetween, WaysBetween};
