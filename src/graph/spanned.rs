//! Events of one pair whose day lies somewhere in a span: columns by length, so that they are counted as fast.

use super::dated::{self, Class, Dated, DatedExtent, DatedRow};
use super::evidence_table::{EvidenceTable, Span};
use super::happenings::Happenings;
use super::loose::{Loose, OddRow};
use super::plain::{self, Plain};
use super::statements::Statements;
use crate::model::{ActorId, Certainty, Day, EventKind, Kind, StatementId, Window};
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};

/// So many lengths have columns of their own: those of most events.
const MOST_LENGTHS: usize = 8;

/// The events of spans of one length, by their first possible day.
#[derive(Debug, Clone)]
pub(crate) struct SpanGroup {
    /// How many days the last possible day lies after the first.
    length: i32,
    pub(crate) dated: Dated,
}

impl SpanGroup {
    /// The first days of those that can be in a window.
    pub(crate) fn possibly(&self, window: Window) -> Window {
        Window {
            from: back(window.from, self.length),
            to: window.to,
        }
    }

    /// The first days of those that certainly are.
    pub(crate) fn certainly(&self, window: Window) -> Window {
        Window {
            from: window.from,
            to: back(window.to, self.length),
        }
    }

    /// The last day of the one that begins on a day.
    pub(crate) fn last_day(&self, first: Day) -> Day {
        Day::new(first.number().saturating_add(self.length))
    }
}

fn back(day: Day, days: i32) -> Day {
    if day.is_finite() {
        Day::new(day.number().saturating_sub(days))
    } else {
        day
    }
}

/// An event that can go into the columns.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    id: StatementId,
    length: i32,
    class: Class,
    pair: (ActorId, ActorId),
    day: Day,
    deaths: u32,
}

/// The groups, the shortest first, and which statements are in them, in order.
pub(super) fn spanned(
    record: &Record,
    statements: &Statements,
    evidence: &EvidenceTable,
    happenings: &Happenings,
    plain: &Plain,
    loose: &Loose,
) -> (Vec<SpanGroup>, Vec<StatementId>) {
    let count = u32::try_from(statements.len()).unwrap_or(u32::MAX);
    let all = (0..count).map(StatementId::new).filter_map(|id| {
        let Kind::Event(kind) = statements.kind(id) else {
            return None;
        };
        let (day, last) = statements.days(id);
        let is_span = day.is_finite() && last.is_finite() && day < last;
        if !is_span || plain.has(id) || kind.is_lineage() {
            return None;
        }
        let number = evidence.number(id.index());
        let own = evidence.row(number);
        if own.certainty == Certainty::Denied || own.withdrawn != Span::NEVER {
            return None;
        }
        let (class, pair, deaths) = if id.number() >= loose.first {
            of_row(loose, id, number)?
        } else if happenings.told_with(id).is_none() {
            of_record(record, id, kind, number)?
        } else {
            return None;
        };
        Some(Candidate {
            id,
            length: last.number().checked_sub(day.number())?,
            class,
            pair,
            day,
            deaths,
        })
    });
    let mut candidates: Vec<Candidate> = all.collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for one in &candidates {
        *counts.entry(one.length).or_default() += 1;
    }
    let mut lengths: Vec<(i32, usize)> = counts.into_iter().collect();
    lengths.sort_by_key(|&(length, count)| (std::cmp::Reverse(count), length));
    lengths.truncate(MOST_LENGTHS);
    lengths.sort_unstable();
    let first = candidates.iter().map(|one| one.day.number()).min();
    let latest = first.unwrap_or(0).saturating_add(dated::SPAN - 1);
    candidates.retain(|one| {
        let has_group = lengths
            .binary_search_by_key(&one.length, |pair| pair.0)
            .is_ok();
        has_group && one.day.number() <= latest
    });
    let classes: BTreeSet<Class> = candidates.iter().map(|one| one.class).collect();
    if classes.len() > plain::MOST_CLASSES {
        return (Vec::new(), Vec::new());
    }
    let classes: Vec<Class> = classes.into_iter().collect();
    let groups = lengths.into_iter().filter_map(|(length, _)| {
        let own = || candidates.iter().filter(|one| one.length == length);
        let days = || own().map(|one| one.day);
        let extent = DatedExtent {
            count: own().count(),
            first: days().min()?,
            last: days().max()?,
            deaths: own().map(|one| one.deaths).max()?,
            tie: 0,
        };
        let rows = own().map(|one| DatedRow {
            low: one.pair.0.min(one.pair.1),
            high: one.pair.0.max(one.pair.1),
            day: one.day,
            class: classes
                .binary_search(&one.class)
                .ok()
                .and_then(|place| u16::try_from(place).ok())
                .unwrap_or(u16::MAX),
            deaths: one.deaths,
            tie: 0,
        });
        let actors = record.actors().len();
        let dated = Dated::new(actors, classes.clone(), rows, extent, 0);
        Some(SpanGroup { length, dated })
    });
    let groups = groups.collect();
    (groups, candidates.into_iter().map(|one| one.id).collect())
}

type Told = (Class, (ActorId, ActorId), u32);

fn of_row(loose: &Loose, id: StatementId, evidence: u32) -> Option<Told> {
    let Some(OddRow::Event(row)) = loose.odd(id) else {
        return None;
    };
    let deaths = row.killed.map_or(Some(0), plain::plain_deaths)?;
    let actor = |row: super::RowActor| ActorId::new(row.number());
    let (from, to) = (actor(row.from), actor(row.to));
    let class = Class {
        kind: row.kind,
        orientation: plain::orientation_of(row.is_directed, from, to),
        evidence,
        by: None,
        has_figure: row.killed.is_some(),
    };
    Some((class, (from, to), deaths))
}

fn of_record(record: &Record, id: StatementId, kind: EventKind, evidence: u32) -> Option<Told> {
    let statement = record.statement(id);
    let event = statement.event()?;
    let when = event.when.as_ref()?;
    if when.is_several() || when.possible_ranges().count() != 1 {
        return None;
    }
    let orientation = plain::orientation(&statement.ends)?;
    let class = Class {
        kind,
        orientation,
        evidence,
        by: None,
        has_figure: event.killed.is_some(),
    };
    let pair = statement.ends.pairs().into_iter().next()?;
    Some((class, pair, plain::plain_toll(event.killed.as_ref())?))
}
