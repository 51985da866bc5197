//! Alliance Treaty Obligations and Provisions (ATOP) 5.1, by dyad and year.
//!
//! Leeds, Ritter, Mitchell and Long 2002. A row is a year in which two states had obligations to each
//! other; in directed files each direction has a row. States are numbers of the Correlates of War.
//!
//! | columns | in the record |
//! |---|---|
//! | `ccode1`/`ccode2`, `stateA`/`stateB`, `mem1`/`mem2`; `year` | one mutual relation for each pair and kind, consecutive years joined |
//! | `defense`, `offense` | `alliance` |
//! | `neutral`, without defense and offense | `neutrality` |
//! | `nonagg`, `consul`, without the others | `agreement` |
//! | a missing year, before the last year of the file | the end is in this year or after the start of the year before it; the last year of the file is no end |
//! | treaty numbers, provisions | left out |

use super::book::{Book, Who};
use crate::import::LoadError;
use crate::import::data_sets::assembly::{Assembly, HeldRelation};
use crate::import::data_sets::common::{Desk, Fate, Refused, each_row, tell_left_out};
use crate::import::data_sets::kit::spans::{first_of_year, spells, year_of};
use crate::import::data_sets::kit::table::Table;
use crate::import::report::Treatment;
use crate::model::{Ends, RelationKind, SourceId};
use crate::record::At;
use std::collections::{BTreeMap, BTreeSet};

/// The obligations that a treaty may contain.
const OBLIGATIONS: [&str; 5] = ["defense", "offense", "neutral", "nonagg", "consul"];

/// Known columns.
const KNOWN: &[&str] = &[
    "ccode1",
    "ccode2",
    "statea",
    "stateb",
    "mem1",
    "mem2",
    "dyad",
    "ddyad",
    "year",
    "atopally",
    "atop_defense",
    "atop_offense",
    "atop_neutral",
    "atop_nonagg",
    "atop_consul",
    "defense",
    "offense",
    "neutral",
    "nonagg",
    "consul",
    "shareob",
    "bilatno",
    "multino",
    "number",
    "asymm",
    "transyr",
    "version",
];

/// Columns that no record takes, beside the numbers of treaties.
const LEFT_OUT: [&str; 6] = [
    "shareob", "bilatno", "multino", "number", "asymm", "transyr",
];

/// The obligations of a pair in a year.
#[derive(Debug, Default)]
struct Year {
    obligations: BTreeSet<[bool; 5]>,
    rows: BTreeSet<(At, SourceId)>,
}

impl Year {
    /// Returns the obligations of all rows together.
    fn all(&self) -> [bool; 5] {
        [0, 1, 2, 3, 4].map(|place| self.obligations.iter().any(|set| set[place]))
    }
}

/// Treaties.
#[derive(Debug, Default)]
pub(super) struct Treaties {
    years: BTreeMap<[Who; 2], BTreeMap<i16, Year>>,
    last: Option<i16>,
}

impl Treaties {
    /// Reads all rows of a table.
    pub(super) fn read(
        &mut self,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
        book: &mut Book,
    ) -> Result<(), LoadError> {
        let columns = table.columns.iter();
        // the numbers of up to eleven treaties
        let others = columns.filter(|name| !name.starts_with("atopid"));
        let others: Vec<String> = others.cloned().collect();
        desk.assembly.report.unknown_columns(&others, &[KNOWN]);
        let states = [
            table.column_of(&["ccode1", "statea", "mem1"]),
            table.column_of(&["ccode2", "stateb", "mem2"]),
        ];
        let year = table.column("year");
        let obligations = OBLIGATIONS.map(|name| table.column_of(&[&format!("atop_{name}"), name]));
        let before = desk.assembly.report.counts().read;
        each_row(table, desk, |row, desk| {
            let Some(year) = row.integer(year).and_then(year_of) else {
                return Err(Refused::new(
                    "no-date",
                    "the row has no year",
                    row.text(year),
                ));
            };
            let who = states.map(|column| book.state(&row.text(column), Some(year)));
            let [Some(one), Some(other)] = who else {
                let message = "the row has no numbers of two states";
                return Err(Refused::new("no-side", message, row.text(states[0])));
            };
            if one == other {
                let message = "a state is allied with itself";
                return Err(Refused::new("self-tie", message, Book::word(&one)));
            }
            self.last = self.last.max(Some(year));
            let has = obligations.map(|column| row.is_true(column));
            if has == [false; 5] {
                let report = &mut desk.assembly.report;
                let message = "years without an obligation are no relation";
                report.note_many(Treatment::Beyond, "no-obligation", message, 1);
                return Ok(Fate::Beyond);
            }
            let pair = if one < other {
                [one, other]
            } else {
                [other, one]
            };
            let known = self.years.entry(pair).or_default();
            let known = known.entry(year).or_default();
            known.obligations.insert(has);
            known.rows.insert((row.at, desk.assembly.source()));
            Ok(Fate::Waiting)
        })?;
        let message =
            "numbers and provisions of treaties are no part of the model, and were left out";
        let names = table.columns.iter().map(String::as_str);
        let names = names.filter(|name| name.starts_with("atopid") || LEFT_OUT.contains(name));
        let report = (&mut desk.assembly.report, before);
        tell_left_out((table, names), report, message);
        Ok(())
    }

    /// Makes relations of the years of each pair.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, book: &Book) {
        let Some(last) = self.last else {
            return;
        };
        assembly.speaks_until(first_of_year(last).last_of_year());
        for (pair, years) in std::mem::take(&mut self.years) {
            let mut kinds: BTreeMap<RelationKind, BTreeSet<i16>> = BTreeMap::new();
            for (year, one) in &years {
                let kind = match one.all() {
                    [true, ..] | [_, true, ..] => RelationKind::Alliance,
                    [_, _, true, ..] => RelationKind::Neutrality,
                    _ => RelationKind::Agreement,
                };
                kinds.entry(kind).or_default().insert(*year);
                if one.obligations.len() > 1 {
                    let message = "the two directions of a year differ: the relation has the \
                                   obligations of both";
                    let at = one.rows.first().map_or(At::in_text(0, 0), |row| row.0);
                    let report = &mut assembly.report;
                    let what = format!("{} and {}", Book::word(&pair[0]), Book::word(&pair[1]));
                    report.note(Treatment::Changed, "obligations-differ", message, at, &what);
                }
            }
            for (kind, held) in kinds {
                for spell in spells(&held, |year| year <= last) {
                    let of_spell = |year: &&i16| (spell.first..=spell.last).contains(year);
                    let rows = years.iter().filter(|(year, _)| of_spell(year));
                    let rows: Vec<(At, SourceId)> = rows
                        .flat_map(|(_, year)| year.rows.iter().copied())
                        .collect();
                    let Some((at, source)) = rows.first().copied() else {
                        continue;
                    };
                    assembly.again_of(source);
                    let ends = [0, 1].map(|place| book.actor(assembly, &pair[place], at));
                    let words = [0, 1].map(|place| Book::word(&pair[place]));
                    let id = format!("atop-{kind}-{}-{}-{}", words[0], words[1], spell.first);
                    let mut held =
                        HeldRelation::new(kind, Ends::Mutual(ends.into()), spell.period(), id);
                    let has = |place: usize| {
                        let own = years.iter().filter(|(year, _)| of_spell(year));
                        own.clone().any(|(_, year)| year.all()[place])
                    };
                    let named = (0..5).filter(|place| has(*place));
                    let named: Vec<&str> = named.map(|place| OBLIGATIONS[place]).collect();
                    held.note = Some(named.join(", "));
                    assembly.relation(held, at);
                    let more = rows.len() as u64 - 1;
                    let report = &mut assembly.report;
                    report.counts().made += 1;
                    report.counts().merged += more;
                    report.are_one(at, rows.iter().map(|row| row.0));
                    if more > 0 {
                        let message = "rows of years in a row, and of both directions, are one \
                                       mutual relation";
                        report.note_many(Treatment::Merged, "years-joined", message, more);
                    }
                }
            }
        }
    }
}
