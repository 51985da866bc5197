//! Several actors asked as one are those of a loop over events, participants and days.

use crate::support::agree::{check, collectives as laws, ties_and_actors_are_the_oracles};
use crate::support::asked::asked;
use crate::support::cases::cases;
use crate::support::oracle::{Lens, Oracle};
use crate::support::strategies::record;
use factions::{ActorGraph, ActorSet, Certainty, Day, Holds, Record};
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

/// A renaming is told as one unknown day up to the 2nd and as lasting from the 2nd to the 5th. Together these
/// are the second telling, so the period that begins on the 2nd is over by the 5th, and with it what the
/// actor was a member of. By the first telling alone it would be on the first day at the latest, before which
/// the period holds no day to end.
#[test]
fn a_renaming_that_lasts_ends_a_period_that_begins_on_its_first_day() {
    for more in [
        "",
        "certainty = \"claimed\"\nby = \"old\"",
        "source = \"later\"",
    ] {
        for first in ["[..2023-10-02]", "[2023-09-30..2023-10-02]"] {
            let record = Record::from_toml(&format!(
                r#"
                [sources.later]
                published = "[2023-10-03..2023-10-08]"
                [actors]
                front = {{ name = "Front", kind = "coalition" }}
                new = {{ name = "New", kind = "armed-group" }}
                old = {{ name = "Old", kind = "armed-group", active = [
                  {{ start = "2023-08-27", end = 2023-09-10 }}, {{ start = 2023-10-02 }},
                ] }}
                foe = {{ name = "Foe", kind = "armed-group" }}
                [[relations]]
                kind = "membership"
                from = "old"
                to = "front"
                start = 2023-10-02
                [[relations]]
                kind = "membership"
                from = "foe"
                to = "front"
                end = 2023-09-20
                [[relations]]
                kind = "alliance"
                between = ["old", "foe"]
                [[events]]
                id = "by-then"
                kind = "rename"
                when = "{first}"
                from = "old"
                to = "new"
                [[events]]
                id = "for-days"
                kind = "rename"
                when = "2023-10-02/2023-10-05"
                from = "old"
                to = "new"
                same_as = "by-then"
                {more}
                [[events]]
                kind = "clash"
                when = "[2023-10-04..2023-10-09]"
                sides = [["old"], ["foe"]]
                "#
            ));
            let record = record.unwrap_or_else(|problems| panic!("{problems}"));
            let graph = ActorGraph::new(record.clone());
            for (from, to) in [(0, 43), (36, 38), (38, 39), (40, 41), (41, 43)] {
                let first = Day::from(factions::date(2023, 8, 26)).number();
                let (from, to) = (first + from, first + to);
                let days = [from, to].map(|day| Day::new(day).date().expect("it is a day"));
                let lens = Lens::during((from.into(), to.into()));
                for known_on in [None, Some(first + 40)] {
                    let mut view = graph.during(days[0]..days[1]);
                    if let Some(day) = known_on {
                        view = view.known_on(Day::new(day).date().expect("it is a day"));
                    }
                    let lens = Lens {
                        known_on: known_on.map(i64::from),
                        ..lens.clone()
                    };
                    let oracle = Oracle::new(&record, lens);
                    for law in [
                        ties_and_actors_are_the_oracles,
                        laws::stances_of_a_collective_are_the_oracles,
                        laws::events_and_tolls_of_a_collective_are_the_oracles,
                    ] {
                        law(view, &oracle).unwrap_or_else(|error| {
                            panic!("{error}\n{days:?} {known_on:?}\n{more}")
                        });
                    }
                }
            }
            let on = |day| graph.at(factions::date(2023, 10, day));
            let is_member = |day| {
                !on(day)
                    .members(graph.actor("front").expect("it is there"))
                    .is_empty()
            };
            assert!(is_member(4));
            assert_eq!(is_member(5), more.contains("claimed"), "{more}");
        }
    }
}

/// A clash is told as of three days, by the last of which a member may have left, and more weakly as of the
/// first of them. By both it certainly is the coalition's, by the surer telling alone only possibly.
#[test]
fn a_collective_stands_as_surely_as_the_tellings_by_which_it_stands_so() {
    for (loose, exact, known) in [
        ("reported", "claimed", Certainty::Claimed),
        ("claimed", "reported", Certainty::Reported),
    ] {
        let record = Record::from_toml(&format!(
            r#"
            [actors]
            army = {{ name = "Army", kind = "state-force" }}
            band = {{ name = "Band", kind = "armed-group" }}
            front = {{ name = "Front", kind = "coalition" }}
            [[relations]]
            kind = "membership"
            from = "band"
            to = "front"
            start = 2023-09-01
            end = "[2023-10-03..2023-10-10]"
            [[events]]
            id = "loose"
            kind = "clash"
            when = "[2023-10-02..2023-10-04]"
            sides = [["band"], ["army"]]
            certainty = "{loose}"
            by = "band"
            [[events]]
            kind = "clash"
            when = 2023-10-02
            sides = [["band"], ["army"]]
            certainty = "{exact}"
            by = "army"
            same_as = "loose"
            "#
        ));
        let record = record.unwrap_or_else(|problems| panic!("{problems}"));
        let graph = ActorGraph::new(record.clone());
        let view = graph.ever();
        let actor = |key| graph.actor(key).expect("it is there");
        let (army, front) = (actor("army"), actor("front"));
        let one = view.coalition_as_one(front);
        let stance = one.stance(army).grounds.expect("they clashed");
        let adversaries = one.adversaries();
        let events = one.dyad(army).events;
        let chosen = view.collective(&ActorSet::from_iter([army.id()]));
        let by_hand = chosen.stance(front).grounds.expect("they clashed");
        let plain = view.stance(army, front).grounds.expect("they clashed");
        for grounds in [
            &stance,
            &adversaries[0].grounds,
            &events[0].happening.grounds,
            &by_hand,
            &plain,
        ] {
            let said = (grounds.holds, grounds.certainty);
            assert_eq!(said, (Holds::Certainly, known), "{loose} {exact}");
        }
        let oracle = Oracle::new(&record, Lens::ever());
        for law in [
            laws::stances_of_a_collective_are_the_oracles,
            laws::adversaries_and_supporters_of_a_collective_are_the_oracles,
            laws::dyads_of_a_collective_are_the_oracles,
            laws::events_and_tolls_of_a_collective_are_the_oracles,
            laws::an_actor_alone_is_a_collective_of_one,
        ] {
            law(view, &oracle).unwrap_or_else(|error| panic!("{error}\n{loose} {exact}"));
        }
    }
}
