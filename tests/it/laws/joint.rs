//! Who acted together or against each other, and the deaths in it, are those of a loop over pairs and events.

use super::check;
use crate::support::answers::{actors, count, ids, slow_count};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::oracle::tolls::Total;
use crate::support::oracle::words::stood_together;
use crate::support::strategies::record;
use factions::{ActorId, EventPair, Holds, Sign, Statement, StatementId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn is_hostile(one: &Statement) -> bool {
    one.kind().sign() == Sign::Negative
}

fn are_against(one: &Statement, a: ActorId, b: ActorId) -> bool {
    let is_one_sided = one.event().is_none_or(|event| event.kind.is_one_sided());
    let pairs = one.ends.pairs();
    !is_one_sided && (pairs.contains(&(a, b)) || pairs.contains(&(b, a)))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn pairs_of_events_and_their_deaths_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, |view, oracle| {
            let among = oracle.lens.among.as_ref();
            let is_among = |actor: ActorId| among.is_none_or(|all| all.contains(&actor));
            for is_together in [true, false] {
                let mut slow = BTreeMap::new();
                for a in actors(&record).filter(|&a| is_among(a)) {
                    for b in actors(&record).filter(|&b| a < b && is_among(b)) {
                        let events = oracle.events_that_say(|one| {
                            let said = if is_together {
                                stood_together(one, a, b)
                            } else {
                                are_against(one, a, b)
                            };
                            said && is_hostile(one)
                        });
                        let (mut all, mut certain) = (Total::default(), Total::default());
                        for event in &events {
                            all.add(event);
                            if event.holds == Holds::Certainly {
                                certain.add(event);
                            }
                        }
                        if all.happenings > 0 {
                            let said = [&all, &certain].map(|total| slow_count(total, false));
                            let best = events.iter().map(|event| event.holds).max();
                            let statements = events.iter().flat_map(|event| event.statements.iter());
                            let statements: BTreeSet<StatementId> = statements.copied().collect();
                            slow.insert((a, b), (said, best, statements));
                        }
                    }
                }
                let pairs = if is_together { view.co_belligerents() } else { view.opponents() };
                let row = |pair: &EventPair<'_>| {
                    let said = [pair.toll.all(), pair.toll.certainly].map(count);
                    ((pair.one.id(), pair.other.id()), (said, Some(pair.grounds.holds), ids(&pair.grounds.statements)))
                };
                prop_assert_eq!(pairs.iter().map(row).collect::<BTreeMap<_, _>>(), slow);
                for pair in &pairs {
                    prop_assert_eq!(pair.certainly, pair.toll.certainly.happenings);
                    prop_assert_eq!(pair.possibly, pair.toll.possibly.happenings);
                }
            }
            Ok(())
        })?;
    }
}
