//! The ways that lead from one actor to another, the shortest first.

use crate::graph::{ActorRef, IntoId, StatementRef, TieRef};
use crate::model::{ActorId, Certainty, Holds, Kind, RelationKind, Sign, Source, TieId, Window};
use crate::query::belonging::{Chained, Chains, Climb, Climbs, STEPS, Way};
use crate::query::kit::{Grounds, as_keys};
use crate::view::{Neighbor, View};
use serde::Serialize;
use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;

/// One way from an actor to another: at most one signed tie, and the steps at its ends.
///
/// It prints as `CMA member of CSP, clash (CSP → Wagner Group)`. [`View::stance`] defines what a way is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WayBetween<'g> {
    /// The number of steps at both ends. A way of steps alone has one less than its number of steps.
    pub length: usize,
    /// The sign of the way; `None` if it is a stated neutrality.
    pub sign: Option<Sign>,
    /// `Certainly` if all its links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of the weakest link.
    pub certainty: Certainty,
    /// The actors who claim, allege, plan or announced the weakest links, by key.
    pub by: Vec<ActorRef<'g>>,
    /// The sources of the links, by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
    /// The known denials of the links, in storage order.
    pub denied: Vec<StatementRef<'g>>,
    /// The actors along the way, from the first to the second.
    pub actors: Vec<ActorRef<'g>>,
    /// The links, in the same order.
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

impl WayBetween<'_> {
    /// Sorts shorter ways first, then ways with a sign, then surer ones.
    pub(crate) fn in_order(&self, other: &Self) -> Ordering {
        let rank = |way: &Self| (way.length, way.sign.is_none());
        let sure = |way: &Self| Reverse((way.holds, way.certainty));
        let by_rank = rank(self).cmp(&rank(other));
        by_rank
            .then_with(|| sure(self).cmp(&sure(other)))
            .then_with(|| self.ties.cmp(&other.ties))
    }
}

/// Ways that differ only in the actors that their steps pass.
#[derive(Debug, Clone, Copy)]
struct Candidate<'g> {
    length: usize,
    sign: Option<Sign>,
    holds: Holds,
    certainty: Certainty,
    near: u32,
    /// The other climb and the tie between the ends of both; `None` if the way is steps alone.
    across: Option<(TieRef<'g>, u32)>,
}

impl<'g> Candidate<'g> {
    fn rank(&self) -> impl Ord + use<'g> {
        let sure = Reverse((self.holds, self.certainty));
        (self.sign.is_none(), sure, self.near, self.across)
    }

    fn chains(&self) -> Chains {
        Chains::new(self.near, self.across.map(|across| across.1))
    }
}

/// For each sign, the best of the shortest ways: whether it certainly or possibly holds, and its certainty.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Decided {
    pub(crate) positive: Option<(Holds, Certainty)>,
    pub(crate) negative: Option<(Holds, Certainty)>,
    pub(crate) neutral: Option<(Holds, Certainty)>,
}

/// The climbs to each actor, by their length.
type ByEnd = HashMap<(ActorId, usize), Vec<u32>>;

/// The ways from one actor to another, one by one: the iterator of [`View::ways_between`].
#[derive(Debug, Clone)]
pub struct WaysBetween<'g, 'f> {
    view: View<'g, 'f>,
    other: ActorId,
    near: Climbs<'g>,
    far: Climbs<'g>,
    near_by_end: ByEnd,
    far_by_end: ByEnd,
    /// The ties between the actors that both climbs lead to.
    ties: Vec<(ActorId, ActorId, Neighbor<'g>)>,
    /// The length of the next candidates.
    length: usize,
    longest: usize,
    candidates: VecDeque<Candidate<'g>>,
    current: Option<(Candidate<'g>, Chains)>,
    /// The links of ways already returned, if surer tellings may give the same ways again.
    told: Option<HashSet<Vec<TieId>>>,
    is_cut: bool,
}

/// # Ways between two actors
impl<'g, 'f> View<'g, 'f> {
    /// Every way from one actor to another, the shortest first; each is found when you ask for it.
    ///
    /// Of equally short ways those with a sign come first, then the surer ones.
    /// [`stance`](Self::stance) says what a way is, and lists the ways unless there are too many.
    ///
    /// # Complexity
    ///
    /// O(ties of all the actors above and below both), then O(length) for each way that you ask
    /// for. It takes longer only if most chains of steps would pass an actor twice.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
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
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (army, csp) = (graph.actor("army")?, graph.actor("csp")?);
    /// let shortest = graph.ever().ways_between(army, csp).next().expect("CMA acts for the CSP");
    /// assert_eq!(shortest.length, 1);
    /// assert_eq!(shortest.to_string(), "clash (CMA → Malian Armed Forces), CMA member of CSP");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn ways_between(
        self,
        actor: impl IntoId<ActorId>,
        other: impl IntoId<ActorId>,
    ) -> WaysBetween<'g, 'f> {
        let (actor, other) = (actor.id_in(self.graph), other.id_in(self.graph));
        let climbs = |actor| self.climbs(actor, &STEPS, &[Way::Up, Way::Down], |_| true);
        let (near, far) = (climbs(actor), climbs(other));
        let by_end = |climbs: &Climbs<'g>| {
            let mut by_end: ByEnd = HashMap::new();
            for (number, climb) in (0..).zip(&climbs.list) {
                let alike = by_end.entry((climb.end, climb.length)).or_default();
                alike.push(number);
            }
            by_end
        };
        let last = |climbs: &Climbs<'g>| climbs.list.last().map_or(0, |climb| climb.length);
        let mut ways = WaysBetween {
            view: self,
            other,
            near_by_end: by_end(&near),
            far_by_end: by_end(&far),
            ties: Vec::new(),
            length: 0,
            longest: last(&near) + last(&far),
            candidates: VecDeque::new(),
            current: None,
            told: self.graph.limits.is_any_joined().then(HashSet::new),
            is_cut: near.has_more || far.has_more,
            near,
            far,
        };
        if actor == other {
            ways.length = ways.longest + 1;
        } else {
            ways.ties = ways.ties_across();
        }
        ways
    }
}

impl<'g> WaysBetween<'g, '_> {
    /// Whether ways may be missing: there are too many climbs, or too many that would pass an actor twice.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The signed ties and stated neutralities between the actors that both climbs lead to.
    fn ties_across(&self) -> Vec<(ActorId, ActorId, Neighbor<'g>)> {
        let ends = |climbs: &Climbs<'g>| {
            let mut ends: Vec<ActorId> = climbs.list.iter().map(|climb| climb.end).collect();
            ends.sort_unstable();
            ends.dedup();
            let graph = self.view.graph;
            let degrees = ends.iter().map(|&end| graph.degree(end));
            let cost: usize = degrees.sum();
            (ends, cost)
        };
        let ((near, near_cost), (far, far_cost)) = (ends(&self.near), ends(&self.far));
        let is_swapped = far_cost < near_cost;
        let (here, there) = if is_swapped { (far, near) } else { (near, far) };
        let mut ties = Vec::new();
        for end in here {
            self.view.each_tie_to(end, &there, |neighbor| {
                let next = neighbor.actor.id();
                let kind = neighbor.tie.kind();
                let is_step = matches!(kind, Kind::Relation(kind) if kind.is_step());
                let is_neutrality = kind == Kind::Relation(RelationKind::Neutrality);
                let counts = is_neutrality || kind.sign() != Sign::Neutral;
                if counts && !is_step {
                    let (one, two) = if is_swapped { (next, end) } else { (end, next) };
                    ties.push((one, two, neighbor));
                }
            });
        }
        ties
    }

    /// The ways of one length, best first; some of them may pass an actor twice.
    fn of_length(&self, length: usize) -> Vec<Candidate<'g>> {
        let numbers = |by_end: &ByEnd, end, length| {
            let numbers = by_end.get(&(end, length));
            numbers.cloned().unwrap_or_default()
        };
        let mut found = Vec::new();
        for near in numbers(&self.near_by_end, self.other, length + 1) {
            let climb = &self.near.list[near as usize];
            let holds = climb.holds_in(self.view.window);
            if let Some(holds) = holds.and_then(|holds| self.view.shown(holds)) {
                found.push(Candidate {
                    length,
                    sign: Some(Sign::Positive),
                    holds,
                    certainty: climb.certainty,
                    near,
                    across: None,
                });
            }
        }
        for &(one, two, neighbor) in &self.ties {
            let sign = match neighbor.tie.kind() {
                Kind::Relation(RelationKind::Neutrality) if length > 0 => continue,
                Kind::Relation(RelationKind::Neutrality) => None,
                kind => Some(kind.sign()),
            };
            for steps in 0..=length {
                let nears = numbers(&self.near_by_end, one, steps);
                if nears.is_empty() {
                    continue;
                }
                let fars = numbers(&self.far_by_end, two, length - steps);
                for (near, far) in { nears }
                    .iter()
                    .flat_map(|&n| fars.iter().map(move |&f| (n, f)))
                {
                    let one = &self.near.list[near as usize];
                    let two = &self.far.list[far as usize];
                    let together = self.view.hold_together(one, two, neighbor);
                    let Some((holds, certainty)) = together else {
                        continue;
                    };
                    found.push(Candidate {
                        length,
                        sign,
                        holds,
                        certainty,
                        near,
                        across: Some((neighbor.tie, far)),
                    });
                }
            }
        }
        found.sort_by_key(Candidate::rank);
        found
    }

    /// Returns the stance that the shortest ways decide, however many there are.
    pub(crate) fn decided(&mut self) -> Decided {
        let mut decided = Decided::default();
        for length in self.length..=self.longest {
            for candidate in self.of_length(length) {
                let slot = match candidate.sign {
                    Some(Sign::Positive) => &mut decided.positive,
                    Some(_) => &mut decided.negative,
                    None => &mut decided.neutral,
                };
                if slot.is_some() {
                    continue;
                }
                let mut chains = candidate.chains();
                if chains.next(&self.near, Some(&self.far)).is_some() {
                    *slot = Some((candidate.holds, candidate.certainty));
                }
                self.is_cut |= chains.gave_up();
            }
            if decided
                .positive
                .or(decided.negative)
                .or(decided.neutral)
                .is_some()
            {
                break;
            }
        }
        decided
    }

    fn told(&self, candidate: &Candidate<'g>, chained: Chained<'g>) -> WayBetween<'g> {
        let graph = self.view.graph;
        let Chained { near, far } = chained;
        let actors = near.0.into_iter().rev().chain(far.0);
        let across = candidate.across.map(|across| across.0);
        let ties = near.1.into_iter().rev().chain(across).chain(far.1);
        let ties: Vec<TieRef<'g>> = ties.collect();
        let (holds, certainty) = (candidate.holds, candidate.certainty);
        let grounds = Grounds::of_ties(self.view, holds, certainty, ties.iter().copied());
        WayBetween {
            length: candidate.length,
            sign: candidate.sign,
            holds,
            certainty,
            by: grounds.by,
            sources: grounds.sources,
            denied: grounds.denied,
            actors: actors.map(|id| graph.actor_ref(id)).collect(),
            ties,
        }
    }
}

impl<'g> Iterator for WaysBetween<'g, '_> {
    type Item = WayBetween<'g>;

    fn next(&mut self) -> Option<WayBetween<'g>> {
        loop {
            if let Some((candidate, chains)) = &mut self.current {
                if let Some(chained) = chains.next(&self.near, Some(&self.far)) {
                    let candidate = *candidate;
                    let way = self.told(&candidate, chained);
                    let is_new = self.told.as_mut().is_none_or(|told| {
                        told.insert(way.ties.iter().map(|tie| tie.id()).collect())
                    });
                    if is_new {
                        return Some(way);
                    }
                    continue;
                }
                self.is_cut |= chains.gave_up();
                self.current = None;
            }
            while self.candidates.is_empty() {
                if self.length > self.longest {
                    return None;
                }
                self.candidates = self.of_length(self.length).into();
                self.length += 1;
            }
            let next = self.candidates.pop_front();
            self.current = next.map(|candidate| (candidate, candidate.chains()));
        }
    }
}

impl std::iter::FusedIterator for WaysBetween<'_, '_> {}

impl<'g> View<'g, '_> {
    /// Returns whether a tie and the steps at its ends hold together on one day, and with which certainty: by all
    /// tellings of the tie, and also by the surer ones alone if these have other dates.
    fn hold_together(
        self,
        near: &Climb,
        far: &Climb,
        neighbor: Neighbor<'g>,
    ) -> Option<(Holds, Certainty)> {
        let tie = neighbor.tie.id();
        let of_steps = near.certainty.min(far.certainty);
        if near.length == 0 && far.length == 0 {
            return Some((neighbor.holds, of_steps.min(self.tie_certainty(tie))));
        }
        let spans = near.spans.meet(&far.spans);
        let core = near.core.meet(far.core);
        let steps = near.holds.and(far.holds);
        let shown = |is_certain: bool, by_itself: Holds, certainty: Certainty| {
            let holds = if is_certain {
                by_itself
            } else {
                Holds::Possibly
            };
            let shown = self.shown(holds);
            shown.map(|holds| (holds, of_steps.min(certainty)))
        };
        match neighbor.tie.kind() {
            Kind::Relation(_) => {
                let links = self.links(tie).into_iter().filter_map(|link| {
                    if !spans.meet(&link.spans).meets(self.window) {
                        return None;
                    }
                    let core = core.meet(link.core).meet(self.window);
                    shown(!core.is_empty(), steps.and(link.holds), link.certainty)
                });
                links.max()
            }
            Kind::Event(_) => {
                let spans = spans.as_slice().iter();
                let spans: Vec<Window> = spans.map(|span| span.meet(self.event_window)).collect();
                let core = core.meet(self.event_window);
                // a way is certain only on days on which its steps are certain, too
                let ask = |in_window: &dyn Fn(Window) -> Option<Holds>| {
                    spans.iter().find(|span| in_window(**span).is_some())?;
                    let is_certain = in_window(core) == Some(Holds::Certainly);
                    Some(if is_certain { steps } else { Holds::Possibly })
                };
                let (holds, certainty) = if let Some(told) = self.told_time_of_tie(tie) {
                    told.asked(|level| ask(&|window| level.in_window(window)))?
                } else {
                    let id = self.graph.statement_of_tie(tie);
                    let holds = ask(&|window| self.own_time(id, window))?;
                    (holds.and(neighbor.holds), self.tie_certainty(tie))
                };
                let holds = self.shown(holds)?;
                Some((holds, of_steps.min(certainty)))
            }
        }
    }
}
