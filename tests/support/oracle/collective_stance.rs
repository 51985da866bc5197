//! How two collectives stand to each other: every tie between those who belong to them, day by day.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Certainty, Holds, Kind, RelationKind, Sign, Statement};

use super::Oracle;
use super::collectives::{Belonging, Who, all_days, chain_on};
use super::members::{Step, Towards};
use super::ties::Tie;

/// Where an end can stand: one who belongs to it, or who is above or below that by a chain of steps.
struct Place {
    member: ActorId,
    chain: Vec<Step>,
    /// From the member on.
    actors: Vec<ActorId>,
}

/// How long a way is, its sign, how it holds, and how sure it is.
type Way = (usize, Sign, Holds, Certainty);

impl Oracle<'_> {
    /// The word of a stance, how it holds and how sure it is, of collectives.
    ///
    /// CHOICE: the length of a way over a member's tie. (1) Who belongs to a collective on the day is it:
    /// the membership is no step. (2) It is a step, as in the stance of the coalition itself. Taken: (1),
    /// for "several actors asked as one".
    ///
    /// CHOICE: whom a member of the collective is a member of, too. (1) It does not act for the
    /// collective, as "each end climbs up only or down only". (2) It does. Taken: (1): up from the
    /// coalition itself, and up and down from who was chosen by hand.
    pub(crate) fn stance_of_all(
        &self,
        [one, other]: [&Who; 2],
    ) -> (&'static str, Option<(Holds, Certainty)>) {
        let belonging = [self.belonging(one), self.belonging(other)];
        let steps = self.steps();
        let near = Self::places(one, &belonging[0], &steps, self.all_actors());
        let far = Self::places(other, &belonging[1], &steps, self.all_actors());
        let mut ways: Vec<Way> = Vec::new();
        for tie in &self.ties() {
            for a in &near {
                for b in &far {
                    let ends = (a.end(), b.end());
                    if (tie.a, tie.b) == ends || (tie.b, tie.a) == ends {
                        ways.extend(self.way_of_all(&belonging, tie, a, b));
                    }
                }
            }
        }
        for place in near.iter().filter(|place| !place.chain.is_empty()) {
            if !belonging[1].always.contains(&place.end()) {
                continue;
            }
            let Some((holds, certainty)) = self.chain_holds(&place.chain) else {
                continue;
            };
            let (from, to) = self.lens.window;
            let mut days = all_days().filter(|&day| from <= day && day < to);
            let is_apart = days.any(|day| {
                chain_on(&place.chain, Certainty::Denied, day).is_some()
                    && !is_certainly(&belonging[0], place.end(), day)
                    && !is_certainly(&belonging[1], place.member, day)
            });
            if is_apart {
                ways.push((place.chain.len() - 1, Sign::Positive, holds, certainty));
            }
        }
        decided(&ways)
    }

    fn places(
        who: &Who,
        belonging: &Belonging,
        steps: &[Step],
        all: impl Iterator<Item = ActorId>,
    ) -> Vec<Place> {
        let mut places = Vec::new();
        for member in all {
            if belonging.always.contains(&member) || !belonging.is_never(member) {
                let (chain, actors) = (vec![], vec![member]);
                places.push(Place {
                    member,
                    chain,
                    actors,
                });
            }
        }
        let ways: &[Towards] = match who {
            Who::Coalition(_) => &[Towards::Up],
            Who::Chosen(_) => &[Towards::Up, Towards::Down],
        };
        for &member in &belonging.always {
            for &way in ways {
                for chain in Self::chains(steps, member, way) {
                    let reached = chain.iter().map(|step| step.reaches(way));
                    let actors: Vec<ActorId> = [member].into_iter().chain(reached).collect();
                    // whoever belongs to it always is no further away
                    if !belonging.always.contains(&actors[actors.len() - 1]) {
                        places.push(Place {
                            member,
                            chain,
                            actors,
                        });
                    }
                }
            }
        }
        places
    }

    fn way_of_all(
        &self,
        belonging: &[Belonging; 2],
        tie: &Tie,
        a: &Place,
        b: &Place,
    ) -> Option<Way> {
        let length = a.chain.len() + b.chain.len();
        let kind = tie.kind;
        let is_step = matches!(
            kind,
            Kind::Relation(RelationKind::Membership | RelationKind::PartOf)
        );
        let is_neutrality = kind == Kind::from(RelationKind::Neutrality) && length == 0;
        if is_step || (kind.sign() == Sign::Neutral && !is_neutrality) {
            return None;
        }
        // "No actor comes twice in a way"
        let actors = a.actors.iter().chain(&b.actors);
        if actors.clone().collect::<BTreeSet<_>>().len() < actors.count() {
            return None;
        }
        let steps: Vec<Step> = a.chain.iter().chain(&b.chain).cloned().collect();
        let is_each_certain = steps.iter().all(|step| step.holds == Holds::Certainly);
        let [one, other] = belonging;
        let on = |sure: Certainty, day: i64| {
            let mut holds = one
                .on(a.member, sure, day)?
                .min(other.on(b.member, sure, day)?);
            if !steps.is_empty() {
                holds = holds.min(chain_on(&steps, sure, day)?);
            }
            // "the other end is never its member"
            for (end, actor) in [
                (one, b.member),
                (one, b.end()),
                (other, a.member),
                (other, a.end()),
            ] {
                match end.on(actor, Certainty::Denied, day) {
                    Some(Holds::Certainly) => return None,
                    Some(Holds::Possibly) => holds = Holds::Possibly,
                    None => {}
                }
            }
            Some(if is_each_certain {
                holds
            } else {
                Holds::Possibly
            })
        };
        let is_free = one.always.contains(&a.member)
            && other.always.contains(&b.member)
            && steps.is_empty()
            && one.is_never(b.member)
            && other.is_never(a.member);
        if is_free {
            return Some((length, kind.sign(), tie.holds, tie.certainty));
        }
        let (holds, certainty) = self.tie_on(tie, on)?;
        Some((length, kind.sign(), holds, certainty))
    }

    /// Who stands in a tie that a test admits to one who belongs to a collective, and does not belong to
    /// it: the test is given the kind, and whether the collective is at the first end.
    pub(crate) fn others_of_all(
        &self,
        who: &Who,
        admits: impl Fn(Kind, bool) -> bool,
    ) -> BTreeMap<ActorId, (Holds, Certainty)> {
        let belonging = self.belonging(who);
        let mut found = BTreeMap::new();
        for tie in self.ties() {
            for (a, b, is_first) in [(tie.a, tie.b, true), (tie.b, tie.a, false)] {
                if !admits(tie.kind, is_first) {
                    continue;
                }
                let on = |sure: Certainty, day: i64| {
                    let holds = belonging.on(a, sure, day)?;
                    match belonging.on(b, Certainty::Denied, day) {
                        Some(Holds::Certainly) => None,
                        Some(Holds::Possibly) => Some(Holds::Possibly),
                        None => Some(holds),
                    }
                };
                let is_free = belonging.always.contains(&a) && belonging.is_never(b);
                let standing = if is_free {
                    Some((tie.holds, tie.certainty))
                } else {
                    self.tie_on(&tie, on)
                };
                if let Some(standing) = standing {
                    let best = found.entry(b).or_insert(standing);
                    *best = standing.max(*best);
                }
            }
        }
        found
    }

    /// How a tie holds on the days on which something else is so, and how sure it is.
    fn tie_on(
        &self,
        tie: &Tie,
        on: impl Fn(Certainty, i64) -> Option<Holds>,
    ) -> Option<(Holds, Certainty)> {
        if let Some(pair) = tie.pair() {
            let runs = self.runs(&pair)?;
            let (from, to) = self.lens.window;
            let at = |sure: Certainty| {
                let days = all_days().filter(|&day| from <= day && day < to);
                let each = days.filter_map(|day| Some(on(sure, day)?.min(runs.on(sure, day)?)));
                each.max()
            };
            return self.as_sure(at, runs.best);
        }
        let named = |one: &Statement| tie.is_named_by(one);
        let ladder = self.days_of(&tie.thing, named);
        let counts = |one: &Statement| named(one) && self.counted(one).is_some();
        let best = self.best_of(&tie.thing, counts)?;
        self.on_days(&ladder, best, on)
    }

    fn as_sure(
        &self,
        at: impl Fn(Certainty) -> Option<Holds>,
        best: Certainty,
    ) -> Option<(Holds, Certainty)> {
        let holds = at(Certainty::Denied).filter(|&holds| self.shows(holds))?;
        let mut steps = Certainty::ALL.iter().rev();
        let surest = *steps.find(|&&sure| at(sure) >= Some(holds))?;
        Some((holds, surest.min(best)))
    }
}

impl Place {
    fn end(&self) -> ActorId {
        self.actors[self.actors.len() - 1]
    }
}

fn is_certainly(end: &Belonging, actor: ActorId, day: i64) -> bool {
    end.on(actor, Certainty::Denied, day) == Some(Holds::Certainly)
}

/// "the shortest decide, both signs among them make it ambivalent".
fn decided(ways: &[Way]) -> (&'static str, Option<(Holds, Certainty)>) {
    let shortest = ways.iter().map(|way| way.0).min();
    let best = |sign: Sign| {
        let own = ways
            .iter()
            .filter(|way| Some(way.0) == shortest && way.1 == sign);
        own.map(|way| (way.2, way.3)).max()
    };
    match (
        best(Sign::Positive),
        best(Sign::Negative),
        best(Sign::Neutral),
    ) {
        (Some(one), Some(two), _) => ("ambivalent", Some((one.0.min(two.0), one.1.min(two.1)))),
        (Some(one), None, _) => ("positive", Some(one)),
        (None, Some(one), _) => ("negative", Some(one)),
        (None, None, Some(one)) => ("neutral", Some(one)),
        (None, None, None) => ("none", None),
    }
}
