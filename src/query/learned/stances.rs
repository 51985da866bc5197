//! Stances that are known differently on two days.

use super::answer::StanceSummary;
use super::because::Because;
use super::row::{LearnedRow, Says, beside};
use super::touched::Touched;
use crate::model::{ActorId, Kind, RelationKind, Sign, StatementId};
use crate::query::belonging::{STEPS, Way};
use crate::query::stances::{Stance, StanceWord};
use std::collections::BTreeSet;

impl Says for StanceSummary<'_> {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.word, one.grounds.holds, one.grounds.certainty);
        said(self) == said(other)
    }
}

/// Whether a tie of this kind can make a way, beside being a step.
fn is_signed(kind: Kind) -> bool {
    match kind {
        Kind::Relation(kind) if kind.is_step() => false,
        Kind::Relation(RelationKind::Neutrality) => true,
        kind => kind.sign() != Sign::Neutral,
    }
}

impl<'g> Touched<'g, '_> {
    /// The stances that differ in their word or in how sure they are: of pairs with a way over a
    /// tie that may hold differently.
    pub(super) fn stances(&mut self) -> Vec<LearnedRow<'g, StanceSummary<'g>>> {
        let asked = self.pairs_asked();
        let rows = asked.into_iter().filter_map(|(one, other)| {
            let [before, after] = self.views.map(|view| view.standing_between(one, other));
            if before == after {
                return None;
            }
            let [before, after] = self.views.map(|view| view.stance(one, other));
            let mut because = Because::default();
            for way in before.deciding().iter().chain(after.deciding()) {
                for tie in &way.ties {
                    because.of_tie(self, *tie);
                }
            }
            let row = beside(standing(before), standing(after))?;
            for one in row.before.iter().chain(&row.after) {
                because.of_grounds(self, &one.grounds);
            }
            Some(because.did(self, row))
        });
        rows.collect()
    }

    /// Returns the pairs with a way over something that may differ; in each pair the first by key comes first.
    fn pairs_asked(&mut self) -> BTreeSet<(ActorId, ActorId)> {
        let graph = self.views[0].graph;
        let mut asked = BTreeSet::new();
        let mut ends: BTreeSet<(ActorId, ActorId)> = BTreeSet::new();
        let of_events: BTreeSet<StatementId> = self.events.clone();
        for id in of_events.into_iter().flat_map(|id| graph.tellings(id)) {
            if is_signed(graph.kind_of(id)) {
                ends.extend(graph.pairs_of(id).0);
            }
        }
        for (kind, from, to) in self.pairs.clone() {
            if is_signed(Kind::Relation(kind)) {
                ends.insert((from, to));
            } else if kind.is_step() {
                self.by_step(from, to, &mut asked);
            }
        }
        let mut ask = |one: ActorId, other: ActorId| {
            if one != other {
                asked.insert((one.min(other), one.max(other)));
            }
        };
        let ends: BTreeSet<_> = ends
            .into_iter()
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        for (from, to) in ends {
            let others = self.around(to);
            for one in self.around(from) {
                for &other in &others {
                    ask(one, other);
                }
            }
        }
        asked
    }

    /// Adds the pairs whose stance can differ because of a step from a member or part to its whole.
    fn by_step(
        &mut self,
        member: ActorId,
        whole: ActorId,
        asked: &mut BTreeSet<(ActorId, ActorId)>,
    ) {
        let below = self.reached(member, Way::Down, &STEPS);
        let above = self.reached(whole, Way::Up, &STEPS);
        let mut ask = |one: ActorId, other: ActorId| {
            if one != other {
                asked.insert((one.min(other), one.max(other)));
            }
        };
        for (here, there) in [(&below, &above), (&above, &below)] {
            let mut far: BTreeSet<ActorId> = there.iter().copied().collect();
            let mut next: BTreeSet<ActorId> = BTreeSet::new();
            for &end in there {
                for view in self.views {
                    let tied = view.possibly().neighbors(end);
                    let signed = tied.filter(|one| is_signed(one.tie.kind()));
                    next.extend(signed.map(|one| one.actor.id()));
                }
            }
            for actor in next {
                far.extend(self.around(actor));
            }
            for &one in here {
                for &other in &far {
                    ask(one, other);
                }
            }
        }
    }
}

/// Returns the stance without its ways, or `None` if no way leads from one actor to the other.
fn standing(stance: Stance<'_>) -> Option<StanceSummary<'_>> {
    let Stance {
        actor,
        other,
        word,
        grounds,
        ..
    } = stance;
    (word != StanceWord::None).then_some(StanceSummary {
        actor,
        other,
        word,
        grounds: grounds?,
    })
}
