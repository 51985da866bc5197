//! Why nothing is left among some actors is what a loop over the ties and events of each of them finds.

use super::check;
use crate::support::answers::actors;
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::oracle::Oracle;
use crate::support::strategies::record;
use factions::{ActorId, Holds, HoldsCount};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// How many hold certainly, and how many possibly.
fn counted(all: impl Iterator<Item = Holds>) -> (u64, u64) {
    all.fold((0, 0), |(certainly, possibly), holds| match holds {
        Holds::Certainly => (certainly + 1, possibly),
        Holds::Possibly => (certainly, possibly + 1),
    })
}

fn figures(count: HoldsCount) -> (u64, u64) {
    (count.certainly, count.possibly)
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn why_nothing_is_left_is_what_each_has_with_others(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let why = view.nothing_among();
            let Some(among) = &oracle.lens.among else {
                prop_assert!(why.is_none());
                return Ok(());
            };
            let mut lens = oracle.lens.clone();
            lens.among = None;
            let wide = Oracle::new(&record, lens);
            let with_others = |actor: ActorId| {
                let ties = wide.ties().into_iter().filter(|tie| tie.kind.event().is_none());
                let ties = ties.filter(|tie| tie.a == actor || tie.b == actor);
                let events = wide.events_of(&BTreeSet::from([actor]));
                (counted(ties.map(|tie| tie.holds)), counted(events.iter().map(|one| one.holds)))
            };
            let own = actors(&record).filter(|actor| among.contains(actor));
            let slow: Vec<_> = own.map(|actor| (actor, with_others(actor))).collect();
            let is_left = !oracle.ties().is_empty() || !oracle.events().is_empty();
            let is_any = slow.iter().any(|one| one.1 != ((0, 0), (0, 0)));
            prop_assert_eq!(why.is_some(), !is_left && is_any);
            let Some(why) = why else { return Ok(()) };
            let fast: Vec<_> = { why.left_out.iter() }
                .map(|one| (one.actor.id(), (figures(one.relations), figures(one.events))))
                .collect();
            prop_assert_eq!(fast, slow);
            Ok(())
        })?;
    }
}
