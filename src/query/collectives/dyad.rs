//! A collective and an actor or another collective in time: their ties, their events and the deaths in these.

use super::belonging_days::DaysBySurety;
use super::collective::{Collective, CollectiveMember};
use super::taking_part::CollectiveEvent;
use crate::graph::{ActorSet, IntoId};
use crate::model::{ActorId, Certainty, Holds, Kind, Spans, Statement, SureDays};
use crate::query::happenings::{DyadRelation, Happening, Outline, TollTotal, ties};
use crate::query::kit::list;
use crate::view::{Neighbor, View};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// All that is between a collective and an actor, or another collective, in time.
///
/// It is a [`Dyad`](crate::Dyad) of all actors of the one with all actors of the other, on the days
/// on which they belong there. The other end is never a member: an event between two actors that
/// belong to the same collective on its day is inside that collective, and is not listed. It prints
/// one line for each tie and event, and serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CollectiveDyad<'g> {
    /// The relations between the two ends, in [storage order](crate#terms).
    pub relations: Vec<CollectiveRelation<'g>>,
    /// The events between the two ends, each happening once, in the order of [`View::events`].
    pub events: Vec<CollectiveEvent<'g>>,
    /// The events in which the two ends were on one side, each happening once, in the order of
    /// [`View::events`].
    pub on_one_side: Vec<CollectiveEvent<'g>>,
    /// The deaths in the events between the two ends; the total says whether the record covers the days.
    pub toll: TollTotal,
    /// Those of the deaths that the first and the second end suffered, as far as known.
    pub losses: [TollTotal; 2],
}

/// A relation between an actor of a collective and the other end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveRelation<'g> {
    /// The relation. How it holds and its certainty are those with which it was the collective's.
    #[serde(flatten)]
    pub relation: DyadRelation<'g>,
    /// The actors of the collective that have the relation, with their memberships.
    pub members: Vec<CollectiveMember<'g>>,
    /// The actors of the other collective that have it, if the other end is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<CollectiveMember<'g>>,
}

impl fmt::Display for CollectiveRelation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, by way of {}", self.relation, list(&self.members))?;
        match &*self.others {
            [] => Ok(()),
            others => write!(f, " and of {}", list(others)),
        }
    }
}

impl fmt::Display for CollectiveDyad<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "between them: {}", self.toll)?;
        for relation in &self.relations {
            writeln!(f, "{relation}")?;
        }
        for event in &self.events {
            writeln!(f, "{event}")?;
        }
        for event in &self.on_one_side {
            writeln!(f, "on one side: {event}")?;
        }
        Ok(())
    }
}

/// # Two ends
impl<'g, 'f> Collective<'g, 'f> {
    /// The ties and events of the collective with an actor, on days on which the actor is no member.
    ///
    /// # Complexity
    ///
    /// O(ties and events of all that belong to it).
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
    /// # end = 2023-10-01
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-12
    /// # from = "cma"
    /// # to = "msa"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-12
    /// # from = "cma"
    /// # to = "msa"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let csp = graph.ever().coalition_as_one(graph.actor("CSP")?);
    /// // in September MSA was still a member: that clash was inside the coalition
    /// let dyad = csp.dyad(graph.actor("MSA")?);
    /// assert_eq!(dyad.events.len(), 1);
    /// assert_eq!(dyad.events[0].happening.days.to_string(), "on 2023-10-12");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn dyad(&self, other: impl IntoId<ActorId>) -> CollectiveDyad<'g> {
        let other = other.id_in(self.view.graph());
        self.dyad_with(&self.view.collective(&ActorSet::from_iter([other])))
    }

    /// The ties and events of the collective with another collective of the same view.
    ///
    /// An actor that belongs to both on a day stands on neither end of what happens that day.
    ///
    /// # Panics
    ///
    /// If the other collective is of another graph.
    ///
    /// # Complexity
    ///
    /// O(ties and events of all that belong to the first collective).
    #[track_caller]
    pub fn dyad_with(&self, other: &Collective<'g, 'f>) -> CollectiveDyad<'g> {
        self.is_of_one_graph_with(other);
        let ends = TwoEnds { one: self, other };
        let firsts = self.view.firsts_of(self.statements());
        let (mut events, mut on_one_side) = (Vec::new(), Vec::new());
        for id in firsts {
            let Some(happening) = self.view.happening(id) else {
                continue;
            };
            let between = |pair: (ActorId, ActorId), told: &Statement| {
                let is_among = self.view.is_among(pair.0) && self.view.is_among(pair.1);
                is_among && ties(told, pair)
            };
            events.extend(ends.event(&happening, between));
            let beside =
                |pair: (ActorId, ActorId), told: &Statement| told.stood_together(pair.0, pair.1);
            on_one_side.extend(ends.event(&happening, beside));
        }
        events.sort_by_key(|event| event.happening.order());
        on_one_side.sort_by_key(|event| event.happening.order());
        let covered = self.view.covered();
        let mut toll = TollTotal::default();
        for event in &events {
            toll.add(&Outline::of(&event.happening));
        }
        let losses = [self, other].map(|own| {
            let each = events.iter().filter_map(|event| {
                let happening = &event.happening;
                own.losses_in(happening, happening.grounds.holds)
            });
            let total: TollTotal = each.map(|lost| lost.total).sum();
            total.of_days(covered)
        });
        CollectiveDyad {
            relations: ends.relations(),
            events,
            on_one_side,
            toll: toll.of_days(covered),
            losses,
        }
    }
}

/// The two ends of a dyad.
pub(super) struct TwoEnds<'a, 'g, 'f> {
    pub(super) one: &'a Collective<'g, 'f>,
    pub(super) other: &'a Collective<'g, 'f>,
}

impl Collective<'_, '_> {
    /// The days on which an actor belongs to the collective and another actor does not.
    pub(super) fn days_without(&self, actor: ActorId, other: ActorId) -> Option<DaysBySurety> {
        let own = &self.belonging.get(&actor)?.days;
        let days = match self.belonging.get(&other) {
            Some(inside) => own.without(&inside.days),
            None => own.clone(),
        };
        (!days.all().is_never()).then_some(days)
    }
}

/// The days on which two actors belong to the two ends, and neither to the other's end.
struct OnDays {
    pair: (ActorId, ActorId),
    days: DaysBySurety,
}

impl<'g> TwoEnds<'_, 'g, '_> {
    /// These days of two actors; `None` if there are none.
    fn on_days(&self, one: ActorId, other: ActorId) -> Option<OnDays> {
        if one == other {
            return None;
        }
        let of_one = self.one.days_without(one, other)?;
        let days = of_one.and(&self.other.days_without(other, one)?);
        (!days.all().is_never()).then_some(OnDays {
            pair: (one, other),
            days,
        })
    }

    /// A happening between the two ends, by those of its statements that pass a test.
    fn event(
        &self,
        happening: &Happening<'g>,
        says_it: impl Fn((ActorId, ActorId), &Statement) -> bool,
    ) -> Option<CollectiveEvent<'g>> {
        let view = self.one.view;
        let window = SureDays::within(view.event_window());
        let days = happening.widest().spans();
        let mut ends = Members::default();
        for one in &happening.actors {
            for other in &happening.actors {
                let Some(on) = self.on_days(one.id(), other.id()) else {
                    continue;
                };
                let own = on.days.within(&window);
                let says_it = |told: &Statement| says_it(on.pair, told);
                let standing = self.one.standing(happening, &own, says_it);
                if let Some((standing, surest)) = standing {
                    let days = days.meet(&own.all().possibly);
                    ends.add(self, &on, standing, surest, &days);
                }
            }
        }
        let mut happening = happening.clone();
        happening.stands_as(view, ends.standing?);
        let [members, others] = ends.members.map(|members| members.into_values().collect());
        Some(CollectiveEvent {
            happening,
            members,
            others: self.named(others),
        })
    }

    /// Returns the actors of the other end to name: none if it is one actor chosen by hand.
    fn named(&self, others: Vec<CollectiveMember<'g>>) -> Vec<CollectiveMember<'g>> {
        let is_one = self.other.coalition().is_none() && self.other.belonging.len() == 1;
        if is_one { Vec::new() } else { others }
    }

    /// The relations between the two ends.
    fn relations(&self) -> Vec<CollectiveRelation<'g>> {
        let view = self.one.view;
        let mut found = BTreeMap::new();
        for &one in self.one.belonging.keys() {
            for neighbor in view.relation_neighbors(one) {
                let Some(on) = self.on_days(one, neighbor.actor.id()) else {
                    continue;
                };
                let Some(standing) = view.held_on(neighbor, &on.days) else {
                    continue;
                };
                let (_, ends) = found
                    .entry(neighbor.tie.id())
                    .or_insert_with(|| (neighbor, Members::default()));
                let days = on.days.all().possibly.clone();
                ends.add(self, &on, standing, standing.1, &days);
            }
        }
        let relations = found.into_values().filter_map(|(neighbor, ends)| {
            let relation = view.dyad_relation(neighbor, ends.standing?);
            let [members, others] = ends.members.map(|members| members.into_values().collect());
            Some(CollectiveRelation {
                relation,
                members,
                others: self.named(others),
            })
        });
        let mut relations: Vec<_> = relations.collect();
        relations.sort_by_key(|one| one.relation.order());
        relations
    }
}

/// The actors that took part for each of the two ends, and how the answer holds at best.
#[derive(Default)]
struct Members<'g> {
    members: [BTreeMap<ActorId, CollectiveMember<'g>>; 2],
    standing: Option<(Holds, Certainty)>,
}

impl<'g> Members<'g> {
    fn add(
        &mut self,
        ends: &TwoEnds<'_, 'g, '_>,
        on: &OnDays,
        standing: (Holds, Certainty),
        surest: Certainty,
        days: &Spans,
    ) {
        self.standing = self.standing.max(Some(standing));
        let within = SureDays {
            certainly: days.clone(),
            possibly: days.clone(),
        };
        let both = [(ends.one, on.pair.0), (ends.other, on.pair.1)];
        for (place, (collective, actor)) in both.into_iter().enumerate() {
            // the certainty of each end is that of its own memberships
            let own = collective.belonging[&actor].days.within(&within);
            let own = own.surest(|days| match standing.0 {
                Holds::Certainly => (!days.certainly.is_empty()).then_some(standing.0),
                Holds::Possibly => (!days.is_never()).then_some(standing.0),
            });
            let own = own.unwrap_or((standing.0, surest));
            let member = || collective.member(actor, own, days);
            let entry = self.members[place].entry(actor).or_insert_with(member);
            let best = entry.grounds.as_ref();
            let best = best.map(|grounds| (grounds.holds, grounds.certainty));
            if best.is_some_and(|best| best < own) {
                *entry = member();
            }
        }
    }
}

/// # Ties on given days
impl<'g> View<'g, '_> {
    /// Returns whether a relation's tie holds on a day of the window that is also one of `days`. It certainly holds if
    /// both certainly do on one day.
    ///
    /// If `days` are all days, the tie holds as it does in the view.
    pub(super) fn held_on(
        self,
        neighbor: Neighbor<'g>,
        days: &DaysBySurety,
    ) -> Option<(Holds, Certainty)> {
        let tie = neighbor.tie.id();
        if days.is_always() {
            return Some((neighbor.holds, self.tie_certainty(tie)));
        }
        debug_assert!(matches!(neighbor.tie.kind(), Kind::Relation(_)));
        let window = SureDays::within(self.window());
        let links = self.links(tie).into_iter().map(|link| {
            let certainly = match link.holds {
                Holds::Certainly => Spans::One(link.core),
                Holds::Possibly => Spans::NONE,
            };
            let days = SureDays {
                certainly,
                possibly: link.spans,
            };
            (link.certainty, days)
        });
        let both = DaysBySurety::of(links.collect()).and(days).within(&window);
        let standing = both.surest(SureDays::holds);
        standing.filter(|&(holds, _)| self.shown(holds).is_some())
    }
}
