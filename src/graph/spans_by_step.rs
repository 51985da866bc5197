//! What the events of uncertain days count that lie whole in a step of the calendar.

use super::class_counts::ClassRows;
use super::class_order::{EventClasses, Ranks};
use super::event_sums::EventSums;
use super::span_facts::SpanFacts;
use crate::model::{Day, Step, Window};

/// So many entries for each span are kept at most.
const MOST_FOR_EACH: usize = 4;

/// A row for each step of the calendar between the first and the last day of all spans.
///
/// A series of months asks for 348 windows of which each is a month: one row answers each.
#[derive(Debug, Clone, Default)]
pub(crate) struct SpansByStep {
    tables: Vec<(Step, StepTable)>,
}

/// The rows of the steps of one length.
#[derive(Debug, Clone)]
pub(crate) struct StepTable {
    /// The first day of each step.
    starts: Vec<Day>,
    all: Vec<EventSums>,
    by_class: ClassRows,
}

impl SpansByStep {
    /// Counts spans, given by their first and last days, for each length of step of which the rows do not
    /// outweigh them.
    pub(super) fn new((first, last): (Day, Day), spans: &[(Day, Day)], facts: &SpanFacts) -> Self {
        let classes = facts.classes().len();
        let days = u64::from(last.number().abs_diff(first.number()));
        let most = spans.len().saturating_mul(MOST_FOR_EACH) as u64;
        let fitting = Step::ALL.iter().copied().filter(|step| {
            let rows = days / step.least_days() + 2;
            rows.saturating_mul(classes as u64 + 1) <= most
        });
        let tables = fitting.map(|step| {
            // the last one ends the step before it
            let mut starts: Vec<Day> = step
                .starts_from(first)
                .take_while(|&day| day <= last)
                .collect();
            starts.extend(starts.last().map(|&start| step.next(start)));
            let row_of = |&(first, last): &(Day, Day)| {
                let after = starts.partition_point(|&start| start <= first);
                let is_whole = starts.get(after).is_some_and(|&next| last < next);
                is_whole.then_some(after - 1)
            };
            let mut all = vec![EventSums::default(); starts.len()];
            let mut whole: Vec<(usize, u32)> = Vec::new();
            for (span, days) in (0_u32..).zip(spans) {
                if let Some(row) = row_of(days) {
                    all[row] = all[row].plus(facts.sums(span));
                    whole.push((row, span));
                }
            }
            let items = whole.into_iter().map(|(row, span)| {
                let (rank, killed) = facts.ranked(span);
                (row, rank, killed)
            });
            let by_class = ClassRows::of_rows(classes, starts.len(), items);
            let table = StepTable {
                starts,
                all,
                by_class,
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

impl StepTable {
    /// The number of the first step that begins on a day or later.
    pub(crate) fn first_from(&self, day: Day) -> usize {
        self.starts.partition_point(|&start| start < day)
    }

    /// Whether a window is a step.
    #[inline]
    pub(crate) fn is_step(&self, row: usize, window: Window) -> bool {
        let ends = (self.starts.get(row), self.starts.get(row + 1));
        matches!(ends, (Some(&from), Some(&to)) if (from, to) == (window.from, window.to))
    }

    /// The first day of a step.
    #[inline]
    pub(crate) fn start(&self, row: usize) -> Option<Day> {
        self.starts.get(row).copied()
    }

    /// What lies whole in a step: of all classes, or of some.
    #[inline]
    pub(crate) fn whole_in(&self, row: usize, classes: Option<&EventClasses>) -> EventSums {
        match classes {
            Some(classes) if classes.is_empty() => EventSums::default(),
            Some(classes) if !classes.is_whole() => {
                let of = |ranks: &Ranks| [self.by_class.of(row, ranks).unwrap_or_default()];
                let [sums] = classes.sums(of);
                sums
            }
            _ => self.all.get(row).copied().unwrap_or_default(),
        }
    }
}
