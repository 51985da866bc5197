//! Analyses of signed networks: one folder for each kind of question, one file for each question.
//!
//! All begin with the signed graph of a view, or with the days on which its ties have a sign. A
//! folder may use those listed above it.

// one edge for each dyad, and what is counted on these edges
mod signed_graph;

// how far a network is from balance, and into which camps it falls
mod frustration;
mod partition;

// by linear algebra
#[cfg(feature = "linear-algebra")]
mod spectra;

// how two actors stood over time
mod histories;

// how many actors stood over time
mod in_time;

pub use frustration::{ComponentCamps, Frustration, SearchBudget};
pub use histories::{
    DyadHistory, FirstKind, FirstOnRecord, Lifetime, SideSwitch, SignChange, Spell, SpellRule,
    StepStanding, Survival, SurvivalCurve, SurvivalStep,
};
pub use in_time::{
    Escalation, EventPair, Family, FragmentationStep, MeanChange, Measure, Motif, MotifCensus,
    MotifCount, MotifStep, ReachRule, Reached, RollingWindow, Spread,
};
pub use partition::{ComponentPartition, Partition, PartitionRule};
pub use signed_graph::{
    ActorDegrees, Cohesion, CommonEnemies, CommonEnemy, ConflictRule, Degree, DyadSign, PairCount,
    SignRule, SignedEdge, SignedGraph, SignedTie, Triad, TriadCensus,
};
#[cfg(feature = "linear-algebra")]
pub use spectra::{Score, SignedEigenvector, SpectralError, TieDirection};
