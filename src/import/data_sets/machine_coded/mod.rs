//! Events that machines coded from the news: GDELT 2.0 and POLECAT. They are read only if asked for.
//!
//! A view of such events is noise without care: in one file of GDELT the roots of violence contained a cat, a catalogue
//! of comics and an exhumation, a third of the rows repeated another, and two in a hundred named a known group. The
//! events that are read are `alleged`, with the hedge word *machine-coded*; they have no tolls, and events of one day,
//! pair and kind are one. No lasting relation is made.
//!
//! `gdelt` and `polecat` read the rows, `coded` joins them and makes the events.

mod coded;
mod gdelt;
mod polecat;

use super::assembly::{Assembly, Cast, NewActor, Seat};
use super::common::DataSet;
use super::common::DataSetOptions;
use super::common::{Desk, Family};
use super::kit::table::Table;
use crate::import::LoadError;
use coded::Coded;

/// Events that machines coded.
#[derive(Debug)]
pub(super) struct MachineCoded {
    coded: Coded,
}

impl MachineCoded {
    /// Makes a reader for the data set with this prefix of ids.
    pub(super) fn of(stem: &'static str) -> Self {
        Self {
            coded: Coded::of(stem),
        }
    }
}

impl Family for MachineCoded {
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        match set {
            DataSet::Polecat => polecat::read(table, desk, &mut self.coded),
            _ => gdelt::read(table, desk, &mut self.coded),
        }
    }

    fn finish(&mut self, assembly: &mut Assembly, _options: &DataSetOptions) {
        self.coded.finish(assembly);
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        self.coded.describe(cast, seat)
    }
}
