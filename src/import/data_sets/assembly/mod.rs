//! Statements, actors and places of a data set, on their way into a record.
//!
//! An `Assembly` takes the statements that the reader of a format makes of its rows. `cast` holds the actors that the
//! rows name, `known` finds those that a record has already, `gazetteer` holds the places, and `kept` stores values
//! that rows repeat. `versions` finds other versions of a row, `earlier` those of an earlier record, and `alternatives`
//! makes a statement for each actor that a row may mean; `header` writes the days that the rows cover. Actors and
//! places get their keys after the last row, in an order of content, so that the order of the rows makes no difference.

mod alternatives;
mod assemble;
mod cast;
mod earlier;
mod gazetteer;
mod header;
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
pub(super) use told::{HeldRelation, Occurred};
pub(super) use versions::stem;
