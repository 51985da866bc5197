//! Data sets as they are downloaded, into records.
//!
//! [`DataSetReader`] opens a file, finds out by its header which [`DataSet`] it is, and makes events,
//! relations, actors and places of its rows, beside a record or alone. What became of every row stands
//! in the [`ImportReport`](super::ImportReport). `docs/DATASETS.md` has the mapping of each format.
//!
//! Read on in `reader`. Each family of formats has a folder of its own; `common` has the choices and the
//! headers by which files are known, `kit` opens files and reads cells, and in `assembly` statements are
//! put together.

mod acled;
mod assembly;
mod common;
mod kit;
mod reader;
mod ucdp;

pub use common::options::{
    AcledOptions, Associated, Civilians, Clock, DataSetOptions, Direction, GedOptions, JointSides,
    ProvisionalRows, StateForces, ZeroFatalities,
};
pub use common::recognise::DataSet;
pub use reader::DataSetReader;
