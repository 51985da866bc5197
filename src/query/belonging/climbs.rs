//! Steps up and down from an actor; chains of steps that are alike are taken together.
//!
//! Nested coalitions can have more chains of steps than anyone can list: twenty floors of two coalitions have
//! a million. Chains of the same length that lead to the same actor, on the same days and with the same
//! certainty, give the same answer. Here they are one [`Climb`], which lists its single chains on request.

use crate::graph::TieRef;
use crate::model::{
    ActorId, Certainty, Holds, Kinds, RelationKind, Spans, TieId, TieLevel, Window,
};
use crate::view::View;
use std::collections::{HashMap, HashSet};

/// The largest number of climbs kept from one actor.
const MOST_CLIMBS: usize = 200_000;

/// The most dead ends in a row that the search for a chain accepts before it gives up.
const MOST_DEAD_ENDS: u32 = 1_000_000;

/// Both kinds of step: members and parts act for their wholes, and wholes for them.
pub(crate) const STEPS: [RelationKind; 2] = [RelationKind::Membership, RelationKind::PartOf];

/// The direction of a climb: up to wholes, or down to members and parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    Up,
    Down,
}

/// Chains of steps from one actor that are alike; all steps go up, or all go down.
#[derive(Debug, Clone)]
pub(crate) struct Climb<'g> {
    /// The actor that the chains lead to.
    pub(crate) end: ActorId,
    /// The number of steps of each chain.
    pub(crate) length: usize,
    /// The days on which all steps can hold.
    pub(crate) spans: Spans,
    /// The days on which all steps certainly hold.
    pub(crate) core: Window,
    /// Whether the weakest step certainly or possibly holds in the view, taken by itself.
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// The climbs that this one continues, each with the step added to it.
    from: Vec<(u32, TieRef<'g>)>,
}

impl Climb<'_> {
    /// Returns whether all steps hold on one common day of a window, certainly or possibly. A single step holds as its
    /// tie does.
    pub(crate) fn holds_in(&self, window: Window) -> Option<Holds> {
        if self.length < 2 {
            return Some(self.holds);
        }
        if !self.spans.meets(window) {
            return None;
        }
        let is_certain = !self.core.meet(window).is_empty();
        Some(if is_certain {
            self.holds
        } else {
            Holds::Possibly
        })
    }
}

/// Every climb from an actor, shorter ones first; the first climb has no step.
#[derive(Debug, Clone)]
pub(crate) struct Climbs<'g> {
    pub(crate) list: Vec<Climb<'g>>,
    /// Whether there are more climbs than are kept.
    pub(crate) has_more: bool,
}

impl<'g> Climbs<'g> {
    /// The steps of all chains of each climb, each step once.
    pub(crate) fn links(&self) -> Vec<Vec<TieRef<'g>>> {
        let mut all: Vec<Vec<TieRef<'g>>> = Vec::with_capacity(self.list.len());
        for climb in &self.list {
            // shorter climbs come before longer ones
            let before = climb.from.iter().flat_map(|&(before, tie)| {
                let so_far = all[before as usize].iter().copied();
                so_far.chain([tie])
            });
            let mut own: Vec<TieRef<'g>> = before.collect();
            own.sort_unstable();
            own.dedup();
            all.push(own);
        }
        all
    }
}

/// The key of a climb, besides its length: chains with equal keys are one climb.
type Alike = (Way, ActorId, Spans, Window, Holds, Certainty);

/// One step from an actor, up or down.
#[derive(Debug, Clone)]
struct Step<'g> {
    way: Way,
    to: ActorId,
    tie: TieRef<'g>,
    spans: Spans,
    core: Window,
    holds: Holds,
    certainty: Certainty,
}

impl<'g> View<'g, '_> {
    /// Every climb from an actor by steps of these kinds and directions; `is_wanted` says which
    /// ones to continue.
    ///
    /// A climb is left out if its steps share no possible day.
    ///
    /// # Complexity
    ///
    /// O(climbs × steps of an actor). Many different dates make many climbs; many chains do not.
    pub(crate) fn climbs(
        self,
        actor: ActorId,
        kinds: &[RelationKind],
        ways: &[Way],
        is_wanted: impl Fn(&Climb<'g>) -> bool,
    ) -> Climbs<'g> {
        let mut climbs = Climbs {
            list: vec![Climb {
                end: actor,
                length: 0,
                spans: Spans::ALL,
                core: Window::ALL,
                holds: Holds::Certainly,
                certainty: Certainty::Confirmed,
                from: Vec::new(),
            }],
            has_more: false,
        };
        let mut steps: HashMap<ActorId, Vec<Step<'g>>> = HashMap::new();
        let mut edge: Vec<(u32, Option<Way>)> = vec![(0, None)];
        // a chain that visits each actor once has at most as many steps as there are actors
        while !edge.is_empty() && climbs.list[edge[0].0 as usize].length <= steps.len() {
            let mut next: Vec<(u32, Option<Way>)> = Vec::new();
            let mut alike: HashMap<Alike, Option<u32>> = HashMap::new();
            for (number, way) in edge {
                let here = climbs.list[number as usize].end;
                let steps = steps
                    .entry(here)
                    .or_insert_with(|| self.steps_from(here, kinds, ways));
                for step in steps.iter() {
                    if step.to == actor
                        || !ways.contains(&step.way)
                        || way.is_some_and(|way| way != step.way)
                    {
                        continue;
                    }
                    let Some(further) = climbs.list[number as usize].with(step) else {
                        continue;
                    };
                    let Climb {
                        end,
                        core,
                        holds,
                        certainty,
                        ..
                    } = further;
                    let key = (step.way, end, further.spans.clone(), core, holds, certainty);
                    if let Some(same) = alike.get(&key) {
                        if let Some(same) = same {
                            let same = &mut climbs.list[*same as usize];
                            same.from.push((number, step.tie));
                        }
                        continue;
                    }
                    if climbs.list.len() == MOST_CLIMBS {
                        climbs.has_more = true;
                        continue;
                    }
                    let is_wanted = is_wanted(&further);
                    let place = u32::try_from(climbs.list.len()).unwrap_or(u32::MAX);
                    alike.insert(key, is_wanted.then_some(place));
                    if is_wanted {
                        next.push((place, Some(step.way)));
                        climbs.list.push(Climb {
                            from: vec![(number, step.tie)],
                            ..further
                        });
                    }
                }
            }
            edge = next;
        }
        climbs
    }

    fn steps_from(self, here: ActorId, kinds: &[RelationKind], ways: &[Way]) -> Vec<Step<'g>> {
        let graph = self.graph;
        let only: Kinds = kinds.iter().copied().collect();
        let is_step = |tie: &TieId| only.contains(graph.kind_of(graph.statement_of_tie(*tie)));
        let ties = graph.relation_entries_of(here, only, self.window);
        let ties = ties.map(|(tie, _)| tie).filter(is_step);
        let steps = ties.filter_map(|tie| {
            let row = graph.tie_row(tie);
            let (way, to) = if row.from == here {
                (Way::Up, row.to)
            } else {
                (Way::Down, row.from)
            };
            let is_wanted = ways.contains(&way) && self.tie_holds(tie).is_some();
            is_wanted.then_some((tie, way, to))
        });
        let steps = steps.flat_map(|(tie, way, to)| {
            let levels = self.links(tie).into_iter();
            let tie = graph.tie_ref(tie);
            levels.map(move |link| Step {
                way,
                to,
                tie,
                spans: link.spans,
                core: link.core,
                holds: link.holds,
                certainty: link.certainty,
            })
        });
        let mut steps: Vec<Step<'g>> = steps.collect();
        steps.sort_by_key(|step| step.tie);
        steps
    }

    /// The tie of a relation as a link of a chain: by all its tellings, and also by the surer
    /// tellings alone where these have other dates.
    pub(crate) fn links(self, tie: TieId) -> Vec<Link> {
        let course = self.tie_time(tie);
        let none = Window {
            from: Window::ALL.from,
            to: Window::ALL.from,
        };
        let core_of = |level: &TieLevel| level.readings.core().unwrap_or(none);
        let (core, all) = (
            core_of(&course.all),
            course.all.readings.in_window(self.window),
        );
        let mut links: Vec<Link> = Vec::new();
        for level in course.iter() {
            let Some(in_window) = level.readings.in_window(self.window) else {
                continue;
            };
            // a tie that holds certainly has to hold by all tellings, too
            let in_window = in_window.and(all.unwrap_or(Holds::Possibly));
            let Some(holds) = self.shown(level.known.and(in_window)) else {
                continue;
            };
            let link = Link {
                spans: level.readings.spans(),
                core: core_of(level).meet(core),
                holds,
                certainty: level.certainty,
            };
            let is_new = links.iter().all(|surer| {
                (&surer.spans, surer.core, surer.holds) != (&link.spans, link.core, link.holds)
            });
            if is_new {
                links.push(link);
            }
        }
        links
    }
}

/// The time of a relation's tie, by the tellings of one certainty and of higher ones.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The days on which it can hold.
    pub(crate) spans: Spans,
    /// The days on which it certainly holds.
    pub(crate) core: Window,
    /// Whether it holds in the view, certainly or possibly.
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
}

impl<'g> Climb<'g> {
    /// Returns the climb with one more step, or `None` if its steps share no day.
    fn with(&self, step: &Step<'g>) -> Option<Self> {
        let spans = self.spans.meet(&step.spans);
        if spans.is_empty() {
            return None;
        }
        let mut core = self.core.meet(step.core);
        if core.is_empty() {
            // every empty core has the same form, so that climbs without a certain day are alike
            core = Window {
                from: Window::ALL.from,
                to: Window::ALL.from,
            };
        }
        Some(Self {
            end: step.to,
            length: self.length + 1,
            spans,
            core,
            holds: self.holds.and(step.holds),
            certainty: self.certainty.min(step.certainty),
            from: Vec::new(),
        })
    }
}

/// One chain, or two whose ends are tied to each other: the actors on the way and the steps.
#[derive(Debug, Clone)]
pub(crate) struct Chained<'g> {
    /// From the end of the first climb back to its start; `far` goes from the end of the second to its start.
    pub(crate) near: (Vec<ActorId>, Vec<TieRef<'g>>),
    pub(crate) far: (Vec<ActorId>, Vec<TieRef<'g>>),
}

/// The chains of one climb, or of two beside each other, one by one; no actor occurs twice in a chain.
#[derive(Debug, Clone)]
pub(crate) struct Chains {
    far: Option<u32>,
    /// The climbs on the way, those of the first before those of the second, each with the steps
    /// tried so far.
    stack: Vec<(bool, u32, usize)>,
    /// The actors on the way.
    met: HashSet<ActorId>,
    dead_ends: u32,
}

impl Chains {
    pub(crate) fn new(near: u32, far: Option<u32>) -> Self {
        Self {
            far,
            stack: vec![(false, near, 0)],
            met: HashSet::new(),
            dead_ends: 0,
        }
    }

    /// Returns the same chains, without those that pass an actor.
    pub(crate) fn beside(mut self, actor: ActorId) -> Self {
        self.met.insert(actor);
        self
    }

    /// Whether the search gave up because it met too many dead ends.
    pub(crate) const fn gave_up(&self) -> bool {
        self.dead_ends > MOST_DEAD_ENDS
    }

    /// The next chain; the caller always passes the climbs that the numbers refer to.
    pub(crate) fn next<'g>(
        &mut self,
        near: &Climbs<'g>,
        far: Option<&Climbs<'g>>,
    ) -> Option<Chained<'g>> {
        let climb = |(is_far, number): (bool, u32)| {
            let climbs = if is_far { far? } else { near };
            climbs.list.get(number as usize)
        };
        loop {
            let &(is_far, number, tried) = self.stack.last()?;
            let here = climb((is_far, number))?;
            let next = match here.from.get(tried) {
                Some(&(before, _)) => Some((is_far, before)),
                None if here.length == 0 && !is_far && tried == 0 => {
                    self.far.map(|far| (true, far))
                }
                None => None,
            };
            let is_whole = here.length == 0 && (is_far || self.far.is_none());
            if is_whole && tried == 0 {
                let chained = self.told(near, far);
                self.stack.pop();
                self.met.remove(&here.end);
                return chained;
            }
            // the very first end is not yet in the set
            self.met.insert(here.end);
            let Some(next) = next else {
                self.stack.pop();
                self.met.remove(&here.end);
                continue;
            };
            if let Some(top) = self.stack.last_mut() {
                top.2 += 1;
            }
            let actor = climb(next)?.end;
            if !self.met.insert(actor) {
                self.dead_ends += 1;
                if self.gave_up() {
                    self.stack.clear();
                    return None;
                }
                continue;
            }
            self.stack.push((next.0, next.1, 0));
        }
    }

    fn told<'g>(&mut self, near: &Climbs<'g>, far: Option<&Climbs<'g>>) -> Option<Chained<'g>> {
        let mut chained = Chained {
            near: (Vec::new(), Vec::new()),
            far: (Vec::new(), Vec::new()),
        };
        for &(is_far, number, tried) in &self.stack {
            let (climbs, side) = if is_far {
                (far?, &mut chained.far)
            } else {
                (near, &mut chained.near)
            };
            let climb = climbs.list.get(number as usize)?;
            side.0.push(climb.end);
            if climb.length > 0 {
                side.1.push(climb.from.get(tried.checked_sub(1)?)?.1);
            }
        }
        self.dead_ends = 0;
        Some(chained)
    }
}
