//! Questions to a view: a folder a kind of question, in it a file a question.
//!
//! Every question is a method of [`View`](crate::View), under a heading of its `impl`; its answer stands
//! in the same file. Folders further down use those above them, and nobody the other way round.

// what every answer is made of
mod kit;

// who belongs to what
mod belonging;

// who stands with whom, and against whom
mod stances;

// what happened
mod happenings;

// how often and how many, by steps of time and for many actors at once
mod counting;

// who has the most of it
mod busiest;

// several actors as one
mod collectives;

// what changed
mod over_time;

// what cannot all be right
mod doubts;

// what was learnt from one day to another
mod learned;

pub use belonging::{Chain, Membership};
pub use busiest::{
    Activity, BusyActor, BusyDyad, BusyPlace, LeftOut, NothingAmong, RankBy, Ranking, StepRanking,
};
pub use collectives::{
    Collective, CollectiveAssociate, CollectiveDyad, CollectiveEvent, CollectiveMember,
    CollectiveRelation, CollectiveStance, CollectiveWay,
};
pub use counting::{Batch, NeighborColumns, Series, StepCount, StepTolls, Tally};
pub use doubts::{Contradiction, ContradictionKind};
pub use happenings::{
    Count, Denial, Dyad, DyadRelation, Happening, Killed, KilledOf, Losses, TollTotal,
};
pub use kit::{DaySpan, Grounds, HoldsCount};
pub use learned::{Learned, LearnedRow, LearnedStatement, Standing};
pub use over_time::{
    Cause, Change, ChangeKind, Descent, DiffWord, Difference, Lineage, Move, MoveRule, NameInTime,
    PairTurn, Relative,
};
pub use stances::{Associate, Role, Stance, StanceWord, WayBetween, WaysBetween};

pub(crate) use belonging::{Chains, Climb, Climbs, STEPS, Way};
pub(crate) use happenings::{Outline, how_many_killed};
pub(crate) use kit::{counted, denied_in_part, list, who_denies};
