//! Counts of the columns in consecutive steps of time, from prefix sums by day.

use super::columns::{AdmittedEvents, EventFilter};
use crate::graph::EventSums;
use crate::model::{Day, Holds, Step, Window};
use crate::query::happenings::{Count, TollTotal};
use crate::view::View;

/// # What the columns count, step by step
impl View<'_, '_> {
    /// Returns the counts of the columns in each step from one day up to another, cut to the view's window, and their
    /// sum: events of exact days, and spans that lie wholly in one step.
    pub(super) fn column_steps(
        self,
        step: Step,
        from: Day,
        to: Day,
    ) -> (Vec<(Window, TollTotal)>, TollTotal) {
        let window = self.event_window();
        let filter = self.event_filter();
        let table = self.graph.by_step.of(step).filter(|_| self.among.is_none());
        let Some(table) = table else {
            let windows = self.steps_between(step, from, to);
            let steps = self.steps_without_table(step, &windows, &filter);
            let sum = steps.iter().map(|(_, total)| *total).sum();
            return (steps, sum);
        };
        // the steps of the table that lie wholly in the window, and those before and behind them
        let rows = table.rows_in(Window {
            from: from.max(window.from),
            to,
        });
        let whole = table.windows(rows.clone());
        let inner = whole.clone().next().map_or(to, |days| days.from);
        let behind = whole.clone().next_back().map_or(to, |days| days.to);
        let before = self.steps_between(step, from, inner);
        let after = self.steps_between(step, behind, to);
        let mut steps = Vec::with_capacity(before.len() + rows.len() + after.len());
        steps.extend(self.steps_without_table(step, &before, &filter));
        let rows = || whole.clone().zip(rows.clone());
        let (classes, possibly) = match &filter {
            EventFilter::All | EventFilter::Each => (None, None),
            EventFilter::Classes(admitted) => {
                let AdmittedEvents { exact, spans } = &**admitted;
                let has_possible = !exact.possibly.is_empty() || !spans.possibly.is_empty();
                let possibly = [&exact.possibly, &spans.possibly];
                let possibly = (has_possible && !self.certainly).then_some(possibly);
                (Some([&exact.certainly, &spans.certainly]), possibly)
            }
        };
        // the sums of all rows fit as those of one do
        let mut sum = EventSums::default();
        let column = table.sums(classes);
        steps.extend(rows().map(|(days, row)| {
            let sums = column.of(row);
            sum = sum.plus(sums);
            (days, TollTotal::of_sums(sums))
        }));
        let mut total = TollTotal::of_sums(sum);
        if let Some(possibly) = possibly {
            let (mut sum, column) = (EventSums::default(), table.sums(Some(possibly)));
            let own = steps[before.len()..].iter_mut();
            for ((_, total), (_, row)) in own.zip(rows()) {
                let sums = column.of(row);
                sum = sum.plus(sums);
                total.possibly = Count::of_sums(sums);
            }
            total.possibly = Count::of_sums(sum);
        }
        let inner = steps.len();
        steps.extend(self.steps_without_table(step, &after, &filter));
        let cut = steps[..before.len()].iter().chain(&steps[inner..]);
        total = total.plus(cut.map(|(_, total)| *total).sum());
        (steps, total)
    }

    /// The steps from one day up to another, cut to the view's window.
    fn steps_between(self, step: Step, from: Day, to: Day) -> Vec<Window> {
        let window = self.event_window();
        let mut windows: Vec<Window> = Vec::new();
        if from >= to {
            return windows;
        }
        for start in step.starts_from(from) {
            if let Some(last) = windows.last_mut() {
                last.to = start.min(window.to);
            }
            if start >= to {
                break;
            }
            windows.push(Window {
                from: start.max(window.from),
                to: window.to,
            });
        }
        windows
    }

    /// Returns the counts of the columns for windows that are no steps of the table, because the view's window cuts
    /// them or because they lie before or after all events.
    #[inline(never)]
    fn steps_without_table(
        self,
        step: Step,
        windows: &[Window],
        filter: &EventFilter,
    ) -> Vec<(Window, TollTotal)> {
        let each = |&days: &Window| {
            let own = View {
                event_window: days,
                ..self
            };
            (days, own.exact_toll(filter))
        };
        let sums = self.exact_tolls(windows, filter);
        let mut steps = sums.unwrap_or_else(|| windows.iter().map(each).collect());
        self.add_spans_whole_in(step, filter, &mut steps);
        steps
    }

    /// Adds to a step the events whose span lies wholly in it.
    fn add_spans_whole_in(
        self,
        step: Step,
        filter: &EventFilter,
        steps: &mut [(Window, TollTotal)],
    ) {
        let spans = &self.graph.spans;
        if spans.is_empty() || step == Step::Day && !spans.has_single_days() {
            return;
        }
        for (days, total) in steps.iter_mut().filter(|(days, _)| !days.is_empty()) {
            let own = View {
                event_window: *days,
                ..self
            };
            own.add_spans(own.columns_in_time(), filter, false, total);
        }
    }

    /// The deaths of events of exact days in each of some consecutive windows; `None` if no prefix
    /// sums are kept for the view's filters.
    fn exact_tolls(
        self,
        windows: &[Window],
        filter: &EventFilter,
    ) -> Option<Vec<(Window, TollTotal)>> {
        if matches!(filter, EventFilter::Each) {
            return None;
        }
        let days = || windows.iter().copied();
        let mut steps: Vec<_> = days().map(|days| (days, TollTotal::default())).collect();
        for (classes, known) in filter.exact_parts() {
            if self.shown(known).is_none() {
                continue;
            }
            let mut totals = steps.iter_mut();
            self.graph.exact.each_between(days(), classes, |sums| {
                if let Some((_, total)) = totals.next() {
                    let sums = Count::of_sums(sums);
                    match known {
                        Holds::Certainly => total.certainly = sums,
                        Holds::Possibly => total.possibly = sums,
                    }
                }
            })?;
        }
        Some(steps)
    }
}
