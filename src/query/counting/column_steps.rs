//! What the columns count in steps of time that follow each other, from prefix sums by day.

use super::columns::AdmittedEvents;
use crate::graph::EventSums;
use crate::model::{Day, Step, Window};
use crate::query::happenings::{Count, TollTotal};
use crate::view::View;

/// # What the columns hold, step by step
impl View<'_, '_> {
    /// What the columns hold in each of some windows that follow each other without a gap, all but the
    /// first and the last of them steps of the calendar: events of exact days, and spans that lie whole
    /// in one.
    pub(super) fn column_steps(self, step: Step, windows: &[Window]) -> Vec<(Window, TollTotal)> {
        let admitted = (!self.has_free_events()).then(|| self.admitted_events());
        let table = self.graph.by_step.of(step).filter(|_| self.among.is_none());
        let Some(table) = table else {
            return self.steps_without_table(step, windows, admitted.as_ref());
        };
        let first = windows.first().map_or(Day::BEFORE_ALL, |days| days.from);
        // the first window may be cut, and the first step lie behind it
        let row = table.first_from(first);
        let before = windows.partition_point(|days| !table.has_begun(row, days.from));
        let rows = windows[before..].iter().zip(row..);
        let whole = rows
            .take_while(|&(&days, row)| table.is_step(row, days))
            .count();
        let (before, rest) = windows.split_at(before);
        let (inner, after) = rest.split_at(whole);
        let mut steps = Vec::with_capacity(windows.len());
        steps.extend(self.steps_without_table(step, before, admitted.as_ref()));
        let rows = inner.iter().zip(row..);
        match &admitted {
            None => steps.extend(rows.map(|(&days, row)| {
                let total = TollTotal::of_sums(table.sums(row, None));
                (days, total)
            })),
            Some(AdmittedEvents { exact, spans }) => {
                let classes = [&exact.certainly, &spans.certainly];
                steps.extend(rows.clone().map(|(&days, row)| {
                    let total = TollTotal::of_sums(table.sums(row, Some(classes)));
                    (days, total)
                }));
                let has_possible = !exact.possibly.is_empty() || !spans.possibly.is_empty();
                if has_possible && !self.certainly {
                    let classes = [&exact.possibly, &spans.possibly];
                    let own = steps[before.len()..].iter_mut();
                    for ((_, total), (_, row)) in own.zip(rows) {
                        total.possibly = Count::of_sums(table.sums(row, Some(classes)));
                    }
                }
            }
        }
        steps.extend(self.steps_without_table(step, after, admitted.as_ref()));
        steps
    }

    /// The same of windows that are no steps of the table: cut by the view's window, or before or after
    /// all events.
    #[inline(never)]
    fn steps_without_table(
        self,
        step: Step,
        windows: &[Window],
        admitted: Option<&AdmittedEvents>,
    ) -> Vec<(Window, TollTotal)> {
        let mut steps = Vec::with_capacity(windows.len());
        let windows = windows.iter().copied();
        if self
            .exact_tolls(windows.clone(), admitted, &mut steps)
            .is_none()
        {
            steps.extend(windows.map(|days| {
                let own = View {
                    event_window: days,
                    ..self
                };
                (days, own.exact_toll())
            }));
        }
        self.add_spans_whole_in(step, admitted, &mut steps);
        steps
    }

    /// Adds the events of spans that lie whole in a step to it.
    fn add_spans_whole_in(
        self,
        step: Step,
        admitted: Option<&AdmittedEvents>,
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
            let slice = own.columns_in_time();
            match admitted {
                None => own.add_certain_spans(slice, total),
                Some(_) if self.among.is_some() => own.add_each_span(slice, false, total),
                Some(admitted) => own.add_spans(slice, admitted, false, total),
            }
        }
    }

    /// The deaths of events of exact days in each of some windows that follow each other; `None`: no
    /// prefix sums are kept for the view's filters.
    fn exact_tolls(
        self,
        windows: impl Iterator<Item = Window>,
        admitted: Option<&AdmittedEvents>,
        steps: &mut Vec<(Window, TollTotal)>,
    ) -> Option<()> {
        let dated = &self.graph.exact;
        let Some(AdmittedEvents { exact, .. }) = admitted else {
            // where all are alike a step is two differences
            if dated.are_alike() {
                let before = |day| dated.count_before(day);
                let fill = |[from, to]: [(u32, u32); 2], total: &mut TollTotal| {
                    let (count, best) = (to.0.wrapping_sub(from.0), to.1.wrapping_sub(from.1));
                    total.certainly = Count::of_sums(dated.all_alike(count, best));
                };
                each_between(windows, before, fill, steps);
            } else {
                let before = |day| dated.sums_before(day, None).unwrap_or_default();
                let fill = |[from, to]: [EventSums; 2], total: &mut TollTotal| {
                    total.certainly = Count::of_sums(to.minus(from));
                };
                each_between(windows, before, fill, steps);
            }
            return Some(());
        };
        if self.among.is_some() {
            return None;
        }
        dated.sums_before(Day::BEFORE_ALL, Some(&exact.certainly))?;
        dated.sums_before(Day::BEFORE_ALL, Some(&exact.possibly))?;
        let before = |classes| move |day| dated.sums_before(day, Some(classes)).unwrap_or_default();
        let fill = |[from, to]: [EventSums; 2], total: &mut TollTotal| {
            total.certainly = Count::of_sums(to.minus(from));
        };
        each_between(windows, before(&exact.certainly), fill, steps);
        if !self.certainly && !exact.possibly.is_empty() {
            let before = before(&exact.possibly);
            for (days, total) in steps {
                let sums = before(days.to).minus(before(days.from));
                total.possibly = Count::of_sums(sums);
            }
        }
        Some(())
    }
}

/// Adds a step for each of some windows that follow each other, from what lies before days.
#[inline]
fn each_between<B: Copy>(
    windows: impl Iterator<Item = Window>,
    before: impl Fn(Day) -> B,
    fill: impl Fn([B; 2], &mut TollTotal),
    steps: &mut Vec<(Window, TollTotal)>,
) {
    let mut so_far = None;
    windows.for_each(|window| {
        let start = so_far.unwrap_or_else(|| before(window.from));
        let end = before(window.to);
        so_far = Some(end);
        // filled in place: a total is 150 bytes
        steps.push((window, TollTotal::default()));
        if let Some((_, total)) = steps.last_mut() {
            fill([start, end], total);
        }
    });
}
