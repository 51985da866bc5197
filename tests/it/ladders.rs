//! Coalitions nested so that more ways lead through them than can be listed.

use factions::{ActorGraph, Membership, Record, Stance, StanceWord};

/// Floors of two coalitions, both in both of the floor above: two to the power of the floors of ways.
fn ladder(floors: usize, is_dated: bool) -> ActorGraph {
    use std::fmt::Write;
    let mut text = String::from("[actors]\nfoe = { name = \"Foe\", kind = \"militia\" }\n");
    for floor in 0..floors {
        for side in ["a", "b"] {
            let name = format!("{side}{floor}");
            writeln!(
                text,
                "{name} = {{ name = \"{name}\", kind = \"coalition\" }}"
            )
            .expect("a text");
        }
    }
    let mut number = 0;
    for floor in 1..floors {
        for (low, high) in [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")] {
            number += 1;
            let (month, end) = (number % 12 + 1, 2020 + number % 5);
            writeln!(
                text,
                "[[relations]]\nkind = \"membership\"\nfrom = \"{low}{}\"\nto = \"{high}{floor}\"",
                floor - 1
            )
            .expect("a text");
            if is_dated {
                writeln!(text, "start = \"2010-{month:02}\"\nend = \"{end}\"").expect("a text");
            }
        }
    }
    for (kind, side) in [("clash", "a"), ("clash", "b"), ("declaration", "a")] {
        let top = floors - 1;
        writeln!(text, "[[events]]\nkind = \"{kind}\"\nfrom = \"foe\"\nto = \"{side}{top}\"\nwhen = \"2015-01-01\"")
            .expect("a text");
    }
    ActorGraph::new(Record::from_toml(&text).expect("it has no mistake"))
}

#[test]
fn floors_of_coalitions_with_a_million_ways_are_asked_in_a_moment() {
    for is_dated in [false, true] {
        let graph = ladder(24, is_dated);
        let [low, high, foe] = ["a0", "b23", "foe"].map(|key| graph.actor(key).expect("declared"));
        let stance = graph.ever().stance(low, foe);
        assert_eq!(stance.word, StanceWord::Negative);
        assert!(stance.has_more);
        assert_eq!(stance.ways.len(), Stance::MOST_WAYS);
        assert!(stance.ways.iter().all(|way| way.length == 23));
        let lazy = graph.ever().ways_between(foe, low).nth(50_000);
        assert_eq!(lazy.expect("there are more").length, 23);
        let coalitions = graph.ever().coalitions(low);
        assert_eq!(coalitions.len(), 46);
        let top = coalitions
            .iter()
            .find(|one| one.whole == high)
            .expect("it is in it");
        assert!(top.has_more);
        assert_eq!(top.chains.len(), Membership::MOST_CHAINS);
        assert_eq!(graph.ever().stance(low, high).word, StanceWord::Positive);
    }
}

#[test]
fn a_few_floors_list_every_way() {
    let graph = ladder(5, false);
    let [low, foe] = ["a0", "foe"].map(|key| graph.actor(key).expect("declared"));
    let stance = graph.ever().stance(low, foe);
    assert_eq!((stance.ways.len(), stance.has_more), (16, false));
    assert_eq!(graph.ever().ways_between(low, foe).count(), 16);
}
