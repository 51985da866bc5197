//! Deaths by month or another step of the calendar, without listing each happening.

use super::columns::ColumnEvent;
use crate::model::{Covered, Day, Step, Window};
use crate::query::happenings::TollTotal;
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// Events and deaths by month or another step of the calendar.
///
/// These are the counts of a [`Series`](crate::query::Series) without its statements, and so fit
/// for long spans. The steps and `not_dated` add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepTolls {
    /// The length of a step.
    pub step: Step,
    /// The steps in time, without a gap, cut to the view's window, each with its total.
    pub steps: Vec<(Window, TollTotal)>,
    /// The happenings that no single step holds.
    pub not_dated: TollTotal,
}

impl fmt::Display for StepTolls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (days, total) in &self.steps {
            writeln!(f, "{}: {total}", self.step.label(days.from))?;
        }
        writeln!(f, "not dated to a {}: {}", self.step, self.not_dated)
    }
}

/// # How many, without naming each
impl View<'_, '_> {
    /// Events and deaths by month or another step of the calendar, without their statements.
    ///
    /// If the window is unbounded, the steps run from the first step that has an event to the last.
    ///
    /// # Complexity
    ///
    /// O(steps + events that are not [plain](crate#terms)). With filters of kinds and evidence O(steps ×
    /// [classes](crate#terms)). With [`among`](Self::among) each event of the window is looked at.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-08-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 3
    /// # [[events]]
    /// # kind = "clash"
    /// # when = "[2023-09-30..2023-10-01]"
    /// # from = "jnim"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let tolls = graph.ever().tolls_by(Step::Month);
    /// assert_eq!(tolls.steps.len(), 1);
    /// assert_eq!(tolls.steps[0].1.certainly.best(), Some(3));
    /// assert_eq!(tolls.not_dated.certainly.happenings, 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn tolls_by(self, step: Step) -> StepTolls {
        let window = self.event_window();
        let (mut dated, mut not_dated) = (Vec::new(), TollTotal::default());
        for one in self.other_outlines() {
            match self.step_of(step, one.days) {
                Some(start) => dated.push((start, one)),
                None => not_dated.add(&one),
            }
        }
        let is_bounded = window.from.is_finite() && window.to.is_finite();
        let plain = if is_bounded {
            None
        } else {
            self.column_days(step)
        };
        let starts = || dated.iter().map(|(start, _)| *start);
        let from = if window.from.is_finite() {
            Some(step.start(window.from))
        } else {
            starts().chain(plain.map(|days| step.start(days.0))).min()
        };
        let to = if window.to.is_finite() {
            Some(window.to)
        } else {
            starts()
                .chain(plain.map(|days| days.1))
                .max()
                .map(Day::next)
        };
        let (mut steps, in_steps) = match (from, to) {
            (Some(from), Some(to)) if !window.is_empty() => self.plain_steps(step, from, to),
            _ => Default::default(),
        };
        if !self.graph.spans.is_empty() {
            not_dated = not_dated.plus(self.plain_toll().minus(in_steps));
        }
        for (start, one) in dated {
            let at = steps.partition_point(|(days, _)| step.start(days.from) < start);
            match steps.get_mut(at) {
                Some((_, total)) => total.add(&one),
                None => not_dated.add(&one),
            }
        }
        let covers_all = self.covered_in(Window::ALL) == Covered::Yes;
        for (days, total) in &mut steps {
            total.cover(if covers_all {
                Covered::Yes
            } else {
                self.covered_in(*days)
            });
        }
        StepTolls {
            step,
            steps,
            not_dated: not_dated.of_days(self.covered()),
        }
    }

    /// The deaths of events in columns in each step from one day up to another, and their sum.
    fn plain_steps(self, step: Step, from: Day, to: Day) -> (Vec<(Window, TollTotal)>, TollTotal) {
        self.column_steps(step, from, to)
    }

    /// The first and the last day of the events in columns that the view shows and one step holds.
    fn column_days(self, step: Step) -> Option<(Day, Day)> {
        let window = self.event_window();
        if window.is_empty() {
            return None;
        }
        let exact = if self.among.is_some() {
            first_and_last(self.exact_events_in_time())
        } else {
            self.exact_days()
        };
        let spans = self.spans_by_length(step.most_days()).filter_map(|spans| {
            first_and_last(spans.filter(|event| {
                let (first, last) = event.days;
                window.from <= first && last < window.to && last < step.next(first)
            }))
        });
        let all = exact.into_iter().chain(spans);
        all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// The days of the first and the last event of an exact day that the view shows.
    fn exact_days(self) -> Option<(Day, Day)> {
        let (first, last) = self.graph.exact.days_of(self.event_window)?;
        let filter = self.event_filter();
        let count = |from: i32, to: i32| {
            let own = View {
                event_window: Window {
                    from: Day::new(from),
                    to: Day::new(to).next(),
                },
                ..self
            };
            own.exact_toll(&filter).all().happenings
        };
        let (first, last) = (first.number(), last.number());
        let all = count(first, last);
        if all == 0 {
            return None;
        }
        // the count stays 0 before the first such day, and is full after the last
        let earliest = bisect(first, last, |day| count(first, day) > 0);
        let latest = bisect(earliest, last, |day| count(earliest, day) == all);
        Some((Day::new(earliest), Day::new(latest)))
    }
}

/// The first days of the first and the last of some events, in the order of time.
fn first_and_last(mut events: impl DoubleEndedIterator<Item = ColumnEvent>) -> Option<(Day, Day)> {
    let first = events.next()?.days.0;
    Some((first, events.next_back().map_or(first, |last| last.days.0)))
}

/// The first number of a range from which on a test holds; the end of the range if it holds nowhere.
fn bisect(mut low: i32, mut high: i32, holds: impl Fn(i32) -> bool) -> i32 {
    while low < high {
        // `i32::midpoint` rounds towards 0: of -92 and -91 it is -91
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
