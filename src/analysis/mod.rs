//! Analyses of signed networks: one file a question.

mod history;
mod presence;
mod signed;
mod survival;
mod switches;

pub use history::{DyadHistory, Spell, SpellRule};
pub use signed::{ConflictRule, DyadSign, SignRule, SignedEdge, SignedGraph, SignedTie};
pub use survival::{Lifetime, Survival, SurvivalCurve, SurvivalStep};
pub use switches::{SideSwitch, SignChange};
