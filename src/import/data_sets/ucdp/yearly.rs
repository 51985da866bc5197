//! Yearly rows of UCDP's conflicts and dyads.

use super::roster::{ids_in, whole};
use crate::import::data_sets::common::Refused;
use crate::import::data_sets::kit::cells::{DateCell, is_missing};
use crate::import::data_sets::kit::spans::{DayOrder, Rough, first_of_year, year_of};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::model::SourceId;
use crate::record::At;
use jiff::civil::Date;

/// The columns that are read.
pub(super) struct Columns {
    conflict: Column,
    dyad: Column,
    year: Column,
    sides: [Side; 2],
    start: [Column; 2],
    threshold: [Column; 2],
    ended: Column,
    end: [Column; 2],
    version: Column,
}

#[derive(Clone, Copy)]
struct Side {
    ids: Column,
    names: Column,
    states: Column,
    helpers: Column,
    helper_names: Column,
}

/// One side of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Party {
    /// The ids of its actors.
    pub(super) ids: Vec<String>,
    /// The names of its actors in one cell, in another order than the ids.
    pub(super) names: String,
    /// The numbers of the states whose governments they are.
    pub(super) states: Vec<String>,
    /// The numbers of the states that help it with troops.
    pub(super) helpers: Vec<String>,
    pub(super) helper_names: String,
}

/// A date of a row, and how exact it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dated {
    pub(super) cell: String,
    pub(super) precision: Option<i64>,
}

/// A year of a conflict or dyad.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct YearRow {
    pub(super) version: String,
    pub(super) conflict: String,
    /// The dyad; empty in a row of a whole conflict.
    pub(super) dyad: String,
    pub(super) year: i16,
    pub(super) sides: [Party; 2],
    pub(super) start: Dated,
    pub(super) threshold: Dated,
    pub(super) has_ended: bool,
    pub(super) end: Dated,
    pub(super) source: SourceId,
    pub(super) at: At,
}

/// Known columns that are not part of the model.
pub(super) const KNOWN: &[&str] = &[
    "conflict_id",
    "dyad_id",
    "location",
    "side_a",
    "side_a_id",
    "side_a_2nd",
    "side_b",
    "side_b_id",
    "side_b_2nd",
    "incompatibility",
    "territory_name",
    "year",
    "intensity_level",
    "cumulative_intensity",
    "type_of_conflict",
    "start_date",
    "start_prec",
    "start_date2",
    "start_prec2",
    "ep_end",
    "ep_end_date",
    "ep_end_prec",
    "ep_end_prec2",
    "gwno_a",
    "gwno_a_2nd",
    "gwno_b",
    "gwno_b_2nd",
    "gwno_loc",
    "region",
    "version",
];

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let column = |name: &str| table.column(name);
        let side = |letter: char| Side {
            ids: column(&format!("side_{letter}_id")),
            names: column(&format!("side_{letter}")),
            states: column(&format!("gwno_{letter}")),
            helpers: column(&format!("gwno_{letter}_2nd")),
            helper_names: column(&format!("side_{letter}_2nd")),
        };
        Self {
            conflict: column("conflict_id"),
            dyad: column("dyad_id"),
            year: column("year"),
            sides: [side('a'), side('b')],
            start: [column("start_date"), column("start_prec")],
            threshold: [column("start_date2"), column("start_prec2")],
            ended: column("ep_end"),
            end: [column("ep_end_date"), column("ep_end_prec")],
            version: column("version"),
        }
    }
}

/// Returns the text of a cell; `-99` means a missing value.
fn said(row: Row<'_>, column: Column) -> String {
    let text = row.text(column);
    let is_none = is_missing(&text) || whole(&text) == "-99";
    if is_none {
        String::new()
    } else {
        text.into_owned()
    }
}

impl YearRow {
    pub(super) fn of(
        columns: &Columns,
        row: Row<'_>,
        is_dyadic: bool,
        source: SourceId,
    ) -> Result<Self, Refused> {
        let conflict = said(row, columns.conflict);
        let dyad = said(row, columns.dyad);
        if conflict.is_empty() || is_dyadic && dyad.is_empty() {
            let message = "the row has no id of its conflict or dyad";
            return Err(Refused::new("no-id", message, conflict));
        }
        let Some(year) = row.integer(columns.year).and_then(year_of) else {
            return Err(Refused::new("no-date", "the row has no year", conflict));
        };
        let party = |side: Side| Party {
            ids: ids_in(&said(row, side.ids)),
            names: said(row, side.names),
            states: ids_in(&said(row, side.states)),
            helpers: ids_in(&said(row, side.helpers)),
            helper_names: said(row, side.helper_names),
        };
        let sides = columns.sides.map(party);
        if sides.iter().any(|side| side.ids.is_empty()) {
            let message = "the row has no ids of one of its sides";
            return Err(Refused::new("no-side", message, conflict));
        }
        let dated = |[cell, precision]: [Column; 2]| Dated {
            cell: said(row, cell),
            precision: row.integer(precision).filter(|code| *code > 0),
        };
        Ok(Self {
            version: said(row, columns.version),
            conflict: whole(&conflict).to_owned(),
            dyad: if is_dyadic {
                whole(&dyad).to_owned()
            } else {
                String::new()
            },
            year,
            sides,
            start: dated(columns.start),
            threshold: dated(columns.threshold),
            has_ended: row.is_true(columns.ended),
            end: dated(columns.end),
            source,
            at: row.at,
        })
    }

    /// Returns the dates of a row, as written.
    pub(super) fn dates(&self) -> [&str; 3] {
        [&self.start.cell, &self.threshold.cell, &self.end.cell]
    }

    /// Returns the content of the row without its place and version.
    pub(super) fn content(&self) -> impl PartialOrd + '_ {
        (
            &self.sides,
            &self.start,
            &self.threshold,
            self.has_ended,
            &self.end,
        )
    }

    /// Returns the newest year that UCDP covered when the row was published: 2024 for version 25.1.
    pub(super) fn newest_year(&self) -> Option<i16> {
        let (year, _) = self.version.split_once('.')?;
        let year: i16 = year.parse().ok()?;
        year_of(i64::from(year) + 1999)
    }
}

/// The first and last possible day of a beginning; `None` for an unknown bound.
pub(super) type Window = [Option<Date>; 2];

impl Dated {
    /// Reads the day as written.
    pub(super) fn day(&self, order: Option<DayOrder>) -> Result<Option<Date>, &'static str> {
        if self.cell.is_empty() {
            return Ok(None);
        }
        match DayOrder::date(order, &self.cell) {
            DateCell::Day(day) => Ok(Some(day)),
            DateCell::Ambiguous => Err("ambiguous-date"),
            DateCell::SpreadsheetTime => Err("spreadsheet-date"),
            DateCell::TooEarly(_) | DateCell::Other => Err("no-date"),
        }
    }

    /// Returns the window of a beginning, by its precision: 1, the day is exact; 2, the month is; 3, it is within the
    /// 30 days up to the day; 5, it is in the year, up to the day; 6, it is in the year or before; 7, nothing is known.
    /// Any other code, also 4 (a month was assigned), means some day of the year.
    pub(super) fn window(&self, order: Option<DayOrder>) -> Result<Window, &'static str> {
        let Some(day) = self.day(order)? else {
            return Ok([None, None]);
        };
        let year = Rough::year(day.year());
        let before = |days: i32| day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
        Ok(match self.precision {
            Some(1) => [Some(day), Some(day)],
            Some(2) => [Some(day.first_of_month()), Some(day.last_of_month())],
            Some(3) => [Some(before(29)), Some(day)],
            Some(5) => [Some(year.first), Some(day)],
            Some(6) => [None, Some(year.last)],
            Some(7) => [None, None],
            _ => [Some(year.first), Some(year.last)],
        })
    }

    /// Returns the last day of fighting: the last of a span whose length follows from the precision. For a precision
    /// above 3, or none, the span begins with the year.
    pub(super) fn last_days(&self, order: Option<DayOrder>) -> Result<Option<Rough>, &'static str> {
        let Some(last) = self.day(order)? else {
            return Ok(None);
        };
        let before = |days: i32| {
            let span = jiff::Span::new().days(days);
            last.checked_sub(span).unwrap_or(last)
        };
        let first = match self.precision {
            Some(1) => last,
            Some(2) => last.first_of_month(),
            Some(3) => before(29),
            _ => first_of_year(last.year()),
        };
        Ok(Some(Rough { first, last }))
    }
}
