//! Events and deaths of a collective by month or another step of the calendar.

use super::collective::Collective;
use super::taking_part::Counted;
use crate::graph::StatementRef;
use crate::model::{Holds, Step, Window};
use crate::query::counting::{Row, Series, StepTolls, United};
use crate::query::happenings::{Outline, TollTotal};

/// # By steps of the calendar
impl<'g> Collective<'g, '_> {
    /// The events of the collective, and the deaths in them, by month or another step of the calendar.
    ///
    /// Beside these deaths each step has the deaths that the collective [suffered](Self::losses),
    /// and the [memberships](crate::Tally::memberships) that make its events the collective's.
    ///
    /// # Complexity
    ///
    /// O(events of all that belong to it + steps).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # id = "cma-in-csp"
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2024-11-30
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-12
    /// # from = "army"
    /// # to = ["cma", "msa"]
    /// # killed = 81
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-01
    /// # from = "msa"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let series = graph.ever().coalition_as_one(graph.actor("CSP")?).series(Step::Month);
    /// let [september] = &*series.steps else { panic!("MSA never was a member") };
    /// assert_eq!(september.tally.total.certainly.best(), Some(81));
    /// assert_eq!(september.tally.memberships[0].key(), "cma-in-csp");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn series(&self, step: Step) -> Series<'g> {
        let view = self.view;
        let memberships = view.for_memberships();
        let firsts = view.firsts_of(self.statements_of_losses()).into_iter();
        let rows = firsts.filter_map(|id| {
            let mut happening = view.happening(id)?;
            let lost = self.losses_in(&happening, Holds::Certainly)?;
            let part = self.took_part(&happening);
            let is_counted = part.is_some();
            happening.stands_as(view, part.unwrap_or(lost.standing));
            let links = lost.parts.iter().flat_map(|part| {
                let belonging = &self.belonging[&part.actor];
                belonging.links_on(&part.on)
            });
            let memberships: Vec<StatementRef<'g>> = links
                .flat_map(|tie| memberships.tie_statements(tie))
                .collect();
            let row = Row {
                outline: Outline::of(&happening),
                is_counted,
                losses: Some(lost.total),
                memberships,
            };
            // the happenings in which it took part, then those in which it only lost somebody
            Some(((!is_counted, happening.order()), row))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|row| row.0);
        let rows = rows.into_iter().map(|row| row.1);
        view.in_steps(step, rows, true)
    }

    /// Events and deaths of the collective by step of the calendar, without their statements.
    ///
    /// These are the counts of a [`series`](Self::series), without its statements and losses, and
    /// so fit for long spans and many members. If the window is unbounded, the steps run from the
    /// first step that has an event to the last.
    ///
    /// # Complexity
    ///
    /// As [`toll`](Self::toll) for each step, if a spell of membership meets it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2024-11-30
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-12
    /// # from = "army"
    /// # to = "cma"
    /// # killed = 81
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let csp = graph.ever().coalition_as_one(graph.actor("CSP")?);
    /// let months = csp.tolls_by(Step::Month);
    /// assert_eq!(months.steps[0].1.certainly.best(), Some(81));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tolls_by(&self, step: Step) -> StepTolls {
        let (view, window) = (self.view, self.view.event_window());
        let (united, others) = self.counted();
        let mut not_dated = TollTotal::default();
        let exact = united.as_ref().and_then(United::days);
        // a span longer than any step lies in none
        let spans = others.iter().map(Counted::days);
        let spans = spans.filter(|days| {
            let more = days.last.number().abs_diff(days.first.number());
            days.first.is_finite() && days.last.is_finite() && u64::from(more) < step.most_days()
        });
        let ends = exact
            .into_iter()
            .chain(spans.map(|days| (days.first, days.last)));
        let ends = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let from = if window.from.is_finite() {
            Some(window.from)
        } else {
            ends.map(|ends| ends.0)
        };
        let to = if window.to.is_finite() {
            Some(window.to)
        } else {
            ends.map(|ends| ends.1.next())
        };
        let mut steps: Vec<(Window, TollTotal)> = Vec::new();
        if let (Some(from), Some(to), false) = (from, to, window.is_empty()) {
            let mut start = step.start(from);
            while start < to {
                let next = step.next(start);
                let days = Window {
                    from: start.max(window.from),
                    to: next.min(window.to),
                };
                steps.push((days, TollTotal::default()));
                start = next;
            }
        }
        if let Some(united) = united {
            let windows: Vec<Window> = steps.iter().map(|one| one.0).collect();
            let tolls = united.tolls_in(&windows);
            for ((_, total), own) in steps.iter_mut().zip(tolls) {
                *total = own;
            }
        }
        for one in others {
            let own = one.days();
            let at = steps.partition_point(|(days, _)| days.to <= own.first);
            match steps.get_mut(at) {
                Some((days, total)) if days.contains_range(own.first, own.last) => {
                    one.add_to(total);
                }
                _ => one.add_to(&mut not_dated),
            }
        }
        // filters may hide the first and last events of the columns
        let is_empty = |total: &TollTotal| total.all().happenings == 0;
        if !window.to.is_finite() {
            while steps.last().is_some_and(|(_, total)| is_empty(total)) {
                steps.pop();
            }
        }
        if !window.from.is_finite() {
            let empty = steps.iter().take_while(|(_, total)| is_empty(total));
            let empty = empty.count();
            steps.drain(..empty);
        }
        for (days, total) in &mut steps {
            total.cover(view.covered_in(*days));
        }
        StepTolls {
            step,
            steps,
            not_dated: not_dated.of_days(view.covered()),
        }
    }
}
