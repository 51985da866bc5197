//! Several actors asked as one: a set chosen by hand, or a coalition with its members of the day.
//!
//! Read `collective` first: who belongs to one, and when. Each other file is a question to it.
//!
//! # Complexity
//!
//! What a question costs for one actor, for each actor that belongs to the collective.

// who belongs, on which days
mod belonging_days;
mod collective;

// what happened
mod taking_part;
mod totals;

// in time
mod in_time;

// with another end
mod associates;
mod dyad;
mod stance;

pub use associates::CollectiveAssociate;
pub use collective::{Collective, CollectiveMember};
pub use dyad::{CollectiveDyad, CollectiveRelation};
pub use stance::{CollectiveStance, CollectiveWay};
pub use taking_part::CollectiveEvent;
