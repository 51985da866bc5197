//! Events of ACLED, the Armed Conflict Location & Event Data project.
//!
//! By its codebook (ACLED Codebook, 2024) a row is one event of one day and place, with two main actors
//! and those associated with them. `columns` finds the cells in the layouts since 2016, `events` sorts
//! rows into kinds of event, `ends` says who stands where; `actors` tells kinds by names and codes, and
//! `forces` takes the state forces of several regimes for one actor where that is safe.

mod actors;
mod columns;
mod ends;
mod events;
mod forces;
mod rows;

use super::assembly::{Assembly, Cast, NewActor, Seat, stem};
use super::common::DataSet;
use super::common::DataSetOptions;
use super::common::{Desk, Family, Fate, Refused, each_row};
use super::kit::table::{Row, Table};
use crate::import::LoadError;
use crate::import::report::Measure;
use crate::model::{Day, When};
use crate::record::At;
use actors::Codes;
use columns::Columns;
use forces::Forces;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of the rows of ACLED.
#[derive(Debug, Default)]
pub(super) struct Acled {
    /// What codes each actor had, and whether it was a main actor.
    codes: Codes,
    forces: Forces,
    /// The days on which events were deleted, by id.
    deleted: BTreeMap<String, When>,
    /// Rows that name a second actor, and ids that came again.
    with_second: u64,
    repeated: u64,
}

impl Family for Acled {
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        if set == DataSet::AcledDeleted {
            return self.read_deleted(table, desk);
        }
        let columns = Columns::of(table)?;
        let unknown = &mut desk.assembly.report;
        unknown.unknown_columns(&table.columns, &[columns::READ, columns::BEYOND]);
        let beyond = columns::beyond(table);
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            self.row(&columns, &beyond, row, desk)
        })?;
        let report = &mut desk.assembly.report;
        let read = report.counts().read - before;
        if self.with_second == 0 && self.repeated > 0 {
            return Err(LoadError::Unfit {
                what: "it is a monadic file, with a row for each actor of an event".to_owned(),
                help: "download the dyadic file, or deaths count twice".to_owned(),
            });
        }
        if !desk.options.native {
            let message = "codes, sources, notes and their like are no part of the model, and were \
                           left out (the option `native` carries them along)";
            report.note_many(Measure::Beyond, "columns-left-out", message, read);
        }
        Ok(())
    }

    fn finish(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        if options.acled.state_forces == super::common::StateForces::Unify {
            self.forces.unify(assembly);
        }
        self.join_associates(assembly, options);
        self.forces.units(assembly);
        self.withdraw_deleted(assembly);
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let mut new = self.codes.describe(cast, seat);
        self.forces.name(cast, seat, &mut new);
        new
    }
}

impl Acled {
    /// Reads the ids of events that ACLED has deleted.
    fn read_deleted(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let id = table.column("event_id_cnty");
        let when = table.column("deleted_timestamp");
        each_row(table, desk, |row: Row<'_>, _| {
            let text = row.text(id).into_owned();
            let seconds = row.integer(when).filter(|seconds| *seconds > 0);
            let days = seconds.and_then(|seconds| i32::try_from(seconds / 86_400).ok());
            let Some(day) = days.and_then(|days| Day::new(days).date()) else {
                let message = "the row does not say when the event was deleted";
                return Err(Refused::new("no-timestamp", message, text));
            };
            self.deleted.insert(text, When::from(day));
            Ok(Fate::Beyond)
        })
    }

    /// Withdraws the statements of events that were deleted.
    fn withdraw_deleted(&mut self, assembly: &mut Assembly) {
        if self.deleted.is_empty() {
            return;
        }
        let mut count = 0;
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for (statement, _) in assembly.statements() {
            let id = statement.id.strip_prefix("acled-").unwrap_or_default();
            let id = stem(id);
            if let Some((id, when)) = self.deleted.get_key_value(id) {
                found.insert(id);
                Arc::make_mut(&mut statement.evidence).withdrawn = Some(when.clone());
                count += 1;
            }
        }
        let message = "statements of events that ACLED has deleted are withdrawn as of that day";
        let report = &mut assembly.report;
        report.note_many(Measure::Beyond, "deleted-events", message, count);
        let missing = self
            .deleted
            .keys()
            .filter(|id| !found.contains(id.as_str()));
        for id in missing {
            let message = "an event that ACLED has deleted is not in the files";
            let at = At::in_text(0, 0);
            report.note(Measure::Beyond, "deleted-elsewhere", message, at, id);
        }
    }

    /// Joins those who were associated with a side to it, if they are organisations.
    fn join_associates(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        use super::common::Associated;
        let all = assembly.take_associates();
        let mut joined = 0;
        for one in all {
            let is_organisation = self.codes.is_organisation(&assembly.cast, one.seat);
            let is_wanted = match options.acled.associated {
                Associated::Organisations => is_organisation,
                Associated::All => true,
                Associated::None => false,
            };
            if !is_wanted {
                leave_out(assembly, one.seat, is_organisation);
                // who stands in no event is no actor of the record
                if !self.codes.is_main(one.seat) {
                    assembly.cast.is_replaced(one.seat);
                }
                continue;
            }
            let actor = assembly.actor(one.seat);
            let statement = assembly.statements_from(one.statement).next();
            let is_joined = statement.is_some_and(|(statement, _)| {
                ends::join(&mut statement.ends, usize::from(one.end), actor)
            });
            if is_joined {
                joined += 1;
            } else {
                let (at, name) = place_and_name(assembly, one.seat);
                let message = "an associated actor stands in the event already, on this side or \
                               another: it was not joined once more";
                let report = &mut assembly.report;
                report.note(Measure::Beyond, "associated-twice", message, at, &name);
            }
        }
        let report = &mut assembly.report;
        if joined > 0 {
            let message = "organisations that are associated with a main actor stand on its side \
                           (that they are part of it, or allies, is not said)";
            report.note_many(
                Measure::Guessed,
                "associated-organisations",
                message,
                joined,
            );
        }
    }
}

/// Where an actor was named first, and its name.
fn place_and_name(assembly: &Assembly, seat: Seat) -> (At, String) {
    (assembly.cast.first(seat), assembly.cast.id(seat).to_owned())
}

/// Tells of an associated actor that stands in no event by that.
fn leave_out(assembly: &mut Assembly, seat: Seat, is_organisation: bool) {
    let (code, message) = if is_organisation {
        (
            "associated-organisations-left-out",
            "associated organisations were not asked for",
        )
    } else {
        (
            "associated-left-out",
            "associated actors that are no main actor of any row, such as farmers or an ethnic \
             group, were left out",
        )
    };
    let (at, name) = place_and_name(assembly, seat);
    assembly
        .report
        .note(Measure::Beyond, code, message, at, &name);
}
