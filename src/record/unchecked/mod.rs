//! Rows that were read and not yet checked, with the places of their keys.

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
