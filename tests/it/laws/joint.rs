//! Who acted together or against each other, and the deaths in it, are those of a loop over pairs and events.

use super::check;
use crate::support::answers::{actors, count, ids, slow_count, total};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::oracle::evidence::are_tied;
use crate::support::oracle::time::number;
use crate::support::oracle::words::stood_together;
use crate::support::oracle::{Lens, Oracle};
use crate::support::strategies::record;
use factions::{
    ActorGraph, ActorId, Date, Day, EventPair, Record, Sign, Statement, StatementId, View, date,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::collections::{BTreeMap, BTreeSet};

fn is_hostile(one: &Statement) -> bool {
    one.kind().sign() == Sign::Negative
}

fn are_against(one: &Statement, a: ActorId, b: ActorId) -> bool {
    let is_one_sided = one.event().is_none_or(|event| event.kind.is_one_sided());
    !is_one_sided && are_tied(one, a, b)
}

fn pairs_of_events_are_the_oracles(view: View<'_, '_>, oracle: &Oracle<'_>) -> TestCaseResult {
    let own = || actors(oracle.record).filter(|&actor| oracle.is_among(actor));
    for is_together in [true, false] {
        let names = |one: &Statement, a, b| {
            let said = if is_together {
                stood_together(one, a, b)
            } else {
                are_against(one, a, b)
            };
            said && is_hostile(one)
        };
        let mut slow = BTreeMap::new();
        for (a, b) in own().flat_map(|a| own().filter(move |&b| a < b).map(move |b| (a, b))) {
            let events = oracle.events_that_say(|one| names(one, a, b));
            let (all, certain) = total(&events);
            if all.happenings > 0 {
                let said = [&all, &certain].map(|total| slow_count(total, false));
                let best = events.iter().map(|event| event.holds).max();
                let tellings = events.iter().flat_map(|event| event.statements.iter());
                let tellings: BTreeSet<StatementId> = tellings.copied().collect();
                let mut naming = tellings.clone();
                naming.retain(|&id| names(oracle.record.statement(id), a, b));
                slow.insert((a, b), (said, best, tellings, naming));
            }
        }
        let pairs = if is_together {
            view.co_belligerents()
        } else {
            view.opponents()
        };
        let row = |pair: &EventPair<'_>| {
            let said = [pair.toll.all(), pair.toll.certainly].map(count);
            let grounds = &pair.grounds;
            let naming = ids(&grounds.statements);
            let told = (said, Some(grounds.holds), ids(&pair.tellings), naming);
            ((pair.one.id(), pair.other.id()), told)
        };
        prop_assert_eq!(pairs.iter().map(row).collect::<BTreeMap<_, _>>(), slow);
        for pair in &pairs {
            prop_assert_eq!(pair.certainly, pair.toll.certainly.happenings);
            prop_assert_eq!(pair.possibly, pair.toll.possibly.happenings);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn pairs_of_events_and_their_deaths_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, pairs_of_events_are_the_oracles)?;
    }
}

/// A signing, and the same told as an arrest that names its pairs and can only have been later.
const TOLD_OTHERWISE: &str = r#"
    format = 1
    [actors]
    a = { name = "A", kind = "armed-group" }
    b = { name = "B", kind = "armed-group" }
    c = { name = "C", kind = "armed-group" }
    [[events]]
    id = "signing"
    kind = "signing"
    when = 2023-09-03
    between = ["a", "b"]
    [[events]]
    id = "arrest"
    kind = "arrest"
    when = "[2023-10-04..]"
    from = ["a", "b"]
    to = "c"
    same_as = "signing"
"#;

#[test]
fn nothing_was_between_two_on_the_days_of_a_telling_that_does_not_say_it() {
    let record = Record::from_toml(TOLD_OTHERWISE).expect("a good record");
    let graph = ActorGraph::new(record.clone());
    let [before, on, after] =
        [(8, 20), (10, 4), (11, 1)].map(|(month, day)| date(2023, month, day));
    let number = |day: Date| number(Day::from(day));
    for (from, to, pairs) in [(before, on, [0, 0]), (on, after, [1, 2])] {
        let view = graph.during(from..to);
        let oracle = Oracle::new(&record, Lens::during((number(from), number(to))));
        pairs_of_events_are_the_oracles(view, &oracle).expect("the oracle's answer");
        assert_eq!(view.events().len(), 1);
        let found = [view.co_belligerents(), view.opponents()];
        assert_eq!(found.map(|all| all.len()), pairs, "{from}");
    }
}
