//! Several actors asked about as one: a set chosen by hand, or a coalition with its members of each day.
//!
//! Read `collective` first: it finds the actors that belong to a collective, and the days. Each other file is a
//! question.
//!
//! # Complexity
//!
//! A question costs as much as for one actor, for each actor that belongs to the collective.

// belonging to it, by days
mod belonging_days;
mod collective;
mod member_days;

// events
mod taking_part;
mod totals;

// by steps of time
mod in_time;

// with an actor or another collective
mod associates;
mod dyad;
mod stance;

pub use associates::CollectiveAssociate;
pub use collective::{Collective, CollectiveMember};
pub use dyad::{CollectiveDyad, CollectiveRelation};
pub use stance::{CollectiveStance, CollectiveWay};
pub use taking_part::CollectiveEvent;
