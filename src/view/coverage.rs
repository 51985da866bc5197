//! Whether the record covers the days of a view.

use super::View;
use crate::model::{Covered, Day, Window};

/// # What is covered
impl View<'_, '_> {
    /// Whether the record covers all, some or none of the days on which the view asks for events.
    ///
    /// The record says nothing about days that it does not cover: if it has no event on such a day,
    /// that is no sign that nothing happened. A view that is [known on](View::known_on) a day
    /// covers nothing after that day.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Covered, Record, date};
    ///
    /// let graph = ActorGraph::new(Record::from_toml("[record]\nas_of = 2019-12-31")?);
    /// let year = |year| graph.during(date(year, 1, 1)..date(year + 1, 1, 1));
    /// assert_eq!(year(2019).covered(), Covered::Yes);
    /// assert_eq!(year(2020).covered(), Covered::No);
    /// assert_eq!(year(2019).known_on(date(2019, 6, 30)).covered(), Covered::Partly);
    /// // nothing is counted in 2020, and that is not zero
    /// assert_eq!(year(2019).toll().all().best(), Some(0));
    /// assert_eq!(year(2020).toll().all().best(), None);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covered(self) -> Covered {
        self.covered_in(self.event_window())
    }

    /// The parts of a window that the record does not cover, in the order of time.
    pub(crate) fn gaps(self, days: Window) -> Vec<Window> {
        let bounds = self.graph().record().covers().iter().flat_map(|part| {
            let bounds = part.bounds();
            let starts = [bounds.first_start(), bounds.last_start()];
            [starts, [bounds.first_end(), bounds.last_end()]].concat()
        });
        let known = self.known_on.map(Day::next);
        let mut cuts: Vec<Day> = bounds.chain(known).collect();
        cuts.retain(|cut| days.from < *cut && *cut < days.to);
        cuts.extend([days.from, days.to]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut gaps: Vec<Window> = Vec::new();
        for pair in cuts.windows(2) {
            let own = Window {
                from: pair[0],
                to: pair[1],
            };
            if self.covered_in(own) != Covered::No {
                continue;
            }
            match gaps.last_mut() {
                Some(last) if last.to == own.from => last.to = own.to,
                _ => gaps.push(own),
            }
        }
        gaps
    }

    /// Whether the record covers all, some or no days of another window, as this view knows it.
    pub(crate) fn covered_in(self, days: Window) -> Covered {
        let record = self.graph().record();
        match self.known_on {
            Some(day) => record.covered_as_known_on(days, day),
            None => record.covered(days),
        }
    }
}
