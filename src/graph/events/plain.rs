//! Which events are plain: one exact day, one telling, and a toll as sure as the event.

use super::exact::{self, ExactEvents, ExactExtent};
use super::packing::{ExactRow, Parts};
use super::pieces::Pieces;
use crate::graph::evidence::class::{Class, Figure, MOST_CLASSES, Orientation, RecentClasses};
use crate::graph::evidence::event_sums::KilledSums;
use crate::graph::evidence::table::{EvidenceTable, Span};
use crate::graph::rows::bulk_rows::BulkRows;
use crate::graph::rows::classes::{RowClasses, class_of};
use crate::graph::rows::evidence::RowEvidence;
use crate::graph::rows::row::{EventRow, RowActor};
use crate::graph::rows::stated_rows::{StatedRows, UnpackedRow, id_of};
use crate::graph::statements::happenings::Happenings;
use crate::graph::statements::statement_columns::Statements;
use crate::graph::statements::ties::Ties;
use crate::model::{ActorId, Certainty, Day, Deaths, Ends, EventKind, Kind, StatementId, Toll};
use crate::record::{QuickMap, Record};
use std::collections::BTreeSet;

/// The plain events of a record and its rows, before they are put into columns.
#[derive(Debug)]
pub(in crate::graph) struct PlainEvents {
    classes: Vec<Class>,
    first_day: Day,
    /// Of the rows that may be among them: how many, their last day and most deaths.
    of_rows: RowClasses,
    /// Those of the record, and of rows that have statements of their own, by statement.
    stated: Vec<(StatementId, ExactRow)>,
    /// One with more deaths goes the longer way: the sum of all must fit a column.
    most_deaths: u32,
}

/// How a statement stands among the plain events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum Standing {
    /// It tells of none.
    Other,
    /// It tells of one of several actors on a side, or of one alone.
    Company,
    /// It tells of one of one pair: then the columns list it, too.
    Pair,
}

/// Rows on their way in, by statement, before it is known which classes are kept.
#[derive(Debug, Default)]
struct Found {
    /// In the order in which they are met, and the number of each.
    classes: Vec<Class>,
    numbers: QuickMap<Class, u32>,
    last: Option<(Class, u32)>,
    rows: Vec<(StatementId, ExactRow)>,
    /// The number of the class of each row.
    class_of: Vec<u32>,
}

impl Found {
    /// The number of a class.
    fn number(&mut self, class: Class) -> u32 {
        if let Some((last, number)) = self.last
            && last == class
        {
            return number;
        }
        let classes = &mut self.classes;
        let number = *self.numbers.entry(class).or_insert_with(|| {
            classes.push(class);
            u32::try_from(classes.len() - 1).unwrap_or(u32::MAX)
        });
        self.last = Some((class, number));
        number
    }

    fn add(&mut self, id: StatementId, class: u32, rows: impl Iterator<Item = ExactRow>) {
        for row in rows {
            self.rows.push((id, row));
            self.class_of.push(class);
        }
    }
}

/// What a statement tells of an event that counts as a whole: all but its days and its evidence.
#[derive(Debug)]
pub(in crate::graph) struct ToldEvent {
    pub(in crate::graph) pieces: Pieces,
    pub(super) orientation: Orientation,
    pub(in crate::graph) killed: Option<Deaths>,
    pub(super) is_company: bool,
}

impl ToldEvent {
    /// Its class.
    pub(in crate::graph) const fn class(&self, kind: EventKind, evidence: u32) -> Class {
        Class {
            kind,
            orientation: self.orientation,
            evidence,
            by: None,
            figure: Figure::of(self.killed),
            is_company: self.is_company,
        }
    }

    /// Its rows in the columns of events of exact days, given the number of its tie if it has one.
    fn rows(
        &self,
        day: Day,
        killed: KilledSums,
        tie: u32,
        id: StatementId,
    ) -> impl Iterator<Item = ExactRow> {
        let tie = if self.is_company {
            id.number() + 1
        } else {
            tie
        };
        self.pieces.all().iter().map(move |piece| ExactRow {
            low: piece.low,
            high: piece.high,
            day,
            class: 0,
            killed,
            tie,
            parts: piece.parts,
        })
    }
}

/// What a statement of a record or a row tells of an event; `None`: its toll is less sure than itself, or
/// its days are several.
pub(in crate::graph) fn told(
    record: &Record,
    loose: &StatedRows,
    id: StatementId,
) -> Option<ToldEvent> {
    if id.number() >= loose.first {
        return told_by_row(loose, id);
    }
    told_by_record(record, id)
}

fn told_by_record(record: &Record, id: StatementId) -> Option<ToldEvent> {
    let statement = record.statement(id);
    let event = statement.event()?;
    let when = event.when.as_ref()?;
    if when.is_several() || when.possible_ranges().count() != 1 {
        return None;
    }
    let killed = sure_toll(event.killed.as_deref())?;
    let orientation = Orientation::of_ends(&statement.ends);
    Some(ToldEvent {
        pieces: match only_pair(&statement.ends, orientation) {
            Some((from, to)) => Pieces::of_pair(from, to),
            None => Pieces::of_ends(&statement.ends),
        },
        is_company: orientation.is_none(),
        orientation: orientation.unwrap_or(Orientation::Sided),
        killed,
    })
}

/// The pair of ends that tie one.
fn only_pair(ends: &Ends, orientation: Option<Orientation>) -> Option<(ActorId, ActorId)> {
    let mut pair = None;
    if orientation.is_some() {
        ends.each_pair(|from, to| pair = Some((from, to)));
    }
    pair
}

fn told_by_row(loose: &StatedRows, id: StatementId) -> Option<ToldEvent> {
    let Some(UnpackedRow::Event(row)) = loose.odd(id) else {
        return None;
    };
    if let Some(ends) = loose.company(id) {
        return Some(ToldEvent {
            pieces: Pieces::of_ends(&ends),
            orientation: Orientation::Sided,
            killed: row.killed,
            is_company: true,
        });
    }
    let (from, to) = row.pair()?;
    let [from, to] = [from, to].map(id_of);
    Some(ToldEvent {
        pieces: Pieces::of_pair(from, to),
        is_company: false,
        orientation: Orientation::of(row.is_directed, from, to),
        killed: row.killed,
    })
}

impl PlainEvents {
    /// Sorts out the plain events.
    pub(in crate::graph) fn new(
        record: &Record,
        statements: &Statements,
        evidence: &EvidenceTable,
        happenings: &Happenings,
        ties: &Ties,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
    ) -> Self {
        let of_rows = rows.classes.cloned().unwrap_or_default();
        let mut first_ties = vec![0; record.statements().len()];
        for (tie, row) in ties.iter() {
            first_ties[row.statement.index()] = tie.number() + 1;
        }
        let mut found = Found::default();
        let mut is_told_with_others = happenings.in_order();
        for (number, &tie) in (0_u32..).zip(&first_ties) {
            let id = StatementId::new(number);
            let Kind::Event(kind) = statements.kind(id) else {
                continue;
            };
            let row = evidence.number(id.index());
            if kind.is_lineage() || is_told_with_others(id) || !is_plain(statements, evidence, id) {
                continue;
            }
            let Some(told) = told_by_record(record, id) else {
                continue;
            };
            let Some(killed) = KilledSums::of(told.killed) else {
                continue;
            };
            let class = found.number(told.class(kind, row));
            let day = statements.days(id).0;
            found.add(id, class, told.rows(day, killed, tie, id));
        }
        let classes = found.classes.iter().copied();
        let classes: BTreeSet<Class> = classes.chain(of_rows.classes(numbers)).collect();
        let first_day = found.rows.iter().map(|(_, row)| row.day);
        let first_day = first_day.chain(of_rows.first).min();
        let deaths = found.rows.iter().map(|(_, row)| row.killed.highest());
        let all_deaths = deaths.sum::<u64>() + of_rows.all_deaths;
        let classes: Vec<Class> = classes.into_iter().take(MOST_CLASSES).collect();
        let mut plain = Self {
            classes,
            first_day: first_day.unwrap_or(Day::new(0)),
            most_deaths: if u32::try_from(all_deaths).is_ok() {
                u32::MAX
            } else {
                let most = (rows.events.len() + found.rows.len()).max(1);
                u32::MAX / u32::try_from(most).unwrap_or(u32::MAX)
            },
            of_rows,
            stated: Vec::new(),
        };
        plain.take(found);
        plain
    }

    /// Takes the events of rows that have statements of their own.
    pub(in crate::graph) fn take_stated(
        &mut self,
        record: &Record,
        loose: &StatedRows,
        statements: &Statements,
        evidence: &EvidenceTable,
        ties: &Ties,
    ) {
        let mut found = Found::default();
        let count = u32::try_from(statements.len()).unwrap_or(u32::MAX);
        for id in (loose.first..count).map(StatementId::new) {
            let Kind::Event(kind) = statements.kind(id) else {
                continue;
            };
            let number = evidence.number(id.index());
            let (first, last) = statements.days(id);
            let is_plain = first == last
                && first.is_finite()
                && evidence.row(number).certainty != Certainty::Denied;
            let Some(told) = is_plain.then(|| told(record, loose, id)).flatten() else {
                continue;
            };
            let Some(killed) = KilledSums::of(told.killed) else {
                continue;
            };
            // one of two actors has one tie: these are last, in the order of statements
            let behind = statements.len() - id.index();
            let tie = u32::try_from(ties.len() - behind.min(ties.len())).unwrap_or(u32::MAX) + 1;
            let class = found.number(told.class(kind, number));
            found.add(id, class, told.rows(first, killed, tie, id));
        }
        self.take(found);
    }

    /// Takes those of some rows that fit.
    fn take(&mut self, found: Found) {
        let Found {
            classes,
            mut rows,
            class_of,
            ..
        } = found;
        let kept = classes.into_iter().map(|class| self.number(class));
        let kept: Vec<Option<u16>> = kept.collect();
        let mut class_of = class_of.into_iter();
        rows.retain_mut(|(_, row)| {
            let class = class_of.next().and_then(|number| kept[number as usize]);
            row.class = class.unwrap_or_default();
            class.is_some() && self.fits(row.day, row.killed)
        });
        if self.stated.is_empty() {
            rows.shrink_to_fit();
            self.stated = rows;
        } else {
            self.stated.append(&mut rows);
        }
        self.stated.sort_by_key(|pair| pair.0);
    }

    fn number(&self, class: Class) -> Option<u16> {
        let place = self.classes.binary_search(&class).ok()?;
        u16::try_from(place).ok()
    }

    fn fits(&self, day: Day, killed: KilledSums) -> bool {
        self.reaches(day) && killed.highest() <= u64::from(self.most_deaths)
    }

    fn reaches(&self, day: Day) -> bool {
        i64::from(day.number()) - i64::from(self.first_day.number()) < i64::from(exact::SPAN)
    }

    #[inline]
    fn class_of(
        row: &EventRow,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
    ) -> Option<(Class, KilledSums)> {
        let evidence = |certainty, source| numbers.number(certainty, source);
        class_of(row, |actor| rows.id(actor), evidence)
    }

    /// How the event of each of so many statements stands among them.
    pub(in crate::graph) fn standings(&self, statements: usize) -> Vec<Standing> {
        let mut all = vec![Standing::Other; statements];
        for (id, row) in &self.stated {
            all[id.index()] = if self.classes[usize::from(row.class)].is_company {
                Standing::Company
            } else {
                Standing::Pair
            };
        }
        all
    }

    /// Whether each row that may be among them is.
    fn keeps_all(&self) -> bool {
        let fits = self.of_rows.last.is_none_or(|last| self.reaches(last));
        fits && self.most_deaths == u32::MAX && self.classes.len() < MOST_CLASSES
    }

    /// Whether the event of each row is among them.
    pub(in crate::graph) fn takes_all(&self, rows: &BulkRows<'_>) -> bool {
        self.keeps_all() && self.of_rows.count == rows.events.len()
    }

    /// Whether the event of a row is among them.
    #[inline]
    pub(in crate::graph) fn takes(
        &self,
        place: usize,
        row: &EventRow,
        rows: &BulkRows<'_>,
        numbers: &RowEvidence,
    ) -> bool {
        row.to.is_some()
            && !rows.has_extras(place)
            && Self::class_of(row, rows, numbers).is_some_and(|(class, killed)| {
                let is_kept = self.classes.len() < MOST_CLASSES || self.number(class).is_some();
                is_kept && self.fits(row.first, killed)
            })
    }

    /// How many there are at most.
    pub(in crate::graph) fn most(&self) -> usize {
        self.of_rows.count + self.stated.len()
    }

    /// The first and the last day that one can be of; `None`: there are none.
    pub(in crate::graph) fn days(&self) -> Option<(Day, Day)> {
        (self.most() > 0).then(|| (self.first_day, self.last_day()))
    }

    fn last_day(&self) -> Day {
        let stated = self.stated.iter().map(|pair| pair.1.day).max();
        let last = stated.max(self.of_rows.last).unwrap_or(self.first_day);
        let latest = self.first_day.number().saturating_add(exact::SPAN - 1);
        last.min(Day::new(latest))
    }

    /// The columns of them all, with which the rows go.
    pub(in crate::graph) fn dated(
        &self,
        rows: BulkRows<'_>,
        numbers: &RowEvidence,
        evidence: &EvidenceTable,
        actors: usize,
        first_tie: usize,
    ) -> ExactEvents {
        let BulkRows {
            ids,
            events,
            extras,
            ..
        } = rows;
        let id = |actor: RowActor| ids[actor.index()];
        let mut recent = RecentClasses::default();
        let mut exact_row = |(place, row): (usize, EventRow)| {
            let (from, to) = row.pair()?;
            if extras.is_some_and(|all| all.has(place)) {
                return None;
            }
            let evidence = |certainty, source| numbers.number(certainty, source);
            let (class, killed) = class_of(&row, id, evidence)?;
            let number = recent.get(&class, || self.number(class))?;
            let (from, to) = (id(from), id(to));
            self.fits(row.first, killed).then(|| ExactRow {
                low: from.min(to),
                high: from.max(to),
                day: row.first,
                class: number,
                killed,
                tie: 0,
                parts: Parts::ALL,
            })
        };
        let mut count = self.most();
        if !self.keeps_all() {
            let of_rows = events.iter().enumerate().filter_map(&mut exact_row);
            count = self.stated.len() + of_rows.count();
        }
        let mut extent = ExactExtent {
            count,
            first: self.first_day,
            last: self.last_day(),
            killed: self.of_rows.most,
            tie: 0,
            has_companies: false,
        };
        for (_, row) in &self.stated {
            extent.killed = extent.killed.max(row.killed);
            extent.tie = extent.tie.max(row.tie);
            extent.has_companies |= self.classes[usize::from(row.class)].is_company;
        }
        let classes = (self.classes.clone(), evidence);
        let stated = self.stated.iter().map(|pair| pair.1);
        let of_rows = events.into_rows().enumerate().filter_map(exact_row);
        ExactEvents::new(actors, classes, stated.chain(of_rows), extent, first_tie)
    }
}

/// Whether a statement is of one exact day, and neither denied nor withdrawn.
fn is_plain(statements: &Statements, evidence: &EvidenceTable, id: StatementId) -> bool {
    let (first, last) = statements.days(id);
    let own = evidence.fact(evidence.number(id.index()));
    first == last
        && first.is_finite()
        && own.certainty != Certainty::Denied
        && own.withdrawn == Span::NEVER
}

/// The deaths of a toll that is as sure as its statement, if there is one; `None`: it is not.
#[expect(
    clippy::option_option,
    reason = "whether it is so sure, and whether there is one"
)]
pub(in crate::graph) fn sure_toll(toll: Option<&Toll>) -> Option<Option<Deaths>> {
    let Some(toll) = toll else {
        return Some(None);
    };
    let is_plain = toll.certainty.is_none() && toll.by.is_empty() && toll.hedge.is_none();
    is_plain.then_some(Some(toll.deaths))
}
