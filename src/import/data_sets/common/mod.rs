//! Shared definitions of the readers of all formats.
//!
//! `data_set` names the formats, `options` has the choices that they leave open, and `family` has the interface of a
//! reader of rows and the fates that it reports.

mod data_set;
mod family;
mod options;

pub use data_set::DataSet;
pub use options::{
    AcledOptions, ActorListOptions, Affiliates, AndOr, Associated, Civilians, Clock,
    DataSetOptions, DescentDays, Direction, GedOptions, JointSides, Kept, MachineCodedOptions,
    MilitantsOptions, ProvisionalRows, StateForces, ZeroFatalities,
};

pub(in crate::import::data_sets) use family::{
    Desk, Family, Fate, Refused, each_row, tell_left_out,
};
