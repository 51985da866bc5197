//! Wars of the Correlates of War: inter-state, intra-state, extra-state and non-state.
//!
//! Sarkees and Wayman 2010; Dixon and Sarkees 2015. A row of an inter-state war is a participant; a row of any
//! other war has one party on each side, or several. -8 and -9 mean unknown; -7 means still going on.
//!
//! | columns | in the record |
//! |---|---|
//! | `ccode`, `Side`; `ccodeA`, `ccodeB` | `belligerence` of each pair across sides, while both were in it |
//! | `SideA`, `SideB`, `SideA1`… without a number | an actor of kind `other` with that name; names joined by commas are one actor, and the report counts them |
//! | `StartYear1`…`EndDay1`, `StartYear2`…, `StartYr3`… | one period each: a break is no war |
//! | `BatDeath` and its like, `Initiator`, `Outcome`, … | left out: the deaths are a participant's in the whole war |

use super::book::{Book, Who, Worth};
use super::sides::{Contests, Flank, Level, Participation};
use super::span::{Span, Start, Stop};
use crate::import::LoadError;
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row};
use crate::import::data_sets::kit::cells::integer;
use crate::import::data_sets::kit::spans::Rough;
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use jiff::civil::Date;

/// Known columns besides those of names and dates.
const KNOWN: &[&str] = &[
    "warnum",
    "warname",
    "wartype",
    "intnl",
    "transfrom",
    "transto",
    "wherefought",
    "initiator",
    "interven",
    "outcome",
    "batdeath",
    "nonstatedeaths",
    "batdeatha",
    "batdeathb",
    "sideadeaths",
    "sidebdeaths",
    "totalcombatdeaths",
    "deathsa",
    "deathsb",
    "totalbdeaths",
    "v5regionnum",
    "sideapeaktotforces",
    "sidebpeaktotforces",
    "sideapeaktheatforces",
    "sidebpeaktheatforces",
    "wardurationdays",
    "wdurdays",
    "wdurmos",
    "version",
    "initiat",
    "dyadnum",
];

/// The number of periods that a row may have.
const TIMES: usize = 4;

struct Columns {
    war: Column,
    version: Column,
    /// The parties: side, number of a state, and name.
    parties: Vec<(Option<Flank>, Column, Column)>,
    side: Column,
    times: Vec<[[Column; 3]; 2]>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Self {
        let of = |names: &[&str]| table.column_of(names);
        let mut parties = vec![
            (None, of(&["ccode"]), of(&["statename"])),
            (Some(Flank::A), of(&["ccodea", "ccode1"]), of(&["sidea"])),
            (Some(Flank::B), of(&["ccodeb", "ccode2"]), of(&["sideb"])),
        ];
        let none = of(&[]);
        for number in 1..=5 {
            parties.push((Some(Flank::A), none, of(&[&format!("sidea{number}")])));
            parties.push((Some(Flank::B), none, of(&[&format!("sideb{number}")])));
        }
        parties.retain(|(_, number, name)| number.is_there() || name.is_there());
        let time = |edge: &str, number: &str| {
            [("year", "yr"), ("month", "mo"), ("day", "dy")].map(|(long, short)| {
                of(&[
                    &format!("{edge}{long}{number}"),
                    &format!("{edge}{short}{number}"),
                ])
            })
        };
        let numbers = ["1", "2", "3", "4", ""].into_iter();
        let times = numbers.map(|number| [time("start", number), time("end", number)]);
        let times = times.filter(|time| time[0][0].is_there()).take(TIMES);
        Self {
            war: of(&["warnum"]),
            version: of(&["version"]),
            side: of(&["side"]),
            times: times.collect(),
            parties,
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
    let is_own = |name: &&String| {
        ["start", "end", "side", "ccode", "statename"]
            .iter()
            .any(|own| name.starts_with(own))
    };
    let others = table.columns.iter().filter(|name| !is_own(name));
    let others: Vec<String> = others.cloned().collect();
    desk.assembly.report.unknown_columns(&others, &[KNOWN]);
    let columns = Columns::of(table);
    let before = desk.assembly.report.counts().read;
    each_row(table, desk, |row, desk| {
        war(&columns, row, desk, book, contests)
    })?;
    let message = "battle deaths of whole wars, initiators and outcomes are no part of the model, \
                   and were left out";
    desk.assembly.report.left_out(before, message);
    Ok(())
}

fn war(
    columns: &Columns,
    row: Row<'_>,
    desk: &mut Desk<'_>,
    book: &mut Book,
    contests: &mut Contests,
) -> Result<Fate, Refused> {
    let Some(war) = row.integer(columns.war) else {
        let message = "the row has no number of a war";
        return Err(Refused::new("no-id", message, row.text(columns.war)));
    };
    let contest = format!("cow-war-{war}");
    let spans = spans(columns, row, &contest)?;
    // versions 4 go to 2007, version 5 to 2014
    let last = match row.text(columns.version).get(..1) {
        Some("5") => Date::constant(2014, 12, 31),
        _ => Date::constant(2007, 12, 31),
    };
    desk.assembly.speaks_until(last);
    let own_side = Flank::of(row, columns.side)?;
    let mut count = 0;
    for (side, number, name) in &columns.parties {
        let (number, name) = (row.text(*number), row.text(*name));
        let is_name = !name.is_empty() && integer(&name).is_none_or(|code| code >= 0);
        let year = spans.first().and_then(|span| span.year());
        let who = match book.state(&number, year) {
            Some(who) => {
                if is_name {
                    book.is_called(&who, Worth::Told, &name);
                }
                who
            }
            None if is_name => Who::Named(name.to_string()),
            None => continue,
        };
        let side = side.unwrap_or(own_side);
        if let Who::Named(name) = &who
            && (name.contains(',') || name.contains(" & ") || name.contains(" and "))
        {
            let message = "names that are joined in one cell are one actor: they cannot be told \
                           apart for certain";
            let report = &mut desk.assembly.report;
            report.note(Treatment::Guessed, "several-names", message, row.at, name);
        }
        count += 1;
        for span in &spans {
            let part = Participation {
                side,
                who: who.clone(),
                span: *span,
                level: Level::OfWar,
                source: desk.assembly.source(),
                at: row.at,
            };
            contests.takes_part(&contest, part);
        }
    }
    if count == 0 {
        return Err(Refused::new("no-side", "the row names nobody", contest));
    }
    Ok(Fate::Waiting)
}

/// Reads the periods of a row.
fn spans(columns: &Columns, row: Row<'_>, war: &str) -> Result<Vec<Span>, Refused> {
    let mut spans = Vec::new();
    for [start, end] in &columns.times {
        let bad = |()| {
            let message = "the row has no date that can be read";
            Refused::new("no-date", message, war)
        };
        let numbers = |parts: &[Column; 3]| parts.map(|column| row.integer(column));
        let Some(from) = Rough::of_parts(numbers(start)).map_err(bad)? else {
            continue;
        };
        let stop = match numbers(end) {
            [Some(-7), ..] => Stop::Ongoing,
            parts => Rough::of_parts(parts)
                .map_err(bad)?
                .map_or(Stop::Unknown, Stop::In),
        };
        let span = Span {
            start: Start::In(from),
            stop,
        };
        if span.is_inverted() {
            let message = "the war ends before it begins";
            return Err(Refused::new("inverted-dates", message, war));
        }
        spans.push(span);
    }
    if spans.is_empty() {
        return Err(Refused::new(
            "no-date",
            "the row has no day, month or year",
            war,
        ));
    }
    Ok(spans)
}
