//! The busiest are those of a loop over all actors, pairs or places and all events.

use crate::support::agree::{busiest as laws, check};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::strategies::record;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_busiest_are_the_first_of_a_sorted_loop(record in record(), asked in asked(), few in 0..4_usize) {
        check(&record, &asked, |view, oracle| {
            laws::the_busiest_are_the_first_of_a_sorted_loop(view, oracle, few)
        })?;
    }

    #[test]
    fn the_busiest_of_each_step_are_those_of_the_step_by_itself(
        record in record(), asked in asked(), few in 1..4_usize
    ) {
        check(&record, &asked, |view, _| {
            laws::the_busiest_of_each_step_are_those_of_the_step_by_itself(view, few)
        })?;
    }

    #[test]
    fn events_of_one_are_the_oracles_in_the_order_of_events(record in record(), asked in asked()) {
        check(&record, &asked, laws::events_of_one_are_the_oracles_in_the_order_of_events)?;
    }
}
