//! Analyses of signed networks: one file a question.

<<<<<<< HEAD
mod history;
mod presence;
mod signed;
mod survival;
mod switches;

pub use history::{DyadHistory, Spell, SpellRule};
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use survival::{Lifetime, Survival, SurvivalCurve, SurvivalStep};
pub use switches::{SideSwitch, SignChange};
=======
mod degrees;
mod frustration;
mod signed;
mod triads;
mod wiring;

pub use degrees::{ActorDegrees, Cohesion, Degree};
pub use frustration::{Frustration, SearchBudget};
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use triads::{Triad, TriadCensus};
>>>>>>> d1584ff (Count triads and degrees, and prove how frustrated a signed graph is)
