//! Analyses of signed networks: one file a question.

#[cfg(feature = "linear-algebra")]
mod centrality;
mod common_enemies;
mod degrees;
mod event_networks;
mod firsts;
mod fragmentation;
mod frustration;
mod history;
mod motifs;
mod partition;
mod presence;
mod reach;
mod rolling;
mod signed;
#[cfg(feature = "linear-algebra")]
mod spectral;
mod survival;
mod switches;
mod triads;
#[cfg(feature = "linear-algebra")]
mod walks;
mod ways_in_time;
mod wiring;

#[cfg(feature = "linear-algebra")]
pub use centrality::{SignedEigenvector, TieDirection};
pub use common_enemies::{CommonEnemies, CommonEnemy, PairCount};
pub use degrees::{ActorDegrees, Cohesion, Degree};
pub use event_networks::EventPair;
pub use firsts::{FirstKind, FirstOnRecord};
pub use fragmentation::{Family, FragmentationStep, Spread};
pub use frustration::{ComponentCamps, Frustration, SearchBudget};
pub use history::{DyadHistory, Spell, SpellRule};
pub use motifs::{Motif, MotifCensus, MotifCount, MotifStep};
pub use partition::{ComponentPartition, Partition, PartitionRule};
pub use reach::{ReachRule, Reached};
pub use rolling::{Escalation, MeanChange, Measure, RollingWindow};
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
#[cfg(feature = "linear-algebra")]
pub use spectral::{Score, SpectralError};
pub use survival::{Lifetime, Survival, SurvivalCurve, SurvivalStep};
pub use switches::{SideSwitch, SignChange};
pub use triads::{Triad, TriadCensus};
