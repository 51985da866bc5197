//! Moves from one coalition to another are those of a loop over every departure and every arrival.

use crate::support::agree::{check, moves};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::strategies::record;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn moves_are_all_pairs_of_a_departure_and_an_arrival_near_enough(
        record in record(), asked in asked(), within in 0..25_u32, before in 0..6_u32
    ) {
        check(&record, &asked, |view, oracle| {
            moves::moves_are_all_pairs_of_a_departure_and_an_arrival_near_enough(
                view, oracle, within, before,
            )
        })?;
    }
}
