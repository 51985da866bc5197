//! Coalitions nested so that more ways lead through them than can be listed.

use factions::{
    ActorGraph, ActorKind, Bulk, Day, Membership, Record, RelationKind, RelationRow, Stance,
    StanceWord, date,
};

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

/// Chains up and down are followed up to a number of them: where it bites for one of the two, ways may be missing.
#[test]
fn of_a_coalition_with_more_members_than_are_followed_ways_may_be_missing() {
    for (members, may_be_missing) in [(100, false), (200_000, true)] {
        let mut bulk = Bulk::new();
        let [whole, _] = ["whole", "loner"].map(|key| bulk.actor(key, ActorKind::Coalition));
        let since = Day::from(date(2020, 1, 1));
        let rows = (0..members).map(|number| {
            let member = bulk.actor(&format!("m{number}"), ActorKind::ArmedGroup);
            RelationRow::new(RelationKind::Membership, member, whole, since)
        });
        let rows: Vec<RelationRow> = rows.collect();
        let graph = bulk.build(&rows, &[]).expect("it is in order");
        let [whole, loner] = ["whole", "loner"].map(|key| graph.actor(key).expect("declared"));
        let stance = graph.ever().stance(whole, loner);
        assert_eq!((stance.ways.len(), stance.has_more), (0, may_be_missing));
    }
}
