//! What the columns count in steps of time that follow each other, from prefix sums by day.

use super::columns::AdmittedEvents;
use crate::graph::EventSums;
use crate::model::{Day, Window};
use crate::query::happenings::TollTotal;
use crate::view::View;

/// # What the columns hold, step by step
impl View<'_, '_> {
    /// Adds the events of spans that lie whole in a step to it, and gives the sum of all these; the
    /// steps follow each other without a gap.
    pub(super) fn add_spans_within(self, steps: &mut [(Window, TollTotal)]) -> TollTotal {
        let mut sum = TollTotal::default();
        let steps = steps.iter_mut().filter(|(days, _)| !days.is_empty());
        let spans = &self.graph.spans;
        if self.has_free_events() && spans.has_days() {
            let mut all = EventSums::default();
            for (days, total) in steps {
                let whole = spans.whole_in(*days);
                all = all.plus(whole);
                total.certainly.add_sums(whole);
            }
            sum.certainly.add_sums(all);
            return sum;
        }
        let admitted = self.admitted_events();
        for (days, total) in steps {
            let mut within = TollTotal::default();
            let own = View {
                event_window: *days,
                ..self
            };
            let slice = own.columns_in_time();
            if self.among.is_some() {
                own.add_each_span(slice, false, &mut within);
            } else {
                own.add_spans(slice, &admitted, false, &mut within);
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
            let before = |day| dated.sums_before(day, None).unwrap_or_default();
            each_between(windows, before, EventSums::minus, TollTotal::of_sums, steps);
            return Some(());
        }
        if self.among.is_some() {
            return None;
        }
        let AdmittedEvents { exact, .. } = self.admitted_events();
        dated.sums_before(Day::BEFORE_ALL, Some(&exact.certainly))?;
        dated.sums_before(Day::BEFORE_ALL, Some(&exact.possibly))?;
        let known = [&exact.certainly, &exact.possibly];
        let before = |day| known.map(|bits| dated.sums_before(day, Some(bits)).unwrap_or_default());
        let minus = |after: [EventSums; 2], before: [EventSums; 2]| {
            [0, 1].map(|known: usize| after[known].minus(before[known]))
        };
        let total = |[certainly, possibly]: [EventSums; 2]| {
            let mut total = TollTotal::of_sums(certainly);
            if !self.certainly {
                total.possibly.add_sums(possibly);
            }
            total
        };
        each_between(windows, before, minus, total, steps);
        Some(())
    }
}

/// Adds a step for each of some windows that follow each other, from what lies before days.
#[inline]
fn each_between<B: Copy>(
    windows: impl Iterator<Item = Window>,
    before: impl Fn(Day) -> B,
    minus: impl Fn(B, B) -> B,
    total: impl Fn(B) -> TollTotal,
    steps: &mut Vec<(Window, TollTotal)>,
) {
    let mut so_far = None;
    windows.for_each(|window| {
        let start = so_far.unwrap_or_else(|| before(window.from));
        let end = before(window.to);
        so_far = Some(end);
        steps.push((window, total(minus(end, start))));
    });
}
