//! Questions to a view: one file a question.

mod answer;
mod associates;
mod change;
mod changes;
mod contradictions;
mod denied;
mod diff;
mod dyad;
mod events;
mod lineage;
mod memberships;
mod names;
mod outline;
mod series;
mod stance;
mod step;
mod toll;
mod wording;

pub(crate) use answer::list;
pub use answer::{DaySpan, Grounds};
pub use associates::{Associate, Role};
pub use change::{Change, ChangeKind};
pub use contradictions::{Contradiction, ContradictionKind};
pub use denied::Denial;
pub use diff::{DiffWord, Difference};
pub use dyad::{Dyad, DyadRelation};
pub use events::{Happening, Killed};
pub use lineage::{Descent, Lineage, Relative};
pub use memberships::{Chain, Membership};
pub use names::NameInTime;
pub use series::{Series, StepCount, Tally};
pub use stance::{Stance, StanceWord, WayBetween};
pub use step::Step;
pub use toll::{Count, TollTotal};
