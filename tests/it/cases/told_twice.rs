//! One relation told several times.

use super::*;
use factions::{Certainty, RelationKind};

/// Two sources tell of one membership, the second of its end, too: it was joined once and left once.
#[test]
fn a_membership_told_twice_is_joined_once_and_left_once() {
    let graph = case("membership-told-twice");
    let rows = graph.ever().changes();
    let told = rows.iter().map(|row| {
        let sources: Vec<&str> = row.grounds.sources.iter().map(|one| &*one.key).collect();
        format!("{} {}", change(row), sources.join(" "))
    });
    assert_eq!(
        sorted(told),
        [
            "joined a c 2014-03-23 certainly reported s1 s2",
            "left a c 2020-07-17 certainly reported s1 s2",
        ],
    );
    assert_eq!(
        members(on(&graph, "2020-07-16"), "c"),
        ["a certainly reported"]
    );
    assert_eq!(members(on(&graph, "2020-07-17"), "c"), [""; 0]);
    assert_eq!(members(on(&graph, "2022-01-01"), "c"), [""; 0]);
    assert_eq!(graph.ever().relation_count().all(), 1);
    // before the second was published, nobody knew of the end
    let early = |text: &str| members(on(&graph, text).known_on(day("2021-06-19")), "c");
    assert_eq!(early("2014-03-23"), ["a certainly reported"]);
    assert_eq!(early("2022-01-01"), ["a possibly reported"]);
}

/// What is not said to be the same is two memberships, and nothing is told of the end of the first.
#[test]
fn a_membership_told_apart_is_two() {
    let graph = case("membership-told-apart");
    assert_eq!(
        members(on(&graph, "2020-07-16"), "c"),
        ["a certainly reported"]
    );
    assert_eq!(
        members(on(&graph, "2022-01-01"), "c"),
        ["a possibly reported"]
    );
    assert_eq!(graph.ever().relation_count().all(), 2);
}

/// The day is only alleged: what is said with it is alleged, and what is confirmed says the year.
#[test]
fn a_weaker_telling_lends_no_date_to_a_surer_one() {
    let graph = case("weaker-date");
    let delta = |text: &str| members(on(&graph, text), "delta");
    assert_eq!(
        changes(graph.ever()),
        ["joined crane delta 2019-03-10 certainly alleged"]
    );
    assert_eq!(delta("2019-03-10"), ["crane certainly alleged"]);
    assert_eq!(delta("2019-03-11"), ["crane possibly confirmed"]);
    // what the rumour alone excludes stays possible
    assert_eq!(delta("2019-02-01"), ["crane possibly confirmed"]);
    assert_eq!(delta("2018-12-31"), [""; 0]);
    // that it was a member on some day of the year is confirmed
    let year = during(&graph, "2019-01-01", "2020-01-01");
    assert_eq!(members(year, "delta"), ["crane certainly confirmed"]);
    let sure = graph.ever().at_least(Certainty::Confirmed);
    assert_eq!(
        changes(sure),
        ["joined crane delta 2019-01-01..2019-12-31 certainly confirmed"]
    );
    let sure = on(&graph, "2019-03-10").at_least(Certainty::Confirmed);
    assert_eq!(members(sure, "delta"), ["crane possibly confirmed"]);
    // in a month of its own the confirmed year is possible, and no rumour makes it more
    let june = during(&graph, "2019-06-01", "2019-07-01");
    assert_eq!(
        changes(june),
        ["joined crane delta 2019-01-01..2019-12-31 possibly confirmed"]
    );
}

/// The year of the end is confirmed, the day is alleged: up to the year it is confirmed, up to the day
/// alleged, and after it possible on the word of the surer one.
#[test]
fn an_alleged_end_is_no_confirmed_one() {
    let graph = told(
        r#"
        relations = [
          { id = "year", kind = "membership", from = "crane", to = "delta", start = "2010-01-01", end = "2020", certainty = "confirmed" },
          { id = "rumour", same_as = "year", kind = "membership", from = "crane", to = "delta", end = "2020-03-01", certainty = "alleged" },
        ]
        [actors]
        crane = { name = "Crane", kind = "armed-group" }
        delta = { name = "Delta", kind = "coalition" }
        "#,
    );
    let delta = |text: &str| members(on(&graph, text), "delta");
    assert_eq!(delta("2010-01-01"), ["crane certainly confirmed"]);
    assert_eq!(delta("2019-12-31"), ["crane certainly confirmed"]);
    assert_eq!(delta("2020-02-29"), ["crane certainly alleged"]);
    assert_eq!(delta("2020-03-01"), ["crane possibly confirmed"]);
    assert_eq!(delta("2020-12-30"), ["crane possibly confirmed"]);
    assert_eq!(delta("2020-12-31"), [""; 0]);
    let left = |view: View<'_, '_>| changes_of(view, "left");
    assert_eq!(
        left(graph.ever()),
        ["crane delta 2020-03-01 certainly alleged"]
    );
    assert_eq!(
        left(during(&graph, "2020-06-01", "2020-07-01")),
        ["crane delta 2020-01-01..2020-12-31 possibly confirmed"],
    );
    assert_eq!(
        left(graph.ever().at_least(Certainty::Confirmed)),
        ["crane delta 2020-01-01..2020-12-31 certainly confirmed"],
    );
}

/// Starts and ends of three sources are narrowed by each other, and an unknown end says nothing.
#[test]
fn tellings_narrow_each_other() {
    let graph = told(
        r#"
        relations = [
          { id = "one", kind = "membership", from = "a", to = "c", start = "2014", end = "2016-01-01" },
          { id = "two", same_as = "one", kind = "membership", from = "a", to = "c", start = "2014-03", end = "2016" },
          { id = "three", same_as = "two", kind = "membership", from = "a", to = "c", seen = "2014-03-20" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2014-02-28"), [""; 0]);
    assert_eq!(holds("2014-03-19"), ["a possibly reported"]);
    assert_eq!(holds("2014-03-20"), ["a certainly reported"]);
    assert_eq!(holds("2015-12-31"), ["a certainly reported"]);
    assert_eq!(holds("2016-01-01"), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2014-03-01..2014-03-20 certainly reported",
            "left a c 2016-01-01 certainly reported",
        ],
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// Where tellings cannot meet, each as a whole is one way: certain is what holds in all of them, and a
/// departure of which one of them knows nothing is only possible.
#[test]
fn tellings_that_cannot_meet_are_ways_in_which_it_may_have_been() {
    let graph = told(
        r#"
        relations = [
          { id = "one", kind = "membership", from = "a", to = "c", start = "2014", end = "2016-01-01" },
          { id = "two", same_as = "one", kind = "membership", from = "a", to = "c", start = "2014-03", end = "2016" },
          { id = "three", same_as = "two", kind = "membership", from = "a", to = "c", start = "2015-01-01" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2014-06-01"), ["a possibly reported"]);
    assert_eq!(holds("2015-01-01"), ["a certainly reported"]);
    assert_eq!(holds("2015-01-02"), ["a possibly reported"]);
    assert_eq!(holds("2016-06-01"), ["a possibly reported"]);
    assert_eq!(holds("2017-06-01"), ["a possibly reported"]);
    assert_eq!(
        contradictions(graph.ever()),
        [
            "tellings-cannot-meet one three certainly",
            "tellings-cannot-meet three two certainly",
        ],
    );
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2014-01-01..2015-01-01 certainly reported",
            "left a c 2016-01-01..2016-12-31 possibly reported",
        ],
    );
    assert_eq!(graph.ever().relation_count().all(), 1);
}

/// *Ongoing* is a day on which it was seen: an end after it meets it, and one before it cannot.
#[test]
fn ongoing_of_one_source_is_a_seen_day_beside_the_end_of_another() {
    let text = |end: &str| {
        format!(
            r#"
            relations = [
              {{ id = "open", kind = "alliance", between = ["a", "b"], start = "2014", end = "..", source = "wire" }},
              {{ id = "closed", same_as = "open", kind = "alliance", between = ["b", "a"], end = "{end}" }},
            ]
            [record]
            as_of = "2022-01-01"
            [sources.wire]
            published = "2018-05-01"
            [actors]
            a = {{ name = "A", kind = "armed-group" }}
            b = {{ name = "B", kind = "armed-group" }}
            "#
        )
    };
    let graph = told(&text("2020"));
    let a = |text: &str| ties(on(&graph, text), "a");
    assert_eq!(a("2019-12-31").len(), 1);
    assert!(a("2019-12-31")[0].ends_with("certainly"));
    assert!(a("2020-06-01")[0].ends_with("possibly"));
    assert_eq!(a("2020-12-31"), [""; 0]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    let graph = told(&text("2017-01-01"));
    let a = |text: &str| ties(on(&graph, text), "a");
    // the one has no start, the other no end
    assert!(a("2015-06-01")[0].ends_with("possibly"));
    assert!(a("2016-12-31")[0].ends_with("certainly"));
    assert!(a("2017-01-01")[0].ends_with("possibly"));
    assert!(a("2018-05-01")[0].ends_with("possibly"));
    assert_eq!(
        contradictions(graph.ever()),
        ["tellings-cannot-meet closed open certainly"]
    );
}

/// Of a pair that one telling alone names, that telling speaks.
#[test]
fn a_telling_speaks_alone_of_the_pairs_that_only_it_names() {
    let graph = told(
        r#"
        relations = [
          { id = "both", kind = "membership", from = ["a", "b"], to = "c", start = "2015-01-01" },
          { id = "one", same_as = "both", kind = "membership", from = "a", to = "c", end = "2020-01-01" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    assert_eq!(
        members(on(&graph, "2015-01-01"), "c"),
        ["a certainly reported", "b certainly reported"]
    );
    assert_eq!(
        members(on(&graph, "2019-12-31"), "c"),
        ["a certainly reported", "b possibly reported"]
    );
    assert_eq!(
        members(on(&graph, "2020-01-01"), "c"),
        ["b possibly reported"]
    );
    assert_eq!(
        changes_of(graph.ever(), "left"),
        ["a c 2020-01-01 certainly reported"]
    );
}

/// While it is only possibly known that somebody tells of the end, what the end takes away is possible
/// and what only it makes certain is no more than that.
#[test]
fn a_telling_that_is_possibly_known_makes_nothing_certain() {
    let text = text_of("membership-told-twice").replace("2021-06-20", "2021-06");
    let graph = told(&text);
    let known = |known: &str, text: &str| members(on(&graph, text).known_on(day(known)), "c");
    assert_eq!(known("2021-06-15", "2014-03-23"), ["a certainly reported"]);
    assert_eq!(known("2021-06-15", "2020-07-16"), ["a possibly reported"]);
    assert_eq!(known("2021-06-15", "2020-07-17"), ["a possibly reported"]);
    assert_eq!(known("2021-06-30", "2020-07-16"), ["a certainly reported"]);
    assert_eq!(known("2021-06-30", "2020-07-17"), [""; 0]);
    let mid = graph.ever().known_on(day("2021-06-15"));
    assert_eq!(
        changes_of(mid, "left"),
        ["a c 2020-07-17 possibly reported"]
    );
    let first = graph.source_set(["s1"]).expect("it is a source");
    let view = on(&graph, "2022-01-01").from_sources(&first);
    assert_eq!(members(view, "c"), ["a possibly reported"]);
}

/// A telling that the view hides joins all the same what is told with it.
#[test]
fn a_hidden_telling_still_joins_the_others() {
    let graph = told(
        r#"
        relations = [
          { id = "one", kind = "membership", from = "a", to = "c", start = "2014-03-01", certainty = "confirmed" },
          { id = "link", same_as = "one", kind = "membership", from = "a", to = "c", start = "2014", certainty = "alleged" },
          { id = "two", same_as = "link", kind = "membership", from = "a", to = "c", end = "2019-05-01", certainty = "confirmed" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    for view in [graph.ever(), graph.ever().at_least(Certainty::Confirmed)] {
        assert_eq!(
            changes(view),
            [
                "joined a c 2014-03-01 certainly confirmed",
                "left a c 2019-05-01 certainly confirmed",
            ],
        );
        assert_eq!(view.relation_count().all(), 1);
    }
}

/// Only relations of one kind are the same, and a relation is no event.
#[test]
fn what_is_of_another_kind_is_not_the_same() {
    let text = |other: &str| {
        format!(
            r#"
            {other}
            [[relations]]
            id = "one"
            kind = "{}"
            between = ["a", "b"]
            start = "2014"
            [actors]
            a = {{ name = "A", kind = "armed-group" }}
            b = {{ name = "B", kind = "armed-group" }}
            "#,
            RelationKind::Alliance,
        )
    };
    let relation =
        "[[relations]]\nkind = \"cooperation\"\nbetween = [\"a\", \"b\"]\nsame_as = \"one\"\n";
    assert_eq!(codes(&text(relation)), ["joined-kinds"]);
    let event = "[[events]]\nkind = \"signing\"\nbetween = [\"a\", \"b\"]\nsame_as = \"one\"\n";
    assert_eq!(codes(&text(event)), ["joined-kinds"]);
    let missing = "[[events]]\nkind = \"signing\"\nbetween = [\"a\", \"b\"]\nsame_as = \"oen\"\n";
    assert_eq!(codes(&text(missing)), ["unknown-same-as"]);
}

/// A merger is told to have been in August, and with a protest of September and October: who was part of the whole
/// since September may have separated from it in each of these weeks, and a view of one of them says so, too.
#[test]
fn what_an_event_ends_may_end_on_any_day_that_is_told_with_it() {
    let graph = told(
        r#"
        [actors]
        a = { name = "A", kind = "coalition" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "armed-group" }
        [[relations]]
        kind = "part-of"
        from = "a"
        to = "b"
        start = "2023-09-04"
        [[events]]
        id = "merger"
        kind = "merger"
        when = "[2023-08-27..2023-08-31]"
        from = "b"
        to = "c"
        [[events]]
        id = "protest"
        kind = "protest"
        when = "2023-08-27/2023-10-05"
        sides = [["b"], ["c"]]
        same_as = "merger"
        "#,
    );
    let may_end = "a b 2023-09-05..2023-10-05";
    assert_eq!(
        changes_of(graph.ever(), "separated"),
        [format!("{may_end} certainly reported by merger")]
    );
    let week = during(&graph, "2023-09-22", "2023-09-24");
    assert_eq!(
        changes_of(week, "separated"),
        [format!("{may_end} possibly reported by merger")]
    );
}
