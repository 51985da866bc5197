//! The data sets of the Uppsala Conflict Data Program, which name actors by one list of ids.
//!
//! `ged` makes events of the rows of the Georeferenced Event Dataset, whose columns are in `ged_columns`; `actors`
//! makes names, kinds, splits and mergers of the list of actors; `conflicts` makes belligerence and support of the
//! yearly rows of conflicts and dyads, with the help of `yearly` and `names`; `support` makes support of the External
//! Support Dataset; `components` has the actors of joint sides. `roster` collects facts about actors from all of them.

mod actors;
mod components;
mod conflicts;
mod ged;
mod ged_columns;
mod names;
mod roster;
mod support;
mod yearly;

use super::assembly::{Assembly, Cast, NewActor, Seat};
use super::common::DataSet;
use super::common::{DataSetOptions, JointSides};
use super::common::{Desk, Family};
use super::kit::table::Table;
use crate::import::LoadError;
use actors::Actors;
use conflicts::Conflicts;
use ged::Ged;
use roster::Roster;
use support::ExternalSupport;

/// The files of UCDP that are read together.
#[derive(Debug, Default)]
pub(super) struct Ucdp {
    roster: Roster,
    ged: Ged,
    actors: Actors,
    conflicts: Conflicts,
    support: ExternalSupport,
}

impl Family for Ucdp {
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        match set {
            DataSet::UcdpActor => self.actors.read(table, desk),
            DataSet::UcdpConflict | DataSet::UcdpDyadic => self.conflicts.read(set, table, desk),
            DataSet::UcdpNonState => components::read(table, desk, &mut self.roster),
            DataSet::UcdpSupport => self.support.read(table, desk),
            _ => self.ged.read(table, desk, &mut self.roster),
        }
    }

    fn finish(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        let report = &mut assembly.report;
        self.ged.tell_unused(report, options.ged.types);
        let descents = options.actor_list.descents;
        self.actors.finish(assembly, &mut self.roster, descents);
        self.conflicts.finish(assembly, &mut self.roster);
        self.support.finish(assembly, &mut self.roster);
        if options.ged.joint_sides == JointSides::Components {
            self.roster.expand(assembly);
        }
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        self.roster.describe(cast, seat)
    }
}
