//! How a collective and another end stand to each other.

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

/// How a collective and another end stand to each other, with the ways that decide it.
///
/// As [`Stance`](crate::Stance), where whoever belongs to the collective on the day of a tie *is* the
/// collective: its ties are ways of length 0. Prints as a sentence; serialises with `null` grounds where no
/// way leads from one to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveStance<'g> {
    /// How they stand.
    pub word: StanceWord,
    /// The ways that decide: the shortest, those without a sign only where no other is as short.
    pub ways: Vec<CollectiveWay<'g>>,
    /// What it rests on: these ways, with the memberships; `None` where there is none. An ambivalent stance
    /// is only as sure as the weaker of its signs.
    pub grounds: Option<Grounds<'g>>,
}

/// One way from a collective to another end: at most one signed tie, and steps beyond those that belong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveWay<'g> {
    /// The steps at both ends, memberships of the collective apart; of steps alone one less than they are.
    pub length: usize,
    /// What it says; `None`: a stated neutrality.
    pub sign: Option<Sign>,
    /// Certainly: all its links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of its weakest link, memberships included.
    pub certainty: Certainty,
    /// Its links: the signed tie first, if it is not of steps alone, then the steps at both ends.
    #[serde(serialize_with = "as_statements")]
    pub ties: Vec<TieRef<'g>>,
    /// Who belonged to the one collective and the other at its ends, with the memberships.
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

/// Where one end can stand: one that belongs to it, or who is above or below that.
struct Place<'g> {
    actor: ActorId,
    length: usize,
    days: DaysBySurety,
    /// Who belongs to the end.
    member: ActorId,
    /// Which climb it is of those of the member, if the steps are not those of belonging.
    climb: Option<(usize, u32)>,
    steps: Vec<TieRef<'g>>,
}

/// One end: the places where it can stand, and the climbs that lead there.
struct End<'g> {
    places: Vec<Place<'g>>,
    climbs: Vec<Climbs<'g>>,
}

/// # How it stands
impl<'g, 'f> Collective<'g, 'f> {
    /// How the collective and an actor stand to each other, on the days on which that is no member.
    ///
    /// A way is one signed tie between one that belongs to the collective, or a whole above it, and the
    /// actor, or a whole above it or a member or part below it. Below an actor chosen by hand its members
    /// and parts act for it, as in [`View::stance`](crate::View::stance). The shortest ways decide.
    ///
    /// # Complexity
    ///
    /// O(a × b × ties of the one that has fewer), of a actors that belong to it or stand above, and b that are
    /// the other end or stand above and below.
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
    /// // MSA has left, and its cooperation is the coalition's no more
    /// assert_eq!(stance(date(2023, 10, 16)), StanceWord::Negative);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn stance(&self, other: impl IntoId<ActorId>) -> CollectiveStance<'g> {
        let other = other.id_in(self.view.graph());
        self.stance_with(&self.view.collective(&ActorSet::from_iter([other])))
    }

    /// The same with another collective of the same view.
    ///
    /// # Panics
    ///
    /// If the other is a collective of another graph.
    ///
    /// # Complexity
    ///
    /// As [`stance`](Self::stance), of both.
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

    /// Where it can stand: whoever belongs to it, the wholes above, and what is below those chosen by hand.
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
                // whoever belongs to it always is no further away
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

    /// The days of two places, on which neither end's member belongs to the other.
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

    /// The way over a tie; `None`: it is none, or does not hold on one day with the steps.
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
                let (holds, surest) = own.surest(|days| view.said_on(&saying, days))?;
                let certainty = view.tie_certainty(tie.id()).min(surest);
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

    /// The ways of steps alone: one that always belongs to an end is a member or part of the other.
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

    /// The shortest ways, and what they say together.
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

/// The days of a climb, as sure as it is.
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

/// Whether a climb has a chain in which no actor comes twice.
fn is_simple(climbs: &Climbs<'_>, number: u32) -> bool {
    Chains::new(number, None).next(climbs, None).is_some()
}

/// Whether there are chains to two places in which no actor comes twice; who belongs to an end without
/// steps is one, too.
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
