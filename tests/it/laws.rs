//! Every view and question of the library equals the naive oracle's answer.

mod among;
mod busiest;
mod collectives;
mod joint;
mod learned;
mod moves;
mod rests;
mod tellings;

use crate::support::agree::{self, check};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::strategies::record;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn ties_and_actors_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::ties_and_actors_are_the_oracles)?;
    }

    #[test]
    fn associates_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::associates_are_the_oracles)?;
    }

    #[test]
    fn belonging_is_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::belonging_is_the_oracles)?;
    }

    #[test]
    fn stances_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::stances_are_the_oracles)?;
    }

    #[test]
    fn changes_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::changes_are_the_oracles)?;
    }

    #[test]
    fn events_and_tolls_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::events_and_tolls_are_the_oracles)?;
    }

    #[test]
    fn denials_and_components_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::denials_and_components_are_the_oracles)?;
    }

    #[test]
    fn lineages_and_names_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::lineages_and_names_are_the_oracles)?;
    }

    #[test]
    fn contradictions_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::contradictions_are_the_oracles)?;
    }

    #[test]
    fn dyads_are_the_oracles(record in record(), asked in asked()) {
        check(&record, &asked, agree::dyads_are_the_oracles)?;
    }

    #[test]
    fn differences_are_the_oracles(record in record(), one in asked(), two in asked()) {
        agree::differences_are_the_oracles(&record, &one, &two)?;
    }

    #[test]
    fn a_series_sums_to_the_toll_and_dates_as_the_oracle(record in record(), asked in asked()) {
        check(&record, &asked, agree::a_series_sums_to_the_toll_and_dates_as_the_oracle)?;
    }
}
