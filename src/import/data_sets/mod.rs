//! Data sets as you download them, made into records.
//!
//! [`DataSetReader`] opens a file, recognises by its header which [`DataSet`] it is, and makes events, relations,
//! actors and places of its rows, alone or beside a record. The [`ImportReport`](super::ImportReport) accounts for
//! every row. `docs/DATASETS.md` has the mapping of each format.
//!
//! Start with `reader`. `recognise` knows the headers. Each family of formats has its own file or folder. `common`
//! defines the interface of a reader of a format, `kit` has the parts that these readers share, and `assembly` puts
//! statements together.

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
