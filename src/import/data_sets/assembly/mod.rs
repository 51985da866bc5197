//! Statements, actors and places of a data set, on their way into a record.
//!
//! An `Assembly` takes what the reader of a format makes of its rows. `cast` holds the actors that the
//! rows name, `known` finds those that a record has already, `gazetteer` holds the places, `kept` what is met
//! again; `versions` finds other versions of a row, `earlier` those of a record beside, and `alternatives` tells
//! of each who may be meant. Actors and
//! places get their keys when the last row has been read, in an order of content, so that the order of
//! the rows makes no difference.

mod alternatives;
mod assemble;
mod cast;
mod earlier;
mod gazetteer;
mod identify;
mod kept;
mod known;
mod new_actor;
mod told;
mod versions;

pub(super) use assemble::{Assembly, Associate};
pub(super) use cast::{Cast, Seat};
pub(super) use gazetteer::PlaceCells;
pub(super) use new_actor::NewActor;
pub(super) use told::{Held, Occurred};
pub(super) use versions::stem;
