//! Two actors in time: their ties, their events and the deaths in these.

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

/// All that is between two actors in time, friendly or hostile.
///
/// The term is that of the Uppsala Conflict Data Program (UCDP), where a dyad is two parties in conflict;
/// here the ties may have any sign. It prints one line for each tie and event, and serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Dyad<'g> {
    /// The actor asked about first.
    pub one: ActorRef<'g>,
    /// The actor asked about second.
    pub other: ActorRef<'g>,
    /// The relations between the two, in [storage order](crate#terms).
    pub relations: Vec<DyadRelation<'g>>,
    /// The events between the two, each happening once, in the order of [`View::events`].
    pub events: Vec<Happening<'g>>,
    /// The events in which the two were on one side, each happening once, in the order of [`View::events`].
    ///
    /// Two actors are on one side if they stand in the same one of its `sides`, both at its `from`
    /// end, or both at a `to` end that is marked `jointly`.
    pub on_one_side: Vec<Happening<'g>>,
    /// The deaths in the events between the two; the total says whether the record covers the days.
    pub toll: TollTotal,
    /// Those of the deaths that `one` and `other` suffered, as far as known.
    pub losses: [Losses<'g>; 2],
}

/// A relation between two actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DyadRelation<'g> {
    /// The kind of the relation.
    pub kind: Kind,
    /// The actor where it starts; of a mutual relation the actor whose key comes first.
    pub from: ActorRef<'g>,
    /// The actor where it leads.
    pub to: ActorRef<'g>,
    /// The days on which it can hold.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The start and end of the relation, as far as the statements of the view give them.
    pub period: Bounds,
    /// What the answer rests on.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
    #[serde(skip)]
    tie: TieRef<'g>,
}

impl<'g> DyadRelation<'g> {
    /// The tie that the relation makes between the two.
    pub fn tie(&self) -> TieRef<'g> {
        self.tie
    }

    /// The sort key among the relations of a dyad.
    pub(crate) fn order(&self) -> (DaySpan, Kind, TieRef<'g>) {
        (self.days, self.kind, self.tie)
    }
}

impl<'g> View<'g, '_> {
    /// The answer for a relation's tie of the view that holds in this way and is as sure.
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
    /// The ties, events and deaths between two actors in time.
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
            on_one_side: self.each_once_as(beside, |told| told.stood_together(one, other)),
            toll: toll.of_days(covered),
        }
    }
}
