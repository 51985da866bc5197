//! The questions that a view answers: one folder for each kind of question, one file for each question.
//!
//! Every question is a method of [`View`](crate::View), under a heading of its `impl` block. The type of its answer is
//! in the same file. A folder may use the folders listed above it, never those below it.

// the common parts of all answers
mod kit;

// memberships and parts
mod belonging;

// stances between actors
mod stances;

// events
mod happenings;

// counts of events and deaths, by steps of time and for many actors at once
mod counting;

// rankings by events or deaths
mod busiest;

// several actors, asked about as one
mod collectives;

// changes
mod over_time;

// statements that cannot all be right
mod doubts;

// news between two days
mod learned;

pub use belonging::{Chain, Membership};
pub use busiest::{
    Activity, ActorLeftOut, BusyActor, BusyDyad, BusyPlace, NothingAmong, RankBy, Ranking,
    StepRanking,
};
pub use collectives::{
    Collective, CollectiveAssociate, CollectiveDyad, CollectiveEvent, CollectiveMember,
    CollectiveRelation, CollectiveStance, CollectiveWay,
};
pub use counting::{Batch, NeighborColumns, Series, StepCount, StepTolls, Tally};
pub use doubts::{Contradiction, ContradictionKind};
pub use happenings::{
    Claim, Claims, Count, Denial, Dyad, DyadRelation, Happening, Killed, KilledOf, Losses,
    TollTotal,
};
pub use kit::{DaySpan, Grounds, HoldsCount};
pub use learned::{Learned, LearnedRow, LearnedStatement, StanceSummary};
pub use over_time::{
    Cause, Change, ChangeKind, Descent, DiffWord, Difference, Lineage, Move, MoveRule, NameInTime,
    PairTurn, Relative,
};
pub use stances::{Associate, Role, Stance, StanceWord, WayBetween, WaysBetween};

pub(crate) use belonging::{Chains, Climb, Climbs, STEPS, Way};
pub(crate) use happenings::{Outline, how_many_killed};
pub(crate) use kit::{counted, denied_in_part, list, who_denies};
