//! Two actors in time: their ties, their events, the deaths in them.

use super::as_said::ties;
use super::events::Happening;
use super::losses::Losses;
use super::outline::Outline;
use super::toll::TollTotal;
use crate::graph::{ActorRef, IntoId, TieRef};
use crate::model::{ActorId, Bounds, Certainty, Holds, Kind, StatementId};
use crate::query::kit::how_long;
use crate::query::kit::{DaySpan, Grounds};
use crate::view::{Neighbor, View};
use serde::Serialize;
use std::fmt;

/// Two actors in time.
///
/// A dyad in the sense of the Uppsala Conflict Data Program, of whatever sign: what ties the two, and
/// what happened between them. Prints a line each; serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Dyad<'g> {
    /// The one actor.
    pub one: ActorRef<'g>,
    /// The other.
    pub other: ActorRef<'g>,
    /// The lasting ties between the two, in the stated order.
    pub relations: Vec<DyadRelation<'g>>,
    /// What happened between the two, each happening once, in the order of [`View::events`].
    pub events: Vec<Happening<'g>>,
    /// What they did or met on one side, each happening once, in the same order.
    ///
    /// On one side are those of one side, of the `from` end, and of a `to` end that is `jointly`.
    pub on_one_side: Vec<Happening<'g>>,
    /// The deaths in what happened between the two; it says whether the record covers the days.
    pub toll: TollTotal,
    /// Those of them that the one and the other suffered, as far as known.
    pub losses: [Losses<'g>; 2],
}

/// A lasting tie between two actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DyadRelation<'g> {
    /// Its kind.
    pub kind: Kind,
    /// Where it starts; of a mutual tie the first by key.
    pub from: ActorRef<'g>,
    /// Where it leads.
    pub to: ActorRef<'g>,
    /// The days on which it can hold.
    #[serde(flatten)]
    pub days: DaySpan,
    /// From when to when it held, as far as the view tells.
    pub period: Bounds,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
    #[serde(skip)]
    tie: TieRef<'g>,
}

impl<'g> DyadRelation<'g> {
    /// The tie.
    pub fn tie(&self) -> TieRef<'g> {
        self.tie
    }

    /// Its place among those of a dyad.
    pub(crate) fn order(&self) -> (DaySpan, Kind, TieRef<'g>) {
        (self.days, self.kind, self.tie)
    }
}

impl<'g> View<'g, '_> {
    /// A lasting tie of the view, that holds so and is so sure.
    pub(crate) fn dyad_relation(
        self,
        neighbor: Neighbor<'g>,
        (holds, certainty): (Holds, Certainty),
    ) -> DyadRelation<'g> {
        let tie = neighbor.tie;
        DyadRelation {
            kind: tie.kind(),
            from: tie.from(),
            to: tie.to(),
            days: self.tie_days(neighbor),
            period: self.bounds_of_tie(tie.id()),
            grounds: Grounds::of_ties(self, holds, certainty, [tie]),
            tie,
        }
    }
}

impl fmt::Display for DyadRelation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = if self.tie.is_directed() { "→" } else { "–" };
        let (kind, from, to) = (self.kind, self.from, self.to);
        let period = how_long(self.period);
        write!(f, "{kind} {from} {arrow} {to} {period} ({})", self.grounds)
    }
}

impl fmt::Display for Dyad<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} and {}: {}", self.one, self.other, self.toll)?;
        if self.losses.iter().any(Losses::is_known) {
            for losses in &self.losses {
                writeln!(f, "{losses}")?;
            }
        }
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

/// # Two actors
impl<'g> View<'g, '_> {
    /// The ties and events of two actors in time.
    ///
    /// # Complexity
    ///
    /// O(ties of the first actor in the view).
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
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 16
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let dyad = graph.ever().dyad(graph.actor("army")?, graph.actor("jnim")?);
    /// assert_eq!(dyad.events.len(), 1);
    /// assert_eq!(dyad.toll.certainly.best(), Some(16));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn dyad(self, one: impl IntoId<ActorId>, other: impl IntoId<ActorId>) -> Dyad<'g> {
        let (one, other) = (one.id_in(self.graph), other.id_in(self.graph));
        let mut relations = Vec::new();
        let mut tied = Vec::new();
        for neighbor in self.ties_between(one, other) {
            let tie = neighbor.tie;
            match tie.kind() {
                Kind::Event(_) => tied.push(tie.statement().id()),
                Kind::Relation(_) => {
                    let standing = (neighbor.holds, self.tie_certainty(tie.id()));
                    relations.push(self.dyad_relation(neighbor, standing));
                }
            }
        }
        relations.sort_by_key(DyadRelation::order);
        let several = self.several_tellings_of(one, self.event_window);
        let mut beside: Vec<StatementId> = self.companies(one).map(|(id, _)| id).collect();
        beside.extend(&several);
        if self.is_among(one) && self.is_among(other) {
            tied.extend(several);
        }
        let events = self.each_once_as(tied, |told| ties(told, (one, other)));
        let mut toll = TollTotal::default();
        for event in &events {
            toll.add(&Outline::of(event));
        }
        let covered = self.covered();
        let [one_ref, other_ref] = [one, other].map(|id| self.graph.actor_ref(id));
        Dyad {
            one: one_ref,
            other: other_ref,
            losses: [one_ref, other_ref].map(|actor| Losses::among(actor, events.iter(), covered)),
            relations,
            events,
            on_one_side: self.each_once_as(beside, |told| told.is_in_company(one, other)),
            toll: toll.of_days(covered),
        }
    }
}
