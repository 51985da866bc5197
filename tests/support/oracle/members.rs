//! Members and coalitions, parts and wholes, and the chains of steps that they are.

use std::collections::BTreeMap;

use factions::{ActorId, Certainty, Holds, RelationKind, StatementId};

use super::Oracle;
use super::time::Span;

/// One step: a membership or part-of tie that counts, lower end and upper end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) statement: StatementId,
    pub(crate) kind: RelationKind,
    pub(crate) lower: ActorId,
    pub(crate) upper: ActorId,
    pub(crate) span: Span,
    /// How the statement is known.
    pub(crate) known: Holds,
    /// How the tie holds in the view.
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

impl Oracle<'_> {
    /// "Membership and part-of are steps": those that count in the view.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for tie in self.ties() {
            let statement = self.record.statement(tie.statement);
            let Some(relation) = statement.relation() else {
                continue;
            };
            if relation.kind != RelationKind::Membership && relation.kind != RelationKind::PartOf {
                continue;
            }
            steps.push(Step {
                statement: tie.statement,
                kind: relation.kind,
                lower: tie.a,
                upper: tie.b,
                span: self.span(statement, tie.a, tie.b),
                known: self.counted(statement).expect("the tie counts"),
                holds: tie.holds,
                certainty: statement.evidence.certainty,
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
                    longer.push(*step);
                    let mut visited = passed.clone();
                    visited.push(step.reaches(way));
                    chains.push(longer.clone());
                    open.push((longer, visited));
                }
            }
        }
        chains
    }

    /// How a chain holds: "all links of a chain hold on one common day".
    ///
    /// "A way of one tie holds as the tie does"; else "the way holds certainly if their certain
    /// cores do" share a day, possibly if the days on which they can hold do.
    ///
    /// CHOICE: the common day. (1) A day of the window. (2) Any day, each link being in the window
    /// by itself. Taken: (1).
    pub(crate) fn chain_holds(&self, chain: &[Step]) -> Option<Holds> {
        if let [only] = chain {
            return Some(only.holds);
        }
        let (mut s0, mut e1) = self.lens.window;
        let (mut s1, mut e0) = self.lens.window;
        let mut known = Holds::Certainly;
        for step in chain {
            s0 = s0.max(step.span.s0);
            e1 = e1.min(step.span.e1);
            s1 = s1.max(step.span.s1);
            e0 = e0.min(step.span.e0);
            known = known.min(step.known);
        }
        if s1 < e0 && known == Holds::Certainly {
            Some(Holds::Certainly)
        } else if s0 < e1 {
            Some(Holds::Possibly)
        } else {
            None
        }
    }

    /// Everyone whom a chain of steps of one kind reaches, each with how its best chain holds.
    ///
    /// CHOICE: "`part-of` is asked apart". (1) Members are reached by memberships alone, parts by
    /// part-of alone. (2) A chain may mix both, its last or first link saying which it is.
    /// Taken: (1).
    fn reached(
        &self,
        actor: ActorId,
        kind: RelationKind,
        way: Towards,
        is_nested: bool,
    ) -> BTreeMap<ActorId, Holds> {
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
            if let Some(holds) = self.chain_holds(&chain)
                && self.shows(holds)
            {
                let best = reached.entry(end).or_insert(holds);
                *best = holds.max(*best);
            }
        }
        reached
    }

    /// "**members, coalitions**: direct, and through nested coalitions".
    pub(crate) fn members(&self, whole: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        self.reached(whole, RelationKind::Membership, Towards::Down, is_nested)
    }

    pub(crate) fn coalitions(&self, member: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        self.reached(member, RelationKind::Membership, Towards::Up, is_nested)
    }

    /// "`part-of` is asked apart (`parts`, `wholes`)".
    pub(crate) fn parts(&self, whole: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        self.reached(whole, RelationKind::PartOf, Towards::Down, is_nested)
    }

    pub(crate) fn wholes(&self, part: ActorId, is_nested: bool) -> BTreeMap<ActorId, Holds> {
        self.reached(part, RelationKind::PartOf, Towards::Up, is_nested)
    }
}
