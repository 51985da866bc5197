//! How many plain events there are in steps of time that follow each other, from running counts.

use super::columns::Whereabouts;
use super::toll::TollTotal;
use crate::graph::{Bits, ClassCount, Dated, DayStretch};
use crate::model::{Day, Window};
use crate::view::View;

/// # What the columns hold, step by step
impl View<'_, '_> {
    /// Adds the events of spans that lie whole in a step to it, and gives the sum of all these; the
    /// steps follow each other without a gap.
    pub(super) fn add_spans_within(self, steps: &mut [(Window, TollTotal)]) -> TollTotal {
        let (spans, mut sum) = (&self.graph.spans, TollTotal::default());
        let steps = steps.iter_mut().filter(|(days, _)| !days.is_empty());
        let during = |event_window| View {
            event_window,
            ..self
        };
        if let Some(alike) = self.alike() {
            let before = |day| spans.in_time.before(spans.mark_in_time(day));
            let (mut start, mut all) = (None, ClassCount::default());
            // in time: where, the window says
            let there = Whereabouts::Time(DayStretch::NONE);
            for (days, total) in steps {
                let begun = start.unwrap_or_else(|| before(days.from)).begun;
                let end = before(days.to);
                let covering = during(*days).covering(there, None);
                let certainly = end.ended.minus(begun).plus(covering);
                start = Some(end);
                all = all.plus(certainly);
                alike.add(certainly, &mut total.certainly);
            }
            alike.add(all, &mut sum.certainly);
            return sum;
        }
        for (days, total) in steps {
            let mut within = TollTotal::default();
            let there = Whereabouts::in_time(&self.graph.dated, *days);
            during(*days).add_spans(there, false, &mut within);
            *total = total.plus(within);
            sum = sum.plus(within);
        }
        sum
    }

    /// The deaths of events of exact days in each of some windows that follow each other, where
    /// running counts are kept for the view's filters.
    pub(super) fn exact_tolls(
        self,
        windows: impl Iterator<Item = Window>,
        steps: &mut Vec<(Window, TollTotal)>,
    ) -> Option<()> {
        let dated = &self.graph.dated;
        if let Some(alike) = self.alike() {
            let add = |before: ClassCount, after: ClassCount, total: &mut TollTotal| {
                alike.add(after.minus(before), &mut total.certainly);
            };
            each_between(windows, |day| dated.before(day), add, steps);
            return Some(());
        }
        if self.among.is_some() {
            return None;
        }
        if dated.order.len() > 1 {
            dated.classes_before(Day::BEFORE_ALL, &[])?;
        }
        let admitted = self.admitted(&dated.order);
        let known = [&admitted.certainly, &admitted.possibly];
        let before = |day| known.map(|bits| weights(dated, day, bits));
        let add = |before: [Weights; 2], after: [Weights; 2], total: &mut TollTotal| {
            let counts = [&mut total.certainly, &mut total.possibly];
            let shown = if self.certainly { 1 } else { 2 };
            for (known, count) in counts.into_iter().enumerate().take(shown) {
                let own = |of: usize| after[known][of].minus(before[known][of]);
                let (all, violent, unknown) = (own(0), own(1).count, own(2).count);
                let deaths = all.deaths.into();
                count.add_plain(all.count.into(), violent.into(), unknown.into(), deaths);
            }
        };
        each_between(windows, before, add, steps);
        Some(())
    }
}

/// Of some classes all events, the violent ones, and of these those without a figure.
type Weights = [ClassCount; 3];

/// What of the classes in a set lies before a day.
fn weights(dated: &Dated, day: Day, bits: &Bits) -> Weights {
    let order = &dated.order;
    let of = |bits: &Bits| {
        if bits.is_empty() {
            return ClassCount::default();
        }
        if order.len() < 2 {
            return dated.before(day);
        }
        let before = dated.classes_before(day, bits.words());
        before.unwrap_or_default()
    };
    order.weights(bits, of)
}

/// Adds a step for each of some windows that follow each other, from what lies before days.
#[inline]
fn each_between<B: Copy>(
    windows: impl Iterator<Item = Window>,
    before: impl Fn(Day) -> B,
    add: impl Fn(B, B, &mut TollTotal),
    steps: &mut Vec<(Window, TollTotal)>,
) {
    let mut so_far = None;
    windows.for_each(|window| {
        let start = so_far.unwrap_or_else(|| before(window.from));
        let end = before(window.to);
        so_far = Some(end);
        steps.push((window, TollTotal::default()));
        if let Some((_, total)) = steps.last_mut() {
            add(start, end, total);
        }
    });
}
