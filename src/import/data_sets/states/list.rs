//! Lists of the members of the state system, with the periods in which each state existed.
//!
//! Correlates of War Project, State System Membership (v2016, v2024); Gleditsch and Ward 1999, revised.
//! A row is a period in which a state existed. The columns of the R packages `states` and `isard` are read, too.
//!
//! | columns | in the record |
//! |---|---|
//! | `ccode`, `cowcode`, `gwcode` | the state, by its number in the list (ids `cow`, `gw`) |
//! | `statenme`, `country_name`, `…_name`; `stateabb`, `cowc`, `gwc`, … | its name; short name |
//! | `styear`…`stday`, `start`; `endyear`…`endday`, `end` | an active period; all rows of a number are one actor |
//! | an end of 9999-12-31, or on the last day of the file, the 31 December of a year | ongoing as of that day |
//! | `microstate` | left out |

use super::book::{Book, Who, Worth};
use super::span::{Span, Start, Stop};
use crate::import::LoadError;
use crate::import::data_sets::assembly::Assembly;
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row, tell_left_out};
use crate::import::data_sets::kit::cells::{DateCell, date};
use crate::import::data_sets::kit::spans::Rough;
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{Period, SourceId};
use crate::record::At;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Known columns.
const KNOWN: &[&str] = &[
    "stateabb",
    "ccode",
    "statenme",
    "styear",
    "stmonth",
    "stday",
    "endyear",
    "endmonth",
    "endday",
    "version",
    "cowcode",
    "gwcode",
    "cowc",
    "gwc",
    "cw_abb",
    "gw_abb",
    "country_name",
    "cw_name",
    "gw_name",
    "state_name",
    "start",
    "end",
    "microstate",
];

/// The year that means "no end".
const NO_END: i16 = 9999;

/// The first year in which a list can have been closed: last days in earlier years are real ends.
const FIRST_CLOSING: i16 = 2000;

/// A period in which a state existed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spell {
    start: Rough,
    /// The last day, or `None` without an end.
    last: Option<Rough>,
    source: SourceId,
    at: At,
}

/// States and the periods in which they existed.
#[derive(Debug, Default)]
pub(super) struct List {
    spells: BTreeMap<Who, Vec<Spell>>,
}

struct Columns {
    number: Column,
    name: Column,
    short: Column,
    start: [Column; 3],
    start_text: Column,
    end: [Column; 3],
    end_text: Column,
}

impl List {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
        book: &mut Book,
    ) -> Result<(), LoadError> {
        desk.assembly
            .report
            .unknown_columns(&table.columns, &[KNOWN]);
        let column = |name: &str| table.column(name);
        let columns = Columns {
            number: table.column_of(&["ccode", "cowcode", "gwcode"]),
            name: table.column_of(&[
                "statenme",
                "country_name",
                "cw_name",
                "gw_name",
                "state_name",
            ]),
            short: table.column_of(&["stateabb", "cowc", "gwc", "cw_abb", "gw_abb"]),
            start: ["styear", "stmonth", "stday"].map(column),
            start_text: column("start"),
            end: ["endyear", "endmonth", "endday"].map(column),
            end_text: column("end"),
        };
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            let (who, start, last) = spell(&columns, row, book)?;
            let source = desk.assembly.source();
            let spell = Spell {
                start,
                last,
                source,
                at: row.at,
            };
            self.spells.entry(who).or_default().push(spell);
            Ok(Fate::Waiting)
        })?;
        let message = "that a state is a microstate is no part of the model, and was left out";
        let report = (&mut desk.assembly.report, before);
        tell_left_out((table, ["microstate"]), report, message);
        Ok(())
    }

    /// Makes the states.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, book: &mut Book) {
        let all = std::mem::take(&mut self.spells);
        let lasts = all.values().flatten().filter_map(|spell| spell.last);
        let latest = lasts.map(|last| last.last).max();
        let closing =
            latest.filter(|day| day.year() >= FIRST_CLOSING && *day == day.last_of_year());
        if let Some(day) = closing {
            assembly.speaks_until(day);
        }
        let mut still = 0;
        for (who, mut spells) in all {
            spells.sort_unstable();
            let mut periods: Vec<(Span, Option<Date>)> = Vec::new();
            for spell in &spells {
                let stop = match spell.last {
                    None => Stop::Ongoing,
                    Some(last) if Some(last.last) == closing => Stop::Ongoing,
                    Some(last) => Stop::In(last),
                };
                still += u64::from(stop == Stop::Ongoing);
                let span = Span {
                    start: Start::In(spell.start),
                    stop,
                };
                let end = spell
                    .last
                    .filter(|_| stop != Stop::Ongoing)
                    .map(|last| last.last);
                match periods.last_mut() {
                    // adjacent and overlapping periods are joined
                    Some((before, last))
                        if last.is_none_or(|last| {
                            last.tomorrow().is_ok_and(|day| spell.start.first <= day)
                        }) =>
                    {
                        if last.is_some_and(|last| end.is_none_or(|end| end > last)) {
                            before.stop = stop;
                            *last = end;
                        }
                    }
                    _ => periods.push((span, end)),
                }
            }
            let active: Vec<Period> = periods.iter().map(|(span, _)| span.period()).collect();
            book.was_there(&who, active);
            let (first, more) = (spells[0], spells.len() as u64 - 1);
            assembly.again_of(first.source);
            let seat = book.seat(assembly, &who, first.at);
            assembly.cast.list(seat);
            let is_new = assembly.cast.is_new(seat);
            let report = &mut assembly.report;
            report.counts().merged += more;
            report.are_one(first.at, spells.iter().map(|spell| spell.at));
            if more > 0 {
                let message = "several times of a state are one actor";
                report.note_many(Treatment::Merged, "several-times", message, more);
            }
            if is_new {
                report.counts().made += 1;
            } else {
                report.counts().merged += 1;
                let message = "the actor is in the record already, which stays as it is";
                report.note(
                    Treatment::Merged,
                    "known-actor",
                    message,
                    first.at,
                    &Book::word(&who),
                );
                report.is_unmade(first.at);
            }
        }
        if still > 0 {
            let message = "an end on the last day of the list, or in the year 9999, is none: the \
                           state was still there";
            let report = &mut assembly.report;
            report.note_many(Treatment::Guessed, "still-there", message, still);
        }
    }
}

/// Reads a state with its first and its last day.
fn spell(
    columns: &Columns,
    row: Row<'_>,
    book: &mut Book,
) -> Result<(Who, Rough, Option<Rough>), Refused> {
    let name = row.text(columns.name);
    let start = rough(row, columns.start, columns.start_text)?;
    let last = rough(row, columns.end, columns.end_text)?;
    let Some(start) = start else {
        return Err(Refused::new("no-date", "the row has no first day", name));
    };
    let last = last.filter(|last| last.last.year() < NO_END);
    if last.is_some_and(|last| last.last < start.first) {
        let message = "the state ends before it begins";
        return Err(Refused::new("inverted-dates", message, name));
    }
    let year = last.map(|last| last.last.year());
    let number = row.text(columns.number);
    let Some(who) = book.state(&number, Some(year.unwrap_or(NO_END))) else {
        return Err(Refused::new(
            "no-id",
            "the row has no number of a state",
            name,
        ));
    };
    book.is_called(&who, Worth::Listed, &name);
    book.is_called(&who, Worth::Short, &row.text(columns.short));
    Ok((who, start, last))
}

/// Makes a day of its year, month and day; `None` for a year that means "no end".
fn by_numbers(numbers: [Option<i64>; 3]) -> Result<Option<Rough>, ()> {
    match numbers {
        [Some(year), ..] if year == i64::from(NO_END) => Ok(None),
        numbers => Rough::of_parts(numbers),
    }
}

/// Reads a day from three cells, or from one.
fn rough(row: Row<'_>, parts: [Column; 3], text: Column) -> Result<Option<Rough>, Refused> {
    let bad = |cell: String| Refused::new("no-date", "the row has no date that can be read", cell);
    if parts[0].is_there() {
        let numbers = parts.map(|column| row.integer(column));
        let day = by_numbers(numbers);
        return day.map_err(|()| bad(format!("{numbers:?}")));
    }
    let cell = row.text(text);
    // the published lists write 01:01:1816
    let parts: Vec<&str> = cell.split(':').collect();
    if let [day, month, year] = parts[..]
        && year.len() == 4
    {
        let numbers = [year, month, day].map(|part| part.parse().ok());
        return by_numbers(numbers).map_err(|()| bad(cell.to_string()));
    }
    match date(&cell) {
        DateCell::Day(day) => Ok(Some(Rough::day(day))),
        _ if cell.is_empty() || cell == "NA" => Ok(None),
        _ => Err(bad(cell.to_string())),
    }
}
