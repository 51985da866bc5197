//! Data sets as they are downloaded, into records.
//!
//! [`DataSetReader`] opens a file, finds out by its header which [`DataSet`] it is, and makes events,
//! relations, actors and places of its rows, beside a record or alone. What became of every row stands
//! in the [`ImportReport`](super::ImportReport). `docs/DATASETS.md` has the mapping of each format.
//!
//! Read on in `reader`; `recognise` knows the headers. Each family of formats has a file or folder of its
//! own; `common` is what their readers look like, `kit` what they share, `assembly` where statements are put
//! together.

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
    DataSetOptions, DescentDays, Direction, GedOptions, JointSides, MachineCodedOptions,
    MilitantsOptions, ProvisionalRows, StateForces, ZeroFatalities,
};
pub use reader::DataSetReader;
