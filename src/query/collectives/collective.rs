//! Several actors asked about as one, and who belongs to them on which days.

use super::belonging_days::Belonging;
use crate::graph::{ActorRef, ActorSet, IntoId, Origin, StatementRef};
use crate::model::{ActorId, Certainty, Holds, Kinds, Spans, SureDays, Window};
use crate::query::belonging::STEPS;
use crate::query::kit::{DaySpan, Grounds, list};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Several actors, asked about as one.
///
/// [`View::collective`] makes one of a set of actors chosen by hand. [`View::coalition_as_one`]
/// makes one of a coalition and its members and parts; each belongs to it on the days of its
/// membership. Like a view about one actor, a collective answers questions about itself. An event
/// counts once, however many of the collective's actors take part:
///
/// - *certainly*, if an actor that took part certainly belonged to the collective on all possible days of the
///   event (of an event that lasted several days, on one of those that are in the window);
/// - *possibly*, if an actor that took part possibly belonged to it on a possible day in the window.
///
/// Its certainty is the weaker of two: the event's, and that of the surest membership that makes the event
/// the collective's. The view's filters of evidence apply to memberships; its kinds, actors and days do not.
#[derive(Debug, Clone)]
#[must_use = "a collective answers nothing until it is asked"]
pub struct Collective<'g, 'f> {
    pub(super) view: View<'g, 'f>,
    coalition: Option<ActorRef<'g>>,
    pub(super) belonging: BTreeMap<ActorId, Belonging<'g>>,
}

/// One actor of a collective, with how it belonged to the collective on the days of the answer.
///
/// It prints as `CMA (certainly; reported; source: crisiswatch)` and serialises with its days and
/// [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveMember<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The days on which the actor can have belonged to the collective.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The memberships that show it; `None` if the actor was chosen by hand or is the coalition itself.
    pub grounds: Option<Grounds<'g>>,
}

impl<'g> CollectiveMember<'g> {
    /// The statements of the actor's memberships.
    pub(super) fn statements(&self) -> impl Iterator<Item = StatementRef<'g>> {
        let grounds = self.grounds.iter();
        grounds.flat_map(|grounds| grounds.statements.iter().copied())
    }
}

impl fmt::Display for CollectiveMember<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.grounds {
            Some(grounds) => write!(f, "{} ({grounds})", self.actor),
            None => write!(f, "{}", self.actor),
        }
    }
}

/// # Several actors as one
impl<'g, 'f> View<'g, 'f> {
    /// The actors of a set as one collective; each belongs to it on all days.
    ///
    /// # Panics
    ///
    /// If the set was made of handles or keys of another graph.
    ///
    /// # Complexity
    ///
    /// O(actors of the graph).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-10
    /// # from = "jnim"
    /// # to = ["army", "wagner"]
    /// # killed = 10
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-12
    /// # from = "jnim"
    /// # to = "wagner"
    /// # killed = 3
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let both = graph.actor_set(["army", "wagner"])?;
    /// let toll = graph.ever().collective(&both).toll().certainly;
    /// assert_eq!((toll.happenings, toll.best()), (2, Some(13)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn collective(self, set: &ActorSet) -> Collective<'g, 'f> {
        set.check_in(self.graph);
        let window = SureDays::within(self.event_window);
        let actors = self.graph.actors().map(ActorRef::id);
        let chosen = actors.filter(|&actor| set.contains(actor));
        Collective {
            view: self,
            coalition: None,
            belonging: chosen
                .map(|actor| (actor, Belonging::always(&window)))
                .collect(),
        }
    }

    /// A coalition and its members as one collective, each member on the days of its membership.
    ///
    /// Parts of the coalition belong to it too, and so do members and parts of its members and parts. They
    /// belong to it on the days on which all memberships between them and the coalition hold.
    ///
    /// # Complexity
    ///
    /// O(memberships of the coalitions below it).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = "late 2023-09"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-12
    /// # from = "msa"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-09-25
    /// # from = "msa"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-10
    /// # from = "msa"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let csp = graph.ever().coalition_as_one(graph.actor("CSP")?);
    /// // MSA left in late September: its clash of the 25th may have been one of the coalition's
    /// assert_eq!(csp.event_count().to_string(), "certainly 1, possibly 1 more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn coalition_as_one(self, coalition: impl IntoId<ActorId>) -> Collective<'g, 'f> {
        let coalition = coalition.id_in(self.graph);
        let window = SureDays::within(self.event_window);
        let through = self.chains_below(coalition, &STEPS).into_iter();
        let through = through.map(|(actor, chains)| {
            let all = chains.into_iter();
            let all = all.map(|(certainty, days, _, links)| (certainty, days, links));
            (actor, Belonging::through(all.collect(), &window))
        });
        Collective {
            view: self,
            coalition: Some(self.graph.actor_ref(coalition)),
            belonging: through
                .chain([(coalition, Belonging::always(&window))])
                .collect(),
        }
    }

    /// The view that shows the memberships: with the filters of evidence alone.
    pub(super) fn for_memberships(self) -> Self {
        View {
            window: Window::ALL,
            event_window: Window::ALL,
            only: Kinds::ALL,
            without: Kinds::NONE,
            certainly: false,
            among: None,
            ..self
        }
    }
}

/// # Who belongs to it
impl<'g, 'f> Collective<'g, 'f> {
    /// Panics if the other collective is of another graph.
    #[track_caller]
    pub(super) fn is_of_one_graph_with(&self, other: &Self) {
        let own = Origin::of(self.view.graph());
        own.and(Origin::of(other.view.graph()), "a collective");
    }

    /// The view that the collective was made in.
    pub const fn view(&self) -> View<'g, 'f> {
        self.view
    }

    /// The coalition, or `None` if the collective is a set chosen by hand.
    pub const fn coalition(&self) -> Option<ActorRef<'g>> {
        self.coalition
    }

    /// The actors that can have belonged to the collective on a day of the view's events, by key.
    ///
    /// An answer holds certainly if the actor certainly belonged to the collective on at least one
    /// of these days.
    ///
    /// # Complexity
    ///
    /// O(memberships).
    pub fn members(&self) -> Vec<CollectiveMember<'g>> {
        let own = self.belonging.iter().filter_map(|(&actor, belonging)| {
            let standing = belonging.in_window.surest(SureDays::holds)?;
            let days = &belonging.in_window.all().possibly;
            self.view.shown(standing.0)?;
            Some(self.member(actor, standing, days))
        });
        own.collect()
    }

    /// The answer for an actor that belonged to the collective on these days.
    pub(super) fn member(
        &self,
        actor: ActorId,
        (holds, certainty): (Holds, Certainty),
        days: &Spans,
    ) -> CollectiveMember<'g> {
        let belonging = &self.belonging[&actor];
        let hull = belonging.days.all().possibly.hull();
        let grounds = (!belonging.is_always()).then(|| {
            let links = belonging.links_on(days);
            Grounds::of_ties(self.view.for_memberships(), holds, certainty, links)
        });
        CollectiveMember {
            actor: self.view.graph().actor_ref(actor),
            days: DaySpan::new(hull.from, hull.to.previous()),
            grounds,
        }
    }
}

impl fmt::Display for Collective<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(coalition) = self.coalition {
            return write!(f, "{coalition} and its members");
        }
        let actors = self.belonging.keys();
        let actors = actors.map(|&actor| self.view.graph().actor_ref(actor));
        f.write_str(&list(&actors.collect::<Vec<_>>()))
    }
}
