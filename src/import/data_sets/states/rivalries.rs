//! Strategic rivalries of states, by years.
//!
//! Thompson and Dreyer 2012; Thompson, Sakuwa and Suhas 2021. A row is a time in which two states were rivals. The
//! layouts are those that the R package `peacesciencer` documents; no file was at hand to try them on.
//!
//! | columns | in the record |
//! |---|---|
//! | `ccode1`, `ccode2` | one mutual `rivalry` a row |
//! | `styear`, `start` | it began in that year; of `P1816` by the end of it |
//! | `endyear`, `end` | it ended in that year, or on the first day of the next; a year that is the newest of the data set (2010, 2020), or `ongoing`, is no end |
//! | `type1` to `type3`; `positional`, `spatial`, `ideological`, `interventionary` | the note |
//! | names of rivalries, regions, ranks | left out |

use super::book::{Book, Who};
use super::sides::{MadeRelations, count_as_one};
use super::span::{Span, Start, Stop};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, HeldRelation};
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row, tell_left_out};
use crate::import::data_sets::kit::cells::integer;
use crate::import::data_sets::kit::spans::{Rough, year_of};
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{Ends, RelationKind, SourceId};
use crate::record::At;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that are read.
const READ: &[&str] = &[
    "rivalryno",
    "tssr_id",
    "ccode1",
    "ccode2",
    "styear",
    "endyear",
    "start",
    "end",
    "type1",
    "type2",
    "type3",
    "positional",
    "spatial",
    "ideological",
    "interventionary",
];

/// Columns that no record takes.
const LEFT_OUT: [&str; 5] = ["rivalryname", "rivalry", "region", "principal", "aprin"];

/// The issues of a rivalry.
const ABOUT: [&str; 4] = ["positional", "spatial", "ideological", "interventionary"];

/// The number of a rivalry, the two states, and when they were rivals.
type Slot = (i64, [Who; 2], Years);

/// The years of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Years {
    first: i16,
    /// Whether it may also have begun before that year.
    is_earlier: bool,
    /// The last; `None`: it went on.
    last: Option<i16>,
}

/// The issues and rows of one slot.
#[derive(Debug, Default)]
struct Rivalry {
    about: BTreeSet<String>,
    rows: BTreeSet<(At, SourceId)>,
}

/// Rivalries.
#[derive(Debug, Default)]
pub(super) struct Rivalries {
    rivalries: BTreeMap<Slot, Rivalry>,
    /// The newest year that the data set covers.
    newest: Option<i16>,
}

struct Columns {
    number: Column,
    states: [Column; 2],
    years: [Column; 2],
    types: [Column; 3],
    about: [Column; 4],
}

impl Rivalries {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
        book: &mut Book,
    ) -> Result<(), LoadError> {
        let report = &mut desk.assembly.report;
        report.unknown_columns(&table.columns, &[READ, &LEFT_OUT]);
        let column = |name: &str| table.column(name);
        let columns = Columns {
            number: table.column_of(&["tssr_id", "rivalryno"]),
            states: ["ccode1", "ccode2"].map(column),
            years: [
                table.column_of(&["styear", "start"]),
                table.column_of(&["endyear", "end"]),
            ],
            types: ["type1", "type2", "type3"].map(column),
            about: ABOUT.map(column),
        };
        // the later edition covers ten years more
        let newest = if column("tssr_id").is_there() {
            2020
        } else {
            2010
        };
        self.newest = self.newest.max(Some(newest));
        let message =
            "rivalries are read as the R package `peacesciencer` documents them: no file was seen";
        let at = At::in_text(0, 0);
        report.note(
            Treatment::Guessed,
            "untried-format",
            message,
            at,
            "rivalries",
        );
        let before = report.counts().read;
        each_row(table, desk, |row, desk| {
            let source = desk.assembly.source();
            self.row(&columns, row, book, source)
        })?;
        let message =
            "names, regions and ranks of rivalries are no part of the model, and were left out";
        let report = (&mut desk.assembly.report, before);
        tell_left_out((table, LEFT_OUT), report, message);
        Ok(())
    }

    fn row(
        &mut self,
        columns: &Columns,
        row: Row<'_>,
        book: &mut Book,
        source: SourceId,
    ) -> Result<Fate, Refused> {
        let Some(number) = row.integer(columns.number) else {
            let message = "the row has no number of a rivalry";
            return Err(Refused::new("no-id", message, row.text(columns.number)));
        };
        let years = years(columns, row)?;
        let who = columns
            .states
            .map(|column| book.state(&row.text(column), Some(years.first)));
        let [Some(one), Some(other)] = who else {
            let message = "the row has no numbers of two states";
            return Err(Refused::new("no-side", message, number.to_string()));
        };
        if one == other {
            let message = "a state is its own rival";
            return Err(Refused::new("self-tie", message, number.to_string()));
        }
        let mut pair = [one, other];
        pair.sort();
        let rivalry = self.rivalries.entry((number, pair, years)).or_default();
        let types = columns.types.iter().filter_map(|column| row.said(*column));
        rivalry
            .about
            .extend(types.map(|about| about.to_lowercase()));
        let named = ABOUT.iter().zip(columns.about);
        let named = named.filter(|(_, column)| row.is_true(*column));
        rivalry
            .about
            .extend(named.map(|(about, _)| (*about).to_owned()));
        rivalry.rows.insert((row.at, source));
        Ok(Fate::Waiting)
    }

    /// Makes a relation of each rivalry.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, book: &Book) {
        let lasts = self.rivalries.keys().filter_map(|slot| slot.2.last);
        let Some(newest) = lasts.chain(self.newest).max() else {
            return;
        };
        assembly.speaks_until(Rough::year(newest).last);
        let mut told = MadeRelations::default();
        for ((number, pair, years), rivalry) in std::mem::take(&mut self.rivalries) {
            let Some((at, source)) = rivalry.rows.first().copied() else {
                continue;
            };
            let span = years.span(newest);
            let words = [0, 1].map(|place| Book::word(&pair[place]));
            let stem = format!("rivalry-{number}-{}-{}-{}", words[0], words[1], years.first);
            let as_one = (
                "rows-joined",
                "rows of one pair and the same years are one relation",
            );
            let Some((id, _)) = told.id(&stem, span, at) else {
                count_as_one(assembly, &rivalry.rows, false, as_one);
                continue;
            };
            assembly.again_of(source);
            let ends = pair.each_ref().map(|who| book.actor(assembly, who, at));
            let mut held = HeldRelation::new(
                RelationKind::Rivalry,
                Ends::Mutual(ends.into()),
                span.period(),
                id,
            );
            let about: Vec<&str> = rivalry.about.iter().map(String::as_str).collect();
            held.note = (!about.is_empty()).then(|| about.join(", "));
            assembly.relation(held, at);
            count_as_one(assembly, &rivalry.rows, true, as_one);
        }
    }
}

impl Years {
    /// Returns the days of the rivalry; an end in the newest year of the list is unknown.
    fn span(self, newest: i16) -> Span {
        let first = Rough::year(self.first);
        let last = self.last.filter(|last| *last < newest);
        Span {
            start: if self.is_earlier {
                Start::By(first.last)
            } else {
                Start::In(first)
            },
            stop: last.map_or(Stop::Unknown, |last| Stop::In(Rough::year(last))),
        }
    }
}

/// Reads the first and last year of a row.
fn years(columns: &Columns, row: Row<'_>) -> Result<Years, Refused> {
    let bad = |cell: &str| Refused::new("no-date", "the row has no year that can be read", cell);
    let [start, end] = columns.years.map(|column| row.text(column));
    let early = start.strip_prefix(['P', 'p']);
    let first = integer(early.unwrap_or(&start)).and_then(year_of);
    let first = first.ok_or_else(|| bad(&start))?;
    let last = if end.eq_ignore_ascii_case("ongoing") {
        None
    } else {
        let last = integer(&end).and_then(year_of);
        Some(last.ok_or_else(|| bad(&end))?)
    };
    if last.is_some_and(|last| last < first) {
        let message = "the rivalry ends before it begins";
        return Err(Refused::new(
            "inverted-dates",
            message,
            row.text(columns.number),
        ));
    }
    Ok(Years {
        first,
        is_earlier: early.is_some(),
        last,
    })
}
