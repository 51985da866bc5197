//! What was read and is not checked yet: rows, with the places of their keys.

mod hash;
mod intern;
mod lost;
mod rows;
mod share;

pub(crate) use hash::{Quick, QuickMap, QuickSet};
pub(super) use intern::Interner;
pub(super) use rows::{ActorRow, Header, Keys, PlaceRow, Rows, SourceRow, StatementRow};
pub(super) use share::Changes;
pub(crate) use share::Shared;
