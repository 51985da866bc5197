//! Militarized interstate disputes: MID 5.0 and GML by participant, COW and GML by dyad.
//!
//! Palmer et al. 2021; Gibler, Miller and Little 2016; Maoz et al. 2019. A dispute is a span of threats,
//! displays and uses of force between states; it is not an event of one day, and its classes of deaths are no
//! figures.
//!
//! | columns | in the record |
//! |---|---|
//! | `dispnum`, `ccode`, `sidea` (1/0 or 1/2) | a relation of each pair across sides, while both were in it |
//! | `ccode1`/`ccode2`, `statea`/`stateb` of dyads | a relation of the two; both directions make one relation |
//! | `hostlev`, `hihosta`/`hihostb`: both 5 | `belligerence` |
//! | one level from 2 to 4 (or 5 against less) | `rivalry`, the levels in the note |
//! | both 1 | nothing: no action |
//! | -9 | unknown: no relation, unless the other level is 2 or more; then the note says `unknown` |
//! | `styear`…`endday`, `strtyr`…`endday` | start and end; with a day of -9, some day of the month |
//! | `year` of dyads without days | consecutive years are one span from the first to the last |
//! | `fatality`, `hiact`, `orig`, … | left out: classes of deaths are no toll |

use super::book::{Book, Worth};
use super::sides::{Contests, Flank, Level, Participation};
use super::span::{Span, Start, Stop};
use crate::import::LoadError;
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::spans::{Rough, year_of};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use jiff::civil::Date;

/// Known columns.
const KNOWN: &[&str] = &[
    "dispnum",
    "dispnum3",
    "dispnum4",
    "disno",
    "stabb",
    "ccode",
    "ccode1",
    "ccode2",
    "statea",
    "stateb",
    "namea",
    "nameb",
    "stday",
    "stmon",
    "styear",
    "strtday",
    "strtmnth",
    "strtyr",
    "endday",
    "endmon",
    "endmnth",
    "endyear",
    "sidea",
    "sidea1",
    "sidea2",
    "sideaa",
    "sideab",
    "revstate",
    "revtype1",
    "revtype2",
    "fatality",
    "fatalpre",
    "hiact",
    "hostlev",
    "hostlev1",
    "hostlev2",
    "hihosta",
    "hihostb",
    "orig",
    "orig1",
    "orig2",
    "year",
    "version",
    "dyindex",
    "midonset",
    "midongoing",
    "gmlmidonset",
    "gmlmidongoing",
    "fatality1",
    "fatality2",
    "fatalpre1",
    "fatalpre2",
    "hiact1",
    "hiact2",
    "recip",
    "outcome",
    "settle",
    "maxdur",
    "mindur",
    "numa",
    "numb",
    "ongo2014",
    "fatleva",
    "fatlevb",
    "highmcaa",
    "highmcab",
    "revstata",
    "revstatb",
    "revtypea",
    "revtypeb",
    "rolea",
    "roleb",
    "war",
    "durindx",
    "duration",
    "cumdurat",
    "mid5hiact",
    "mid5hia",
    "mid5hib",
    "severity",
    "sevtotal",
    "severityb",
    "ongo2010",
    "new",
    "recycle",
    "noinit",
    "change",
    "changetype_1",
    "changetype_2",
];

/// The last day that version 5.0 covers.
const LAST: Date = Date::constant(2014, 12, 31);

struct Columns {
    dispute: Column,
    states: [Column; 2],
    names: [Column; 2],
    sides: [Column; 2],
    levels: [Column; 2],
    start: [Column; 3],
    end: [Column; 3],
    year: Column,
    version: Column,
}

impl Columns {
    fn of(table: &Table<'_>) -> Self {
        let of = |names: &[&str]| table.column_of(names);
        Self {
            dispute: of(&["dispnum", "disno", "dispnum3", "dispnum4"]),
            states: [
                of(&["ccode", "ccode1", "statea"]),
                of(&["ccode2", "stateb"]),
            ],
            names: [of(&["stabb", "namea"]), of(&["nameb"])],
            sides: [
                of(&["sidea", "sidea1", "sideaa"]),
                of(&["sidea2", "sideab"]),
            ],
            levels: [
                of(&["hostlev1", "hihosta", "hostlev"]),
                of(&["hostlev2", "hihostb"]),
            ],
            start: [
                of(&["styear", "strtyr"]),
                of(&["stmon", "strtmnth"]),
                of(&["stday", "strtday"]),
            ],
            end: [
                of(&["endyear"]),
                of(&["endmon", "endmnth"]),
                of(&["endday"]),
            ],
            year: of(&["year"]),
            version: of(&["version"]),
        }
    }
}

/// Reads all rows of a table.
pub(super) fn read(
    table: &mut Table<'_>,
    desk: &mut Desk<'_>,
    book: &mut Book,
    contests: &mut Contests,
) -> Result<(), LoadError> {
    desk.assembly
        .report
        .unknown_columns(&table.columns, &[KNOWN]);
    let columns = Columns::of(table);
    let before = desk.assembly.report.counts().read;
    let is_dyadic = columns.states[1].is_there();
    let is_yearly = is_dyadic && !columns.start[0].is_there();
    each_row(table, desk, |row, desk| {
        let source = desk.assembly.source();
        let id = row.text(columns.dispute);
        let Some(dispute) = row.integer(columns.dispute) else {
            return Err(Refused::new(
                "no-id",
                "the row has no number of a dispute",
                id,
            ));
        };
        if row.text(columns.version).starts_with('5') {
            desk.assembly.speaks_until(LAST);
        }
        let span = span(&columns, row, is_yearly)?;
        let contest = format!("mid-{dispute}");
        let mut part = |place: usize| {
            let number = row.text(columns.states[place]);
            let who = book.state(&number, span.year());
            let who = who.ok_or_else(|| {
                Refused::new("no-side", "the row has no number of a state", number)
            })?;
            book.is_called(&who, Worth::Short, &row.text(columns.names[place]));
            let side = Flank::of(row, columns.sides[place])?;
            let level = Level::of(row.integer(columns.levels[place]));
            let at = row.at;
            Ok(Participation {
                side,
                who,
                span,
                level,
                source,
                at,
            })
        };
        if !is_dyadic {
            contests.takes_part(&contest, part(0)?);
            return Ok(Fate::Waiting);
        }
        let (one, other) = (part(0)?, part(1)?);
        let has_sides = columns.sides[1].is_there();
        if one.who == other.who {
            return Err(Refused::new(
                "self-tie",
                "a state disputes with itself",
                contest,
            ));
        }
        if has_sides && one.side == other.side {
            let report = &mut desk.assembly.report;
            let message = "two states of one side are no opponents";
            report.note(Treatment::Beyond, "same-side", message, row.at, &contest);
            return Ok(Fate::Beyond);
        }
        match span.start {
            Start::In(year) if is_yearly => {
                contests.were_opposed_in(year.first.year(), &contest, [one, other]);
            }
            _ => contests.were_opposed(&contest, [one, other]),
        }
        Ok(Fate::Waiting)
    })?;
    let message = "classes of deaths, kinds of action, outcomes and revisions are no part of the \
                   model, and were left out";
    desk.assembly.report.left_out(before, message);
    Ok(())
}

fn span(columns: &Columns, row: Row<'_>, is_yearly: bool) -> Result<Span, Refused> {
    let id = || row.text(columns.dispute);
    let rough = |parts: [Column; 3]| {
        let numbers = parts.map(|column| row.integer(column));
        let message = "the row has no date that can be read";
        Rough::of_parts(numbers).map_err(|()| Refused::new("no-date", message, id()))
    };
    if is_yearly {
        let year = row.integer(columns.year).and_then(year_of);
        let Some(year) = year.map(Rough::year) else {
            return Err(Refused::new("no-date", "the row has no year", id()));
        };
        // the row shows only that it was so on some day of the year
        let (start, stop) = (Start::In(year), Stop::In(year));
        return Ok(Span { start, stop });
    }
    let start = rough(columns.start)?.map_or(Start::Unknown, Start::In);
    let stop = rough(columns.end)?.map_or(Stop::Unknown, Stop::In);
    let span = Span { start, stop };
    if span.is_inverted() {
        let message = "the dispute ends before it begins";
        return Err(Refused::new("inverted-dates", message, id()));
    }
    Ok(span)
}
