//! Stances between actors: by an actor's own ties, and by ways through other actors.
//!
//! `associates` looks at one actor's own ties. `stance` looks at two actors and at all `ways` between them.

mod associates;

mod stance;
mod ways;

pub(super) use associates::is_in_role;
pub use associates::{Associate, Role};
pub use stance::{Stance, StanceWord};
pub use ways::{WayBetween, WaysBetween};
