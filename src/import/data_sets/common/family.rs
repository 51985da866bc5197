//! The interface of the readers of formats.

use super::data_set::DataSet;
use super::options::DataSetOptions;
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, Cast, NewActor, Seat};
use crate::import::data_sets::kit::table::{Row, Table};
use crate::import::report::{ReportWriter, Treatment};

/// The tools of a reader of rows.
pub(in crate::import::data_sets) struct Desk<'d> {
    pub(in crate::import::data_sets) assembly: &'d mut Assembly,
    pub(in crate::import::data_sets) options: &'d DataSetOptions,
    /// The number of bytes of the file; 0 if unknown.
    pub(in crate::import::data_sets) length: u64,
    /// Called after each row.
    pub(in crate::import::data_sets) on_row: &'d mut dyn FnMut(u64, u64),
}

/// A reader of formats whose rows name actors by the same ids.
pub(in crate::import::data_sets) trait Family {
    /// Reads all rows of a table of one of its formats.
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError>;

    /// Makes the statements that need all rows.
    fn finish(&mut self, _assembly: &mut Assembly, _options: &DataSetOptions) {}

    /// Describes a new actor from its rows.
    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor;
}

/// The reason why a row is not in the record: a code that never changes, and a sentence.
#[derive(Debug)]
pub(in crate::import::data_sets) struct Refused {
    pub(in crate::import::data_sets) code: &'static str,
    pub(in crate::import::data_sets) message: String,
    /// The wrong value.
    pub(in crate::import::data_sets) what: String,
}

impl Refused {
    pub(in crate::import::data_sets) fn new(
        code: &'static str,
        message: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            what: what.into(),
        }
    }
}

/// The fate of a row.
pub(in crate::import::data_sets) enum Fate {
    /// The row is in the record.
    Made,
    /// The record has an equal statement already.
    Merged,
    /// The row is not part of the model.
    Beyond,
    /// It waits for the rest of its file; the reader counts it at the end.
    Waiting,
}

/// Notes how many rows have cells that no record takes, if the table has one of these columns.
pub(in crate::import::data_sets) fn tell_left_out<'n>(
    (table, names): (&Table<'_>, impl IntoIterator<Item = &'n str>),
    (report, before): (&mut ReportWriter, u64),
    message: &str,
) {
    let mut names = names.into_iter();
    if names.any(|name| table.column(name).is_there()) {
        report.left_out(before, message);
    }
}

/// The size of the sample by which the length of the file's rows is estimated.
const SAMPLE: u64 = 8192;

/// Gives each row of a table to `take`, and counts its fate.
pub(in crate::import::data_sets) fn each_row(
    table: &mut Table<'_>,
    desk: &mut Desk<'_>,
    mut take: impl FnMut(Row<'_>, &mut Desk<'_>) -> Result<Fate, Refused>,
) -> Result<(), LoadError> {
    let (first, first_bytes) = (table.read, table.bytes());
    loop {
        let bytes = table.bytes();
        if table.read == first + SAMPLE {
            // reserve memory for the rows to come, as if they were as long as those read so far
            let each = ((bytes - first_bytes) / SAMPLE).max(1);
            let more = desk.length.saturating_sub(bytes) / each;
            let more = usize::try_from(more + more / 32).unwrap_or(0);
            desk.assembly.expect_more(more);
        }
        let Some(row) = table.next()? else {
            return Ok(());
        };
        let at = row.at;
        let fate = match row.wrong_length() {
            Some((code, message)) => Err(Refused::new(code, message, "")),
            None => take(row, desk),
        };
        if row.is_of_old_encoding() {
            let message = "cells that are no UTF-8 were read as Windows-1252";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Changed, "old-encoding", message, at, "");
        }
        let report = &mut desk.assembly.report;
        let counts = report.counts();
        counts.read += 1;
        match fate {
            Ok(Fate::Made) => counts.made += 1,
            Ok(Fate::Merged) => {
                counts.merged += 1;
                let message = "the same row stands in the files before";
                report.note(Treatment::Merged, "same-row", message, at, "");
                report.is_unmade(at);
            }
            Ok(Fate::Beyond) => {
                counts.beyond += 1;
                report.is_unmade(at);
            }
            Ok(Fate::Waiting) => {}
            Err(Refused {
                code,
                message,
                what,
            }) => report.set_aside(code, &message, at, &what),
        }
        let read = report.counts().read;
        (desk.on_row)(read, bytes);
    }
}
