//! The ways between actors through their coalitions, wholes, members and parts, with the days of each.

use crate::analysis::histories::SpellRule;
use crate::analysis::histories::{NO_DAY, TieDays, bridge, meet};
use crate::analysis::signed_graph::DyadSign;
use crate::graph::{ActorRef, TieRef};
use crate::model::{ActorId, Holds, Kind, RelationKind, TieId, Window};
use crate::query::{Chains, Climb, Climbs, STEPS, Way};
use crate::view::View;
use std::collections::BTreeMap;

/// How many chains of steps that are alike an answer names at most.
const MOST_CHAINS: usize = 100;

/// The ways of each two actors, by their keys.
pub(super) type WaysOfDyads<'g> = BTreeMap<(ActorId, ActorId), Vec<TieDays<'g>>>;

/// The climbs of some actors, and which of these climbs lead to each actor.
struct Reach<'g> {
    climbs: BTreeMap<ActorId, Climbs<'g>>,
    by_end: BTreeMap<ActorId, Vec<(ActorId, u32)>>,
}

impl<'g> Reach<'g> {
    fn new(view: View<'g, '_>, actors: impl Iterator<Item = ActorId>) -> Self {
        let mut reach = Self {
            climbs: BTreeMap::new(),
            by_end: BTreeMap::new(),
        };
        for actor in actors {
            let climbs = view.climbs(actor, &STEPS, &[Way::Up, Way::Down], |_| true);
            for (number, climb) in (0..).zip(&climbs.list) {
                let ends = reach.by_end.entry(climb.end).or_default();
                ends.push((actor, number));
            }
            reach.climbs.insert(actor, climbs);
        }
        reach
    }

    fn climb(&self, (actor, number): (ActorId, u32)) -> Option<&Climb<'g>> {
        self.climbs.get(&actor)?.list.get(number as usize)
    }

    /// The actors with climbs to an actor, and the climbs.
    fn to(&self, end: ActorId) -> &[(ActorId, u32)] {
        self.by_end.get(&end).map_or(&[], Vec::as_slice)
    }

    /// The steps of the chains of one climb or two; `None` if every chain passes an actor twice.
    fn steps(&self, near: (ActorId, u32), far: Option<(ActorId, u32)>) -> Option<Vec<TieRef<'g>>> {
        let climbs = self.climbs.get(&near.0)?;
        let others = far.and_then(|far| self.climbs.get(&far.0));
        let mut chains = Chains::new(near.1, far.map(|far| far.1));
        let mut steps: Vec<TieRef<'g>> = Vec::new();
        let mut count = 0;
        while count < MOST_CHAINS
            && let Some(chain) = chains.next(climbs, others)
        {
            steps.extend(chain.near.1.into_iter().chain(chain.far.1));
            count += 1;
        }
        steps.sort_unstable();
        steps.dedup();
        (count > 0).then_some(steps)
    }
}

impl<'g> View<'g, '_> {
    /// The ways of every two actors, or of two given ones, as [`stance`](View::stance) has them.
    ///
    /// # Complexity
    ///
    /// O(climbs of all actors + for each signed tie the climbs to its one end × those to its other).
    pub(in crate::analysis) fn ways_in_time(
        self,
        rule: SpellRule,
        only: Option<(ActorId, ActorId)>,
    ) -> WaysOfDyads<'g> {
        let view = self.possibly();
        let graph = view.graph();
        let reach = match only {
            Some((one, other)) => Reach::new(view, [one, other].into_iter()),
            None => Reach::new(view, graph.actors().map(ActorRef::id)),
        };
        let mut ways = WaysOfDyads::new();
        for (&actor, climbs) in &reach.climbs {
            for (number, climb) in (0..).zip(&climbs.list) {
                if climb.length == 0 || climb.end <= actor {
                    continue;
                }
                if only.is_none_or(|only| only == (actor, climb.end))
                    && let Some(way) = view.way_of_steps(&reach, (actor, number), climb)
                {
                    ways.entry((actor, climb.end)).or_default().push(way);
                }
            }
        }
        for ((one, other), ties) in view.tied_dyads(rule) {
            for &near in reach.to(one) {
                for &far in reach.to(other) {
                    let dyad = (near.0.min(far.0), near.0.max(far.0));
                    if near.0 == far.0 || only.is_some_and(|only| only != dyad) {
                        continue;
                    }
                    let across = ties.iter().filter_map(|tie| across(&reach, near, far, tie));
                    let across: Vec<TieDays<'g>> = across.collect();
                    if !across.is_empty() {
                        ways.entry(dyad).or_default().extend(across);
                    }
                }
            }
        }
        for ways in ways.values_mut() {
            ways.sort_by_key(|way| way.tie);
        }
        ways
    }

    /// The way of steps alone, all up or all down.
    fn way_of_steps(
        self,
        reach: &Reach<'g>,
        near: (ActorId, u32),
        climb: &Climb<'g>,
    ) -> Option<TieDays<'g>> {
        let can = cut(climb.spans.as_slice(), self.window());
        if can.is_empty() {
            return None;
        }
        let mut steps = reach.steps(near, None)?.into_iter();
        let surely = Some(meet(climb.core, self.window()));
        let surely = surely.filter(|core| climb.holds == Holds::Certainly && !core.is_empty());
        Some(TieDays {
            tie: steps.next()?,
            steps: steps.collect(),
            rank: climb.length - 1,
            sign: Some(DyadSign::Positive),
            of_steps: climb.certainty,
            can,
            surely: surely.into_iter().collect(),
            core: if climb.holds == Holds::Certainly {
                climb.core
            } else {
                NO_DAY
            },
            is_several: false,
        })
    }

    /// The signed ties and stated neutralities of each two actors, each with its days, without steps.
    fn tied_dyads(self, rule: SpellRule) -> WaysOfDyads<'g> {
        let mut dyads: BTreeMap<(ActorId, ActorId), Vec<TieId>> = BTreeMap::new();
        for (id, _) in self.tie_ids() {
            let tie = self.graph().tie_ref(id);
            let (from, to) = (tie.from().id(), tie.to().id());
            let is_step = matches!(tie.kind(), Kind::Relation(kind) if STEPS.contains(&kind));
            let is_event = tie.kind().event().is_some();
            let counts = !is_step && (rule.gap.is_some() || !is_event);
            if counts
                && from != to
                && (is_neutrality(tie) || rule.signs.sign_of(tie.kind()).is_some())
            {
                let ends = (from.min(to), from.max(to));
                dyads.entry(ends).or_default().push(id);
            }
        }
        let days = dyads.into_iter().map(|(ends, ties)| {
            let ties = ties.into_iter().filter_map(|id| {
                let tie = self.graph().tie_ref(id);
                self.days_of_tie(tie, rule.signs.sign_of(tie.kind()))
            });
            let mut ties: Vec<TieDays<'g>> = ties.collect();
            if let Some(gap) = rule.gap {
                bridge(&mut ties, gap);
            }
            (ends, ties)
        });
        days.collect()
    }
}

fn is_neutrality(tie: TieRef<'_>) -> bool {
    tie.kind() == Kind::Relation(RelationKind::Neutrality)
}

/// The tie between the ends of two climbs, on the days on which all of them hold.
fn across<'g>(
    reach: &Reach<'g>,
    near: (ActorId, u32),
    far: (ActorId, u32),
    tie: &TieDays<'g>,
) -> Option<TieDays<'g>> {
    let (one, other) = (reach.climb(near)?, reach.climb(far)?);
    let rank = one.length + other.length;
    // a stated neutrality speaks only for the two actors of the statement
    if tie.sign.is_none() && rank > 0 {
        return None;
    }
    if rank == 0 {
        return Some(tie.clone());
    }
    let spans = one.spans.meet(&other.spans);
    let is_sure = one.holds.and(other.holds) == Holds::Certainly;
    let core = if is_sure {
        meet(one.core, other.core)
    } else {
        NO_DAY
    };
    let each = spans
        .as_slice()
        .iter()
        .flat_map(|&span| cut(&tie.can, span));
    let can: Vec<Window> = each.collect();
    if can.is_empty() {
        return None;
    }
    Some(TieDays {
        steps: reach.steps(near, Some(far))?,
        rank,
        of_steps: one.certainty.min(other.certainty),
        can,
        surely: cut(&tie.surely, core),
        core,
        ..tie.clone()
    })
}

/// Some days, as far as they lie in a window.
fn cut(days: &[Window], to: Window) -> Vec<Window> {
    let cut = days.iter().map(|&days| meet(days, to));
    cut.filter(|days| !days.is_empty()).collect()
}
