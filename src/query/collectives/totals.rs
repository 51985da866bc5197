//! Totals of a collective: the events in which it took part, the people killed in them, and its losses.

use super::collective::Collective;
use super::taking_part::{Counted, MemberInvolved};
use crate::model::{ActorId, Certainty, Deaths, Holds, Statement, StatementId};
use crate::query::counting::{ColumnEvent, United};
use crate::query::happenings::{Happening, TollTotal, sum_of_losses};
use crate::query::kit::HoldsCount;

/// # How many
///
/// For the memberships that a figure rests on, ask [`events`](Self::events), event by event, or
/// [`members`](Self::members).
impl<'g, 'f> Collective<'g, 'f> {
    /// How many events the collective took part in.
    ///
    /// # Complexity
    ///
    /// As [`toll`](Self::toll).
    pub fn event_count(&self) -> HoldsCount {
        let total = self.toll();
        if total.is_silent() {
            return HoldsCount::SILENT;
        }
        HoldsCount::new(total.certainly.happenings, total.possibly.happenings)
    }

    /// The deaths in all events that the collective took part in, each event counted once.
    ///
    /// # Complexity
    ///
    /// O(log n) for each spell of membership and each pair of actors that belong to the collective,
    /// and O(1) for each of their events that has several tellings, uncertain days, or more than
    /// two actors. With [`among`](crate::View::among) O(events of all that belong to the collective).
    pub fn toll(&self) -> TollTotal {
        let (united, others) = self.counted();
        let mut total = TollTotal::default();
        if let Some(united) = united {
            total = united
                .tolls_in(&[self.view.event_window()])
                .into_iter()
                .sum();
        }
        for one in &others {
            one.add_to(&mut total);
        }
        total.of_days(self.view.covered())
    }

    /// The counter of the events of exact days in columns, and all other events one by one.
    pub(super) fn counted(&self) -> (Option<United<'g, 'f>>, Vec<Counted<'g>>) {
        let days = self.belonging.iter();
        let days = days.map(|(&actor, own)| (actor, own.in_window.all().clone()));
        let united = self.view.united(&days.collect::<Vec<_>>());
        let mut outside = Vec::new();
        let statements = if united.is_some() {
            let mut spans: Vec<ColumnEvent> = Vec::new();
            let mut others = Vec::new();
            for (actor, view) in self.each_in_its_days() {
                spans.extend(view.span_events_of(actor));
                others.append(&mut view.other_statements_of(actor));
            }
            spans.sort_unstable_by_key(|span| span.statement);
            spans.dedup_by_key(|span| span.statement);
            let own = spans.iter().filter_map(|span| self.counted_span(span));
            outside.extend(own);
            others
        } else {
            self.statements()
        };
        let firsts = self.view.firsts_of(statements).into_iter();
        outside.extend(firsts.filter_map(|id| self.outline(id).map(Counted::Whole)));
        (united, outside)
    }

    /// The deaths that the collective suffered, each event counted once.
    ///
    /// These are the deaths of actors while they belonged to the collective: in events in which one
    /// of its actors took part, and in events whose toll says that some of the dead were theirs. If
    /// an event is certainly the collective's, but an actor only possibly belonged to it, the
    /// deaths of that actor count as possible.
    ///
    /// # Complexity
    ///
    /// O(events of all that belong to it).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2024-11-30
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = "late 2023-09"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-25
    /// # from = "army"
    /// # to = ["cma", "msa"]
    /// # killed = { best = 9, of = [{ actor = "cma", best = 4 }, { actor = "msa", best = 3 }] }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let losses = graph.ever().coalition_as_one(graph.actor("CSP")?).losses();
    /// assert_eq!(losses.certainly.best(), Some(4));
    /// // nobody knows whether MSA was still a member
    /// let all = losses.all();
    /// assert_eq!((all.happenings, all.killed().map(|dead| (dead.low, dead.high))), (1, Some((4, 7))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn losses(&self) -> TollTotal {
        let mut total = TollTotal::default();
        for id in self.view.firsts_of(self.statements_of_losses()) {
            if let Some(happening) = self.view.happening(id)
                && let Some(own) = self.losses_in(&happening, Holds::Certainly)
            {
                total = total.plus(own.total);
            }
        }
        total.of_days(self.view.covered())
    }

    /// The statements that may bring in an event in which an actor of the collective took part or
    /// lost somebody.
    pub(super) fn statements_of_losses(&self) -> Vec<StatementId> {
        let graph = self.view.graph();
        let actors = self.belonging.keys();
        let beside = actors.flat_map(|&actor| graph.bystanders.of(actor));
        let mut all = self.statements();
        all.extend(beside);
        all
    }

    /// Returns the collective's losses in a happening that holds at best so; `None` if the happening does not concern
    /// it.
    pub(super) fn losses_in(&self, happening: &Happening<'g>, at_best: Holds) -> Option<LossesIn> {
        let killed = happening.killed.as_ref();
        let named = killed.into_iter().flat_map(|killed| &killed.of);
        let named = named.map(|own| own.actor.id());
        let parts = happening.actors.iter().map(|actor| actor.id());
        let mut actors: Vec<ActorId> = parts.chain(named).collect();
        actors.sort_unstable();
        actors.dedup();
        let own = actors.into_iter();
        let own = own.filter_map(|actor| Some((actor, self.belonging.get(&actor)?)));
        let concerns = |actor, told: &Statement| self.view.concerns(told, actor);
        let parts = self.parts(happening, own, concerns);
        let mut rows: [Vec<Deaths>; 2] = Default::default();
        for part in &parts {
            let own = killed.into_iter().flat_map(|killed| &killed.of);
            let own = own.filter(|own| own.actor.id() == part.actor);
            let place = usize::from(part.standing.0.and(at_best) == Holds::Possibly);
            rows[place].extend(own.map(|own| own.deaths));
        }
        let standing = parts.iter().map(|part| part.standing).max()?;
        let best = standing.0.and(at_best);
        let [certain, possible] = rows.map(sum_of_losses);
        let none = killed.filter(|killed| killed.deaths.high == 0);
        let none = none.map(|_| Deaths::default());
        let mut total = TollTotal::default();
        match best {
            Holds::Certainly => {
                total.add_one(best, happening.is_violent(), certain.or(none));
                if let Some(more) = possible {
                    total.add_possible_deaths(more);
                }
            }
            Holds::Possibly => total.add_one(best, happening.is_violent(), possible.or(none)),
        }
        Some(LossesIn {
            total,
            standing,
            parts,
        })
    }
}

/// The losses of a collective in one happening.
pub(super) struct LossesIn {
    pub(super) total: TollTotal,
    /// Whether the happening concerns the collective, certainly or possibly, and with which certainty.
    pub(super) standing: (Holds, Certainty),
    /// The actors that it concerns.
    pub(super) parts: Vec<MemberInvolved>,
}
