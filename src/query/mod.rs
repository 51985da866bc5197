//! Questions to a view: one file a question.

mod answer;
mod associates;
mod changes;
mod denied;
mod events;
mod memberships;
mod stance;
mod toll;

pub use answer::{DaySpan, Grounds};
pub use associates::{Associate, Role};
pub use changes::{Change, ChangeKind};
pub use denied::Denial;
pub use events::{Happening, Killed};
pub use memberships::{Chain, Membership};
pub use stance::{Stance, StanceWord, WayBetween};
pub use toll::{Count, TollTotal};
