//! Which events and relations are plain: one exact day or start, one pair, told once.

use super::bulk_rows::BulkRows;
use super::class::{Class, Figure, MOST_CLASSES, Orientation};
use super::dated::{self, Dated, DatedExtent, DatedRow};
use super::evidence_table::{EvidenceTable, Span};
use super::happenings::Happenings;
use super::lasting::{self, LastingRow};
use super::limits::Limits;
use super::loose::Loose;
use super::row_classes::{RowClasses, class_of, plain_deaths};
use super::row_evidence::RowEvidence;
use super::rows::EventRow;
use super::statements::Statements;
use super::ties::Ties;
use crate::model::{Certainty, Day, Deaths, End, Ends, Kind, StatementId, Toll};
use crate::record::Record;
use std::collections::BTreeSet;

/// The plain events of a record and its rows, before they are put into columns.
#[derive(Debug)]
pub(super) struct Plain {
    classes: Vec<Class>,
    first_day: Day,
    /// Of the rows that may be among them: how many, their last day and most deaths.
    of_rows: RowClasses,
    /// Those of the record, by statement.
    of_record: Vec<(StatementId, DatedRow)>,
    /// One with more deaths goes the longer way: the sum of all must fit a column.
    most_deaths: u32,
}

impl Plain {
    /// Sorts out the plain events.
    pub(super) fn new(
        record: &Record,
        statements: &Statements,
        evidence: &EvidenceTable,
        happenings: &Happenings,
        ties: &Ties,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
    ) -> Self {
        let mut found: Vec<(StatementId, Class, DatedRow)> = Vec::new();
        for (tie, row) in ties.iter() {
            let id = row.statement;
            let statement = record.statement(id);
            let number = evidence.number(id.index());
            let own = evidence.row(number);
            let is_plain = own.certainty != Certainty::Denied
                && own.withdrawn == Span::NEVER
                && happenings.told_with(id).is_none();
            let (first, last) = statements.days(id);
            let Some(event) = statement.event() else {
                continue;
            };
            let (Some(deaths), Some(orientation)) = (
                plain_toll(event.killed.as_ref()),
                orientation(&statement.ends),
            ) else {
                continue;
            };
            if !is_plain || first != last || !first.is_finite() || event.kind.is_lineage() {
                continue;
            }
            let class = Class {
                kind: event.kind,
                orientation,
                evidence: number,
                by: None,
                figure: Figure::of(event.killed.as_ref().map(|toll| toll.deaths)),
            };
            let row = DatedRow {
                low: row.from.min(row.to),
                high: row.from.max(row.to),
                day: first,
                class: 0,
                deaths,
                tie: tie.number() + 1,
            };
            found.push((id, class, row));
        }
        let of_rows = rows.classes.cloned().unwrap_or_default();
        let of_record = found.iter().map(|(_, class, _)| *class);
        let classes: BTreeSet<Class> = of_record.chain(of_rows.classes(numbers)).collect();
        let first_day = found.iter().map(|(.., row)| row.day).chain(of_rows.first);
        let first_day = first_day.min();
        let deaths = found.iter().map(|(.., row)| u64::from(row.deaths));
        let all_deaths = deaths.sum::<u64>() + of_rows.all_deaths;
        let classes: Vec<Class> = classes.into_iter().take(MOST_CLASSES).collect();
        let mut plain = Self {
            classes,
            first_day: first_day.unwrap_or(Day::new(0)),
            most_deaths: if u32::try_from(all_deaths).is_ok() {
                u32::MAX
            } else {
                u32::MAX / u32::try_from(of_rows.count + found.len()).unwrap_or(u32::MAX)
            },
            of_rows,
            of_record: Vec::new(),
        };
        for (id, class, row) in found {
            if let (Some(class), true) = (plain.number(class), plain.fits(row.day, row.deaths)) {
                plain.of_record.push((id, DatedRow { class, ..row }));
            }
        }
        plain.of_record.sort_unstable_by_key(|pair| pair.0);
        plain
    }

    fn number(&self, class: Class) -> Option<u16> {
        let place = self.classes.binary_search(&class).ok()?;
        u16::try_from(place).ok()
    }

    fn fits(&self, day: Day, deaths: u32) -> bool {
        self.reaches(day) && deaths <= self.most_deaths
    }

    fn reaches(&self, day: Day) -> bool {
        i64::from(day.number()) - i64::from(self.first_day.number()) < i64::from(dated::SPAN)
    }

    #[inline]
    fn class_of(
        row: &EventRow,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
    ) -> Option<(Class, u32)> {
        let evidence = |certainty, source| numbers.number(certainty, source);
        class_of(row, |actor| rows.id(actor), evidence)
    }

    /// Whether an event of the record is among them.
    pub(super) fn has(&self, id: StatementId) -> bool {
        let place = self.of_record.binary_search_by_key(&id, |pair| pair.0);
        place.is_ok()
    }

    /// Whether each row that may be among them is.
    fn keeps_all(&self) -> bool {
        let fits = self.of_rows.last.is_none_or(|last| self.reaches(last));
        fits && self.most_deaths == u32::MAX && self.classes.len() < MOST_CLASSES
    }

    /// Whether the event of each row is among them.
    pub(super) fn takes_all(&self, rows: &BulkRows<'_>) -> bool {
        self.keeps_all() && self.of_rows.count == rows.events.len()
    }

    /// Whether the event of a row is among them.
    #[inline]
    pub(super) fn takes(&self, place: usize, rows: &BulkRows<'_>, numbers: &RowEvidence) -> bool {
        let row = &rows.events[place];
        !rows.has_losses(place)
            && Self::class_of(row, rows, numbers).is_some_and(|(class, deaths)| {
                let is_kept = self.classes.len() < MOST_CLASSES || self.number(class).is_some();
                is_kept && self.fits(row.first, deaths)
            })
    }

    /// How many there are at most.
    pub(super) fn most(&self) -> usize {
        self.of_rows.count + self.of_record.len()
    }

    /// The first and the last day that one can be of; `None`: there are none.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        (self.most() > 0).then(|| (self.first_day, self.last_day()))
    }

    fn last_day(&self) -> Day {
        let of_record = self.of_record.iter().map(|pair| pair.1.day).max();
        let last = of_record.max(self.of_rows.last).unwrap_or(self.first_day);
        let latest = self.first_day.number().saturating_add(dated::SPAN - 1);
        last.min(Day::new(latest))
    }

    /// The columns of them all.
    pub(super) fn dated(
        &self,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
        evidence: &EvidenceTable,
        actors: usize,
        first_tie: usize,
    ) -> Dated {
        let all = || {
            let mut last = None;
            let of_rows = rows.events.iter().enumerate();
            let of_rows = of_rows.filter_map(move |(place, row)| {
                if rows.has_losses(place) {
                    return None;
                }
                let (class, deaths) = Self::class_of(row, rows, numbers)?;
                let number = match last {
                    Some((own, number)) if own == class => number,
                    _ => {
                        let number = self.number(class)?;
                        last = Some((class, number));
                        number
                    }
                };
                let (from, to) = (rows.id(row.from), rows.id(row.to));
                self.fits(row.first, deaths).then(|| DatedRow {
                    low: from.min(to),
                    high: from.max(to),
                    day: row.first,
                    class: number,
                    deaths,
                    tie: 0,
                })
            });
            let of_record = self.of_record.iter().map(|pair| pair.1);
            of_record.chain(of_rows)
        };
        let mut count = self.most();
        if !self.keeps_all() {
            count = all().count();
        }
        let of_record = self.of_record.iter().map(|pair| pair.1);
        let mut extent = DatedExtent {
            count,
            first: self.first_day,
            last: self.last_day(),
            deaths: self.of_rows.deaths,
            tie: 0,
        };
        for row in of_record {
            extent.deaths = extent.deaths.max(row.deaths);
            extent.tie = extent.tie.max(row.tie);
        }
        let classes = (self.classes.clone(), evidence);
        Dated::new(actors, classes, all(), extent, first_tie)
    }

    /// The plain relations, by tie.
    pub(super) fn lasting(
        record: &Record,
        statements: &Statements,
        evidence: &EvidenceTable,
        ties: &Ties,
        limits: &Limits,
        loose: &Loose,
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
                && lasting::is_plain(bounds)
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
        lasting::retain_fitting(&mut rows);
        rows
    }
}

/// Whether a relation of the record is of one pair, and its *ongoing* of one day whatever the sources.
fn is_plain_statement(record: &Record, id: StatementId) -> bool {
    let statement = record.statement(id);
    let is_pair = orientation(&statement.ends).is_some();
    let end = statement.relation().map(|relation| relation.period.end());
    let is_ongoing = matches!(end, Some(End::Ongoing));
    let is_ended_some_day = matches!(end, Some(End::On(when)) if !when.last_day().is_finite());
    is_pair && !is_ended_some_day && !(is_ongoing && statement.evidence.sources.len() > 1)
}

/// How a statement of one pair reads; `None`: it has several, or none.
pub(super) fn orientation(ends: &Ends) -> Option<Orientation> {
    match ends {
        Ends::Directed { from, to } => match (&**from, &**to) {
            ([from], [to]) => Some(Orientation::of(true, *from, *to)),
            _ => None,
        },
        Ends::Mutual(all) => (all.len() == 2).then_some(Orientation::Sided),
        Ends::Sided(sides) => {
            let is_pair = sides.len() == 2 && sides.iter().all(|side| side.len() == 1);
            is_pair.then_some(Orientation::Sided)
        }
        Ends::Alone(_) => None,
    }
}

/// The deaths of a toll that is one figure, as sure as its statement.
fn plain_toll(toll: Option<&Toll>) -> Option<u32> {
    match sure_toll(toll)? {
        Some(deaths) => plain_deaths(deaths),
        None => Some(0),
    }
}

/// The deaths of a toll that is as sure as its statement, if there is one; `None`: it is not.
#[expect(
    clippy::option_option,
    reason = "whether it is so sure, and whether there is one"
)]
pub(super) fn sure_toll(toll: Option<&Toll>) -> Option<Option<Deaths>> {
    let Some(toll) = toll else {
        return Some(None);
    };
    let is_plain = toll.certainty.is_none() && toll.by.is_empty() && toll.hedge.is_none();
    is_plain.then_some(Some(toll.deaths))
}
