//! What events of exact days count in each of some consecutive windows.

use super::exact::ExactEvents;
use crate::graph::evidence::class_order::EventClasses;
use crate::graph::evidence::event_sums::EventSums;
use crate::model::{Day, Window};

impl ExactEvents {
    /// Gives what the events of a set of classes, or of all, count in each of some consecutive windows.
    /// `None`: no prefix sums by day are kept for the set.
    ///
    /// # Complexity
    ///
    /// O(windows); for a set O(windows × ranges of ranks).
    #[inline]
    pub(crate) fn each_between(
        &self,
        windows: impl Iterator<Item = Window>,
        classes: Option<&EventClasses>,
        mut each: impl FnMut(EventSums),
    ) -> Option<()> {
        if classes.is_none() && self.are_alike() {
            // then a window is the difference of two numbers
            let before = |day| self.count_before(day);
            differences(windows, before, |[from, to]| {
                let (count, best) = (to.0.wrapping_sub(from.0), to.1.wrapping_sub(from.1));
                each(self.all_alike(count, best));
            });
            return Some(());
        }
        self.sums_before(Day::BEFORE_ALL, classes)?;
        let before = |day| self.sums_before(day, classes).unwrap_or_default();
        differences(windows, before, |[from, to]| each(to.minus(from)));
        Some(())
    }
}

/// Gives what is counted before the first day of each window, and before its end.
#[inline]
fn differences<B: Copy>(
    windows: impl Iterator<Item = Window>,
    before: impl Fn(Day) -> B,
    mut each: impl FnMut([B; 2]),
) {
    let mut so_far = None;
    windows.for_each(|window| {
        let start = so_far.unwrap_or_else(|| before(window.from));
        let end = before(window.to);
        so_far = Some(end);
        each([start, end]);
    });
}
