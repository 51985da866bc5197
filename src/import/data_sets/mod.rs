//! Data sets as they are downloaded, into records.
//!
//! [`DataSetReader`] opens a file, finds out by its header which [`DataSet`] it is, and makes events,
//! relations, actors and places of its rows, beside a record or alone. What became of every row stands
//! in the [`ImportReport`](super::ImportReport). `docs/DATASETS.md` has the mapping of each format.
//!
//! Read on in `reader`; `recognise` knows the headers, `options` the choices. Each family of formats has
//! a file or folder of its own; `kit` is what they share, `assembly` where statements are put together.

mod assembly;
mod family;
mod kit;
mod nsa;
mod options;
mod reader;
mod recognise;
mod states;
mod ucdp;

pub use options::{Civilians, Clock, DataSetOptions, GedOptions, JointSides, ProvisionalRows};
pub use reader::DataSetReader;
pub use recognise::DataSet;
