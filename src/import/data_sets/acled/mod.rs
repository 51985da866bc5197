//! Events of ACLED, the Armed Conflict Location & Event Data project.
//!
//! By its codebook (ACLED Codebook, 2024) a row is one event of one day and place, with two main actors and the actors
//! associated with them. `columns` finds the cells in the layouts since 2016. `events` decides the kind of event, and
//! `ends` puts the actors into its ends. `actors` decides kinds by names and codes. `forces` joins the state forces of
//! several regimes to one actor where that is safe. `associates` decides which associated actors take part beside a
//! main actor. `hints` lists what rows suggest but do not state.

mod actors;
mod associates;
mod columns;
mod ends;
mod events;
mod forces;
mod hints;
mod noted_span;
mod rows;

use super::assembly::{Assembly, Cast, NewActor, Seat, stem};
use super::common::{AndOr, DataSet, DataSetOptions};
use super::common::{Desk, Family, Fate, Refused, each_row};
use super::kit::table::{Row, Table};
use crate::import::LoadError;
use crate::import::report::Treatment;
use crate::model::{ActorKind, Day, When};
use crate::record::At;
use actors::Codes;
use columns::Columns;
use forces::Forces;
use hints::Hints;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The state of the reader of ACLED's rows.
#[derive(Debug, Default)]
pub(super) struct Acled {
    /// The codes that each actor had as a main actor.
    codes: Codes,
    forces: Forces,
    /// The days on which events were deleted, by id.
    deleted: BTreeMap<String, When>,
    /// The number of rows that name a second actor, and the number of repeated ids.
    with_second: u64,
    repeated: u64,
    /// The types of event that the caller asked for and some row has.
    met_types: BTreeSet<String>,
    /// Groups of civilians that were attacked.
    groups: BTreeSet<Seat>,
    hints: Hints,
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
        if !desk.options.acled.event_types.is_empty() {
            desk.assembly.speaks_in_part();
        }
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            self.row(&columns, &beyond, row, desk)
        })?;
        let report = &mut desk.assembly.report;
        if self.with_second == 0 && self.repeated > 0 {
            return Err(LoadError::Unfit {
                what: "it is a monadic file, with a row for each actor of an event".to_owned(),
                help: "download the dyadic file, or deaths count twice".to_owned(),
            });
        }
        if !desk.options.native {
            let message = "codes, sources, notes and their like are no part of the model, and were \
                           left out (the option `native` carries them along)";
            report.left_out(before, message);
        }
        Ok(())
    }

    fn finish(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        let wanted = options.acled.event_types.iter();
        for missing in wanted.filter(|one| !self.met_types.contains(*one)) {
            let message = "no row is of a type of event that was asked for";
            let (report, at) = (&mut assembly.report, At::in_text(0, 0));
            report.note(
                Treatment::Guessed,
                "event-type-unused",
                message,
                at,
                missing,
            );
        }
        if options.acled.and_or == AndOr::Each {
            self.tell_apart(assembly);
        }
        if options.acled.state_forces == super::common::StateForces::Unify {
            self.forces.unify(assembly);
        }
        self.join_associates(assembly, options);
        self.forces.units(assembly);
        self.withdraw_deleted(assembly);
        std::mem::take(&mut self.hints).tell(assembly);
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let mut new = self.codes.describe(cast, seat);
        if self.groups.contains(&seat) {
            new.kind = ActorKind::Civilians;
            new.is_guess = false;
        }
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
        let known = ["event_id_cnty", "deleted_timestamp"];
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[&known]);
        let [id, when] = known.map(|name| table.column(name));
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

    /// Withdraws the statements of deleted events.
    fn withdraw_deleted(&mut self, assembly: &mut Assembly) {
        if self.deleted.is_empty() {
            return;
        }
        let mut count = 0;
        let mut found: BTreeSet<&str> = BTreeSet::new();
        // also the statements of the given record
        for (statement, _) in assembly.statements_from(0) {
            let id = statement.id.strip_prefix("acled-").unwrap_or_default();
            let id = stem(id);
            let id = id.split('/').next().unwrap_or(id);
            if let Some((id, when)) = self.deleted.get_key_value(id) {
                found.insert(id);
                // an earlier withdrawal keeps its day
                if statement.evidence.withdrawn.is_none() {
                    Arc::make_mut(&mut statement.evidence).withdrawn = Some(when.clone());
                    count += 1;
                }
            }
        }
        let report = &mut assembly.report;
        if count > 0 {
            let message =
                "statements of events that ACLED has deleted are withdrawn as of that day";
            report.note_many(Treatment::Beyond, "deleted-events", message, count);
        }
        let missing = self
            .deleted
            .keys()
            .filter(|id| !found.contains(id.as_str()));
        for id in missing {
            let message =
                "an event that ACLED has deleted is neither in the files nor in the record";
            let at = At::in_text(0, 0);
            report.note(Treatment::Beyond, "deleted-elsewhere", message, at, id);
        }
    }
}
