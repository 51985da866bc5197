//! What the columns count in steps of time that follow each other, from prefix sums by day.

use super::columns::AdmittedEvents;
use crate::graph::{AdmittedClasses, EventSums};
use crate::model::{Day, Step, Window};
use crate::query::happenings::{Count, TollTotal};
use crate::view::View;

/// # What the columns hold, step by step
impl View<'_, '_> {
    /// Adds the events of spans that lie whole in a step to it, and gives the sum of all these; the
    /// steps follow each other without a gap, all but the first and the last of them whole.
    pub(super) fn add_spans_within(
        self,
        step: Step,
        steps: &mut [(Window, TollTotal)],
    ) -> TollTotal {
        let spans = &self.graph.spans;
        let is_free = self.has_free_events();
        let admitted = (!is_free).then(|| self.admitted_events());
        let table = spans.by_step().of(step).filter(|_| self.among.is_none());
        let Some((table, first)) = table.zip(steps.first()) else {
            return self.add_spans_one_by_one(admitted.as_ref(), steps);
        };
        let mut row = table.first_from(first.0.from);
        let mut sum = [EventSums::default(); 2];
        let mut cut = TollTotal::default();
        for (days, total) in steps {
            // the steps of the table begin with the first span
            if days.is_empty() || table.start(0).is_none_or(|start| days.to <= start) {
                continue;
            }
            if !table.is_step(row, *days) {
                let mut cut_step = [(*days, TollTotal::default())];
                cut = cut.plus(self.add_spans_one_by_one(admitted.as_ref(), &mut cut_step));
                *total = total.plus(cut_step[0].1);
                row = table.first_from(days.to);
                continue;
            }
            let whole = match &admitted {
                None => [table.whole_in(row, None), EventSums::default()],
                Some(admitted) => {
                    let AdmittedClasses {
                        certainly,
                        possibly,
                    } = &admitted.spans;
                    [certainly, possibly].map(|classes| table.whole_in(row, Some(classes)))
                }
            };
            row += 1;
            total.certainly.add_sums(whole[0]);
            sum[0] = sum[0].plus(whole[0]);
            if !self.certainly {
                total.possibly.add_sums(whole[1]);
                sum[1] = sum[1].plus(whole[1]);
            }
        }
        cut.certainly.add_sums(sum[0]);
        cut.possibly.add_sums(sum[1]);
        cut
    }

    /// The same of steps of any length.
    fn add_spans_one_by_one(
        self,
        admitted: Option<&AdmittedEvents>,
        steps: &mut [(Window, TollTotal)],
    ) -> TollTotal {
        let mut sum = TollTotal::default();
        for (days, total) in steps.iter_mut().filter(|(days, _)| !days.is_empty()) {
            let mut within = TollTotal::default();
            let own = View {
                event_window: *days,
                ..self
            };
            let slice = own.columns_in_time();
            match admitted {
                None => own.add_certain_spans(slice, &mut within),
                Some(_) if self.among.is_some() => own.add_each_span(slice, false, &mut within),
                Some(admitted) => own.add_spans(slice, admitted, false, &mut within),
            }
            *total = total.plus(within);
            sum = sum.plus(within);
        }
        sum
    }

    /// The deaths of events of exact days in each of some windows that follow each other; `None`: no
    /// prefix sums are kept for the view's filters.
    pub(super) fn exact_tolls(
        self,
        windows: impl Iterator<Item = Window>,
        steps: &mut Vec<(Window, TollTotal)>,
    ) -> Option<()> {
        let dated = &self.graph.dated;
        if self.has_free_events() {
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
        }
        if self.among.is_some() {
            return None;
        }
        let AdmittedEvents { exact, .. } = self.admitted_events();
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
