//! Several actors asked as one are those of a loop over events, participants and days.

use crate::support::agree::{check, collectives as laws};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::strategies::record;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn events_and_tolls_of_a_collective_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::events_and_tolls_of_a_collective_are_the_oracles)?;
    }

    #[test]
    fn losses_and_series_of_a_collective_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::losses_and_series_of_a_collective_are_the_oracles)?;
    }

    #[test]
    fn steps_of_a_collective_are_whole_up_to_open_ends(record in record(), asked in asked()) {
        check(&record, &asked, laws::steps_of_a_collective_are_whole_up_to_open_ends)?;
    }

    #[test]
    fn an_event_names_who_took_part_and_by_which_memberships(record in record(), asked in asked()) {
        check(&record, &asked, laws::an_event_names_who_took_part_and_by_which_memberships)?;
    }

    #[test]
    fn dyads_of_a_collective_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::dyads_of_a_collective_are_the_oracles)?;
    }

    #[test]
    fn adversaries_and_supporters_of_a_collective_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::adversaries_and_supporters_of_a_collective_are_the_oracles)?;
    }

    #[test]
    fn stances_of_a_collective_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, laws::stances_of_a_collective_are_the_oracles)?;
    }

    #[test]
    fn an_actor_alone_is_a_collective_of_one(record in record(), asked in asked()) {
        check(&record, &asked, laws::an_actor_alone_is_a_collective_of_one)?;
    }
}
