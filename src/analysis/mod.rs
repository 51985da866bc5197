//! Analyses of signed networks: one file a question.

mod degrees;
mod frustration;
mod history;
mod presence;
mod signed;
mod survival;
mod switches;
mod triads;
mod wiring;

pub use degrees::{ActorDegrees, Cohesion, Degree};
pub use frustration::{Frustration, SearchBudget};
pub use history::{DyadHistory, Spell, SpellRule};
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use survival::{Lifetime, Survival, SurvivalCurve, SurvivalStep};
pub use switches::{SideSwitch, SignChange};
pub use triads::{Triad, TriadCensus};
