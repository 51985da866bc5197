//! How two actors stand to each other, and every way that leads to it.

use super::answer::Grounds;
use super::memberships::{Climb, Way, meet};
use crate::graph::{ActorRef, TieRef};
use crate::model::word::words;
use crate::model::{ActorId, Certainty, Holds, Kind, RelationKind, Sign};
use crate::view::{Neighbor, View};
use serde::Serialize;
use std::fmt;

words! {
    /// How two actors stand to each other.
    pub enum StanceWord("stance") {
        /// With each other.
        Positive = "positive",
        /// Against each other.
        Negative = "negative",
        /// Both, by ways that are as short.
        Ambivalent = "ambivalent",
        /// Neutral: a neutrality is stated, and no way as short says otherwise.
        Neutral = "neutral",
        /// No way leads from one to the other: this says nothing of how they stand.
        None = "none",
    }
}

/// How two actors stand to each other, with every way that leads to it.
///
/// The shortest ways decide; both signs among them make it ambivalent. Prints as a sentence;
/// serialises with `null` grounds where no way leads from one to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stance<'g> {
    /// The one actor.
    pub actor: ActorRef<'g>,
    /// The other.
    pub other: ActorRef<'g>,
    /// How they stand.
    pub word: StanceWord,
    /// Every way, the shortest first; of those as short the surest.
    pub ways: Vec<WayBetween<'g>>,
    /// What it rests on: the shortest ways; `None` where there is none. An ambivalent stance is only as
    /// sure as the weaker of its signs.
    pub grounds: Option<Grounds<'g>>,
}

impl<'g> Stance<'g> {
    /// The ways that decide: the shortest, those without a sign only where no other is as short.
    pub fn deciding(&self) -> &[WayBetween<'g>] {
        deciding(&self.ways)
    }
}

/// The shortest ways: those with a sign, if one has any.
fn deciding<'a, 'g>(ways: &'a [WayBetween<'g>]) -> &'a [WayBetween<'g>] {
    let rank = |way: &WayBetween<'g>| (way.length, way.sign.is_none());
    let first = ways.first().map(rank);
    &ways[..ways.partition_point(|way| Some(rank(way)) == first)]
}

impl fmt::Display for Stance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, other) = (self.actor, self.other);
        match self.word {
            StanceWord::Positive => write!(f, "{actor} stands with {other}"),
            StanceWord::Negative => write!(f, "{actor} stands against {other}"),
            StanceWord::Ambivalent => write!(f, "{actor} stands both with and against {other}"),
            StanceWord::Neutral => write!(f, "{actor} and {other} are neutral"),
            StanceWord::None => write!(f, "nothing ties {actor} and {other} in this view"),
        }?;
        if let Some(way) = self.ways.first() {
            write!(f, ": {way}")?;
        }
        match self.grounds.as_ref() {
            Some(grounds) => write!(f, " ({grounds})"),
            None => Ok(()),
        }
    }
}

/// One way from an actor to another: at most one signed tie, and steps at its ends.
///
/// Prints as `CMA member of CSP, clash (CSP → Wagner Group)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WayBetween<'g> {
    /// The steps at both ends; of steps alone one less than they are.
    pub length: usize,
    /// What it says; `None`: a stated neutrality.
    pub sign: Option<Sign>,
    /// Certainly: all its links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of its weakest link.
    pub certainty: Certainty,
    /// Who comes by, from the one actor to the other.
    pub actors: Vec<ActorRef<'g>>,
    /// Its links in the same order.
    #[serde(serialize_with = "as_statements")]
    pub ties: Vec<TieRef<'g>>,
}

fn as_statements<S: serde::Serializer>(ties: &[TieRef<'_>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(ties.iter().map(|tie| tie.statement()))
}

impl fmt::Display for WayBetween<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, tie) in self.ties.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let (from, to) = (tie.from(), tie.to());
            match tie.kind() {
                Kind::Relation(RelationKind::Membership) => {
                    write!(f, "{comma}{from} member of {to}")?;
                }
                Kind::Relation(RelationKind::PartOf) => write!(f, "{comma}{from} part of {to}")?,
                kind if tie.is_directed() => write!(f, "{comma}{kind} ({from} → {to})")?,
                kind => write!(f, "{comma}{kind} ({from} – {to})")?,
            }
        }
        Ok(())
    }
}

/// What a member or part, or a whole, does for an actor: both kinds of step.
const STEPS: [RelationKind; 2] = [RelationKind::Membership, RelationKind::PartOf];

/// # How two actors stand to each other
impl<'g> View<'g, '_> {
    /// How two actors stand to each other, with every way that leads to it.
    ///
    /// A way is one signed tie between an actor, or a whole above it, or a member or part below it,
    /// and the other likewise; its length is the steps at both ends. Members and parts act for their
    /// wholes and these for them, but what one member does is not what its fellow members do. All
    /// links of a way share a day: that of the event, if the tie is one. Steps alone, all up or all
    /// down, are a positive way. The shortest ways decide.
    ///
    /// `None` says only that no way leads from one to the other, never that they are neutral.
    ///
    /// # Complexity
    ///
    /// O(ties of all the actors above and below both) and the ways found.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, StanceWord, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # cma = { name = "Coordination of Azawad Movements", short = "CMA", kind = "coalition" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = 2024-11-30
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (army, csp) = (graph.actor("army")?, graph.actor("csp")?);
    /// let stance = graph.at(date(2023, 10, 16)).stance(army, csp);
    /// assert_eq!(stance.word, StanceWord::Negative);
    /// assert_eq!(stance.ways[0].length, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stance(self, actor: impl Into<ActorId>, other: impl Into<ActorId>) -> Stance<'g> {
        let (actor, other) = (actor.into(), other.into());
        let mut ways = Vec::new();
        if actor != other {
            let (near, far) = (self.climbs(actor), self.climbs(other));
            for climb in near.iter().filter(|climb| climb.end() == other) {
                ways.extend(self.way_of_steps(climb));
            }
            for one in &near {
                for two in &far {
                    if one.actors.iter().all(|actor| !two.actors.contains(actor)) {
                        self.ways_across(one, two, &mut ways);
                    }
                }
            }
        }
        ways.sort_by(|a, b| {
            let rank = |way: &WayBetween<'g>| (way.length, way.sign.is_none());
            let sure = |way: &WayBetween<'g>| (way.holds, way.certainty);
            let by_rank = rank(a).cmp(&rank(b));
            by_rank
                .then_with(|| sure(b).cmp(&sure(a)))
                .then_with(|| a.ties.cmp(&b.ties))
        });
        let shortest = deciding(&ways);
        let has = |sign| shortest.iter().any(|way| way.sign == Some(sign));
        let word = match (has(Sign::Positive), has(Sign::Negative)) {
            (true, true) => StanceWord::Ambivalent,
            (true, false) => StanceWord::Positive,
            (false, true) => StanceWord::Negative,
            (false, false) if shortest.is_empty() => StanceWord::None,
            (false, false) => StanceWord::Neutral,
        };
        // both words are of one way: the surest of those that hold best
        let best = |sign| {
            let ways = shortest.iter().filter(|way| way.sign == sign);
            ways.map(|way| (way.holds, way.certainty)).max()
        };
        let (positive, negative) = (best(Some(Sign::Positive)), best(Some(Sign::Negative)));
        let surest = match (positive, negative) {
            (Some(one), Some(two)) => Some((one.0.and(two.0), one.1.min(two.1))),
            (one, two) => one.or(two).or(best(None)),
        };
        let grounds = surest.map(|(holds, certainty)| {
            let ties = shortest.iter().flat_map(|way| &way.ties);
            Grounds::new(self, holds, certainty, ties.map(|tie| tie.statement()))
        });
        Stance {
            actor: self.graph.actor_ref(actor),
            other: self.graph.actor_ref(other),
            word,
            grounds,
            ways,
        }
    }

    /// The actor itself, and every climb up or down from it.
    fn climbs(self, actor: ActorId) -> Vec<Climb<'g>> {
        let mut climbs = vec![Climb::at(actor)];
        for way in [Way::Up, Way::Down] {
            self.climb(actor, &STEPS, way, &mut |climb| {
                climbs.push(climb.clone());
                true
            });
        }
        climbs
    }

    fn way_of_steps(self, climb: &Climb<'g>) -> Option<WayBetween<'g>> {
        let holds = self.shown(climb.holds_in(self.window)?)?;
        let actors = climb.actors.iter().map(|&id| self.graph.actor_ref(id));
        Some(WayBetween {
            length: climb.ties.len() - 1,
            sign: Some(Sign::Positive),
            holds,
            certainty: climb.certainty,
            actors: actors.collect(),
            ties: climb.ties.clone(),
        })
    }

    /// Adds a way for each signed tie, and each stated neutrality, between the ends of two climbs.
    fn ways_across(self, near: &Climb<'g>, far: &Climb<'g>, ways: &mut Vec<WayBetween<'g>>) {
        let length = near.ties.len() + far.ties.len();
        let certainty = near.certainty.min(far.certainty);
        for neighbor in self.ties_between(near.end(), far.end()) {
            let kind = neighbor.tie.kind();
            let sign = match (kind, kind.sign()) {
                (Kind::Relation(kind), _) if kind.is_step() => continue,
                (Kind::Relation(RelationKind::Neutrality), _) if length == 0 => None,
                (_, Sign::Neutral) => continue,
                (_, sign) => Some(sign),
            };
            let Some(holds) = self.holds_together(near, far, neighbor) else {
                continue;
            };
            let actors = near.actors.iter().chain(far.actors.iter().rev());
            let ties = near.ties.iter().copied().chain([neighbor.tie]);
            ways.push(WayBetween {
                length,
                sign,
                holds,
                certainty: certainty.min(neighbor.tie.statement().certainty()),
                actors: actors.map(|&id| self.graph.actor_ref(id)).collect(),
                ties: ties.chain(far.ties.iter().rev().copied()).collect(),
            });
        }
    }

    /// How a tie and the steps at its ends hold together on one day.
    fn holds_together(self, near: &Climb, far: &Climb, neighbor: Neighbor<'g>) -> Option<Holds> {
        if near.ties.is_empty() && far.ties.is_empty() {
            return Some(neighbor.holds);
        }
        let span = meet(near.span, far.span);
        let core = meet(near.core, far.core);
        let by_itself = near.holds.and(far.holds).and(neighbor.holds);
        let is_certain = match neighbor.tie.kind() {
            Kind::Relation(_) => {
                let bounds = self.tie_time(neighbor.tie.id()).bounds;
                if meet(meet(span, bounds.span()), self.window).is_empty() {
                    return None;
                }
                let core = bounds.core().map(|own| meet(meet(core, own), self.window));
                core.is_some_and(|core| !core.is_empty())
            }
            Kind::Event(_) => {
                let id = neighbor.tie.statement().id();
                self.event_time(id, meet(span, self.event_window))?;
                let together = self.event_time(id, meet(core, self.event_window));
                together == Some(Holds::Certainly)
            }
        };
        self.shown(if is_certain {
            by_itself
        } else {
            Holds::Possibly
        })
    }
}
