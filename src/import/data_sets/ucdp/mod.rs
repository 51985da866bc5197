//! The data sets of the Uppsala Conflict Data Program, which name actors by one list of ids.
//!
//! `ged` makes events of the rows of the Georeferenced Event Dataset.

mod ged;

use super::assembly::{Assembly, Cast, NewActor, Seat};
use super::common::family::{Desk, Family};
use super::common::options::DataSetOptions;
use super::common::recognise::DataSet;
use super::kit::table::Table;
use crate::import::LoadError;
use ged::Ged;

/// The files of UCDP that are read together.
#[derive(Debug, Default)]
pub(super) struct Ucdp {
    ged: Ged,
}

impl Family for Ucdp {
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        match set {
            DataSet::UcdpGed => self.ged.read(table, desk),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, _assembly: &mut Assembly, _options: &DataSetOptions) {}

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        self.ged.describe(cast, seat)
    }
}
