//! Memberships and parts: members, coalitions, parts and wholes, directly and through others.
//!
//! `climbs` walks up and down from an actor, level by level; `memberships` answers the questions.
//!
//! # Complexity
//!
//! At each level, a walk looks once at each actor that it reaches and at the ties of that actor.

mod climbs;
mod memberships;

pub(super) use climbs::Chained;
pub(crate) use climbs::{Chains, Climb, Climbs, STEPS, Way};
pub use memberships::{Chain, Membership};
