//! What events count in each step of the calendar: one row answers for one month of a series.

use super::candidates::Candidates;
use super::columns::Spans;
use crate::graph::events::exact::ExactEvents;
use crate::graph::evidence::class_counts::ClassRows;
use crate::graph::evidence::class_order::{EventClasses, Ranks};
use crate::graph::evidence::event_sums::EventSums;
use crate::model::{Day, Step, Window};
use std::ops::Range;

/// So many entries for each event are kept at most.
const MOST_FOR_EACH: usize = 2;

/// A row for each step of the calendar between the first and the last day of all events.
///
/// A series of months asks for 348 windows of which each is a month. Prefix sums by day answer one by two
/// look-ups for exact days, and need the marks of all spans besides; a row has both.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventsByStep {
    tables: Vec<(Step, StepTable)>,
}

/// The rows of the steps of one length.
#[derive(Debug, Clone)]
pub(crate) struct StepTable {
    /// The first day of each step, and of the one after the last.
    starts: Vec<Day>,
    /// Of exact days, and of the uncertain days that lie whole in a step.
    exact: StepRows,
    spans: StepRows,
}

/// What events count in each step.
#[derive(Debug, Clone, Default)]
struct StepRows {
    all: Vec<EventSums>,
    /// By class; empty where there is but one.
    by_class: ClassRows<EventSums>,
}

/// What events of some classes count in each step: settled once for all rows of a question.
#[derive(Debug, Clone, Copy)]
enum StepColumn<'t> {
    None,
    All(&'t [EventSums]),
    Some(&'t ClassRows<EventSums>, &'t Ranks),
}

/// The same of exact days and of uncertain ones together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepSums<'t>([StepColumn<'t>; 2]);

impl EventsByStep {
    /// Counts events, for each length of step of which the rows do not outweigh them.
    ///
    /// Days are answered by the prefix sums of days.
    pub(in crate::graph) fn new(
        exact: &ExactEvents,
        spans: &Spans,
        candidates: &Candidates,
    ) -> Self {
        let of_spans = candidates.all.iter().map(|one| (one.first, one.last));
        let of_spans: Vec<(Day, Day)> = of_spans.collect();
        let (firsts, lasts) = (
            of_spans.iter().map(|days| days.0),
            of_spans.iter().map(|days| days.1),
        );
        let days = exact.days_of(Window::ALL);
        let first = firsts.chain(days.map(|days| days.0)).min();
        let last = lasts.chain(days.map(|days| days.1)).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Self::default();
        };
        // a row sums both
        if exact.highest() + spans.highest() > u64::from(u32::MAX) {
            return Self::default();
        }
        let classes = exact.order().len() + spans.order().len() + 2;
        let days = u64::from(last.number().abs_diff(first.number()));
        let most = (exact.len() + of_spans.len()).saturating_mul(MOST_FOR_EACH) as u64;
        let fitting = Step::ALL.iter().copied().filter(|&step| {
            let rows = days / step.least_days() + 2;
            step != Step::Day && rows.saturating_mul(classes as u64) <= most
        });
        let tables = fitting.map(|step| {
            let mut starts: Vec<Day> = step
                .starts_from(first)
                .take_while(|&day| day <= last)
                .collect();
            starts.extend(starts.last().map(|&start| step.next(start)));
            let table = StepTable {
                exact: exact_rows(exact, &starts),
                spans: span_rows(spans, &of_spans, &starts),
                starts,
            };
            (step, table)
        });
        Self {
            tables: tables.collect(),
        }
    }

    /// The rows of the steps of one length; `None`: none are kept.
    pub(crate) fn of(&self, step: Step) -> Option<&StepTable> {
        let table = self.tables.iter().find(|table| table.0 == step);
        table.map(|table| &table.1)
    }
}

fn exact_rows(exact: &ExactEvents, starts: &[Day]) -> StepRows {
    let sums = starts.windows(2).map(|ends| {
        let [before, after] = [ends[0], ends[1]].map(|day| exact.sums_before(day, None));
        after.unwrap_or_default().minus(before.unwrap_or_default())
    });
    let all: Vec<EventSums> = sums.collect();
    let classes = exact.order().len();
    if classes < 2 {
        let by_class = ClassRows::default();
        return StepRows { all, by_class };
    }
    let rows = starts.windows(2).enumerate();
    let items = rows.flat_map(|(row, ends)| {
        let window = Window {
            from: ends[0],
            to: ends[1],
        };
        exact
            .ranked_in(window)
            .map(move |(rank, sums)| (row, rank, sums))
    });
    let by_class = ClassRows::of_rows(classes, all.len(), items);
    StepRows { all, by_class }
}

fn span_rows(spans: &Spans, days: &[(Day, Day)], starts: &[Day]) -> StepRows {
    if days.is_empty() {
        return StepRows::default();
    }
    let rows = starts.len() - 1;
    let mut all = vec![EventSums::default(); rows];
    let mut whole = Vec::new();
    for (span, &(first, last)) in (0_u32..).zip(days) {
        let after = starts.partition_point(|&start| start <= first);
        if starts.get(after).is_some_and(|&next| last < next) {
            let row = after - 1;
            let sums = spans.facts().sums(span);
            all[row] = all[row].plus(sums);
            whole.push((row, spans.facts().ranked(span).0, sums));
        }
    }
    let by_class = match spans.order().len() {
        0 | 1 => ClassRows::default(),
        classes => ClassRows::of_rows(classes, rows, whole.into_iter()),
    };
    StepRows { all, by_class }
}

impl StepTable {
    /// The numbers of the steps that lie in a window whole.
    pub(crate) fn rows_in(&self, window: Window) -> Range<usize> {
        let from = self.starts.partition_point(|&start| start < window.from);
        let ends = self.starts.get(1..).unwrap_or_default();
        let to = ends.partition_point(|&end| end <= window.to);
        from..to.max(from)
    }

    /// The days of some steps.
    #[inline]
    pub(crate) fn windows(
        &self,
        rows: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Window> + ExactSizeIterator + Clone {
        let ends = self.starts.get(rows.start..=rows.end).unwrap_or_default();
        ends.windows(2).map(|ends| Window {
            from: ends[0],
            to: ends[1],
        })
    }

    /// What happened in each step: of all classes, or of some of exact days and some of spans.
    pub(crate) fn sums<'t>(&'t self, classes: Option<[&'t EventClasses; 2]>) -> StepSums<'t> {
        let [exact, spans] = classes.map_or([None; 2], |classes| classes.map(Some));
        StepSums([self.exact.of(exact), self.spans.of(spans)])
    }
}

impl StepRows {
    fn of<'t>(&'t self, classes: Option<&'t EventClasses>) -> StepColumn<'t> {
        match classes {
            _ if self.all.is_empty() => StepColumn::None,
            Some(classes) if classes.is_empty() => StepColumn::None,
            Some(classes) if !classes.is_whole() => {
                StepColumn::Some(&self.by_class, classes.ranks())
            }
            _ => StepColumn::All(&self.all),
        }
    }
}

impl StepColumn<'_> {
    #[inline]
    fn of(self, row: usize) -> EventSums {
        match self {
            Self::None => EventSums::default(),
            Self::All(all) => all.get(row).copied().unwrap_or_default(),
            Self::Some(rows, ranks) => rows.of(row, ranks).unwrap_or_default(),
        }
    }
}

impl StepSums<'_> {
    /// What happened in a step.
    #[inline]
    pub(crate) fn of(self, row: usize) -> EventSums {
        let [exact, spans] = self.0;
        match spans {
            StepColumn::None => exact.of(row),
            spans => exact.of(row).plus(spans.of(row)),
        }
    }
}
