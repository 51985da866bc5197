//! On which days something happened that is told several times.

use super::*;
use factions::{Certainty, Step};

/// A siege of four days of which a second source tells one day happened once, on all of them.
#[test]
fn a_siege_and_one_of_its_days_are_one_happening() {
    let graph = case("siege-and-one-day");
    let siege = "siege 2024-05-30..2024-06-02 certainly reported";
    assert_eq!(events(on(&graph, "2024-06-02")), [siege]);
    assert_eq!(events(during(&graph, "2024-06-01", "2024-07-01")), [siege]);
    assert_eq!(events(on(&graph, "2024-05-29")), [""; 0]);
    assert_eq!(events(on(&graph, "2024-06-03")), [""; 0]);
    let toll = on(&graph, "2024-06-02").toll();
    assert_eq!(
        (happenings(toll), killed(toll.all())),
        ((1, 0), Some((9, 9, 9)))
    );
    let series = graph.ever().series(Step::Month);
    let dated: u64 = series
        .steps
        .iter()
        .map(|one| one.tally.total.all().happenings)
        .sum();
    assert_eq!(dated, 0);
    let rest = series.not_dated.total;
    assert_eq!(
        (happenings(rest), killed(rest.all())),
        ((1, 0), Some((9, 9, 9)))
    );
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// Two clashes told as the same, with these days.
fn same(one: &str, two: &str) -> ActorGraph {
    told(&format!(
        r#"
        events = [
          {{ id = "one", kind = "clash", from = "a", to = "b", {one} }},
          {{ id = "two", kind = "clash", from = "a", to = "b", {two}, same_as = "one" }},
        ]
        [actors]
        a = {{ name = "A", kind = "armed-group" }}
        b = {{ name = "B", kind = "armed-group" }}
        "#
    ))
}

/// How many clashes are certainly and possibly on each of these days.
fn on_days(graph: &ActorGraph, days: &[&str]) -> Vec<(u64, u64)> {
    days.iter()
        .map(|text| happenings(on(graph, text).toll()))
        .collect()
}

const FIRST_DAYS: [&str; 5] = [
    "2023-10-01",
    "2023-10-02",
    "2023-10-03",
    "2023-10-04",
    "2023-10-05",
];

/// Several days and a day that is none of them cannot meet: it was on all of those or on this one.
#[test]
fn several_days_and_another_cannot_meet() {
    let graph = same(
        "when = \"{2023-10-02,2023-10-04}\"",
        "when = \"2023-10-03\"",
    );
    let (no, may) = ((0, 0), (0, 1));
    assert_eq!(on_days(&graph, &FIRST_DAYS), [no, may, may, may, no]);
    assert_eq!(
        happenings(during(&graph, "2023-10-02", "2023-10-05").toll()),
        (1, 0)
    );
    assert_eq!(
        contradictions(graph.ever()),
        ["days-cannot-meet one two certainly"]
    );
}

/// Several days stay if the other telling can be of one of them.
#[test]
fn several_days_stay_if_the_other_can_be_one_of_them() {
    for other in [
        "[2023-10-03,2023-10-04]",
        "2023-10-04",
        "2023-10",
        "early 2023-10",
    ] {
        let graph = same(
            "when = \"{2023-10-02,2023-10-04}\"",
            &format!("when = \"{other}\""),
        );
        let (no, yes) = ((0, 0), (1, 0));
        assert_eq!(
            on_days(&graph, &FIRST_DAYS),
            [no, yes, no, yes, no],
            "{other}"
        );
        assert_eq!(contradictions(graph.ever()), [""; 0], "{other}");
    }
}

/// Two tellings of several days meet only if they name the same days: where both have a day, it is
/// certain all the same.
#[test]
fn two_tellings_of_several_days_meet_if_they_name_the_same_days() {
    let (no, may, yes) = ((0, 0), (0, 1), (1, 0));
    let graph = same(
        "when = \"2023-10-02/2023-10-04\"",
        "when = \"2023-10-03/2023-10-05\"",
    );
    assert_eq!(on_days(&graph, &FIRST_DAYS), [no, may, yes, yes, may]);
    assert_eq!(
        contradictions(graph.ever()),
        ["days-cannot-meet one two certainly"]
    );
    let graph = same(
        "when = \"{2023-10-02,2023-10-03}\"",
        "when = \"2023-10-02/2023-10-03\"",
    );
    assert_eq!(on_days(&graph, &FIRST_DAYS), [no, yes, yes, no, no]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// An undated telling says nothing of the day, and what is told by month and by day was on the day.
#[test]
fn an_undated_telling_says_nothing() {
    for wide in [
        "note = \"of its day nothing is told\"",
        "when = \"2023-10\"",
        "when = \"2023\"",
    ] {
        let graph = same(wide, "when = \"2023-10-03\"");
        let (no, yes) = ((0, 0), (1, 0));
        assert_eq!(
            on_days(&graph, &FIRST_DAYS),
            [no, no, yes, no, no],
            "{wide}"
        );
        assert_eq!(contradictions(graph.ever()), [""; 0]);
    }
}

/// The month is reported, the day is claimed: on that day it is certain on the claimant's word, on the
/// others of the month possible on the reporter's.
#[test]
fn a_claimed_day_does_not_date_what_is_reported_of_the_month() {
    let graph = same(
        "when = \"2023-10\"",
        "when = \"2023-10-03\", certainty = \"claimed\", by = \"a\"",
    );
    let at = |text: &str| {
        let view = on(&graph, text);
        sorted(
            view.events()
                .iter()
                .map(|one| format!("{} {}", one.grounds.holds, one.grounds.certainty)),
        )
    };
    assert_eq!(at("2023-10-03"), ["certainly claimed"]);
    assert_eq!(at("2023-10-04"), ["possibly reported"]);
    assert_eq!(at("2023-09-30"), [""; 0]);
    let sure = on(&graph, "2023-10-03").at_least(Certainty::Reported);
    assert_eq!(happenings(sure.toll()), (0, 1));
    // it is in the month for certain, and in no one day of it
    let month = during(&graph, "2023-10-01", "2023-11-01");
    assert_eq!(happenings(month.toll()), (1, 0));
    let by_day = month.series(Step::Day);
    assert_eq!(happenings(by_day.not_dated.total), (1, 0));
    let by_month = graph.ever().series(Step::Month);
    assert_eq!(happenings(by_month.steps[0].tally.total), (1, 0));
}

/// Reported without a day, alleged with one: on no other day is it ruled out.
#[test]
fn a_rumoured_day_does_not_date_what_is_reported_without_one() {
    let graph = same(
        "note = \"of its day nothing is told\"",
        "when = \"2023-10-03\", certainty = \"alleged\"",
    );
    let at = |text: &str| {
        let view = on(&graph, text);
        sorted(
            view.events()
                .iter()
                .map(|one| format!("{} {}", one.grounds.holds, one.grounds.certainty)),
        )
    };
    assert_eq!(at("2023-10-03"), ["certainly alleged"]);
    assert_eq!(at("2030-01-01"), ["possibly reported"]);
}

/// Two that are the same through a third, which the view hides, are one happening.
#[test]
fn a_hidden_telling_still_joins_two_others() {
    let graph = told(
        r#"
        events = [
          { id = "x", kind = "clash", when = "2023-10-02", from = "a", to = "b", killed = 5, certainty = "confirmed" },
          { id = "y", kind = "clash", when = "2023-10", from = "b", to = "a", same_as = "x", certainty = "alleged" },
          { id = "z", kind = "strike", when = "2023-10-02", from = "a", to = "b", killed = 6, same_as = "y", certainty = "confirmed" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        "#,
    );
    for view in [graph.ever(), graph.ever().at_least(Certainty::Confirmed)] {
        assert_eq!(happenings(view.toll()), (1, 0));
        assert_eq!(killed(view.toll().all()), Some((5, 6, 6)));
        assert_eq!(events(view).len(), 1);
    }
}
