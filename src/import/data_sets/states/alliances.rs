//! Formal alliances of the Correlates of War, version 4.1: by dyad, by member, by directed dyad and year.
//!
//! Gibler 2009. A row is a time in which two states were bound by a treaty, or one state was its member;
//! the rows of years repeat that time for each year. Some files list each dyad in both directions.
//!
//! | columns | in the record |
//! |---|---|
//! | `ccode1`, `ccode2`; `ccode` of members | one mutual relation for each treaty, pair and time; from members, a relation of each pair while both were in the treaty |
//! | `defense` | `alliance` |
//! | `neutrality`, without defense | `neutrality` |
//! | `nonaggression`, `entente`, without defense and neutrality | `agreement`; the note lists all obligations |
//! | `dyad_st_…`, `mem_st_…`; `left_censor` | the start; with a `left_censor` of 1, by 1816-01-01 |
//! | `right_censor` 1 | ongoing as of 2012-12-31, whatever end the row gives |
//! | `dyad_end_…`, `mem_end_…` | otherwise the end: the day after the last; unknown without a year |
//! | `ss_type`, `all_st_…`, `all_end_…` | left out |

use super::book::{Book, Who, Worth};
use super::sides::{MadeRelations, count_as_one};
use super::span::{Span, Start, Stop};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, HeldRelation};
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row, tell_left_out};
use crate::import::data_sets::kit::cells::integer;
use crate::import::data_sets::kit::spans::Rough;
use crate::import::data_sets::kit::table::{Column, Row, Table};
use crate::import::report::Treatment;
use crate::model::{Ends, RelationKind, SourceId};
use crate::record::At;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Known columns.
const KNOWN: &[&str] = &[
    "version4id",
    "ccode",
    "ccode1",
    "ccode2",
    "state_name",
    "state_name1",
    "state_name2",
    "all_st_day",
    "all_st_month",
    "all_st_year",
    "all_end_day",
    "all_end_month",
    "all_end_year",
    "ss_type",
    "mem_st_day",
    "mem_st_month",
    "mem_st_year",
    "mem_end_day",
    "mem_end_month",
    "mem_end_year",
    "dyad_st_day",
    "dyad_st_month",
    "dyad_st_year",
    "dyad_end_day",
    "dyad_end_month",
    "dyad_end_year",
    "left_censor",
    "right_censor",
    "defense",
    "neutrality",
    "nonaggression",
    "entente",
    "asymmetric",
    "year",
    "version",
];

/// Columns that no record takes.
const LEFT_OUT: [&str; 8] = [
    "ss_type",
    "asymmetric",
    "all_st_day",
    "all_st_month",
    "all_st_year",
    "all_end_day",
    "all_end_month",
    "all_end_year",
];

/// The day on which the data set begins.
const FIRST: Date = Date::constant(1816, 1, 1);
/// The last day that the data set covers.
const LAST: Date = Date::constant(2012, 12, 31);

/// The obligations that a treaty may contain.
const OBLIGATIONS: [&str; 4] = ["defense", "neutrality", "nonaggression", "entente"];

/// The key of a row: a treaty, its two states or one, and their time in it.
type Slot = (String, Vec<Who>, Span);

/// The rows of one slot, and the obligations in them.
#[derive(Debug)]
struct Pact {
    obligations: BTreeSet<[bool; 4]>,
    rows: BTreeSet<(At, SourceId)>,
}

/// Alliances.
#[derive(Debug, Default)]
pub(super) struct Alliances {
    pacts: BTreeMap<Slot, Pact>,
}

struct Columns {
    treaty: Column,
    states: [Column; 2],
    names: [Column; 2],
    member: Column,
    member_name: Column,
    start: [Column; 3],
    end: [Column; 3],
    left: Column,
    right: Column,
    obligations: [Column; 4],
}

impl Alliances {
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
        desk.assembly.speaks_until(LAST);
        let column = |name: &str| table.column(name);
        let of = |dyad: &str, member: &str| table.column_of(&[dyad, member]);
        let columns = Columns {
            treaty: column("version4id"),
            states: ["ccode1", "ccode2"].map(column),
            names: ["state_name1", "state_name2"].map(column),
            member: column("ccode"),
            member_name: column("state_name"),
            start: [
                of("dyad_st_year", "mem_st_year"),
                of("dyad_st_month", "mem_st_month"),
                of("dyad_st_day", "mem_st_day"),
            ],
            end: [
                of("dyad_end_year", "mem_end_year"),
                of("dyad_end_month", "mem_end_month"),
                of("dyad_end_day", "mem_end_day"),
            ],
            left: column("left_censor"),
            right: column("right_censor"),
            obligations: OBLIGATIONS.map(column),
        };
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            let source = desk.assembly.source();
            self.row(&columns, row, book, source)
        })?;
        let message = "types of treaties, and the days of those of several members, are no part of the model, and \
                       were left out";
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
        let treaty = row.text(columns.treaty);
        let Some(treaty) = integer(&treaty) else {
            let message = "the row has no number of a treaty";
            return Err(Refused::new("no-id", message, treaty));
        };
        let span = span(columns, row)?;
        let year = span.year();
        let mut who = Vec::new();
        let of_member = [(columns.member, columns.member_name)];
        let of_dyad = [0, 1].map(|place| (columns.states[place], columns.names[place]));
        let cells = if columns.member.is_there() {
            &of_member[..]
        } else {
            &of_dyad[..]
        };
        for (number, name) in cells {
            let number = row.text(*number);
            let Some(state) = book.state(&number, year) else {
                let message = "the row has no number of a state";
                return Err(Refused::new("no-side", message, number));
            };
            book.is_called(&state, Worth::Told, &row.text(*name));
            who.push(state);
        }
        who.sort();
        if who.first() == who.get(1) {
            let message = "a state is allied with itself";
            return Err(Refused::new("self-tie", message, treaty.to_string()));
        }
        let obligations = columns.obligations.map(|column| row.is_true(column));
        let slot = (treaty.to_string(), who, span);
        let pact = self.pacts.entry(slot).or_insert_with(|| Pact {
            obligations: BTreeSet::new(),
            rows: BTreeSet::new(),
        });
        pact.obligations.insert(obligations);
        pact.rows.insert((row.at, source));
        Ok(Fate::Waiting)
    }

    /// Makes relations of pairs and members.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, book: &Book) {
        let all = std::mem::take(&mut self.pacts);
        let mut told: BTreeSet<Slot> = BTreeSet::new();
        let mut ids = MadeRelations::default();
        let mut members: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
        for ((treaty, who, span), pact) in &all {
            match &who[..] {
                [one] => members
                    .entry(treaty.clone())
                    .or_default()
                    .push((one, *span, pact)),
                [one, other] => {
                    let is_new = tell(
                        assembly,
                        book,
                        (treaty, [one, other], *span),
                        pact,
                        &mut ids,
                    );
                    told.insert((treaty.clone(), who.clone(), *span));
                    count(assembly, pact, is_new);
                }
                _ => {}
            }
        }
        for (treaty, members) in members {
            of_members(assembly, book, &treaty, &members, &mut told, &mut ids);
        }
    }
}

/// A member of a treaty, the time of its membership, and its rows.
type Member<'p> = (&'p Who, Span, &'p Pact);

/// Makes relations of all pairs of members that were in a treaty at one time.
fn of_members(
    assembly: &mut Assembly,
    book: &Book,
    treaty: &str,
    members: &[Member<'_>],
    told: &mut BTreeSet<Slot>,
    ids: &mut MadeRelations,
) {
    // for each member: `Some(true)` if a relation is made at its row, `Some(false)` if only at the rows of others
    let mut is_own: Vec<Option<bool>> = vec![None; members.len()];
    for (place, (one, span, pact)) in members.iter().enumerate() {
        for (next, (other, of_other, more)) in members.iter().enumerate().skip(place + 1) {
            let Some((both, is_certain)) = span.meet(*of_other).filter(|_| one != other) else {
                continue;
            };
            let slot = (
                treaty.to_owned(),
                vec![(*one).clone(), (*other).clone()],
                both,
            );
            is_own[place].get_or_insert(false);
            is_own[next].get_or_insert(false);
            if !told.insert(slot) {
                continue;
            }
            if !is_certain {
                let message = "two were members at times that may have had no day in common";
                let report = &mut assembly.report;
                let at = first_row(pact);
                report.note(Treatment::Guessed, "possibly-met", message, at, treaty);
            }
            let whole = Pact {
                obligations: pact.obligations.union(&more.obligations).copied().collect(),
                rows: pact.rows.clone(),
            };
            if tell(assembly, book, (treaty, [one, other], both), &whole, ids) {
                is_own[place] = Some(true);
            }
        }
    }
    for ((_, _, pact), is_own) in members.iter().zip(is_own) {
        if let Some(is_own) = is_own {
            count(assembly, pact, is_own);
        } else {
            let rows = pact.rows.len() as u64;
            let report = &mut assembly.report;
            let message = "a member of a treaty has no other in the file";
            let at = first_row(pact);
            report.note(Treatment::Beyond, "member-alone", message, at, treaty);
            report.counts().beyond += rows;
            pact.rows.iter().for_each(|row| report.is_unmade(row.0));
        }
    }
}

/// Returns the place of a pact's first row.
fn first_row(pact: &Pact) -> At {
    pact.rows.first().map_or(At::in_text(0, 0), |row| row.0)
}

/// Counts the rows of a pact; `is_new` is whether they made a relation.
fn count(assembly: &mut Assembly, pact: &Pact, is_new: bool) {
    let message = "rows of both directions, of years, and of two members, are one mutual relation";
    count_as_one(assembly, &pact.rows, is_new, ("same-pact", message));
}

/// Makes the relation of two states in a treaty, and returns whether it is new.
fn tell(
    assembly: &mut Assembly,
    book: &Book,
    (treaty, [one, other], span): (&str, [&Who; 2], Span),
    pact: &Pact,
    ids: &mut MadeRelations,
) -> bool {
    let Some((at, source)) = pact.rows.first() else {
        return false;
    };
    let union = |place: usize| pact.obligations.iter().any(|set| set[place]);
    let has = [0, 1, 2, 3].map(union);
    if pact.obligations.len() > 1 {
        let message = "the rows of a pair differ in what the treaty obliges to, one way or in some \
                       years: the relation has all";
        let report = &mut assembly.report;
        report.note(
            Treatment::Changed,
            "obligations-differ",
            message,
            *at,
            treaty,
        );
    }
    let kind = match has {
        [true, ..] => RelationKind::Alliance,
        [_, true, ..] => RelationKind::Neutrality,
        _ => RelationKind::Agreement,
    };
    assembly.again_of(*source);
    let ends = [one, other].map(|who| book.actor(assembly, who, *at));
    let words = [one, other].map(Book::word);
    let stem = format!(
        "cow-alliance-{treaty}-{}-{}-{}",
        words[0],
        words[1],
        span.word()
    );
    let Some((id, count)) = ids.id(&stem, span, *at) else {
        return false;
    };
    let mut held = HeldRelation::new(kind, Ends::Mutual(ends.into()), span.period(), id);
    let named = OBLIGATIONS.iter().zip(has).filter(|one| one.1);
    let named: Vec<&str> = named.map(|one| *one.0).collect();
    held.note = Some(if named.is_empty() {
        "no obligation is named".to_owned()
    } else {
        named.join(", ")
    });
    if count == 1 {
        assembly.relation(held, *at)
    } else {
        assembly.another(held, *at, count);
        true
    }
}

fn span(columns: &Columns, row: Row<'_>) -> Result<Span, Refused> {
    let bad = |()| {
        let message = "the row has no date that can be read";
        Refused::new("no-date", message, row.text(columns.treaty))
    };
    let rough = |parts: [Column; 3]| Rough::of_parts(parts.map(|column| row.integer(column)));
    let (start, end) = (
        rough(columns.start).map_err(bad)?,
        rough(columns.end).map_err(bad)?,
    );
    let start = match start {
        _ if row.is_true(columns.left) => Start::By(FIRST),
        Some(start) => Start::In(start),
        None => Start::Unknown,
    };
    let stop = match end {
        // for an alliance that goes on, the data set gives its own last day as the end
        _ if row.is_true(columns.right) => Stop::Ongoing,
        Some(end) => Stop::In(end),
        None => Stop::Unknown,
    };
    let span = Span { start, stop };
    if span.is_inverted() {
        let message = "the alliance ends before it begins";
        return Err(Refused::new(
            "inverted-dates",
            message,
            row.text(columns.treaty),
        ));
    }
    Ok(span)
}
