//! The questions that a view answers: one folder for each kind of question, one file for each question.
//!
//! Every question is a method of [`View`](crate::View), under a heading of its `impl` block. The type of its
//! answer stands in the same file. A folder may use the folders listed above it, never those below it.

// what every answer is made of
mod kit;

// who belongs to what
mod belonging;

// who stands with whom, and against whom
mod stances;

// what happened
mod happenings;

// how many events and deaths, by steps of time and for many actors at once
mod counting;

// who has the most events or deaths
mod busiest;

// several actors, asked about as one
mod collectives;

// what changed
mod over_time;

// which statements cannot all be right
mod doubts;

// what became known between two days
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
