//! Memberships that are known differently on two days.

use super::because::Because;
use super::row::{LearnedRow, beside};
use super::touched::Touched;
use crate::model::{ActorId, RelationKind};
use crate::query::belonging::{Membership, STEPS, Way};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

impl<'g> Touched<'g, '_> {
    /// The rows of members and parts that differ: above each step that may hold differently.
    pub(super) fn members(&mut self) -> Vec<LearnedRow<'g, Membership<'g>>> {
        let mut wholes: BTreeSet<(RelationKind, ActorId)> = BTreeSet::new();
        for (kind, _, whole) in self.pairs.clone() {
            if kind.is_step() {
                let above = self.reached(whole, Way::Up, &[kind]);
                wholes.extend(above.into_iter().map(|whole| (kind, whole)));
            }
        }
        let wholes = wholes.into_iter();
        let mut rows: Vec<LearnedRow<'g, Membership<'g>>> = wholes
            .flat_map(|(kind, whole)| self.members_of(kind, whole))
            .collect();
        rows.sort_by_key(|row| {
            row.latest().map(|one| {
                let kind = STEPS.iter().position(|&step| step == one.kind);
                (kind, one.whole, one.member)
            })
        });
        rows
    }

    fn members_of(
        &self,
        kind: RelationKind,
        whole: ActorId,
    ) -> Vec<LearnedRow<'g, Membership<'g>>> {
        let of = |view: View<'g, '_>| -> BTreeMap<ActorId, Membership<'g>> {
            let all = match kind {
                RelationKind::PartOf => view.parts(whole),
                _ => view.members(whole),
            };
            all.into_iter().map(|one| (one.member.id(), one)).collect()
        };
        let [mut before, mut after] = self.views.map(of);
        let members: BTreeSet<ActorId> = before.keys().chain(after.keys()).copied().collect();
        let rows = members.into_iter().filter_map(|member| {
            let row = beside(before.remove(&member), after.remove(&member))?;
            let mut because = Because::default();
            for one in row.before.iter().chain(&row.after) {
                for tie in one.chains.iter().flat_map(|chain| &chain.ties) {
                    because.of_tie(self, *tie);
                }
                because.of_grounds(self, &one.grounds);
            }
            Some(because.did(self, row))
        });
        rows.collect()
    }
}
