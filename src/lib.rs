//! Who stood with whom, who fought whom, who split from whom.

// words: what can be said
pub mod model;

// what was asserted, checked
pub mod record;

// files into records
pub mod import;

// the record, indexed once
pub mod graph;

// the graph as of a date
pub mod view;

// questions to a view
pub mod query;

// what is computed on signed networks
pub mod analysis;

pub use analysis::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use graph::{ActorGraph, ActorRef, ActorSet, SourceSet, StatementRef, TieRef, UnknownActor};
pub use jiff::civil::{Date, date};
pub use model::{
    Actor, ActorId, ActorKind, Alias, Bounds, Certainty, Day, Deaths, End, Ends, Event, EventKind,
    Evidence, Holds, Kind, Kinds, Matter, Period, Place, PlaceId, Relation, RelationKind, Sign,
    Source, SourceId, Statement, StatementId, SupportForm, TieId, Toll, UnknownWord, When,
    WhenError, Window,
};
pub use query::{
    Associate, Chain, Change, ChangeKind, Contradiction, ContradictionKind, Count, DaySpan, Denial,
    Descent, DiffWord, Difference, Dyad, DyadRelation, Grounds, Happening, Killed, Lineage,
    Membership, NameInTime, Relative, Role, Series, Stance, StanceWord, Step, StepCount, Tally,
    TollTotal, WayBetween,
};
pub use record::{Problem, Problems, Record};
pub use view::{Neighbor, Neighbors, Present, View};
