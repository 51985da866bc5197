//! Statements from rows, beside the record: what the columns do not hold of them.

use super::bulk_rows::{BulkRows, RowFacts, company_of};
use super::evidence::RowEvidence;
use super::extras::Extras;
use super::packed_rows::PackedEvent;
use super::row::{EventRow, RelationRow, RowActor, RowEnd};
use crate::graph::evidence::table::EvidenceTable;
use crate::graph::statements::statement_columns::Statements;
use crate::graph::statements::ties::Ties;
use crate::graph::statements::turns::Stated;
use crate::model::{
    ActorId, Bounds, Certainty, Day, Deaths, End, Ends, Evidence, Kind, Loss, Period, PlaceId,
    Relation, RelationKind, SourceId, StatementId, ThinText, ThinVec, When,
};
use crate::record::Record;

/// A row that does not follow from its columns, its actors by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum UnpackedRow {
    Relation(RelationRow),
    Event(EventRow),
}

/// The same as it is kept: of events there are many.
#[derive(Debug, Clone, Copy)]
enum PackedRow {
    Relation(RelationRow),
    Event(PackedEvent),
}

impl PackedRow {
    fn of(row: UnpackedRow, large: &mut Vec<Deaths>) -> Self {
        match row {
            UnpackedRow::Relation(row) => Self::Relation(row),
            UnpackedRow::Event(row) => Self::Event(PackedEvent::of(&row, large)),
        }
    }

    fn unpacked(self, large: &[Deaths]) -> UnpackedRow {
        match self {
            Self::Relation(row) => UnpackedRow::Relation(row),
            Self::Event(row) => UnpackedRow::Event(row.unpacked(large)),
        }
    }
}

/// The rows behind the statements from `first` on that have columns of their own.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct StatedRows {
    pub(in crate::graph) first: u32,
    odd: Vec<(u32, PackedRow)>,
    /// The deaths of events that do not fit into figures.
    large: Vec<Deaths>,
    /// What is said of events beside their rows, by the number of the statement.
    extras: Extras,
    /// How many of them have several actors on a side, or one alone: these are the first, here and in `odd`.
    companies: usize,
    /// Where the actors beside those of the row of each of these start among the extras, and where all end.
    beside_starts: Vec<u32>,
}

/// A row on its way into the columns.
#[derive(Debug, Clone, Copy)]
struct Coming {
    kind: Kind,
    bounds: Bounds,
    from: ActorId,
    to: ActorId,
    evidence: u32,
    row: u32,
    is_odd: bool,
    /// Whether it has one pair.
    is_pair: bool,
}

impl Coming {
    /// Its ends, if it has several actors on a side, or one alone.
    fn company(&self, rows: &BulkRows<'_>) -> Option<Ends> {
        if self.is_pair {
            return None;
        }
        rows.company(self.row as usize)
    }

    /// Its row, the actors by their ids: the ends of two rows that say the same read the same.
    fn unpacked(&self, rows: &BulkRows<'_>) -> UnpackedRow {
        let [from, to] = [self.from, self.to].map(|end| RowActor::new(end.number()));
        if self.kind.relation().is_some() {
            let row = rows.by_ids_of_relation(&rows.relations[self.row as usize]);
            return UnpackedRow::Relation(RelationRow { from, to, ..row });
        }
        let row = rows.by_ids_of_event(&rows.event(self.row as usize));
        UnpackedRow::Event(if self.is_pair {
            let to = Some(to);
            EventRow { from, to, ..row }
        } else {
            row
        })
    }
}

/// The places of rows by time, kind, ends, bounds and content; those of one pair behind the others.
fn in_order(coming: &[Coming], rows: &BulkRows<'_>) -> Vec<u32> {
    let days = coming
        .iter()
        .flat_map(|one| [one.bounds.first_start(), one.bounds.last_end()]);
    let first = days.filter(|day| day.is_finite()).min();
    let first = first.map_or(0, Day::number);
    // 24 bits hold every day that a calendar has
    let offset = |day: Day| match day {
        Day::BEFORE_ALL => 0,
        Day::AFTER_ALL => (1 << 24) - 1,
        day => u128::from(day.number().abs_diff(first).min((1 << 24) - 3) + 1),
    };
    let key = |one: &Coming| {
        let days = offset(one.bounds.first_start()) << 24 | offset(one.bounds.last_end());
        let ends = u128::from(one.from.number()) << 32 | u128::from(one.to.number());
        let time = days << 8 | u128::from(one.kind.code());
        (u128::from(one.is_pair) << 56 | time) << 64 | ends
    };
    let mut order: Vec<(u128, u32)> = coming.iter().map(key).zip(0..).collect();
    order.sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| {
            let [one, other] = [one, other].map(|&place| &coming[place as usize]);
            let by_bounds = one.bounds.cmp(&other.bounds);
            by_bounds.then_with(|| content(one, rows).cmp(&content(other, rows)))
        })
    });
    order.into_iter().map(|(_, place)| place).collect()
}

/// What tells rows of the same kind, ends and days apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RowContent<'r> {
    is_directed: bool,
    period: Option<(Option<(Day, Day)>, RowEnd)>,
    certainty: Certainty,
    source: Option<SourceId>,
    by: Option<ActorId>,
    killed: Option<Deaths>,
    facts: Option<RowFacts<'r>>,
}

fn content<'r>(one: &Coming, rows: &BulkRows<'r>) -> RowContent<'r> {
    let place = one.row as usize;
    let by = |by: Option<RowActor>| by.map(|by| rows.id(by));
    if one.kind.relation().is_some() {
        let row = &rows.relations[place];
        RowContent {
            is_directed: row.is_directed,
            period: Some((row.start, row.end)),
            certainty: row.certainty,
            source: row.source,
            by: by(row.by),
            killed: None,
            facts: None,
        }
    } else {
        let row = rows.event(place);
        RowContent {
            is_directed: row.is_directed,
            period: None,
            certainty: row.certainty,
            source: row.source,
            by: by(row.by),
            killed: row.killed,
            facts: (!rows.is_bare(place)).then(|| rows.facts(place)),
        }
    }
}

impl StatedRows {
    /// Puts relations, and the events that are not dated, behind the statements of the record.
    ///
    /// They stand by time, kind, ends and content.
    pub(in crate::graph) fn new(
        record: &Record,
        rows: &BulkRows<'_>,
        (are_all_dated, is_dated): (bool, impl Fn(usize, &EventRow) -> bool),
        evidence: (&RowEvidence, &mut EvidenceTable),
        statements: &mut Statements,
        ties: &mut Ties,
    ) -> Self {
        let (numbers, table) = evidence;
        let mut loose = Self {
            first: u32::try_from(statements.len()).unwrap_or(u32::MAX),
            odd: Vec::new(),
            large: Vec::new(),
            extras: Extras::none(),
            companies: 0,
            beside_starts: Vec::new(),
        };
        let mut statement_of = Vec::new();
        let mut coming = Vec::with_capacity(rows.relations.len());
        for (place, row) in (0_u32..).zip(rows.relations) {
            let as_of = as_of_day(record, row.source);
            let (bounds, is_odd) = relation_bounds(row, as_of);
            let (mut from, mut to) = (rows.id(row.from), rows.id(row.to));
            if !row.is_directed && to < from {
                (from, to) = (to, from);
            }
            coming.push(Coming {
                kind: Kind::Relation(row.kind),
                bounds,
                from,
                to,
                evidence: numbers.number(row.certainty, row.source),
                row: place,
                is_odd,
                is_pair: true,
            });
        }
        let come = |(place, row): (usize, EventRow)| {
            if is_dated(place, &row) {
                return;
            }
            let mut from = rows.id(row.from);
            let mut to = row.to.map_or(from, |to| rows.id(to));
            let company = rows.company(place);
            if let Some(ends) = &company {
                // whichever of its actors the row names first
                from = ends.actors().min().unwrap_or(from);
                to = ends.actors().max().unwrap_or(to);
            } else if !row.is_directed && to < from {
                (from, to) = (to, from);
            }
            coming.push(Coming {
                is_pair: company.is_none(),
                kind: Kind::Event(row.kind),
                bounds: Bounds::new(row.first, row.last, row.first.next(), row.last.next()),
                from,
                to,
                evidence: numbers.number(row.certainty, row.source),
                row: u32::try_from(place).unwrap_or(u32::MAX),
                is_odd: true,
            });
        };
        if !are_all_dated {
            rows.events.iter().enumerate().for_each(come);
        }
        statements.reserve(coming.len());
        table.reserve(coming.len());
        ties.reserve(coming.len());
        for place in in_order(&coming, rows) {
            let one = coming[place as usize];
            let id = u32::try_from(statements.len()).unwrap_or(u32::MAX);
            statements.push(one.kind, one.bounds);
            table.push(one.evidence);
            let statement = StatementId::new(id);
            match one.company(rows) {
                None => ties.push(statement, (one.from, one.to)),
                Some(ends) => ends
                    .pairs()
                    .into_iter()
                    .for_each(|pair| ties.push(statement, pair)),
            }
            loose.companies += usize::from(!one.is_pair);
            if one.is_odd {
                if one.kind.event().is_some() {
                    statement_of.push((one.row as usize, id));
                }
                let row = PackedRow::of(one.unpacked(rows), &mut loose.large);
                loose.odd.push((id, row));
            }
        }
        loose.odd.shrink_to_fit();
        if let Some(extras) = rows.extras {
            statement_of.sort_unstable();
            let actor = |actor| RowActor::new(rows.id(actor).number());
            loose.extras = extras.of_statements(&statement_of, actor, statements.len());
        }
        let first = loose.first as usize;
        loose.beside_starts = loose.extras.beside_starts(first..=first + loose.companies);
        loose
    }

    /// Whether a row was given this id.
    pub(in crate::graph) fn has_id(&self, id: &str) -> bool {
        self.extras.has_id(id)
    }

    /// The row behind a statement, if it does not follow from the columns.
    pub(in crate::graph) fn odd(&self, id: StatementId) -> Option<UnpackedRow> {
        let company = self.company_number(id);
        let place = company.or_else(|| {
            let pairs = self.odd.get(self.companies..)?;
            // of rows none of which follows from the columns, the numbers follow on each other
            let from_first = id.number().checked_sub(pairs.first()?.0)? as usize;
            let place = match pairs.get(from_first) {
                Some(pair) if pair.0 == id.number() => from_first,
                _ => pairs
                    .binary_search_by_key(&id.number(), |pair| pair.0)
                    .ok()?,
            };
            Some(self.companies + place)
        });
        let (_, row) = self.odd.get(place?)?;
        Some(row.unpacked(&self.large))
    }

    /// The ends of a statement of several actors on a side, or of one alone; `None`: it has two actors.
    pub(in crate::graph) fn company(&self, id: StatementId) -> Option<Ends> {
        let number = self.company_number(id)?;
        let (_, row) = self.odd.get(number)?;
        let UnpackedRow::Event(row) = row.unpacked(&self.large) else {
            return None;
        };
        let starts = self.beside_starts.get(number..number + 2)?;
        let beside = self.extras.beside_from(starts[0]..starts[1]);
        company_of(beside, &row, id_of)
    }

    /// Which of those of several actors on a side, or of one alone, a statement is.
    #[inline]
    fn company_number(&self, id: StatementId) -> Option<usize> {
        let number = id.number().checked_sub(self.first)? as usize;
        (number < self.companies).then_some(number)
    }

    /// What the row of an event says beside its fields.
    pub(in crate::graph) fn facts(&self, id: StatementId, row: &EventRow) -> RowFacts<'_> {
        RowFacts::of(&self.extras, id.index(), row, id_of)
    }

    /// Whose the dead of all events among them were, by statement and actor.
    pub(in crate::graph) fn all_losses(&self) -> impl Iterator<Item = (StatementId, ActorId)> {
        let all = self.extras.losses.iter();
        all.filter_map(|one| {
            let statement = u32::try_from(one.event()).ok()?;
            Some((StatementId::new(statement), id_of(one.fact.0)))
        })
    }

    /// Where all events among them were, by statement.
    pub(in crate::graph) fn all_places(&self) -> impl Iterator<Item = (PlaceId, StatementId)> {
        let all = self.extras.places.iter();
        all.filter_map(|one| {
            let statement = u32::try_from(one.event()).ok()?;
            Some((one.fact, StatementId::new(statement)))
        })
    }

    /// Whose the dead of an event among them were.
    pub(in crate::graph) fn losses(&self, id: StatementId) -> impl Iterator<Item = Loss> {
        let own = self.extras.losses_of(id.index());
        own.map(|(actor, deaths)| Loss {
            actor: id_of(actor),
            deaths,
        })
    }

    /// What a relation among them states of its ends.
    pub(in crate::graph) fn stated(&self, id: StatementId, bounds: Bounds) -> Stated {
        match self.odd(id) {
            Some(UnpackedRow::Relation(row)) => Stated {
                start: row.start,
                has_end: matches!(row.end, RowEnd::On(..)),
            },
            _ => Stated {
                start: Some((bounds.first_start(), bounds.last_start())),
                has_end: bounds.last_end() < Day::AFTER_ALL,
            },
        }
    }

    /// A relation among them.
    pub(in crate::graph) fn relation(
        &self,
        id: StatementId,
        kind: RelationKind,
        bounds: Bounds,
    ) -> Relation {
        Relation {
            kind,
            period: self.period(id, bounds),
            role: ThinText::default(),
            forms: ThinVec::default(),
        }
    }

    /// The period of a relation among them.
    pub(in crate::graph) fn period(&self, id: StatementId, bounds: Bounds) -> Period {
        let (start, end) = if let Some(UnpackedRow::Relation(row)) = self.odd(id) {
            (row.start, row.end)
        } else {
            let start = bounds.first_start();
            let end = if bounds.last_end() < Day::AFTER_ALL {
                RowEnd::On(bounds.last_end(), bounds.last_end())
            } else if bounds.first_end() == start.next() {
                RowEnd::Unknown
            } else {
                RowEnd::Ongoing
            };
            (Some((start, start)), end)
        };
        period_of(start, end)
    }
}

/// The id of an actor whose number is that of the graph.
pub(in crate::graph) fn id_of(actor: RowActor) -> ActorId {
    ActorId::new(actor.number())
}

/// The day for which *ongoing* speaks in a row.
pub(in crate::graph) fn as_of_day(record: &Record, source: Option<SourceId>) -> Option<Day> {
    let evidence = Evidence {
        as_of: record.as_of(),
        sources: source.into_iter().collect(),
        ..Evidence::default()
    };
    match source {
        None => record.as_of(),
        Some(_) => record.as_of_day(&evidence),
    }
}

/// The period of a relation row.
pub(in crate::graph) fn period_of(start: Option<(Day, Day)>, end: RowEnd) -> Period {
    let start = start.and_then(|(first, last)| when_between(first, last));
    let end = match end {
        RowEnd::On(first, last) => when_between(first, last).map_or(End::Unknown, End::On),
        RowEnd::Ongoing => End::Ongoing,
        RowEnd::Unknown => End::Unknown,
    };
    Period::new(start, end, Vec::new())
}

/// The bounds of a row, and whether it holds more than they tell.
fn relation_bounds(row: &RelationRow, as_of: Option<Day>) -> (Bounds, bool) {
    let is_usual = row.by.is_none() && row.is_directed == row.kind.is_directed();
    if let Some((start, last)) = row.start
        && start == last
        && start.is_finite()
    {
        let next = start.next();
        match (row.end, as_of) {
            (RowEnd::On(end, until), _) if end == until && start < end && end.is_finite() => {
                return (Bounds::new(start, start, end, end), !is_usual);
            }
            (RowEnd::Unknown, _) => {
                return (Bounds::new(start, start, next, Day::AFTER_ALL), !is_usual);
            }
            (RowEnd::Ongoing, Some(day)) if start < day => {
                return (
                    Bounds::new(start, start, day.next(), Day::AFTER_ALL),
                    !is_usual,
                );
            }
            (RowEnd::Ongoing, None) => {
                let ever = Day::AFTER_ALL;
                return (Bounds::new(start, start, ever, ever), !is_usual);
            }
            _ => {}
        }
    }
    (period_of(row.start, row.end).bounds(as_of), true)
}

/// One of the days from one to another, both included; `None`: neither is bounded.
pub(in crate::graph) fn when_between(first: Day, last: Day) -> Option<When> {
    if first == last {
        return first.date().map(When::from);
    }
    let shown = |day: Day| day.date().map(|date| date.to_string()).unwrap_or_default();
    format!("[{}..{}]", shown(first), shown(last)).parse().ok()
}
