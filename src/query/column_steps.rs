//! How many plain events there are in steps of time that follow each other, from running counts.

use super::toll::TollTotal;
use crate::graph::{Bits, ClassCount, Dated, Weights};
use crate::model::{Day, Window};
use crate::view::View;

/// # What the columns hold, step by step
impl View<'_, '_> {
    /// Adds the events of spans that lie whole in a step to it, and gives the sum of all these; the
    /// steps follow each other without a gap.
    pub(super) fn add_spans_within(self, steps: &mut [(Window, TollTotal)]) -> TollTotal {
        let mut sum = TollTotal::default();
        let steps = steps.iter_mut().filter(|(days, _)| !days.is_empty());
        if let Some(alike) = self.alike().filter(|_| self.graph.spans.has_days()) {
            let mut all = ClassCount::default();
            for (days, total) in steps {
                let whole = self.whole_in_step(*days);
                all = all.plus(whole);
                alike.add(whole, &mut total.certainly);
            }
            alike.add(all, &mut sum.certainly);
            return sum;
        }
        for (days, total) in steps {
            let mut within = TollTotal::default();
            let own = View {
                event_window: *days,
                ..self
            };
            let (there, ends) = own.columns_in_time();
            own.add_spans(there, ends, false, &mut within);
            *total = total.plus(within);
            sum = sum.plus(within);
        }
        sum
    }

    #[inline]
    fn whole_in_step(self, days: Window) -> ClassCount {
        let (sum, group) = self.graph.spans.whole_in(days);
        group.map_or(sum, |group| sum.plus(self.covering_in_time(group, days)))
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
        let add = |before: [Before; 2], after: [Before; 2], total: &mut TollTotal| {
            let counts = [&mut total.certainly, &mut total.possibly];
            let shown = if self.certainly { 1 } else { 2 };
            for (known, count) in counts.into_iter().enumerate().take(shown) {
                count.add_plain(after[known].with(before[known], ClassCount::minus));
            }
        };
        each_between(windows, before, add, steps);
        Some(())
    }
}

/// What of some classes lies before a day.
type Before = Weights<ClassCount>;

/// What of the classes in a set lies before a day.
fn weights(dated: &Dated, day: Day, bits: &Bits) -> Before {
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
