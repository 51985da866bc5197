//! What an answer rests on: denials that it must name, deaths whose dead are known, days covered.

use crate::support::agree::rests::windows;
use crate::support::agree::{check, rests as laws};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::strategies::record;
use factions::Event;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn losses_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::losses_are_the_oracles)?;
    }

    #[test]
    fn tolls_of_actors_and_of_two_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::tolls_of_actors_and_of_two_are_the_oracles)?;
    }

    #[test]
    fn denials_of_happenings_and_relations_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::denials_of_happenings_and_relations_are_the_oracles)?;
    }

    #[test]
    fn days_are_covered_as_the_oracle_has_them(
        record in record(),
        asked in asked(),
        window in windows(),
    ) {
        check(&record, &asked, |_, oracle| {
            laws::days_are_covered_as_the_oracle_has_them(oracle, window)
        })?;
    }
}

/// The records at random have what these laws are about.
#[test]
fn random_records_have_losses_and_coverage() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut losses, mut covers) = (0, 0);
    for _ in 0..200 {
        let tree = record().new_tree(&mut runner).expect("a record");
        let record = tree.current();
        let has_losses = |event: &Event| {
            event
                .killed
                .as_ref()
                .is_some_and(|toll| !toll.of.is_empty())
        };
        let events = record.statements().iter().filter_map(|one| one.event());
        losses += usize::from(events.into_iter().any(has_losses));
        let is_dated = |part: &factions::Coverage| part.start.is_some() || part.end.is_some();
        covers += usize::from(record.covers().iter().any(is_dated));
    }
    assert!(losses > 20 && covers > 20, "{losses} {covers}");
}
