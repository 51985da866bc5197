//! Data sets as you download them, made into records.
//!
//! [`DataSetReader`] opens a file, recognises by its header which [`DataSet`] it is, and makes
//! events, relations, actors and places of its rows, alone or beside a record. The
//! [`ImportReport`](super::ImportReport) says what became of every row. `docs/DATASETS.md` has the
//! mapping of each format.
//!
//! Start with `reader`. `recognise` knows the headers. Each family of formats has its own file or
//! folder. `common` defines what a reader of a format looks like, `kit` has what these readers
//! share, and `assembly` puts statements together.

mod acled;
mod assembly;
mod common;
mod kit;
mod machine_coded;
mod militants;
mod nsa;
mod reader;
mod recognise;
mod release;
mod states;
mod ucdp;

pub use common::{
    AcledOptions, ActorListOptions, Affiliates, AndOr, Associated, Civilians, Clock, DataSet,
    DataSetOptions, DescentDays, Direction, GedOptions, JointSides, Kept, MachineCodedOptions,
    MilitantsOptions, ProvisionalRows, StateForces, ZeroFatalities,
};
pub use reader::DataSetReader;
