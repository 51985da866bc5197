//! Stances between a collective and an actor or another collective.

use super::belonging_days::DaysBySurety;
use super::collective::{Collective, CollectiveMember};
use crate::graph::{ActorSet, IntoId, TieRef};
use crate::model::{
    ActorId, Certainty, Holds, Kind, RelationKind, Sign, Spans, StatementId, SureDays,
};
use crate::query::belonging::{Chains, Climb, Climbs, STEPS, Way};
use crate::query::kit::Grounds;
use crate::query::stances::StanceWord;
use crate::view::Neighbor;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

/// How a collective and an actor, or another collective, stand to each other, with the ways that decide.
///
/// It is a [`Stance`](crate::Stance) in which an actor that belongs to the collective on the day of
/// a tie *is* the collective: its ties are ways of length 0. It prints as a sentence. If no way
/// leads from one end to the other, the grounds serialise as `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveStance<'g> {
    /// How the two ends stand, in one word.
    pub word: StanceWord,
    /// The ways that decide: the shortest ones. Those without a sign decide only if no other is as short.
    pub ways: Vec<CollectiveWay<'g>>,
    /// What the stance rests on, namely these ways with the memberships; `None` if there is no way.
    ///
    /// An ambivalent stance is only as sure as the weaker of its two signs.
    pub grounds: Option<Grounds<'g>>,
}

/// One way from a collective to the other end: at most one signed tie, and the steps at its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveWay<'g> {
    /// The number of steps at both ends; memberships of the collective do not count. A way of steps
    /// alone has one less than its number of steps.
    pub length: usize,
    /// The sign of the way; `None` if it is a stated neutrality.
    pub sign: Option<Sign>,
    /// `Certainly` if all its links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of the weakest link, memberships included.
    pub certainty: Certainty,
    /// The links: the signed tie first, if there is one, then the steps at both ends.
    #[serde(serialize_with = "as_statements")]
    pub ties: Vec<TieRef<'g>>,
    /// The actors at its ends that belonged to either collective, with their memberships.
    pub members: Vec<CollectiveMember<'g>>,
}

fn as_statements<S: serde::Serializer>(ties: &[TieRef<'_>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(ties.iter().map(|tie| tie.statement()))
}

impl fmt::Display for CollectiveWay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let links = self.ties.iter().map(|tie| {
            let arrow = if tie.is_directed() { "→" } else { "–" };
            format!("{} ({} {arrow} {})", tie.kind(), tie.from(), tie.to())
        });
        f.write_str(&links.collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for CollectiveStance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.word)?;
        if let Some(way) = self.ways.first() {
            write!(f, ": {way}")?;
        }
        match &self.grounds {
            Some(grounds) => write!(f, " ({grounds})"),
            None => Ok(()),
        }
    }
}

/// A place where one end can be: an actor that belongs to the end, or one above or below such an actor.
struct Place<'g> {
    actor: ActorId,
    length: usize,
    days: DaysBySurety,
    /// The actor that belongs to the end.
    member: ActorId,
    /// The climb from that actor to the place; `None` if the place is the actor itself.
    climb: Option<(usize, u32)>,
    steps: Vec<TieRef<'g>>,
}

/// One end: the places where it can be, and the climbs that lead there.
struct End<'g> {
    places: Vec<Place<'g>>,
    climbs: Vec<Climbs<'g>>,
}

/// # How it stands to others
impl<'g, 'f> Collective<'g, 'f> {
    /// How the collective and an actor stand to each other, on days on which the actor is no member.
    ///
    /// A way is one signed tie. Its one end is an actor that belongs to the collective, or a whole
    /// above the collective. Its other end is the actor asked about, a whole above it, or a member
    /// or part below it. In a collective chosen by hand, members and parts below its actors act for
    /// them too, as in [`View::stance`](crate::View::stance). The shortest ways decide.
    ///
    /// # Complexity
    ///
    /// O(a × b × ties of the one that has fewer): a is the number of actors that belong to the collective or
    /// stand above it, b the number that are the other end or stand above or below it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, StanceWord, date};
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
    /// # end = 2023-10-01
    /// # [[relations]]
    /// # kind = "cooperation"
    /// # between = ["msa", "army"]
    /// # start = 2022-01-01
    /// # end = 2024-01-01
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (army, csp) = (graph.actor("army")?, graph.actor("CSP")?);
    /// let stance = |on| graph.at(on).coalition_as_one(csp).stance(army).word;
    /// assert_eq!(stance(date(2023, 9, 30)), StanceWord::Positive);
    /// // MSA has left, so its cooperation is no longer the coalition's
    /// assert_eq!(stance(date(2023, 10, 16)), StanceWord::Negative);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn stance(&self, other: impl IntoId<ActorId>) -> CollectiveStance<'g> {
        let other = other.id_in(self.view.graph());
        self.stance_with(&self.view.collective(&ActorSet::from_iter([other])))
    }

    /// How the collective and another collective of the same view stand to each other.
    ///
    /// # Panics
    ///
    /// If the other collective is of another graph.
    ///
    /// # Complexity
    ///
    /// As [`stance`](Self::stance), for the actors of both.
    #[track_caller]
    pub fn stance_with(&self, other: &Collective<'g, 'f>) -> CollectiveStance<'g> {
        self.is_of_one_graph_with(other);
        let (near, far) = (self.end(), other.end());
        let mut ways = self.steps_alone(&near, other);
        for one in &near.places {
            for two in &far.places {
                if !is_apart(&near, one, &far, two) {
                    continue;
                }
                let Some(days) = self.days_of_both(other, one, two) else {
                    continue;
                };
                for neighbor in self.view.ties_between(one.actor, two.actor) {
                    ways.extend(self.way(other, (one, two), neighbor, &days));
                }
            }
        }
        self.decided(ways)
    }

    /// Returns the places where an end can be: its actors, the wholes above, and the actors below those chosen by hand.
    fn end(&self) -> End<'g> {
        let view = self.view;
        let mut end = End {
            places: Vec::new(),
            climbs: Vec::new(),
        };
        for (&actor, belonging) in &self.belonging {
            if !belonging.is_always() {
                end.places.push(Place {
                    actor,
                    length: 0,
                    days: belonging.days.clone(),
                    member: actor,
                    climb: None,
                    steps: Vec::new(),
                });
                continue;
            }
            let ways: &[Way] = match self.coalition() {
                Some(_) => &[Way::Up],
                None => &[Way::Up, Way::Down],
            };
            let climbs = view.climbs(actor, &STEPS, ways, |_| true);
            let links = climbs.links();
            for ((number, climb), steps) in (0..).zip(&climbs.list).zip(links) {
                // an actor that always belongs to the end is itself a place at distance 0
                let is_own = self.belonging.get(&climb.end);
                let is_own = is_own.is_some_and(super::belonging_days::Belonging::is_always);
                if climb.length > 0 && is_own {
                    continue;
                }
                end.places.push(Place {
                    actor: climb.end,
                    length: climb.length,
                    days: days_of(climb),
                    member: actor,
                    climb: Some((end.climbs.len(), number)),
                    steps,
                });
            }
            end.climbs.push(climbs);
        }
        end
    }

    /// The days of two places on which neither end's member belongs to the other end.
    fn days_of_both(&self, other: &Self, one: &Place<'g>, two: &Place<'g>) -> Option<DaysBySurety> {
        let mut days = one.days.and(&two.days);
        for (collective, actors) in [
            (self, [two.actor, two.member]),
            (other, [one.actor, one.member]),
        ] {
            for actor in actors {
                if let Some(inside) = collective.belonging.get(&actor) {
                    days = days.without(&inside.days);
                }
            }
        }
        (!days.all().is_never()).then_some(days)
    }

    /// The way over a tie; `None` if the tie makes none, or does not hold on one day with the steps.
    fn way(
        &self,
        other: &Self,
        (one, two): (&Place<'g>, &Place<'g>),
        neighbor: Neighbor<'g>,
        days: &DaysBySurety,
    ) -> Option<CollectiveWay<'g>> {
        let (view, tie, kind) = (self.view, neighbor.tie, neighbor.tie.kind());
        let length = one.length + two.length;
        let is_step = matches!(kind, Kind::Relation(kind) if kind.is_step());
        let sign = match kind {
            Kind::Relation(RelationKind::Neutrality) if length == 0 => None,
            kind if is_step || kind.sign() == Sign::Neutral => return None,
            kind => Some(kind.sign()),
        };
        let on = days.all().possibly.clone();
        let (standing, on) = match kind {
            Kind::Relation(_) => (view.held_on(neighbor, days)?, on),
            Kind::Event(_) => {
                let own = days.within(&SureDays::within(view.event_window()));
                let saying: Vec<StatementId> = view.statements_of_tie(tie.id());
                let (holds, certainty) = own.surest_of(view, &saying)?;
                let days = view.tie_days(neighbor).spans();
                ((view.shown(holds)?, certainty), on.meet(&days))
            }
        };
        let mut steps = [&one.steps[..], &two.steps].concat();
        steps.sort_unstable();
        steps.dedup();
        Some(CollectiveWay {
            length,
            sign,
            holds: standing.0,
            certainty: standing.1,
            ties: [vec![tie], steps].concat(),
            members: self.members_of(other, [one.member, two.member], standing, &on),
        })
    }

    /// Returns the ways that consist of steps only: an actor that always belongs to one end is a member or part of the
    /// other.
    fn steps_alone(&self, near: &End<'g>, other: &Self) -> Vec<CollectiveWay<'g>> {
        let view = self.view;
        let places = near.places.iter().filter(|place| place.length > 0);
        let ways = places.filter_map(|place| {
            let (climbs, number) = place.climb?;
            let target = other.belonging.get(&place.actor)?;
            if !target.is_always() || !is_simple(&near.climbs[climbs], number) {
                return None;
            }
            let mut days = place.days.clone();
            for (collective, actor) in [(self, place.actor), (other, place.member)] {
                if let Some(inside) = collective.belonging.get(&actor) {
                    days = days.without(&inside.days);
                }
            }
            let climb = &near.climbs[climbs].list[number as usize];
            let holds = view.shown(climb.holds_in(view.window())?)?;
            let within = days.within(&SureDays::within(view.window()));
            let is_there = |days: &SureDays| (!days.is_never()).then_some(Holds::Possibly);
            is_there(within.all())?;
            let standing = (holds, climb.certainty);
            let members = [place.member, place.actor];
            Some(CollectiveWay {
                length: place.length - 1,
                sign: Some(Sign::Positive),
                holds,
                certainty: climb.certainty,
                ties: place.steps.clone(),
                members: self.members_of(other, members, standing, &within.all().possibly),
            })
        });
        ways.collect()
    }

    fn members_of(
        &self,
        other: &Self,
        [one, two]: [ActorId; 2],
        standing: (Holds, Certainty),
        on: &Spans,
    ) -> Vec<CollectiveMember<'g>> {
        let ends = [(self, one), (other, two)];
        let members = ends.map(|(collective, actor)| collective.member(actor, standing, on));
        members.into()
    }

    /// The shortest ways, and the stance that they give together.
    fn decided(&self, mut ways: Vec<CollectiveWay<'g>>) -> CollectiveStance<'g> {
        ways.sort_by_key(|way| {
            let sure = Reverse((way.holds, way.certainty));
            (way.length, way.sign.is_none(), sure, way.ties.clone())
        });
        let rank = |way: &CollectiveWay<'g>| (way.length, way.sign.is_none());
        let first = ways.first().map(rank);
        ways.retain(|way| Some(rank(way)) == first);
        let mut best: BTreeMap<Option<Sign>, (Holds, Certainty)> = BTreeMap::new();
        for way in &ways {
            let own = (way.holds, way.certainty);
            let best = best.entry(way.sign).or_insert(own);
            *best = own.max(*best);
        }
        let [plus, minus] =
            [Sign::Positive, Sign::Negative].map(|sign| best.get(&Some(sign)).copied());
        let neutral = best.get(&None).copied();
        let (word, standing) = match (plus, minus, neutral) {
            (Some(one), Some(two), _) => {
                let weaker = (one.0.and(two.0), one.1.min(two.1));
                (StanceWord::Ambivalent, Some(weaker))
            }
            (Some(one), None, _) => (StanceWord::Positive, Some(one)),
            (None, Some(one), _) => (StanceWord::Negative, Some(one)),
            (None, None, Some(one)) => (StanceWord::Neutral, Some(one)),
            (None, None, None) => (StanceWord::None, None),
        };
        let grounds = standing.map(|(holds, certainty)| {
            let own = ways.iter().flat_map(|way| &way.ties);
            let own = Grounds::of_ties(self.view, holds, certainty, own.copied());
            let members = ways.iter().flat_map(|way| &way.members);
            let all = members.flat_map(CollectiveMember::statements);
            let all = own.statements.iter().copied().chain(all);
            let denied = own.denied.clone();
            let whole = Grounds::undenied(self.view, holds, certainty, all);
            Grounds { denied, ..whole }
        });
        CollectiveStance {
            word,
            ways,
            grounds,
        }
    }
}

/// The days of a climb, at its certainty.
fn days_of(climb: &Climb<'_>) -> DaysBySurety {
    if climb.length == 0 {
        return DaysBySurety::always();
    }
    let certainly = match climb.holds {
        Holds::Certainly => Spans::One(climb.core),
        Holds::Possibly => Spans::NONE,
    };
    let days = SureDays {
        certainly,
        possibly: climb.spans.clone(),
    };
    DaysBySurety::of(vec![(climb.certainty, days)])
}

/// Whether a climb has a chain in which no actor occurs twice.
fn is_simple(climbs: &Climbs<'_>, number: u32) -> bool {
    Chains::new(number, None).next(climbs, None).is_some()
}

/// Whether two places have chains in which no actor occurs twice, the members at the ends included.
fn is_apart(near: &End<'_>, one: &Place<'_>, far: &End<'_>, two: &Place<'_>) -> bool {
    let beside = |end: &End<'_>, climb: (usize, u32), actor: ActorId| {
        let climbs = &end.climbs[climb.0];
        let mut chains = Chains::new(climb.1, None).beside(actor);
        chains.next(climbs, None).is_some()
    };
    match (one.climb, two.climb) {
        (Some((climbs, number)), Some((others, other))) => Chains::new(number, Some(other))
            .next(&near.climbs[climbs], Some(&far.climbs[others]))
            .is_some(),
        (Some(climb), None) => one.actor != two.actor && beside(near, climb, two.actor),
        (None, Some(climb)) => one.actor != two.actor && beside(far, climb, one.actor),
        (None, None) => one.actor != two.actor,
    }
}
