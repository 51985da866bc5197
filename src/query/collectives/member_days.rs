//! On which days each actor was in a coalition or whole, through others too.

#[cfg(feature = "arrow")]
use super::belonging_days::DaysBySurety;
use crate::graph::TieRef;
use crate::model::{ActorId, Certainty, Holds, RelationKind, Spans, SureDays};
use crate::query::belonging::Way;
use crate::view::View;
use std::collections::BTreeMap;

/// On which days one actor was in another.
#[cfg(feature = "arrow")]
#[derive(Debug, Clone)]
pub(crate) struct MemberDays {
    pub(crate) member: ActorId,
    /// The number of links in the shortest chain.
    pub(crate) steps: usize,
    /// For each certainty, the surest first, the days by everything at least as sure.
    pub(crate) levels: Vec<(Certainty, SureDays)>,
}

/// A chain of links: how sure it is, on which days it holds, its length, and its links.
pub(super) type ChainDays<'g> = (Certainty, SureDays, usize, Vec<TieRef<'g>>);

impl<'g> View<'g, '_> {
    /// Returns the actors that can have been in a whole by links of these kinds, by key.
    #[cfg(feature = "arrow")]
    pub(crate) fn member_days(self, whole: ActorId, kinds: &[RelationKind]) -> Vec<MemberDays> {
        let through = self.chains_below(whole, kinds).into_iter();
        let members = through.map(|(member, chains)| {
            let steps = chains.iter().map(|chain| chain.2).min();
            let days = chains.into_iter().map(|chain| (chain.0, chain.1));
            MemberDays {
                member,
                steps: steps.unwrap_or_default(),
                levels: DaysBySurety::of(days.collect()).into_levels(),
            }
        });
        members.collect()
    }

    /// The chains by links of these kinds from a whole down to each that can have been in it.
    pub(super) fn chains_below(
        self,
        whole: ActorId,
        kinds: &[RelationKind],
    ) -> BTreeMap<ActorId, Vec<ChainDays<'g>>> {
        let climbs = self
            .for_memberships()
            .climbs(whole, kinds, &[Way::Down], |_| true);
        let mut through: BTreeMap<ActorId, Vec<_>> = BTreeMap::new();
        for (climb, links) in climbs.list.iter().zip(climbs.links()).skip(1) {
            let certainly = match climb.holds {
                Holds::Certainly if !climb.core.is_empty() => Spans::One(climb.core),
                _ => Spans::NONE,
            };
            let days = SureDays {
                certainly,
                possibly: climb.spans.clone(),
            };
            let own = through.entry(climb.end).or_default();
            own.push((climb.certainty, days, climb.length, links));
        }
        through
    }
}
