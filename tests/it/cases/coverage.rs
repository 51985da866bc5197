//! Days of which a record says nothing, and deaths of which nobody gives a figure.

use super::*;
use factions::{ConflictRule, Covered, SearchBudget, Step};
use serde_json::Value;

fn json(answer: &impl serde::Serialize) -> Value {
    serde_json::to_value(answer).expect("answers are plain")
}

/// Each step, whether it is covered, its happenings and its best figure; `None`: unknown.
fn steps(view: View<'_, '_>, step: Step) -> Vec<(String, Covered, Value, Value)> {
    let series = view.series(step);
    let rows = series.steps.iter().map(|one| {
        let row = json(&one.tally);
        let count = row["all"]["happenings"].clone();
        let best = row["all"]["killed"]["best"].clone();
        (one.label.clone(), one.tally.total.covered(), count, best)
    });
    rows.collect()
}

fn row(
    label: &str,
    covered: Covered,
    count: Option<u64>,
    best: Option<u64>,
) -> (String, Covered, Value, Value) {
    (label.to_owned(), covered, count.into(), best.into())
}

/// The record ends with 2018: of the years after it nothing is known, neither peace nor balance.
#[test]
fn years_after_the_record_are_not_covered() {
    let graph = case("covered-to-2018");
    let (yes, no) = (Covered::Yes, Covered::No);
    assert_eq!(
        steps(during(&graph, "2017-01-01", "2022-01-01"), Step::Year),
        [
            row("2017", yes, Some(1), Some(3)),
            row("2018", yes, Some(1), Some(10)),
            row("2019", no, None, None),
            row("2020", no, None, None),
            row("2021", no, None, None),
        ],
    );
    for year in ["2019", "2020", "2021"] {
        let next = year.parse::<u32>().expect("a year") + 1;
        let view = during(&graph, &format!("{year}-01-01"), &format!("{next}-01-01"));
        let signed = view.signed(ConflictRule::NegativeWins);
        let found = signed.frustration(SearchBudget::default());
        assert_eq!(
            (found.normalised(), found.is_balanced()),
            (None, None),
            "{year}"
        );
        assert_eq!(killed(view.toll().all()), None, "{year}");
    }
    let covered = during(&graph, "2017-01-01", "2018-01-01").signed(ConflictRule::NegativeWins);
    assert!(
        covered
            .frustration(SearchBudget::default())
            .normalised()
            .is_some()
    );
}

/// The last day of the record is covered, the next is not, and a step that has both is partly.
#[test]
fn a_step_that_the_record_ends_in_is_partly_covered() {
    let text = text_of("covered-to-2018").replace("2018-12-31", "2018-03-10");
    let graph = told(&text);
    let view = during(&graph, "2018-02-01", "2018-05-01");
    assert_eq!(
        steps(view, Step::Month),
        [
            row("2018-02", Covered::Yes, Some(0), Some(0)),
            row("2018-03", Covered::Partly, Some(1), Some(10)),
            row("2018-04", Covered::No, None, None),
        ],
    );
    assert_eq!(on(&graph, "2018-03-10").toll().covered(), Covered::Yes);
    assert_eq!(on(&graph, "2018-03-11").toll().covered(), Covered::No);
}

/// Where the record says from when on it speaks, silence before that is no peace; on a day of which
/// only the year is told, it may speak or not.
#[test]
fn years_before_the_record_are_not_covered() {
    let text = text_of("covered-to-2018").replace(
        "source=\"s\"\n[sources.s]",
        "source=\"s\"\ncovers = { start = \"2016\", end = \"2018-07-01\" }\n[sources.s]",
    );
    let graph = told(&text);
    assert_eq!(
        steps(during(&graph, "2015-01-01", "2019-01-01"), Step::Year),
        [
            row("2015", Covered::No, None, None),
            row("2016", Covered::Partly, Some(0), Some(0)),
            row("2017", Covered::Yes, Some(1), Some(3)),
            row("2018", Covered::Partly, Some(1), Some(10)),
        ],
    );
    assert_eq!(on(&graph, "2016-06-01").toll().covered(), Covered::Partly);
    assert_eq!(on(&graph, "2016-12-31").toll().covered(), Covered::Yes);
    assert_eq!(on(&graph, "2018-07-01").toll().covered(), Covered::No);
}

/// As known on a day, nothing after that day is covered.
#[test]
fn nothing_after_the_day_of_knowledge_is_covered() {
    let graph = case("covered-to-2018");
    let view = during(&graph, "2018-01-01", "2018-04-01").known_on(day("2018-02-10"));
    assert_eq!(
        steps(view, Step::Month),
        [
            row("2018-01", Covered::Yes, Some(0), Some(0)),
            row("2018-02", Covered::Partly, Some(0), Some(0)),
            row("2018-03", Covered::No, None, None),
        ],
    );
}

/// What is told of a day that is not covered is told all the same: then there are figures.
#[test]
fn what_happened_on_days_that_are_not_covered_counts() {
    let text = text_of("covered-to-2018").replace(
        "source=\"s\"\n[sources.s]",
        "source=\"s\"\ncovers = { end = \"2018-01-01\" }\n[sources.s]",
    );
    let graph = told(&text);
    let march = during(&graph, "2018-03-01", "2018-04-01").toll();
    assert_eq!(
        (march.covered(), killed(march.all())),
        (Covered::No, Some((10, 10, 10)))
    );
    let april = during(&graph, "2018-04-01", "2018-05-01").toll();
    assert_eq!((april.covered(), killed(april.all())), (Covered::No, None));
}

/// The one clash that is reported of 2013 has no figure, and neither has that of 2014: their deaths
/// are unknown, and the claim of ten says nothing of them.
#[test]
fn deaths_without_a_figure_are_unknown_and_not_zero() {
    let graph = case("clashes-without-a-figure");
    let years = |view: View<'_, '_>| {
        let series = view.series(Step::Year);
        let rows = series.steps.iter().map(|one| {
            let all = one.tally.total.all();
            (
                one.label.clone(),
                all.violent,
                killed(all),
                all.without_figure,
            )
        });
        rows.collect::<Vec<_>>()
    };
    assert_eq!(
        years(graph.ever()),
        [
            ("2013".to_owned(), 2, Some((10, 10, 10)), 1),
            ("2014".to_owned(), 1, None, 1),
        ],
    );
    let reported = graph.ever().at_least(factions::Certainty::Reported);
    assert_eq!(
        years(reported),
        [
            ("2013".to_owned(), 1, None, 1),
            ("2014".to_owned(), 1, None, 1)
        ],
    );
    let dyad = reported.dyad(actor(&graph, "a"), actor(&graph, "b"));
    assert_eq!(
        (killed(dyad.toll.all()), dyad.toll.all().without_figure),
        (None, 2)
    );
    assert!(
        dyad.toll.to_string().contains("deaths unknown"),
        "{}",
        dyad.toll
    );
    assert!(json(&dyad)["toll"]["all"]["killed"]["best"].is_null());
}
