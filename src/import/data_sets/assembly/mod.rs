//! Statements, actors and places of a data set, on their way into a record.
//!
//! An `Assembly` takes what the reader of a format makes of its rows. `cast` holds the actors that the
//! rows name, `known` finds those that a record has already, `gazetteer` holds the places, `ids` finds earlier
//! versions of a row. Actors and
//! places get their keys when the last row has been read, in an order of content, so that the order of
//! the rows makes no difference.

mod assemble;
mod cast;
mod gazetteer;
mod identify;
mod ids;
mod known;

pub(super) use assemble::{Assembly, Held, Occurred};
pub(super) use cast::{Cast, NewActor, Seat};
pub(super) use gazetteer::PlaceCells;
