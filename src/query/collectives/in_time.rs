//! Events and deaths of a collective by steps of the calendar.

use super::collective::{Collective, CollectiveMember};
use crate::graph::StatementRef;
use crate::model::{Holds, Step};
use crate::query::counting::{Row, Series};
use crate::query::happenings::Outline;

/// # By steps of the calendar
impl<'g> Collective<'g, '_> {
    /// The events of the collective, and the deaths in them, by steps of the calendar.
    ///
    /// Beside the deaths in these stand those that it [suffered](Self::losses). Each step names the
    /// [memberships](crate::Tally::memberships) by which its events are the collective's.
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
        let firsts = view.firsts_of(self.statements_of_losses()).into_iter();
        let rows = firsts.filter_map(|id| {
            let mut happening = view.happening(id)?;
            let lost = self.losses_in(&happening, Holds::Certainly)?;
            let part = self.event(id);
            let is_counted = part.is_some();
            match part {
                Some(event) => happening = event.happening,
                None => happening.stands_as(view, lost.standing),
            }
            let memberships = lost.members.iter().flat_map(CollectiveMember::statements);
            let memberships: Vec<StatementRef<'g>> = memberships.collect();
            let row = Row {
                outline: Outline::of(&happening),
                is_counted,
                losses: Some(lost.total),
                memberships,
            };
            // what it took part in, then what it lost somebody in
            Some(((!is_counted, happening.order()), row))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|row| row.0);
        let rows = rows.into_iter().map(|row| row.1);
        view.in_steps(step, rows.collect(), true)
    }
}
