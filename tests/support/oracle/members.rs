//! Members and coalitions, parts and wholes, and the chains of steps that they are.

use std::collections::BTreeMap;
use std::rc::Rc;

use factions::{ActorId, Certainty, Holds, RelationKind, StatementId};

use super::Oracle;
use super::courses::Runs;
use super::time::Span;

/// One step: a membership or part-of tie that counts, lower end and upper end.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) statement: StatementId,
    pub(crate) kind: RelationKind,
    pub(crate) lower: ActorId,
    pub(crate) upper: ActorId,
    pub(crate) runs: Rc<Runs>,
    /// How the tie holds in the view, and how sure that is.
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
}

/// Which way a chain goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Towards {
    Up,
    Down,
}

impl Step {
    pub(crate) fn leaves(&self, way: Towards) -> ActorId {
        if way == Towards::Up {
            self.lower
        } else {
            self.upper
        }
    }

    pub(crate) fn reaches(&self, way: Towards) -> ActorId {
        if way == Towards::Up {
            self.upper
        } else {
            self.lower
        }
    }
}

/// Every span that the steps can share, one way of each.
pub(crate) fn shared_spans(steps: &[Step], certainty: Certainty) -> Vec<(i64, i64)> {
    let mut shared = vec![(i64::MIN, i64::MAX)];
    for step in steps {
        let spans: Vec<Span> = step.runs.spans(certainty);
        let mut next = Vec::new();
        for &(s0, e1) in &shared {
            for span in &spans {
                let both = (s0.max(span.s0), e1.min(span.e1));
                if both.0 < both.1 {
                    next.push(both);
                }
            }
        }
        shared = next;
    }
    shared
}

/// The days on which all of the steps certainly hold; none where one is not certainly known.
pub(crate) fn shared_core(steps: &[Step], certainty: Certainty) -> Option<(i64, i64)> {
    let mut shared = (i64::MIN, i64::MAX);
    for step in steps {
        let core = step.runs.core(certainty)?;
        shared = (shared.0.max(core.0), shared.1.min(core.1));
    }
    Some(shared)
}

/// How something holds and how sure that is, from how it holds at each certainty: "certainly" by all
/// tellings; "What only a weaker telling excludes stays possible, at the surer one's certainty";
/// "the certainty of an answer is the highest at which what it says is still so".
pub(crate) fn settled(
    at: impl Fn(Certainty) -> Option<Holds>,
    weakest: Certainty,
) -> Option<(Holds, Certainty)> {
    let steps = Certainty::ALL.iter().rev().copied();
    let all = at(Certainty::Denied);
    let holds = if all == Some(Holds::Certainly) {
        Holds::Certainly
    } else {
        { steps.clone() }.find_map(&at).map(|_| Holds::Possibly)?
    };
    let highest = { steps }.find(|&step| at(step) >= Some(holds))?;
    Some((holds, highest.min(weakest)))
}

impl Oracle<'_> {
    /// "Membership and part-of are steps": those that count in the view.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for tie in self.ties() {
            let Some(pair) = tie.pair() else { continue };
            if !matches!(pair.kind, RelationKind::Membership | RelationKind::PartOf) {
                continue;
            }
            steps.push(Step {
                statement: tie.statement,
                kind: pair.kind,
                lower: tie.a,
                upper: tie.b,
                runs: self.runs(&pair).expect("the tie counts"),
                holds: tie.holds,
                certainty: tie.certainty,
            });
        }
        steps
    }

    /// Every chain of steps from an actor in one direction, no actor twice, each with one step at
    /// least.
    pub(crate) fn chains(steps: &[Step], from: ActorId, way: Towards) -> Vec<Vec<Step>> {
        let mut chains = Vec::new();
        let mut open: Vec<(Vec<Step>, Vec<ActorId>)> = vec![(vec![], vec![from])];
        while let Some((chain, passed)) = open.pop() {
            let end = *passed.last().expect("a chain starts somewhere");
            for step in steps {
                if step.leaves(way) == end && !passed.contains(&step.reaches(way)) {
                    let mut longer = chain.clone();
                    longer.push(step.clone());
                    let mut visited = passed.clone();
                    visited.push(step.reaches(way));
                    chains.push(longer.clone());
                    open.push((longer, visited));
                }
            }
        }
        chains
    }

    /// How a chain holds, if it is shown: "all links of a chain hold on one common day"; and how
    /// sure that is.
    ///
    /// "A way of one tie holds as the tie does"; else "the way holds certainly if their certain
    /// cores do" share a day, possibly if the days on which they can hold do.
    ///
    /// CHOICE: the common day. (1) A day of the window. (2) Any day, each link being in the window
    /// by itself. Taken: (1).
    pub(crate) fn chain_holds(&self, chain: &[Step]) -> Option<(Holds, Certainty)> {
        if let [only] = chain {
            return Some((only.holds, only.certainty));
        }
        let (from, to) = self.lens.window;
        let at = |certainty: Certainty| {
            if let Some((s1, e0)) = shared_core(chain, certainty)
                && s1.max(from) < e0.min(to)
            {
                return Some(Holds::Certainly);
            }
            let mut spans = shared_spans(chain, certainty).into_iter();
            { spans.any(|(s0, e1)| s0.max(from) < e1.min(to)) }.then_some(Holds::Possibly)
        };
        let weakest = chain.iter().map(|step| step.runs.best).min()?;
        settled(at, weakest).filter(|&(holds, _)| self.shows(holds))
    }

    /// Everyone whom a chain of steps of one kind reaches, each with how its best chain holds, and
    /// how sure the surest of those is.
    ///
    /// CHOICE: "`part-of` is asked apart". (1) Members are reached by memberships alone, parts by
    /// part-of alone. (2) A chain may mix both, its last or first link saying which it is.
    /// Taken: (1).
    pub(crate) fn reached(
        &self,
        actor: ActorId,
        kind: RelationKind,
        way: Towards,
        is_nested: bool,
    ) -> BTreeMap<ActorId, (Holds, Certainty)> {
        let steps: Vec<Step> = self
            .steps()
            .into_iter()
            .filter(|step| step.kind == kind)
            .collect();
        let mut reached = BTreeMap::new();
        for chain in Self::chains(&steps, actor, way) {
            if chain.len() > 1 && !is_nested {
                continue;
            }
            let end = chain.last().expect("a chain has a step").reaches(way);
            if let Some(holds) = self.chain_holds(&chain) {
                let best = reached.entry(end).or_insert(holds);
                *best = holds.max(*best);
            }
        }
        reached
    }

    /// "**members, coalitions**: direct, and through nested coalitions".
    pub(crate) fn members(&self, whole: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        only_holds(self.reached(whole, RelationKind::Membership, Towards::Down, is_nested))
    }

    pub(crate) fn coalitions(&self, member: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        only_holds(self.reached(member, RelationKind::Membership, Towards::Up, is_nested))
    }

    /// "`part-of` is asked apart (`parts`, `wholes`)".
    pub(crate) fn parts(&self, whole: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        only_holds(self.reached(whole, RelationKind::PartOf, Towards::Down, is_nested))
    }

    pub(crate) fn wholes(&self, part: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        only_holds(self.reached(part, RelationKind::PartOf, Towards::Up, is_nested))
    }
}

fn only_holds(reached: BTreeMap<ActorId, (Holds, Certainty)>) -> BTreeMap<ActorId, Holds> {
    let all = reached.into_iter();
    all.map(|(actor, (holds, _))| (actor, holds)).collect()
}
