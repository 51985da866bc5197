//! Memberships and parts: members, coalitions, parts and wholes, directly and through others.

use super::climbs::{Chains, Climbs, Way};
use crate::graph::{ActorRef, IntoId, TieRef};
use crate::model::{ActorId, Certainty, Holds, RelationKind, Window};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// One actor's belonging to another, directly or through others, with every chain that shows it.
///
/// It prints as a sentence and serialises with its days and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Membership<'g> {
    /// The kind of the links: `membership` or `part-of`.
    pub kind: RelationKind,
    /// The member or part.
    pub member: ActorRef<'g>,
    /// The coalition or whole.
    pub whole: ActorRef<'g>,
    /// The chains that lead from the member to the whole, the shortest first; at most
    /// [`Membership::MOST_CHAINS`] are listed.
    pub chains: Vec<Chain<'g>>,
    /// Whether there may be more chains than the answer lists.
    pub has_more: bool,
    /// The span of days that the chains can touch.
    #[serde(flatten)]
    pub days: DaySpan,
    /// What the answer rests on.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl<'g> Membership<'g> {
    /// The largest number of chains that an answer lists.
    ///
    /// How the answer holds, its certainty and its days take all chains into account, listed or not.
    pub const MOST_CHAINS: usize = 1_000;

    /// Whether a statement ties the two themselves, without another actor between them.
    pub fn is_direct(&self) -> bool {
        self.chains
            .first()
            .is_some_and(|chain| chain.ties.len() == 1)
    }

    /// By which others one belongs to the other, from near to far, by its first chain; none, if directly.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # hcua = { name = "HCUA", kind = "armed-group" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "hcua"
    /// # to = "cma"
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let members = graph.ever().members(graph.actor("CSP")?);
    /// let hcua = members.iter().find(|one| one.member.key() == "hcua").expect("through the CMA");
    /// assert_eq!(hcua.through()[0].key(), "cma");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn through(&self) -> Vec<ActorRef<'g>> {
        let first = self.chains.first();
        let ties = first
            .into_iter()
            .flat_map(|chain| chain.ties.iter().skip(1));
        ties.map(|tie| tie.from()).collect()
    }

    /// Returns the number of chains besides the first, in words.
    pub(crate) fn other_ways(&self) -> Option<String> {
        match self.chains.len() {
            _ if self.has_more => Some(String::from("in very many other ways")),
            0 | 1 => None,
            2 => Some(String::from("in 1 other way")),
            ways => Some(format!("in {} other ways", ways - 1)),
        }
    }
}

impl fmt::Display for Membership<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            RelationKind::PartOf => "a part",
            _ => "a member",
        };
        write!(f, "{} is {word} of {}", self.member, self.whole)?;
        let through = self.through();
        if !through.is_empty() {
            let through = through.iter().map(|actor| actor.label());
            write!(f, " through {}", through.collect::<Vec<_>>().join(", "))?;
        }
        if let Some(ways) = self.other_ways() {
            write!(f, " and {ways}")?;
        }
        write!(f, " ({})", self.grounds)
    }
}

/// Links that lead from a member up to a whole and hold together on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chain<'g> {
    /// The ties that are the links, from the member up.
    pub ties: Vec<TieRef<'g>>,
    /// `Certainly` if all links certainly hold on one common day.
    pub holds: Holds,
    /// The certainty of the weakest link.
    pub certainty: Certainty,
}

impl Serialize for Chain<'_> {
    /// Serialises the ids of the statements, from the member up.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.ties.iter().map(|tie| tie.statement()))
    }
}

/// # Who belonged to what
///
/// Answers are sorted by first day, then last day, then the other actor.
impl<'g> View<'g, '_> {
    /// The members of a coalition, both direct ones and those of nested coalitions.
    ///
    /// # Complexity
    ///
    /// O(ties of the coalitions below it + chains found).
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
    #[track_caller]
    pub fn members(self, coalition: impl IntoId<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(
            coalition.id_in(self.graph),
            RelationKind::Membership,
            Way::Down,
        )
    }

    /// The coalitions that an actor is a member of, directly or through other coalitions.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members), for the coalitions above the actor.
    #[track_caller]
    pub fn coalitions(self, member: impl IntoId<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(member.id_in(self.graph), RelationKind::Membership, Way::Up)
    }

    /// The parts of a whole, directly or through other parts.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members).
    #[track_caller]
    pub fn parts(self, whole: impl IntoId<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(whole.id_in(self.graph), RelationKind::PartOf, Way::Down)
    }

    /// The wholes that an actor is part of, directly or through other wholes.
    ///
    /// # Complexity
    ///
    /// As [`members`](Self::members), for the wholes above the actor.
    #[track_caller]
    pub fn wholes(self, part: impl IntoId<ActorId>) -> Vec<Membership<'g>> {
        self.memberships(part.id_in(self.graph), RelationKind::PartOf, Way::Up)
    }

    fn memberships(self, actor: ActorId, kind: RelationKind, way: Way) -> Vec<Membership<'g>> {
        let climbs = self.climbs(actor, &[kind], &[way], |climb| {
            let holds = climb.holds_in(self.window);
            holds.and_then(|holds| self.shown(holds)).is_some()
        });
        let mut found: BTreeMap<ActorId, Vec<u32>> = BTreeMap::new();
        for (number, climb) in (0..).zip(&climbs.list).skip(1) {
            found.entry(climb.end).or_default().push(number);
        }
        let mut answers: Vec<Membership<'g>> = found
            .into_iter()
            .filter_map(|(other, numbers)| {
                self.membership((actor, other), kind, way, (&climbs, &numbers))
            })
            .collect();
        answers.sort_by_key(|answer| match way {
            Way::Down => (answer.days, answer.member),
            Way::Up => (answer.days, answer.whole),
        });
        answers
    }

    /// Makes the answer for two actors; `None` if every chain between them meets itself.
    fn membership(
        self,
        (actor, other): (ActorId, ActorId),
        kind: RelationKind,
        way: Way,
        (climbs, numbers): (&Climbs<'g>, &[u32]),
    ) -> Option<Membership<'g>> {
        let mut chains: Vec<Chain<'g>> = Vec::new();
        let mut has_more = climbs.has_more;
        let mut days: Option<DaySpan> = None;
        // the answer takes holding and certainty from one chain: the surest of those that hold best
        let mut best: Option<(Holds, Certainty)> = None;
        for &number in numbers {
            let climb = &climbs.list[number as usize];
            let holds = climb.holds_in(self.window).unwrap_or(Holds::Possibly);
            let mut each = Chains::new(number, None);
            let mut is_first = true;
            while let Some(chained) = each.next(climbs, None) {
                if is_first {
                    let span = climb.spans.hull();
                    let span = DaySpan::new(span.from, span.to.previous());
                    days = Some(days.map_or(span, |days| days.or(span)));
                    best = best.max(Some((holds, climb.certainty)));
                    is_first = false;
                }
                if chains.len() == Membership::MOST_CHAINS {
                    has_more = true;
                    break;
                }
                let mut ties = chained.near.1;
                if way == Way::Up {
                    ties.reverse();
                }
                chains.push(Chain {
                    ties,
                    holds,
                    certainty: climb.certainty,
                });
            }
            has_more |= each.gave_up();
        }
        // surer tellings may give the same links again: only the surest chain of those that hold best is kept
        chains.sort_by(|a, b| {
            let rank = |chain: &Chain<'g>| std::cmp::Reverse((chain.holds, chain.certainty));
            let by_links = (a.ties.len(), &a.ties).cmp(&(b.ties.len(), &b.ties));
            by_links.then_with(|| rank(a).cmp(&rank(b)))
        });
        chains.dedup_by(|next, first| next.ties == first.ties);
        let (holds, certainty) = best?;
        let links = chains.iter().flat_map(|chain| &chain.ties);
        let grounds = Grounds::of_ties(self, holds, certainty, links.copied());
        let (member, whole) = match way {
            Way::Up => (actor, other),
            Way::Down => (other, actor),
        };
        Some(Membership {
            kind,
            member: self.graph.actor_ref(member),
            whole: self.graph.actor_ref(whole),
            chains,
            has_more,
            days: days.unwrap_or(DaySpan::new(Window::ALL.from, Window::ALL.to)),
            grounds,
        })
    }
}
