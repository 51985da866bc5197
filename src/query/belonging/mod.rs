//! Who belongs to what: members, coalitions, parts and wholes, direct and nested.
//!
//! `climbs` walks up and down, level by level; `memberships` is the question.
//!
//! # Complexity
//!
//! A walk looks at each actor that it reaches once a level, and at the ties of that actor.

mod climbs;
mod memberships;

pub(super) use climbs::Chained;
pub(crate) use climbs::{Chains, Climb, Climbs, STEPS, Way};
pub use memberships::{Chain, Membership};
