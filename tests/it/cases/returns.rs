//! Who leaves by a split, who goes on, and who comes back.

use super::*;

/// It was ongoing at the end of the year, and the split of September ends it all the same: both cannot
/// be right.
#[test]
fn a_split_ends_what_is_told_to_be_ongoing_after_it() {
    let graph = case("ongoing-after-a-split");
    assert_eq!(
        contradictions(graph.ever()),
        ["member-after-split first walkout certainly"]
    );
    assert_eq!(
        members(on(&graph, "2023-09-09"), "c"),
        ["a certainly reported"]
    );
    assert_eq!(members(on(&graph, "2023-09-10"), "c"), [""; 0]);
    assert_eq!(members(on(&graph, "2023-12-31"), "c"), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2021-05-01..2021-05-31 certainly reported",
            "left a c 2023-09-10 certainly reported by walkout",
        ],
    );
}

/// The second membership can begin after the split of the same month and goes on after it: it is a
/// return, and certain on the day for which the record speaks.
#[test]
fn a_return_within_the_month_of_the_split_is_certain_later() {
    for name in ["return-within-a-month", "return-seen-later"] {
        let graph = case(name);
        let holds = |text: &str| members(on(&graph, text), "c");
        assert_eq!(holds("2023-08-31"), ["a certainly reported"], "{name}");
        assert_eq!(holds("2023-09-01"), ["a possibly reported"], "{name}");
        assert_eq!(holds("2023-09-15"), ["a possibly reported"], "{name}");
        assert_eq!(holds("2023-09-30"), ["a certainly reported"], "{name}");
        assert_eq!(holds("2023-12-31"), ["a certainly reported"], "{name}");
        assert_eq!(contradictions(graph.ever()), [""; 0], "{name}");
        assert_eq!(
            changes(graph.ever()),
            [
                "joined a c 2021-05-01..2021-05-31 certainly reported",
                "joined a c 2023-09-01..2023-09-30 certainly reported",
                "left a c 2023-09-01..2023-09-30 certainly reported by walkout",
            ],
            "{name}",
        );
    }
}

/// What can begin within the days of the split and goes on after them begins on their first at the
/// earliest, and nothing contradicts it.
#[test]
fn a_return_begins_within_the_days_of_the_split() {
    let graph = case("return-within-the-split");
    let holds = |text: &str| members(on(&graph, text), "fjell");
    assert_eq!(holds("2021-05-31"), ["egret certainly reported"]);
    assert_eq!(holds("2021-06-05"), ["egret possibly reported"]);
    assert_eq!(holds("2021-06-12"), ["egret certainly reported"]);
    assert_eq!(holds("2022-12-31"), ["egret certainly reported"]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined egret fjell 2017-01-01..2017-12-31 certainly reported",
            "joined egret fjell 2021-06-01..2021-06-12 certainly reported",
            "left egret fjell 2021-06-01..2021-06-30 certainly reported by walkout",
        ],
    );
}

/// A record of a and c with these memberships and splits.
fn record(as_of: &str, memberships: &[(&str, &str)], splits: &[(&str, &str)]) -> ActorGraph {
    let relations = memberships.iter().map(|(id, keys)| {
        format!("{{ id = \"{id}\", kind = \"membership\", from = \"a\", to = \"c\", {keys} }},\n")
    });
    let events = splits.iter().map(|(id, when)| {
        format!(
            "{{ id = \"{id}\", kind = \"split\", from = \"c\", to = \"a\", when = \"{when}\" }},\n"
        )
    });
    told(&format!(
        r#"
        relations = [{}]
        events = [{}]
        [record]
        {as_of}
        [sources.wire]
        published = "2020-06-15"
        [actors]
        a = {{ name = "Aster", kind = "armed-group" }}
        c = {{ name = "Cedar", kind = "coalition" }}
        "#,
        relations.collect::<String>(),
        events.collect::<String>(),
    ))
}

/// The record speaks for a day within the days of the split: the second membership may have ended by
/// the split or begun after it, and certain is only that day itself, on which it held either way.
#[test]
fn what_may_end_by_the_split_or_begin_after_it_is_certain_where_both_agree() {
    let graph = record(
        "as_of = \"2023-09-20\"",
        &[
            ("first", "start = \"2021-05\""),
            ("again", "start = \"2023-09\", end = \"..\""),
        ],
        &[("walkout", "2023-09")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2023-08-31"), ["a certainly reported"]);
    assert_eq!(holds("2023-09-01"), ["a possibly reported"]);
    assert_eq!(holds("2023-09-19"), ["a possibly reported"]);
    assert_eq!(holds("2023-09-20"), ["a certainly reported"]);
    assert_eq!(holds("2023-09-21"), ["a possibly reported"]);
    assert_eq!(holds("2023-10-15"), ["a possibly reported"]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    assert_eq!(
        changes_of(graph.ever(), "left"),
        ["a c 2023-09-01..2023-09-30 certainly reported by walkout"],
    );
}

/// The record speaks for the middle of the month of the split: the member was still in then, and was
/// out at the end of the month.
#[test]
fn the_day_of_the_record_narrows_the_days_of_a_departure() {
    let graph = record(
        "as_of = \"2021-03-15\"",
        &[("only", "start = \"2019\", end = \"..\"")],
        &[("walkout", "2021-03")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2021-03-15"), ["a certainly reported"]);
    assert_eq!(holds("2021-03-16"), ["a possibly reported"]);
    assert_eq!(holds("2021-03-30"), ["a possibly reported"]);
    assert_eq!(holds("2021-03-31"), [""; 0]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2019-01-01..2019-12-31 certainly reported",
            "left a c 2021-03-16..2021-03-31 certainly reported by walkout",
        ],
    );
}

/// *Ongoing* speaks of the day of its source, the year before the split: nothing contradicts it.
#[test]
fn what_was_ongoing_before_the_split_is_ended_by_it_without_a_contradiction() {
    let graph = record(
        "as_of = \"2022-12-31\"",
        &[("only", "start = \"2019\", end = \"..\", source = \"wire\"")],
        &[("walkout", "2021-03-10")],
    );
    assert_eq!(
        members(on(&graph, "2021-03-09"), "c"),
        ["a certainly reported"]
    );
    assert_eq!(members(on(&graph, "2021-03-10"), "c"), [""; 0]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// A membership that is told alone and can have begun before the split or after it, and goes on, began
/// after it: a day before the split nobody was in, and what split off was no member before.
#[test]
fn what_goes_on_after_the_split_and_can_begin_after_it_did_so() {
    let graph = record(
        "as_of = \"2023-12-31\"",
        &[("only", "start = \"2023-09\", end = \"..\"")],
        &[("walkout", "2023-09-10")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2023-09-09"), [""; 0]);
    assert_eq!(holds("2023-09-10"), ["a possibly reported"]);
    assert_eq!(holds("2023-09-29"), ["a possibly reported"]);
    assert_eq!(holds("2023-09-30"), ["a certainly reported"]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2023-09-10..2023-09-30 certainly reported",
            "split a c 2023-09-10 certainly reported by walkout",
        ],
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// A second membership that certainly ends months after the split, beside one that it ends, is a
/// return, too.
#[test]
fn a_return_that_ended_later_is_no_contradiction() {
    let graph = record(
        "",
        &[
            ("first", "start = \"2021-05\""),
            ("again", "start = \"2023-09\", end = \"2024-02\""),
        ],
        &[("walkout", "2023-09-10")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2023-09-09"), ["a certainly reported"]);
    assert_eq!(holds("2023-09-10"), ["a possibly reported"]);
    assert_eq!(holds("2023-09-30"), ["a certainly reported"]);
    assert_eq!(holds("2024-01-31"), ["a certainly reported"]);
    assert_eq!(holds("2024-02-01"), ["a possibly reported"]);
    assert_eq!(holds("2024-02-29"), [""; 0]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "joined a c 2021-05-01..2021-05-31 certainly reported",
            "joined a c 2023-09-10..2023-09-30 certainly reported",
            "left a c 2023-09-10 certainly reported by walkout",
            "left a c 2024-02-01..2024-02-29 certainly reported",
        ],
    );
}

/// Of a second membership nothing is told but the month in which it began, the month of the split: it
/// may have ended by it, and is certain on no day after it.
#[test]
fn what_may_be_a_return_is_never_certain_after_the_split() {
    let graph = record(
        "",
        &[
            ("first", "start = \"2021-05\""),
            ("again", "start = \"2023-09\""),
        ],
        &[("walkout", "2023-09-10")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2023-09-09"), ["a certainly reported"]);
    for text in ["2023-09-10", "2023-09-29", "2023-09-30", "2023-12-31"] {
        assert_eq!(holds(text), ["a possibly reported"], "{text}");
    }
    assert_eq!(
        changes_of(graph.ever(), "left"),
        ["a c 2023-09-10 certainly reported by walkout"],
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// Who returned long after the first split is out by the second, whatever is told to be ongoing.
#[test]
fn the_second_split_ends_the_return() {
    let graph = record(
        "as_of = \"2022-01-01\"",
        &[
            ("then", "start = \"2005-01-01\""),
            ("again", "start = \"2012-01-01\", end = \"..\""),
        ],
        &[("walkout", "2010-03-01"), ("expulsion", "2020-05")],
    );
    let holds = |text: &str| members(on(&graph, text), "c");
    assert_eq!(holds("2010-02-28"), ["a certainly reported"]);
    assert_eq!(holds("2010-03-01"), [""; 0]);
    assert_eq!(holds("2011-12-31"), [""; 0]);
    assert_eq!(holds("2012-01-01"), ["a certainly reported"]);
    assert_eq!(holds("2020-04-30"), ["a certainly reported"]);
    assert_eq!(holds("2020-05-15"), ["a possibly reported"]);
    assert_eq!(holds("2020-05-31"), [""; 0]);
    assert_eq!(
        contradictions(graph.ever()),
        ["member-after-split again expulsion certainly"]
    );
    assert_eq!(
        changes_of(graph.ever(), "left"),
        [
            "a c 2010-03-01 certainly reported by walkout",
            "a c 2020-05-01..2020-05-31 certainly reported by expulsion",
        ],
    );
}

/// A part that splits off comes back as a part: the split is descent, and no departure.
#[test]
fn a_part_that_split_off_can_be_integrated_again() {
    let graph = told(
        r#"
        relations = [
          { id = "old", kind = "part-of", from = "brigade", to = "army", start = "2015" },
          { id = "again", kind = "part-of", from = "brigade", to = "army", start = "2020-05", end = ".." },
        ]
        events = [{ id = "mutiny", kind = "split", when = "2020-05", from = "army", to = "brigade" }]
        [record]
        as_of = "2022-12-31"
        [actors]
        army    = { name = "Army", kind = "state-force" }
        brigade = { name = "Brigade", kind = "state-force" }
        "#,
    );
    let parts = |text: &str| {
        let parts = on(&graph, text).parts(actor(&graph, "army"));
        sorted(parts.iter().map(|one| one.grounds.holds.to_string()))
    };
    assert_eq!(parts("2020-04-30"), ["certainly"]);
    assert_eq!(parts("2020-05-15"), ["possibly"]);
    assert_eq!(parts("2020-05-31"), ["certainly"]);
    assert_eq!(parts("2022-12-31"), ["certainly"]);
    assert_eq!(
        changes(graph.ever()),
        [
            "integrated brigade army 2015-01-01..2015-12-31 certainly reported",
            "integrated brigade army 2020-05-01..2020-05-31 certainly reported",
            "split brigade army 2020-05-01..2020-05-31 certainly reported by mutiny",
        ],
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}
