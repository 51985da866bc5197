//! Which relations are plain: one pair, exact bounds, one telling.

use super::columns::{LastingRow, is_plain, retain_fitting};
use crate::graph::evidence::class::Orientation;
use crate::graph::evidence::table::{EvidenceTable, Span};
use crate::graph::rows::stated_rows::StatedRows;
use crate::graph::statements::limits::Limits;
use crate::graph::statements::statement_columns::Statements;
use crate::graph::statements::ties::Ties;
use crate::model::{Certainty, Day, End, Kind, StatementId};
use crate::record::Record;

/// The plain relations, by tie.
pub(in crate::graph) fn rows(
    record: &Record,
    statements: &Statements,
    evidence: &EvidenceTable,
    ties: &Ties,
    limits: &Limits,
    loose: &StatedRows,
) -> Vec<LastingRow> {
    let mut rows = Vec::new();
    for (tie, row) in ties.iter() {
        let id = row.statement;
        let Kind::Relation(kind) = statements.kind(id) else {
            continue;
        };
        let bounds = statements.bounds(id);
        let number = evidence.number(id.index());
        let own = evidence.row(number);
        let is_of_row = id.number() >= loose.first;
        let is_plain = own.certainty != Certainty::Denied
            && own.withdrawn == Span::NEVER
            && is_plain(bounds)
            && !limits.is_limited(tie)
            && if is_of_row {
                // an end on no day that is known is still an end
                bounds.last_end() < Day::AFTER_ALL || !loose.stated(id, bounds).has_end
            } else {
                is_plain_statement(record, id)
            };
        if is_plain {
            rows.push(LastingRow {
                kind,
                from: row.from,
                to: row.to,
                bounds,
                tie: tie.number(),
                evidence: number,
            });
        }
    }
    retain_fitting(&mut rows);
    rows
}

/// Whether a relation of the record is of one pair, and its *ongoing* of one day whatever the sources.
fn is_plain_statement(record: &Record, id: StatementId) -> bool {
    let statement = record.statement(id);
    let is_pair = Orientation::of_ends(&statement.ends).is_some();
    let end = statement.relation().map(|relation| relation.period.end());
    let is_ongoing = matches!(end, Some(End::Ongoing));
    let is_ended_some_day = matches!(end, Some(End::On(when)) if !when.last_day().is_finite());
    is_pair && !is_ended_some_day && !(is_ongoing && statement.evidence.sources.len() > 1)
}
