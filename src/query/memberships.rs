//! Who belonged to what: members, coalitions, parts and wholes, direct and nested.

use super::answer::{DaySpan, Grounds};
use crate::graph::{ActorRef, TieRef};
use crate::model::{ActorId, Certainty, Holds, Kind, RelationKind, Window};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// One actor in another, directly or through others, with every chain that says so.
///
/// Prints as a sentence; serialises with its days and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Membership<'g> {
    /// What the links are: `membership` or `part-of`.
    pub kind: RelationKind,
    /// The member or part.
    pub member: ActorRef<'g>,
    /// The coalition or whole.
    pub whole: ActorRef<'g>,
    /// The chains that lead from one to the other, the shortest first.
    pub chains: Vec<Chain<'g>>,
    /// The days that the chains can touch.
    #[serde(flatten)]
    pub days: DaySpan,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl Membership<'_> {
    /// Whether a statement ties the two themselves, without others between them.
    pub fn is_direct(&self) -> bool {
        self.chains
            .first()
            .is_some_and(|chain| chain.ties.len() == 1)
    }
}

impl fmt::Display for Membership<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            RelationKind::PartOf => "a part",
            _ => "a member",
        };
        write!(f, "{} is {word} of {}", self.member, self.whole)?;
        if let (false, Some(chain)) = (self.is_direct(), self.chains.first()) {
            let through = chain.ties.iter().skip(1).map(|tie| tie.from().label());
            write!(f, " through {}", through.collect::<Vec<_>>().join(", "))?;
        }
        match self.chains.len() {
            0 | 1 => {}
            2 => f.write_str(" and in 1 other way")?,
            ways => write!(f, " and in {} other ways", ways - 1)?,
        }
        write!(f, " ({})", self.grounds)
    }
}

/// Links from a member up to a whole that hold together on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chain<'g> {
    /// The links, from the member up.
    pub ties: Vec<TieRef<'g>>,
    /// Certainly: all links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of the weakest link.
    pub certainty: Certainty,
}

impl Serialize for Chain<'_> {
    /// As the ids of its statements, from the member up.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.ties.iter().map(|tie| tie.statement()))
    }
}

/// # Who belonged to what
///
/// Answers stand by time, then actor: (earliest, latest, other).
impl<'g> View<'g, '_> {
    /// The members of a coalition, direct and through nested coalitions.
    ///
    /// # Complexity
    ///
    /// O(ties of the coalitions below it) and the chains found.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # cma = { name = "Coordination of Azawad Movements", short = "CMA", kind = "coalition" }
    /// # mnla = { name = "MNLA", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = 2024-11-30
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "mnla"
    /// # to = "cma"
    /// # start = "2014"
    /// # end = 2024-11-30
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let members = graph.at(date(2023, 10, 15)).members(graph.actor("CSP")?);
    /// assert_eq!(
    ///     members[1].to_string(),
    ///     "MNLA is a member of CSP through CMA (certainly; reported; no source)",
    /// );
    /// assert!(members[0].is_direct());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn members(self, coalition: impl Into<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(coalition.into(), RelationKind::Membership, Way::Down)
    }

    /// The coalitions that an actor is in, directly and through others.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members), upwards.
    pub fn coalitions(self, member: impl Into<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(member.into(), RelationKind::Membership, Way::Up)
    }

    /// The parts of a whole, direct and through others.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members).
    pub fn parts(self, whole: impl Into<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(whole.into(), RelationKind::PartOf, Way::Down)
    }

    /// The wholes that an actor is part of, directly and through others.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members), upwards.
    pub fn wholes(self, part: impl Into<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(part.into(), RelationKind::PartOf, Way::Up)
    }

    fn memberships(self, actor: ActorId, kind: RelationKind, way: Way) -> Vec<Membership<'g>> {
        let mut found: BTreeMap<ActorId, Vec<Climb<'g>>> = BTreeMap::new();
        self.climb(actor, &[kind], way, &mut |climb| {
            let holds = climb.holds_in(self.window);
            if holds.and_then(|holds| self.shown(holds)).is_none() {
                return false;
            }
            found.entry(climb.end()).or_default().push(climb.clone());
            true
        });
        let mut answers: Vec<Membership<'g>> = found
            .into_iter()
            .map(|(other, climbs)| self.membership(actor, other, kind, way, climbs))
            .collect();
        answers.sort_by_key(|answer| match way {
            Way::Down => (answer.days, answer.member),
            Way::Up => (answer.days, answer.whole),
        });
        answers
    }

    fn membership(
        self,
        actor: ActorId,
        other: ActorId,
        kind: RelationKind,
        way: Way,
        climbs: Vec<Climb<'g>>,
    ) -> Membership<'g> {
        let spans = climbs.iter().map(|climb| {
            let span = climb.span;
            DaySpan::new(span.from, span.to.previous())
        });
        let days = spans.reduce(DaySpan::or);
        let mut chains: Vec<Chain<'g>> = climbs
            .into_iter()
            .map(|climb| {
                let mut ties = climb.ties.clone();
                if way == Way::Down {
                    ties.reverse();
                }
                Chain {
                    holds: climb.holds_in(self.window).unwrap_or(Holds::Possibly),
                    certainty: climb.certainty,
                    ties,
                }
            })
            .collect();
        chains.sort_by(|a, b| (a.ties.len(), &a.ties).cmp(&(b.ties.len(), &b.ties)));
        // both words are of one chain: the surest of those that hold best
        let best = chains
            .iter()
            .map(|chain| (chain.holds, chain.certainty))
            .max();
        let (holds, certainty) = best.unwrap_or((Holds::Possibly, Certainty::default()));
        let statements = chains.iter().flat_map(|chain| &chain.ties);
        let grounds = Grounds::new(
            self,
            holds,
            certainty,
            statements.map(|tie| tie.statement()),
        );
        let (member, whole) = match way {
            Way::Up => (actor, other),
            Way::Down => (other, actor),
        };
        Membership {
            kind,
            member: self.graph.actor_ref(member),
            whole: self.graph.actor_ref(whole),
            chains,
            days: days.unwrap_or(DaySpan::new(Window::ALL.from, Window::ALL.to)),
            grounds,
        }
    }
}

/// Up to wholes, or down to members and parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

/// Steps from an actor, all up or all down, no actor twice.
#[derive(Debug, Clone)]
pub(crate) struct Climb<'g> {
    /// Who comes by, the actor that it starts from first.
    pub(crate) actors: Vec<ActorId>,
    pub(crate) ties: Vec<TieRef<'g>>,
    /// The days on which all steps can hold.
    pub(crate) span: Window,
    /// The days on which all steps certainly hold.
    pub(crate) core: Window,
    /// How the weakest step holds in the view by itself.
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
}

impl Climb<'_> {
    /// No step yet.
    pub(crate) fn at(actor: ActorId) -> Self {
        Self {
            actors: vec![actor],
            ties: Vec::new(),
            span: Window::ALL,
            core: Window::ALL,
            holds: Holds::Certainly,
            certainty: Certainty::Confirmed,
        }
    }

    /// Where it has come to.
    pub(crate) fn end(&self) -> ActorId {
        self.actors[self.actors.len() - 1]
    }

    /// How all steps hold on one common day of a window. One step holds as its tie does.
    pub(crate) fn holds_in(&self, window: Window) -> Option<Holds> {
        if self.ties.len() < 2 {
            return Some(self.holds);
        }
        if meet(self.span, window).is_empty() {
            return None;
        }
        let is_certain = !meet(self.core, window).is_empty();
        Some(if is_certain {
            self.holds
        } else {
            Holds::Possibly
        })
    }
}

/// The days that are in both windows.
pub(crate) fn meet(one: Window, other: Window) -> Window {
    Window {
        from: one.from.max(other.from),
        to: one.to.min(other.to),
    }
}

impl<'g> View<'g, '_> {
    /// Calls with every climb of at least one step from an actor; it goes on where told to.
    ///
    /// A climb whose steps share no possible day is left out.
    pub(crate) fn climb(
        self,
        actor: ActorId,
        kinds: &[RelationKind],
        way: Way,
        call: &mut impl FnMut(&Climb<'g>) -> bool,
    ) {
        self.climb_on(&mut Climb::at(actor), kinds, way, call);
    }

    fn climb_on(
        self,
        climb: &mut Climb<'g>,
        kinds: &[RelationKind],
        way: Way,
        call: &mut impl FnMut(&Climb<'g>) -> bool,
    ) {
        let here = climb.end();
        for neighbor in self.relation_neighbors(here) {
            let is_step =
                matches!(neighbor.tie.kind(), Kind::Relation(kind) if kinds.contains(&kind));
            let is_up = neighbor.tie.from().id() == here;
            let next = neighbor.actor.id();
            if !is_step || is_up != (way == Way::Up) || climb.actors.contains(&next) {
                continue;
            }
            let bounds = self.tie_time(neighbor.tie.id()).bounds;
            let span = meet(climb.span, bounds.span());
            if span.is_empty() {
                continue;
            }
            let none = Window {
                from: bounds.last_start(),
                to: bounds.last_start(),
            };
            let mut further = climb.clone();
            further.actors.push(next);
            further.ties.push(neighbor.tie);
            further.span = span;
            further.core = meet(climb.core, bounds.core().unwrap_or(none));
            further.holds = climb.holds.and(neighbor.holds);
            let certainty = neighbor.tie.statement().certainty();
            further.certainty = climb.certainty.min(certainty);
            if call(&further) {
                self.climb_on(&mut further, kinds, way, call);
            }
        }
    }
}
