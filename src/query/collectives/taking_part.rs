//! The events in which a collective took part, each once.

use super::belonging_days::{Belonging, DaysBySurety};
use super::collective::{Collective, CollectiveMember};
use crate::graph::{EventSums, StatementRef};
use crate::model::{ActorId, Certainty, Holds, Spans, Statement, StatementId};
use crate::query::counting::ColumnEvent;
use crate::query::happenings::{Happening, Outline, TollTotal, names};
use crate::query::kit::{DaySpan, list};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// An event in which a collective took part.
///
/// It prints as the event, then the actors that took part for the collective. It serialises as the
/// event with `members`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CollectiveEvent<'g> {
    /// The event. How it holds and its certainty are those with which the collective took part.
    #[serde(flatten)]
    pub happening: Happening<'g>,
    /// The actors that took part and belonged to the collective on its days, by key, with their memberships.
    pub members: Vec<CollectiveMember<'g>>,
    /// The actors that took part for the other collective, in a dyad with one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<CollectiveMember<'g>>,
}

impl<'g> CollectiveEvent<'g> {
    /// The statements of the memberships that the answer rests on, in storage order.
    pub fn memberships(&self) -> Vec<StatementRef<'g>> {
        let all = self.members.iter().chain(&self.others);
        let all = all.flat_map(CollectiveMember::statements);
        let mut all: Vec<StatementRef<'g>> = all.collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl fmt::Display for CollectiveEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, by way of {}", self.happening, list(&self.members))?;
        match &*self.others {
            [] => Ok(()),
            others => write!(f, " and of {}", list(others)),
        }
    }
}

/// # What happened
impl<'g, 'f> Collective<'g, 'f> {
    /// The events in which the collective took part, each once, in the order of [`View::events`].
    ///
    /// # Complexity
    ///
    /// O(events of all that belong to the collective), and for each event the memberships of those
    /// that took part.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # army = { name = "Malian Armed Forces", short = "FAMa", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2024-11-30
    /// # certainty = "claimed"
    /// # by = "cma"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let events = graph.ever().coalition_as_one(graph.actor("CSP")?).events();
    /// assert_eq!(
    ///     events[0].to_string(),
    ///     "clash by CMA → FAMa on 2023-10-16; deaths unknown (certainly; claimed; no source), \
    ///      by way of CMA (certainly; claimed by CMA; no source)",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn events(&self) -> Vec<CollectiveEvent<'g>> {
        let firsts = self.view.firsts_of(self.statements()).into_iter();
        let mut events: Vec<CollectiveEvent<'g>> = firsts.filter_map(|id| self.event(id)).collect();
        events.sort_by_key(|event| event.happening.order());
        events
    }

    /// The statements that may bring in an event of an actor of the collective.
    pub(super) fn statements(&self) -> Vec<StatementId> {
        let all = self.each_in_its_days().flat_map(|(actor, view)| {
            let columns = view.column_events_of(actor).map(|one| one.0);
            columns.chain(view.other_statements_of(actor))
        });
        all.collect()
    }

    /// Iterates over the actors that can belong to the collective in the window of events, each with a view of its days
    /// there.
    pub(super) fn each_in_its_days(&self) -> impl Iterator<Item = (ActorId, View<'g, 'f>)> {
        self.belonging.iter().filter_map(|(&actor, belonging)| {
            let days = &belonging.in_window.all().possibly;
            let view = View {
                event_window: days.hull(),
                ..self.view
            };
            (!days.is_empty()).then_some((actor, view))
        })
    }

    /// The event of a statement, if the collective took part in it.
    pub(super) fn event(&self, id: StatementId) -> Option<CollectiveEvent<'g>> {
        self.event_of(self.view.happening(id)?)
    }

    /// A happening as the collective's event, if it took part.
    fn event_of(&self, mut happening: Happening<'g>) -> Option<CollectiveEvent<'g>> {
        let parts = self.parts_in(&happening);
        let standing = parts.iter().map(|part| part.standing).max()?;
        happening.stands_as(self.view, standing);
        let members = parts.iter().map(|part| self.member_of(part)).collect();
        Some(CollectiveEvent {
            happening,
            members,
            others: Vec::new(),
        })
    }

    /// Returns whether a happening holds as one in which the collective took part, and with which certainty; `None` if
    /// it did not take part.
    pub(super) fn took_part(&self, happening: &Happening<'g>) -> Option<(Holds, Certainty)> {
        let parts = self.parts_in(happening).into_iter();
        parts.map(|part| part.standing).max()
    }

    fn parts_in(&self, happening: &Happening<'g>) -> Vec<MemberInvolved> {
        let own = |actor| {
            let belonging = self.belonging.get(&actor)?;
            Some((actor, belonging))
        };
        let actors = happening.actors.iter();
        let actors = actors.filter_map(|actor| own(actor.id()));
        self.parts(happening, actors, |actor, told| names(told, actor))
    }

    /// Returns the parts of an event that totals need, if the collective took part in it.
    ///
    /// An event with one telling needs no list.
    pub(super) fn outline(&self, id: StatementId) -> Option<Outline<'g>> {
        let view = self.view;
        if view.graph().told_with(id).is_some() {
            return self.event(id).map(|event| Outline::of(&event.happening));
        }
        let outline = view.outline(id)?;
        let mut best = None;
        view.graph().each_actor_of(id, |actor| {
            let own = self.belonging.get(&actor);
            let own = own.and_then(|own| view.said_on(&[id], own.in_window.all()));
            best = best.max(own);
        });
        let holds = view.shown(best?)?;
        Some(Outline { holds, ..outline })
    }

    /// Counts an event of uncertain days in the columns, if the collective took part in it.
    pub(super) fn counted_span(&self, span: &ColumnEvent) -> Option<Counted<'g>> {
        let (first, last) = span.days;
        let mut best = None;
        self.view.graph().each_actor_of(span.statement, |actor| {
            let own = self.belonging.get(&actor);
            best = best.max(own.and_then(|own| own.in_window.all().holds_of(first, last)));
        });
        Some(Counted::Span {
            days: DaySpan::new(first, last),
            holds: self.view.shown(span.known.and(best?))?,
            sums: span.sums,
        })
    }

    /// Returns those of some actors that a happening concerns while they belonged to the collective.
    pub(super) fn parts<'a>(
        &'a self,
        happening: &Happening<'g>,
        actors: impl Iterator<Item = (ActorId, &'a Belonging<'g>)>,
        concerns: impl Fn(ActorId, &Statement) -> bool,
    ) -> Vec<MemberInvolved>
    where
        'g: 'a,
    {
        let days = happening.widest().spans();
        let parts = actors.filter_map(|(actor, belonging)| {
            let own = &belonging.in_window;
            let says_it = |told: &Statement| concerns(actor, told);
            let (standing, surest) = self.standing(happening, own, says_it)?;
            let on = days.meet(&own.all().possibly);
            Some(MemberInvolved {
                standing,
                actor,
                surest,
                on,
            })
        });
        parts.collect()
    }

    /// The answer for an actor that a happening concerns, with its memberships.
    pub(super) fn member_of(&self, part: &MemberInvolved) -> CollectiveMember<'g> {
        self.member(part.actor, (part.standing.0, part.surest), &part.on)
    }

    /// Returns whether a happening holds on some days of the window, by those of its statements that pass a test, and
    /// with which certainty; then the certainty of the days.
    pub(super) fn standing(
        &self,
        happening: &Happening<'g>,
        days: &DaysBySurety,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Option<((Holds, Certainty), Certainty)> {
        let view = self.view;
        let saying = happening.grounds.statements.iter();
        let saying = saying.filter(|one| says_it(one.record()));
        let saying: Vec<StatementId> = saying.map(|one| one.id()).collect();
        let (holds, certainty) = days.surest_of(view, &saying)?;
        let (_, surest) = days.surest(|days| view.said_on(&saying, days))?;
        let certainty = certainty.min(happening.grounds.certainty);
        Some(((view.shown(holds)?, certainty), surest))
    }
}

/// An event that is counted by itself.
pub(super) enum Counted<'g> {
    /// An event of uncertain days in the columns.
    Span {
        days: DaySpan,
        holds: Holds,
        sums: EventSums,
    },
    Whole(Outline<'g>),
}

impl Counted<'_> {
    /// The first and the last of its possible days.
    pub(super) const fn days(&self) -> DaySpan {
        match self {
            Self::Span { days, .. } => *days,
            Self::Whole(outline) => outline.days,
        }
    }

    pub(super) fn add_to(&self, total: &mut TollTotal) {
        match self {
            Self::Span { holds, sums, .. } => total.add_column_event(*holds, *sums),
            Self::Whole(outline) => total.add(outline),
        }
    }
}

/// An actor that a happening concerns while the actor belonged to a collective.
pub(super) struct MemberInvolved {
    /// Whether it concerns the actor, certainly or possibly, and with which certainty.
    pub(super) standing: (Holds, Certainty),
    pub(super) actor: ActorId,
    /// The certainty of the actor's memberships, and those of the days on which they can hold.
    surest: Certainty,
    pub(super) on: Spans,
}
