//! Relations of one pair with an exact start and an exact or open end, in columns: the plain case.

use super::checkpoints::Standing;
use super::counts::{Counted, LastingCounts, classes_of};
use super::item::{Item, OPEN, index};
use crate::graph::evidence::table::EvidenceTable;
use crate::model::{ActorId, Bounds, Day, Kind, RelationKind};

/// A plain relation on its way into the columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastingRow {
    pub(crate) kind: RelationKind,
    pub(crate) from: ActorId,
    pub(crate) to: ActorId,
    pub(crate) bounds: Bounds,
    pub(crate) tie: u32,
    pub(crate) evidence: u32,
}

/// A plain relation in the columns: days since the first, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LastingSpan {
    pub(crate) start: u16,
    pub(crate) end: u16,
    /// The latest end of those of the same kind, pair and direction that stand before it.
    pub(super) latest_before: u16,
    /// The start of the next of these; after all days: there is none.
    pub(super) next_start: u16,
    pub(crate) from: ActorId,
    pub(crate) to: ActorId,
}

/// More such days than this are not kept apart: what has another goes the longer way.
const MOST_OPEN: usize = 0x0FF0;
/// Days beyond this many from the first do not fit the columns.
pub(crate) const SPAN: i32 = 0xEFF0;
/// No span, in a chain.
pub(in crate::graph) const NO_SPAN: u32 = u32::MAX;
/// The columns, kind by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lasting {
    pub(super) first_day: i32,
    /// For each open end the day of the columns until which it certainly holds: on the first day
    /// alone at least; `None`: for ever.
    pub(super) open_until: Vec<Option<u16>>,
    pub(super) kinds: Vec<RelationKind>,
    pub(super) days: usize,
    /// Whether every end is stated, or ongoing for ever.
    pub(super) is_all_sure: bool,
    pub(super) spans: Vec<LastingSpan>,
    pub(super) span_ties: Vec<u32>,
    pub(super) span_evidence: Vec<u32>,
    pub(super) kind_starts: Vec<u32>,
    /// For each kind and day, how many spans begin before it.
    pub(super) starts: Vec<u32>,
    /// For each kind and day, how many spans have possibly, or certainly not, ended by it.
    pub(super) ends: Vec<u32>,
    pub(super) sure_ends: Vec<u32>,
    /// The spans that end, kind by kind, by end.
    pub(super) by_end: Vec<u32>,
    pub(super) run_starts: Vec<u32>,
    /// The runs, and behind them copies of what still held at points of the long ones.
    pub(super) run: Vec<Item>,
    pub(super) run_ties: Vec<u32>,
    pub(super) run_evidence: Vec<u32>,
    /// The rank of the class of each, where these are in order.
    pub(super) run_ranks: Vec<u16>,
    pub(super) standing: Standing,
    /// For each span the one before and the one after it of its kind, pair and direction, by time.
    pub(super) chain: Vec<[u32; 2]>,
    /// By kind and evidence, where there are several of evidence, and not too many.
    pub(super) counts: Option<Box<LastingCounts>>,
}

/// Whether bounds are those of a plain relation.
pub(crate) fn is_plain(bounds: Bounds) -> bool {
    let start = bounds.first_start();
    let is_open = bounds.last_end() == Day::AFTER_ALL;
    let has_end = bounds.first_end() == bounds.last_end() && start < bounds.last_end();
    start.is_finite() && start == bounds.last_start() && (is_open || has_end)
}

/// Until when an open relation certainly holds; `None`: it has an end.
///
/// The day after its first says no more than any day before.
fn open_end(bounds: Bounds) -> Option<Day> {
    let is_open = bounds.last_end() == Day::AFTER_ALL;
    let is_known = bounds.first_end() > bounds.first_start().next();
    is_open.then(|| {
        if is_known {
            bounds.first_end()
        } else {
            Day::BEFORE_ALL
        }
    })
}

/// The open ends that rows have, in order: no more than fit.
fn open_ends(rows: &[LastingRow]) -> Vec<Day> {
    let mut ends: Vec<Day> = Vec::new();
    let mut last = None;
    for end in rows.iter().filter_map(|row| open_end(row.bounds)) {
        if last != Some(end)
            && let Err(place) = ends.binary_search(&end)
        {
            ends.insert(place, end);
        }
        last = Some(end);
    }
    ends.truncate(MOST_OPEN);
    ends
}

/// Keeps the rows that fit the columns.
pub(crate) fn retain_fitting(rows: &mut Vec<LastingRow>) {
    let first = rows.iter().map(|row| row.bounds.first_start()).min();
    let first = i64::from(first.map_or(0, Day::number));
    let ends = open_ends(rows);
    rows.retain(|row| {
        let (end, has_room) = match open_end(row.bounds) {
            // until when it certainly holds must fit as well
            Some(end) if end.is_finite() => (end, ends.binary_search(&end).is_ok()),
            Some(end) => (row.bounds.first_start(), ends.binary_search(&end).is_ok()),
            None => (row.bounds.last_end(), true),
        };
        has_room && i64::from(end.number()) - first < i64::from(SPAN)
    });
}

impl Lasting {
    /// Puts plain relations into columns: those that [`retain_fitting`] leaves.
    pub(crate) fn new(actors: usize, rows: &[LastingRow], evidence: &EvidenceTable) -> Self {
        let Some(first) = rows.iter().map(|row| row.bounds.first_start()).min() else {
            return Self::default();
        };
        let first_day = first.number();
        let offset = |day: Day| {
            let days = i64::from(day.number()) - i64::from(first_day);
            u16::try_from(days.clamp(0, i64::from(OPEN) - 1)).unwrap_or(OPEN - 1)
        };
        let open = open_ends(rows);
        let open_until = open
            .iter()
            .map(|&day| (day < Day::AFTER_ALL).then(|| offset(day)));
        let open_until: Vec<Option<u16>> = open_until.collect();
        let mut kinds: Vec<RelationKind> = rows.iter().map(|row| row.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let kind_of = |kind| kinds.binary_search(&kind).unwrap_or(0);
        let mut own: Vec<Vec<(usize, LastingSpan, u32, u32)>> = vec![Vec::new(); kinds.len()];
        for row in rows {
            let start = offset(row.bounds.first_start());
            let end = match open_end(row.bounds) {
                Some(end) => {
                    let place = open.binary_search(&end).unwrap_or(0);
                    OPEN.saturating_add(u16::try_from(place).unwrap_or(0))
                }
                None => offset(row.bounds.last_end()),
            };
            let span = LastingSpan {
                start,
                end,
                latest_before: 0,
                next_start: u16::MAX,
                from: row.from,
                to: row.to,
            };
            let kind = kind_of(row.kind);
            own[kind].push((kind, span, row.tie, row.evidence));
        }
        // rows come by time: each kind's are in order but for what is open
        for rows in &mut own {
            rows.sort_unstable();
        }
        let sorted = own.concat();
        drop(own);
        let latest = sorted.iter().map(|(_, span, ..)| {
            let end = if span.end < OPEN {
                span.end
            } else {
                span.start
            };
            end.max(span.start)
        });
        let last_sure = open_until.iter().flatten().copied().max();
        let days = usize::from(latest.chain(last_sure).max().unwrap_or(0)) + 2;
        let has_evidence = sorted.iter().any(|row| row.3 != sorted[0].3);
        let mut lasting = Self {
            first_day,
            days,
            is_all_sure: open_until.iter().all(Option::is_none),
            open_until,
            spans: sorted.iter().map(|row| row.1).collect(),
            span_ties: sorted.iter().map(|row| row.2).collect(),
            // one row for all needs no column
            span_evidence: sorted
                .iter()
                .take(if has_evidence { usize::MAX } else { 1 })
                .map(|row| row.3)
                .collect(),
            kinds,
            ..Self::default()
        };
        lasting.count_days(&sorted);
        lasting.count_by_class(&sorted, evidence);
        lasting.fill_runs(actors, &sorted, has_evidence);
        lasting
    }

    fn count_days(&mut self, sorted: &[(usize, LastingSpan, u32, u32)]) {
        let kinds = self.kinds.len();
        self.kind_starts = vec![0; kinds + 1];
        for table in [&mut self.starts, &mut self.ends, &mut self.sure_ends] {
            *table = vec![0; kinds * self.days];
        }
        let mut ending: Vec<(usize, u16, u32)> = Vec::with_capacity(sorted.len());
        for (place, (kind, span, ..)) in (0_u32..).zip(sorted) {
            self.kind_starts[kind + 1] += 1;
            let row = kind * self.days;
            let start = usize::from(span.start);
            self.starts[row + start + 1] += 1;
            let sure = if span.end < OPEN {
                self.ends[row + usize::from(span.end)] += 1;
                ending.push((*kind, span.end, place));
                usize::from(span.end)
            } else {
                match self.open_until[usize::from(span.end - OPEN)] {
                    Some(until) => usize::from(until).max(start + 1),
                    None => continue,
                }
            };
            self.sure_ends[row + sure] += 1;
        }
        for i in 0..kinds {
            self.kind_starts[i + 1] += self.kind_starts[i];
            let row = i * self.days;
            for table in [&mut self.starts, &mut self.ends, &mut self.sure_ends] {
                for day in row + 1..row + self.days {
                    table[day] += table[day - 1];
                }
            }
        }
        self.by_end = vec![0; ending.len()];
        let last = self.days - 1;
        let mut before = 0;
        let mut places = vec![0_u32; kinds * self.days];
        for kind in 0..kinds {
            let row = kind * self.days;
            for day in 0..self.days {
                // how many end before the day
                places[row + day] = before
                    + if day == 0 {
                        0
                    } else {
                        self.ends[row + day - 1]
                    };
            }
            before += self.ends[row + last];
        }
        for (kind, end, span) in ending {
            let place = &mut places[kind * self.days + usize::from(end)];
            self.by_end[index(*place)] = span;
            *place += 1;
        }
    }

    fn count_by_class(
        &mut self,
        sorted: &[(usize, LastingSpan, u32, u32)],
        evidence: &EvidenceTable,
    ) {
        let class =
            |&(kind, _, _, evidence): &(usize, _, _, u32)| (Kind::from(self.kinds[kind]), evidence);
        let Some(classes) = classes_of(sorted.iter().map(class)) else {
            return;
        };
        let rows = sorted.iter().map(|row| {
            let span = row.1;
            let end = (span.end < OPEN).then_some(span.end);
            let until = || self.open_until[usize::from(span.end - OPEN)];
            Counted {
                class: classes.binary_search(&class(row)).unwrap_or(0),
                start: span.start,
                end,
                sure_end: end.or_else(|| Some(until()?.max(span.start + 1))),
            }
        });
        let rows: Vec<Counted> = rows.collect();
        let counts = LastingCounts::new(&classes, evidence, &rows, self.days);
        let rank = |row: &Counted| counts.order.rank(row.class);
        // as the spans lie: the runs take them from here
        self.run_ranks = rows
            .iter()
            .map(|row| u16::try_from(rank(row)).unwrap_or(u16::MAX))
            .collect();
        self.counts = Some(Box::new(counts));
    }

    fn fill_runs(
        &mut self,
        actors: usize,
        sorted: &[(usize, LastingSpan, u32, u32)],
        has_evidence: bool,
    ) {
        let kinds = self.kinds.len();
        let mut starts = vec![0_u32; actors * kinds + 1];
        for (kind, span, ..) in sorted {
            for actor in [span.from, span.to] {
                starts[actor.index() * kinds + kind + 1] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let none = Item {
            other: ActorId::new(0),
            start: 0,
            end: 0,
        };
        let count = 2 * sorted.len();
        self.run = vec![none; count];
        self.run_ties = vec![0; count];
        if has_evidence {
            self.run_evidence = vec![0; count];
        }
        let ranks = std::mem::take(&mut self.run_ranks);
        if !ranks.is_empty() {
            self.run_ranks = vec![0; count];
        }
        let mut places = starts.clone();
        // of the run of the `from` end
        let mut span_of_run = vec![NO_SPAN; count];
        for (number, (kind, span, tie, evidence)) in (0_u32..).zip(sorted) {
            let ends = [(span.from, span.to, true), (span.to, span.from, false)];
            for (actor, other, is_from) in ends {
                let place = &mut places[actor.index() * kinds + kind];
                let at = index(*place);
                self.run[at] = Item {
                    other,
                    start: span.start,
                    end: span.end,
                };
                self.run_ties[at] = *tie;
                if is_from {
                    span_of_run[at] = number;
                }
                if has_evidence {
                    self.run_evidence[at] = *evidence;
                }
                if let Some(&rank) = ranks.get(index(number)) {
                    self.run_ranks[at] = rank;
                }
                *place += 1;
            }
        }
        self.chain_pairs(actors, &starts, &span_of_run);
        self.copy_standing(&starts);
        self.run_starts = starts;
    }

    fn copy_standing(&mut self, starts: &[u32]) {
        let (standing, copies) = Standing::new(starts, &self.run);
        copy_behind(&mut self.run, &copies);
        copy_behind(&mut self.run_ties, &copies);
        copy_behind(&mut self.run_evidence, &copies);
        copy_behind(&mut self.run_ranks, &copies);
        self.standing = standing;
    }
}

impl Lasting {
    /// Notes for each span the one before and the one after it of the same kind and pair.
    fn chain_pairs(&mut self, actors: usize, starts: &[u32], span_of_run: &[u32]) {
        self.chain = vec![[NO_SPAN; 2]; self.spans.len()];
        let mut last_with = vec![NO_SPAN; actors];
        for pair in starts.windows(2) {
            let run = index(pair[0])..index(pair[1]);
            let own = run.filter(|&at| span_of_run[at] != NO_SPAN);
            for at in own.clone() {
                let (span, last) = (span_of_run[at], &mut last_with[self.run[at].other.index()]);
                if *last != NO_SPAN {
                    self.chain[index(*last)][1] = span;
                    let start = self.spans[index(span)].start;
                    let before = &mut self.spans[index(*last)];
                    before.next_start = start;
                    let latest = before.end.max(before.latest_before);
                    self.spans[index(span)].latest_before = latest;
                }
                self.chain[index(span)][0] = *last;
                *last = span;
            }
            for at in own {
                last_with[self.run[at].other.index()] = NO_SPAN;
            }
        }
    }
}

/// Copies items of a column, if it has any, behind all of it.
fn copy_behind<T: Copy>(column: &mut Vec<T>, places: &[u32]) {
    if !column.is_empty() {
        column.reserve_exact(places.len());
        for &at in places {
            column.push(column[index(at)]);
        }
    }
}
