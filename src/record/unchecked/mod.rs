//! What was read and is not checked yet: rows, with the places of their keys.

mod intern;
mod lost;
mod rows;

pub(super) use intern::Interner;
pub(super) use rows::{ActorRow, Header, Keys, PlaceRow, Rows, SourceRow, StatementRow};
